"""The lanes of what is shown: which there are, the one the cursor is in, and where its keys lead. No screen.

Events are told by their number in the store, as everywhere below the rows of a view. Nothing here walks through all of
them: of a lane, only its neighbours in time are looked at; of the lanes, those that are asked for.
"""

from __future__ import annotations

from pyroaring import BitMap

from timeline_tui.aggregate import Count, counts, fields_of, having, holders, nested, without
from timeline_tui.axis.lanes import FIELDS, undated
from timeline_tui.store import View

NONE = "(none)"
"""What the lane of those events is called that have no value in the field."""

_BACK = 50  # events that are looked at for one that still lasts


class LaneModel:
    """The lanes of a view by a field, as a tree; the last one has the events that are in no other."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.field = FIELDS[0]
        self.at = 0
        """The lane of the cursor."""
        self.shown: View | None = None
        """What the lanes are of; None after another field was chosen."""
        self.undated = BitMap()
        """The events of the view that have no place on the axis."""
        self._lanes: list[Count] = []
        self._depths: list[int] = []
        self._counted: dict[
            str, tuple[list[Count], list[int]]
        ] = {}  # lanes and depths of this view, by field
        self._numbers: dict[tuple[str, str], BitMap] = {}  # the events of this store, by field and value
        self._anchor = -1  # the event that moving from lane to lane stays near to
        self._led = -1  # where that led last

    def group(self, step: int) -> None:
        """By the next field, or the one before; `show` is to follow."""
        self.field = self._field(step)
        self.at, self._lanes, self._depths, self.shown = 0, [], [], None

    @property
    def next_field(self) -> str:
        """What the events will be grouped by after this."""
        return self._field(1)

    def _field(self, step: int) -> str:
        store = self.view.store
        fields = fields_of(store, FIELDS) if store.answers_at_once(("tag",)) else list(FIELDS)
        here = fields.index(self.field) if self.field in fields else FIELDS.index("tag")
        return fields[(here + step) % len(fields)]

    def show(self, view: View) -> None:
        """Take another view; the cursor stays in the lane of that name, if there is still one."""
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
        """How many of the lanes above a lane are those of what it belongs to."""
        return self._depths[lane]

    def everything(self, key: str) -> BitMap:
        """The events with a value, whether or not the filter leaves them; those without any for ""."""
        found = self._numbers.get((self.field, key))
        if found is None:
            store = self.view.store
            found = having(store, self.field, key) if key else without(store, self.field)
            self._numbers[self.field, key] = found
        return found

    def numbers(self, lane: int) -> BitMap:
        """The events of a lane that the filter leaves."""
        return self.everything(self._lanes[lane].key) & self.view.numbers

    def holds(self, lane: int, number: int) -> bool:
        """Whether an event of the view stands in a lane."""
        return number in self.everything(self._lanes[lane].key)

    # -- the cursor -----------------------------------------------------------------------------------------

    def follow(self, number: int) -> None:
        """The cursor is on this event: it stays in its lane, or goes to the first one that has it."""
        if self._lanes and not self.holds(self.at, number):
            keys = holders(self.view.store, self.field, number) or {""}
            self.at = next((n for n, lane in enumerate(self._lanes) if lane.key in keys), self.at)

    def go(self, lane: int, here: int) -> int:
        """To another lane, from the event `here`: to its event nearest in time.

        Several such steps stay near to where the first one began.
        """
        if here != self._led:
            self._anchor = here
        self.at = max(0, min(lane, len(self) - 1))
        self._led = self.nearest(self.at, self._anchor)
        return self._led

    def step(self, here: int, step: int) -> int | None:
        """The next (1) or previous (-1) event of the lane; None at its end."""
        numbers = self.numbers(self.at)
        place = int(numbers.rank(here)) + (0 if step > 0 else -2)
        if step < 0 and here not in numbers:
            place += 1
        return int(numbers[place]) if 0 <= place < len(numbers) else None

    def end(self, side: int) -> int:
        """The first event of the lane (-1) or the last (1)."""
        numbers = self.numbers(self.at)
        return int(numbers.min() if side < 0 else numbers.max())

    def nearest(self, lane: int, number: int) -> int:
        """The event of a lane that is nearest in time to this one, itself if it is there."""
        numbers = self.numbers(lane)
        if number in numbers:
            return number
        second = self.view.store.bounds.places[number]
        return self._near(numbers, int(numbers.rank(number)), second)

    def nearest_to(self, lane: int, second: int) -> int:
        """The event of a lane that is nearest to a second."""
        numbers, starts = self.numbers(lane), self.view.store.bounds.places
        low, high = 0, len(numbers)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if starts[numbers[middle]] <= second else (low, middle)
        return self._near(numbers, low, second)

    def _near(self, numbers: BitMap, place: int, second: int) -> int:
        """Of the events around a place in the lane: the one least far from the second, the last to begin if several
        are. What lasts is near as long as it lasts, if not too many began since."""
        bounds = self.view.store.bounds

        def far(number: int) -> tuple[int, int]:
            begin, end = bounds.places[number], bounds.latest[number]
            return max(0, begin - second, second - max(begin, end - 1)), -number

        return min([int(number) for number in numbers[max(0, place - _BACK) : place + 1]], key=far)
