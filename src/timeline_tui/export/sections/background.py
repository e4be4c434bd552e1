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
    entries = [entry for entry in _entries(context) if entry.facts or entry.extra] if context.brief else ()
    return context.section("Background", entries, _entry)


def _entry(context: EventContext, entry: RegistryEntry) -> Iterator[Paragraph]:
    yield Paragraph((Span(one_line(entry.name)), context.tail(*entry.facts)), 1)
    yield from context.extra(entry.extra, level=2)


def _entries(context: EventContext) -> Iterator[RegistryEntry]:
    """Yield the entries of what the event names; participants come first."""
    event, chronology = context.event, context.store.chronology
    actors = dict.fromkeys([*[part.actor.id for part in event.actors], *sorted(actors_of(event))])
    for actor in [chronology.actors[key] for key in actors if key in chronology.actors]:
        yield RegistryEntry(actor.name, registry_facts.actor_facts(actor, context.store), actor.extra)
    locations = dict.fromkeys([part.location.id for part in event.locations])
    for place in [chronology.locations[key] for key in locations if key in chronology.locations]:
        yield RegistryEntry(place.name, registry_facts.location_names(place), place.extra)
    for source in {cited.source.id: cited.source for cited in citations_of(event)}.values():
        yield RegistryEntry(source.title, [], source.extra)
