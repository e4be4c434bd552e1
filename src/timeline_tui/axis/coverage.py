"""How many dates cover each cell: what may lie in it, what certainly lasts in it, what only may."""

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
    """The cells, from `first` to `last`, in which an interval certainly lasts; none where `last` is before `first`.

    `begins`, `ends`: whether it is known to begin in the first, and to end in the last.
    """

    first: int
    last: int
    begins: bool
    ends: bool


def certainly(window: Window, earliest: int, latest: int, known: Lasting) -> CertainCells:
    """Where an interval lasts, if only for a second, whenever of all that its ends allow it began and ended."""
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
"""Intervals from which on they are not looked at one by one."""

_N = TypeVar("_N", int, float)


class _StepFunction(Generic[_N]):
    """What covers cells, noted where it begins and, taken away, behind its end: so its length costs nothing."""

    def __init__(self, window: Window, nothing: _N) -> None:
        self._width = window.width
        self._steps: list[_N] = [nothing] * (window.width + 1)
        self._any = False

    def add(self, first: int, behind: int, what: _N) -> None:
        """So much in each cell from `first` to before `behind`, as far as these are in the window."""
        first, behind = max(0, first), min(self._width, behind)
        if first < behind:
            self._any = True
            self._steps[first] += what
            self._steps[behind] -= what

    def counts(self) -> list[_N]:
        """How much there is in each cell."""
        found = list(accumulate(self._steps))[:-1] if self._any else self._steps[:-1]
        return [max(0, each) for each in found]  # fractions may miss nothing by a little


class PossibleCounts:
    """How many dates may lie in each cell, and what falls to it of them."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.steps = _StepFunction(window, 0)
        self.shares = _StepFunction(window, 0.0)

    def add(self, each: DurationBucket, numbers: BitMap) -> None:
        """The events `numbers` of a class."""
        for n, count in runs(self._window, each, numbers):
            first, behind = hull(self._window, each, n)
            self.steps.add(first, behind, count)
            if each.longest < BEYOND:
                self.shares.add(first, behind, count / (behind - first))


class OngoingCounts:
    """How many intervals certainly last in each cell, and how many others may."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._certain = _StepFunction(window, 0)
        self._maybe = _StepFunction(window, 0)
        self._many: list[tuple[list[int], list[int]]] = []

    @property
    def certain(self) -> list[int]:
        """How many certainly last in each cell."""
        return [
            sum(each) for each in zip(self._certain.counts(), *[many for many, _ in self._many], strict=True)
        ]

    @property
    def maybe(self) -> list[int]:
        """How many others may."""
        return [
            sum(each) for each in zip(self._maybe.counts(), *[many for _, many in self._many], strict=True)
        ]

    def add(self, each: DurationBucket, numbers: BitMap) -> None:
        """The events `numbers` of a class of intervals."""
        if len(numbers) > MANY:
            self._many.append(_ranks(self._window, each.ranked(numbers)))
            return
        for n, count in runs(self._window, each, numbers):
            first, behind = hull(self._window, each, n)
            here = certainly(self._window, each.earliest[n], each.latest[n], each.lasting[n])
            if here.last < here.first:  # it may have ended before it is known to have begun
                self._maybe.add(first, behind, count)
            else:
                self._certain.add(here.first, here.last + 1, count)
                self._maybe.add(first, here.first, count)
                self._maybe.add(here.last + 1, behind, count)


def _ranks(window: Window, ranked: SortedBounds) -> tuple[list[int], list[int]]:
    """The same of many intervals: of those that have begun, how many have not ended."""
    edges = [window.start_of(cell) for cell in range(window.width + 1)]
    certain, there = (
        [bisect_left(begun, end) - bisect_left(over, start) for start, end in pairwise(edges)]
        for begun, over in ((ranked.begun, ranked.reached), (ranked.first, ranked.last))
    )
    for begun, reached, count in ranked.odd:
        cell = window.cell_of(begun)
        if 0 <= cell < window.width and window.cell_of(reached) == cell:
            certain[cell] += count
    return certain, [both - one for both, one in zip(there, certain, strict=True)]
