"""Replace characters by ASCII of the same width, for terminals whose character set is not UTF-8.

The screen is a grid, so a replacement must take as many cells as the character. The command line has no grid and
writes escapes instead.
"""

from __future__ import annotations

import codecs
from functools import lru_cache

from rich.cells import cell_len

_OVERRIDES = {"…": "~", "«": '"', "»": '"', "ا": "a", "ـ": "-", "ー": "--"}
"""Signs whose transliteration by anyascii is too wide, and letters that it omits because they are silent alone."""


def encoder(encoding: str) -> str:
    """Return the name of the error handler for text in `encoding` (`codecs.register_error`)."""
    # UTF-8 has every character but surrogates (RFC 3629, section 3).
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
    """Return ASCII that resembles a character and has its width: `e` for `é`, `Z` for `Ж`, `Do` for `東`.

    A letter becomes the first letters of its transliteration. A sign or number is never truncated, because `½` is not
    1: if its transliteration is too wide, it becomes one question mark per cell. So do characters without a
    transliteration.
    """
    # The import takes 20 ms, and most terminals use UTF-8.
    from anyascii import anyascii

    width = cell_len(char)
    text = _OVERRIDES.get(char) or anyascii(char)
    if not text.isprintable() or not text or (len(text) > width and not char.isalpha()):
        return "?" * width
    return text.ljust(width)[:width]
