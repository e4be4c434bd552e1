"""The store of the chronology as of a day, derived from the whole store by the rules of `timeline_tui.knowledge`.

Its events are those of the whole store that were known, in the same order; what became known later is removed from an
event when it is read. Texts and indexes are taken from the whole store, except for the events that this changes. The
first day takes long, because every event is parsed once; further days take no noticeable time.
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

from timeline_tui.columns import Columns, search_text_of
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

_AT_A_TIME = 500  # events between two checks for cancellation


def day_of(known: AsKnown) -> KnowledgeDay:
    """Return the day of knowledge of a query."""
    latest, earlier = known.date.latest, known.earlier
    return KnowledgeDay(
        BEYOND if latest is None else latest, known.certain, None if earlier is None else earlier.latest
    )


class AsOfCache:
    """A cache of the stores as of a day.

    It holds them weakly: a store lives as long as a view uses it, and there is no reference cycle with the whole store.
    """

    def __init__(self) -> None:
        self._stores: WeakValueDictionary[KnowledgeDay, AsOfStore] = WeakValueDictionary()
        self._extents: KnownSinceIndex | None = None
        self._lock = RLock()

    def store(self, whole: Store, day: KnowledgeDay, superseded: Callable[[], bool]) -> AsOfStore:
        """Return the store as of a day. The first call parses every event.

        Args:
            whole: The store of all events.
            day: The day.
            superseded: Returns whether the result is no longer needed.

        Raises:
            QueryCancelled: Soon after `superseded` returned True.
        """
        with self._lock:
            known = self._stores.get(day)
            if known is None:
                if self._extents is None:
                    self._extents = KnownSinceIndex(whole.events, superseded)
                known = self._stores[day] = AsOfStore(whole, day, self._extents)
            return known


class KnownSinceIndex:
    """Since when each event, and everything in it, has been known, by number: the seconds of `KnownSince`.

    `first` is about the event itself, `last` about the part of it that became known last.
    """

    def __init__(self, events: Iterable[Event], superseded: Callable[[], bool]) -> None:
        self.first, self.first_sure = array("q"), array("q")
        self.last, self.last_sure = array("q"), array("q")
        for number, event in enumerate(events):
            if number % _AT_A_TIME == 0 and superseded():
                raise QueryCancelled
            first, last = extent(event)
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
        if day.certain:
            there = self.last, self.last_sure
            return [n for n in known if there[0][n] >= day.end or there[1][n] > day.end]
        return [number for number in known if self.last[number] >= day.end]


class AsOfStore(Store):
    """A store of what was known on a day.

    Args:
        whole: The store of all events.
        day: The day.
        extents: Since when each event of `whole` has been known.
    """

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
        self._known_since = extents
        self._changed: dict[int, BitMap] = {}

    @property
    def whole(self) -> Store:
        """The store that this one was derived from."""
        return self._whole

    def place(self, number: int) -> int:
        """Return the number that an event of the `whole` store has in this one, or would have if it is not in it."""
        return bisect_left(self.kept.numbers, number)

    def answer(self, query: Query, day: KnowledgeDay, superseded: Callable[[], bool]) -> View:
        """Return the events that match a query.

        Args:
            query: The query.
            day: The day of this store. If it is compared with an earlier one, only events that changed since match.
            superseded: Returns whether the result is no longer needed.

        Raises:
            QueryCancelled: Soon after `superseded` returned True.
        """
        among = self.everything if day.since is None else self._changed_since(day.since, superseded)
        view = self._matching(query, among, superseded)
        view.day = day
        return view

    def _changed_since(self, end: int, superseded: Callable[[], bool]) -> BitMap:
        """Return the numbers of the events that were unknown, or known differently, before the second `end`."""
        if end not in self._changed:
            before = KnowledgeDay(end, self.day.certain)
            there = set(self._known_since.known(before))
            waiting = set(self._known_since.partly(before, there))
            found = BitMap()
            for number, of in enumerate(self.kept.numbers):
                if number % _AT_A_TIME == 0 and superseded():
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
    """The events that were known on a day, as they were known; `numbers` are their numbers in the whole store."""

    def __init__(self, whole: Store, day: KnowledgeDay, extents: KnownSinceIndex) -> None:
        self._whole = whole
        self._day = day
        self.numbers = extents.known(day)
        there = frozenset(self.numbers)
        self._hidden = frozenset([id_ for number, id_ in enumerate(whole.ids) if number not in there])
        self._partly = frozenset(extents.partly(day, self.numbers))

    @property
    def columns(self) -> Columns:
        """The columns of these events; the store keeps them. Keeping them here would make a reference cycle."""
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
        """Return the events that differ from those of the whole store, by their number there."""
        leading = {number for number, to, _ in self._whole.links() if to in self._hidden}
        return {n: self._event(n) for n in self.numbers if n in self._partly or n in leading}


class _AsOfColumns(Columns):
    """The columns of the whole store, with those of the altered events put in."""

    def __init__(self, numbers: list[int], whole: Store, altered: Callable[[], dict[int, Event]]) -> None:
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

    def earliest(self) -> list[int]:
        """Return the earliest second of each event: see `ColumnChunk`."""
        return list(map(self._whole.bounds.earliest.__getitem__, self._numbers))

    def latest(self) -> list[int]:
        """Return the latest second of each event: see `ColumnChunk`."""
        return list(map(self._whole.bounds.latest.__getitem__, self._numbers))

    def gaps(self) -> dict[int, str]:
        """Return the dates with gaps, in EDTF, by place."""
        return self._select(self._whole.bounds.gaps)

    def intervals(self) -> dict[int, Lasting]:
        """Return when each interval certainly lasts, by place."""
        return self._select(self._whole.bounds.intervals)

    def parts(self) -> dict[int, Parts]:
        """Return the `Date.parts` of the dates with a fraction of a second, by place."""
        return self._select(self._whole.bounds.parts)

    def _select(self, found: Mapping[int, _T]) -> dict[int, _T]:
        """Return the values of the known events, by place, from values by number in the whole store."""
        return {self._places[number]: what for number, what in found.items() if number in self._known}

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

    def links(self) -> list[tuple[int, str, str]]:
        """Return every link between known events, and every one to an unknown id: see `Columns.links`."""
        hidden = {id_ for number, id_ in enumerate(self._whole.ids) if number not in self._known}
        known = [link for link in self._whole.links() if link[0] in self._known and link[1] not in hidden]
        return [(self._places[number], to, kind) for number, to, kind in known]

    def statements(self) -> list[Stated]:
        """Return the statements known on the day: see `Columns.statements`."""
        altered = self._get_altered()
        place = self._places.__getitem__
        same = self._known - BitMap(altered)
        found = [(place(each[0]), *each[1:]) for each in self._whole.statements() if each[0] in same]
        numbers = list(altered)
        found += [(place(numbers[each[0]]), *each[1:]) for each in statements(list(altered.values()))]
        return found

    def links_to(self, id_: str) -> list[tuple[str, int]]:
        """Return the links to one id: the kind of each and the place of its event; in the order of the events."""
        return [(kind, number) for number, to, kind in self.links() if to == id_]


def _no_text(_: int) -> SearchText:
    return SearchText([], {})
