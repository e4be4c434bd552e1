"""What leaves for a terminal whose character set is not UTF-8: the nearest ASCII, in as many cells.

A screen is a grid, so a character can only become another of its width. What has no near one is a `?` a cell; the
command line, which has no grid, writes escapes instead.
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import lru_cache

from rich.cells import cell_len

_NEAR = {
    **dict(
        zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўј", "abvgdeezzijklmnoprstufhccss'y'euaiiegwj", strict=True)
    ),
    **dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "avgdezitiklmnxoprsstyfhpo", strict=True)),
    **dict(zip("’‘ʼ′“”„«»‹›–—‐‑−…·•", '\'\'\'\'"""""<>-----~.*', strict=True)),
    **dict(zip("øłđðþßıæœ", "olddpsiao", strict=True)),
}
"""Letters without a decomposition (as ISO 9 and ELOT 743, cut to one letter), and marks."""


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
    """Return ASCII that is like a character, as wide as that: `é` is e, `Ж` is Z, `東` is two question marks."""
    width = cell_len(char)
    for text in (char, unicodedata.normalize("NFKD", char)[:1]):
        found = _NEAR.get(text.lower()) or (text if text.isascii() and text.isprintable() else "")
        if found:
            return (found.upper() if text.isupper() else found).ljust(width)[:width]
    return "?" * width
