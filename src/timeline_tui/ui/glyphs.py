"""The signs the screen is drawn with: Unicode, or ASCII where the locale cannot (LANG=C), or the console's font.

The font of the Linux console (TERM=linux) has the lines and blocks of code page 437: no braille, no round corners, and
of the eighths of a block two. So it has the signs of ASCII, which tell more levels apart, in frames of lines.
"""

from __future__ import annotations

import codecs
import locale
import os
import sys
from pathlib import Path
from typing import NamedTuple, TextIO

from timeline_tui.export import phrases
from timeline_tui.export.phrases import TextSigns


class Glyphs(NamedTuple):
    """Those of texts, and one sign for each use of the screen's own; these are a single terminal cell wide."""

    signs: TextSigns
    mark: str
    contested: str
    ellipsis: str
    full: str
    rest: str
    frames: bool
    """Whether there are lines to draw frames with."""

    @property
    def ascii(self) -> bool:
        """Whether the screen shows nothing but ASCII."""
        return self.signs.ascii


UNICODE = Glyphs(phrases.UNICODE, "*", "!", "…", "█", "░", frames=True)
ASCII = Glyphs(phrases.ASCII, "*", "!", "...", "#", ".", frames=False)
CONSOLE = ASCII._replace(full="█", rest="░", frames=True)


def for_locale(*, terminal: bool = True) -> Glyphs:
    """Return the glyphs that can be shown.

    Args:
        terminal: They go to the terminal, which has a font and an encoding; else the locale alone decides.
    """
    found = _by_locale()
    if not (terminal and found is UNICODE):
        return found
    if not _is_utf8(getattr(sys.__stderr__, "encoding", None) or "utf-8"):  # where the screen is written
        return ASCII
    return CONSOLE if os.environ.get("TERM", "").startswith("linux") else UNICODE


def terminal_encoding(stream: TextIO) -> str:
    """Return the character set for what a stream writes to a terminal.

    Where the locale is C, or one that the system does not have, Python writes UTF-8 nonetheless (PEP 538, PEP 540). The
    terminal is taken at the word of the locale, as `ls` and `less` do. `PYTHONIOENCODING` is a wish of its own.
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if _is_utf8(encoding) and not os.environ.get("PYTHONIOENCODING") and _by_locale() is ASCII:
        return "ascii"
    return encoding


def _by_locale() -> Glyphs:
    """UTF-8 by LC_ALL, LC_CTYPE or LANG, as other programs ask."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        value = os.environ.get(name)
        if value and not (name == "LC_CTYPE" and _set_by_python(value)):
            return UNICODE if _is_utf8(value) else ASCII
    return UNICODE if _is_utf8(locale.getpreferredencoding(False)) else ASCII


def _set_by_python(value: str) -> bool:
    """Whether LC_CTYPE is not the user's: Python sets it where the locale is C (PEP 538), to UTF-8 nonetheless."""
    if value not in ("C.UTF-8", "C.utf8", "UTF-8"):
        return False
    try:
        return b"\0LC_CTYPE=" not in b"\0" + Path("/proc/self/environ").read_bytes()
    except OSError:
        return False


def _is_utf8(value: str) -> bool:
    _, _, encoding = value.partition(".")
    try:
        return codecs.lookup((encoding or value).partition("@")[0]).name == "utf-8"
    except LookupError:
        return False
