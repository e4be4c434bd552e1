"""The JSON Schema of the format, for editors that complete and check TOML (Taplo, Even Better TOML).

Made of the same structs that decode the files, so that it cannot say otherwise than they do. Unknown keys are
allowed by it as by the loader, which keeps them and warns.
"""

from __future__ import annotations

from typing import Any

from msgspec.json import schema_components

from timeline_tui.load.declared import TABLES as DECLARED
from timeline_tui.load.declared import TYPES
from timeline_tui.load.tables import EXTRA, ROOTS, TRANSLATED, TRANSLATIONS

_DATE = {
    "description": "A TOML date or date-time, or an EDTF string",
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "string", "format": "date-time"},
        {"type": "string", "examples": ["2024", "2024-08", "2024-08~", "2024-08-06/2024-08-10", "-0043"]},
    ],
}

DESCRIPTIONS: dict[str, dict[str, str]] = {
    "TimelineTable": {
        "": "The chronology as a whole, once per file",
        "title": "Shown in the header",
        "summary": "What the chronology is about",
        "timezone": "IANA name of the zone of times written without an offset, such as Europe/Kyiv",
        "lang": "Language of the texts, a BCP 47 tag such as en or uk",
    },
    "ActorTable": {
        "": "A person, an organisation, a force",
        "id": "What references name; unique. Derived from the name where it is absent",
        "name": "The name as it is shown",
        "aliases": "Other names and spellings by which it is found",
        "kind": "What sort of actor it is",
        "title": "Office or role in the world, such as President of Ukraine",
        "member_of": "Actors it belongs to",
        "country": "ISO 3166-1 code, such as UA",
        "ids": "Its identifiers elsewhere, such as wikidata",
        "distinct_from": "Actors with a similar name that are not this one",
    },
    "LocationTable": {
        "": "A place",
        "id": "What references name; unique. Derived from the name where it is absent",
        "name": "The name as it is shown",
        "aliases": "Other names and spellings by which it is found",
        "country": "ISO 3166-1 code, such as UA",
        "lat": "Latitude in degrees north, WGS 84; together with lon",
        "lon": "Longitude in degrees east, WGS 84; together with lat",
        "precision": "How exactly the place is known",
        "within": "The location it lies in",
        "ids": "Its identifiers elsewhere, such as wikidata or geonames",
        "distinct_from": "Locations with a similar name that are not this one",
    },
    "SourceTable": {
        "": "Where something is known from",
        "id": "What references name; unique. Derived from the title where it is absent",
        "title": "The headline or title",
        "publisher": "Who published it",
        "author": "Who wrote it",
        "url": "Its address",
        "archived_url": "The address of an archived copy",
        "published": "When it was published",
        "accessed": "When it was read",
        "type": "What sort of source it is",
        "lang": "Its language, a BCP 47 tag",
        "reliability": "Of the source, Admiralty scale: A completely reliable to E unreliable, F unknown",
        "parent": "The source it repeats: exposes circular sourcing",
        "ids": "Its identifiers elsewhere, such as doi or isbn",
    },
    "EventTable": {
        "": "One thing that happened, was said or was reported",
        "id": "What links name; unique. Derived from date and title where it is absent",
        "date": "When it happened, no more precise than it is known",
        "undated": "Whether its date is unknown: then no date is missing",
        "date_text": "How the source says it, such as on August 7",
        "title": "One line",
        "summary": "The whole of it, several lines",
        "kind": "What sort of entry it is",
        "status": "How the event stands",
        "tags": "Words to find it by",
        "importance": "1 to 10",
        "actors": "Who had a part in it, and which",
        "locations": "Where, and what part the place had",
        "sources": "How it is known",
        "links": "Other events it has to do with",
        "quotes": "What was said",
        "claims": "What an actor asserts",
        "quantities": "Numbers of the event: casualties, amounts of money, distances",
        "media": "Pictures, recordings, documents",
        "ids": "Its identifiers elsewhere, such as wikidata",
    },
    "MediaTable": {
        "": "A picture, a recording, a document",
        "path": "The file, below the folder of this one",
        "url": "Its address",
        "caption": "What is seen or heard",
        "credit": "Whose work it is",
        "hash": "Of its bytes, such as sha256:...",
        "warning": "What not everybody wants to see in it",
    },
    "ActorRef": {
        "": "An actor's part in the event",
        "actor": "Id, name or alias of an actor",
        "role": "The part; participant where it is absent",
    },
    "LocationRef": {
        "": "A location's part in the event",
        "location": "Id, name or alias of a location",
        "role": "The part; scene where it is absent. A dateline is where it was reported",
        "lat": "Latitude of the event in degrees north, WGS 84; together with lon",
        "lon": "Longitude of the event in degrees east, WGS 84; together with lat",
        "precision": "How exactly the place of the event is known",
    },
    "SourceRef": {
        "": "A place in a source",
        "source": "Id, title or address of a source",
        "locator": "Where in it: a page, a paragraph, a minute",
        "credibility": "Of what it says there, Admiralty scale: 1 confirmed to 5 improbable, 6 unknown",
        "note": "A remark on what it says there",
    },
    "LinkTable": {
        "": "A relation to another event",
        "to": "Id of the other event",
        "kind": "How they are related, such as responds-to; related where it is absent",
    },
    "QuoteTable": {
        "": "The words of an actor",
        "speaker": "Id, name or alias of the actor who said it",
        "text": "The words",
        "kind": "How close to the words; direct where it is absent",
        "to": "Actors it was said to",
        "lang": "Language of text, a BCP 47 tag",
        "original_text": "The words before translation",
        "original_lang": "Language of original_text",
        "date": "When it was said, if not on the event's date",
        "source": "How it is known",
    },
    "ClaimTable": {
        "": "What an actor asserts",
        "by": "Id, name or alias of the actor who claims it",
        "text": "What is claimed",
        "status": "How the claim stands; claimed where it is absent",
        "date": "When it was claimed, if not on the event's date",
        "about": "Ids of actors, locations or events, or plain words",
        "quantity": "The number that is claimed",
        "source": "How it is known",
        "assessments": "What others say of it",
    },
    "QuantityTable": {
        "": "A number and its bounds",
        "best": "The best estimate",
        "low": "The least",
        "high": "The most",
        "unit": "What is counted, or in what, such as drones, USD or km",
        "label": "What it measures, such as killed or damage",
    },
    "AssessmentTable": {
        "": "What another actor says of the claim",
        "by": "Id, name or alias of the actor who says so",
        "stance": "For or against, and how firmly",
        "date": "When it was said",
        "source": "How it is known",
        "note": "Their words, or yours about them",
    },
}
"""What each key means, by table; "" is the table itself. `docs/format.md` says it at length."""


_DECLARATIONS: dict[str, Any] = {
    "description": "Keys of your own, by table, with the type of their values or the words that they can be",
    "type": "object",
    "properties": {
        name: {
            "type": "object",
            "additionalProperties": {
                "anyOf": [{"enum": list(TYPES)}, {"type": "array", "items": {"type": "string"}}]
            },
        }
        for name in DECLARED
    },
    "additionalProperties": False,
}


def json_schema() -> dict[str, Any]:
    """The schema of a whole file: JSON Schema 2020-12, as plain data for `json.dumps`."""
    tables = list(ROOTS.items())
    references, found = schema_components([table for _, table in tables], ref_template="#/$defs/{name}")
    definitions = {name: _described(name, dict(found[name])) for name in sorted(found)}
    properties: dict[str, Any] = {}
    for (key, _), reference in zip(tables, references, strict=True):
        properties[key] = reference if key == "timeline" else {"type": "array", "items": reference}
    properties["schema"] = _DECLARATIONS
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A chronology",
        "description": "Events, who said what, where, and how it is known: one TOML file of a timeline",
        "type": "object",
        "properties": properties,
        "$defs": definitions,
    }


def _described(name: str, definition: dict[str, Any]) -> dict[str, Any]:
    """A table's schema with what its keys mean, and without what only the loader sees."""
    words = DESCRIPTIONS[name]
    properties = {}
    for key, value in definition["properties"].items():
        if key in (EXTRA, TRANSLATIONS):
            continue
        value = dict(_DATE) if value in ({}, {"default": None}) else _plain(value)
        properties[key] = value | {"description": words[key]}
    found: dict[str, Any] = {"title": words[""], "type": "object", "properties": properties}
    if TRANSLATIONS in definition["properties"]:
        translation = {"type": "string", "description": "Title or summary in another language, a BCP 47 tag"}
        found["patternProperties"] = {f"^{TRANSLATED}$": translation}
    return found


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """A key's schema without null, which TOML does not have, and without defaults that stand for absence."""
    value = {key: item for key, item in value.items() if key != "default"}
    if "enum" in value:
        value["enum"] = [item for item in value["enum"] if item is not None]
    choices = [item for item in value.get("anyOf", ()) if item.get("type") != "null"]
    if choices:
        del value["anyOf"]
        value |= choices[0] if len(choices) == 1 else {"anyOf": choices}
    return value
