"""Suggest the known word that a misspelt word was meant to be: all "did you mean?" hints use this module."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Characters: a longer word is a text rather than a typo.
_MAX_LENGTH = 100
# Least similarity: one typo in a word of four letters, four in an id of fourteen.
_MIN_SIMILARITY = 0.7
_NUMBER = re.compile(r"[0-9]+")
# About a quarter of a second.
_MAX_COMPARISONS = 1_000_000
# Words compared in one call, which holds the GIL for some 5 ms.
_SLICE = 20_000


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that is most similar to `word`.

    Similarity is the normalised optimal string alignment distance: a missing, extra or wrong letter, or two swapped
    neighbours, count as one typo. The first of equally similar words is returned.

    Args:
        word: The unknown word. There is no suggestion for more than 100 characters.
        known: The known words. Their order decides ties.

    Returns:
        The most similar known word, or None if none is similar enough.
    """
    if not word or len(word) > _MAX_LENGTH:
        return None
    # Imported late: most runs have nothing to suggest.
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    best, score = None, _MIN_SIMILARITY
    for at in range(0, len(known), _SLICE):
        found = extractOne(
            word, known[at : at + _SLICE], scorer=OSA.normalized_similarity, score_cutoff=score
        )
        # A cutoff admits equal scores, but an equally similar word of a later slice does not replace the first.
        if found is not None and (best is None or found[1] > score):
            best, score = found[:2]
    return best


def misspelt(word: str, known: Sequence[str]) -> str | None:
    """Return the known word of which `word` is almost certainly a typo.

    Ids, names and user-defined keys are open lists, and most unknown ones are simply new. So this is stricter than
    `nearest`: one typo in a short word and at most three in a long one, none in the first letter unless the first two
    are swapped, and none in a number, as in `raid-12`.

    Args:
        word: The unknown word.
        known: The known words.

    Returns:
        The known word, or None.
    """
    found = nearest(word, known)
    if found is None or _NUMBER.findall(word) != _NUMBER.findall(found):
        return None
    # `found[1::-1]` are its first two letters in reverse order.
    swapped = word[:2] == found[1::-1]
    if word[0] != found[0] and not swapped:
        return None
    from rapidfuzz.distance import OSA

    slips = 1 if len(found) < 8 else 2 if len(found) < 16 else 3
    return found if OSA.distance(word, found, score_cutoff=slips) <= slips else None


class Suggester:
    """Suggests words for many unknown ones, within a budget of comparisons.

    A file may refer to thousands of missing ids among thousands of existing ones, and no one reads that many
    suggestions.

    Args:
        known: The known words, as in `misspelt`.
        comparisons: The most comparisons of two words to spend.
    """

    def __init__(self, known: Sequence[str], comparisons: int = _MAX_COMPARISONS) -> None:
        self._known = known
        self._left = comparisons
        self._found: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        """Return the known word that was probably meant, or None if there is none or the budget is spent."""
        if word not in self._found:
            if self._left <= 0:
                return None
            self._left -= len(self._known)
            self._found[word] = misspelt(word, self._known)
        return self._found[word]
