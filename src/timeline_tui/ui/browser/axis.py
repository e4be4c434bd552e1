"""The time axis above the panes: zoom, pan, move from cell to cell, and select a range to filter by."""

from __future__ import annotations

from weakref import ref

from textual import on, work

from timeline_tui.axis import Density
from timeline_tui.axis.range_query import asked
from timeline_tui.store import Store, View
from timeline_tui.ui.browser.filtering import Filtering
from timeline_tui.ui.browser.list_headings import ReadingAids
from timeline_tui.ui.widgets.time_axis import TimeAxis

MANY = 4000
"""Number of events above which the axis is prepared in a thread."""


class Axis(Filtering, ReadingAids):
    """Adds the time axis and its actions."""

    _range_anchor: tuple[int, int] | None = None
    """The span, in seconds, of the event at which range selection started; None when not selecting."""

    @property
    def axis(self) -> TimeAxis:
        """The time axis."""
        return self.query_one("#axis", TimeAxis)

    def take(self, view: View) -> None:
        """Show a view in all widgets, the axis included."""
        super().take(view)
        self.show_axis()

    def follow(self, row: int) -> None:
        """Follow the cursor also with the axis and the selected range."""
        super().follow(row)
        self.look.follow(self.session.event)
        self.show_axis()
        self.say_picked()

    def take_look(self) -> bool:
        """Point the axis at the current store.

        Returns:
            False if the axis is still being prepared in a thread, which then calls `show_axis`.
        """
        store = self.session.store
        if store is not self.look.store or "spread" not in self.look.__dict__:
            if len(store) > MANY:
                if not self.growing:
                    self._compute_density(ref(store))
                return False
            self.look.take(store)
        return True

    def show_axis(self) -> None:
        """Update the axis for the current view, and group the list by the axis's unit."""
        ready = self.take_look()
        self.show_groups()
        if not ready:
            return
        self.axis.display = self.axis_wanted and self.look.dated
        if self.axis.display:
            event = self.session.event
            self.axis.show(self.session.view, event, self._picked())

    @work(thread=True, exclusive=True, group="axis")
    def _compute_density(self, kept: ref[Store]) -> None:
        """Compute the density of many events in a thread."""
        store = kept()
        if store is not None:
            # Not call_from_thread, which waits: if the browser is exiting, it waits for this thread (deadlock).
            self.app.call_later(self._density_computed, store, Density(store))

    def _density_computed(self, store: Store, spread: Density) -> None:
        if self.is_running and store is self.session.store:
            self.look.take(store, spread)
            self.show_axis()

    def action_axis(self) -> None:
        """Show or hide the axis."""
        self.axis_wanted = not self.axis_wanted
        self.show_axis()
        if self.axis_wanted and not self.look.dated:
            self.prompt.say("no event has a date that could be shown")

    def action_axis_zoom(self, step: int) -> None:
        """Zoom in (1) or out (-1) around the event under the cursor."""
        self._zoom(step, self.look.beginning(self.session.event))

    def _zoom(self, step: int, about: int | None) -> None:
        if not self.there_is_axis():
            return
        if self.look.zoom(step, about):
            self.show_axis()
        else:
            self.prompt.say("maximum zoom (1 s per column)" if step > 0 else "this is all of it")

    def action_axis_fit(self) -> None:
        """Zoom out to the whole chronology."""
        if self.there_is_axis():
            self.look.fit()
            self.show_axis()

    def action_axis_pan(self, step: int) -> None:
        """Pan by half a screen, forward (1) or back (-1); the cursor stays."""
        if not self.there_is_axis():
            return
        if self.look.pan(step * max(1, self.look.width // 2)):
            self.show_axis()
        else:
            self.prompt.say("this is all of it: + looks closer" if self.look.whole else "there is no more")

    def action_axis_cell(self, step: int) -> None:
        """Go to the first event of the next (1) or previous (-1) cell with events."""
        if not self.there_is_axis():
            return
        row = self.session.row_of_next_cell(step, self.look)
        if row is None:
            self.prompt.say(f"nothing {'later' if step > 0 else 'earlier'}")
        else:
            self.event_list.move_to(row)

    def there_is_axis(self) -> bool:
        """Return whether the axis is visible; if not, say why."""
        if not self.axis.display:
            self.prompt.say("the time axis is hidden: i shows it" if not self.axis_wanted else "no axis yet")
        return self.axis.display

    # -- range selection ------------------------------------------------------------------------------------

    def action_axis_pick(self) -> None:
        """Start to select a range at the cursor, or cancel the selection."""
        if self.end_picking(take=False) or not self.there_is_axis():
            return
        self._range_anchor = self.look.span(self.session.event)
        if self._range_anchor is None:
            self.prompt.say("this event has no date to pick from")
        self.show_axis()
        self.say_picked()

    def _picked(self) -> tuple[int, int] | None:
        """Return the selected range in seconds: from the start of one event to the end of another, and of its cell."""
        if self._range_anchor is None:
            return None
        here = self.look.span(self.session.event) or self._range_anchor
        return min(self._range_anchor[0], here[0]), max(self._range_anchor[1], here[1])

    def say_picked(self) -> None:
        """Show the selected range in the prompt, if there is one."""
        picked = self._picked()
        if picked is not None:
            self.prompt.say(f"{asked(*picked, self.look.window.cell)}: move, Enter filters, Esc cancels")

    def end_picking(self, *, take: bool) -> bool:
        """End range selection, and filter by the range if `take`. Returns whether a range was selected."""
        picked, self._range_anchor = self._picked(), None
        if picked is None:
            return False
        self.prompt.say("")
        if take:
            self._filter_by(*picked)
        self.show_axis()
        return True

    def _filter_by(self, first: int, end: int) -> None:
        self.narrow("date", asked(first, end, self.look.window.cell))

    # -- the mouse ------------------------------------------------------------------------------------------

    @on(TimeAxis.CellClicked)
    def _cell_clicked(self, message: TimeAxis.CellClicked) -> None:
        if len(self.session.view):
            self.event_list.move_to(self.session.row_from(self.look.window.start_of(message.cell)))

    @on(TimeAxis.RangeDragged)
    def _range_dragged(self, message: TimeAxis.RangeDragged) -> None:
        window = self.look.window
        span = window.start_of(message.first), window.start_of(message.last + 1)
        if message.over:
            self.end_picking(take=False)
            self._filter_by(*span)
        dragged = span if message.first < message.last and not message.over else None
        self.axis.show(self.session.view, self.session.event, dragged or self._picked())

    @on(TimeAxis.WheelTurned)
    def _wheel_turned(self, message: TimeAxis.WheelTurned) -> None:
        self._zoom(message.step, self.look.window.start_of(message.cell))
