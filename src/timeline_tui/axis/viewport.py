"""What somebody looks at on an axis: the stretch of time, and how it changes as one zooms, pans and moves.

At first all dated events are in it; zooming and panning leave that, and `fit` comes back to it. Where there is room for
more cells, or fewer, the stretch stays what it was, in shorter or longer ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from timeline_tui.axis.density import CellCounts, Density
from timeline_tui.axis.extent import extent
from timeline_tui.axis.rows import Role, Run, columns, draw
from timeline_tui.axis.sparse_dates import cells_of
from timeline_tui.axis.statement_marks import StatementCells, Statements
from timeline_tui.axis.window import Window, fit
from timeline_tui.dates import BEYOND
from timeline_tui.model import Event
from timeline_tui.store import Store, View

ZOOM = 2
"""How many times longer, or shorter, a cell becomes at a step."""


class Viewport:
    """One for each axis on the screen; lanes below it share it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._width = 1
        self._stretch: Window | None = None  # in the cells it was chosen in; None is all of it
        self._other: tuple[Store, Density] | None = None  # of a view that is asked of another store
        self._last: tuple[object, Window, CellCounts] | None = None
        self._said: tuple[View, Statements] | None = None

    def take(self, store: Store, spread: Density | None = None) -> None:
        """Look at another store; the stretch of time stays, unless it was all of it. `spread` has been made for it."""
        if store is not self.store:
            self.store = store
            self._other = self._last = self._said = None
            for name in ("spread", "_bounds", "_whole"):
                self.__dict__.pop(name, None)
        if spread is not None:
            self.__dict__["spread"] = spread

    @cached_property
    def spread(self) -> Density:
        """Where the events lie: made once for each store, in some 100 ms for 100,000 events."""
        return Density(self.store)

    @cached_property
    def _bounds(self) -> tuple[int, int] | None:
        """The first second and the one behind the last of all that is known of dates."""
        span = extent(self.store.view(), self.spread.said)
        return None if span is None else (span[0], max(span[1], span[0] + 1))

    @property
    def dated(self) -> bool:
        """Whether there is anything to show."""
        return self._bounds is not None

    @property
    def width(self) -> int:
        """Cells of the axis."""
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
        """The stretch that is looked at."""
        if self._stretch is None:
            return self._whole
        if self._stretch.width == self._width:
            return self._stretch
        return fit(self._stretch.first, self._stretch.end, self._width)

    @property
    def whole(self) -> bool:
        """Whether that is all there is."""
        return self._stretch is None

    def fit(self) -> None:
        """Look at all of it."""
        self._stretch = None

    def zoom(self, step: int, about: int | None) -> bool:
        """Cells shorter (1) or longer (-1), the second `about` where it was; says whether that changes anything."""
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
        # What is looked at is not left at the edge.
        column, margin = closer.cell_of(middle), now.width // 8
        self._stretch = closer.panned(column - min(max(column, margin), now.width - 1 - margin))
        return True

    def pan(self, cells: int) -> bool:
        """So many cells on, as far as there are events; says whether that changes anything."""
        if self.whole:
            return False
        bounds, now = self._bounds or (0, 1), self.window
        first = min(max(now.first + cells * now.cell, bounds[0] - now.cell * (now.width // 2)), bounds[1])
        moved = now.panned((first - now.first) // now.cell)
        self._stretch = moved
        return moved != now

    def follow(self, event: Event | None) -> None:
        """Move so that the beginning of the event is in sight."""
        second = self.beginning(event)
        if self._stretch is None or second is None:
            return
        now = self.window
        moved = now.showing(second)
        if moved != now:
            self._stretch = moved

    def drawn(
        self,
        view: View,
        event: Event | None,
        *,
        height: int,
        ascii: bool,
        picked: tuple[int, int] | None = None,
    ) -> Sequence[tuple[Run, ...]]:
        """The rows of the axis over what the view leaves, with the place of the event."""
        if not self.dated:
            return [(Run(" " * self._width, Role.EMPTY),) for _ in range(min(height, 3))]
        everything = self.spread.cells(self.window)
        shown = everything if len(view) == len(self.store) else self.cells(view)
        chosen = self.place(event)
        return draw(
            self.window,
            shown,
            everything,
            height=height,
            ascii=ascii,
            chosen=chosen,
            picked=picked,
            said=self.said(view),
        )

    def said(self, view: View) -> StatementCells:
        """The cells in which events of a view were spoken of on other days."""
        if self._said is None or self._said[0] is not view:
            self._said = (view, self.spread_of(view.store).said.among(view.numbers))
        found, (first, last) = self._said[1].cells(self.window), self.edges
        return found._replace(before=found.before and first, behind=found.behind and last)

    @property
    def edges(self) -> tuple[bool, bool]:
        """Whether the window begins and ends where the whole does."""
        return self.window.first <= self._whole.first, self.window.end >= self._whole.end

    def cells(self, view: View) -> CellCounts:
        """What of a view lies in each cell; it may be one of an earlier state of knowledge."""
        if self._last is None or self._last[0] is not view or self._last[1] != self.window:
            self._last = (view, self.window, self.spread_of(view.store).cells(self.window, view.numbers))
        return self._last[2]

    def spread_of(self, store: Store) -> Density:
        """Where the events of this store lie, or of an earlier state of knowledge."""
        if store is self.store:
            return self.spread
        if self._other is None or self._other[0] is not store:
            self._other = (store, Density(store))
        return self._other[1]

    def place(self, event: Event | None) -> list[range]:
        """The cells in sight in which an event may lie, stretch by stretch; on an open side all to the edge."""
        if event is None or event.date is None:
            return []
        window, date = self.window, event.date
        if date.gaps:
            return cells_of(date.text, window)
        first = window.first if date.earliest is None else date.earliest
        here = columns(window, (first, window.end if date.latest is None else date.latest))
        return [here] if here else []

    def beginning(self, event: Event | None) -> int | None:
        """The first second of an event, or the last where it has no first; None without a date, or of any year."""
        if event is None or event.date is None or event.date.place == BEYOND:
            return None
        earliest, latest = event.date.earliest, event.date.latest
        return earliest if earliest is not None else None if latest is None else latest - 1

    def span(self, event: Event | None) -> tuple[int, int] | None:
        """From the beginning of an event to its end, in seconds; of one that is within a cell to that cell's end."""
        begin = self.beginning(event)
        if begin is None or event is None or event.date is None:
            return None
        latest, window = event.date.latest, self.window
        within = latest is None or latest - begin <= window.cell
        return begin, window.start_of(window.cell_of(begin) + 1) if within or latest is None else latest

    def cell_after(self, event: Event | None, step: int) -> int | None:
        """The second with which the next cell (1), or the event's own (0), begins; None without a place."""
        second = self.beginning(event)
        return None if second is None else self.window.start_of(self.window.cell_of(second) + step)
