"""What a chronology is made of: events, actors, locations, sources, quotes and claims.

Plain frozen values with every reference already resolved (an event holds its `Actor`s, not their ids), so that
whatever shows, searches or exports an event looks nothing up. The names are those of the file format
(`docs/format.md`). `timeline_tui.load` makes them; nothing changes them.

`extra` holds, in file order, the keys the format does not know and the values it could not take, as
`(key, value)` with the value as TOML gave it: nothing a file says is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from timeline_tui.dates import Date
from timeline_tui.text import fold, fold_name

ACTOR_KINDS = (
    "person", "organisation", "government", "armed-force", "armed-group", "civilians", "media", "other",
)  # fmt: skip
ACTOR_ROLES = (
    "initiator", "target", "participant", "speaker", "addressee", "witness", "claimant", "mediator", "affected",
)  # fmt: skip
LOCATION_PRECISIONS = (
    "exact", "vicinity", "locality", "settlement", "admin2", "admin1", "country", "linear", "sea-air", "unknown",
)  # fmt: skip
LOCATION_ROLES = ("scene", "origin", "destination", "target", "dateline", "mentioned")
SOURCE_TYPES = ("article", "official", "social", "video", "document", "interview", "dataset", "other")
EVENT_KINDS = ("event", "statement", "report", "period")
QUOTE_KINDS = ("direct", "paraphrase", "translated", "reported")
"""These seven lists are open: files may use other words, which are kept, shown and searched as they are."""

# The lists below are closed, because the program acts on them: what is contested, how a claim stood on a day, the
# letters of the Admiralty scale.
Reliability: TypeAlias = Literal["A", "B", "C", "D", "E", "F"]
EventStatus: TypeAlias = Literal["reported", "confirmed", "disputed", "retracted"]
ClaimStatus: TypeAlias = Literal[
    "claimed", "corroborated", "confirmed", "disputed", "denied", "refuted", "retracted", "unverifiable"
]
Stance: TypeAlias = Literal[
    "asserts", "corroborates", "confirms", "disputes", "denies", "refutes", "retracts"
]

Extra: TypeAlias = tuple[tuple[str, Any], ...]
Texts: TypeAlias = tuple[tuple[str, str], ...]
"""A text in other languages, each with its tag (BCP 47): `("uk", "Курська операція")`."""
Ids: TypeAlias = tuple[tuple[str, str], ...]
"""Identifiers elsewhere, each with the catalogue that gives it: `("wikidata", "Q42")`."""

CONTESTED = frozenset({"disputed", "denied", "refuted", "retracted"})
"""The statuses, of an event or a claim, that say somebody does not agree."""

AGAINST = frozenset({"disputes", "denies", "refutes", "retracts"})
"""The stances that speak against a claim."""


class Origin(Struct, frozen=True, gc=False):
    """Where something stands: `path` as the user named it, `line` from 1 (0: nowhere, it was only mentioned)."""

    path: str
    line: int


NOWHERE = Origin("", 0)


class Actor(Struct, frozen=True, gc=False, omit_defaults=True):
    """A person, an organisation, a force. `origin.line == 0`: a name without an entry in the registry."""

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
    """A place. `lat`, `lon` in degrees (WGS 84), both or neither; `precision` says how exactly it is known."""

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
    """Where something is known from. `reliability` is the Admiralty letter, `parent` the id of what it repeats."""

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
    """An actor's part in an event."""

    actor: Actor
    role: str = "participant"
    extra: Extra = ()


class Place(Struct, frozen=True, gc=False):
    """A location's part in an event. A dateline is where it was reported, not where it happened.

    `lat`, `lon` and `precision` are those of the event, where they differ from the location's own or it has none.
    """

    location: Location
    role: str = "scene"
    lat: float | None = None
    lon: float | None = None
    precision: str = ""
    extra: Extra = ()


class Citation(Struct, frozen=True, gc=False):
    """A source, the place in it, and the Admiralty credibility (1 best, 6 unknown) of what it says there.

    `note` is what whoever cites it remarks on it.
    """

    source: Source
    locator: str = ""
    credibility: int | None = None
    note: str = ""
    extra: Extra = ()


class Link(Struct, frozen=True, gc=False):
    """A relation to another event, named by its id."""

    to: str
    kind: str = "related"
    extra: Extra = ()


class Quote(Struct, frozen=True, gc=False):
    """What somebody said. `date` is None where it was said on the event's date."""

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
    """A number with its bounds where they were given. `label` says what it measures, `unit` in what."""

    best: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    label: str = ""
    extra: Extra = ()


class Media(Struct, frozen=True, gc=False):
    """A picture, a recording, a document, by its `path` beside the file or its `url`. Nothing opens it by itself.

    `hash` is that of its bytes, as the file writes it; `warning` says what not everybody wants to see in it.
    """

    path: str = ""
    url: str = ""
    caption: str = ""
    credit: str = ""
    hash: str = ""
    warning: str = ""
    extra: Extra = ()


class Assessment(Struct, frozen=True, gc=False):
    """What somebody else says of a claim."""

    stance: Stance
    by: Actor | None = None
    date: Date | None = None
    source: Citation | None = None
    note: str = ""
    extra: Extra = ()


class Claim(Struct, frozen=True, gc=False):
    """What somebody says is so. It stays theirs: `status` says how it stands, `assessments` who says otherwise.

    `about` holds ids of actors, locations or events, or plain words; `Chronology` tells which.
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
        """Whether its status or anybody's assessment speaks against it."""
        return self.status in CONTESTED or any(a.stance in AGAINST for a in self.assessments)


class Event(Struct, frozen=True, gc=False):
    """One thing that happened, was said or was reported. `date` is None where the file gives none it can read."""

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
        """Whether the event or one of its claims is disputed by anybody."""
        return self.status in CONTESTED or any(claim.contested for claim in self.claims)

    def in_language(self, lang: str, own: str) -> Event:
        """Give the event with its title and summary in a language, as far as it has them.

        Args:
            lang: The tag of the language. `zh` is also found as `zh-Hant`, and `zh-Hant` as `zh`.
            own: What the language of the file's own title and summary is called; they go to `titles`, `summaries`.
        """
        title, titles = _exchanged(self.title, self.titles, lang, own)
        summary, summaries = _exchanged(self.summary, self.summaries, lang, own)
        if title is self.title and summary is self.summary:
            return self
        return replace(self, title=title, titles=titles, summary=summary, summaries=summaries)


def _exchanged(text: str, others: Texts, lang: str, own: str) -> tuple[str, Texts]:
    """The text in a language, and the others with the own in its place."""
    tags = [tag.lower() for tag, _ in others]
    asked = lang.lower()
    main = asked.partition("-")[0]
    at = next((n for n, tag in enumerate(tags) if tag == asked), None)
    if at is None:
        at = next((n for n, tag in enumerate(tags) if tag == main or tag.partition("-")[0] == asked), None)
    if at is None:
        return text, others
    return others[at][1], (*others[:at], *(((own, text),) if text else ()), *others[at + 1 :])


class Chronology(Struct, frozen=True, gc=False):
    """Everything that was loaded. `events` are in order: see `timeline_tui.dates.Date.sort_key`.

    The registries are keyed by id and hold the actors, locations and sources that events only mention too.
    `zone` is the IANA name of the time zone all instants are laid out in, "" for none. `extra` holds the keys
    of `[timeline]` and the top-level tables the format does not know. `declared` are the keys of the user's own that
    `[schema]` declares, by table and key, with the type of their values or the words that they can be.
    `spellings` are the references to actors and locations that spell a name otherwise than it is shown: kind, id, and
    the text as written.
    """

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

    @property
    def own_keys(self) -> tuple[str, ...]:
        """The keys that are declared, in small letters, as queries have them."""
        return tuple(dict.fromkeys([key.lower() for _, key in self.declared]))


def names(thing: Actor | Location) -> tuple[str, ...]:
    """Every folded text the thing is known by: name, id, aliases."""
    return tuple(fold_name(text) for text in (thing.name, thing.id, *thing.aliases))


_DIMENSION = re.compile(r"([^\W\d_][\w-]*):(?!//)(?=\S)")


def dimension(tag: str) -> str:
    """The dimension of a tag, folded: `area` of `Area:north`; "" for a tag without one.

    It is a word before a colon; what begins with a digit is a time of day, what goes on with `//` an address.
    """
    found = _DIMENSION.match(tag)
    return "" if found is None else fold(found[1])
