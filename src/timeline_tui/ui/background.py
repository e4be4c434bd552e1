"""What the registries say of the actors, locations and sources that an event names, beyond their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from timeline_tui.model import Actor, Event, Extra, Location
from timeline_tui.store import Store, indexing


class Known(NamedTuple):
    """Somebody or something, and what is known of it."""

    name: str
    facts: tuple[str, ...]
    extra: Extra


def background(event: Event, store: Store) -> Iterator[Known]:
    """Everybody and everything in the event that the registries say more of, in the order of the event."""
    chronology = store.chronology
    wanted = indexing.actors_of(event)
    first = [p.actor.id for p in event.actors]
    for key in dict.fromkeys([*first, *sorted(wanted)]):
        actor = chronology.actors.get(key)
        facts = () if actor is None else _of_actor(actor, store)
        if actor is not None and (facts or actor.extra):
            yield Known(actor.name, facts, actor.extra)
    for key in dict.fromkeys([p.location.id for p in event.locations]):
        place = chronology.locations.get(key)
        if place is not None and (place.aliases or place.extra or (place.within and place.country)):
            yield Known(place.name, _of_place(place), place.extra)
    for citation in {c.source.id: c for c in indexing.citations_of(event)}.values():
        if citation.source.extra:
            yield Known(citation.source.title, (), citation.source.extra)


def _of_actor(actor: Actor, store: Store) -> tuple[str, ...]:
    actors = store.chronology.actors
    members = [actors[key].name if key in actors else key for key in actor.member_of]
    facts = [
        f"also {', '.join(actor.aliases)}" if actor.aliases else "",
        (actor.kind or "").replace("-", " "),
        actor.country,
        f"member of {', '.join(members)}" if members else "",
    ]
    return tuple([fact for fact in facts if fact])


def _of_place(place: Location) -> tuple[str, ...]:
    aliases = f"also {', '.join(place.aliases)}" if place.aliases else ""
    return tuple([fact for fact in (aliases, place.country) if fact])
