"""The stretch of time that an axis shows: cells of equal length, in whole seconds on the civil line."""

from __future__ import annotations

from typing import NamedTuple

from timeline_tui.dates.value import BEYOND

FARTHEST = BEYOND
"""Seconds from 1970 beyond which nothing is shown: dates end before."""


class Window(NamedTuple):
    """`width` cells of `cell` seconds, the first of which begins at `first`."""

    first: int
    cell: int
    width: int

    @property
    def end(self) -> int:
        """The second behind the last cell."""
        return self.first + self.cell * self.width

    def cell_of(self, second: int) -> int:
        """The cell in which a second lies; below 0 or from `width` on where it lies outside."""
        return (second - self.first) // self.cell

    def start_of(self, cell: int) -> int:
        """The first second of a cell."""
        return self.first + cell * self.cell

    def zoomed(self, cell: int, about: int) -> Window:
        """With cells of another length, the second `about` where it was: or in the middle, if it was outside."""
        cell = max(1, cell)
        column = self.cell_of(about)
        if not 0 <= column < self.width:
            column = self.width // 2
        return Window(about - about % cell - column * cell, cell, self.width)._inside()

    def panned(self, cells: int) -> Window:
        """So many cells on."""
        return self._replace(first=self.first + cells * self.cell)._inside()

    def showing(self, second: int) -> Window:
        """Moved, if need be, so that the second is in it, an eighth of the width from the edge it came over."""
        column, margin = self.cell_of(second), self.width // 8
        if column < 0:
            return self.panned(column - margin)
        if column >= self.width:
            return self.panned(column - self.width + 1 + margin)
        return self

    def _inside(self) -> Window:
        return self._replace(first=min(max(self.first, -FARTHEST), FARTHEST))


def fit(earliest: int, latest: int, width: int) -> Window:
    """The window in whose cells the half-open span just lies."""
    width = max(1, width)
    cell = max(1, -((earliest - latest) // width))
    return Window(earliest, cell, width)
