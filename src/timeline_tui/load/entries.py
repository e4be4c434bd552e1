"""From `[[actors]]`, `[[locations]]` and `[[sources]]` to the registries.

All entries of all files are read before the first event is, so that an event may name what is registered
further down or in another file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import force_setattr

from timeline_tui.dates import Date
from timeline_tui.load.decode import show
from timeline_tui.load.positions import KeyPath
from timeline_tui.load.references import as_written, extras, filled, is_blank
from timeline_tui.load.registry import Ids, Registry, slug
from timeline_tui.load.resolve import read_date
from timeline_tui.load.source_context import SourceContext
from timeline_tui.load.tables import ActorTable, LocationTable, SourceTable
from timeline_tui.load.values import coordinates, identifiers, word
from timeline_tui.model import Actor, Location, Origin, Source
from timeline_tui.text import flat
from timeline_tui.vocabulary import ACTOR_KINDS, LOCATION_PRECISIONS, SOURCE_TYPES

Entry = TypeVar("Entry", Actor, Location, Source)


class Registries(NamedTuple):
    """Everything that can be referred to."""

    actors: Registry[Actor]
    locations: Registry[Location]
    sources: Registry[Source]

    def imply(self, kind: str, entry: Mapping[str, str]) -> None:
        """Mention an entry that a reference names beside its id, unless the id is known.

        Args:
            kind: "actors", "locations" or "sources".
            entry: Its id, its name or title, and its address.
        """
        id_ = entry["id"]
        if kind == "actors" and id_ not in self.actors.by_id:
            self.actors.mention_as(id_, Actor(id_, flat(entry["name"])))
        elif kind == "locations" and id_ not in self.locations.by_id:
            self.locations.mention_as(id_, Location(id_, flat(entry["name"])))
        elif kind == "sources" and id_ not in self.sources.by_id:
            self.sources.mention_as(id_, Source(id_, flat(entry["title"]), url=entry.get("url", "")))

    def copy(self) -> Registries:
        """The same things, in registries of their own."""
        return Registries(self.actors.copy(), self.locations.copy(), self.sources.copy())


class Entries:
    """Collects the registered things while the files are read; `registries` builds the registries.

    `lost` holds the entries that nothing can refer to, by the name of their table.
    """

    def __init__(self) -> None:
        self._actors: list[Actor] = []
        self._locations: list[Location] = []
        self._sources: list[Source] = []
        self._ids = {"actors": Ids(), "locations": Ids(), "sources": Ids()}
        self.lost: list[tuple[str, Any]] = []
        self._first: dict[tuple[str, str], Origin] = {}

    def actor(self, table: ActorTable, context: SourceContext) -> None:
        """Enter an actor."""
        found = self._identity("actors", table.id, table.name, context)
        if found is None:
            self.lost.append(("actors", as_written(table)))
            return
        ids, lost = identifiers(table.ids, context)
        self._actors.append(
            Actor(
                found,
                table.name or table.id or "",
                filled(table.aliases, context, ("aliases",)),
                word(table.kind, ACTOR_KINDS, "", context, ("kind",)),
                table.title or "",
                tuple(
                    [g for n, g in enumerate(table.member_of) if not is_blank(g, context, ("member_of", n))]
                ),
                table.country or "",
                ids,
                _others(table.distinct_from, context),
                (*extras(table), *lost),
                context.origin(),
            )
        )

    def location(self, table: LocationTable, context: SourceContext) -> None:
        """Enter a location; half a pair of coordinates goes to its `extra`."""
        found = self._identity("locations", table.id, table.name, context)
        if found is None:
            self.lost.append(("locations", as_written(table)))
            return
        lat, lon, half = coordinates(table, context)
        ids, lost = identifiers(table.ids, context)
        self._locations.append(
            Location(
                found,
                table.name or table.id or "",
                filled(table.aliases, context, ("aliases",)),
                table.country or "",
                lat,
                lon,
                word(table.precision, LOCATION_PRECISIONS, "", context, ("precision",)),
                _named(table.within, context, ("within",)),
                ids,
                _others(table.distinct_from, context),
                (*extras(table), *half, *lost),
                context.origin(),
            )
        )

    def source(self, table: SourceTable, context: SourceContext) -> None:
        """Enter a source."""
        found = self._identity("sources", table.id, table.title or table.url, context)
        if found is None:
            self.lost.append(("sources", as_written(table)))
            return
        ids, lost = identifiers(table.ids, context)
        published = _date(table.published, "published", context, lost)
        accessed = _date(table.accessed, "accessed", context, lost)
        if _before(accessed, published):
            message, hint = "the source was read before it was published", "correct one of the two dates"
            context.report("accessed-before-published", message, hint, ("accessed",))
        self._sources.append(
            Source(
                found,
                table.title or table.url or table.id or "",
                table.publisher or "",
                table.author or "",
                table.url or "",
                table.archived_url or "",
                published,
                accessed,
                word(table.type, SOURCE_TYPES, "", context, ("type",)),
                table.lang or "",
                table.reliability,
                _named(table.parent, context, ("parent",)),
                ids,
                (*extras(table), *lost),
                context.origin(),
            )
        )

    def registries(self) -> Registries:
        """The registries; references among their entries are turned into ids."""
        actors, locations, sources = (
            Registry(self._actors),
            Registry(self._locations),
            Registry(self._sources),
        )
        for actor in self._actors:
            _resolve_distinct(actor, actors)
            if actor.member_of:
                force_setattr(actor, "member_of", tuple([_id_of(text, actors) for text in actor.member_of]))
        for location in self._locations:
            _resolve_distinct(location, locations)
            if location.within:
                force_setattr(location, "within", _id_of(location.within, locations))
        for source in self._sources:
            if source.parent:
                force_setattr(source, "parent", _id_of(source.parent, sources))
        return Registries(actors, locations, sources)

    def _identity(self, key: str, given: str | None, name: str | None, context: SourceContext) -> str | None:
        """The entry's id, derived from its name where it has none; a second one gets a number."""
        if not given and not name:
            context.report(
                "missing-name", f"an entry of [[{key}]] with neither id nor name", 'write id = "..."'
            )
            return None
        ids = self._ids[key]
        wanted = given or slug(name or "") or key[:-1]
        found = ids.unique(wanted)
        if given and found != given:
            first = self._first.get((key, given))
            place = f", at {first.path}:{first.line}" if first else ""
            message = f"{show(given)} is already an id in [[{key}]]{place}"
            hint = f"it is known as {show(found)} here: write another id, or make one entry of both"
            context.report("duplicate-id", message, hint, ("id",))
        self._first.setdefault((key, wanted), context.origin())
        return found


def _named(text: str | None, context: SourceContext, path: KeyPath) -> str:
    """What a key refers to that may be left out."""
    return "" if text is None or is_blank(text, context, path) else text


def _others(texts: Sequence[str], context: SourceContext) -> tuple[str, ...]:
    """What an entry is distinct from, without what is blank, which is reported."""
    return tuple([text for n, text in enumerate(texts) if not is_blank(text, context, ("distinct_from", n))])


def _resolve_distinct(entry: Actor | Location, registry: Registry[Any]) -> None:
    """Turn what an entry is distinct from into ids."""
    if entry.distinct_from:
        force_setattr(entry, "distinct_from", tuple([_id_of(text, registry) for text in entry.distinct_from]))


def _id_of(text: str, registry: Registry[Any]) -> str:
    found = registry.find(text)
    return found.id if found is not None else text


def _date(value: object, key: str, context: SourceContext, lost: list[tuple[str, Any]]) -> Date | None:
    date = read_date(value, context, (key,))
    if date is None and value is not None:
        lost.append((key, value))
    return date


def _before(one: Date | None, other: Date | None) -> bool:
    """Whether the first certainly ends before the other begins."""
    if one is None or other is None or one.latest is None or other.earliest is None:
        return False
    return one.latest <= other.earliest
