"""Find rows that moved up or down, which the terminal can scroll itself between margins (DECSTBM).

Margins span whole rows, so this helps only where a list has the full width of the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from timeline_tui.ui.terminal.frame import ScreenRow, blank_rows

_FEWEST = 3
"""The fewest rows for which scrolling is considered."""


class Shift(NamedTuple):
    """A scroll of the rows from `top` to `bottom`, both inclusive, by `up` rows (down if negative)."""

    top: int
    bottom: int
    up: int

    @property
    def sequence(self) -> str:
        """The output that scrolls, for a terminal with default attributes. It leaves the cursor anywhere."""
        # DECSTBM moves the cursor to the first cell, so CUP comes after it. LF at the bottom margin and RI at the top
        # scroll on all descendants of the VT100; SU and SD came later.
        margins = f"\x1b[{self.top + 1};{self.bottom + 1}r"
        if self.up > 0:
            return f"{margins}\x1b[{self.bottom + 1}H" + "\n" * self.up + "\x1b[r"
        return f"{margins}\x1b[{self.top + 1}H" + "\x1bM" * -self.up + "\x1b[r"

    def apply(self, rows: Sequence[ScreenRow]) -> list[ScreenRow]:
        """Return the frame after the scroll."""
        region, size = list(rows[self.top : self.bottom + 1]), abs(self.up)
        # The terminal fills them with the default background, because the pen is plain between frames.
        blank: list[ScreenRow] = list(blank_rows(len(rows[0]), size))
        region = [*region[size:], *blank] if self.up > 0 else [*blank, *region[:-size]]
        return [*rows[: self.top], *region, *rows[self.bottom + 1 :]]


def find(changed: Sequence[int], old: Sequence[ScreenRow], new: Sequence[ScreenRow]) -> Shift | None:
    """Find the largest block of rows that moved, looking only around three of the rows that changed.

    Args:
        changed: The rows that differ, in ascending order.
        old: The frame that the terminal shows.
        new: The frame to show.

    Returns:
        The scroll, or None if no block of at least three rows moved.
    """
    if len(changed) < _FEWEST:
        return None
    best: Shift | None = None
    # Not the first and the last row that changed, which may just have come into view.
    for y in {changed[len(changed) // 4], changed[len(changed) // 2], changed[3 * len(changed) // 4]}:
        # An empty row equals every other empty row, which shows nothing about where it came from.
        if not new[y].least:
            continue
        for before, row in enumerate(old):
            if before != y and row == new[y]:
                shift, rows = _block(old, new, y, before - y)
                if rows >= _FEWEST and (best is None or rows > best.bottom - best.top + 1 - abs(best.up)):
                    best = shift
    return best


def _block(old: Sequence[ScreenRow], new: Sequence[ScreenRow], y: int, up: int) -> tuple[Shift, int]:
    """Return the scroll of the block around row `y` of `new` that was `up` rows lower in `old`, and its rows."""
    first = last = y
    while first - 1 >= 0 and first - 1 + up >= 0 and new[first - 1] == old[first - 1 + up]:
        first -= 1
    while last + 1 < len(new) and last + 1 + up < len(old) and new[last + 1] == old[last + 1 + up]:
        last += 1
    return Shift(min(first, first + up), max(last, last + up), up), last - first + 1
