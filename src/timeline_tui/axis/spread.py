"""How many events lie in each cell of an axis, however many there are and whatever stretch of time it shows.

What surely lies within a cell's length is counted where it begins: a *point*. What is longer than a cell is no point:
an *interval*, which says when it began and ended, lasts through its cells, and a *vague* date may lie in any of its
cells, so that each gets its share of it. Nothing is put into the first second of its span for lack of a better one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import NamedTuple

from pyroaring import BitMap

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
        self.first = array("l")
        self.last = array("l")
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
        self._all: tuple[Window, bool, Cells] | None = None

    def cells(self, window: Window, numbers: BitMap | None = None) -> Cells:
        """What of the events `numbers`, or of all, lies in each cell. A few milliseconds, whatever their number."""
        if numbers is not None:
            return self._counted(window, numbers)
        known = self._store.answers_at_once(("is",))
        if self._all is None or self._all[:2] != (window, known):
            self._all = (window, known, self._counted(window, self._store.everything))
        return self._all[2]

    @property
    def _is_interval(self) -> BitMap:
        """Those that say when they began and ended, once that is known without reading them all."""
        if not self._store.answers_at_once(("is",)):
            return BitMap()
        return self._store.index("is").get("interval", BitMap())

    def _counted(self, window: Window, numbers: BitMap) -> Cells:
        points = BitMap()
        intervals, vague = _Steps(window), _Steps(window)
        lasting = self._is_interval
        for each in self._classes:
            short = each.within(window.cell)
            points |= short
            here = (each.numbers & numbers) - short
            if here:
                intervals.add(each, here & lasting)
                vague.add(each, here - lasting)
        points &= numbers
        edges = [
            bisect_left(self._starts, window.start_of(cell)) if points else 0
            for cell in range(window.width + 1)
        ]
        counted = [points.range_cardinality(a, b) if a < b else 0 for a, b in pairwise(edges)]
        return Cells(counted, intervals.counts(), vague.counts(), vague.shares())


class _Steps:
    """What covers cells, noted where it begins (+1) and behind its end (-1): so its length costs nothing."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._counts = [0] * (window.width + 1)
        self._shares = [0.0] * (window.width + 1)

    def add(self, each: _Class, numbers: BitMap) -> None:
        """The events `numbers` of a class."""
        if not numbers:
            return
        window, counts, shares = self._window, self._counts, self._shares
        begin = 0
        if each.longest < BEYOND:  # else anything that begins earlier may reach into the window
            begin = bisect_left(each.earliest, window.first - each.longest)
        for n in range(begin, bisect_left(each.earliest, window.end)):
            earliest, latest = each.earliest[n], each.latest[n]
            if latest <= window.first:
                continue
            count = numbers.range_cardinality(each.first[n], each.last[n] + 1)
            if count:
                start, behind = window.cell_of(earliest), window.cell_of(latest - 1) + 1
                share = 0.0 if each.longest == BEYOND else count / (behind - start)
                start, behind = max(0, start), min(window.width, behind) if latest < BEYOND else window.width
                counts[start] += count
                shares[start] += share
                counts[behind] -= count
                shares[behind] -= share

    def counts(self) -> list[int]:
        """How many cover each cell."""
        return list(accumulate(self._counts))[:-1]

    def shares(self) -> list[float]:
        """What falls to each cell."""
        return [max(0.0, share) for share in list(accumulate(self._shares))[:-1]]


def _classified(store: Store) -> list[_Class]:
    found: dict[int, _Class] = {}
    members: dict[int, list[int]] = {}
    for number, (earliest, latest) in enumerate(zip(store.bounds.earliest, store.bounds.latest, strict=True)):
        if earliest > BEYOND:  # no date
            break
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
