"""The time axis above the panes: zoom, pan, move from cell to cell, and select a range to filter by."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from weakref import ref

from timeline_tui.axis import Density
from timeline_tui.axis.heading_groups import unit_for
from timeline_tui.axis.range_query import date_range
from timeline_tui.store import Store
from timeline_tui.ui.browser.display import Display
from timeline_tui.ui.widgets.time_axis import TimeAxis

MANY = 4000
"""Number of events above which the axis is prepared in a thread."""


class AxisController:
    """Moves the window of the axis, which the lanes share, and selects ranges on it."""

    def __init__(self, display: Display, narrow: Callable[[str, str], None]) -> None:
        """Create the controller.

        Args:
            display: The display.
            narrow: Adds a term, a field and a value, to the filter.
        """
        self._display = display
        self._session = display.session
        self._viewport = display.viewport
        self._narrow = narrow
        self.wanted = True
        """Whether the user wants the axis above the list."""
        self._anchor: tuple[int, int] | None = None
        """The span, in seconds, of the event at which range selection started; None when not selecting."""

    def prepare(self) -> bool:
        """Point the viewport at the current store.

        Returns:
            False if the density is still being computed in a thread, which updates the timeline then.
        """
        store = self._session.store
        if not self._viewport.is_ready_for(store):
            if len(store) > MANY:
                # During the first load, the store is replaced with each batch: the axis waits for the last.
                if not self._display.first_load:
                    compute = partial(self._compute_density, ref(store))
                    self._display.screen.run_worker(compute, thread=True, exclusive=True, group="axis")
                return False
            self._viewport.show_store(store)
        return True

    def show(self) -> None:
        """Update the axis for the current view, and group the list by the axis's unit."""
        ready = self.prepare()
        self.group_list()
        if not ready:
            return
        axis = self._display.axis
        axis.display = self.wanted and self._viewport.dated
        if axis.display:
            axis.show(self._session.view, self._session.event, self.selected())

    def resize(self, width: int) -> None:
        """Take another width, in cells: the axis is as wide as the screen, and the unit of the headings follows it."""
        if self._display.in_list:
            self._viewport.width = width
            self.group_list()

    def group_list(self) -> None:
        """Group the list by the unit that suits the axis's window."""
        viewport = self._viewport
        self._display.event_list.show_groups(unit_for(viewport.window.cell) if viewport.dated else None)

    def _compute_density(self, kept: ref[Store]) -> None:
        """Compute the density of many events in a thread."""
        store = kept()
        if store is not None:
            # Not call_from_thread, which waits: if the browser is exiting, it waits for this thread (deadlock).
            self._display.screen.app.call_later(self._density_computed, store, Density(store))

    def _density_computed(self, store: Store, density: Density) -> None:
        if self._display.screen.is_running and store is self._session.store:
            self._viewport.show_store(store, density)
            self._display.show_timeline()

    def toggle(self) -> None:
        """Show or hide the axis above the list. The axis of the lanes cannot be hidden."""
        if not self._display.in_list:
            self._display.message("the lanes always have an axis: V goes back to the list")
            return
        self.wanted = not self.wanted
        self.show()
        if self.wanted and not self._viewport.dated:
            self._display.message("no event has a date that could be shown")

    def zoom(self, step: int) -> None:
        """Zoom in (1) or out (-1) around the event under the cursor."""
        self._zoom(step, self._viewport.beginning(self._session.event))

    def _zoom(self, step: int, about: int | None) -> None:
        if not self._available():
            return
        if self._viewport.zoom(step, about):
            self._display.show_timeline()
        else:
            self._display.message("maximum zoom (1 s per column)" if step > 0 else "whole chronology shown")

    def fit(self) -> None:
        """Zoom out to the whole chronology."""
        if self._available():
            self._viewport.fit()
            self._display.show_timeline()

    def pan(self, step: int) -> None:
        """Pan by half a screen, forward (1) or back (-1); the cursor stays."""
        if not self._available():
            return
        if self._viewport.pan(step * max(1, self._viewport.width // 2)):
            self._display.show_timeline()
        else:
            whole = "whole chronology shown: + zooms in"
            self._display.message(whole if self._viewport.whole else "end of data")

    def move(self, step: int) -> None:
        """Go to the first event of the next (1) or previous (-1) cell with events."""
        if not self._available():
            return
        row = self._session.row_of_next_cell(step, self._viewport)
        if row is None:
            self._display.message(f"nothing {'later' if step > 0 else 'earlier'}")
        else:
            self._display.event_list.move_to(row)

    def _available(self) -> bool:
        """Return whether an axis is visible, as it always is in the lanes; if not, say why."""
        shown = not self._display.in_list or self._display.axis.display
        if not shown:
            self._display.message("the time axis is hidden: i shows it" if not self.wanted else "no axis yet")
        return shown

    # -- range selection ------------------------------------------------------------------------------------

    def select_range(self) -> None:
        """Start to select a range at the cursor, or cancel the selection."""
        if self.end_selection(apply=False) or not self._available():
            return
        self._anchor = self._viewport.span(self._session.event)
        if self._anchor is None:
            self._display.message("this event has no date to select from")
        self._display.show_timeline()
        self.show_selection()

    def selected(self) -> tuple[int, int] | None:
        """Return the selected range in seconds: from the start of one event to the end of another, and of its cell."""
        if self._anchor is None:
            return None
        here = self._viewport.span(self._session.event) or self._anchor
        return min(self._anchor[0], here[0]), max(self._anchor[1], here[1])

    def show_selection(self) -> None:
        """Show the selected range in the prompt, if there is one."""
        selected = self.selected()
        if selected is not None:
            dates = date_range(*selected, self._viewport.window.cell)
            self._display.message(f"{dates}: move, Enter filters, Esc cancels")

    def end_selection(self, *, apply: bool) -> bool:
        """End range selection, and filter by the range if `apply`. Returns whether a range was selected."""
        selected, self._anchor = self.selected(), None
        if selected is None:
            return False
        self._display.message("")
        if apply:
            self._filter_by(*selected)
        self._display.show_timeline()
        return True

    def _filter_by(self, first: int, end: int) -> None:
        self._narrow("date", date_range(first, end, self._viewport.window.cell))

    # -- the mouse ------------------------------------------------------------------------------------------

    def click(self, cell: int) -> None:
        """Go to the first event in a cell or after it."""
        if len(self._session.view):
            start = self._viewport.window.start_of(cell)
            self._display.event_list.move_to(self._session.row_from(start))

    def drag(self, message: TimeAxis.RangeDragged) -> None:
        """Show the range that is being dragged over, and filter by it at the end."""
        window = self._viewport.window
        span = window.start_of(message.first), window.start_of(message.last + 1)
        if message.over:
            self.end_selection(apply=False)
            self._filter_by(*span)
        dragged = span if message.first < message.last and not message.over else None
        self._display.axis.show(self._session.view, self._session.event, dragged or self.selected())

    def wheel(self, cell: int, step: int) -> None:
        """Zoom in (1) or out (-1) around a cell."""
        self._zoom(step, self._viewport.window.start_of(cell))
