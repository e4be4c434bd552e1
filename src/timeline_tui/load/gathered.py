"""What a load has of the events so far, in the order of the files."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from timeline_tui.columns import ints, sheet
from timeline_tui.load.check import Report
from timeline_tui.load.finish import derived, identify, in_order
from timeline_tui.load.part import Part
from timeline_tui.load.shelf import Reader, Section, Shelf
from timeline_tui.model import Event, Origin


class Gathered:
    """Events of parts, and events that had to be read with care."""

    def __init__(self) -> None:
        self._sections: list[Section] = []
        self._loose: list[Event] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count + len(self._loose)

    def add(self, events: Iterable[Event]) -> None:
        """The next events, as they are."""
        self._loose += events

    def keep(self, part: Part, path: str, start: int, line: int) -> None:
        """The next events, as a part of a file."""
        self._bind()
        self._put(Section(part.sheet, path, part, start, line))

    def _bind(self) -> None:
        if self._loose:
            events = tuple(self._loose)
            self._put(Section(sheet(events), "", events=events))
            self._loose.clear()

    def _put(self, section: Section) -> None:
        self._sections.append(section)
        self._count += len(section.sheet)

    def shelf(self, reader: Reader, report: Report) -> Shelf:
        """What there is, in order, and an id for each."""
        self._bind()
        sections = tuple(self._sections)
        firsts = list(accumulate([len(section.sheet) for section in sections], initial=0))[:-1]

        def where(number: int) -> tuple[Section, int]:
            n = bisect_right(firsts, number) - 1
            return sections[n], number - firsts[n]

        def derive(number: int) -> str:
            section, inside = where(number)
            return (
                section.part.derived[inside] if section.part is not None else derived(section.events[inside])
            )

        def origin(number: int) -> Origin:
            section, inside = where(number)
            return section.origin(inside)

        sheets = [section.sheet for section in sections]
        ids = identify([id_ for each in sheets for id_ in each.ids], derive, origin, report)
        earliest = [second for each in sheets for second in ints(each.earliest)]
        latest = [second for each in sheets for second in ints(each.latest)]
        order = in_order(earliest, latest, b"".join([each.precisions for each in sheets]))
        return Shelf(sections, firsts, ids, order, reader)
