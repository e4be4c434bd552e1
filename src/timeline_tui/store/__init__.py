"""The chronology in memory: its order, indexes and texts, and the `View` that answers a query.

A `Store` never changes: a reload makes a new one. The *number* of an event is its place in date order, 0 for the
earliest, so that a set of events is a bitmap of numbers and every result is in order. Indexes are built on first use
and kept, so that opening a file does not pay for those that no query needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace
from pyroaring import BitMap

from timeline_tui import columns
from timeline_tui.columns import Columns
from timeline_tui.columns.field_keys import NAMED
from timeline_tui.columns.search_text import TEXTS, source_text
from timeline_tui.columns.statement_dates import Stated
from timeline_tui.dates import Date
from timeline_tui.errors import Problem
from timeline_tui.model import Chronology, Event, dimension, names
from timeline_tui.store import derived_indexes
from timeline_tui.store.date_bounds import Bounds
from timeline_tui.store.view import View
from timeline_tui.text import flat, fold_name

if TYPE_CHECKING:
    from timeline_tui.query import Query
    from timeline_tui.store.as_of_store import AsOfCache
    from timeline_tui.store.hierarchy import Hierarchy

__all__ = ["Index", "QueryCancelled", "Store", "View"]

Index: TypeAlias = dict[str, BitMap]
"""The numbers of the events under each value of a field, such as actor ids, tags or statuses."""


_FEW = 4000  # the indexes of fewer events are built without a noticeable delay
_KEPT = 16  # the number of word searches that are cached
_MAX_LINEAR = 32  # after so many look-ups by linear search, a table of ids (or of links) is built


class QueryCancelled(Exception):  # noqa: N818 - nothing went wrong
    """A newer query has superseded this one."""


class Store:
    """All events of a chronology, in date order; immutable.

    Args:
        chronology: The chronology.
        problems: The problems that loading found.
    """

    def __init__(self, chronology: Chronology, problems: Sequence[Problem] = ()) -> None:
        self.chronology = chronology
        self.events = chronology.events
        self.problems = tuple(problems)
        self.language = ""
        """The language of titles and summaries; "" for that of the files."""
        self._original: Store | None = None  # the store that this is a translation of
        self._id_lookups, self._link_lookups = 0, 0
        self._indexes: dict[str, Index] = {}
        self._own_indexes: dict[str, Index] = {}
        self._distinctions: dict[str, dict[str, str]] = {}
        self._folded_values: dict[str, dict[str, str]] = {}
        self._texts: dict[str, list[str]] = {}
        self.searched: dict[tuple[str, str], BitMap] = {}
        """The events that contain a word, by field and word, for the latest searches."""
        self._search_lock = RLock()
        self._index_lock = RLock()
        # A lock of its own: making the texts takes long, and counting values must not wait for it.
        self._text_lock = RLock()

    def __len__(self) -> int:
        return len(self.events)

    @cached_property
    def ids(self) -> list[str]:
        """The id of each event, by number."""
        return self._columns.ids

    @cached_property
    def _columns(self) -> Columns:
        return columns.of(self.events)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return dict(zip(self.ids, range(len(self.ids)), strict=True))

    @cached_property
    def everything(self) -> BitMap:
        """The numbers of all events."""
        return BitMap(range(len(self.events)))

    @cached_property
    def ends(self) -> tuple[Date, ...]:
        """The dates that bound the time of all events: see `View.ends`."""
        return self.dates(self.bounds.ends(self.everything))

    def dates(self, numbers: Iterable[int]) -> tuple[Date, ...]:
        """Return the dates of the events that have one."""
        dates = [self.events[number].date for number in numbers]
        return tuple([date for date in dates if date is not None])

    def number(self, event_id: str) -> int | None:
        """Return the number of the event with this id, or None."""
        if "_numbers" in self.__dict__ or self._id_lookups >= _MAX_LINEAR:
            return self._numbers.get(event_id)
        self._id_lookups += 1
        try:  # a few linear searches cost less than a table of all ids
            return self.ids.index(event_id)
        except ValueError:
            return None

    @property
    def first_date(self) -> Date | None:
        """The date of the first event, if any; a date typed without a year is assumed to be near it."""
        return self.events[0].date if self.events else None

    def event(self, event_id: str) -> Event | None:
        """Return the event with this id, or None."""
        number = self.number(event_id)
        return None if number is None else self.events[number]

    def index(self, field: str) -> Index:
        """Return the events under each value of a field; built on the first call.

        `field` is one of `columns.KEYS` or `derived_indexes.FIELDS`. Any other has no values.
        """
        if field not in derived_indexes.FIELDS:
            return self.own_index(field)
        with self._index_lock:
            if field not in self._indexes:
                self._indexes[field] = derived_indexes.index(self, field, self.own_index(field))
            return self._indexes[field]

    def own_index(self, field: str) -> Index:
        """Return the events under each value of `field` that is their own, without values from the registries."""
        kept = self._own_indexes if field in derived_indexes.FIELDS else self._indexes
        with self._index_lock:
            if field not in kept:
                found = self._columns.index(field) if field in columns.KEYS else {}
                index = {key: BitMap(numbers) for key, numbers in found.items()}
                kept[field] = _merge_spellings(index) if field == "tag" else index
            return kept[field]

    def folded_values(self, field: str) -> dict[str, str]:
        """Return the values of a field whose values are their own names, such as tags, each with its folded form."""
        with self._index_lock:
            if field not in self._folded_values:
                self._folded_values[field] = {key: fold_name(key) for key in self.index(field)}
            return self._folded_values[field]

    @cached_property
    def dimensions(self) -> dict[str, Index]:
        """The events under each tag, by the dimension of the tag; "" for tags without one."""
        found: dict[str, Index] = {}
        for tag, numbers in self.index("tag").items():
            found.setdefault(dimension(tag), {})[tag] = numbers
        return found

    def indexes_ready(self, fields: Iterable[str]) -> bool:
        """Return whether the indexes of these fields exist already or can be built without a noticeable delay."""
        return len(self) < _FEW or all(field in self._indexes for field in fields)

    def texts(self, field: str) -> list[str]:
        """Return the folded text of each event in a field of `search_text.TEXTS`, by number; "text" is all of it."""
        with self._text_lock:
            if field not in self._texts:
                whole = self._columns.texts() if field == "text" else self.texts("text")
                self._texts[field] = whole if field == "text" else list(map(TEXTS[field], whole))
            return self._texts[field]

    def found(self) -> list[tuple[tuple[str, str], BitMap]]:
        """Return a copy of the items of `searched`, which other threads may be changing."""
        with self._search_lock:
            return list(self.searched.items())

    def remember(self, field: str, word: str, found: BitMap) -> None:
        """Cache the result of a word search.

        Args:
            field: The field of text.
            word: The folded word.
            found: The events that contain it, of all events of the store.
        """
        with self._search_lock:
            self.searched[field, word] = found
            while len(self.searched) > _KEPT:
                del self.searched[next(iter(self.searched))]

    def warm(self) -> None:
        """Build in advance what filters, links and facets need.

        Texts come first, for searches of words. Those of single fields, such as `title:`, are cut out of them on
        demand.
        """
        _ = self._numbers
        self.texts("text")
        self.bounds.warm()
        for field in (*columns.COMMON, "file"):
            self.index(field)
        _ = self._links_to
        for kind in ("actor", "location", "source"):
            self.distinctions(kind)

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        """The folded names of each registry entry, one a line, by kind and id."""
        chronology = self.chronology
        return {
            "actor": {a.id: "\n".join(names(a)) for a in chronology.actors.values()},
            "office": {a.id: fold_name(a.title) for a in chronology.actors.values() if a.title},
            "location": {p.id: "\n".join(names(p)) for p in chronology.locations.values()},
            "source": {s.id: source_text(s) for s in chronology.sources.values()},
        }

    def folded_names(self, field: str, key: str) -> str:
        """Return the folded names of a value, one a line.

        Args:
            field: The field.
            key: The value: an id, which has a name and aliases, or any other value, which is its own name.
        """
        kind = NAMED.get(field)
        return fold_name(key) if kind is None else self._names[kind].get(key, "")

    def distinctions(self, kind: str, *, at_once: bool = False) -> dict[str, str]:
        """Return what distinguishes registry entries of the same name, by id; entries with a unique name are left out.

        Args:
            kind: "actor", "location" or "source".
            at_once: Return an empty dict if this would take long, until `warm` has done it.
        """
        from timeline_tui.store.disambiguation import namesakes

        things = len(self.chronology.actors) + len(self.chronology.locations) + len(self.chronology.sources)
        if at_once and kind not in self._distinctions and max(len(self), things) >= _FEW:
            return {}
        with self._index_lock:
            if kind not in self._distinctions:
                self._distinctions[kind] = namesakes(self, kind)
            return self._distinctions[kind]

    def matching_keys(self, field: str, folded: str, *, exact: bool = False) -> list[str]:
        """Return the keys of `index(field)` that a user means by `folded`.

        A location includes what lies within it and an actor includes its members: `russia` means everything in Russia.

        Args:
            field: The field.
            folded: A folded name, id or alias, or a part of one.
            exact: Do not match parts.
        """
        return self.below(field, self.keys_named(field, folded, exact=exact))

    def keys_named(self, field: str, folded: str, *, exact: bool = False) -> list[str]:
        """Return the keys of `index(field)` with a name, id or alias that contains (if `exact`: is) `folded`."""
        from timeline_tui.store import evaluate

        kind = NAMED.get(field)
        if field == "tag" and exact and folded.endswith(":"):  # any value of a dimension
            return list(self.dimensions.get(folded[:-1], ()))
        if kind is None:
            begins = field in derived_indexes.CODES
            found = evaluate.matching_names(self.folded_values(field), folded, exact=exact, begins=begins)
        else:
            found = evaluate.matching_names(self._names[kind], folded, exact=exact)
        if field == "about":
            # Both: an actor and a location may have the same id, such as "russia".
            for known in (self._names["actor"], self._names["location"]):
                found += evaluate.matching_names(known, folded, exact=exact)
        return found

    @cached_property
    def hierarchies(self) -> dict[str, Hierarchy]:
        """The hierarchies of locations and of actors, by kind."""
        from timeline_tui.store.hierarchy import hierarchies

        return hierarchies(self.chronology)

    def below(self, field: str, keys: list[str]) -> list[str]:
        """Return the keys of a field and all that belongs to them: what lies in a location, the members of an actor."""
        hierarchy = self.hierarchies.get(NAMED.get(field, ""))
        return keys if hierarchy is None else hierarchy.below(keys)

    def naming(self, folded: str) -> BitMap:
        """Return the events with an actor or a location that has a name, or an office, containing `folded`.

        Sources do not count: the headline of one article would match every event that cites it.
        """
        from timeline_tui.store import evaluate

        found = BitMap()
        for kind, field in (("actor", "actor"), ("office", "actor"), ("location", "location")):
            keys = evaluate.matching_names(self._names[kind], folded, exact=False)
            found |= evaluate.any_of(self.index(field), keys)
        return found

    @cached_property
    def bounds(self) -> Bounds:
        """The bounds of the events' dates, by number."""
        columns = self._columns
        return Bounds(
            columns.earliest(), columns.latest(), columns.gaps(), columns.intervals(), columns.parts()
        )

    @cached_property
    def _links_to(self) -> dict[str, list[tuple[str, int]]]:
        found: dict[str, list[tuple[str, int]]] = {}
        for number, to, kind in self._columns.links():
            found.setdefault(to, []).append((kind, number))
        return found

    def linked_from(self, event_id: str) -> Sequence[tuple[str, Event]]:
        """Return the events that link to this one, each with the kind of its link."""
        if "_links_to" in self.__dict__ or self._link_lookups >= _MAX_LINEAR:
            found = self._links_to.get(event_id, [])
        else:
            self._link_lookups += 1
            found = self._columns.links_to(event_id)
        return [(kind, self.events[number]) for kind, number in found]

    def statements(self) -> list[Stated]:
        """Return the statements about events: see `Columns.statements`."""
        return self._columns.statements()

    def links(self) -> list[tuple[int, str, str]]:
        """Return every link: the number of its event, the id it leads to, and its kind; in the order of the events."""
        return self._columns.links()

    @property
    def languages(self) -> list[str]:
        """The languages that titles and summaries are translated into, the most frequent first."""
        found = self.index("translation")
        return sorted(found, key=lambda tag: (-len(found[tag]), tag))

    def in_language(self, lang: str) -> Store:
        """Return a store of the same events with titles and summaries in a language; "" for that of the files.

        Indexes and texts are shared, so that searches do not depend on the language shown.
        """
        from timeline_tui.store.translations import TranslatedEvents

        original = self._original or self
        if lang == self.language or not lang:
            return original if not lang else self
        twin = copy(original)
        twin.__dict__.pop("_days", None)  # its stores have events in the original language
        twin.language, twin._original = lang, original
        own = original.chronology.lang or "original"
        twin.events = TranslatedEvents(original.events, lang, own)
        twin.chronology = replace(original.chronology, events=twin.events)
        return twin

    @property
    def whole(self) -> Store:
        """The store of all events, if this is one as of a day; else itself."""
        return self

    def place(self, number: int) -> int:
        """Return the number that an event of the `whole` store has in this one, or would have if it is not in it."""
        return number

    @cached_property
    def _days(self) -> AsOfCache:
        from timeline_tui.store.as_of_store import AsOfCache

        return AsOfCache()

    def view(self, query: Query | None = None, superseded: Callable[[], bool] = lambda: False) -> View:
        """Return the events that match a query.

        Args:
            query: The query; None for all events.
            superseded: Called from time to time; returns whether the result is no longer needed.

        Raises:
            QueryCancelled: Soon after `superseded` returned True.
        """
        if query is not None and query.known is not None:
            from timeline_tui.store.as_of_store import day_of

            day = day_of(query.known)
            return self._days.store(self, day.alone, superseded).answer(query, day, superseded)
        return self._matching(query, self.everything, superseded)

    def _matching(self, query: Query | None, numbers: BitMap, superseded: Callable[[], bool]) -> View:
        if query is not None and query.root is not None:
            from timeline_tui.store import evaluate  # late, because it imports the query language

            numbers = evaluate.matches(self, query.root, numbers, superseded)
        return View(self, numbers, query)


def _merge_spellings(index: Index) -> Index:
    """Merge values that differ only in spelling (see `fold_name`), under the spelling that most events have."""
    spellings: dict[str, list[str]] = {}
    for key in index:
        spellings.setdefault(fold_name(key), []).append(key)
    found: Index = {}
    for same in spellings.values():
        most = max(same, key=lambda key: (len(index[key]), key == flat(key)))
        found[flat(most)] = BitMap.union(*[index[key] for key in same])
    return found
