"""The seconds between which events lie, as columns: what asks for dates looks at nothing else of an event."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from pyroaring import BitMap

from timeline_tui.dates.sides import Lasting
from timeline_tui.dates.value import BEYOND, Parts, places

_FEW = 2000  # events that are looked at one by one


class Bounds:
    """The earliest and the latest second of each event, by number: columns, as `columns.Sheet` describes them.

    Where there is no bound, they are `BEYOND` with its sign. An event without a date begins later than that and ends
    at `-BEYOND`: no span overlaps it. `gaps` are the dates that do not mean all between the two: EDTF by number.
    `intervals` say when those that last certainly do, `parts` what fractions of a second leave of the two.

    The numbers are in the order of `places`, nearly always the earliest seconds; `odd` are the events of which it is
    not so, those without a start and those of any year at all.
    """

    def __init__(
        self,
        earliest: Sequence[int],
        latest: Sequence[int],
        gaps: Mapping[int, str],
        intervals: Mapping[int, Lasting],
        parts: Mapping[int, Parts],
    ) -> None:
        self.earliest = earliest
        self.latest = latest
        self.gaps = gaps
        self.intervals = intervals
        self.parts = parts
        found = places(earliest, latest)
        self.odd = BitMap(
            [n for n, (at, start) in enumerate(zip(found, earliest, strict=True)) if at != start]
        )
        self.places: Sequence[int] = found if self.odd else earliest

    @cached_property
    def with_gaps(self) -> BitMap:
        """The events of `gaps`: whether they touch a span is to be seen one by one."""
        return BitMap(self.gaps)

    @cached_property
    def with_parts(self) -> BitMap:
        """The events of `parts`."""
        return BitMap(self.parts)

    @cached_property
    def of_any_year(self) -> BitMap:
        """Those whose digits of the year are all open: they say nothing of when the others are."""
        return BitMap([n for n in self.odd if self.earliest[n] > -BEYOND])

    @cached_property
    def _open_starts(self) -> BitMap:
        return BitMap([n for n in self.odd if self.earliest[n] == -BEYOND]) | BitMap(
            range(bisect_right(self.places, -BEYOND))
        )

    @cached_property
    def _starts(self) -> BitMap:
        dated = BitMap(range(bisect_right(self.places, -BEYOND), bisect_left(self.places, BEYOND)))
        return dated - self.odd

    @cached_property
    def _open_ends(self) -> BitMap:
        return BitMap([n for n, end in enumerate(self.latest) if end == BEYOND])

    @cached_property
    def _by_end(self) -> array[int]:
        """The numbers of the events with an end, the latest first."""
        found = [n for n, end in enumerate(self.latest) if -BEYOND < end < BEYOND]
        found.sort(key=self.latest.__getitem__, reverse=True)  # which leaves the order of equal ones as it is
        return array("l", found)

    def warm(self) -> None:
        """Put in order now what the first filter would wait for."""
        _ = self._by_end, self._open_starts, self._starts, self._open_ends

    def ends(self, numbers: BitMap) -> list[int]:
        """Those of the events that decide what time they span: the first, the last, one for each open side.

        What may be of any year does not, unless there is nothing else.
        """
        if self.of_any_year and numbers & (self._starts | self._open_starts):
            numbers = numbers - self.of_any_year
        sides = [
            _first(numbers & self._open_starts),
            _first(numbers & self._starts or numbers & self.of_any_year),
        ]
        sides += [self._last(numbers), _first(numbers & self._open_ends)]
        return list(dict.fromkeys([number for number in sides if number is not None]))

    def _last(self, numbers: BitMap) -> int | None:
        """The event whose end, if it has one, is the latest."""
        whole = len(numbers) == len(self.latest) and not self.of_any_year
        if len(numbers) > _FEW and ("_by_end" in self.__dict__ or not whole):
            return next((number for number in self._by_end if number in numbers), None)
        latest = self.latest
        if whole:
            last = max([end for end in latest if -BEYOND < end < BEYOND], default=None)
            return None if last is None else latest.index(last)
        chosen: Iterable[int] = numbers
        return max([n for n in chosen if -BEYOND < latest[n] < BEYOND], key=latest.__getitem__, default=None)


def _first(numbers: BitMap) -> int | None:
    return numbers.min() if numbers else None
