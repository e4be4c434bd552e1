"""The timeline: lanes in place of the list, with the same view and selection."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from weakref import ref

from textual.worker import get_current_worker

from timeline_tui.store import Store
from timeline_tui.ui.browser.display import Display
from timeline_tui.ui.controllers.axis import AxisController
from timeline_tui.ui.controllers.filter import FilterController

if TYPE_CHECKING:
    from timeline_tui.ui.widgets.lanes import LanesView


class LanesController:
    """Switches between the list and the lanes, and groups the lanes."""

    def __init__(self, display: Display, axis: AxisController, filter: FilterController) -> None:
        self._display = display
        self._session = display.session
        self._axis = axis
        self._filter = filter
        # Created on first use.
        self._lanes: LanesView | None = None

    async def toggle(self) -> None:
        """Switch between the list and the lanes."""
        if self.close():
            return
        display = self._display
        if self._lanes is None:
            from timeline_tui.ui.lane_model import LaneModel
            from timeline_tui.ui.widgets.lanes import LanesView

            model = LaneModel(self._session.view)
            self._lanes = LanesView(model, display.viewport, display.glyphs, self._select, id="lanes")
            await display.panes.mount(self._lanes, before=display.event_list)
        display.panes.replace_first(self._lanes)
        self._redraw_hints()
        display.show_timeline()

    def close(self) -> bool:
        """Go back to the list. Returns whether the lanes were shown."""
        display = self._display
        if display.in_list:
            return False
        display.panes.replace_first(display.event_list)
        self._redraw_hints()
        display.event_list.show_row(display.event_list.cursor)
        display.show_timeline()
        return True

    def _redraw_hints(self) -> None:
        """Draw the hints again, which differ, if there is no message."""
        self._display.message(self._display.prompt.message)

    def group(self, step: int) -> None:
        """Group the lanes by the next (1) or previous (-1) field."""
        if self._lanes is not None and not self._display.in_list:
            self._lanes.model.group(step)
            self.show()

    def _select(self, number: int) -> None:
        """Select the event with this number, in the list too."""
        self._display.event_list.move_to(int(self._session.view.numbers.rank(number)) - 1)

    def show(self) -> None:
        """Show the lanes of the current view; "counting" while an index is built in a thread."""
        lanes, view = self._lanes, self._session.view
        if lanes is None:
            return
        from timeline_tui.axis.lanes import indexes_for

        self._display.axis.display = False
        model = lanes.model
        lanes.status = ""
        if not self._axis.prepare():
            lanes.status = " the files are being read" if self._display.first_load else " counting"
        elif not view.store.indexes_ready(indexes_for(model.field)):
            lanes.status = " counting"
            build = partial(self._build_indexes, ref(view.store), model.field)
            self._display.screen.run_worker(build, thread=True, exclusive=True, group="lanes")
        elif model.shown is not view:
            model.show(view)
        missing = f"{len(model.undated):,} undated, " if model.undated else ""
        by, then = (field.removeprefix("tag:") for field in (model.field, model.next_field))
        lanes.shown = self._session.shown
        lanes.heading = f"{len(view):,} by {by}, {missing}b: by {then}"
        number = view.number(self._session.row) if len(view) else None
        lanes.show(number, self._session.event, self._axis.selected())

    def _build_indexes(self, kept: ref[Store], field: str) -> None:
        worker, store = get_current_worker(), kept()
        if store is None:
            return
        from timeline_tui.axis.lanes import indexes_for

        for name in indexes_for(field):
            store.index(name)
        if not worker.is_cancelled:
            self._display.screen.app.call_later(self._indexes_built)

    def _indexes_built(self) -> None:
        if self._display.screen.is_running:
            self._display.show_timeline()

    def narrow(self) -> bool:
        """Narrow the filter to the value of the lane under the cursor. Returns whether the cursor is in the lanes."""
        lanes = self._lanes
        if lanes is None or not lanes.has_focus or lanes.lane is None:
            return False
        from timeline_tui.aggregate import query_field, value

        field = lanes.model.field
        if lanes.lane:
            self._filter.narrow(query_field(field), value(self._session.view.store, field, lanes.lane))
        elif ":" in field:
            self._filter.narrow("tag", f"{field.partition(':')[2]}:", exclude=True)
        else:
            self._filter.narrow("has", field, exclude=True)
        return True
