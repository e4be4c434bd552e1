"""What a load has of the events so far, in the order of the files."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from timeline_tui.columns import chunk_of, ints
from timeline_tui.load.check import Report
from timeline_tui.load.finish import Order, derived, identify
from timeline_tui.load.part import Part
from timeline_tui.load.shelf import Reader, Section, Shelf, located
from timeline_tui.model import Event, Origin


class Moved(NamedTuple):
    """Events that are known from an earlier load: the number of the first then and now, and how many they are."""

    then: int
    now: int
    length: int


class Gathered:
    """Events of parts, and events that had to be read with care. `earlier` is the order of those of an earlier load."""

    def __init__(self, earlier: Sequence[int] = ()) -> None:
        self._earlier = earlier
        self._moved: list[Moved] = []
        self._sections: list[Section] = []
        self._loose: list[Event] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count + len(self._loose)

    def add(self, events: Iterable[Event]) -> None:
        """The next events, as they are."""
        self._loose += events

    def keep(self, part: Part, path: str, start: int, line: int, then: int | None = None) -> None:
        """The next events, as a part of a file; the number of the first was `then` in the earlier load."""
        self._bind()
        if then is not None:
            self._moved.append(Moved(then, self._count, len(part.sheet)))
        self._put(Section(part.sheet, path, part, start, line))

    def _bind(self) -> None:
        if self._loose:
            events = tuple(self._loose)
            self._put(Section(chunk_of(events), "", events=events))
            self._loose.clear()

    def _put(self, section: Section) -> None:
        self._sections.append(section)
        self._count += len(section.sheet)

    def shelf(self, reader: Reader, report: Report) -> Shelf:
        """What there is, in order, and an id for each."""
        self._bind()
        sections = tuple(self._sections)
        firsts = list(accumulate([len(section.sheet) for section in sections], initial=0))[:-1]

        def derive(number: int) -> str:
            section, inside = located(sections, firsts, number)
            return (
                section.part.derived[inside] if section.part is not None else derived(section.events[inside])
            )

        def origin(number: int) -> Origin:
            section, inside = located(sections, firsts, number)
            return section.origin(inside)

        sheets = [section.sheet for section in sections]
        ids = identify([id_ for each in sheets for id_ in each.ids], derive, origin, report)
        earliest, latest = ints([each.earliest for each in sheets]), ints([each.latest for each in sheets])
        parts = {
            first + number: (begin, end)
            for first, each in zip(firsts, sheets, strict=True)
            for number, begin, end in each.parts
        }
        found = Order(earliest, latest, b"".join([each.precisions for each in sheets]), parts)
        return Shelf(sections, firsts, ids, self._order(found), reader)

    def _order(self, found: Order) -> Sequence[int]:
        """The numbers of all events by date."""
        if not self._moved or any(one.then > next_.then for one, next_ in pairwise(self._moved)):
            return found.numbers()
        now = array("q", [-1]) * len(self._earlier)
        fresh: list[int] = []
        done = 0
        for then, first, length in self._moved:
            now[then : then + length] = array("q", range(first, first + length))
            fresh += range(done, first)
            done = first + length
        kept = [number for number in map(now.__getitem__, self._earlier) if number >= 0]
        return found.insert(kept, [*fresh, *range(done, self._count)])
