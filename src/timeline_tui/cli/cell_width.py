"""The width of text in terminal cells. rich can measure it too, but importing it takes longer than listing a file."""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
# Variation selector 16: emoji presentation of the character before, in two cells.
_VS16 = "\ufe0f"
_ZERO_WIDTH = frozenset(("Mn", "Me", "Cf"))


def cells(text: str) -> int:
    """Return the width of a text without line breaks: 2 for wide characters, 0 for combining marks."""
    # No character is wider than two cells, so this limit cuts nothing off.
    return len(text) if text.isascii() else _measure(text, len(text) * 2)[0]


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """Truncate a text to `width` cells, with the ellipsis in place of the rest."""
    if cells(text) <= width:
        return text
    _, length = _measure(text, max(0, width - len(ellipsis)))
    return text[:length].rstrip() + ellipsis[:width]


def pad(text: str, width: int) -> str:
    """Pad a text with blanks to `width` cells."""
    return text + " " * (width - cells(text))


def _measure(text: str, limit: int) -> tuple[int, int]:
    """Return the width of the longest prefix that fits into `limit` cells, and its length in characters."""
    width = last = 0
    joined = False
    for at, char in enumerate(text):
        # VS16 adds the second cell to a narrow character; a joiner (ZWJ) draws the next one into the same picture.
        if char == _VS16:
            extra, last = (1 if last == 1 else 0), 2
        else:
            extra = 0 if joined else char_cells(char)
            last = extra or last
        if width + extra > limit:
            return width, at
        width += extra
        joined = char == _JOINER
    return width, len(text)


def char_cells(char: str) -> int:
    """Return the width of a character on its own."""
    if char.isascii():
        return 1
    if unicodedata.category(char) in _ZERO_WIDTH or "\u1160" <= char <= "\u11ff":
        # The range: Hangul vowels and finals, which join the syllable before them.
        return 0
    if "\U0001f3fb" <= char <= "\U0001f3ff":
        # Skin tones modify the emoji before them.
        return 0
    # Ambiguous characters (A) count as narrow, as UAX #11 recommends where the context is unknown.
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
