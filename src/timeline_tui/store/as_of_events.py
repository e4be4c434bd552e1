"""The events of a chronology as of a day, derived from the whole store by the rules of `timeline_tui.knowledge`.

They are those of the whole store that were known, in the same order; what became known later is removed from an event
when it is read. Texts and indexes are taken from the whole store, except for the events that this changes. The first
day takes long, because every event is parsed once; further days take no noticeable time.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

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

_T = TypeVar("_T")

_AT_A_TIME = 500  # events between two checks for cancellation


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
        self._whole = whole
        self._day = day
        self._known_since = known_since
        self._numbers = known_since.known(day)
        there = frozenset(self._numbers)
        self._hidden = frozenset([id_ for number, id_ in enumerate(whole.ids) if number not in there])
        self._partly = frozenset(known_since.partly(day, self._numbers))
        self._changed: dict[int, BitMap] = {}

    @property
    def chronology(self) -> Chronology:
        """The chronology with these events, and without the sources that were published later."""
        whole = self._whole.chronology
        dated = [(key, source, source.published) for key, source in whole.sources.items()]
        sources = {key: source for key, source, on in dated if on is None or of_date(on).may < self._day.end}
        return replace(whole, events=self, sources=sources)

    @property
    def columns(self) -> Columns:
        """The columns of these events; the store keeps them. Keeping them here would make a reference cycle."""
        return _AsOfColumns(self._numbers, self._whole, self._altered)

    def __len__(self) -> int:
        return len(self._numbers)

    def at(self, place: int) -> Event:
        """Return the event at a place as it was known."""
        return self._event(self._numbers[place])

    def place(self, number: int) -> int:
        """Return the place of an event of the whole store, or the one it would have if it is not known."""
        return bisect_left(self._numbers, number)

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
            known = set(self._known_since.known(before))
            partly = set(self._known_since.partly(before, known))
            found: list[int] = []
            for places in batches(range(len(self)), _AT_A_TIME, superseded):
                numbers = [(place, self._numbers[place]) for place in places]
                found += [
                    place
                    for place, n in numbers
                    if n not in known or (n in partly and self._differs(n, before))
                ]
            self._changed[end] = BitMap(found)
        return self._changed[end]

    def _differs(self, number: int, before: KnowledgeDay) -> bool:
        event = self._whole.events[number]
        return as_known(event, before) != as_known(event, self._day)

    def _event(self, number: int) -> Event:
        event = self._whole.events[number]
        if number in self._partly:
            event = as_known(event, self._day) or event
        if event.links and any(link.to in self._hidden for link in event.links):
            event = replace(event, links=tuple([link for link in event.links if link.to not in self._hidden]))
        return event

    def _altered(self) -> dict[int, Event]:
        """Return the events that differ from those of the whole store, by their number there."""
        leading = {number for number, to, _ in self._whole.columns.links() if to in self._hidden}
        return {n: self._event(n) for n in self._numbers if n in self._partly or n in leading}


class _AsOfColumns(Columns):
    """The columns of the whole store, with those of the altered events put in."""

    def __init__(
        self, numbers: list[int], whole: EventIndexes, altered: Callable[[], dict[int, Event]]
    ) -> None:
        super().__init__((), _no_text, whole.ids, numbers)
        self._numbers = numbers
        self._whole = whole
        self._get_altered = altered

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
    def _altered_text(self) -> tuple[list[int], SearchText]:
        """The numbers of the altered events in the whole store, and their texts and values."""
        altered = self._get_altered()
        return list(altered), search_text_of(list(altered.values()))

    def dates(self) -> DateColumns:
        """Return the dates of the events."""
        bounds = self._whole.bounds
        earliest, latest = [[column[n] for n in self._numbers] for column in (bounds.earliest, bounds.latest)]
        return DateColumns(
            earliest,
            latest,
            self._select(bounds.gaps),
            self._select(bounds.intervals),
            self._select(bounds.parts),
        )

    def _select(self, found: Mapping[int, _T]) -> dict[int, _T]:
        """Return the values of the known events, by place, from values by number in the whole store."""
        return {self._places[number]: value for number, value in found.items() if number in self._known}

    def texts(self) -> list[str]:
        """Return the folded text of each event: see `search_text.own_texts`."""
        found = list(map(self._whole.texts("text").__getitem__, self._numbers))
        numbers, altered_text = self._altered_text
        for number, text in zip(numbers, altered_text.texts, strict=True):
            found[self._places[number]] = text
        return found

    def index(self, field: str) -> dict[str, list[int]]:
        """Return the places of the events under each value of `field`, one of `KEYS`."""
        if field == "file":
            files = {path: of & self._known for path, of in self._whole.own_index(field).items()}
            return {path: list(map(self._places.__getitem__, of)) for path, of in files.items() if of}
        numbers, altered_text = self._altered_text
        place = self._places.__getitem__
        same = self._known - BitMap(numbers)
        found = {key: list(map(place, of & same)) for key, of in self._whole.own_index(field).items()}
        for key, there in altered_text.numbers(field).items():
            found[key] = found.get(key, []) + [place(numbers[n]) for n in there]
        return {key: places for key, places in found.items() if places}

    def links(self) -> list[Link]:
        """Return every link between known events, and every one to an unknown id: see `Columns.links`."""
        hidden = {id_ for number, id_ in enumerate(self._whole.ids) if number not in self._known}
        known = [
            link for link in self._whole.columns.links() if link[0] in self._known and link[1] not in hidden
        ]
        return [(self._places[number], to, kind) for number, to, kind in known]

    def statements(self) -> list[Stated]:
        """Return the statements known on the day: see `Columns.statements`."""
        altered = self._get_altered()
        place = self._places.__getitem__
        same = self._known - BitMap(altered)
        found = [(place(each[0]), *each[1:]) for each in self._whole.columns.statements() if each[0] in same]
        numbers = list(altered)
        found += [(place(numbers[each[0]]), *each[1:]) for each in statements(list(altered.values()))]
        return found

    def links_to(self, id_: str) -> list[tuple[str, int]]:
        """Return the links to one id: the kind of each and the place of its event; in the order of the events."""
        return [(kind, number) for number, to, kind in self.links() if to == id_]


def _no_text(_: int) -> SearchText:
    return SearchText([], {})
