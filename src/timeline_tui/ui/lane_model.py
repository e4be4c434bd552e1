"""The lanes of a view, the cursor's lane, and the targets of its moves. Independent of Textual.

Events are identified by their number in the store. No method iterates over all events: bitmaps give the neighbours in
time within a lane, and the events of a lane are computed when they are first needed.
"""

from __future__ import annotations

from pyroaring import BitMap

from timeline_tui.aggregate import Count, counts, fields_of, having, holders, nested, without
from timeline_tui.axis.lanes import FIELDS, undated
from timeline_tui.store import View

NONE = "(none)"
"""The label of the lane for events without a value in the field."""

# How many preceding events are searched for one that is still going on.
_LOOKBACK = 50


class LaneModel:
    """The lanes of a view by the values of a field, as a tree. The last lane has the events without a value."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.field = FIELDS[0]
        self.at = 0
        """The index of the cursor's lane."""
        self.shown: View | None = None
        """The view that the lanes were computed for; None after the field changed."""
        self.undated = BitMap()
        """The events of the view that the axis cannot show, because they have no date."""
        self._lanes: list[Count] = []
        self._depths: list[int] = []
        self._counted: dict[
            str, tuple[list[Count], list[int]]
        ] = {}  # lanes and depths of this view, by field
        # The events of this store, by field and value.
        self._numbers: dict[tuple[str, str], BitMap] = {}
        # The event at which a series of moves between lanes started.
        self._anchor = -1
        # The event that the last such move selected.
        self._last_move = -1

    def group(self, step: int) -> None:
        """Group by the next (1) or previous (-1) field. Call `show` afterwards."""
        self.field = self._field(step)
        self.at, self._lanes, self._depths, self.shown = 0, [], [], None

    @property
    def next_field(self) -> str:
        """The field that `group(1)` changes to."""
        return self._field(1)

    def _field(self, step: int) -> str:
        store = self.view.store
        fields = fields_of(store, FIELDS) if store.indexes_ready(("tag",)) else list(FIELDS)
        here = fields.index(self.field) if self.field in fields else FIELDS.index("tag")
        return fields[(here + step) % len(fields)]

    def show(self, view: View) -> None:
        """Compute the lanes of a view. The cursor stays in the lane of the same value, if there still is one."""
        key = self._lanes[self.at].key if self._lanes else None
        if view.store is not self.view.store:
            self._numbers = {}
        if view is not self.view:
            self._counted = {}
        self.view = self.shown = view
        self.undated = undated(view)
        if self.field not in self._counted:
            self._counted[self.field] = self._count()
        self._lanes, self._depths = self._counted[self.field]
        self.at = next((n for n, lane in enumerate(self._lanes) if lane.key == key), 0)

    def _count(self) -> tuple[list[Count], list[int]]:
        without = int(self.everything("").intersection_cardinality(self.view.numbers))
        tree = nested(counts(self.view, self.field))
        if without:
            tree.append((0, Count("", NONE, without)))
        return [each for _, each in tree], [depth for depth, _ in tree]

    def __len__(self) -> int:
        return len(self._lanes)

    def __getitem__(self, lane: int) -> Count:
        return self._lanes[lane]

    def depth(self, lane: int) -> int:
        """Return the depth of a lane in the tree; 0 for a root."""
        return self._depths[lane]

    def everything(self, key: str) -> BitMap:
        """Return all events with a value of the field, regardless of the filter; for "", those without a value."""
        found = self._numbers.get((self.field, key))
        if found is None:
            store = self.view.store
            found = having(store, self.field, key) if key else without(store, self.field)
            self._numbers[self.field, key] = found
        return found

    def numbers(self, lane: int) -> BitMap:
        """Return the events of a lane that match the filter."""
        return self.everything(self._lanes[lane].key) & self.view.numbers

    def holds(self, lane: int, number: int) -> bool:
        """Return whether an event is in a lane."""
        return number in self.everything(self._lanes[lane].key)

    # -- the cursor -----------------------------------------------------------------------------------------

    def follow(self, number: int) -> None:
        """Move the cursor to the first lane with an event, unless its current lane has it."""
        if self._lanes and not self.holds(self.at, number):
            keys = holders(self.view.store, self.field, number) or {""}
            self.at = next((n for n, lane in enumerate(self._lanes) if lane.key in keys), self.at)

    def go(self, lane: int, here: int) -> int:
        """Move the cursor to another lane, to the event nearest in time.

        In a series of moves, nearest to the event at which the series started, so that the cursor does not drift.

        Args:
            lane: The index of the lane; clamped to the existing lanes.
            here: The number of the current event.

        Returns:
            The number of the new event.
        """
        if here != self._last_move:
            self._anchor = here
        self.at = max(0, min(lane, len(self) - 1))
        self._last_move = self.nearest(self.at, self._anchor)
        return self._last_move

    def step(self, here: int, step: int) -> int | None:
        """Return the event after (`step` 1) or before (-1) the event `here` in the cursor's lane; None at its end."""
        numbers = self.numbers(self.at)
        # `rank` counts the events of the lane up to `here`, including `here` if the lane has it.
        place = int(numbers.rank(here)) + (0 if step > 0 else -2)
        if step < 0 and here not in numbers:
            place += 1
        return int(numbers[place]) if 0 <= place < len(numbers) else None

    def end(self, side: int) -> int:
        """Return the first (-1) or last (1) event of the cursor's lane."""
        numbers = self.numbers(self.at)
        return int(numbers.min() if side < 0 else numbers.max())

    def nearest(self, lane: int, number: int) -> int:
        """Return the event of a lane that is nearest in time to the event `number`; itself, if it is in the lane."""
        numbers = self.numbers(lane)
        if number in numbers:
            return number
        second = self.view.store.bounds.places[number]
        return self._near(numbers, int(numbers.rank(number)), second)

    def nearest_to(self, lane: int, second: int) -> int:
        """Return the event of a lane that is nearest to a second (seconds since the epoch)."""
        numbers, starts = self.numbers(lane), self.view.store.bounds.places
        # Event numbers ascend with `places`, which the binary search relies on.
        low, high = 0, len(numbers)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if starts[numbers[middle]] <= second else (low, middle)
        return self._near(numbers, low, second)

    def _near(self, numbers: BitMap, place: int, second: int) -> int:
        """Return the event nearest to `second` around an index in the lane; of several, the one that starts last.

        The distance to an event that is going on is 0, but only the `_LOOKBACK` events before the index are examined.
        """
        bounds = self.view.store.bounds

        def far(number: int) -> tuple[int, int]:
            begin, end = bounds.places[number], bounds.latest[number]
            return max(0, begin - second, second - max(begin, end - 1)), -number

        return min([int(number) for number in numbers[max(0, place - _LOOKBACK) : place + 1]], key=far)
