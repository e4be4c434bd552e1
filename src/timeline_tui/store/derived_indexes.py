"""Indexes that are derived from others: from properties of actors, locations and sources, from links, from counts.

They are built on first use, without parsing any event.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from timeline_tui.columns.field_keys import OWN, own_keys
from timeline_tui.model import Source

if TYPE_CHECKING:
    from timeline_tui.store import Index, Store

_Values = Callable[["Store", Any], Iterable[str]]


_ACTORS: dict[str, _Values] = {
    "actor-kind": lambda _, actor: (actor.kind or "",),
    "office": lambda _, actor: (actor.title,),
    "member-of": lambda _, actor: [
        above for above in actor.member_of if above != actor.id
    ],  # see `Store.below`
    "country": lambda _, actor: (actor.country,),
    OWN: lambda _, actor: own_keys(actor.extra),
}
_LOCATIONS: dict[str, _Values] = {
    "country": lambda _, place: (place.country,),  # see `_inside` for the places within it
    OWN: lambda _, place: own_keys(place.extra),
}
_SOURCES: dict[str, _Values] = {
    "publisher": lambda _, source: (source.publisher,),
    "author": lambda _, source: (source.author,),
    "url": lambda _, source: (source.url, source.archived_url),
    "type": lambda _, source: (source.type or "",),
    "reliability": lambda _, source: (source.reliability or "",),
    "lang": lambda _, source: (source.lang,),
    "parent": lambda _, source: (source.parent,),
    OWN: lambda _, source: own_keys(source.extra),
}
_COUNTED = {"sources": "source", "actors": "actor", "locations": "location", "tags": "tag"}
_OWN_COUNTS = ("quotes", "claims", "assessments")  # the events' own index has all counts except 0
_LINKS = ("link", "links-to", "linked-from", "link-kind", "links")

FIELDS = frozenset([*_ACTORS, *_LOCATIONS, *_SOURCES, *_COUNTED, *_OWN_COUNTS, *_LINKS])
"""The fields whose index is built here. For some, the events have values of their own, too, which are merged in."""

CODES = frozenset(["lang", "country"])
"""The fields that match by prefix: `en` matches the language `en-GB`, but not `ben`."""


def index(store: Store, field: str, own: Index) -> Index:
    """Build the index of a field.

    Args:
        store: The store, for its other indexes.
        field: One of `FIELDS`.
        own: The index of the events' own values.

    Returns:
        The numbers of the events under each value.
    """
    if field in _COUNTED:
        return _counts(len(store), store.index(_COUNTED[field]).values())
    if field in _LINKS:
        return _links(store, field)
    if field in _OWN_COUNTS:
        return own | {"0": store.everything - BitMap.union(BitMap(), *own.values())}
    found = {value: numbers.copy() for value, numbers in own.items()}
    chronology = store.chronology
    for values, base, things in (
        (_ACTORS.get(field), "actor", chronology.actors),
        (_LOCATIONS.get(field), "location", chronology.locations),
        (_SOURCES.get(field), "source", chronology.sources),
    ):
        if values is None:
            continue
        there = store.index(base)
        for id_, numbers in there.items():
            thing = things.get(id_)
            for value in values(store, thing) if thing is not None else ():
                if value:
                    found.setdefault(value, BitMap()).update(numbers)
    if field == "country":
        _add_contained(store, found)
    return found


def _add_contained(store: Store, found: Index) -> None:
    """Add to each country the events of everything within its locations, as the query `location:` finds them."""
    places = store.chronology.locations
    for ids, numbers in store.hierarchies["location"].merged(store.index("location")):
        for id_ in ids:
            if numbers and id_ in places and places[id_].country:
                found.setdefault(places[id_].country, BitMap()).update(numbers)


def _counts(size: int, sets: Iterable[BitMap]) -> Index:
    """Count how many of the sets each event is in, and return the events under each count, including 0."""
    counts = array("L", bytes(array("L").itemsize * size))
    for numbers in sets:
        for number in numbers:
            counts[number] += 1
    return _by_count(counts)


def _by_count(counts: Iterable[int]) -> Index:
    found: dict[int, list[int]] = {}
    for number, count in enumerate(counts):
        found.setdefault(count, []).append(number)
    return {str(count): BitMap(numbers) for count, numbers in found.items()}


def _links(store: Store, field: str) -> Index:
    links = store.links()
    if field == "links":
        counts = [0] * len(store)
        for number, _, _ in links:
            counts[number] += 1
        return _by_count(counts)
    found: dict[str, list[int]] = {}
    ids = store.ids
    for number, to, kind in links:
        if field == "link-kind":
            found.setdefault(kind, []).append(number)
            continue
        if field != "linked-from":
            found.setdefault(to, []).append(number)
        if field != "links-to":
            there = store.number(to)
            if there is not None:
                found.setdefault(ids[number], []).append(there)
    return {value: BitMap(numbers) for value, numbers in found.items()}


def published(store: Store, op: str, test: Callable[[Any], bool]) -> BitMap:
    """Return the events with a source whose date passes a test.

    Args:
        store: The store.
        op: "published" or "accessed": which date of the source to test.
        test: Called with the `Date`.
    """
    index = store.index("source")
    dates: dict[str, Callable[[Source], Any]] = {
        "published": lambda s: s.published,
        "accessed": lambda s: s.accessed,
    }
    date = dates[op]
    sources = store.chronology.sources
    ids = [id_ for id_ in index if id_ in sources and (when := date(sources[id_])) is not None and test(when)]
    return BitMap.union(*[index[id_] for id_ in ids], BitMap())
