"""A store of what was known on a day, made from the whole one: `timeline_tui.knowledge` says what that is.

Its events are those of the whole store that were known, in the same order; what came later is taken out of each when
it is looked at. Texts and indexes are those of the whole store, but for the events of which something was taken out.
Who asks for a first day waits until every event has been read once; the next day takes a blink.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, TypeVar, overload
from weakref import WeakValueDictionary

from msgspec.structs import replace
from pyroaring import BitMap

from timeline_tui.columns import Columns, words
from timeline_tui.columns.column_chunk import SearchText
from timeline_tui.columns.statement_dates import Stated, statements
from timeline_tui.dates.sides import Lasting
from timeline_tui.dates.value import BEYOND, Parts
from timeline_tui.knowledge import KnowledgeDay, as_known, extent
from timeline_tui.knowledge.known_since import of_date
from timeline_tui.model import Event
from timeline_tui.store import QueryCancelled, Store, View

if TYPE_CHECKING:
    from timeline_tui.query import AsKnown, Query

_T = TypeVar("_T")

_AT_A_TIME = 500  # events that are read between two looks at whether that is still wanted


def day_of(known: AsKnown) -> KnowledgeDay:
    """The day that a query is asked of."""
    latest, earlier = known.date.latest, known.earlier
    return KnowledgeDay(
        BEYOND if latest is None else latest, known.certain, None if earlier is None else earlier.latest
    )


class AsOfCache:
    """What was known on those days that somebody looks at; more is not kept, nor in a circle."""

    def __init__(self) -> None:
        self._stores: WeakValueDictionary[KnowledgeDay, AsOfStore] = WeakValueDictionary()
        self._extents: KnownSinceIndex | None = None
        self._lock = RLock()

    def store(self, whole: Store, day: KnowledgeDay, overtaken: Callable[[], bool]) -> AsOfStore:
        """What of the `whole` store was known on a day. The first time, every event is read for it."""
        with self._lock:
            known = self._stores.get(day)
            if known is None:
                if self._extents is None:
                    self._extents = KnownSinceIndex(whole.events, overtaken)
                known = self._stores[day] = AsOfStore(whole, day, self._extents)
            return known


class KnownSinceIndex:
    """Since when each event is known, and all that is in it, by number: seconds, as `knowledge.Since` has them."""

    def __init__(self, events: Iterable[Event], overtaken: Callable[[], bool]) -> None:
        self.first, self.first_sure = array("q"), array("q")
        self.last, self.last_sure = array("q"), array("q")
        for number, event in enumerate(events):
            if number % _AT_A_TIME == 0 and overtaken():
                raise QueryCancelled
            first, last = extent(event)
            self.first.append(first.may)
            self.first_sure.append(first.sure)
            self.last.append(last.may)
            self.last_sure.append(last.sure)

    def known(self, day: KnowledgeDay) -> list[int]:
        """The numbers of the events that were known."""
        known = [number for number, may in enumerate(self.first) if may < day.end]
        return [number for number in known if self.first_sure[number] <= day.end] if day.certain else known

    def partly(self, day: KnowledgeDay, known: Iterable[int]) -> list[int]:
        """Those of the `known` of which something was not."""
        if day.certain:
            there = self.last, self.last_sure
            return [n for n in known if there[0][n] >= day.end or there[1][n] > day.end]
        return [number for number in known if self.last[number] >= day.end]


class AsOfStore(Store):
    """What of the `whole` store was known on a `day`."""

    def __init__(self, whole: Store, day: KnowledgeDay, extents: KnownSinceIndex) -> None:
        self.kept = AsOfEvents(whole, day, extents)
        chronology = whole.chronology
        sources = {
            key: source
            for key, source in chronology.sources.items()
            if source.published is None or of_date(source.published).may < day.end
        }
        super().__init__(replace(chronology, events=self.kept, sources=sources), whole.problems)
        self.day = day
        self._whole = whole
        self._since = extents
        self._changed: dict[int, BitMap] = {}

    @property
    def whole(self) -> Store:
        """The store that it was made from."""
        return self._whole

    def place(self, number: int) -> int:
        """Where an event of the whole store stands, or would."""
        return bisect_left(self.kept.numbers, number)

    def answer(self, query: Query, day: KnowledgeDay, overtaken: Callable[[], bool]) -> View:
        """What of it a query matches, and of that, where the `day` is compared with another, what has changed."""
        among = self.everything if day.since is None else self._changed_since(day.since, overtaken)
        view = self._matching(query, among, overtaken)
        view.day = day
        return view

    def _changed_since(self, end: int, overtaken: Callable[[], bool]) -> BitMap:
        """The numbers of the events of which more is known than before the second `end`, or something else."""
        if end not in self._changed:
            before = KnowledgeDay(end, self.day.certain)
            there = set(self._since.known(before))
            waiting = set(self._since.partly(before, there))
            found = BitMap()
            for number, of in enumerate(self.kept.numbers):
                if number % _AT_A_TIME == 0 and overtaken():
                    raise QueryCancelled
                if of not in there:
                    found.add(number)
                elif of in waiting:
                    event = self._whole.events[of]
                    if as_known(event, before) != as_known(event, self.day):
                        found.add(number)
            self._changed[end] = found
        return self._changed[end]


class AsOfEvents(Sequence[Event]):
    """The events that were known, as they were: `numbers` are those they have in the whole store."""

    def __init__(self, whole: Store, day: KnowledgeDay, extents: KnownSinceIndex) -> None:
        self._whole = whole
        self._day = day
        self.numbers = extents.known(day)
        there = frozenset(self.numbers)
        self._hidden = frozenset([id_ for number, id_ in enumerate(whole.ids) if number not in there])
        self._partly = frozenset(extents.partly(day, self.numbers))

    @property
    def columns(self) -> Columns:
        """What can be asked of them all; made for the store, and not kept here, which would be a circle."""
        return _AsOfColumns(self.numbers, self._whole, self._altered)

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> list[Event]: ...
    def __getitem__(self, place: int | slice) -> Event | list[Event]:
        if isinstance(place, slice):
            return [self._event(number) for number in self.numbers[place]]
        return self._event(self.numbers[place])

    def _event(self, number: int) -> Event:
        event = self._whole.events[number]
        if number in self._partly:
            event = as_known(event, self._day) or event
        if event.links and any(link.to in self._hidden for link in event.links):
            event = replace(event, links=tuple([link for link in event.links if link.to not in self._hidden]))
        return event

    def _altered(self) -> dict[int, Event]:
        """The events that are not as they are in the whole store, by their number there."""
        leading = {number for number, to, _ in self._whole.links() if to in self._hidden}
        return {n: self._event(n) for n in self.numbers if n in self._partly or n in leading}


class _AsOfColumns(Columns):
    """The columns of the whole store, with those of the altered events in their place."""

    def __init__(self, numbers: list[int], whole: Store, altered: Callable[[], dict[int, Event]]) -> None:
        super().__init__((), _nothing, whole.ids, numbers)
        self._numbers = numbers
        self._whole = whole
        self._alter = altered

    @cached_property
    def _places(self) -> list[int]:
        """Where each event of the whole store stands; what does not stand here is never asked for."""
        places = [0] * len(self._whole)
        for place, number in enumerate(self._numbers):
            places[number] = place
        return places

    @cached_property
    def _known(self) -> BitMap:
        return BitMap(self._numbers)

    @cached_property
    def _anew(self) -> tuple[list[int], SearchText]:
        """The numbers of the altered events, and their words."""
        altered = self._alter()
        return list(altered), words(list(altered.values()))

    def earliest(self) -> list[int]:
        """The earliest second of each event, as `ColumnChunk` has it."""
        return list(map(self._whole.bounds.earliest.__getitem__, self._numbers))

    def latest(self) -> list[int]:
        """The latest second of each event."""
        return list(map(self._whole.bounds.latest.__getitem__, self._numbers))

    def gaps(self) -> dict[int, str]:
        """The EDTF of the events whose date does not mean all between its two seconds."""
        return self._kept(self._whole.bounds.gaps)

    def intervals(self) -> dict[int, Lasting]:
        """Of the events that are intervals, when each certainly lasts."""
        return self._kept(self._whole.bounds.intervals)

    def parts(self) -> dict[int, Parts]:
        """Of the events with a fraction of a second, which part of it."""
        return self._kept(self._whole.bounds.parts)

    def _kept(self, found: Mapping[int, _T]) -> dict[int, _T]:
        """What is known of some events of the whole store, by their places here."""
        return {self._places[number]: what for number, what in found.items() if number in self._known}

    def texts(self) -> list[str]:
        """The own words of each event: see `texts.own_texts`."""
        found = list(map(self._whole.texts("text").__getitem__, self._numbers))
        numbers, anew = self._anew
        for number, text in zip(numbers, anew.texts, strict=True):
            found[self._places[number]] = text
        return found

    def index(self, field: str) -> dict[str, list[int]]:
        """The events under each value of a field: one of `KEYS`."""
        if field == "file":
            files = {path: of & self._known for path, of in self._whole.stated(field).items()}
            return {path: list(map(self._places.__getitem__, of)) for path, of in files.items() if of}
        numbers, anew = self._anew
        place = self._places.__getitem__
        same = self._known - BitMap(numbers)
        found = {key: list(map(place, of & same)) for key, of in self._whole.stated(field).items()}
        for key, there in anew.numbers(field).items():
            found[key] = found.get(key, []) + [place(numbers[n]) for n in there]
        return {key: places for key, places in found.items() if places}

    def links(self) -> list[tuple[int, str, str]]:
        """Every link to an event that is known, or that is nowhere: see `ColumnWidths.links`."""
        hidden = {id_ for number, id_ in enumerate(self._whole.ids) if number not in self._known}
        known = [link for link in self._whole.links() if link[0] in self._known and link[1] not in hidden]
        return [(self._places[number], to, kind) for number, to, kind in known]

    def statements(self) -> list[Stated]:
        """What had been said of events by then: see `ColumnWidths.statements`."""
        altered = self._alter()
        place = self._places.__getitem__
        same = self._known - BitMap(altered)
        found = [(place(each[0]), *each[1:]) for each in self._whole.statements() if each[0] in same]
        numbers = list(altered)
        found += [(place(numbers[each[0]]), *each[1:]) for each in statements(list(altered.values()))]
        return found

    def leading_to(self, id_: str) -> list[tuple[str, int]]:
        """The links to one id: the kind of each, and the event it is in. In the order of the events."""
        return [(kind, number) for number, to, kind in self.links() if to == id_]


def _nothing(_: int) -> SearchText:
    return SearchText([], {})
