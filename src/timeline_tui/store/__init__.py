"""The chronology in memory: its events in date order with their indexes, and the `View` that answers a query.

A `Store` never changes: a reload makes a new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from datetime import tzinfo
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from msgspec.structs import replace
from pyroaring import BitMap

from timeline_tui.dates import Date
from timeline_tui.errors import Problem
from timeline_tui.model import Chronology, Event
from timeline_tui.store.cancellation import QueryCancelled, Superseded
from timeline_tui.store.derived_indexes import Index
from timeline_tui.store.event_indexes import EventIndexes
from timeline_tui.store.lazy_events import LazyEvents, TranslatedEvents

if TYPE_CHECKING:
    from timeline_tui.knowledge import KnowledgeDay
    from timeline_tui.query import Query
    from timeline_tui.store.as_of_events import AsOfEvents, KnownSinceIndex

__all__ = ["Index", "QueryCancelled", "Store", "View"]


class Store(EventIndexes):
    """All events of a chronology, in date order; immutable.

    Args:
        chronology: The chronology.
        problems: The problems that loading found.
    """

    def __init__(self, chronology: Chronology, problems: Sequence[Problem] = ()) -> None:
        super().__init__(chronology)
        self.problems = tuple(problems)
        self.language = ""
        """The language of titles and summaries; "" for that of the files."""
        # The store that this is a translation of.
        self._original: Store | None = None
        # The store that this one is a day of, and the day's events.
        self._as_of: tuple[Store, AsOfEvents] | None = None

    def in_language(self, lang: str) -> Store:
        """Return a store of the same events with titles and summaries in a language; "" for that of the files.

        Indexes and texts are shared, so that searches do not depend on the language shown.
        """
        original = self._original or self
        if lang == self.language or not lang:
            return original if not lang else self
        # A shallow copy: indexes that either of them builds later are in the dictionaries that both have.
        twin = copy(original)
        # Its stores have events in the original language.
        twin.__dict__.pop("_days", None)
        twin.language, twin._original = lang, original
        own = original.chronology.lang or "original"
        twin.events = TranslatedEvents(original.events, lang, own)
        twin.chronology = replace(original.chronology, events=twin.events)
        return twin

    @property
    def whole(self) -> Store:
        """The store of all events, if this is one as of a day; else itself."""
        return self if self._as_of is None else self._as_of[0]

    @property
    def zone(self) -> tzinfo | None:
        """The time zone of the chronology, in which dates are read; None if it names none."""
        if not self.chronology.zone:
            return None
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.chronology.zone)

    def place(self, number: int) -> int:
        """Return the number that an event of the `whole` store has in this one, or would have if it is not in it."""
        return number if self._as_of is None else self._as_of[1].place(number)

    @cached_property
    def _days(self) -> _Days:
        return _Days()

    def _on(self, day: KnowledgeDay, superseded: Superseded) -> tuple[Store, AsOfEvents]:
        """Return the store as of a day, and its events."""
        from timeline_tui.store.as_of_events import AsOfEvents, KnownSinceIndex

        days = self._days
        # Held while all events are parsed: a view of another day needs that, too, and waits instead of doing it again.
        with days.lock:
            made = days.stores.get(day)
            if made is None or made._as_of is None:
                if days.known_since is None:
                    # Assigned when complete: a cancelled query leaves None, and the next one starts again.
                    days.known_since = KnownSinceIndex(self.events, superseded)
                events = AsOfEvents(self, day, days.known_since)
                made = days.stores[day] = Store(events.chronology, self.problems)
                made._as_of = self, events
            return made, made._as_of[1]

    def view(self, query: Query | None = None, superseded: Superseded = lambda: False) -> View:
        """Return the events that match a query. The first one as of a day takes long: it parses every event.

        Args:
            query: The query; None for all events.
            superseded: Called from time to time; returns whether the result is no longer needed.

        Raises:
            QueryCancelled: Soon after `superseded` returned True.
        """
        if query is None or query.known is None:
            return self._matching(query, self.everything, superseded)
        from timeline_tui.store.as_of_events import day_of

        day = day_of(query.known)
        # Without the earlier day, so that every comparison with the day shares one store.
        store, events = self._on(day.alone, superseded)
        among = store.everything if day.since is None else events.changed_since(day.since, superseded)
        view = store._matching(query, among, superseded)
        view.day = day
        return view

    def _matching(self, query: Query | None, numbers: BitMap, superseded: Superseded) -> View:
        if query is not None and query.root is not None:
            # Late, because it imports the query language.
            from timeline_tui.store import evaluate

            numbers = evaluate.matches(self, query.root, numbers, superseded)
        return View(self, numbers, query)


class _Days:
    """The stores as of days, which live as long as a view uses them: they and the whole one form no reference cycle."""

    def __init__(self) -> None:
        self.stores: WeakValueDictionary[KnowledgeDay, Store] = WeakValueDictionary()
        self.known_since: KnownSinceIndex | None = None
        self.lock = RLock()


class View(LazyEvents):
    """The events of a store that match a query, in date order: row 0 is the earliest."""

    def __init__(self, store: Store, numbers: BitMap, query: Query | None) -> None:
        self.store = store
        self.day: KnowledgeDay | None = None
        """The day of knowledge, with the earlier day it may be compared with; None for a query without one."""
        self.numbers = numbers
        self.query = query
        self._length = len(numbers)
        # A row of all events is its number: no look-up in the bitmap is needed.
        self._whole = self._length == len(store)

    def __len__(self) -> int:
        return self._length

    def at(self, place: int) -> Event:
        """Return the event in a row."""
        return self.store.events[self.number(place)]

    def __iter__(self) -> Iterator[Event]:
        return map(self.store.events.__getitem__, self.numbers)

    def how_many(self, field: str, value: str) -> int:
        """Return how many events of the view have a value in a field, one of those of `Store.index`."""
        there = self.store.index(field).get(value)
        return 0 if there is None else int(there.intersection_cardinality(self.numbers))

    def number(self, row: int) -> int:
        """Return the number in the store of the event in a row; negative rows count from the end.

        Raises:
            IndexError: If the row is outside the view.
        """
        if row < 0:
            row += self._length
        if not 0 <= row < self._length:
            raise IndexError(row)
        # A bitmap finds its n-th member by counting whole containers, without a walk over the members.
        return row if self._whole else int(self.numbers[row])

    def row_of(self, event_id: str) -> int | None:
        """Return the row of the event with this id, or None if it is not in the view."""
        number = self.store.number(event_id)
        if number is None or number not in self.numbers:
            return None
        # `rank` counts the members up to and including the number.
        return number if self._whole else int(self.numbers.rank(number)) - 1

    @cached_property
    def span(self) -> tuple[int | None, int | None] | None:
        """The earliest and the latest bound of the events, in seconds; None without any.

        A side is None if no event is bounded on it.
        """
        starts = [date.earliest for date in self.ends if date.earliest is not None]
        ends = [date.latest for date in self.ends if date.latest is not None]
        return (min(starts, default=None), max(ends, default=None)) if starts or ends else None

    @cached_property
    def certain(self) -> int:
        """The number of events that certainly match; the others may match, depending on what their dates leave open."""
        if self.query is None or self.query.root is None:
            return self._length
        from timeline_tui.query.nodes import certainly
        from timeline_tui.store import evaluate

        stricter = certainly(self.query.root)
        if stricter is None:
            return self._length
        return len(evaluate.matches(self.store, stricter, self.numbers, lambda: False))

    @cached_property
    def ends(self) -> tuple[Date, ...]:
        """The dates that bound the time of the view: the first, the last, and one for each open side."""
        if self._whole:
            return self.store.ends
        return self.store.dates(self.store.bounds.ends(self.numbers))

    def nearest_row(self, number: int) -> int:
        """Return the row to select in place of an event: its own, else the next, else the last (0 if empty).

        Args:
            number: The number of the event in the store.
        """
        # Members of a bitmap are unsigned: rank(-1) raises OverflowError.
        before = int(self.numbers.rank(number - 1)) if number > 0 else 0
        return min(before, max(0, self._length - 1))
