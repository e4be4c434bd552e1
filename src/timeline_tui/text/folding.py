"""Fold text for comparison: what reads the same to a person is the same to search and registry.

Folding ignores case, accents, apostrophes and zero-width characters, and maps all hyphens, all quotation marks and
all digits to one form each. `docs/query.md` lists what counts as the same; everything that compares texts compares
them folded.

A text is first normalised to NFC (UAX #15); then each character folds by itself, independent of its neighbours. So a
search may fold whole texts and a highlight a few characters at a time, with the same result. Only hyphens around the
Arabic article depend on their neighbours, in the folded text: each becomes one blank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

# Apostrophes, single quotes, primes, and the letters for ayn and hamza (ʿ ʾ) that many people type as one of these.
_APOSTROPHES = (
    "'`\u00b4\u02b9-\u02bf\u02c0\u02c1\u055a\u05f3\u07f4\u07f5\u1fbd\u1fbf\u1ffe\u2018-\u201b\u2032\u2035\ua78b"
    "\ua78c"
)

# The default-ignorable code points (Unicode's DerivedCoreProperties) that are not letters: soft hyphen, joiners,
# directional marks, variation selectors, tags; and the Arabic tatweel, which only stretches a line.
_IGNORABLE = (
    "\u00ad\u034f\u061c\u0640\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff"
)

# Marks that are accents: Latin, Greek and Cyrillic ones, Hebrew points, Arabic vowel signs and hamzas. Marks that
# form another letter are kept: Japanese voicing (バ is not パ), Thai tones, Indic signs.
_ACCENTS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufb1e"
    "\ufe20-\ufe2f"
)

# Letters of their own in Cyrillic alphabets that decompose into another letter and an accent: "мой" is not "мои".
_KEPT_LETTERS = frozenset("йїўѓќ")

_HYPHENS = "\u02d7\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b"
_QUOTES = "«»‹›“”„‟″‶״「」『』〝〞〟"
_MAPPED = {
    # Letters with an integral stroke or ligature, which no decomposition removes.
    **dict(zip("øđðłħıŧ", "oddlhit", strict=True)),
    "æ": "ae", "œ": "oe", "þ": "th",
    # Letters that Arabic readers treat as one, or that a Persian or Urdu keyboard produces instead.
    **dict.fromkeys("\u0671\u0672\u0673", "\u0627"),  # ٱ: alef
    **dict.fromkeys("\u0649\u06cc", "\u064a"),  # ى ی: yeh
    **dict.fromkeys("\u06a9\u06aa", "\u0643"),  # ک: kaf
    **dict.fromkeys("\u0629\u06c1\u06c3\u06d5", "\u0647"),  # ة ہ: heh
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_QUOTES, '"'),
}  # fmt: skip

# Characters of the most common scripts that fold to themselves after case folding; a text of these alone is left
# unchanged. A test checks each of them. A missing character only costs time.
_SETTLED = (
    "\x00-&(-@\\[-_a-\x7f\u00a1-\u00a7\u00a9\u00ac\u00ae\u00b0\u00b1\u00b6\u00b7\u00bf\u00d7\u00f7"
    "\u03b1-\u03c1\u03c3-\u03c9\u0430-\u044f\u0452-\u045b\u045e\u045f\u0491\u0493\u0497\u049b\u04a3\u04af\u04b1\u04bb"
    "\u04d9\u04e9\u0561-\u0586\u05d0-\u05ea\u060c\u061b\u061f\u0621\u0627\u0628\u062a-\u063a\u0641-\u0648\u064a\u0679"
    "\u067e\u0686\u0688\u0691\u0698\u06af\u06ba\u06be\u06d2\u06d4\u0900-\u0950\u0964\u0965\u0980-\u09db\u0e01-\u0e32"
    "\u0e34-\u0e3a\u0e3f-\u0e4f\u10d0-\u10fa\u1100-\u115e\u1200-\u1248\u2020-\u2023\u20ac\u2190-\u2199\u2600-\u27bf"
    "\u3001-\u3003\u3005-\u3007\u3041-\u3096\u30a1-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
)
_MAX_REPLACED = 64
"""The number of distinct characters to replace throughout a text; few texts have more that need folding."""
# Hangul vowels and voicing marks, which compose with the character before.
_JOINING = "\u1160-\u11ff\u3099\u309a\uff9e\uff9f"
_SEPARATOR = "\x1c"
_ZWJ = "\u200d"
_SHORT_TEXT = 64
"""Up to this many characters, a text folds as fast without the pattern of `_unsettled`: nearly all names."""
_PIECE_LENGTH = 256
"""Characters to normalise at once: sorting a run of marks takes quadratic time."""


# These patterns have many ranges and take milliseconds to compile. Few texts need them, hence the caches.


@cache
def _unsettled() -> re.Pattern[str]:
    """Match what may fold to something else."""
    return re.compile(f"[^{_SETTLED}]")


@cache
def _removed() -> re.Pattern[str]:
    """Match what folds to nothing."""
    return re.compile(f"[{_APOSTROPHES}{_IGNORABLE}{_ACCENTS}]")


@cache
def _around_articles() -> re.Pattern[str]:
    """Match a hyphen after or before the romanised Arabic article.

    This includes its assimilated forms before sun letters: al-Shafii, ash-Sham, Deir-ez-Zor. A hyphen before a digit
    does not match: An-26 and AR-15 have no article. Ids have many hyphens, and for most of them the letters on both
    sides decide quickly.
    """
    behind = r"(?<=[lnrstzdh]-)(?:(?<=\b[ae][lnrstzd]-)|(?<=\bul-)|(?<=\ba[dst]h-)|(?<=\besh-))"
    ahead = r"(?:[ae][lnrstzd]|ul|a[dst]h|esh)[- ]"
    return re.compile(rf"-(?:{behind}(?!\d)|(?={ahead}(?!\d)))")


@cache
def _apostrophe() -> re.Pattern[str]:
    return re.compile(f"[{_APOSTROPHES}]")


class _FoldedChars(dict[str, str]):
    """Maps each character of an NFC text to its folded form, computed on first use."""

    def __missing__(self, char: str) -> str:
        folded = self[char] = _fold_char(char)
        return folded


def _fold_char(char: str) -> str:
    """Fold one character of an NFC text."""
    text = char.casefold()
    if text in _KEPT_LETTERS:
        return text
    # "≠" is not "=" with an accent.
    if unicodedata.category(char) == "Sm":
        return "".join(map(_map_char, unicodedata.normalize("NFKC", text)))
    # NFKD turns U+00B4 into a blank and an accent, and U+2033 into two primes, so what is removed or mapped as a whole
    # is left to the next line. It may also yield capitals (™: TM), hence the second case folding.
    if not _removed().match(text) and text not in _MAPPED:
        text = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", "".join([_map_char(piece) for piece in _removed().sub("", text)]))


def _map_char(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return _MAPPED.get(char, char) if digit is None else str(digit)


_FOLDED = _FoldedChars()


def fold(text: str) -> str:
    """Fold a text for comparison: `fold("Żółć") == "zolc"`, `fold("O’Brien") == "obrien"`.

    The result may be longer or shorter than the text; `fold_map` keeps the positions.
    """
    if text.isascii():
        lower = text.lower()
        if "'" in lower or "`" in lower:
            lower = lower.replace("'", "").replace("`", "")
        # Ids are stored folded: return the same object where nothing changes.
        return text if text == lower and "-" not in lower else _apart(lower)
    # NFC again: without the characters removed from between them, letters and marks may compose.
    return _apart(_to_nfc(_fold_chars(_to_nfc(text))))


def _apart(folded: str) -> str:
    """Replace the hyphens around an Arabic article with blanks."""
    return _around_articles().sub(" ", folded) if "-" in folded else folded


def fold_all(texts: Iterable[str]) -> list[str]:
    """Fold many texts at once, in half the time of calling `fold` on each. None may contain U+001C."""
    found = list(texts)
    others = [n for n, text in enumerate(found) if not text.isascii()]
    together = _fold_chars(_SEPARATOR.join([_to_nfc(found[n]) for n in others]))
    # Not strict: splitting the empty text of no others returns one empty text.
    for n, text in zip(others, together.split(_SEPARATOR), strict=False):
        found[n] = _apart(_to_nfc(text))
    return [fold(text) if text.isascii() else text for text in found]


def _fold_chars(text: str) -> str:
    """Replace each character of an NFC text by its folded form."""
    if len(text) <= _SHORT_TEXT:
        return "".join([_FOLDED[char] for char in text])
    unsettled = _unsettled()
    found = unsettled.search(text)
    cased = True
    # Few distinct characters of a text fold to something else, so replacing each throughout the text is fast.
    for _ in range(_MAX_REPLACED):
        if found is None:
            return text
        at = found.start()
        char = text[at]
        # What precedes `at` is settled or folded, so case folding does not move it.
        if cased and char.isupper():
            text, cased = text.casefold(), False
        else:
            folded = _FOLDED[char]
            at += len(folded)
            if folded != char:
                text = text.replace(char, folded)
        found = unsettled.search(text, at)
    return unsettled.sub(lambda match: _FOLDED[match.group()], text)


def _to_nfc(text: str) -> str:
    """Normalise a text to NFC."""
    if len(text) <= 4 * _PIECE_LENGTH:
        return unicodedata.normalize("NFC", text)
    return "".join([unicodedata.normalize("NFC", piece) for piece in _pieces().findall(text)])


@cache
def _pieces() -> re.Pattern[str]:
    """Match pieces that end before a base character, so that letters keep their marks unless they have too many."""
    return re.compile(f"(?s).{{1,{_PIECE_LENGTH}}}[{_ACCENTS}{_JOINING}]{{0,30}}")


def fold_map(text: str) -> tuple[str, list[int]]:
    """Fold a text, and return with it the index in `text` where the origin of each folded character starts."""
    if text.isascii() and "'" not in text and "`" not in text:
        return _apart(text.lower()), list(range(len(text)))
    folded: list[str] = []
    index: list[int] = []
    for start, end in _clusters(text):
        piece = fold(text[start:end])
        folded.append(piece)
        index += [start] * len(piece)
    return _apart("".join(folded)), index


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a text that fold independently: a character with what may compose with it."""
    start = 0
    for at in range(1, len(text)):
        if not _continues(text[at]):
            yield start, at
            start = at
    if text:
        yield start, len(text)


def _continues(char: str) -> bool:
    if char.isascii():
        return False
    folded = _FOLDED[char][:1]
    return not folded or "\u1160" <= folded <= "\u11ff" or unicodedata.category(folded)[0] == "M"


def find_all(text: str, terms: tuple[str, ...]) -> list[tuple[int, int]]:
    """Find folded terms in a text.

    Args:
        text: The text as displayed. A blank in a term also matches a line break.
        terms: The folded terms.

    Returns:
        Sorted half-open ranges of `text`, with overlapping ones merged. None ends between a letter and its marks.
    """
    if not terms or not text:
        return []
    text = text.replace("\n", " ")
    folded, index = fold_map(text)
    found: list[tuple[int, int]] = []
    for term in terms:
        at = folded.find(term) if term else -1
        while at >= 0:
            end = at + len(term)
            found.append((index[at], _extend_end(text, index[end - 1] + 1)))
            at = folded.find(term, end)
    return _merge(sorted(found))


def _extend_end(text: str, at: int) -> int:
    """Extend the end of a range so that marks and joiners stay with their base character."""
    while at < len(text) and not text[at].isascii():
        # A joiner makes two pictures one (emoji ZWJ sequence, UTS #51 ED-16).
        joined = text[at - 1] == _ZWJ and unicodedata.category(text[at]) == "So"
        # An apostrophe folds to nothing, as marks do, but does not belong to the letter before it.
        if not joined and (not _continues(text[at]) or _apostrophe().match(text[at])):
            break
        at += 1
    return at


def _merge(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
