"""What can be asked of the events of a chronology without reading them: numbers, indexes, names, texts, links.

The *number* of an event is its place in date order, 0 for the earliest, so that a set of events is a bitmap of numbers
and every result is in order. Indexes are built on first use and kept, so that opening a file does not pay for those
that no query needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from pyroaring import BitMap

from timeline_tui import columns
from timeline_tui.columns import Columns
from timeline_tui.columns.field_keys import NAMED
from timeline_tui.columns.search_text import TEXTS, source_text
from timeline_tui.dates import Date
from timeline_tui.model import Chronology, Event, dimension, names
from timeline_tui.store import derived_indexes, disambiguation
from timeline_tui.store.date_bounds import Bounds
from timeline_tui.store.derived_indexes import Index
from timeline_tui.text import flat, fold_name

if TYPE_CHECKING:
    from timeline_tui.store.hierarchy import Hierarchy

# The indexes of fewer events are built without a noticeable delay.
_FEW = 4000
# After this number of look-ups by linear search, a table of ids (or of links) is built.
_MAX_LINEAR = 32
# The number of word searches that are cached.
_KEPT = 16
_KINDS = ("actor", "location", "source")


class EventIndexes:
    """The indexes of all events of a chronology; immutable.

    Args:
        chronology: The chronology.
    """

    def __init__(self, chronology: Chronology) -> None:
        self.chronology = chronology
        self.events = chronology.events
        self.searches = SearchCache()
        self._id_lookups, self._link_lookups = 0, 0
        self._indexes: dict[str, Index] = {}
        self._own_indexes: dict[str, Index] = {}
        self._distinctions: dict[str, dict[str, str]] = {}
        self._folded_values: dict[str, dict[str, str]] = {}
        self._texts: dict[str, list[str]] = {}
        # Reentrant, since an index may be derived from others. Searches run in a thread beside the screen's.
        self._index_lock = RLock()
        # A lock of its own: making the texts takes long, and counting values must not wait for it.
        self._text_lock = RLock()

    def __len__(self) -> int:
        return len(self.events)

    @cached_property
    def ids(self) -> list[str]:
        """The id of each event, by number."""
        return self.columns.ids

    @cached_property
    def columns(self) -> Columns:
        """The properties of the events as columns, by number."""
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
        # A few linear searches cost less than a table of all ids.
        try:
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
                self._indexes[field] = self._derive(field)
            return self._indexes[field]

    def _derive(self, field: str) -> Index:
        """Build the index of one of `derived_indexes.FIELDS`."""
        if field in derived_indexes.COUNTED:
            return derived_indexes.by_count(len(self), self.index(derived_indexes.COUNTED[field]).values())
        if field == "links":
            return derived_indexes.by_count(len(self), [[number for number, _, _ in self.columns.links()]])
        if field in derived_indexes.LINKS:
            return derived_indexes.by_link(field, self.columns.links(), self.ids, self.number)
        own = self.own_index(field)
        if field in derived_indexes.OWN_COUNTS:
            # Events without any are counted, too, so that `claims:0` finds them.
            return own | {"0": self.everything - BitMap.union(BitMap(), *own.values())}
        found = derived_indexes.by_property(field, own, self.index, self.chronology)
        if field == "country":
            merged = self.hierarchies["location"].merged(self.index("location"))
            derived_indexes.add_countries(found, self.chronology.locations, merged)
        return found

    def own_index(self, field: str) -> Index:
        """Return the events under each value of `field` that is their own, without values from the registries."""
        kept = self._own_indexes if field in derived_indexes.FIELDS else self._indexes
        with self._index_lock:
            if field not in kept:
                found = self.columns.index(field) if field in columns.KEYS else {}
                index = {key: BitMap(numbers) for key, numbers in found.items()}
                kept[field] = _merge_spellings(index) if field == "tag" else index
            return kept[field]

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
                whole = self.columns.texts() if field == "text" else self.texts("text")
                self._texts[field] = whole if field == "text" else list(map(TEXTS[field], whole))
            return self._texts[field]

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
        for kind in _KINDS:
            self.distinctions(kind)

    @cached_property
    def registry_names(self) -> dict[str, dict[str, str]]:
        """The folded names of each registry entry, one a line, by kind and id."""
        chronology = self.chronology
        return {
            "actor": {a.id: "\n".join(names(a)) for a in chronology.actors.values()},
            "office": {a.id: fold_name(a.title) for a in chronology.actors.values() if a.title},
            "location": {p.id: "\n".join(names(p)) for p in chronology.locations.values()},
            "source": {s.id: source_text(s) for s in chronology.sources.values()},
        }

    def folded_names(self, field: str) -> dict[str, str]:
        """Return the folded names of the values of a field, one a line.

        An id has a name and aliases; any other value, such as a tag, is its own name.
        """
        if field in NAMED:
            return self.registry_names[NAMED[field]]
        with self._index_lock:
            if field not in self._folded_values:
                self._folded_values[field] = {key: fold_name(key) for key in self.index(field)}
            return self._folded_values[field]

    def distinctions(self, kind: str, *, at_once: bool = False) -> dict[str, str]:
        """Return what distinguishes registry entries of the same name, by id; entries with a unique name are left out.

        Args:
            kind: "actor", "location" or "source".
            at_once: Return an empty dict if this would take long, until `warm` has done it.
        """
        chronology = self.chronology
        entries = len(chronology.actors) + len(chronology.locations) + len(chronology.sources)
        # The years of namesakes need an index, so the number of events counts, too.
        if at_once and kind not in self._distinctions and max(len(self), entries) >= _FEW:
            return {}

        def first_and_last(id_: str) -> tuple[int, int] | None:
            numbers = None if kind == "source" else self.index(kind).get(id_)
            earliest = self.bounds.earliest
            return (earliest[numbers.min()], earliest[numbers.max()]) if numbers else None

        with self._index_lock:
            if kind not in self._distinctions:
                self._distinctions[kind] = disambiguation.distinctions(chronology, kind, first_and_last)
            return self._distinctions[kind]

    def keys_named(self, field: str, folded: str, *, exact: bool = False) -> list[str]:
        """Return the keys of `index(field)` with a name, id or alias that contains (if `exact`: is) `folded`."""
        # Any value of a dimension.
        if field == "tag" and exact and folded.endswith(":"):
            return list(self.dimensions.get(folded[:-1], ()))
        names = self.folded_names(field)
        # `lang:zh` finds `zh-Hant`; the middle of a code means nothing.
        if field in derived_indexes.CODES and not exact:
            return [key for key, name in names.items() if name.startswith(folded)]
        found = _matching(names, folded, exact=exact)
        if field == "about":
            # Both: an actor and a location may have the same id, such as "russia".
            for kind in ("actor", "location"):
                found += _matching(self.registry_names[kind], folded, exact=exact)
        return found

    def matching_keys(self, field: str, folded: str, *, exact: bool = False) -> list[str]:
        """Return the keys of `index(field)` that a user means by `folded`.

        A location includes what lies within it and an actor includes its members: `russia` means everything in Russia.

        Args:
            field: The field.
            folded: A folded name, id or alias, or a part of one.
            exact: Do not match parts.
        """
        return self.hierarchy(field).below(self.keys_named(field, folded, exact=exact))

    @cached_property
    def hierarchies(self) -> dict[str, Hierarchy]:
        """The hierarchies of locations and of actors, by kind, and an empty one under ""."""
        from timeline_tui.store.hierarchy import hierarchies

        return hierarchies(self.chronology)

    def hierarchy(self, field: str) -> Hierarchy:
        """Return the hierarchy of the values of a field, which is empty if they have none."""
        kind = NAMED.get(field, "")
        return self.hierarchies[kind if kind in self.hierarchies else ""]

    def naming(self, folded: str) -> BitMap:
        """Return the events with an actor or a location that has a name, or an office, containing `folded`.

        Sources do not count: the headline of one article would match every event that cites it.
        """
        found = BitMap()
        for kind, field in (("actor", "actor"), ("office", "actor"), ("location", "location")):
            keys = _matching(self.registry_names[kind], folded, exact=False)
            found |= derived_indexes.any_of(self.index(field), keys)
        return found

    @cached_property
    def bounds(self) -> Bounds:
        """The bounds of the events' dates, by number."""
        return Bounds(self.columns.dates())

    @cached_property
    def _links_to(self) -> dict[str, list[tuple[str, int]]]:
        found: dict[str, list[tuple[str, int]]] = {}
        for number, to, kind in self.columns.links():
            found.setdefault(to, []).append((kind, number))
        return found

    def linked_from(self, event_id: str) -> Sequence[tuple[str, Event]]:
        """Return the events that link to this one, each with the kind of its link."""
        if "_links_to" in self.__dict__ or self._link_lookups >= _MAX_LINEAR:
            found = self._links_to.get(event_id, [])
        else:
            self._link_lookups += 1
            found = self.columns.links_to(event_id)
        return [(kind, self.events[number]) for kind, number in found]

    @property
    def languages(self) -> list[str]:
        """The languages that titles and summaries are translated into, the most frequent first."""
        found = self.index("translation")
        return sorted(found, key=lambda tag: (-len(found[tag]), tag))


class SearchCache:
    """The results of the latest word searches, by field and folded word."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], BitMap] = {}
        self._lock = RLock()

    def __len__(self) -> int:
        return len(self._found)

    def get(self, field: str, word: str) -> BitMap | None:
        """Return the events that contain a word, or None if it is not cached."""
        return self._found.get((field, word))

    def narrow(self, field: str, word: str, within: BitMap) -> BitMap:
        """Return those of the events `within` that contain every cached part of a word."""
        # Other threads may be changing it.
        with self._lock:
            known = list(self._found.items())
        for (other, part), found in known:
            # An event whose text contains the word contains each part of it.
            if other == field and part in word:
                within = within & found
        return within

    def add(self, field: str, word: str, found: BitMap) -> None:
        """Cache the events that contain a word, of all events."""
        with self._lock:
            self._found[field, word] = found
            while len(self._found) > _KEPT:
                del self._found[next(iter(self._found))]


def _matching(names: dict[str, str], folded: str, *, exact: bool) -> list[str]:
    """Return the keys with a name that contains (if `exact`: is) `folded`; the names of a key are one a line."""
    if exact:
        return [key for key, lines in names.items() if folded in lines.split("\n")]
    return [key for key, lines in names.items() if folded in lines]


def _merge_spellings(index: Index) -> Index:
    """Merge values that differ only in spelling (see `fold_name`), under the spelling that most events have."""
    spellings: dict[str, list[str]] = {}
    for key in index:
        spellings.setdefault(fold_name(key), []).append(key)
    found: Index = {}
    for same in spellings.values():
        # Of spellings that are as frequent, the one without stray white space wins.
        most = max(same, key=lambda key: (len(index[key]), key == flat(key)))
        found[flat(most)] = BitMap.union(*[index[key] for key in same])
    return found
