"""The signs the screen is drawn with: Unicode, or ASCII where the locale cannot (LANG=C)."""

from __future__ import annotations

import codecs
import locale
import os
from pathlib import Path
from typing import NamedTuple

from timeline_tui.exchange import wording
from timeline_tui.exchange.wording import Signs


class Glyphs(NamedTuple):
    """Those of texts, and one sign for each use of the screen's own; these are a single terminal cell wide."""

    signs: Signs
    mark: str
    contested: str
    ellipsis: str
    full: str
    rest: str

    @property
    def ascii(self) -> bool:
        """Whether the screen shows nothing but ASCII."""
        return self.signs.ascii


UNICODE = Glyphs(wording.UNICODE, "*", "!", "…", "█", "░")
ASCII = Glyphs(wording.ASCII, "*", "!", "...", "#", ".")


def for_locale() -> Glyphs:
    """The glyphs that the user's locale can show: UTF-8 by LC_ALL, LC_CTYPE or LANG, as other programs ask."""
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
