"""How many events lie in each cell of an axis, however many there are and whatever stretch of time it shows.

What surely lies within a cell's length is counted where it begins: a *point*. What is longer than a cell is no point:
an *interval*, which says when it began and ended, lasts through its cells, and a *vague* date may lie in any of its
cells, so that each gets its share of it. Where an interval begins or ends is known no better than its ends are: of
"1914/1918" it is certain that it lasts from 1915 to 1917, and that it may in 1914 and in 1918.

Nothing is put into the first second of its span for lack of a better one, and none into the gaps of a date that has
some (see `scattered`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import chain, pairwise
from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui.axis.coverage import OngoingCounts, PossibleCounts, certainly
from timeline_tui.axis.duration_buckets import DurationBucket, classified
from timeline_tui.axis.sparse_dates import SparseCells, SparseDates
from timeline_tui.axis.statement_marks import Statements, statements
from timeline_tui.axis.window import Window
from timeline_tui.columns.statement_dates import UNDATED, Stated
from timeline_tui.store import Store


class CellCounts(NamedTuple):
    """By cell: the points that begin in it, the intervals that certainly last in it, and the vague dates that
    may lie in it.

    `maybe` are the intervals that may last in it, or begin later, or have ended. `shares` are the parts of the vague
    dates that fall to it: they add up to their number, however far one looks into them.
    """

    points: list[int]
    intervals: list[int]
    vague: list[int]
    shares: list[float]
    maybe: list[int]

    @property
    def weights(self) -> list[float]:
        """Points and shares together: what a bar is as high as."""
        return [points + share for points, share in zip(self.points, self.shares, strict=True)]


class IntervalEnds(NamedTuple):
    """The cells in which something that lasts certainly begins, and in which it ends."""

    begins: frozenset[int]
    ends: frozenset[int]


NO_ENDS = IntervalEnds(frozenset(), frozenset())
_FEW = 300  # intervals whose ends can be told from one another


class Density:
    """The events of a store by the length of their spans. It takes a walk through the bounds of all to make one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._starts = store.bounds.places
        self._classes = classified(store)
        self._scattered = SparseDates(store.bounds.gaps)
        self._stated: dict[str, list[Stated]] = {}
        found = store.statements()
        for each in found:
            if each[2] != UNDATED:
                self._stated.setdefault(each[1], []).append(each)
        self.said = statements([each for each in found if each[-1]])
        """What was said of events on other days than theirs."""
        self.undated_statements = any(each[2] == UNDATED for each in found)
        """Whether anything was assessed nobody says when."""
        self._all: tuple[Window, CellCounts] | None = None
        self._frame: _Frame | None = None

    def cells(self, window: Window, numbers: BitMap | None = None) -> CellCounts:
        """What of the events `numbers`, or of all, lies in each cell. A few milliseconds, whatever their number."""
        if numbers is not None:
            return self._counted(window, numbers)
        if self._all is None or self._all[0] != window:
            self._all = (window, self._counted(window, self._store.everything))
        return self._all[1]

    def said_by(self, actors: Iterable[str]) -> Statements:
        """What these actors said of events with a date of its own."""
        return statements(chain.from_iterable([self._stated.get(each, ()) for each in actors]))

    def pointed(self, window: Window, numbers: BitMap) -> frozenset[int]:
        """The cells in which any of the events `numbers` is a point."""
        frame = self._framed(window)
        found = [cell for cell, count in enumerate(self._pointed(frame, numbers)) if count]
        gaps = [placed.points for placed in frame.scattered if placed.numbers & numbers]
        return frozenset().union(found, *gaps)

    def ends(self, window: Window, numbers: BitMap) -> IntervalEnds:
        """Where those of the events `numbers` begin and end that last for longer than a cell; nowhere if that is
        nearly everywhere."""
        longer = [long for each, long in self._framed(window).longer if each.lasting]
        lasting = BitMap.union(BitMap(), *longer) & numbers
        if not lasting or len(lasting) > _FEW:
            return NO_ENDS
        bounds = self._store.bounds
        found = [
            certainly(window, bounds.earliest[n], bounds.latest[n], bounds.intervals[n]) for n in lasting
        ]
        return IntervalEnds(
            frozenset([each.first for each in found if each.begins and each.first <= each.last]),
            frozenset([each.last for each in found if each.ends and each.first <= each.last]),
        )

    def _counted(self, window: Window, numbers: BitMap) -> CellCounts:
        frame = self._framed(window)
        lasts, vague = OngoingCounts(window), PossibleCounts(window)
        for each, long in frame.longer:
            here = long & numbers
            if here:
                (lasts if each.lasting else vague).add(each, here)
        counted = self._pointed(frame, numbers)
        cells = CellCounts(counted, lasts.certain, vague.steps.counts(), vague.shares.counts(), lasts.maybe)
        for placed in frame.scattered:
            _scatter(cells, placed, placed.numbers.intersection_cardinality(numbers))
        return cells

    def _pointed(self, frame: _Frame, numbers: BitMap) -> list[int]:
        """How many points of those without gaps begin in each cell."""
        window, points = frame.window, frame.points & numbers
        if len(points) >= window.width:
            return [points.range_cardinality(a, b) if a < b else 0 for a, b in pairwise(frame.edges)]
        # A lane of an axis has few: to look at each is quicker than at each cell.
        counted = [0] * window.width
        for number in points:
            counted[(self._starts[number] - window.first) // window.cell] += 1
        return counted

    def _framed(self, window: Window) -> _Frame:
        """What every count in a window begins with; kept, for one looks at many lanes in one window."""
        if self._frame is None or self._frame.window != window:
            edges = [bisect_left(self._starts, window.start_of(cell)) for cell in range(window.width + 1)]
            short = [each.within(window.cell) for each in self._classes]
            points = BitMap.union(BitMap(), *short) & BitMap(range(edges[0], edges[-1]))
            longer = [
                (each, each.numbers - within) for each, within in zip(self._classes, short, strict=True)
            ]
            longer = [(each, long) for each, long in longer if long]
            self._frame = _Frame(window, edges, points, longer, self._scattered.placed(window))
        return self._frame


class _Frame(NamedTuple):
    """`points` are the events that surely lie in a cell of the window, `edges` the first number of each cell and
    behind the last, `longer` those that are longer than a cell, by class, `scattered` those with gaps, in neither."""

    window: Window
    edges: list[int]
    points: BitMap
    longer: list[tuple[DurationBucket, BitMap]]
    scattered: list[SparseCells]


def _scatter(cells: CellCounts, placed: SparseCells, count: int) -> None:
    """Put so many events of one date with gaps where it lies."""
    if count:
        for cell in placed.points:
            cells.points[cell] += count
        for cell in placed.vague:
            cells.vague[cell] += count
        for cell, share in placed.shares:
            cells.shares[cell] += count * share
