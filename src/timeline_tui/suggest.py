"""Suggest what a misspelt word was meant to be: the one answer to "did you mean?" in the whole program."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 100  # characters: a longer word is a text, not a slip of the finger
_NEAR = (
    0.7  # the share of a word that is right: one slip in a word of four letters, four in an id of fourteen
)
_NUMBER = re.compile(r"[0-9]+")
_COMPARISONS = 1_000_000  # about a quarter of a second
_SLICE = 20_000  # words compared in one call, which holds the interpreter's lock for some 5 ms


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Find the known word that `word` was probably meant to be.

    Words are compared by their optimal string alignment: a letter that is missing, added, wrong, or swapped with its
    neighbour counts as one slip. Of equally near words the first is returned.

    Args:
        word: The unknown word. One of more than 100 characters has no suggestion.
        known: The words that it may stand for. Their order decides between equals.

    Returns:
        The nearest known word, or None if none is near.
    """
    if not word or len(word) > _LONGEST:
        return None
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    best, score = None, _NEAR
    for at in range(0, len(known), _SLICE):
        found = extractOne(
            word, known[at : at + _SLICE], scorer=OSA.normalized_similarity, score_cutoff=score
        )
        if found is not None and (best is None or found[1] > score):
            best, score = found[:2]
    return best


def misspelt(word: str, known: Sequence[str]) -> str | None:
    """Find the known word of which `word` is a slip of the finger, where it may as well be a word of its own.

    Ids, names and keys of the user's own are open lists: most that are unknown are simply others. So there may be one
    slip in a short word and three at the most, none in the first letter, and none in a number, as in `raid-12`.

    Args:
        word: The unknown word.
        known: The words that it may stand for.

    Returns:
        The word that was almost certainly meant, or None.
    """
    found = nearest(word, known)
    if found is None or _NUMBER.findall(word) != _NUMBER.findall(found):
        return None
    swapped = word[:2] == found[1::-1]
    if word[0] != found[0] and not swapped:
        return None
    from rapidfuzz.distance import OSA

    slips = 1 if len(found) < 8 else 2 if len(found) < 16 else 3
    return found if OSA.distance(word, found, score_cutoff=slips) <= slips else None


class Suggester:
    """Suggests words for many unknown ones, until a number of comparisons is spent.

    A file may name thousands of ids that are not there among thousands that are: nobody reads that many suggestions.

    Args:
        known: The words that are meant, as in `misspelt`.
        comparisons: How many comparisons of two words to spend at most.
    """

    def __init__(self, known: Sequence[str], comparisons: int = _COMPARISONS) -> None:
        self._known = known
        self._left = comparisons
        self._found: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        """Find the word that was probably meant; None if there is none or the comparisons are spent."""
        if word not in self._found:
            if self._left <= 0:
                return None
            self._left -= len(self._known)
            self._found[word] = misspelt(word, self._known)
        return self._found[word]
