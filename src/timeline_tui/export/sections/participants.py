"""Who took part, where it happened, and who else is named."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.export import phrases, registry_facts
from timeline_tui.export.document import EventContext, Paragraph
from timeline_tui.model import Actor, Extra, Participant, Place


def who(context: EventContext) -> Iterator[Paragraph]:
    """Yield the actors that took part."""
    return context.section("Who", context.event.actors, _participant)


def where(context: EventContext) -> Iterator[Paragraph]:
    """Yield the locations."""
    return context.section("Where", context.event.locations, _place)


def also_named(context: EventContext) -> Iterator[Paragraph]:
    """Yield the registered actors that only quotes and claims name; the background of a brief document has them."""
    return context.section(
        "Also named", () if context.brief else registry_facts.also_named(context.event), _actor
    )


def _participant(context: EventContext, part: Participant) -> Iterator[Paragraph]:
    return _actor(context, part.actor, phrases.role(part), part.extra)


def _actor(context: EventContext, actor: Actor, role: str = "", extra: Extra = ()) -> Iterator[Paragraph]:
    yield Paragraph((*context.name(actor, actor.title), context.tail(actor.title, role)), 1)
    facts = [] if context.brief else registry_facts.actor_facts(actor, context.store)
    yield from _registered(context, facts, actor.extra, extra)


def _place(context: EventContext, place: Place) -> Iterator[Paragraph]:
    location = place.location
    inside = context.store.chronology.locations.get(location.within)
    name = context.name(location, inside.name if inside else location.within, location.country)
    facts = registry_facts.location_facts(place, context.store)
    yield Paragraph((*name, context.tail(phrases.role(place), *facts)), 1)
    yield from _registered(context, registry_facts.location_names(location), location.extra, place.extra)


def _registered(
    context: EventContext, facts: list[str], registered: Extra, extra: Extra
) -> Iterator[Paragraph]:
    """Yield what the registry adds, unless the document is brief, and the unknown keys."""
    if context.brief:
        yield from context.extra(extra, level=2)
        return
    if facts:
        yield Paragraph((context.tail(*facts)._replace(text=context.signs.joined(*facts)),), 2)
    yield from context.extra(registered, extra, level=2)
