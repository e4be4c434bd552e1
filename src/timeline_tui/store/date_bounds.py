"""The bounds of the events' dates as columns: queries for dates read nothing else of an event."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import TypeAlias

from pyroaring import BitMap

from timeline_tui.columns import DateColumns
from timeline_tui.dates.value import BEYOND, WHOLE, places

Instant: TypeAlias = tuple[int, int]
"""A second and the part of it that has passed, in the unit of `Date.parts`."""

# Up to this many events are searched one by one, without the order of their ends.
_FEW = 2000


class Bounds:
    """The bounds of the events' dates, by number: see `DateColumns` for the columns.

    An event without a date begins after `BEYOND` and ends at `-BEYOND`, so that no span overlaps it.

    Events are numbered in the order of `places`, the seconds at which they are sorted. For nearly all of them that is
    the earliest second; `odd` are the exceptions: dates with an open start and dates of any year (`XXXX-12-25`).
    """

    def __init__(self, dates: DateColumns) -> None:
        self.earliest, self.latest, self.gaps, self.intervals, self.parts = dates
        earliest = self.earliest
        found = places(earliest, self.latest)
        self.odd = BitMap(
            [n for n, (at, start) in enumerate(zip(found, earliest, strict=True)) if at != start]
        )
        # Nearly always the same values: one column then serves for both.
        self.places: Sequence[int] = found if self.odd else earliest

    @cached_property
    def with_gaps(self) -> BitMap:
        """The events of `gaps`; whether one of them overlaps a span has to be tested one by one."""
        return BitMap(self.gaps)

    @cached_property
    def _with_parts(self) -> BitMap:
        return BitMap(self.parts)

    @cached_property
    def of_any_year(self) -> BitMap:
        """The events with a date of any year; they say nothing about the time that the others span."""
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
        """The numbers of the events with an end, latest end first."""
        found = [n for n, end in enumerate(self.latest) if -BEYOND < end < BEYOND]
        # `reverse` keeps the order of equal ends.
        found.sort(key=self.latest.__getitem__, reverse=True)
        return array("l", found)

    def overlapping(self, begin: Instant, end: Instant, within: BitMap) -> BitMap:
        """Return the events that share any part of a second with a span, gaps not considered.

        Both ends of the span are found by binary search. Only events before it, which may reach into it, and the few
        that are out of order or have fractions are tested one by one.

        Args:
            begin: When the span begins; the second is `-BEYOND` if it is open.
            end: When it ends, likewise `BEYOND`.
            within: The events to choose from.
        """
        earliest, latest = self.earliest, self.latest
        end_second = _rounded_up(end)
        first, last = bisect_left(self.places, begin[0]), bisect_left(self.places, end_second)
        found = BitMap([n for n, reached in enumerate(latest[: min(first, last)]) if reached > begin[0]])
        found.add_range(first, max(first, last))
        # The order says nothing about these: an open start sorts by its end, a date of any year last.
        found -= self.odd
        found |= BitMap([n for n in self.odd if earliest[n] < end_second and latest[n] > begin[0]])
        found &= within
        for number in found & self._with_parts:
            begins, ends = self._exact(number)
            if not (begins < end and ends > begin):
                found.remove(number)
        return found

    def inside(self, begin: Instant, end: Instant, within: BitMap) -> BitMap:
        """Return the events that lie in a span, to the part of a second: see `overlapping` for the arguments."""
        first, last = bisect_left(self.places, begin[0]), bisect_right(self.places, end[0])
        # What begins before the span cannot lie in it, unlike with `overlapping`.
        near = (BitMap(range(first, last)) | self.odd) & within
        low, earliest, latest = _rounded_up(begin), self.earliest, self.latest
        whole = near - self._with_parts
        found = [n for n in whole if low <= earliest[n] < BEYOND and latest[n] <= end[0]]
        for number in near & self._with_parts:
            begins, ends = self._exact(number)
            if begin <= begins < (BEYOND, 0) and ends <= end:
                found.append(number)
        return BitMap(found)

    def _exact(self, number: int) -> tuple[Instant, Instant]:
        """Return when an event begins and ends, to the part of a second."""
        begin, end = self.parts.get(number, WHOLE)
        return (self.earliest[number], begin), (self.latest[number] - 1, end)

    def warm(self) -> None:
        """Sort in advance what the first filter needs."""
        _ = self._by_end, self._open_starts, self._starts, self._open_ends

    def ends(self, numbers: BitMap) -> list[int]:
        """Return the events that bound the time of `numbers`: the first, the last, and one for each open side.

        Events with a date of any year count only if there are no others.
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
        """Return the event with the latest end, or None if none has an end."""
        # Sorting a million ends takes 0.6 s, finding the latest of all 0.08 s: a start needs no more.
        whole = len(numbers) == len(self.latest) and not self.of_any_year
        if len(numbers) > _FEW and ("_by_end" in self.__dict__ or not whole):
            return next((number for number in self._by_end if number in numbers), None)
        latest = self.latest
        if whole:
            last = max([end for end in latest if -BEYOND < end < BEYOND], default=None)
            return None if last is None else latest.index(last)
        closed = [number for number in numbers if -BEYOND < latest[number] < BEYOND]
        return max(closed, key=latest.__getitem__, default=None)


def _rounded_up(instant: Instant) -> int:
    """Return the first whole second that is not before an instant."""
    return instant[0] + (instant[1] > 0)


def _first(numbers: BitMap) -> int | None:
    return numbers.min() if numbers else None
