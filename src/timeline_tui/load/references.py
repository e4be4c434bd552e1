"""What the strings of a file refer to, each looked up once.

A chronology repeats itself: the same few hundred names and sources stand in a hundred thousand events. What a
string means is found once and shared, so a further mention costs one look into a dict.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from msgspec import to_builtins

from timeline_tui.load.decode import show
from timeline_tui.load.locate import Way
from timeline_tui.load.registry import Registry, is_id, is_url
from timeline_tui.load.tables import EXTRA, ActorRef, LocationRef, SourceRef, Table
from timeline_tui.load.where import Where
from timeline_tui.model import Actor, Citation, Extra, Location, Participant, Place, Source


def extras(table: Table) -> Extra:
    """What the table could not take."""
    return tuple(table.extra.items()) if table.extra else ()


def as_written(table: Table) -> dict[str, Any]:
    """A table that cannot be used, as a dict again."""
    value = to_builtins(table, builtin_types=(datetime, date, time))
    value |= value.pop(EXTRA, None) or {}
    return {key: item for key, item in value.items() if item is not None and item != ()}


def spelt(path: Way) -> str:
    """A path as people read it: `quotes[0].date`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def is_blank(text: str, where: Where, path: Way) -> bool:
    """Whether a reference is empty and so names nobody, which is reported. Nothing is lost by leaving it out."""
    if text and not text.isspace():
        return False
    key = path[-1]
    what = f"`{key}`" if isinstance(key, str) else f"an item of `{path[-2]}`"
    where.report("missing-reference", f"{what} is empty", "write a name or an id, or leave it out", path)
    return True


def filled(texts: Sequence[str], where: Where, path: Way) -> tuple[str, ...]:
    """The tags or aliases of a list that are not empty; those that are, are reported."""
    if all(map(str.strip, texts)):
        return tuple(texts)
    found = []
    for n, text in enumerate(texts):
        if text.strip():
            found.append(text)
        else:
            where.report("empty-item", f"an item of `{path[-1]}` is empty", "leave it out", (*path, n))
    return tuple(found)


class References:
    """Finds actors, locations and sources; makes those that no registry has.

    `lost` collects, for the event that is being read, what could not be used: (path, value).
    """

    def __init__(
        self, actors: Registry[Actor], locations: Registry[Location], sources: Registry[Source]
    ) -> None:
        self.actors = actors
        self.locations = locations
        self.sources = sources
        self.lost: list[tuple[str, Any]] = []
        self._actors: dict[str, Actor] = {}
        self._locations: dict[str, Location] = {}
        self._sources: dict[str, Source] = {}
        self._participants: dict[str | ActorRef, Participant] = {}
        self._places: dict[str | LocationRef, Place] = {}
        self._citations: dict[str, Citation] = {}

    def actor(self, text: str, where: Where, path: Way) -> Actor:
        """The actor a string names."""
        found = self._actors.get(text)
        if found is None:
            known = self.actors.find(text)
            if known is None:
                self._unknown(self.actors, "actor", text, where, path)
                known = Actor(self.actors.new_id(text, "actor"), text)
                self.actors.mention(text, known)
            self._check_ambiguous(self.actors, text, where, path)
            found = self._actors[text] = known
        return found

    def one(self, text: str | None, where: Where, path: Way) -> Actor | None:
        """The actor a key names that may be left out."""
        return None if text is None or is_blank(text, where, path) else self.actor(text, where, path)

    def all(self, texts: Sequence[str], where: Where, path: Way) -> tuple[Actor, ...]:
        """The actors a list names."""
        found = [self.one(text, where, (*path, n)) for n, text in enumerate(texts)]
        return tuple([actor for actor in found if actor is not None])

    def location(self, text: str, where: Where, path: Way) -> Location:
        """The location a string names."""
        found = self._locations.get(text)
        if found is None:
            known = self.locations.find(text)
            if known is None:
                self._unknown(self.locations, "location", text, where, path)
                known = Location(self.locations.new_id(text, "location"), text)
                self.locations.mention(text, known)
            self._check_ambiguous(self.locations, text, where, path)
            found = self._locations[text] = known
        return found

    def source(self, text: str, where: Where, path: Way) -> Source:
        """The source a string names: an id, a title, or an address."""
        found = self._sources.get(text)
        if found is None:
            known = self.sources.find(text)
            if known is None:
                self._unknown(self.sources, "source", text, where, path)
                known = Source(self.sources.new_id(text, "source"), text, url=text if is_url(text) else "")
                self.sources.mention(text, known)
            self._check_ambiguous(self.sources, text, where, path)
            found = self._sources[text] = known
        return found

    def participants(self, refs: Sequence[str | ActorRef], where: Where) -> tuple[Participant, ...]:
        """The parts that `actors` names."""
        known = self._participants
        try:
            return tuple(map(known.__getitem__, refs))
        except (KeyError, TypeError):  # met for the first time; a table with an `extra` is no key
            found = [self._participant(ref, where, ("actors", n)) for n, ref in enumerate(refs)]
            return tuple([part for part in found if part is not None])

    def _participant(self, ref: str | ActorRef, where: Where, path: Way) -> Participant | None:
        key = ref
        if isinstance(ref, str):
            if is_blank(ref, where, path):
                return None
            ref = ActorRef(actor=ref)
        if not ref.actor or ref.actor.isspace():
            self._nobody("actor", ref, where, path)
            return None
        actor = self.actor(ref.actor, where, path)
        part = Participant(actor, ref.role or "participant", extras(ref))
        return part if ref.extra else self._participants.setdefault(key, part)

    def places(self, refs: Sequence[str | LocationRef], where: Where) -> tuple[Place, ...]:
        """The parts that `locations` names."""
        known = self._places
        try:
            return tuple(map(known.__getitem__, refs))
        except (KeyError, TypeError):
            found = [self._place(ref, where, ("locations", n)) for n, ref in enumerate(refs)]
            return tuple([place for place in found if place is not None])

    def _place(self, ref: str | LocationRef, where: Where, path: Way) -> Place | None:
        key = ref
        if isinstance(ref, str):
            if is_blank(ref, where, path):
                return None
            ref = LocationRef(location=ref)
        if not ref.location or ref.location.isspace():
            self._nobody("location", ref, where, path)
            return None
        location = self.location(ref.location, where, path)
        place = Place(location, ref.role or "scene", extras(ref))
        return place if ref.extra else self._places.setdefault(key, place)

    def citations(self, refs: Sequence[str | SourceRef], where: Where) -> tuple[Citation, ...]:
        """What `sources` cites."""
        known = self._citations
        try:
            return tuple(map(known.__getitem__, refs))  # type: ignore[arg-type]
        except (KeyError, TypeError):
            found = [self.citation(ref, where, ("sources", n)) for n, ref in enumerate(refs)]
            return tuple([citation for citation in found if citation is not None])

    def citation(self, ref: str | SourceRef, where: Where, path: Way) -> Citation | None:
        """One citation; None where it names no source."""
        if isinstance(ref, str):
            found = self._citations.get(ref)
            if found is None:
                if is_blank(ref, where, path):
                    return None
                found = self._citations[ref] = Citation(self.source(ref, where, path))
            return found
        if not ref.source or ref.source.isspace():
            self._nobody("source", ref, where, path)
            return None
        return Citation(self.source(ref.source, where, path), ref.locator or "", ref.credibility, extras(ref))

    def lose(self, value: object, path: Way) -> None:
        """Keep what cannot be used, for the event's `extra`."""
        self.lost.append((spelt(path), as_written(value) if isinstance(value, Table) else value))

    def _nobody(self, key: str, ref: Table, where: Where, path: Way) -> None:
        """Report a table that names nothing, and keep it."""
        where.report("missing-reference", f"the table says no `{key}`", f'write {{ {key} = "..." }}', path)
        self.lose(ref, path)

    def _unknown(self, registry: Registry[Any], kind: str, text: str, where: Where, path: Way) -> None:
        """Warn of what looks like an id where the file has a registry without it."""
        if registry.registered and is_id(text):
            near = registry.near(text)
            hint = f"did you mean {show(near)}?" if near else f"add it to [[{kind}s]], or write the name"
            where.report(f"unknown-{kind}", f"no {kind} has the id {show(text)}", hint, path)

    def _check_ambiguous(self, registry: Registry[Any], text: str, where: Where, path: Way) -> None:
        pair = registry.shared_name(text)
        if pair:
            ids = " and ".join(show(thing.id) for thing in pair)
            where.report("ambiguous-reference", f"{show(text)} names both {ids}", "write the id", path)
