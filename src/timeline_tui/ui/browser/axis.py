"""The time axis above the panes: zooming, panning, moving by its cells, and picking a range to filter by."""

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
"""Events from which the axis is made ready in a thread, when there is time."""


class Axis(Filtering, ReadingAids):
    """What one can do with the axis."""

    _picking: tuple[int, int] | None = None
    """Where the event lies with which picking a range began, in seconds."""

    @property
    def axis(self) -> TimeAxis:
        """The axis."""
        return self.query_one("#axis", TimeAxis)

    def take(self, view: View) -> None:
        """Show the answer to a query on the axis too."""
        super().take(view)
        self.show_axis()

    def follow(self, row: int) -> None:
        """The axis follows the cursor too, and the range that is picked."""
        super().follow(row)
        self.look.follow(self.session.event)
        self.show_axis()
        self.say_picked()

    def take_look(self) -> bool:
        """Look at the store there is; False while that is made ready: `show_axis` is called once it is."""
        store = self.session.store
        if store is not self.look.store or "spread" not in self.look.__dict__:
            if len(store) > MANY:
                if not self.growing:
                    self._spread(ref(store))
                return False
            self.look.take(store)
        return True

    def show_axis(self) -> None:
        """Show the axis over what is shown, and group the list by its cells."""
        ready = self.take_look()
        self.show_groups()
        if not ready:
            return
        self.axis.display = self.axis_wanted and self.look.dated
        if self.axis.display:
            event = self.session.event
            self.axis.show(self.session.view, event, self._picked())

    @work(thread=True, exclusive=True, group="axis")
    def _spread(self, kept: ref[Store]) -> None:
        """Make the axis of many events, beside the screen."""
        store = kept()
        if store is not None:
            # Nobody is waited for: the browser may be ending, and would wait for this thread in turn.
            self.app.call_later(self._spread_out, store, Density(store))

    def _spread_out(self, store: Store, spread: Density) -> None:
        if self.is_running and store is self.session.store:
            self.look.take(store, spread)
            self.show_axis()

    def action_axis(self) -> None:
        """Show the axis, or hide it."""
        self.axis_wanted = not self.axis_wanted
        self.show_axis()
        if self.axis_wanted and not self.look.dated:
            self.prompt.say("no event has a date that could be shown")

    def action_axis_zoom(self, step: int) -> None:
        """Closer, or farther away, about the event under the cursor."""
        self._zoom(step, self.look.beginning(self.session.event))

    def _zoom(self, step: int, about: int | None) -> None:
        if not self.there_is_axis():
            return
        if self.look.zoom(step, about):
            self.show_axis()
        else:
            self.prompt.say("a cell is one second: no closer" if step > 0 else "this is all of it")

    def action_axis_fit(self) -> None:
        """All of it."""
        if self.there_is_axis():
            self.look.fit()
            self.show_axis()

    def action_axis_pan(self, step: int) -> None:
        """Half a screen on, or back; the cursor stays."""
        if not self.there_is_axis():
            return
        if self.look.pan(step * max(1, self.look.width // 2)):
            self.show_axis()
        else:
            self.prompt.say("this is all of it: + looks closer" if self.look.whole else "there is no more")

    def action_axis_cell(self, step: int) -> None:
        """The first event of the next or previous cell that has any."""
        if not self.there_is_axis():
            return
        row = self.session.row_of_next_cell(step, self.look)
        if row is None:
            self.prompt.say(f"nothing {'later' if step > 0 else 'earlier'}")
        else:
            self.event_list.move_to(row)

    def there_is_axis(self) -> bool:
        """Whether there is an axis that one sees."""
        if not self.axis.display:
            self.prompt.say("the time axis is hidden: i shows it" if not self.axis_wanted else "no axis yet")
        return self.axis.display

    # -- picking a range ------------------------------------------------------------------------------------

    def action_axis_pick(self) -> None:
        """Begin a range at the cursor, or leave it."""
        if self.end_picking(take=False) or not self.there_is_axis():
            return
        self._picking = self.look.span(self.session.event)
        if self._picking is None:
            self.prompt.say("this event has no date to pick from")
        self.show_axis()
        self.say_picked()

    def _picked(self) -> tuple[int, int] | None:
        """The range in seconds: from the beginning of one event to the end of another, and of its cell."""
        if self._picking is None:
            return None
        here = self.look.span(self.session.event) or self._picking
        return min(self._picking[0], here[0]), max(self._picking[1], here[1])

    def say_picked(self) -> None:
        """Say what range is picked, if one is."""
        picked = self._picked()
        if picked is not None:
            self.prompt.say(f"{asked(*picked, self.look.window.cell)}: move, Enter filters, Esc leaves")

    def end_picking(self, *, take: bool) -> bool:
        """Leave the range that is picked, or filter by it; says whether there was one."""
        picked, self._picking = self._picked(), None
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
    def _clicked(self, message: TimeAxis.CellClicked) -> None:
        if len(self.session.view):
            self.event_list.move_to(self.session.row_from(self.look.window.start_of(message.cell)))

    @on(TimeAxis.RangeDragged)
    def _dragged(self, message: TimeAxis.RangeDragged) -> None:
        window = self.look.window
        span = window.start_of(message.first), window.start_of(message.last + 1)
        if message.over:
            self.end_picking(take=False)
            self._filter_by(*span)
        dragged = span if message.first < message.last and not message.over else None
        self.axis.show(self.session.view, self.session.event, dragged or self._picked())

    @on(TimeAxis.WheelTurned)
    def _turned(self, message: TimeAxis.WheelTurned) -> None:
        self._zoom(message.step, self.look.window.start_of(message.cell))
