"""What the strings of a file refer to, each looked up once.

A chronology repeats itself: the same few hundred names and sources stand in a hundred thousand events. What a
string means is found once and shared, so a further mention costs one look into a dict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from msgspec import to_builtins

from timeline_tui.load.decode import show
from timeline_tui.load.met import Key, Met, Names, Value
from timeline_tui.load.positions import KeyPath
from timeline_tui.load.registry import Entry, Registry, is_id, is_url
from timeline_tui.load.source_context import SourceContext
from timeline_tui.load.tables import EXTRA, ActorRef, LocationRef, SourceRef, Table
from timeline_tui.load.values import coordinates, word
from timeline_tui.model import Actor, Citation, Extra, Location, Participant, Place, Source
from timeline_tui.text import flat
from timeline_tui.vocabulary import ACTOR_ROLES, LOCATION_PRECISIONS, LOCATION_ROLES

_ABOUT = "about"
_NAMED = 4  # ids that a message about a shared name lists


def extras(table: Table) -> Extra:
    """What the table could not take."""
    return tuple(table.extra.items()) if table.extra else ()


def as_written(table: Table) -> dict[str, Any]:
    """A table that cannot be used, as a dict again."""
    value = to_builtins(table, builtin_types=(datetime, date, time))
    value |= value.pop(EXTRA, None) or {}
    return {key: item for key, item in value.items() if item is not None and item != ()}


def spelt(path: KeyPath) -> str:
    """A path as people read it: `quotes[0].date`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def is_blank(text: str, context: SourceContext, path: KeyPath) -> bool:
    """Whether a reference is empty, which is reported. Nothing is lost by leaving it out."""
    if text and not text.isspace():
        return False
    key = path[-1]
    what = f"`{key}`" if isinstance(key, str) else f"an item of `{path[-2]}`"
    context.report("missing-reference", f"{what} is empty", "write a name or an id, or leave it out", path)
    return True


def filled(texts: Sequence[str], context: SourceContext, path: KeyPath) -> tuple[str, ...]:
    """The tags or aliases of a list that are not empty; those that are, are reported."""
    if all(map(str.strip, texts)):
        return tuple(texts)
    found = []
    for n, text in enumerate(texts):
        if text.strip():
            found.append(text)
        else:
            context.report("empty-item", f"an item of `{path[-1]}` is empty", "leave it out", (*path, n))
    return tuple(found)


class References:
    """Finds actors, locations and sources; makes those that no registry has.

    `lost` collects, for the event that is being read, what could not be used: (path, value). `log`, where it is a
    list, takes everything that is named since `forget`, each text once: its kind, the text, the id of what is meant.
    But the ids of registries are left out, for they always mean the same.
    """

    def __init__(
        self, actors: Registry[Actor], locations: Registry[Location], sources: Registry[Source]
    ) -> None:
        self.lost: list[tuple[str, Any]] = []
        self.log: list[str] | None = None
        self._actors = Names("actor", actors, Actor)
        self._locations = Names("location", locations, Location)
        self._sources = Names("source", sources, _source)
        self.shifted = False  # since `forget`, something was mentioned that changed what an `about` means
        self._about: dict[str, str] = {}
        self._abouts: dict[str, str] = {}  # all since `forget`
        self._lately: list[tuple[dict[Any, Any], Any]] = []  # what `forget` removes: where it is, its key
        self._participants: Met[str | ActorRef, Participant] = Met(
            lambda ref, part: self._meet(
                self._participants, ref, self._actors, _name(ref, "actor"), part.actor
            )
        )
        self._places: Met[str | LocationRef, Place] = Met(
            lambda ref, place: self._meet(
                self._places, ref, self._locations, _name(ref, "location"), place.location
            )
        )
        self._citations: Met[str, Citation] = Met(
            lambda text, citation: self._meet(self._citations, text, self._sources, text, citation.source)
        )

    # -- what is named, for those who want to know whether it would be so again -----------------------------

    def forget(self) -> None:
        """From now on everything is named for the first time, as far as the `log` is concerned."""
        for met, key in self._lately:
            met.pop(key, None)
        self._lately.clear()
        self._about.clear()
        self._abouts.clear()
        self.shifted = False

    def agree(self, log: Sequence[str]) -> bool:
        """Whether what is named in a `log` means the same now, and there is no problem to report.

        Then it has been mentioned, as if it had been read here. Else nothing has.
        """
        names: dict[str, Names[Any]] = {n.kind: n for n in (self._actors, self._locations, self._sources)}
        met: list[tuple[Names[Any], str, bool]] = []
        steps = iter(log)
        for kind, text, id_ in zip(steps, steps, steps, strict=True):
            if kind == _ABOUT:
                same = self.about(text) == id_
            else:
                known = names[kind].all.get(text) or self._find_or_mention(names[kind], text, met)
                same = known is not None and known.id == id_
            if not same:
                self._take_back(met)
                return False
        return True

    def _find_or_mention(
        self, names: Names[Entry], text: str, met: list[tuple[Names[Any], str, bool]]
    ) -> Entry | None:
        """What a text means that is named for the first time; None if there is a problem to report.

        `met` takes what is done for that.
        """
        registry: Registry[Entry] = names.registry
        known: Entry | None = registry.find(text)
        if registry.shared_name(text) or (known is None and registry.registered and is_id(text)):
            return None
        met.append((names, text, known is None))
        if known is None:
            known = names.make(registry.new_id(text, names.kind), flat(text))
            registry.mention(text, known)
            self._forget_about(names)
        names.all[text] = known
        return known

    def _take_back(self, met: list[tuple[Names[Any], str, bool]]) -> None:
        """As if what was met, last of all, had not been."""
        for names, text, mentioned in reversed(met):
            entry = names.all.pop(text)
            if mentioned:
                names.registry.take_back(text, entry, names.kind)
                self._forget_about(names)

    def _forget_about(self, names: Names[Any]) -> None:
        """Something was mentioned that an `about` may mean from now on."""
        if names is not self._sources:
            self._about.clear()

    def _meet(self, met: dict[Key, Value], key: Key, names: Names[Entry], text: str, entry: Entry) -> None:
        """Something is named, as `key` of `met`, that was not since `forget`."""
        if not _is_fixed(text, entry):
            self._lately.append((met, key))
            if text not in names:
                self._note(names, text, entry)

    def _note(self, names: Names[Entry], text: str, entry: Entry) -> None:
        names[text] = entry
        if not _is_fixed(text, entry):
            self._lately.append((names, text))
            if self.log is not None:
                self.log += (names.kind, text, entry.id)

    def spellings(self) -> tuple[tuple[str, str, str], ...]:
        """What has named actors and locations and is neither name, alias nor id: kind, id, the text."""
        return tuple(
            [
                (names.kind, entry.id, text)
                for names in (self._actors, self._locations)
                for text, entry in names.all.items()
                if text not in (entry.name, *entry.aliases)
                and not (is_id(entry.id) and text.casefold() == entry.id)
            ]
        )

    def twin(self) -> References:
        """Another that knows all that this one finds, for those who read what was read before."""
        twin = References(self._actors.registry, self._locations.registry, self._sources.registry)
        twin._actors.all = self._actors.all
        twin._locations.all = self._locations.all
        twin._sources.all = self._sources.all
        return twin

    def abouts(self, log: Sequence[str]) -> Mapping[str, str]:
        """What each `about` in a log meant."""
        return {text: id_ for kind, text, id_ in zip(*[iter(log)] * 3, strict=True) if kind == _ABOUT}

    def recall(self, abouts: Mapping[str, str]) -> None:
        """From now on an `about` means what it meant there."""
        self._about = dict(abouts)

    # -- looking up -----------------------------------------------------------------------------------------

    def about(self, text: str) -> str:
        """The id of the actor or location that is meant; events and plain words stay as they are."""
        found = self._about.get(text)
        if found is None:
            entry = self._actors.registry.find(text) or self._locations.registry.find(text)
            found = self._about[text] = text if entry is None else entry.id
            if self.log is not None:
                self.log += (_ABOUT, text, found)
                self.shifted |= self._abouts.setdefault(text, found) != found
        return found

    def actor(self, text: str, context: SourceContext, path: KeyPath) -> Actor:
        """The actor a string names."""
        found = self._actors.get(text)
        return found if found is not None else self._named(self._actors, text, context, path)

    def one(self, text: str | None, context: SourceContext, path: KeyPath) -> Actor | None:
        """The actor a key names that may be left out."""
        return None if text is None or is_blank(text, context, path) else self.actor(text, context, path)

    def all(self, texts: Sequence[str], context: SourceContext, path: KeyPath) -> tuple[Actor, ...]:
        """The actors a list names."""
        found = [self.one(text, context, (*path, n)) for n, text in enumerate(texts)]
        return tuple([actor for actor in found if actor is not None])

    def location(self, text: str, context: SourceContext, path: KeyPath) -> Location:
        """The location a string names."""
        found = self._locations.get(text)
        return found if found is not None else self._named(self._locations, text, context, path)

    def source(self, text: str, context: SourceContext, path: KeyPath) -> Source:
        """The source a string names: an id, a title, or an address."""
        found = self._sources.get(text)
        return found if found is not None else self._named(self._sources, text, context, path)

    def _named(self, names: Names[Entry], text: str, context: SourceContext, path: KeyPath) -> Entry:
        """What a string names; what no registry has is made."""
        found = names.all.get(text)
        if found is None:
            registry = names.registry
            found = registry.find(text)
            if found is None:
                self._unknown(registry, names.kind, text, context, path)
                found = names.make(registry.new_id(text, names.kind), flat(text))
                registry.mention(text, found)
                self._forget_about(names)
            self._check_ambiguous(registry, text, context, path)
            names.all[text] = found
        self._note(names, text, found)
        return found

    def participants(self, refs: Sequence[str | ActorRef], context: SourceContext) -> tuple[Participant, ...]:
        """The parts that `actors` names."""
        known = self._participants
        try:
            return tuple(map(known.__getitem__, refs))
        except (KeyError, TypeError):  # met for the first time; a table with an `extra` is not hashable
            found = [self._participant(ref, context, ("actors", n)) for n, ref in enumerate(refs)]
            return tuple([part for part in found if part is not None])

    def _participant(self, ref: str | ActorRef, context: SourceContext, path: KeyPath) -> Participant | None:
        key = ref
        if isinstance(ref, str):
            if is_blank(ref, context, path):
                return None
            ref = ActorRef(actor=ref)
        if not ref.actor or ref.actor.isspace():
            self._report_missing("actor", ref, context, path)
            return None
        actor = self.actor(ref.actor, context, path)
        role = word(ref.role, ACTOR_ROLES, "participant", context, (*path, "role")).strip()
        part = Participant(actor, role, extras(ref))
        # A word of the file's own is reported wherever it stands, so it is looked at each time.
        return part if ref.extra or role not in ACTOR_ROLES else self._participants.enter(key, part)

    def places(self, refs: Sequence[str | LocationRef], context: SourceContext) -> tuple[Place, ...]:
        """The parts that `locations` names."""
        known = self._places
        try:
            return tuple(map(known.__getitem__, refs))
        except (KeyError, TypeError):
            found = [self._place(ref, context, ("locations", n)) for n, ref in enumerate(refs)]
            return tuple([place for place in found if place is not None])

    def _place(self, ref: str | LocationRef, context: SourceContext, path: KeyPath) -> Place | None:
        key = ref
        if isinstance(ref, str):
            if is_blank(ref, context, path):
                return None
            ref = LocationRef(location=ref)
        if not ref.location or ref.location.isspace():
            self._report_missing("location", ref, context, path)
            return None
        location = self.location(ref.location, context, path)
        lat, lon, half = coordinates(ref, context, path)
        role = word(ref.role, LOCATION_ROLES, "scene", context, (*path, "role")).strip()
        precision = word(ref.precision, LOCATION_PRECISIONS, "", context, (*path, "precision")).strip()
        place = Place(location, role, lat, lon, precision, (*extras(ref), *half))
        own = role not in LOCATION_ROLES or (precision and precision not in LOCATION_PRECISIONS)
        # Places with coordinates of their own are rarely met twice, and would fill the memory.
        return place if ref.extra or half or own or lat is not None else self._places.enter(key, place)

    def citations(self, refs: Sequence[str | SourceRef], context: SourceContext) -> tuple[Citation, ...]:
        """What `sources` cites."""
        known = self._citations
        try:
            return tuple(map(known.__getitem__, refs))  # type: ignore[arg-type]
        except (KeyError, TypeError):
            found = [self.citation(ref, context, ("sources", n)) for n, ref in enumerate(refs)]
            return tuple([citation for citation in found if citation is not None])

    def citation(self, ref: str | SourceRef, context: SourceContext, path: KeyPath) -> Citation | None:
        """One citation; None where it names no source."""
        if isinstance(ref, str):
            found = self._citations.get(ref)
            if found is None:
                if is_blank(ref, context, path):
                    return None
                found = self._citations.enter(ref, Citation(self.source(ref, context, path)))
            return found
        if not ref.source or ref.source.isspace():
            self._report_missing("source", ref, context, path)
            return None
        source = self.source(ref.source, context, path)
        return Citation(source, ref.locator or "", ref.credibility, ref.note or "", extras(ref))

    def lose(self, value: object, path: KeyPath) -> None:
        """Keep what cannot be used, for the event's `extra`."""
        self.lost.append((spelt(path), as_written(value) if isinstance(value, Table) else value))

    def _report_missing(self, key: str, ref: Table, context: SourceContext, path: KeyPath) -> None:
        """Report a table that names nothing, and keep it."""
        context.report("missing-reference", f"the table says no `{key}`", f'write {{ {key} = "..." }}', path)
        self.lose(ref, path)

    def _unknown(
        self, registry: Registry[Any], kind: str, text: str, context: SourceContext, path: KeyPath
    ) -> None:
        """Warn of what looks like an id where the file has a registry without it."""
        if registry.registered and is_id(text):

            def hint() -> str:
                near = registry.near(text)
                return f"did you mean {show(near)}?" if near else f"add it to [[{kind}s]], or write the name"

            context.report(f"unknown-{kind}", f"no {kind} has the id {show(text)}", hint, path)

    def _check_ambiguous(
        self, registry: Registry[Any], text: str, context: SourceContext, path: KeyPath
    ) -> None:
        entries = registry.shared_name(text)
        if entries:
            ids = [show(entry.id) for entry in entries[:_NAMED]]
            *others, last = [*ids, f"{len(entries) - _NAMED:,} more"] if len(entries) > _NAMED else ids
            named = f"{'both ' * (len(entries) == 2)}{', '.join(others)} and {last}"
            context.report("ambiguous-reference", f"{show(text)} names {named}", "write the id", path)


def _source(id_: str, text: str) -> Source:
    """A source that is only mentioned."""
    return Source(id_, text, url=text if is_url(text) else "")


def _name(ref: str | Table, key: str) -> str:
    """The text by which a reference names an actor or a location."""
    name: str = ref if isinstance(ref, str) else getattr(ref, key)
    return name


def _is_fixed(text: str, entry: Actor | Location | Source) -> bool:
    """Whether the text is an id of the registry, which means the same whatever else is mentioned."""
    return entry.id == text and entry.origin.line > 0
