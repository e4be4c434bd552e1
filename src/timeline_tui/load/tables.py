"""The shapes of the file: what each table may hold, exactly as `docs/format.md` says.

Everything is optional here, so that a faulty part can be dropped and the rest kept: what must be there is
asked for in `resolve`, where it can be said in the words of the format. `msgspec.convert` fills these;
unknown keys are refused by it and moved by `decode` into the field `extra`, which stands in the file as
the key `~`. The JSON Schema (`schema`) is made of the same structs and of
`DESCRIPTIONS`.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, TypeAlias

from msgspec import Meta, Struct, field

from timeline_tui import vocabulary

EXTRA = "~"
"""The key under which `decode` puts what a table could not take."""

TRANSLATIONS = "~languages"
"""The same for titles and summaries in other languages: `title_uk`, `summary_zh-Hant`."""
TRANSLATED = r"(title|summary)_([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)"

Extra: TypeAlias = dict[str, Any] | None
Texts: TypeAlias = tuple[str, ...]
# TOML dates come as datetime or date, EDTF as a string, a mistake as a number: `resolve` distinguishes them.
DateValue: TypeAlias = Any


def _words(known: tuple[str, ...]) -> Meta:
    """Describe an open list to editors: they offer its words, and take any other."""
    return Meta(extra_json_schema={"anyOf": [{"enum": list(known)}, {"type": "string"}]})


# Checked value by value in `references.identifiers`, so that a wrong one costs no other.
Ids: TypeAlias = Annotated[
    dict[str, Any], Meta(extra_json_schema={"additionalProperties": {"type": ["string", "integer"]}})
]
Latitude: TypeAlias = Annotated[float, Meta(ge=-90, le=90)]
Longitude: TypeAlias = Annotated[float, Meta(ge=-180, le=180)]
ActorKind: TypeAlias = Annotated[str, _words(vocabulary.ACTOR_KINDS)]
ActorRole: TypeAlias = Annotated[str, _words(vocabulary.ACTOR_ROLES)]
LocationPrecision: TypeAlias = Annotated[str, _words(vocabulary.LOCATION_PRECISIONS)]
LocationRole: TypeAlias = Annotated[str, _words(vocabulary.LOCATION_ROLES)]
SourceType: TypeAlias = Annotated[str, _words(vocabulary.SOURCE_TYPES)]
EventKind: TypeAlias = Annotated[str, _words(vocabulary.EVENT_KINDS)]
QuoteKind: TypeAlias = Annotated[str, _words(vocabulary.QUOTE_KINDS)]


class Table(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """What all tables have in common: the parts they could not take."""

    extra: Extra = field(default=None, name=EXTRA)


class TimelineTable(Table, frozen=True):
    """`[timeline]`"""

    title: str | None = None
    summary: str | None = None
    timezone: str | None = None
    lang: str | None = None


class ActorTable(Table, frozen=True):
    """`[[actors]]`"""

    id: str | None = None
    name: str | None = None
    aliases: Texts = ()
    kind: ActorKind | None = None
    title: str | None = None
    member_of: Texts = ()
    country: str | None = None
    ids: Ids | None = None
    distinct_from: Texts = ()


class LocationTable(Table, frozen=True):
    """`[[locations]]`"""

    id: str | None = None
    name: str | None = None
    aliases: Texts = ()
    country: str | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    precision: LocationPrecision | None = None
    within: str | None = None
    ids: Ids | None = None
    distinct_from: Texts = ()


class SourceTable(Table, frozen=True):
    """`[[sources]]`"""

    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    archived_url: str | None = None
    published: DateValue = None
    accessed: DateValue = None
    type: SourceType | None = None
    lang: str | None = None
    reliability: vocabulary.Reliability | None = None
    parent: str | None = None
    ids: Ids | None = None


class ActorRef(Table, frozen=True):
    """`{ actor = "...", role = "..." }`"""

    actor: str | None = None
    role: ActorRole | None = None


class LocationRef(Table, frozen=True):
    """`{ location = "...", role = "...", lat = 51.2, lon = 35.3 }`"""

    location: str | None = None
    role: LocationRole | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    precision: LocationPrecision | None = None


class SourceRef(Table, frozen=True):
    """`{ source = "...", locator = "...", credibility = 2 }`"""

    source: str | None = None
    locator: str | None = None
    credibility: Annotated[int, Meta(ge=1, le=6)] | None = None
    note: str | None = None


class LinkTable(Table, frozen=True):
    """`{ to = "...", kind = "..." }`"""

    to: str | None = None
    kind: str | None = None


class QuoteTable(Table, frozen=True):
    """`[[events.quotes]]`"""

    speaker: str | None = None
    text: str | None = None
    kind: QuoteKind | None = None
    to: Texts = ()
    lang: str | None = None
    original_text: str | None = None
    original_lang: str | None = None
    date: DateValue = None
    source: str | SourceRef | None = None


class QuantityTable(Table, frozen=True):
    """`{ best = 6, low = 5, high = 7, unit = "drones" }`"""

    best: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    label: str | None = None


class AssessmentTable(Table, frozen=True):
    """`{ by = "...", stance = "denies" }`"""

    by: str | None = None
    stance: vocabulary.Stance | None = None
    date: DateValue = None
    source: str | SourceRef | None = None
    note: str | None = None


class ClaimTable(Table, frozen=True):
    """`[[events.claims]]`"""

    by: str | None = None
    text: str | None = None
    status: vocabulary.ClaimStatus | None = None
    date: DateValue = None
    about: Texts = ()
    quantity: QuantityTable | None = None
    source: str | SourceRef | None = None
    assessments: tuple[AssessmentTable, ...] = ()


class MediaTable(Table, frozen=True):
    """`[[events.media]]`"""

    path: str | None = None
    url: str | None = None
    caption: str | None = None
    credit: str | None = None
    hash: str | None = None
    warning: str | None = None


class EventTable(Table, frozen=True):
    """`[[events]]`"""

    id: str | None = None
    date: DateValue = None
    date_text: str | None = None
    undated: bool | None = None
    title: str | None = None
    summary: str | None = None
    kind: EventKind | None = None
    status: vocabulary.EventStatus | None = None
    tags: Texts = ()
    importance: Annotated[int, Meta(ge=1, le=10)] | None = None
    actors: tuple[str | ActorRef, ...] = ()
    locations: tuple[str | LocationRef, ...] = ()
    sources: tuple[str | SourceRef, ...] = ()
    links: tuple[str | LinkTable, ...] = ()
    quotes: tuple[QuoteTable, ...] = ()
    claims: tuple[ClaimTable, ...] = ()
    quantities: tuple[QuantityTable, ...] = ()
    media: tuple[MediaTable, ...] = ()
    translations: dict[str, str] | None = field(default=None, name=TRANSLATIONS)
    ids: Ids | None = None


ROOTS: dict[str, type[Table]] = {
    "timeline": TimelineTable,
    "actors": ActorTable,
    "locations": LocationTable,
    "sources": SourceTable,
    "events": EventTable,
}
"""The tables a file may hold at its top level; all but `timeline` are arrays of tables."""

INNER: dict[str, dict[str, type[Table]]] = {
    "events": {
        "actors": ActorRef,
        "locations": LocationRef,
        "sources": SourceRef,
        "source": SourceRef,
        "links": LinkTable,
        "quotes": QuoteTable,
        "claims": ClaimTable,
        "quantity": QuantityTable,
        "quantities": QuantityTable,
        "media": MediaTable,
        "assessments": AssessmentTable,
    }
}
"""The tables inside a root table, by the last key on the way to them."""


@cache
def keys(table: type[Table]) -> tuple[str, ...]:
    """The keys a table may hold, in the order of the format."""
    return tuple(name for name in table.__struct_fields__ if name not in ("extra", "translations"))
