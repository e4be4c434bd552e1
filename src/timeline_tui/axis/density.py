"""Count the events in each cell of an axis, fast enough for any number of events and any window.

A date no longer than a cell is a *point*: it is counted in the cell in which it begins. A longer date is either an
*interval*, which has a beginning and an end and lasts through its cells, or *vague*: it may lie in any of its cells,
and each cell gets a share of it. The ends of an interval are known only as well as they are written: "1914/1918"
certainly lasts from 1915 to 1917, and may last in 1914 and 1918.

A longer date is never counted at the first second of its span for want of a better one, and a date with gaps is never
counted in them (see `sparse_dates`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import chain, pairwise
from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui.axis.coverage import OngoingCounts, PossibleCounts, certainly
from timeline_tui.axis.duration_buckets import DurationBucket, buckets_of
from timeline_tui.axis.sparse_dates import SparseCells, SparseDates
from timeline_tui.axis.statement_marks import Statements, statements
from timeline_tui.axis.window import Window
from timeline_tui.columns.statement_dates import UNDATED, Stated
from timeline_tui.store import Store


class CellCounts(NamedTuple):
    """Counts, one for each cell: `points` that begin in it, `intervals` that certainly last in it, and `vague` dates
    that may lie in it.

    `maybe` counts the intervals that may last in the cell, but may also begin after it or end before it. `shares` is
    the part of the vague dates that falls to the cell: over all cells of a date its shares add up to 1, at any zoom.
    """

    points: list[int]
    intervals: list[int]
    vague: list[int]
    shares: list[float]
    maybe: list[int]

    @property
    def weights(self) -> list[float]:
        """The height of each cell's bar: points plus shares."""
        return [points + share for points, share in zip(self.points, self.shares, strict=True)]


class IntervalEnds(NamedTuple):
    """The cells in which an interval certainly begins, and those in which one certainly ends."""

    begins: frozenset[int]
    ends: frozenset[int]


NO_ENDS = IntervalEnds(frozenset(), frozenset())
# With more intervals, the marks of their ends would run into one another.
_MAX_ENDS = 300


class Density:
    """The events of a store, grouped by the length of their spans. Building it reads the bounds of every event."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._starts = store.bounds.places
        self._buckets = buckets_of(store)
        self._sparse = SparseDates(store.bounds.gaps)
        self._stated: dict[str, list[Stated]] = {}
        found = store.columns.statements()
        for each in found:
            if each[2] != UNDATED:
                self._stated.setdefault(each[1], []).append(each)
        self.statements = statements([each for each in found if each[-1]])
        """The statements about events whose dates are apart from the events' own."""
        self.undated_statements = any(each[2] == UNDATED for each in found)
        """Whether any assessment has no date, neither its own nor its source's."""
        self._all: tuple[Window, CellCounts] | None = None
        self._frame: _Frame | None = None

    def cells(self, window: Window, numbers: BitMap | None = None) -> CellCounts:
        """Count the events in each cell; takes a few milliseconds, whatever their number.

        Args:
            window: The cells.
            numbers: The events to count; None for all.
        """
        if numbers is not None:
            return self._count(window, numbers)
        if self._all is None or self._all[0] != window:
            self._all = (window, self._count(window, self._store.everything))
        return self._all[1]

    def statements_by(self, actors: Iterable[str]) -> Statements:
        """Return the statements of these actors that have dates of their own."""
        return statements(chain.from_iterable([self._stated.get(each, ()) for each in actors]))

    def point_cells(self, window: Window, numbers: BitMap) -> frozenset[int]:
        """Return the cells in which at least one of the events `numbers` is a point."""
        frame = self._frame_for(window)
        found = [cell for cell, count in enumerate(self._count_points(frame, numbers)) if count]
        gaps = [placed.points for placed in frame.sparse if placed.numbers & numbers]
        return frozenset().union(found, *gaps)

    def ends(self, window: Window, numbers: BitMap) -> IntervalEnds:
        """Return where those of the events `numbers` that are intervals longer than a cell begin and end.

        The result is empty if there are more than 300 of them: their ends would be nearly everywhere.
        """
        longer = [long for each, long in self._frame_for(window).longer if each.lasting]
        lasting = BitMap.union(BitMap(), *longer) & numbers
        if not lasting or len(lasting) > _MAX_ENDS:
            return NO_ENDS
        bounds = self._store.bounds
        found = [
            certainly(window, bounds.earliest[n], bounds.latest[n], bounds.intervals[n]) for n in lasting
        ]
        return IntervalEnds(
            frozenset([each.first for each in found if each.begins and each.first <= each.last]),
            frozenset([each.last for each in found if each.ends and each.first <= each.last]),
        )

    def _count(self, window: Window, numbers: BitMap) -> CellCounts:
        frame = self._frame_for(window)
        ongoing, vague = OngoingCounts(window), PossibleCounts(window)
        for each, long in frame.longer:
            here = long & numbers
            if here:
                (ongoing if each.lasting else vague).add(each, here)
        counted = self._count_points(frame, numbers)
        cells = CellCounts(
            counted, ongoing.certain, vague.steps.counts(), vague.shares.counts(), ongoing.maybe
        )
        for placed in frame.sparse:
            _add_sparse(cells, placed, placed.numbers.intersection_cardinality(numbers))
        return cells

    def _count_points(self, frame: _Frame, numbers: BitMap) -> list[int]:
        """Count the points that begin in each cell, without those of dates with gaps."""
        window, points = frame.window, frame.points & numbers
        if len(points) >= window.width:
            return [points.range_cardinality(a, b) if a < b else 0 for a, b in pairwise(frame.edges)]
        # Few events, such as those of one lane: visiting each event is faster than visiting each cell.
        counted = [0] * window.width
        for number in points:
            counted[(self._starts[number] - window.first) // window.cell] += 1
        return counted

    def _frame_for(self, window: Window) -> _Frame:
        """Return what every count in a window starts from. It is cached because many lanes share one window."""
        if self._frame is None or self._frame.window != window:
            edges = [bisect_left(self._starts, window.start_of(cell)) for cell in range(window.width + 1)]
            short = [each.within(window.cell) for each in self._buckets]
            points = BitMap.union(BitMap(), *short) & BitMap(range(edges[0], edges[-1]))
            longer = [
                (each, each.numbers - within) for each, within in zip(self._buckets, short, strict=True)
            ]
            longer = [(each, long) for each, long in longer if long]
            self._frame = _Frame(window, edges, points, longer, self._sparse.placed(window))
        return self._frame


class _Frame(NamedTuple):
    """What the counts of one window have in common.

    `edges` has the number of the first event of each cell, and one more after the last cell. `points` are the events
    no longer than a cell, `longer` has the others by bucket. `sparse` has the dates with gaps, which are in neither.
    """

    window: Window
    edges: list[int]
    points: BitMap
    longer: list[tuple[DurationBucket, BitMap]]
    sparse: list[SparseCells]


def _add_sparse(cells: CellCounts, placed: SparseCells, count: int) -> None:
    """Add `count` events that share one date with gaps to the cells in which that date may lie."""
    if count:
        for cell in placed.points:
            cells.points[cell] += count
        for cell in placed.vague:
            cells.vague[cell] += count
        for cell, share in placed.shares:
            cells.shares[cell] += count * share
