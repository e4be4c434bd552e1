"""The timeline: lanes in place of the list, with the same view and selection."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

from textual import work
from textual.worker import get_current_worker

from timeline_tui.store import Store
from timeline_tui.ui.browser.drill_down import Narrowing
from timeline_tui.ui.widgets.hints import Hint

if TYPE_CHECKING:
    from timeline_tui.ui.widgets.lanes import LanesView

_LIST = Hint("V", "list", "screen.lanes")
_GROUP = Hint("b", "group", "screen.group_lanes")


class Timeline(Narrowing):
    """Adds switching between the list and the lanes, and grouping the lanes."""

    _lanes: LanesView | None = None  # created on first use

    @property
    def in_lanes(self) -> bool:
        """Whether the lanes are shown instead of the list."""
        return self._lanes is not None and self.panes.first is self._lanes

    async def action_lanes(self) -> None:
        """Switch between the list and the lanes."""
        if self.in_lanes:
            self._leave_lanes()
            return
        if self._lanes is None:
            from timeline_tui.ui.lane_model import LaneModel
            from timeline_tui.ui.widgets.lanes import LanesView

            board = LaneModel(self.session.view)
            self._lanes = LanesView(board, self.look, self.glyphs, self._select_number, id="lanes")
            await self.panes.mount(self._lanes, before=self.event_list)
        self.panes.put(self._lanes)
        self.prompt.say(self.prompt.message)  # redraws the hints, which differ, if there is no message
        self.show_axis()

    @property
    def view_hints(self) -> tuple[Hint, ...]:
        """The hints of the current view; in the lanes, the keys for the list and for grouping."""
        return (_LIST, _GROUP) if self.in_lanes else super().view_hints

    def action_group_lanes(self) -> None:
        """Group the lanes by the next field."""
        if self._lanes is not None and self.in_lanes:
            self._lanes.action_group(1)

    def _leave_lanes(self) -> None:
        self.panes.put(self.event_list)
        self.prompt.say(self.prompt.message)
        self.event_list.show_row(self.event_list.cursor)
        self.show_axis()

    def step_back(self) -> bool:
        """Go back one step: from range selection or the detail, then from the lanes, then from the filter."""
        if self.end_picking(take=False) or self.panes.back():
            return True
        if self.in_lanes:
            self._leave_lanes()
            return True
        return super().step_back()

    def _select_number(self, number: int) -> None:
        """Select the event with this number, in the list too."""
        view = self.session.view
        self.event_list.move_to(int(view.numbers.rank(number)) - 1)

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_axis(self) -> None:
        """Update the axis; in the lanes, their own axis, which shows the same window."""
        if self.in_lanes:
            self.axis.display = False
            self._show_lanes()
        else:
            super().show_axis()

    def action_axis(self) -> None:
        """Show or hide the axis above the list. The axis of the lanes cannot be hidden."""
        if self.in_lanes:
            self.prompt.say("the axis belongs to the lanes: V goes back to the list")
        else:
            super().action_axis()

    def there_is_axis(self) -> bool:
        """Return whether an axis is visible; in the lanes it always is."""
        return self.in_lanes or super().there_is_axis()

    @property
    def _number(self) -> int | None:
        view = self.session.view
        return view.number(self.session.row) if len(view) else None

    def _show_lanes(self) -> None:
        """Show the lanes of the current view; "counting" while an index is built in a thread."""
        lanes, view = self._lanes, self.session.view
        if lanes is None:
            return
        from timeline_tui.axis.lanes import indexes_for

        board = lanes.board
        lanes.saying = ""
        if not self.take_look():
            lanes.saying = " the files are being read" if self.growing else " counting"
        elif not view.store.indexes_ready(indexes_for(board.field)):
            lanes.saying = " counting"
            self._build_indexes(ref(view.store), board.field)
        elif board.shown is not view:
            board.show(view)
        missing = f"{len(board.undated):,} undated, " if board.undated else ""
        by, then = (field.removeprefix("tag:") for field in (board.field, board.next_field))
        lanes.shown = self.session.shown
        lanes.heading = f"{len(view):,} by {by}, {missing}b: by {then}"
        lanes.show(self._number, self.session.event, self._picked())

    @work(thread=True, exclusive=True, group="lanes")
    def _build_indexes(self, kept: ref[Store], field: str) -> None:
        worker, store = get_current_worker(), kept()
        if store is None:
            return
        from timeline_tui.axis.lanes import indexes_for

        for wanted in indexes_for(field):
            store.index(wanted)
        if not worker.is_cancelled:
            self.app.call_later(self._indexes_built)

    def _indexes_built(self) -> None:
        if self.is_running:
            self.show_axis()

    # Handlers by name instead of @on, which needs the class: the module is imported on first use.
    def on_lanes_view_grouping_changed(self, message: LanesView.GroupingChanged) -> None:
        """Group the lanes by another field."""
        if self._lanes is not None:
            self._lanes.board.group(message.step)
            self._show_lanes()

    def on_lanes_view_event_opened(self) -> None:
        """Filter by the selected range, or else go to the detail."""
        if not self.end_picking(take=True):
            self.panes.read()

    def action_narrow(self) -> None:
        """Narrow the filter to the value of the lane under the cursor."""
        lanes = self._lanes
        if lanes is None or not lanes.has_focus or lanes.lane is None:
            super().action_narrow()
            return
        from timeline_tui.aggregate import query_field, value

        field = lanes.board.field
        if lanes.lane:
            self.narrow(query_field(field), value(self.session.view.store, field, lanes.lane))
        elif ":" in field:
            self.narrow("tag", f"{field.partition(':')[2]}:", exclude=True)
        else:
            self.narrow("has", field, exclude=True)
