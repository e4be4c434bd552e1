"""Count the dates that cover each cell: vague dates, intervals that certainly last, intervals that only may."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import Generic, NamedTuple, TypeVar

from pyroaring import BitMap

from timeline_tui.axis.duration_buckets import DurationBucket, SortedBounds, hull, runs
from timeline_tui.axis.window import Window
from timeline_tui.dates.sides import Lasting
from timeline_tui.dates.value import BEYOND


class CertainCells(NamedTuple):
    """The cells in which an interval certainly lasts: `first` to `last`, both included; none if `last` < `first`.

    `begins` and `ends` tell whether it certainly begins in `first` and certainly ends in `last`.
    """

    first: int
    last: int
    begins: bool
    ends: bool


def certainly(window: Window, earliest: int, latest: int, known: Lasting) -> CertainCells:
    """Return the cells in which an interval certainly lasts.

    A cell counts if the interval covers at least a second of it, whenever within its bounds it began and ended.

    Args:
        window: The cells.
        earliest: The first second on which the interval may begin, `-BEYOND` if open.
        latest: The second after the last one it may reach, `BEYOND` if open.
        known: Between which bounds it certainly lasts.
    """
    begun, reached = known.certain
    first = window.cell_of(begun)
    last = window.width if known.ending == BEYOND else window.cell_of(reached)
    return CertainCells(
        first,
        last,
        known.begin_sure and earliest > -BEYOND and window.cell_of(earliest) == first,
        known.end_sure and latest < BEYOND and window.cell_of(latest - 1) == last,
    )


MANY = 500
"""Above this number, intervals are counted by binary search in sorted bounds instead of one by one."""

_N = TypeVar("_N", int, float)


class _StepFunction(Generic[_N]):
    """A count for each cell, kept as differences: adding a range costs two updates, however long it is."""

    def __init__(self, window: Window, zero: _N) -> None:
        self._width = window.width
        self._steps: list[_N] = [zero] * (window.width + 1)
        self._any = False

    def add(self, first: int, end: int, amount: _N) -> None:
        """Add `amount` to each cell in `range(first, end)`; cells outside the window are ignored."""
        first, end = max(0, first), min(self._width, end)
        if first < end:
            self._any = True
            self._steps[first] += amount
            self._steps[end] -= amount

    def counts(self) -> list[_N]:
        """Return the total of each cell."""
        found = list(accumulate(self._steps))[:-1] if self._any else self._steps[:-1]
        # Sums of floats may end slightly below zero.
        return [max(0, each) for each in found]


class PossibleCounts:
    """For each cell, the number of vague dates that may lie in it (`steps`) and its part of them (`shares`)."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.steps = _StepFunction(window, 0)
        self.shares = _StepFunction(window, 0.0)

    def add(self, bucket: DurationBucket, numbers: BitMap) -> None:
        """Add those events of a bucket that are in `numbers`. A date with an open side has no shares."""
        for n, count in runs(self._window, bucket, numbers):
            first, end = hull(self._window, bucket, n)
            self.steps.add(first, end, count)
            if bucket.longest < BEYOND:
                self.shares.add(first, end, count / (end - first))


class OngoingCounts:
    """For each cell, the number of intervals that certainly last in it and of others that may."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._certain = _StepFunction(window, 0)
        self._maybe = _StepFunction(window, 0)
        self._many: list[tuple[list[int], list[int]]] = []

    @property
    def certain(self) -> list[int]:
        """The number of intervals that certainly last in each cell."""
        return [
            sum(each) for each in zip(self._certain.counts(), *[many for many, _ in self._many], strict=True)
        ]

    @property
    def maybe(self) -> list[int]:
        """The number of other intervals that may last in each cell."""
        return [
            sum(each) for each in zip(self._maybe.counts(), *[many for _, many in self._many], strict=True)
        ]

    def add(self, bucket: DurationBucket, numbers: BitMap) -> None:
        """Add those events of a bucket of intervals that are in `numbers`."""
        if len(numbers) > MANY:
            self._many.append(_count_many(self._window, bucket.sorted_bounds(numbers)))
            return
        for n, count in runs(self._window, bucket, numbers):
            first, end = hull(self._window, bucket, n)
            sure = certainly(self._window, bucket.earliest[n], bucket.latest[n], bucket.lasting[n])
            # It may have ended before the time by which it had certainly begun.
            if sure.last < sure.first:
                self._maybe.add(first, end, count)
            else:
                self._certain.add(sure.first, sure.last + 1, count)
                self._maybe.add(first, sure.first, count)
                self._maybe.add(sure.last + 1, end, count)


def _count_many(window: Window, bounds: SortedBounds) -> tuple[list[int], list[int]]:
    """Count many intervals at once: in each cell, those begun before its end less those ended before its start.

    Returns:
        For each cell, the number of intervals that certainly last in it, and of others that may.
    """
    edges = [window.start_of(cell) for cell in range(window.width + 1)]
    certain, there = (
        [bisect_left(begun, end) - bisect_left(over, start) for start, end in pairwise(edges)]
        for begun, over in ((bounds.begun, bounds.reached), (bounds.first, bounds.last))
    )
    for begun, reached, count in bounds.odd:
        cell = window.cell_of(begun)
        if 0 <= cell < window.width and window.cell_of(reached) == cell:
            certain[cell] += count
    return certain, [both - one for both, one in zip(there, certain, strict=True)]
