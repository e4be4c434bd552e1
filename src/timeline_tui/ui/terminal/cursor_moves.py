"""Move the cursor with the shortest sequence (ECMA-48: CUP, CUU, CUD, CUF, CUB, CHA, CR, LF)."""

from __future__ import annotations

from functools import lru_cache

UNKNOWN = -1
"""The column or row of a cursor whose position is not known."""


@lru_cache(maxsize=8192)
def move(x: int, y: int, to_x: int, to_y: int, columns: bool = True) -> str:
    """Return the shortest sequence that moves the cursor.

    A line feed is used only after a carriage return, so that the result does not depend on ONLCR (termios(3)).

    Args:
        x: The current column, from 0, or UNKNOWN.
        y: The current row, from 0, or UNKNOWN.
        to_x: The column to move to.
        to_y: The row to move to.
        columns: Whether the terminal supports CHA.
    """
    found = [_absolute(to_x, to_y)]
    if y != UNKNOWN and y == to_y:
        found += _along(x, to_x, columns)
    elif y != UNKNOWN:
        down = to_y - y
        if x == to_x:
            found.append(_count(abs(down), "B" if down > 0 else "A"))
        elif x != UNKNOWN and abs(down) == 1:
            step = "\x1b[B" if down > 0 else "\x1b[A"
            found += [step + along for along in _along(x, to_x, columns)]
        # CUD with a number takes four bytes. LF does not scroll here, because `to_y` is on the screen.
        if 0 < down <= 3:
            found.append("\r" + "\n" * down + (_count(to_x, "C") if to_x else ""))
    return min(found, key=len)


def _absolute(x: int, y: int) -> str:
    # An omitted parameter is 1 (ECMA-48, 8.3.21).
    row = str(y + 1) if y else ""
    return f"\x1b[{row};{x + 1}H" if x else f"\x1b[{row}H"


def _count(number: int, final: str) -> str:
    return f"\x1b[{number if number > 1 else ''}{final}"


def _along(x: int, to_x: int, columns: bool) -> list[str]:
    found = ["\r" + (_count(to_x, "C") if to_x else "")]
    if columns:
        found.append(f"\x1b[{to_x + 1 if to_x else ''}G")
    if x != UNKNOWN:
        found.append("" if x == to_x else _count(abs(to_x - x), "C" if to_x > x else "D"))
    return found
