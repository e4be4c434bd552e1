"""The data model: events, actors, locations, sources, quotes and claims.

All values are frozen, with references resolved: an event holds its `Actor`s, not their ids, so that showing,
searching and exporting it needs no lookups. Names are those of the file format (`docs/format.md`).
`timeline_tui.load` creates the values; nothing modifies them.

`extra` holds keys that the format does not know and values that it could not use, in file order, as `(key, value)`
with the value as parsed from TOML. Nothing that a file says is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from timeline_tui.dates import Date
from timeline_tui.text import fold, fold_name
from timeline_tui.vocabulary import AGAINST, CONTESTED, ClaimStatus, EventStatus, Reliability, Stance

Extra: TypeAlias = tuple[tuple[str, Any], ...]
Texts: TypeAlias = tuple[tuple[str, str], ...]
"""A text in other languages, each with its BCP 47 tag: `("uk", "Курська операція")`."""
Ids: TypeAlias = tuple[tuple[str, str], ...]
"""External identifiers, each with its catalogue: `("wikidata", "Q42")`."""


# gc=False (msgspec) keeps values out of the passes of the cyclic garbage collector, which would visit each of a million
# events. It is safe because references go one way: events hold their actors, not the reverse.
class Origin(Struct, frozen=True, gc=False):
    """Where something is defined: `path` as the user named it, `line` from 1; 0 if it is only mentioned."""

    path: str
    line: int


NOWHERE = Origin("", 0)


class Actor(Struct, frozen=True, gc=False, omit_defaults=True):
    """A person, organisation or force. `origin.line == 0` marks a name without an entry in the registry."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    title: str = ""
    member_of: tuple[str, ...] = ()
    country: str = ""
    ids: Ids = ()
    distinct_from: tuple[str, ...] = ()
    extra: Extra = ()
    origin: Origin = NOWHERE


class Location(Struct, frozen=True, gc=False, omit_defaults=True):
    """A place. `lat` and `lon` are in degrees (WGS 84), both or neither; `precision` says how exactly it is known."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: str = ""
    within: str = ""
    ids: Ids = ()
    distinct_from: tuple[str, ...] = ()
    extra: Extra = ()
    origin: Origin = NOWHERE


class Source(Struct, frozen=True, gc=False, omit_defaults=True):
    """A source of information. `reliability` is the Admiralty letter, `parent` the id of the source that it repeats."""

    id: str
    title: str
    publisher: str = ""
    author: str = ""
    url: str = ""
    archived_url: str = ""
    published: Date | None = None
    accessed: Date | None = None
    type: str = ""
    lang: str = ""
    reliability: Reliability | None = None
    parent: str = ""
    ids: Ids = ()
    extra: Extra = ()
    origin: Origin = NOWHERE


class Participant(Struct, frozen=True, gc=False):
    """An actor's role in an event."""

    actor: Actor
    role: str = "participant"
    extra: Extra = ()


class Place(Struct, frozen=True, gc=False):
    """A location's role in an event. A dateline is where it was reported, not where it happened.

    `lat`, `lon` and `precision` are those of the event, if they differ from the location's own or it has none.
    """

    location: Location
    role: str = "scene"
    lat: float | None = None
    lon: float | None = None
    precision: str = ""
    extra: Extra = ()


class Citation(Struct, frozen=True, gc=False):
    """A source, the place in it, and the Admiralty credibility (1 best, 6 unknown) of what it says there.

    `note` is a remark by whoever cites it.
    """

    source: Source
    locator: str = ""
    credibility: int | None = None
    note: str = ""
    extra: Extra = ()


class Link(Struct, frozen=True, gc=False):
    """A relation to another event, which is given by id."""

    to: str
    kind: str = "related"
    extra: Extra = ()


class Quote(Struct, frozen=True, gc=False):
    """Something an actor said. `date` is None if it was said on the event's date."""

    text: str
    speaker: Actor | None = None
    kind: str = "direct"
    to: tuple[Actor, ...] = ()
    lang: str = ""
    original_text: str = ""
    original_lang: str = ""
    date: Date | None = None
    source: Citation | None = None
    extra: Extra = ()


class Quantity(Struct, frozen=True, gc=False):
    """A number, with bounds if given. `label` says what it measures, `unit` its unit."""

    best: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    label: str = ""
    extra: Extra = ()


class Media(Struct, frozen=True, gc=False):
    """A picture, recording or document, by its `path` next to the file or its `url`. It is never opened automatically.

    `hash` is the hash of its content, as written in the file; `warning` is a content warning.
    """

    path: str = ""
    url: str = ""
    caption: str = ""
    credit: str = ""
    hash: str = ""
    warning: str = ""
    extra: Extra = ()


class Assessment(Struct, frozen=True, gc=False):
    """What another actor says about a claim."""

    stance: Stance
    by: Actor | None = None
    date: Date | None = None
    source: Citation | None = None
    note: str = ""
    extra: Extra = ()


class Claim(Struct, frozen=True, gc=False):
    """A statement by an actor. It is never a fact: `status` says how it stands, `assessments` what others say about it.

    `about` holds ids of actors, locations or events, or plain words; look them up in `Chronology` to tell.
    """

    text: str
    by: Actor | None = None
    status: ClaimStatus = "claimed"
    date: Date | None = None
    about: tuple[str, ...] = ()
    quantity: Quantity | None = None
    source: Citation | None = None
    assessments: tuple[Assessment, ...] = ()
    extra: Extra = ()

    @property
    def contested(self) -> bool:
        """Whether its status or an assessment opposes it."""
        return self.status in CONTESTED or any(a.stance in AGAINST for a in self.assessments)


Statement: TypeAlias = Quote | Claim | Assessment


class Event(Struct, frozen=True, gc=False):
    """One thing that happened, was said or was reported. `date` is None if the file has no valid date for it."""

    id: str
    date: Date | None
    title: str
    date_text: str = ""
    summary: str = ""
    kind: str = "event"
    status: EventStatus = "reported"
    tags: tuple[str, ...] = ()
    importance: int | None = None
    actors: tuple[Participant, ...] = ()
    locations: tuple[Place, ...] = ()
    sources: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    media: tuple[Media, ...] = ()
    titles: Texts = ()
    summaries: Texts = ()
    ids: Ids = ()
    extra: Extra = ()
    origin: Origin = NOWHERE

    @property
    def contested(self) -> bool:
        """Whether the event or one of its claims is disputed."""
        return self.status in CONTESTED or any(claim.contested for claim in self.claims)

    @property
    def statements(self) -> list[Statement]:
        """Its quotes, then its claims, each followed by its assessments."""
        found: list[Statement] = list(self.quotes)
        for claim in self.claims:
            found += (claim, *claim.assessments)
        return found

    def in_language(self, lang: str, own: str) -> Event:
        """Return the event with title and summary in a language, as far as it has them.

        Args:
            lang: The BCP 47 tag of the language. `zh` also matches `zh-Hant`, and `zh-Hant` matches `zh`.
            own: The tag under which the file's own title and summary are moved to `titles` and `summaries`.
        """
        title, titles = _swap(self.title, self.titles, lang, own)
        summary, summaries = _swap(self.summary, self.summaries, lang, own)
        if title is self.title and summary is self.summary:
            return self
        return replace(self, title=title, titles=titles, summary=summary, summaries=summaries)


def _swap(text: str, others: Texts, lang: str, own: str) -> tuple[str, Texts]:
    """Return the text in a language, and the other texts with the original in its place."""
    # Language tags are case-insensitive (RFC 5646, 2.1.1). As in lookup (RFC 4647, 3.4), `zh` serves `zh-Hant`, and
    # here `zh-Hant` serves `zh` as well.
    wanted = lang.lower()
    main = wanted.partition("-")[0]
    tags = [(n, tag.lower()) for n, (tag, _) in enumerate(others)]
    # The tag itself comes before one that only shares the main language.
    fitting = [
        (tag != wanted, n) for n, tag in tags if tag in (wanted, main) or tag.partition("-")[0] == wanted
    ]
    if not fitting:
        return text, others
    at = min(fitting)[1]
    return others[at][1], (*others[:at], *(((own, text),) if text else ()), *others[at + 1 :])


class Chronology(Struct, frozen=True, gc=False):
    """Everything that was loaded.

    Attributes:
        events: The events, in the order of `timeline_tui.dates.Date.sort_key`.
        actors, locations, sources: The registries by id, including entries that events only mention.
        title, summary: Those of `[timeline]`.
        zone: The IANA name of the time zone in which all instants are laid out, "" for none.
        lang: The language of titles and summaries, "" if not given.
        paths: The files.
        extra: The unknown keys of `[timeline]` and unknown top-level tables.
        declared: The user-defined keys that `[schema]` declares, by table and key, with the type or the list of their
            values.
        spellings: References to actors and locations that spell a name differently: kind, id, and the text as written.
    """

    # msgspec copies empty mutable defaults for each instance, unlike Python's default arguments.
    events: Sequence[Event] = ()
    actors: dict[str, Actor] = {}
    locations: dict[str, Location] = {}
    sources: dict[str, Source] = {}
    title: str = ""
    summary: str = ""
    zone: str = ""
    lang: str = ""
    paths: tuple[str, ...] = ()
    extra: Extra = ()
    declared: Mapping[tuple[str, str], str | tuple[str, ...]] = {}
    spellings: tuple[tuple[str, str, str], ...] = ()

    def registry(self, kind: str) -> Mapping[str, Actor | Location | Source]:
        """Return the entries of a kind, "actor", "location" or "source", by id; any other kind has none."""
        registries: dict[str, Mapping[str, Actor | Location | Source]] = {
            "actor": self.actors,
            "location": self.locations,
            "source": self.sources,
        }
        return registries.get(kind, {})

    @property
    def own_keys(self) -> tuple[str, ...]:
        """The declared keys in lower case, as queries use them."""
        return tuple(dict.fromkeys([key.lower() for _, key in self.declared]))


def names(entry: Actor | Location) -> tuple[str, ...]:
    """Return every folded text that refers to the entry: name, id, aliases."""
    return tuple(fold_name(text) for text in (entry.name, entry.id, *entry.aliases))


_DIMENSION = re.compile(r"([^\W\d_][\w-]*):(?!//)(?=\S)")


def dimension(tag: str) -> str:
    """Return the dimension of a tag, folded (`area` of `Area:north`), or "" for a tag without one.

    A dimension is a word before a colon. A digit at its start would make it a time of day, and `//` after the colon
    an address.
    """
    found = _DIMENSION.match(tag)
    return "" if found is None else fold(found[1])
