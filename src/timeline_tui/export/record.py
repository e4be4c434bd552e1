"""Plain data for a chronology and its parts, with the key names of the file format.

Every key is always present; a missing value is null or an empty list. `docs/cli.md` shows the layout.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

from timeline_tui.dates import Date
from timeline_tui.dates.calendar import DAY, civil_from_days
from timeline_tui.model import (
    Actor,
    Assessment,
    Chronology,
    Citation,
    Claim,
    Event,
    Extra,
    Location,
    Media,
    Place,
    Quantity,
    Quote,
    Source,
)

Record: TypeAlias = dict[str, Any]


def chronology_record(chronology: Chronology) -> Record:
    """Return everything but the events: the head and the registries, including entries that only events mention."""
    head = {
        **_optional(chronology, "title", "summary"),
        "timezone": chronology.zone or None,
        "lang": chronology.lang or None,
        "extra": _extra(chronology.extra),
    }
    schema: Record = {}
    for (table, key), kind in chronology.declared.items():
        schema.setdefault(table, {})[key] = list(kind) if isinstance(kind, tuple) else kind
    return {
        "timeline": head,
        **({"schema": schema} if schema else {}),
        "actors": [actor_record(actor) for actor in chronology.actors.values()],
        "locations": [location_record(place) for place in chronology.locations.values()],
        "sources": [source_record(source) for source in chronology.sources.values()],
    }


def event_record(event: Event) -> Record:
    """Return the whole event, with its `file` and `line`."""
    return {
        "id": event.id,
        "date": date_record(event.date),
        "date_text": event.date_text or None,
        "title": event.title,
        "summary": event.summary or None,
        "titles": dict(event.titles),
        "summaries": dict(event.summaries),
        "kind": event.kind,
        "status": event.status,
        "tags": list(event.tags),
        "importance": event.importance,
        "actors": [{**_actor(p.actor), "role": p.role, **_more(p.extra)} for p in event.actors],
        "locations": [_place(place) for place in event.locations],
        "sources": [_citation(citation) for citation in event.sources],
        "links": [{"to": link.to, "kind": link.kind, **_more(link.extra)} for link in event.links],
        "quotes": [_quote(quote) for quote in event.quotes],
        "claims": [_claim(claim) for claim in event.claims],
        "quantities": [_quantity(quantity) for quantity in event.quantities],
        "media": [_media(media) for media in event.media],
        "ids": dict(event.ids),
        "extra": _extra(event.extra),
        "file": _path(event.origin.path),
        "line": event.origin.line or None,
    }


def date_record(date: Date | None) -> Record | None:
    """Return the date as written, its precision, and its bounds."""
    if date is None:
        return None
    return {
        "edtf": date.text,
        "precision": date.precision.name.lower(),
        "approximate": date.approximate,
        "uncertain": date.uncertain,
        "earliest": instant(date.earliest),
        "latest": instant(date.latest),
    }


def instant(second: int | None) -> str | None:
    """Return a second of the chronology's civil time as ISO 8601 without offset; years beyond 9999 have a sign."""
    if second is None:
        return None
    days, rest = divmod(second, DAY)
    year, month, day = civil_from_days(days)
    shown = f"{year:04}" if 0 <= year <= 9999 else f"{'-' if year < 0 else '+'}{abs(year):04}"
    return f"{shown}-{month:02}-{day:02}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"


def actor_record(actor: Actor) -> Record:
    """Return an actor as in the registry."""
    return {
        "id": actor.id,
        "name": actor.name,
        "aliases": list(actor.aliases),
        **_optional(actor, "kind", "title"),
        "member_of": list(actor.member_of),
        "country": actor.country or None,
        "ids": dict(actor.ids),
        "distinct_from": list(actor.distinct_from),
        "extra": _extra(actor.extra),
    }


def location_record(place: Location) -> Record:
    """Return a location as in the registry."""
    return {
        "id": place.id,
        "name": place.name,
        "aliases": list(place.aliases),
        "country": place.country or None,
        "lat": place.lat,
        "lon": place.lon,
        **_optional(place, "precision", "within"),
        "ids": dict(place.ids),
        "distinct_from": list(place.distinct_from),
        "extra": _extra(place.extra),
    }


def source_record(source: Source) -> Record:
    """Return a source as in the registry."""
    return {
        "id": source.id,
        "title": source.title,
        **_optional(source, "publisher", "author", "url", "archived_url"),
        "published": date_record(source.published),
        "accessed": date_record(source.accessed),
        **_optional(source, "type", "lang"),
        "reliability": source.reliability,
        "parent": source.parent or None,
        "ids": dict(source.ids),
        "extra": _extra(source.extra),
    }


def _optional(entry: Any, *names: str) -> Record:
    """Return the attributes of an entry by name, with null for what is not given."""
    return {name: getattr(entry, name) or None for name in names}


def _actor(actor: Actor) -> Record:
    return {"actor": actor.id, "name": actor.name}


def _place(place: Place) -> Record:
    return {
        "location": place.location.id,
        "name": place.location.name,
        "role": place.role,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision or None,
        **_more(place.extra),
    }


def _citation(citation: Citation) -> Record:
    return {
        "source": citation.source.id,
        "title": citation.source.title,
        "url": citation.source.url or None,
        "locator": citation.locator or None,
        "credibility": citation.credibility,
        "note": citation.note or None,
        **_more(citation.extra),
    }


def _quote(quote: Quote) -> Record:
    return {
        "speaker": _actor(quote.speaker) if quote.speaker else None,
        "text": quote.text,
        "kind": quote.kind,
        "to": [_actor(actor) for actor in quote.to],
        **_optional(quote, "lang", "original_text", "original_lang"),
        "date": date_record(quote.date),
        "source": _citation(quote.source) if quote.source else None,
        **_more(quote.extra),
    }


def _claim(claim: Claim) -> Record:
    return {
        "by": _actor(claim.by) if claim.by else None,
        "text": claim.text,
        "status": claim.status,
        "date": date_record(claim.date),
        "about": list(claim.about),
        "quantity": _quantity(claim.quantity) if claim.quantity else None,
        "source": _citation(claim.source) if claim.source else None,
        "assessments": [_assessment(assessment) for assessment in claim.assessments],
        **_more(claim.extra),
    }


def _quantity(quantity: Quantity) -> Record:
    return {
        "best": _number(quantity.best),
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        **_optional(quantity, "unit", "label"),
        **_more(quantity.extra),
    }


def _media(media: Media) -> Record:
    return {
        **_optional(media, "path", "url", "caption", "credit", "hash", "warning"),
        **_more(media.extra),
    }


def _number(value: float | None) -> float | None:
    """Return a whole number as an int, so that JSON has 6 rather than 6.0."""
    # Receivers may round integers from 2**53 on (I-JSON, RFC 7493, section 2.2).
    return int(value) if value is not None and value == int(value) and abs(value) < 2**53 else value


def _assessment(assessment: Assessment) -> Record:
    return {
        "by": _actor(assessment.by) if assessment.by else None,
        "stance": assessment.stance,
        "date": date_record(assessment.date),
        "source": _citation(assessment.source) if assessment.source else None,
        "note": assessment.note or None,
        **_more(assessment.extra),
    }


def _more(extra: Extra) -> Record:
    """Return the unknown keys of a small table under `extra`, or nothing: such tables rarely have any."""
    return {"extra": _extra(extra)} if extra else {}


def _extra(extra: Extra) -> Record:
    """Return the unknown keys; a repeated key becomes a list."""
    found: dict[str, list[Any]] = {}
    for key, value in extra:
        found.setdefault(key, []).append(_value(value))
    return {key: values[0] if len(values) == 1 else values for key, values in found.items()}


def _value(value: Any) -> Any:
    """Convert a TOML value to JSON, which has no `inf` and no `nan` (RFC 8259, section 6)."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict):
        return {key: _value(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_value(item) for item in value]
    return value


def _path(path: str) -> str | None:
    """Return a file name, with bytes that are not UTF-8 escaped."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") or None
