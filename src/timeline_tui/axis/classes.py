"""Events by the length of their spans, so that what is about as long as a cell is found without a walk through all."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from pyroaring import BitMap

from timeline_tui.axis.window import Window
from timeline_tui.dates.sides import Lasting
from timeline_tui.dates.value import BEYOND
from timeline_tui.store import Store

_OPEN = 64  # the class of what has an open end


class Class:
    """Events whose spans have about the same length: between one power of two of seconds and the next.

    Those with the very same span are a run: from one number to another, among them perhaps events of other classes.
    Intervals are in classes of their own; a run of theirs certainly lasts at the very same time, as `lasting` has it.
    """

    def __init__(self) -> None:
        self.lasting: list[Lasting] = []
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


def hull(window: Window, each: Class, n: int) -> tuple[int, int]:
    """The first cell of a run, and the one behind its last."""
    latest = each.latest[n]
    return window.cell_of(each.earliest[n]), window.cell_of(
        latest - 1
    ) + 1 if latest < BEYOND else window.width


def runs(window: Window, each: Class, numbers: BitMap) -> Iterator[tuple[int, int]]:
    """The runs of a class that reach into the window, each with how many of the events `numbers` it has."""
    begin = 0
    if each.longest < BEYOND:  # else anything that begins earlier may reach into the window
        begin = bisect_left(each.earliest, window.first - each.longest)
    within = range(begin, bisect_left(each.earliest, window.end))
    chosen: Iterable[int] = within
    if len(numbers) < len(within):  # those of a lane: their runs alone
        found = dict.fromkeys([bisect_right(each.first, number) - 1 for number in numbers])
        chosen = [n for n in found if n in within]
    for n in chosen:
        if each.latest[n] > window.first:
            count = numbers.range_cardinality(each.first[n], each.last[n] + 1)
            if count:
                yield n, count


def classified(store: Store) -> list[Class]:
    """The events of a store that have a date without gaps."""
    found: dict[tuple[bool, int], Class] = {}
    members: dict[tuple[bool, int], list[int]] = {}
    gaps, intervals = store.bounds.gaps, store.bounds.intervals
    for number, (earliest, latest) in enumerate(zip(store.bounds.earliest, store.bounds.latest, strict=True)):
        if earliest > BEYOND:  # no date
            break
        if number in gaps:
            continue
        length = latest - earliest
        lasting = intervals.get(number)
        is_open = earliest == -BEYOND or latest == BEYOND
        key = lasting is not None, _OPEN if is_open else (length - 1).bit_length()
        each = found.get(key)
        if each is None:
            each = found[key] = Class()
            members[key] = []
        members[key].append(number)
        same = each.first and each.earliest[-1] == earliest and each.latest[-1] == latest
        if same and (lasting is None or each.lasting[-1] == lasting):
            each.last[-1] = number
            continue
        if lasting is not None:
            each.lasting.append(lasting)
        each.earliest.append(earliest)
        each.latest.append(latest)
        each.first.append(number)
        each.last.append(number)
        each.longest = BEYOND if is_open else max(each.longest, length)
        each.shortest = BEYOND if is_open else min(each.shortest, length)
    for key, each in found.items():
        each.numbers = BitMap(members[key])
    return list(found.values())
