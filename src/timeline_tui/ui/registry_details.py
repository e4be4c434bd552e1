"""Details from the registries about the actors, locations and sources of an event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from timeline_tui.columns.field_keys import actors_of, citations_of
from timeline_tui.export import registry_facts
from timeline_tui.model import Event, Extra
from timeline_tui.store import Store


class RegistryEntry(NamedTuple):
    """A registry entry with its details."""

    name: str
    facts: tuple[str, ...]
    extra: Extra


def background(event: Event, store: Store) -> Iterator[RegistryEntry]:
    """Yield the entries of the event's actors, locations and sources that have details; participants come first."""
    chronology = store.chronology
    wanted = actors_of(event)
    first = [p.actor.id for p in event.actors]
    for key in dict.fromkeys([*first, *sorted(wanted)]):
        actor = chronology.actors.get(key)
        known = [] if actor is None else registry_facts.actor_facts(actor, store)
        if actor is not None and (known or actor.extra):
            yield RegistryEntry(actor.name, tuple(known), actor.extra)
    for key in dict.fromkeys([p.location.id for p in event.locations]):
        place = chronology.locations.get(key)
        known = [] if place is None else registry_facts.location_names(place)
        if place is not None and (known or place.extra):
            yield RegistryEntry(place.name, tuple(known), place.extra)
    for citation in {c.source.id: c for c in citations_of(event)}.values():
        if citation.source.extra:
            yield RegistryEntry(citation.source.title, (), citation.source.extra)
