"""Short phrases for what the registries and unknown keys add to an event, shared by all renderings.

The phrases are plain text on one line, revealed but not escaped: renderers of markup have to escape them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any, Literal, TypeVar

from timeline_tui.columns.field_keys import citations_of
from timeline_tui.export import phrases
from timeline_tui.export.phrases import TextSigns, grade
from timeline_tui.model import Actor, Citation, Event, Extra, Ids, Location, Place, Source
from timeline_tui.store import Store
from timeline_tui.text import one_line

Registered = TypeVar("Registered", Actor, Source)
Kind = Literal["actor", "location", "source"]

_PRECISIONS: dict[str, str] = {
    "exact": "exact", "vicinity": "vicinity", "locality": "locality", "settlement": "settlement",
    "admin2": "district", "admin1": "region", "country": "country", "linear": "along a line",
    "sea-air": "sea or air", "unknown": "unknown",
}  # fmt: skip
"""Location precisions in words."""


def kind_of(entry: Actor | Location | Source) -> Kind:
    """Return the registry of an entry."""
    return "actor" if isinstance(entry, Actor) else "location" if isinstance(entry, Location) else "source"


def name(entry: Actor | Location | Source | None, store: Store, *beside: str) -> str:
    """Return a name, with what distinguishes it from others of the same name: "Mary (1916 to 1923)".

    Args:
        entry: The actor, location or source; None for an unknown actor.
        store: The store, which knows what shares a name.
        beside: Text shown next to the name, not to be repeated.
    """
    if entry is None:
        return phrases.UNKNOWN
    fact = store.distinctions(kind_of(entry)).get(entry.id, "")
    text = one_line(entry.title if isinstance(entry, Source) else entry.name)
    return f"{text} ({one_line(fact)})" if fact and fact not in beside else text


def actor_facts(actor: Actor, store: Store) -> list[str]:
    """Return what the registry adds to an actor's name and title: "also ...", "person", "UA", "member of ..."."""
    known = store.chronology.actors
    groups = [name(known[key], store) if key in known else key for key in actor.member_of]
    kind = actor.kind.replace("-", " ")
    member = _listed("member of", groups)
    others = _distinct(actor.distinct_from, known, store)
    return _filled(_also(actor.aliases), kind, actor.country, member, *identifiers(actor.ids), others)


def location_facts(place: Place, store: Store) -> list[str]:
    """Return what is known of a location beside its name.

    Coordinates keep all digits; those of the event come before those of the registry. The country is left out if the
    parent location has the same one.
    """
    location = place.location
    inside = store.chronology.locations.get(location.within)
    within = f"in {name(inside, store) if inside else location.within}" if location.within else ""
    country = location.country if inside is None or inside.country != location.country else ""
    others = _distinct(location.distinct_from, store.chronology.locations, store)
    of_event, of_registry = _position(place), _position(location)
    if of_event and of_registry:
        return _filled(within, country, *of_event, f"registered at {', '.join(of_registry)}", others)
    return _filled(within, country, *of_event, *of_registry, others)


def _position(place: Place | Location) -> list[str]:
    """Return the coordinates and how precisely the location is known."""
    coordinates = coordinates_text(place)
    precision = f"precision: {_PRECISIONS.get(place.precision, place.precision)}" if place.precision else ""
    return [part for part in (coordinates, precision) if part]


def coordinates_text(place: Place | Location) -> str:
    """Return latitude and longitude with all their digits, "" without them."""
    return f"{place.lat!r}, {place.lon!r}" if place.lat is not None and place.lon is not None else ""


def location_names(place: Location) -> list[str]:
    """Return the other names and the identifiers of a location."""
    return _filled(_also(place.aliases), *identifiers(place.ids))


def identifiers(ids: Ids) -> list[str]:
    """Return external identifiers with their catalogues: "wikidata Q42"."""
    return _filled(*[f"{catalogue} {value}" for catalogue, value in ids])


def citation_facts(citation: Citation, signs: TextSigns) -> list[str]:
    """Return what is known of a source beside its title and addresses, and the place cited in it."""
    source = citation.source
    return _filled(
        citation.locator,
        source.author if source.author != source.title else "",
        source.publisher,
        signs.date(source.published, weekday=False),
        source.type,
        source.lang,
        f"accessed {signs.date(source.accessed, weekday=False)}" if source.accessed else "",
        grade(citation),
        *identifiers(source.ids),
    )


def anything(value: str, store: Store) -> Actor | Location | Event | None:
    """Return the actor, location or event that a claim is about; None if it is described in plain words."""
    chronology = store.chronology
    return chronology.actors.get(value) or chronology.locations.get(value) or store.event(value)


def extra_pairs(*extras: Extra) -> Iterator[tuple[str, str]]:
    """Yield unknown keys with their values as TOML would write them."""
    return ((one_line(key), one_line(_value(value))) for extra in extras for key, value in extra)


def extra_facts(*extras: Extra) -> list[str]:
    """Return unknown keys with their values, each as "key value"."""
    return [f"{key} {value}" for key, value in extra_pairs(*extras)]


def also_named(event: Event) -> list[Actor]:
    """Return the registered actors that only quotes and claims of the event name, each once."""
    return _others((part.actor for part in event.actors), _named(event))


def also_cited(event: Event) -> list[Source]:
    """Return the registered sources that only quotes and claims of the event cite, each once."""
    return _others((each.source for each in event.sources), (each.source for each in citations_of(event)))


def _named(event: Event) -> Iterator[Actor | None]:
    for quote in event.quotes:
        yield quote.speaker
        yield from quote.to
    for claim in event.claims:
        yield claim.by
        yield from [assessment.by for assessment in claim.assessments]


def _others(known: Iterable[Registered], found: Iterable[Registered | None]) -> list[Registered]:
    listed = {entry.id for entry in known}
    # `origin.line` is 0 for an entry that is only mentioned.
    others = {entry.id: entry for entry in found if entry is not None and entry.origin.line}
    return [entry for key, entry in others.items() if key not in listed]


def _filled(*parts: str) -> list[str]:
    return [one_line(part) for part in parts if part]


def _listed(label: str, names: Iterable[str]) -> str:
    joined = ", ".join([one_line(name) for name in names])
    return f"{label} {joined}" if joined else ""


def _distinct(ids: Iterable[str], known: Mapping[str, Actor] | Mapping[str, Location], store: Store) -> str:
    return _listed("not", [name(known[key], store) if key in known else key for key in ids])


def _also(aliases: Iterable[str]) -> str:
    return _listed("also", aliases)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join([f"{key} = {_value(item)}" for key, item in value.items()]) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join([_value(item) for item in value]) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
