"""Group events by the length of their spans, to find those longer than a cell without visiting every event."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui.axis.window import Window
from timeline_tui.dates.sides import Lasting
from timeline_tui.dates.value import BEYOND
from timeline_tui.store import Store

# Buckets for what has no length in seconds, above any `bit_length` of one. The last two hold the events that are not
# in order of their earliest second (see `Bounds.odd`), because the others are searched by it.
_OPEN, _NO_START, _ANY_YEAR = 64, 65, 66
# Such as all events, those of the view and those of the previous view.
_KEPT = 3
# Later than any second of an axis.
_NEVER = 1 << 70


class SortedBounds(NamedTuple):
    """The bounds of intervals, each column sorted by itself: a binary search tells how many have begun or ended.

    `first` and `last` are their first and last possible seconds, `begun` and `reached` the seconds between which each
    certainly lasts. An interval that has `reached` before `begun` is in neither of these two but in `odd`, as
    `(begun, reached, number of intervals)`.
    """

    first: list[int]
    last: list[int]
    begun: list[int]
    reached: list[int]
    odd: list[tuple[int, int, int]]


class DurationBucket:
    """Events whose spans have about the same length in seconds: between one power of two and the next.

    Events with identical spans form a run, from number `first` to number `last`; events of other buckets may lie
    between them. Intervals have buckets of their own, and those of a run have the same `lasting`, too.
    """

    def __init__(self) -> None:
        self.lasting: list[Lasting] = []
        self.members: list[int] = []
        self.numbers = BitMap()
        """The members, once all are added."""
        self.shortest = BEYOND
        self.longest = 0
        self.earliest = array("q")
        self.latest = array("q")
        self.first = array("I")
        self.last = array("I")
        self._within: tuple[int, BitMap] = (-1, BitMap())
        self._sorted_bounds: list[tuple[BitMap, SortedBounds]] = []

    def add(self, number: int, earliest: int, latest: int, lasting: Lasting | None) -> None:
        """Add an event: to the last run if its span is the same, else as a new run. Numbers come in order."""
        self.members.append(number)
        same = bool(self.first) and self.earliest[-1] == earliest and self.latest[-1] == latest
        if same and (lasting is None or self.lasting[-1] == lasting):
            self.last[-1] = number
            return
        if lasting is not None:
            self.lasting.append(lasting)
        self.earliest.append(earliest)
        self.latest.append(latest)
        self.first.append(number)
        self.last.append(number)
        length = BEYOND if earliest == -BEYOND or latest == BEYOND else latest - earliest
        self.longest, self.shortest = max(self.longest, length), min(self.shortest, length)

    def sorted_bounds(self, numbers: BitMap) -> SortedBounds:
        """Return the sorted bounds of the events `numbers` of this bucket of intervals.

        The last three results are cached: the same events are usually counted in many windows.
        """
        for kept, found in self._sorted_bounds:
            if kept == numbers:
                return found
        sorted_bounds = _sort_bounds(self, numbers)
        self._sorted_bounds = [(numbers, sorted_bounds), *self._sorted_bounds[: _KEPT - 1]]
        return sorted_bounds

    def within(self, cell: int) -> BitMap:
        """Return the events that are no longer than `cell` seconds."""
        if self.longest <= cell:
            return self.numbers
        if self.shortest > cell:
            return BitMap()
        if self._within[0] != cell:
            found = BitMap()
            for n, (earliest, latest) in enumerate(zip(self.earliest, self.latest, strict=True)):
                if latest - earliest <= cell:
                    found.add_range(self.first[n], self.last[n] + 1)
            self._within = (cell, found & self.numbers)
        return self._within[1]


def _sort_bounds(bucket: DurationBucket, numbers: BitMap) -> SortedBounds:
    found = SortedBounds([], [], [], [], [])
    for n, lasting in enumerate(bucket.lasting):
        count = numbers.range_cardinality(bucket.first[n], bucket.last[n] + 1)
        if count:
            found.first.extend([bucket.earliest[n]] * count)
            found.last.extend([_NEVER if bucket.latest[n] == BEYOND else bucket.latest[n] - 1] * count)
            begun, reached = lasting.certain
            # Counted in the two columns, such an interval would end before it begins: -1 in the cells between.
            if begun > reached:
                found.odd.append((begun, reached, count))
            else:
                found.begun.extend([begun] * count)
                found.reached.extend([_NEVER if reached >= BEYOND else reached] * count)
    for column in found[:4]:
        column.sort()
    return found


def hull(window: Window, bucket: DurationBucket, n: int) -> tuple[int, int]:
    """Return the first cell of run `n` and the one after its last cell; either may lie outside the window."""
    latest = bucket.latest[n]
    end = window.cell_of(latest - 1) + 1 if latest < BEYOND else window.width
    return window.cell_of(bucket.earliest[n]), end


def runs(window: Window, bucket: DurationBucket, numbers: BitMap) -> Iterator[tuple[int, int]]:
    """Yield the runs of a bucket that reach into the window.

    Args:
        window: The window.
        bucket: The bucket.
        numbers: The events to count.

    Yields:
        The index of the run, and how many of the events `numbers` are in it.
    """
    begin = 0
    # With an open side, anything that begins earlier may reach into the window.
    if bucket.longest < BEYOND:
        # What begins earlier than this ends before the window, even if it is the longest span of the bucket.
        begin = bisect_left(bucket.earliest, window.first - bucket.longest)
    within = range(begin, bisect_left(bucket.earliest, window.end))
    chosen: Iterable[int] = within
    # Few events, such as those of one lane: visit only their runs.
    if len(numbers) < len(within):
        found = dict.fromkeys([bisect_right(bucket.first, number) - 1 for number in numbers])
        chosen = [n for n in found if n in within]
    for n in chosen:
        if bucket.latest[n] > window.first:
            count = numbers.range_cardinality(bucket.first[n], bucket.last[n] + 1)
            if count:
                yield n, count


def buckets_of(store: Store) -> list[DurationBucket]:
    """Return the buckets of all events of a store whose date has no gaps."""
    found: dict[tuple[bool, int], DurationBucket] = {}
    bounds = store.bounds
    for number, (earliest, latest) in enumerate(zip(bounds.earliest, bounds.latest, strict=True)):
        # Events without a date come last.
        if earliest > BEYOND:
            break
        if number not in bounds.gaps:
            lasting = bounds.intervals.get(number)
            key = lasting is not None, _size(earliest, latest, odd=number in bounds.odd)
            if key not in found:
                found[key] = DurationBucket()
            found[key].add(number, earliest, latest, lasting)
    for bucket in found.values():
        bucket.numbers = BitMap(bucket.members)
        if bucket.lasting:
            # Sort here rather than when it is first drawn.
            bucket.sorted_bounds(bucket.numbers)
    return list(found.values())


def _size(earliest: int, latest: int, *, odd: bool) -> int:
    """Return the bucket of a span: the bits of its length, or one for spans without a length in seconds."""
    # Not ordered by its earliest second, as the runs of a bucket are.
    if odd:
        return _NO_START if earliest == -BEYOND else _ANY_YEAR
    return _OPEN if earliest == -BEYOND or latest == BEYOND else (latest - earliest - 1).bit_length()
