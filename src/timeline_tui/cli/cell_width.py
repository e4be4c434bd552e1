"""How many terminal cells a text takes. rich knows too, but costs more to import than listing a file does."""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
_PICTURE = "\ufe0f"  # asks for the picture form of the character before it: two cells
_NOTHING = frozenset(("Mn", "Me", "Cf"))


def cells(text: str) -> int:
    """The width of a text without line breaks: 2 for wide characters, 0 for marks."""
    return len(text) if text.isascii() else _measure(text, len(text) * 2)[0]


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """The text in at most `width` cells, the cut marked with the ellipsis."""
    if cells(text) <= width:
        return text
    _, length = _measure(text, max(0, width - len(ellipsis)))
    return text[:length].rstrip() + ellipsis[:width]


def pad(text: str, width: int) -> str:
    """The text with blanks after it, `width` cells in all."""
    return text + " " * (width - cells(text))


def _measure(text: str, limit: int) -> tuple[int, int]:
    """The width of the longest beginning that takes at most `limit` cells, and its length in characters."""
    width = last = 0
    joined = False
    for at, char in enumerate(text):
        if char == _PICTURE:
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
    """The width of one character that stands alone."""
    if char.isascii():
        return 1
    if unicodedata.category(char) in _NOTHING or "\u1160" <= char <= "\u11ff":
        return 0  # the second range: Hangul vowels and finals, which join the syllable before them
    if "\U0001f3fb" <= char <= "\U0001f3ff":
        return 0  # a skin tone colours the picture before it
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
