"""Find names that are probably one: four spellings of "Washington, D.C.", "Zelensky" and "Zelenskyy".

Names are compared only where they share all of their words but one, and that one begins or ends alike, so that ten
thousand names take no hundred million comparisons.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypeAlias

from timeline_tui.text import fold_name

Pair: TypeAlias = tuple[str, str]

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+|[ivxlcdm]+")  # "12th", "Charles II": what differs there is another thing
_LETTERS = 3  # of the word that differs, at its beginning or its end, that are the same
_COMPARISONS = 1_000_000  # about a second


def words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, in order; letters that stand alone are one word: "D.C." is "dc"."""
    found: list[str] = []
    for alone, group in groupby(_WORD.findall(fold_name(name)), key=lambda word: len(word) == 1):
        run = list(group)
        found += ["".join(run)] if alone else run
    return tuple(found)


def similar(names: Mapping[str, str]) -> list[Pair]:
    """Find the names that are probably spellings of one.

    Two are if they have the same words in any order, or all words but one, and that one differs by a letter (by two
    in long words of names with several). Numbers must be the same, and "Petrova" is not "Petrov".

    Args:
        names: By what they are known, such as an id: the names.

    Returns:
        Pairs of keys, in the order of `names`. With very many names in which all words but one are the same, only as
        many are compared as take about a second.
    """
    blocks: defaultdict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    whole: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, name in names.items():
        parts = sorted(words(name))
        if parts:
            whole[tuple(parts)].append(key)
    for these, keys in whole.items():
        for n, word in enumerate(these):
            if len(word) >= 5 and not _NUMBER.fullmatch(word):
                rest = (*these[:n], *these[n + 1 :])
                blocks[(*rest, f"{word[:_LETTERS]}-")].append((word, keys[0]))
                blocks[(*rest, f"-{word[-_LETTERS:]}")].append((word, keys[0]))
    order = {key: n for n, key in enumerate(names)}
    found = {(keys[0], other) for keys in whole.values() for other in keys[1:]}
    found |= {(min(pair, key=order.__getitem__), max(pair, key=order.__getitem__)) for pair in _near(blocks)}
    return sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _near(blocks: Mapping[tuple[str, ...], list[tuple[str, str]]]) -> Iterator[Pair]:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract_iter

    left = _COMPARISONS
    for rest, block in sorted(blocks.items(), key=lambda item: len(item[1])):
        most = 2 if len(rest) > 1 else 1
        for n, (word, key) in enumerate(block[:-1], start=1):
            left -= len(block) - n
            if left < 0:
                return
            others = [other for other, _ in block[n:]]
            for other, distance, at in extract_iter(word, others, scorer=OSA.distance, score_cutoff=most):
                short = min(len(word), len(other)) < 8
                if distance and not (short and distance > 1) and not _is_feminine(word, other):
                    yield key, block[n + at][1]


def _is_feminine(one: str, other: str) -> bool:
    """Whether one is the other with an "a" at its end: Petrov and Petrova, Alexander and Alexandra are two."""
    short, long = sorted((one, other), key=len)
    ends = {one[-1:], other[-1:]}
    return long in (f"{short}a", f"{short}а") or (len(ends) == 2 and not ends.isdisjoint("aа"))


def surnames(names: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Find names of one word that are the last one of longer names: "Trump" and "Donald Trump".

    Args:
        names: Keys and names of persons, or of what may be one.

    Returns:
        By the key of the short name: the keys of the longer ones, all of whose words begin with a capital letter.
    """
    short: dict[str, str] = {}
    long: defaultdict[str, list[str]] = defaultdict(list)
    for key, name in names:
        parts = words(name)
        if len(parts) == 1 and len(parts[0]) > 3:
            short[parts[0]] = key
        elif len(parts) in (2, 3) and all(word[:1].isupper() for word in name.split()):
            long[parts[-1]].append(key)
    return {key: long[word] for word, key in short.items() if word in long}
