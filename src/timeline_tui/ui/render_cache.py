"""Cache the drawn lanes until the window changes.

Moving the cursor then needs no counting, and of thousands of lanes only the visible ones are counted.
"""

from __future__ import annotations

from timeline_tui.axis import Run, Viewport, Window
from timeline_tui.axis.lanes import LaneEvents, lane_events, lane_of, remaining
from timeline_tui.store import View
from timeline_tui.ui.lane_model import LaneModel


class RenderCache:
    """The cached rows of a viewport's window, without the cursor."""

    def __init__(self, viewport: Viewport, *, ascii: bool) -> None:
        self._viewport = viewport
        self._ascii = ascii
        # By field and value.
        self._lanes: dict[tuple[str, str], tuple[Run, ...]] = {}
        self._lanes_of: tuple[Window, View] | None = None
        self._stands: dict[tuple[str, str], tuple[LaneEvents, LaneEvents]] = {}
        self._stands_of: View | None = None

    def lane(self, model: LaneModel, at: int, window: Window) -> tuple[Run, ...]:
        """Return the cells of a lane.

        Args:
            model: The lanes.
            at: The index of the lane.
            window: The range of time.
        """
        wanted = window, model.view
        if wanted != self._lanes_of:
            self._lanes, self._lanes_of = {}, wanted
        key = model.field, model[at].key
        if key not in self._lanes:
            stand, of_view = self.lane_events(model, at)
            density, edges = self._viewport.density_of(model.view.store), self._viewport.edges
            self._lanes[key] = lane_of(
                density, window, model.view, stand, of_view, ascii=self._ascii, edges=edges
            )
        return self._lanes[key]

    def placeless(self, model: LaneModel, at: int) -> int:
        """Return how many events of a lane have no position in it."""
        dated = model.view.numbers - model.undated
        return len(model.numbers(at) - self.lane_events(model, at)[1].placed(dated))

    def lane_events(self, model: LaneModel, at: int) -> tuple[LaneEvents, LaneEvents]:
        """Return the positions of a lane's events: of all of them, and of those that match the filter."""
        if self._stands_of is not model.view:
            self._stands, self._stands_of = {}, model.view
        key = model.field, model[at].key
        if key not in self._stands:
            density = self._viewport.density_of(model.view.store)
            store, lane = model.view.store, model[at].key
            stand = lane_events(density, store, *key) if lane else remaining(model.everything(""))
            self._stands[key] = stand, stand.of(model.view.numbers)
        return self._stands[key]
