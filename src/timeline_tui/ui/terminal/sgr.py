"""Change from one style to another with the shortest sequence (ECMA-48, SGR)."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import NamedTuple

(
    BOLD,
    DIM,
    ITALIC,
    UNDERLINE,
    BLINK,
    BLINK2,
    REVERSE,
    CONCEAL,
    STRIKE,
    UNDERLINE2,
    FRAME,
    ENCIRCLE,
    OVERLINE,
) = (1 << bit for bit in range(13))
"""Attributes as bits, in Rich's order."""

_ON = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
# 22 ends both bold and dim, 24 both underlines, 25 both speeds of blinking, 54 frame and circle (ECMA-48, SGR).
_OFF = ("22", "22", "23", "24", "25", "25", "27", "28", "29", "24", "54", "54", "55")
_SEEN_ON_BLANKS = UNDERLINE | REVERSE | STRIKE | UNDERLINE2 | FRAME | ENCIRCLE | OVERLINE


class CellStyle(NamedTuple):
    """The style of a cell: attribute bits, colours as SGR parameters (`31`, `48;5;240`; "" is default), link target."""

    on: int = 0
    fg: str = ""
    bg: str = ""
    link: str = ""


PLAIN = CellStyle()


def blank_style(style: CellStyle) -> CellStyle:
    """Return the part of a style that shows on a blank: background and link, or all of it if lined or reversed."""
    return style if style.on & _SEEN_ON_BLANKS else CellStyle(0, "", style.bg, style.link)


def covers(pen: CellStyle, blank: CellStyle) -> bool:
    """Return whether a blank looks the same in both styles.

    Args:
        pen: The current style of the terminal.
        blank: The style that the blank should have.
    """
    if pen == blank:
        return True
    lines = (pen.on | blank.on) & _SEEN_ON_BLANKS
    return not lines and pen.bg == blank.bg and pen.link == blank.link


@lru_cache(maxsize=4096)
def change(old: CellStyle, new: CellStyle, partial_reset: bool = True) -> str:
    """Return the shortest sequence that changes the pen from one style to another; "" if they are equal.

    Args:
        old: The current style.
        new: The style to set.
        partial_reset: Whether the terminal can reset a single attribute or colour (SGR 22 to 29, 39, 49). Otherwise
            all are reset and those of `new` are set.
    """
    # SGR 0 does not end a hyperlink (OSC 8), so links are compared on their own.
    link = "" if old.link == new.link else _link(new.link)
    if old[:3] == new[:3]:
        return link
    # An omitted parameter is 0 (ECMA-48, 8.3.117): CSI m resets, too, and is a byte shorter than CSI 0 m.
    reset = ["0", *_set(new)] if new[:3] != PLAIN[:3] else [""]
    best = ";".join(reset)
    # Setting attributes is always possible without a reset.
    if partial_reset or not _lost(old, new):
        step = ";".join(_step(old, new))
        best = min(step, best, key=len)
    return f"\x1b[{best}m{link}"


def _set(style: CellStyle) -> list[str]:
    return [code for bit, code in enumerate(_ON) if style.on >> bit & 1] + [
        c for c in (style.fg, style.bg) if c
    ]


def _lost(old: CellStyle, new: CellStyle) -> bool:
    return bool(old.on & ~new.on or (old.fg and not new.fg) or (old.bg and not new.bg))


def _step(old: CellStyle, new: CellStyle) -> list[str]:
    off = list(dict.fromkeys([code for bit, code in enumerate(_OFF) if (old.on & ~new.on) >> bit & 1]))
    kept = old.on
    # One code resets several attributes: 22 resets both bold and dim.
    for bit, code in enumerate(_OFF):
        if code in off:
            kept &= ~(1 << bit)
    on = [code for bit, code in enumerate(_ON) if (new.on & ~kept) >> bit & 1]
    colours = [
        after or default
        for before, after, default in ((old.fg, new.fg, "39"), (old.bg, new.bg, "49"))
        if before != after
    ]
    return [*off, *on, *colours]


def _link(target: str) -> str:
    """Return OSC 8. The id depends on the target only, so that terminals highlight all parts of a wrapped link."""
    if not target:
        return "\x1b]8;;\x1b\\"
    return f"\x1b]8;id={zlib.crc32(target.encode()) & 0xFFFF:x};{target}\x1b\\"
