"""How many events lie in each cell of an axis, however many there are and whatever stretch of time it shows.

What surely lies within a cell's length is counted where it begins: a *point*. What is longer than a cell is no point:
an *interval*, which says when it began and ended, lasts through its cells, and a *vague* date may lie in any of its
cells, so that each gets its share of it. Nothing is put into the first second of its span for lack of a better one,
and none into the gaps of a date that has some (see `scattered`).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui.axis.scattered import Placed, Scattered
from timeline_tui.axis.window import Window
from timeline_tui.dates.value import BEYOND
from timeline_tui.store import Store

_OPEN = 64  # the class of what has an open end


class Cells(NamedTuple):
    """By cell: the points that begin in it, the intervals that go through it, the vague dates that may lie in it.

    `shares` are the parts of those dates that fall to it: they add up to their number, however far one looks into them.
    """

    points: list[int]
    intervals: list[int]
    vague: list[int]
    shares: list[float]

    @property
    def weights(self) -> list[float]:
        """Points and shares together: what a bar is as high as."""
        return [points + share for points, share in zip(self.points, self.shares, strict=True)]


class Ends(NamedTuple):
    """The cells in which something that lasts begins, and in which it ends."""

    begins: frozenset[int]
    ends: frozenset[int]


NO_ENDS = Ends(frozenset(), frozenset())
_FEW = 300  # intervals whose ends can be told from one another


class _Class:
    """Events whose spans have about the same length: between one power of two of seconds and the next.

    Those with the very same span are a run: from one number to another, among them perhaps events of other classes.
    """

    def __init__(self) -> None:
        self.numbers = BitMap()
        self.shortest = BEYOND
        self.longest = 0
        self.earliest = array("q")
        self.latest = array("q")
        self.first = array("I")
        self.last = array("I")
        self._within: tuple[int, BitMap] = (-1, BitMap())

    def within(self, cell: int) -> BitMap:
        """Those that are no longer than a cell."""
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


class Spread:
    """The events of a store by the length of their spans. It takes a walk through the bounds of all to make one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._starts = store.bounds.earliest
        self._classes = _classified(store)
        self._scattered = Scattered(store.bounds.gaps)
        self._all: tuple[Window, bool, Cells] | None = None
        self._frame: _Frame | None = None

    def cells(self, window: Window, numbers: BitMap | None = None) -> Cells:
        """What of the events `numbers`, or of all, lies in each cell. A few milliseconds, whatever their number."""
        if numbers is not None:
            return self._counted(window, numbers)
        known = self._store.answers_at_once(("is",))
        if self._all is None or self._all[:2] != (window, known):
            self._all = (window, known, self._counted(window, self._store.everything))
        return self._all[2]

    def pointed(self, window: Window, numbers: BitMap) -> frozenset[int]:
        """The cells in which any of the events `numbers` is a point."""
        frame = self._framed(window)
        found = [cell for cell, count in enumerate(self._pointed(frame, numbers)) if count]
        gaps = [placed.points for placed in frame.scattered if placed.numbers & numbers]
        return frozenset().union(found, *gaps)

    def ends(self, window: Window, numbers: BitMap) -> Ends:
        """Where those of the events `numbers` begin and end that last for longer than a cell; nowhere if that is
        nearly everywhere."""
        lasting = BitMap.union(BitMap(), *[long for _, long in self._framed(window).longer])
        lasting &= numbers & self._is_interval
        if not lasting or len(lasting) > _FEW:
            return NO_ENDS
        starts, ends = self._store.bounds.earliest, self._store.bounds.latest
        return Ends(
            frozenset([window.cell_of(starts[number]) for number in lasting]),
            frozenset([window.cell_of(ends[number] - 1) for number in lasting]),
        )

    @property
    def _is_interval(self) -> BitMap:
        """Those that say when they began and ended, once that is known without reading them all."""
        if not self._store.answers_at_once(("is",)):
            return BitMap()
        return self._store.index("is").get("interval", BitMap())

    def _counted(self, window: Window, numbers: BitMap) -> Cells:
        frame = self._framed(window)
        intervals, vague = _Steps(window), _Steps(window)
        lasting = self._is_interval
        for each, long in frame.longer:
            here = long & numbers
            if here:
                intervals.add(each, here & lasting)
                vague.add(each, here - lasting)
        counted = self._pointed(frame, numbers)
        cells = Cells(counted, intervals.counts(), vague.counts(), vague.shares())
        for placed in frame.scattered:
            _scatter(cells, placed, placed.numbers.intersection_cardinality(numbers))
        return cells

    def _pointed(self, frame: _Frame, numbers: BitMap) -> list[int]:
        """How many points of those without gaps begin in each cell."""
        window, points = frame.window, frame.points & numbers
        if len(points) >= window.width:
            return [points.range_cardinality(a, b) if a < b else 0 for a, b in pairwise(frame.edges)]
        counted = [
            0
        ] * window.width  # a lane of an axis has few: to look at each is quicker than at each cell
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
    longer: list[tuple[_Class, BitMap]]
    scattered: list[Placed]


def _scatter(cells: Cells, placed: Placed, count: int) -> None:
    """Put so many events of one date with gaps where it lies."""
    if count:
        for cell in placed.points:
            cells.points[cell] += count
        for cell in placed.vague:
            cells.vague[cell] += count
        for cell, share in placed.shares:
            cells.shares[cell] += count * share


class _Steps:
    """What covers cells, noted where it begins (+1) and behind its end (-1): so its length costs nothing."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._counts = [0] * (window.width + 1)
        self._shares = [0.0] * (window.width + 1)
        self._any = False

    def add(self, each: _Class, numbers: BitMap) -> None:
        """The events `numbers` of a class."""
        if not numbers:
            return
        window, counts, shares = self._window, self._counts, self._shares
        begin = 0
        if each.longest < BEYOND:  # else anything that begins earlier may reach into the window
            begin = bisect_left(each.earliest, window.first - each.longest)
        within = range(begin, bisect_left(each.earliest, window.end))
        runs: Iterable[int] = within
        if len(numbers) < len(within):  # those of a lane: their runs alone
            found = dict.fromkeys([bisect_right(each.first, number) - 1 for number in numbers])
            runs = [n for n in found if n in within]
        for n in runs:
            earliest, latest = each.earliest[n], each.latest[n]
            if latest <= window.first:
                continue
            count = numbers.range_cardinality(each.first[n], each.last[n] + 1)
            if count:
                self._any = True
                start, behind = window.cell_of(earliest), window.cell_of(latest - 1) + 1
                share = 0.0 if each.longest == BEYOND else count / (behind - start)
                start, behind = max(0, start), min(window.width, behind) if latest < BEYOND else window.width
                counts[start] += count
                shares[start] += share
                counts[behind] -= count
                shares[behind] -= share

    def counts(self) -> list[int]:
        """How many cover each cell."""
        return list(accumulate(self._counts))[:-1] if self._any else [0] * self._window.width

    def shares(self) -> list[float]:
        """What falls to each cell."""
        if not self._any:
            return [0.0] * self._window.width
        return [max(0.0, share) for share in list(accumulate(self._shares))[:-1]]


def _classified(store: Store) -> list[_Class]:
    found: dict[int, _Class] = {}
    members: dict[int, list[int]] = {}
    gaps = store.bounds.gaps
    for number, (earliest, latest) in enumerate(zip(store.bounds.earliest, store.bounds.latest, strict=True)):
        if earliest > BEYOND:  # no date
            break
        if number in gaps:
            continue
        length = latest - earliest
        key = _OPEN if earliest == -BEYOND or latest == BEYOND else (length - 1).bit_length()
        each = found.get(key)
        if each is None:
            each = found[key] = _Class()
            members[key] = []
        members[key].append(number)
        if each.first and each.earliest[-1] == earliest and each.latest[-1] == latest:
            each.last[-1] = number
            continue
        each.earliest.append(earliest)
        each.latest.append(latest)
        each.first.append(number)
        each.last.append(number)
        each.longest = BEYOND if key == _OPEN else max(each.longest, length)
        each.shortest = BEYOND if key == _OPEN else min(each.shortest, length)
    for key, each in found.items():
        each.numbers = BitMap(members[key])
    return list(found.values())
