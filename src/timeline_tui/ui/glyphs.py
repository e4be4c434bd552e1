"""The glyphs the screen is drawn with: Unicode, ASCII if the locale requires it (LANG=C), or the Linux console's.

The font of the Linux console (TERM=linux) has the lines and blocks of code page 437: no braille, no rounded corners,
and only two of the eighth blocks. It gets line-drawn frames, but ASCII signs, which distinguish more levels.
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
    """The signs for text, and the glyphs for the screen's own use. The latter are one cell wide, except `ellipsis`."""

    signs: TextSigns
    mark: str
    contested: str
    ellipsis: str
    full: str
    rest: str
    frames: bool
    """Whether frames can be drawn with lines."""

    @property
    def ascii(self) -> bool:
        """Whether texts and signs are limited to ASCII."""
        return self.signs.ascii


UNICODE = Glyphs(phrases.UNICODE, "*", "!", "…", "█", "░", frames=True)
ASCII = Glyphs(phrases.ASCII, "*", "!", "...", "#", ".", frames=False)
CONSOLE = ASCII._replace(full="█", rest="░", frames=True)


def for_locale(*, terminal: bool = True) -> Glyphs:
    """Return the glyphs that can be displayed.

    Args:
        terminal: Whether the output goes to the terminal, whose font and encoding matter; else only the locale does.
    """
    found = _by_locale()
    if not (terminal and found is UNICODE):
        return found
    # Textual writes the screen to standard error.
    if not _is_utf8(getattr(sys.__stderr__, "encoding", None) or "utf-8"):
        return ASCII
    return CONSOLE if os.environ.get("TERM", "").startswith("linux") else UNICODE


def terminal_encoding(stream: TextIO) -> str:
    """Return the encoding to use for a stream that writes to a terminal.

    In the C locale, or one the system does not have, Python writes UTF-8 all the same (PEP 538, PEP 540). Like `ls` and
    `less`, this follows the locale instead, unless the user set `PYTHONIOENCODING`.
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if _is_utf8(encoding) and not os.environ.get("PYTHONIOENCODING") and _by_locale() is ASCII:
        return "ascii"
    return encoding


def _by_locale() -> Glyphs:
    """Return Unicode glyphs if LC_ALL, LC_CTYPE or LANG, in this order (POSIX), name a UTF-8 locale, else ASCII."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        value = os.environ.get(name)
        if value and not (name == "LC_CTYPE" and _set_by_python(value)):
            return UNICODE if _is_utf8(value) else ASCII
    return UNICODE if _is_utf8(locale.getpreferredencoding(False)) else ASCII


def _set_by_python(value: str) -> bool:
    """Return whether Python set LC_CTYPE, as it does in the C locale (PEP 538), and not the user.

    /proc/self/environ holds the environment as it was when the process started.
    """
    if value not in ("C.UTF-8", "C.utf8", "UTF-8"):
        return False
    try:
        return b"\0LC_CTYPE=" not in b"\0" + Path("/proc/self/environ").read_bytes()
    except OSError:
        return False


def _is_utf8(value: str) -> bool:
    # A locale is language_TERRITORY.codeset@modifier (POSIX, XBD 8.2); the name of an encoding has no dot.
    _, _, encoding = value.partition(".")
    try:
        return codecs.lookup((encoding or value).partition("@")[0]).name == "utf-8"
    except LookupError:
        return False
