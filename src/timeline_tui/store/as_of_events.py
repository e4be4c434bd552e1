"""The events of a chronology as of a day, derived from the whole store by the rules of `timeline_tui.knowledge`.

They are those of the whole store that were known, in the same order; what became known later is removed from an event
when it is read. Texts and indexes are taken from the whole store, except for the events that this changes. The first
day takes long, because every event is parsed once; further days take no noticeable time.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from pyroaring import BitMap

from timeline_tui.columns import Columns, DateColumns, Link, SearchText, search_text_of
from timeline_tui.columns.statement_dates import Stated, statements
from timeline_tui.dates.value import BEYOND
from timeline_tui.knowledge import KnowledgeDay, as_known, extent
from timeline_tui.knowledge.known_since import of_date
from timeline_tui.model import Chronology, Event
from timeline_tui.store.cancellation import Superseded, batches
from timeline_tui.store.event_indexes import EventIndexes
from timeline_tui.store.lazy_events import LazyEvents

if TYPE_CHECKING:
    from timeline_tui.query import AsKnown

# Events between two checks for cancellation.
_AT_A_TIME = 500


def day_of(known: AsKnown) -> KnowledgeDay:
    """Return the day of knowledge of a query."""
    latest, earlier = known.date.latest, known.earlier
    return KnowledgeDay(
        BEYOND if latest is None else latest, known.certain, None if earlier is None else earlier.latest
    )


class KnownSinceIndex:
    """Since when each event, and everything in it, has been known, by number: the seconds of `KnownSince`.

    `first` is about the event itself, `last` about the part of it that became known last.
    """

    def __init__(self, events: Sequence[Event], superseded: Superseded) -> None:
        self.first, self.first_sure = array("q"), array("q")
        self.last, self.last_sure = array("q"), array("q")
        for numbers in batches(range(len(events)), _AT_A_TIME, superseded):
            for first, last in map(extent, events[numbers[0] : numbers[-1] + 1]):
                self.first.append(first.may)
                self.first_sure.append(first.sure)
                self.last.append(last.may)
                self.last_sure.append(last.sure)

    def known(self, day: KnowledgeDay) -> list[int]:
        """Return the numbers of the events that were known on a day."""
        known = [number for number, may in enumerate(self.first) if may < day.end]
        return [number for number in known if self.first_sure[number] <= day.end] if day.certain else known

    def partly(self, day: KnowledgeDay, known: Iterable[int]) -> list[int]:
        """Return those of the `known` events that have a part that was not known on a day."""
        late = [(n, self.last[n] >= day.end or (day.certain and self.last_sure[n] > day.end)) for n in known]
        return [number for number, is_late in late if is_late]


class AsOfEvents(LazyEvents):
    """The events that were known on a day, as they were known.

    Args:
        whole: The store of all events.
        day: The day.
        known_since: Since when each event of `whole` has been known.
    """

    def __init__(self, whole: EventIndexes, day: KnowledgeDay, known_since: KnownSinceIndex) -> None:
        self.whole = whole
        self._day = day
        self._known_since = known_since
        self.numbers = known_since.known(day)
        """The numbers that the events have in the whole store."""
        # Sets of ids, not bitmaps: links name ids.
        there = frozenset(self.numbers)
        self.hidden = frozenset([id_ for number, id_ in enumerate(whole.ids) if number not in there])
        """The ids of the events that were not known."""
        self._partly = frozenset(known_since.partly(day, self.numbers))
        self._changed: dict[int, BitMap] = {}

    @property
    def chronology(self) -> Chronology:
        """The chronology with these events, and without the sources that were published later."""
        whole = self.whole.chronology
        dated = [(key, source, source.published) for key, source in whole.sources.items()]
        sources = {key: source for key, source, on in dated if on is None or self._day.holds(of_date(on))}
        return replace(whole, events=self, sources=sources)

    @property
    def columns(self) -> Columns:
        """The columns of these events; the store keeps them. Keeping them here would make a reference cycle."""
        return _AsOfColumns(self)

    def __len__(self) -> int:
        return len(self.numbers)

    def at(self, place: int) -> Event:
        """Return the event at a place as it was known."""
        return self._event(self.numbers[place])

    def place(self, number: int) -> int:
        """Return the place of an event of the whole store, or the one it would have if it is not known."""
        return bisect_left(self.numbers, number)

    def changed_since(self, end: int, superseded: Superseded) -> BitMap:
        """Return the places of the events that were unknown, or known differently, before a second.

        Args:
            end: The second.
            superseded: Returns whether the result is no longer needed.

        Raises:
            QueryCancelled: Soon after `superseded` returned True.
        """
        if end not in self._changed:
            before = KnowledgeDay(end, self._day.certain)
            # Only events with a part that became known later can differ: few need to be built twice and compared.
            known = set(self._known_since.known(before))
            partly = set(self._known_since.partly(before, known))
            found: list[int] = []
            for places in batches(range(len(self)), _AT_A_TIME, superseded):
                numbers = [(place, self.numbers[place]) for place in places]
                found += [
                    place
                    for place, n in numbers
                    if n not in known or (n in partly and self._differs(n, before))
                ]
            self._changed[end] = BitMap(found)
        return self._changed[end]

    def _differs(self, number: int, before: KnowledgeDay) -> bool:
        event = self.whole.events[number]
        return as_known(event, before) != as_known(event, self._day)

    def _event(self, number: int) -> Event:
        event = self.whole.events[number]
        if number in self._partly:
            event = as_known(event, self._day) or event
        if event.links and any(link.to in self.hidden for link in event.links):
            event = replace(event, links=tuple([link for link in event.links if link.to not in self.hidden]))
        return event

    def altered(self) -> dict[int, Event]:
        """Return the events that differ from those of the whole store, by their number there."""
        leading = {number for number, to, _ in self.whole.columns.links() if to in self.hidden}
        return {n: self._event(n) for n in self.numbers if n in self._partly or n in leading}


class _AsOfColumns(Columns):
    """The columns of the whole store, with those of the altered events put in."""

    def __init__(self, events: AsOfEvents) -> None:
        super().__init__((), _no_text, events.whole.ids, events.numbers)
        self._events = events
        self._whole = events.whole
        self._numbers = events.numbers

    @cached_property
    def _places(self) -> list[int]:
        """The place of each event of the whole store; that of an event not in this one is 0 and never used."""
        places = [0] * len(self._whole)
        for place, number in enumerate(self._numbers):
            places[number] = place
        return places

    @cached_property
    def _known(self) -> BitMap:
        return BitMap(self._numbers)

    @cached_property
    def _altered(self) -> tuple[list[int], list[Event], SearchText]:
        """The numbers of the altered events in the whole store, these events, and their texts and values."""
        altered = self._events.altered()
        events = list(altered.values())
        return list(altered), events, search_text_of(events)

    def dates(self) -> DateColumns:
        """Return the dates of the events."""
        bounds = self._whole.bounds
        earliest, latest = [[column[n] for n in self._numbers] for column in (bounds.earliest, bounds.latest)]
        selected = [self._select(column) for column in (bounds.gaps, bounds.intervals, bounds.parts)]
        return DateColumns(earliest, latest, *selected)

    def _select(self, found: Mapping[int, Any]) -> dict[int, Any]:
        """Return the values of the known events, by place, from values by number in the whole store."""
        return {self._places[number]: value for number, value in found.items() if number in self._known}

    def texts(self) -> list[str]:
        """Return the folded text of each event: see `search_text.own_texts`."""
        found = list(map(self._whole.texts("text").__getitem__, self._numbers))
        numbers, _, altered = self._altered
        for number, text in zip(numbers, altered.texts, strict=True):
            found[self._places[number]] = text
        return found

    def index(self, field: str) -> dict[str, list[int]]:
        """Return the places of the events under each value of `field`, one of `KEYS`."""
        # No event is altered in its file: `SearchText` has none, because it does not know where its events are from.
        numbers, _, altered = ([], [], _no_text(0)) if field == "file" else self._altered
        place = self._places.__getitem__
        same = self._known - BitMap(numbers)
        found = {key: list(map(place, there & same)) for key, there in self._whole.own_index(field).items()}
        for key, there in altered.numbers(field).items():
            found[key] = found.get(key, []) + [place(numbers[n]) for n in there]
        return {key: places for key, places in found.items() if places}

    def links(self) -> list[Link]:
        """Return every link between known events, and every one to an unknown id: see `Columns.links`."""
        known, hidden = self._known, self._events.hidden
        rows = [row for row in self._whole.columns.links() if row[0] in known and row[1] not in hidden]
        return [(self._places[number], to, kind) for number, to, kind in rows]

    def statements(self) -> list[Stated]:
        """Return the statements known on the day: see `Columns.statements`."""
        numbers, events, _ = self._altered
        same = self._known - BitMap(numbers)
        rows = [row for row in self._whole.columns.statements() if row[0] in same]
        rows += [(numbers[row[0]], *row[1:]) for row in statements(events)]
        return [(self._places[row[0]], *row[1:]) for row in rows]

    def links_to(self, id_: str) -> list[tuple[str, int]]:
        """Return the links to one id: the kind of each and the place of its event; in the order of the events."""
        return [(kind, number) for number, to, kind in self.links() if to == id_]


def _no_text(_: int) -> SearchText:
    return SearchText([], {})
