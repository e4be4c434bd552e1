"""The range of time that an axis shows: cells of equal length, in whole seconds of civil time."""

from __future__ import annotations

from typing import NamedTuple

from timeline_tui.dates.value import BEYOND

FARTHEST = BEYOND
"""The farthest a window may begin from 1970, in seconds; no date lies beyond it."""


class Window(NamedTuple):
    """A row of `width` cells of `cell` seconds each; the first begins at the second `first`."""

    first: int
    cell: int
    width: int

    @property
    def end(self) -> int:
        """The second after the last cell."""
        return self.first + self.cell * self.width

    def cell_of(self, second: int) -> int:
        """Return the cell in which a second lies; it is negative, or `width` or more, outside the window."""
        return (second - self.first) // self.cell

    def start_of(self, cell: int) -> int:
        """Return the first second of a cell."""
        return self.first + cell * self.cell

    def zoomed(self, cell: int, about: int) -> Window:
        """Return the window with cells of another length.

        Args:
            cell: The new length in seconds, at least 1.
            about: The second that stays in its column, or goes to the middle one if it was outside the window.
        """
        cell = max(1, cell)
        column = self.cell_of(about)
        if not 0 <= column < self.width:
            column = self.width // 2
        return Window(about - about % cell - column * cell, cell, self.width)._inside()

    def panned(self, cells: int) -> Window:
        """Return the window moved by some cells, backwards if negative."""
        return self._replace(first=self.first + cells * self.cell)._inside()

    def showing(self, second: int) -> Window:
        """Return the window, moved only if it does not contain the second.

        The second is then an eighth of the width away from the edge over which it came in.
        """
        column, margin = self.cell_of(second), self.width // 8
        if column < 0:
            return self.panned(column - margin)
        if column >= self.width:
            return self.panned(column - self.width + 1 + margin)
        return self

    def _inside(self) -> Window:
        return self._replace(first=min(max(self.first, -FARTHEST), FARTHEST))


def fit(earliest: int, latest: int, width: int) -> Window:
    """Return the window of `width` cells that just holds a half-open span of seconds.

    Args:
        earliest: The first second of the span.
        latest: The second after its last.
        width: The number of cells.
    """
    width = max(1, width)
    # Rounded up: rounded down, the end of the span would lie beyond the last cell.
    cell = max(1, -((earliest - latest) // width))
    return Window(earliest, cell, width)
