"""Text for a terminal whose character set is not UTF-8: the nearest ASCII, in as many cells.

A screen is a grid, so what replaces a character must be as wide as it is. The command line, which has no grid, writes
escapes instead.
"""

from __future__ import annotations

import codecs
from functools import lru_cache

from rich.cells import cell_len

_OURS = {"…": "~", "«": '"', "»": '"', "ا": "a", "ـ": "-", "ー": "--"}
"""Signs that anyascii makes wider than they are, and letters that it leaves out because they have no sound alone."""


def encoder(encoding: str) -> str:
    """Return the name of the error handler for text in `encoding` (`codecs.register_error`)."""
    if codecs.lookup(encoding).name == "utf-8":
        return "replace"
    codecs.register_error("timeline.nearest", _handle)
    return "timeline.nearest"


def _handle(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(nearest, error.object[error.start : error.end])), error.end


@lru_cache(maxsize=4096)
def nearest(char: str) -> str:
    """Return ASCII that resembles a character and is as wide: `e` for `é`, `Z` for `Ж`, `Do` for `東`.

    A letter becomes the first letters of its transliteration. A sign or number is not cut, for `½` is not 1: it becomes
    a question mark for each cell, as does what has no transliteration.
    """
    from anyascii import anyascii  # 20 ms, and most terminals take UTF-8

    width = cell_len(char)
    text = _OURS.get(char) or anyascii(char)
    if not text.isprintable() or not text or (len(text) > width and not char.isalpha()):
        return "?" * width
    return text.ljust(width)[:width]
