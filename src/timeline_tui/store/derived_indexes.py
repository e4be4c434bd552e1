"""Indexes that are derived from others: from properties of actors, locations and sources, from links, from counts.

They are built on first use, without parsing any event.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from pyroaring import BitMap

from timeline_tui.columns import Link
from timeline_tui.columns.field_keys import OWN, own_keys
from timeline_tui.dates import Date
from timeline_tui.model import Chronology, Location, Source

Index: TypeAlias = dict[str, BitMap]
"""The numbers of the events under each value of a field, such as actor ids, tags or statuses."""

_Values: TypeAlias = Callable[[Any], Iterable[str]]

_PROPERTIES: dict[str, dict[str, _Values]] = {
    "actor": {
        "actor-kind": lambda actor: (actor.kind,),
        "office": lambda actor: (actor.title,),
        # An actor that is a member of itself, by mistake, is below itself anyway.
        "member-of": lambda actor: [above for above in actor.member_of if above != actor.id],
        "country": lambda actor: (actor.country,),
        OWN: lambda actor: own_keys(actor.extra),
    },
    "location": {
        # `add_countries` adds the places within it.
        "country": lambda place: (place.country,),
        OWN: lambda place: own_keys(place.extra),
    },
    "source": {
        "publisher": lambda source: (source.publisher,),
        "author": lambda source: (source.author,),
        "url": lambda source: (source.url, source.archived_url),
        "type": lambda source: (source.type,),
        "reliability": lambda source: (source.reliability or "",),
        "lang": lambda source: (source.lang,),
        "parent": lambda source: (source.parent,),
        OWN: lambda source: own_keys(source.extra),
    },
}
"""The properties of registry entries that are fields, by the kind of entry: each returns values, "" for none."""

COUNTED = {"sources": "source", "actors": "actor", "locations": "location", "tags": "tag"}
"""The fields that count the values of another."""

OWN_COUNTS = frozenset(["quotes", "claims", "assessments"])
"""The fields of counts that the events' own index has, except for 0."""

LINKS = frozenset(["link", "links-to", "linked-from", "link-kind", "links"])
"""The fields of links."""

FIELDS = (
    frozenset([name for names in _PROPERTIES.values() for name in names]) | OWN_COUNTS | LINKS | {*COUNTED}
)
"""The fields whose index is built here. For some, the events have values of their own, too, which are merged in."""

CODES = frozenset(["lang", "country"])
"""The fields that match by prefix: `en` matches the language `en-GB`, but not `ben`."""


def any_of(index: Index, keys: Iterable[str]) -> BitMap:
    """Return the events under any of the keys; keys that the index does not have are ignored."""
    return BitMap.union(BitMap(), *[index[key] for key in keys if key in index])


def by_property(field: str, own: Index, index: Callable[[str], Index], chronology: Chronology) -> Index:
    """Return the events under each value of a property of their actors, locations and sources.

    Args:
        field: The field.
        own: The events' own values of the field.
        index: Returns the events of each "actor", "location" and "source".
        chronology: The registries.
    """
    # Copies, because the events' own index is shared and must not grow.
    found = {value: numbers.copy() for value, numbers in own.items()}
    for kind, properties in _PROPERTIES.items():
        entries = chronology.registry(kind)
        for id_, numbers in index(kind).items() if field in properties else ():
            for value in properties[field](entries[id_]) if id_ in entries else ():
                if value:
                    found.setdefault(value, BitMap()).update(numbers)
    return found


def add_countries(
    found: Index, locations: Mapping[str, Location], merged: Iterable[tuple[list[str], BitMap]]
) -> None:
    """Add to each country the events of everything within its locations, as the query `location:` finds them.

    Args:
        found: The events of each country.
        locations: The registry.
        merged: The ids of locations and the events there and below: see `Hierarchy.merged`.
    """
    for ids, numbers in merged:
        for id_ in ids:
            if numbers and id_ in locations and locations[id_].country:
                found.setdefault(locations[id_].country, BitMap()).update(numbers)


def by_count(size: int, sets: Iterable[Iterable[int]]) -> Index:
    """Count how many of the sets each of the numbers below `size` is in; return the numbers under each count."""
    # An array, not a Counter: of a million events, most have a tag, and it takes 8 MB.
    counts = array("L", bytes(array("L").itemsize * size))
    for numbers in sets:
        for number in numbers:
            counts[number] += 1
    found: dict[int, list[int]] = {}
    for number, count in enumerate(counts):
        found.setdefault(count, []).append(number)
    return {str(count): BitMap(numbers) for count, numbers in found.items()}


def by_link(field: str, links: Iterable[Link], ids: list[str], number: Callable[[str], int | None]) -> Index:
    """Return the index of one of `LINKS`, except for their count.

    Args:
        field: The field: "link" has the links in both directions.
        links: The links.
        ids: The id of each event.
        number: Returns the number of the event with an id.
    """
    found: dict[str, list[int]] = {}
    for at, to, kind in links:
        if field == "link-kind":
            found.setdefault(kind, []).append(at)
        if field in ("link", "links-to"):
            found.setdefault(to, []).append(at)
        if field in ("link", "linked-from") and (there := number(to)) is not None:
            found.setdefault(ids[at], []).append(there)
    return {value: BitMap(numbers) for value, numbers in found.items()}


def by_source_date(
    index: Index, sources: Mapping[str, Source], name: str, test: Callable[[Date], bool]
) -> BitMap:
    """Return the events with a source whose date passes a test.

    Args:
        index: The events of each source.
        sources: The registry.
        name: "published" or "accessed": which date of a source to test.
        test: Called with the date.
    """
    dates = {id_: getattr(sources[id_], name) for id_ in index if id_ in sources}
    return any_of(index, [id_ for id_, date in dates.items() if date is not None and test(date)])
