"""Keep the range of time that an axis shows as the user zooms, pans and moves the cursor.

At first the range holds all dated events; zooming and panning change it, and `fit` restores it. When the axis becomes
wider or narrower the range stays the same, in shorter or longer cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from timeline_tui.axis.density import Density
from timeline_tui.axis.extent import extent
from timeline_tui.axis.rows import AxisCells, Role, Run, axis_cells, columns, with_marks
from timeline_tui.axis.sparse_dates import cells_of
from timeline_tui.axis.statement_marks import StatementCells, Statements
from timeline_tui.axis.window import Window, fit
from timeline_tui.dates import BEYOND
from timeline_tui.model import Event
from timeline_tui.store import Store, View

ZOOM = 2
"""The factor by which one step changes the length of a cell."""


class Viewport:
    """The range of time of one axis on the screen, shared by the lanes below it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._width = 1
        # It has the width at which it was chosen; None means all.
        self._chosen: Window | None = None
        # Of the store of a view, if that is one as of a day.
        self._as_of: tuple[Store, Density] | None = None
        self._cells: tuple[tuple[View, Window, int, bool], AxisCells] | None = (
            None  # the last, with its inputs
        )
        self._statements: tuple[View, Statements] | None = None

    def show_store(self, store: Store, density: Density | None = None) -> None:
        """Show another store. The range of time stays, unless it was all of it.

        Args:
            store: The store.
            density: Its density, if it has been made already.
        """
        if store is not self.store:
            self.store = store
            self._as_of = self._cells = self._statements = None
            # `cached_property` keeps its value in `__dict__`; without it, the next access computes it again.
            for name in ("density", "_bounds", "_whole"):
                self.__dict__.pop(name, None)
        if density is not None:
            self.__dict__["density"] = density

    def is_ready_for(self, store: Store) -> bool:
        """Return whether this store is shown and its density has been made."""
        # A cached property is in `__dict__` once it has been computed.
        return store is self.store and "density" in self.__dict__

    @cached_property
    def density(self) -> Density:
        """The density of the store's events, made once for each store: about 100 ms for 100,000 events."""
        return Density(self.store)

    @cached_property
    def _bounds(self) -> tuple[int, int] | None:
        """The half-open span of all known dates, at least a second long; None without any."""
        span = extent(self.store.view(), self.density.statements)
        return None if span is None else (span[0], max(span[1], span[0] + 1))

    @property
    def dated(self) -> bool:
        """Whether there is anything to show."""
        return self._bounds is not None

    @property
    def width(self) -> int:
        """The number of cells of the axis."""
        return self._width

    @width.setter
    def width(self, width: int) -> None:
        width = max(1, width)
        if width != self._width:
            self._width = width
            self.__dict__.pop("_whole", None)

    @cached_property
    def _whole(self) -> Window:
        return fit(*(self._bounds or (0, 1)), self._width)

    @property
    def window(self) -> Window:
        """The range of time shown, in cells."""
        if self._chosen is None:
            return self._whole
        if self._chosen.width == self._width:
            return self._chosen
        # Derived from the choice, not stored: an axis that gets its width back shows the same window again.
        return fit(self._chosen.first, self._chosen.end, self._width)

    @property
    def whole(self) -> bool:
        """Whether the whole range of time is shown."""
        return self._chosen is None

    def fit(self) -> None:
        """Show the whole range of time."""
        self._chosen = None

    def zoom(self, step: int, about: int | None) -> bool:
        """Make the cells shorter or longer.

        Args:
            step: 1 to zoom in, -1 to zoom out.
            about: The second that stays where it is; None for the middle of the window.

        Returns:
            Whether anything changed.
        """
        now = self.window
        middle = now.first + now.cell * now.width // 2 if about is None else about
        cell = max(1, now.cell // ZOOM) if step > 0 else now.cell * ZOOM
        if cell == now.cell:
            return False
        if cell >= self._whole.cell:
            changed = not self.whole
            self.fit()
            return changed
        closer = now.zoomed(cell, middle)
        # Keep that second at least an eighth of the width away from the edges.
        column, margin = closer.cell_of(middle), now.width // 8
        self._chosen = closer.panned(column - min(max(column, margin), now.width - 1 - margin))
        return True

    def pan(self, cells: int) -> bool:
        """Move by some cells, backwards if negative, as far as there are events; return whether anything changed."""
        if self.whole:
            return False
        bounds, now = self._bounds or (0, 1), self.window
        first = min(max(now.first + cells * now.cell, bounds[0] - now.cell * (now.width // 2)), bounds[1])
        moved = now.panned((first - now.first) // now.cell)
        self._chosen = moved
        return moved != now

    def follow(self, event: Event | None) -> None:
        """Move the window so that it contains the beginning of the event."""
        second = self.beginning(event)
        if self._chosen is None or second is None:
            return
        now = self.window
        moved = now.showing(second)
        if moved != now:
            self._chosen = moved

    def drawn(
        self,
        view: View,
        event: Event | None,
        *,
        height: int,
        ascii: bool,
        picked: tuple[int, int] | None = None,
    ) -> Sequence[tuple[Run, ...]]:
        """Draw the rows of the axis.

        Args:
            view: The events that match the filter.
            event: The event under the cursor, which is marked.
            height: The number of rows: see `rows.draw`.
            ascii: Draw in ASCII.
            picked: The picked range, a half-open span of seconds.
        """
        if not self.dated:
            return [(Run(" " * self._width, Role.EMPTY),) for _ in range(min(height, 3))]
        inputs = (view, self.window, height, ascii)
        if self._cells is None or self._cells[0] != inputs:
            self._cells = inputs, self._draw(view, height, ascii)
        return with_marks(self._cells[1], self.window, self.place(event), picked)

    def _draw(self, view: View, height: int, ascii: bool) -> AxisCells:
        window = self.window
        everything = shown = self.density.cells(window)
        if len(view) != len(self.store):
            shown = self.density_of(view.store).cells(window, view.numbers)
        statements = self.statement_cells(view)
        return axis_cells(window, shown, everything, height=height, ascii=ascii, statements=statements)

    def statement_cells(self, view: View) -> StatementCells:
        """Return the cells of the statements about events of a view whose dates are apart from the events' own."""
        if self._statements is None or self._statements[0] is not view:
            self._statements = (view, self.density_of(view.store).statements.among(view.numbers))
        found, (first, last) = self._statements[1].cells(self.window), self.edges
        return found._replace(before=found.before and first, behind=found.behind and last)

    @property
    def edges(self) -> tuple[bool, bool]:
        """Whether the window reaches the beginning, and the end, of the whole range."""
        return self.window.first <= self._whole.first, self.window.end >= self._whole.end

    def density_of(self, store: Store) -> Density:
        """Return the density of a store: this one, or the chronology as of a day (the last is cached)."""
        if store is self.store:
            return self.density
        if self._as_of is None or self._as_of[0] is not store:
            self._as_of = (store, Density(store))
        return self._as_of[1]

    def place(self, event: Event | None) -> list[range]:
        """Return the ranges of cells in which an event may lie; an open side extends to the edge of the window."""
        if event is None or event.date is None:
            return []
        window, date = self.window, event.date
        if date.gaps:
            return cells_of(date.text, window)
        first = window.first if date.earliest is None else date.earliest
        here = columns(window, (first, window.end if date.latest is None else date.latest))
        return [here] if here else []

    def beginning(self, event: Event | None) -> int | None:
        """Return the first second of an event, or its last if the start is open.

        None if it has no date, a date of any year (`XXXX-12-25`), or is open on both sides.
        """
        if event is None or event.date is None or event.date.place == BEYOND:
            return None
        earliest, latest = event.date.earliest, event.date.latest
        return earliest if earliest is not None else None if latest is None else latest - 1

    def span(self, event: Event | None) -> tuple[int, int] | None:
        """Return the half-open span of an event in seconds; None if it has no place on the axis.

        If it is no longer than a cell, or its end is open, the span ends with the cell in which it begins.
        """
        begin = self.beginning(event)
        if begin is None or event is None or event.date is None:
            return None
        latest, window = event.date.latest, self.window
        within = latest is None or latest - begin <= window.cell
        return begin, window.start_of(window.cell_of(begin) + 1) if within or latest is None else latest

    def cell_after(self, event: Event | None, step: int) -> int | None:
        """Return the first second of the cell `step` cells after the one in which an event begins.

        Args:
            event: The event.
            step: 1 for the next cell, 0 for the event's own.

        Returns:
            The second, or None if the event has no place on the axis.
        """
        second = self.beginning(event)
        return None if second is None else self.window.start_of(self.window.cell_of(second) + step)
