"""The chronology in memory, made to be asked: order, indexes, texts, and the answer to a query as a `View`.

A `Store` never changes; a reload makes another. An event's *number* is its place in the order, 0 the earliest,
so that sets of events are bitmaps of numbers and every answer is in order for free. Indexes are made when first
asked for and kept: opening a file costs nothing that nobody has asked about yet.
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
"""The numbers of the events under each value of a field: actor ids, tags, statuses, ..."""


_FEW = 4000  # events whose indexes are made in a blink
_KEPT = 16  # searches that are remembered
_SEEK = 32  # how often an id, or what leads to it, is looked for before there is a table of them


class QueryCancelled(Exception):  # noqa: N818 - nothing went wrong
    """Nobody waits for the answer any more."""


class Store:
    """Every event of a chronology, in order. `problems` are those that loading found."""

    def __init__(self, chronology: Chronology, problems: Sequence[Problem] = ()) -> None:
        self.chronology = chronology
        self.events = chronology.events
        self.problems = tuple(problems)
        self.language = ""
        """The language of titles and summaries, "" for that of the files."""
        self._original: Store | None = None  # where this is in another language
        self._sought, self._followed = 0, 0
        self._indexes: dict[str, Index] = {}
        self._stated: dict[str, Index] = {}
        self._apart: dict[str, dict[str, str]] = {}
        self._plain: dict[str, dict[str, str]] = {}
        self._texts: dict[str, list[str]] = {}
        self.searched: dict[tuple[str, str], BitMap] = {}
        """Where words were found, by field and word: those that were looked for last."""
        self._search_lock = RLock()
        self._index_lock = RLock()
        self._text_lock = (
            RLock()
        )  # of its own: making texts takes long, and nobody who counts is to wait for it

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
        """The dates that decide what time all events span: see `View.ends`."""
        return self.dates(self.bounds.ends(self.everything))

    def dates(self, numbers: Iterable[int]) -> tuple[Date, ...]:
        """The dates of those events that have one."""
        dates = [self.events[number].date for number in numbers]
        return tuple([date for date in dates if date is not None])

    def number(self, event_id: str) -> int | None:
        """The number of the event with this id, or None."""
        if "_numbers" in self.__dict__ or self._sought >= _SEEK:
            return self._numbers.get(event_id)
        self._sought += 1
        try:  # to look through the ids a few times costs less than to make a table of them
            return self.ids.index(event_id)
        except ValueError:
            return None

    @property
    def first_date(self) -> Date | None:
        """The date of the first event that has one: what a date without a year is near to."""
        return self.events[0].date if self.events else None

    def event(self, event_id: str) -> Event | None:
        """The event with this id, or None."""
        number = self.number(event_id)
        return None if number is None else self.events[number]

    def index(self, field: str) -> Index:
        """The events under each value of `field`: of `columns.KEYS`, `derived.FIELDS`. Made at the first call."""
        if field not in derived_indexes.FIELDS:
            return self.stated(field)
        with self._index_lock:
            if field not in self._indexes:
                self._indexes[field] = derived_indexes.index(self, field, self.stated(field))
            return self._indexes[field]

    def stated(self, field: str) -> Index:
        """The events under each value of `field` that they have themselves, whatever the registries say."""
        kept = self._stated if field in derived_indexes.FIELDS else self._indexes
        with self._index_lock:
            if field not in kept:
                found = self._columns.index(field) if field in columns.KEYS else {}
                index = {key: BitMap(numbers) for key, numbers in found.items()}
                kept[field] = _by_spelling(index) if field == "tag" else index
            return kept[field]

    def plain(self, field: str) -> dict[str, str]:
        """The values of `field` that are their own names, such as tags: value -> the value folded."""
        with self._index_lock:
            if field not in self._plain:
                self._plain[field] = {key: fold_name(key) for key in self.index(field)}
            return self._plain[field]

    @cached_property
    def dimensions(self) -> dict[str, Index]:
        """The events under each tag, by the dimension of the tag; "" has those without one."""
        found: dict[str, Index] = {}
        for tag, numbers in self.index("tag").items():
            found.setdefault(dimension(tag), {})[tag] = numbers
        return found

    def answers_at_once(self, fields: Iterable[str]) -> bool:
        """Whether `index` of these fields is there already, or takes no time worth speaking of."""
        return len(self) < _FEW or all(field in self._indexes for field in fields)

    def texts(self, field: str) -> list[str]:
        """One of the `columns.texts.TEXTS` of each event, by number, folded; "text" is all its own words."""
        with self._text_lock:
            if field not in self._texts:
                whole = self._columns.texts() if field == "text" else self.texts("text")
                self._texts[field] = whole if field == "text" else list(map(TEXTS[field], whole))
            return self._texts[field]

    def found(self) -> list[tuple[tuple[str, str], BitMap]]:
        """What is in `searched` at this moment: others may be searching, too."""
        with self._search_lock:
            return list(self.searched.items())

    def remember(self, field: str, word: str, found: BitMap) -> None:
        """Put down where a word was found."""
        with self._search_lock:
            self.searched[field, word] = found
            while len(self.searched) > _KEPT:
                del self.searched[next(iter(self.searched))]

    def warm(self) -> None:
        """Make now what a filter, a link or the facets would wait for: the texts of words before what takes long.

        Those of single fields, `title:` and the like, are taken from them when somebody asks.
        """
        _ = self._numbers
        self.texts("text")
        self.bounds.warm()
        for field in (*columns.COMMON, "file"):
            self.index(field)
        _ = self._links_to
        for kind in ("actor", "location", "source"):
            self.told_apart(kind)

    @cached_property
    def _known_as(self) -> dict[str, dict[str, str]]:
        """For each kind of thing: id -> every folded name it goes by, a line each."""
        chronology = self.chronology
        return {
            "actor": {a.id: "\n".join(names(a)) for a in chronology.actors.values()},
            "office": {a.id: fold_name(a.title) for a in chronology.actors.values() if a.title},
            "location": {p.id: "\n".join(names(p)) for p in chronology.locations.values()},
            "source": {s.id: source_text(s) for s in chronology.sources.values()},
        }

    def goes_by(self, field: str, key: str) -> str:
        """The folded names that a value of a field goes by, a line each: name, id, aliases; its own for a tag."""
        kind = NAMED.get(field)
        return fold_name(key) if kind is None else self._known_as[kind].get(key, "")

    def told_apart(self, kind: str, *, at_once: bool = False) -> dict[str, str]:
        """What tells an actor, a location or a source from those of the same name, by id; others are left out.

        With `at_once` nothing, where finding out would take long: until `warm` has done so.
        """
        from timeline_tui.store.disambiguation import namesakes

        things = len(self.chronology.actors) + len(self.chronology.locations) + len(self.chronology.sources)
        if at_once and kind not in self._apart and max(len(self), things) >= _FEW:
            return {}
        with self._index_lock:
            if kind not in self._apart:
                self._apart[kind] = namesakes(self, kind)
            return self._apart[kind]

    def named(self, field: str, folded: str) -> list[str]:
        """The keys of `index(field)` that go by exactly this name, id or alias."""
        return self._called(field, folded, exact=True)

    def partly_named(self, field: str, folded: str) -> list[str]:
        """The keys of `index(field)` that go by a name, id or alias with `folded` in it."""
        return self._called(field, folded, exact=False)

    def meant(self, field: str, folded: str, *, exact: bool = False) -> list[str]:
        """The keys of `index(field)` that a user means by `folded`: by id, name or alias, or a part of one.

        A location stands for what lies within it too, an actor for its members: `russia` is meant by everything in
        Russia.
        """
        return self.below(field, self._called(field, folded, exact=exact))

    def _called(self, field: str, folded: str, *, exact: bool) -> list[str]:
        from timeline_tui.store import evaluate

        kind = NAMED.get(field)
        if field == "tag" and exact and folded.endswith(":"):  # any value of a dimension
            return list(self.dimensions.get(folded[:-1], ()))
        if kind is None:
            begins = field in derived_indexes.CODES
            found = evaluate.meant(self.plain(field), folded, exact=exact, begins=begins)
        else:
            found = evaluate.meant(self._known_as[kind], folded, exact=exact)
        if field == "about":
            for known in (self._known_as["actor"], self._known_as["location"]):  # both may have a "russia"
                found += evaluate.meant(known, folded, exact=exact)
        return found

    @cached_property
    def hierarchies(self) -> dict[str, Hierarchy]:
        """What lies in what, and who belongs to whom, by kind of thing."""
        from timeline_tui.store.hierarchy import hierarchies

        return hierarchies(self.chronology)

    def below(self, field: str, keys: list[str]) -> list[str]:
        """The keys of a field and all that belongs to them: what lies in a place, the members of an actor."""
        hierarchy = self.hierarchies.get(NAMED.get(field, ""))
        return keys if hierarchy is None else hierarchy.below(keys)

    def naming(self, folded: str) -> BitMap:
        """The events with an actor or location that goes by a name, or holds an office, with `folded` in it.

        Not by their sources: the headline of one article would match everything that is known from it.
        """
        from timeline_tui.store import evaluate

        found = BitMap()
        for kind, field in (("actor", "actor"), ("office", "actor"), ("location", "location")):
            keys = evaluate.meant(self._known_as[kind], folded, exact=False)
            found |= evaluate.any_of(self.index(field), keys)
        return found

    @cached_property
    def bounds(self) -> Bounds:
        """The earliest and the latest second of each event."""
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
        """The events that link to this one, each with the kind of its link."""
        if "_links_to" in self.__dict__ or self._followed >= _SEEK:
            found = self._links_to.get(event_id, [])
        else:
            self._followed += 1
            found = self._columns.leading_to(event_id)
        return [(kind, self.events[number]) for kind, number in found]

    def statements(self) -> list[Stated]:
        """What is said of the events with a date of its own."""
        return self._columns.statements()

    def links(self) -> list[tuple[int, str, str]]:
        """Every link: the event it is in, the id it leads to, its kind. In the order of the events."""
        return self._columns.links()

    @property
    def languages(self) -> list[str]:
        """The other languages that titles and summaries are there in, the most frequent first."""
        found = self.index("translation")
        return sorted(found, key=lambda tag: (-len(found[tag]), tag))

    def in_language(self, lang: str) -> Store:
        """Give the same events with titles and summaries in a language; "" for that of the files.

        Indexes and texts are shared: what is found does not depend on what is shown.
        """
        from timeline_tui.store.translations import TranslatedEvents

        original = self._original or self
        if lang == self.language or not lang:
            return original if not lang else self
        twin = copy(original)
        twin.__dict__.pop("_days", None)  # it keeps events as they were shown
        twin.language, twin._original = lang, original
        own = original.chronology.lang or "original"
        twin.events = TranslatedEvents(original.events, lang, own)
        twin.chronology = replace(original.chronology, events=twin.events)
        return twin

    @property
    def whole(self) -> Store:
        """All there is, where this is what was known on a day."""
        return self

    def place(self, number: int) -> int:
        """Where an event of the whole store stands, or would."""
        return number

    @cached_property
    def _days(self) -> AsOfCache:
        from timeline_tui.store.as_of_store import AsOfCache

        return AsOfCache()

    def view(self, query: Query | None = None, overtaken: Callable[[], bool] = lambda: False) -> View:
        """The events that `query` matches, in order; all of them without one.

        Raises `QueryCancelled` soon after `overtaken` says that nobody waits for the answer any more.
        """
        if query is not None and query.known is not None:
            from timeline_tui.store.as_of_store import day_of

            day = day_of(query.known)
            return self._days.store(self, day.alone, overtaken).answer(query, day, overtaken)
        return self._matching(query, self.everything, overtaken)

    def _matching(self, query: Query | None, numbers: BitMap, overtaken: Callable[[], bool]) -> View:
        if query is not None and query.root is not None:
            from timeline_tui.store import evaluate  # and the query language, which nothing else here needs

            numbers = evaluate.matches(self, query.root, numbers, overtaken)
        return View(self, numbers, query)


def _by_spelling(index: Index) -> Index:
    """The values that are the same to a reader as one, under the spelling that most events have."""
    spellings: dict[str, list[str]] = {}
    for key in index:
        spellings.setdefault(fold_name(key), []).append(key)
    found: Index = {}
    for same in spellings.values():
        most = max(same, key=lambda key: (len(index[key]), key == flat(key)))
        found[flat(most)] = BitMap.union(*[index[key] for key in same])
    return found
