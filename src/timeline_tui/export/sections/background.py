"""Details from the registries about actors, locations and sources, which other documents have beside the names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from timeline_tui.columns.field_keys import actors_of, citations_of
from timeline_tui.export import registry_facts
from timeline_tui.export.document import EventContext, Paragraph, Span
from timeline_tui.model import Extra
from timeline_tui.text import one_line


class RegistryEntry(NamedTuple):
    """A registry entry with its details."""

    name: str
    facts: list[str]
    extra: Extra


def background(context: EventContext) -> Iterator[Paragraph]:
    """Yield the details of all registry entries that a brief document names."""
    return context.section("Background", list(_entries(context)) if context.brief else (), _entry)


def _entry(context: EventContext, entry: RegistryEntry) -> Iterator[Paragraph]:
    yield Paragraph((Span(one_line(entry.name)), context.tail(*entry.facts)), 1)
    yield from context.extra(entry.extra, level=2)


def _entries(context: EventContext) -> Iterator[RegistryEntry]:
    """Yield the entries that have details; participants come first."""
    event, chronology = context.event, context.store.chronology
    first = [part.actor.id for part in event.actors]
    for key in dict.fromkeys([*first, *sorted(actors_of(event))]):
        actor = chronology.actors.get(key)
        facts = [] if actor is None else registry_facts.actor_facts(actor, context.store)
        if actor is not None and (facts or actor.extra):
            yield RegistryEntry(actor.name, facts, actor.extra)
    for key in dict.fromkeys([part.location.id for part in event.locations]):
        place = chronology.locations.get(key)
        facts = [] if place is None else registry_facts.location_names(place)
        if place is not None and (facts or place.extra):
            yield RegistryEntry(place.name, facts, place.extra)
    for source in {cited.source.id: cited.source for cited in citations_of(event)}.values():
        if source.extra:
            yield RegistryEntry(source.title, [], source.extra)
