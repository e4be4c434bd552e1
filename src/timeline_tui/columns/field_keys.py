"""Collect the values that an event has in each field, for the indexes of the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, time
from math import inf
from typing import Any

from timeline_tui.columns.event_parts import EventParts, Numbered, merged
from timeline_tui.columns.statement_dates import elsewhere, parties
from timeline_tui.model import Citation, Event, Extra, Media, Quantity

COMMON = (
    "actor", "participant", "stated", "speaker", "by", "assessor", "location", "source", "tag", "status", "kind",
    "role", "stance", "about", "importance", "identifier", "translation", "has", "is",
)  # fmt: skip
"""The fields whose indexes the browser needs sooner or later. Every value is a string.

`participant`: who takes part, speaks or is spoken to on the event's own date. `stated`: who makes a claim without a
date, which counts as made on the event's date; claims with a date are in `ColumnChunk.statements`.
"""

OWN = "own"
"""The field of the user's own keys: see `own_keys`."""

NAMED = {
    "actor": "actor", "participant": "actor", "stated": "actor", "speaker": "actor", "by": "actor",
    "assessor": "actor", "addressee": "actor", "member-of": "actor", "location": "location", "source": "source",
    "parent": "source",
}  # fmt: skip
"""The fields whose values are ids of actors, locations or sources, and which: a query matches them by their names."""


def actors_of(event: Event) -> set[str]:
    """Return the ids of all actors of the event: participants, speakers, addressees, claimants and assessors."""
    parts = EventParts([event])
    return {part.actor.id for _, part in parts.participants} | {actor.id for _, actor in parts.stating_actors}


def citations_of(event: Event) -> list[Citation]:
    """Return every citation in the event: its own, and those of its quotes, claims and assessments."""
    return [*event.sources, *[each.source for each in event.statements if each.source is not None]]


def own_keys(extra: Extra) -> Iterator[str]:
    """Yield each value of a key that the format does not define, with the key, as text that `own_value` decodes."""
    for key, value in extra:
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, (str, bool, int, float, date, time)):
                # An integer beyond sys.get_int_max_str_digits().
                with suppress(ValueError):
                    yield f"{key.lower()}{_SEPARATOR}{_own_text(item)}"


# Between a key and its value.
_SEPARATOR = "\x1f"
# Before a value that is a number.
_NUMBER_PREFIX = "\x1e"


def _own_text(value: str | bool | float | date | time) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    return f"{_NUMBER_PREFIX}{value}" if isinstance(value, (int, float)) else value.isoformat()


def own_value(text: str, key: str) -> str | float | None:
    """Decode one of the `own_keys`.

    Args:
        text: The encoded key and value.
        key: The key, in lower case.

    Returns:
        The value, text or a number; None if it is the value of another key.
    """
    if not text.startswith(key) or text[len(key) : len(key) + 1] != _SEPARATOR:
        return None
    value = text[len(key) + 1 :]
    return float(value[1:]) if value.startswith(_NUMBER_PREFIX) else value


def range_of(quantity: Quantity) -> str:
    """Return the range of a quantity as text for `ends`; "" if it has no number.

    Its sides are the least and the greatest number given. A sole `low` has no upper side, a sole `high` no lower one.
    """
    given = [number for number in (quantity.low, quantity.best, quantity.high) if number is not None]
    if not given:
        return ""
    alone = quantity.best is None and len(given) == 1
    low = -inf if alone and quantity.low is None else min(given)
    high = inf if alone and quantity.high is None else max(given)
    return f"{low!r} {high!r}"


def ends(text: str) -> tuple[float, float]:
    """Return the two numbers of a `range_of`; of any other number in text, that number twice."""
    low, _, high = text.partition(" ")
    return float(low), float(high or low)


def invert(parts: EventParts) -> dict[str, dict[str, list[int]]]:
    """Return the indexes of the events under each value, by field; fields without values are left out."""
    found = {field: _group(values(parts)) for field, values in FIELDS.items()}
    found["has"] = {name: _unique(values(parts)) for name, values in HAS.items()}
    found["is"] = {name: _unique(values(parts)) for name, values in IS.items()}
    # Every actor of an event has a part in it: merging lists is faster than collecting them all again.
    found["actor"] = _union([found[f] for f in ("participant", "speaker", "addressee", "by", "assessor")])
    filled = {
        field: {value: there for value, there in under.items() if there} for field, under in found.items()
    }
    return {field: under for field, under in filled.items() if under}


def _group(values: Numbered[str]) -> dict[str, list[int]]:
    """Return the indexes under each value, ascending and each once."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, value in values:
        under = found[value]
        # The values are in the order of the events, so only the last one can be the same.
        if not under or under[-1] != number:
            under.append(number)
    return found


def _unique(values: Numbered[Any]) -> list[int]:
    return list(dict.fromkeys([number for number, _ in values]))


def _union(indexes: list[dict[str, list[int]]]) -> dict[str, list[int]]:
    found: defaultdict[str, list[list[int]]] = defaultdict(list)
    for index in indexes:
        for value, numbers in index.items():
            found[value].append(numbers)
    return {value: sorted(set().union(*lists)) if lists[1:] else lists[0] for value, lists in found.items()}


def _participants(parts: EventParts) -> Numbered[str]:
    dates = [event.date for _, event in parts.events]
    same_date = [(n, quote) for n, quote in parts.quotes if not elsewhere(quote.date, dates[n])]
    return merged(
        [(n, part.actor.id) for n, part in parts.participants],
        [(n, actor.id) for n, quote in same_date for actor in parties(quote)],
    )


def _with_role(parts: EventParts, role: str) -> Numbered[str]:
    return [(n, part.actor.id) for n, part in parts.participants if part.role == role]


def _counts(parts: Numbered[Any]) -> Numbered[str]:
    return [(n, str(count)) for n, count in Counter([n for n, _ in parts]).items()]


def _identifiers(parts: EventParts) -> Numbered[str]:
    found = merged(
        [(n, event.ids) for n, event in parts.events if event.ids],
        [(n, part.actor.ids) for n, part in parts.participants if part.actor.ids],
        [(n, actor.ids) for n, actor in parts.stating_actors if actor.ids],
        [(n, place.location.ids) for n, place in parts.places if place.location.ids],
        [(n, cited.source.ids) for n, cited in parts.citations if cited.source.ids],
    )
    return [(n, f"{catalogue}:{value}") for n, ids in found for catalogue, value in ids]


def _own_values(parts: EventParts) -> Numbered[str]:
    found = merged(
        [(n, event.extra) for n, event in parts.events if event.extra],
        [(n, quote.extra) for n, quote in parts.quotes if quote.extra],
        [(n, claim.extra) for n, claim in parts.claims if claim.extra],
        [(n, each.extra) for n, each in parts.assessments if each.extra],
    )
    return [(n, text) for n, extra in found for text in own_keys(extra)]


def _medium(media: Media) -> tuple[str, ...]:
    return media.path, media.url, media.caption, media.credit, media.hash, media.warning


FIELDS: dict[str, Callable[[EventParts], Numbered[str]]] = {
    "participant": _participants,
    "stated": lambda p: [(n, claim.by.id) for n, claim in p.claims if claim.by and claim.date is None],
    "speaker": lambda p: merged(
        _with_role(p, "speaker"), [(n, q.speaker.id) for n, q in p.quotes if q.speaker]
    ),
    "by": lambda p: merged(
        _with_role(p, "claimant"), [(n, claim.by.id) for n, claim in p.claims if claim.by]
    ),
    "assessor": lambda p: [(n, each.by.id) for n, each in p.assessments if each.by],
    "addressee": lambda p: merged(_with_role(p, "addressee"), [(n, a.id) for n, q in p.quotes for a in q.to]),
    "location": lambda p: [(n, place.location.id) for n, place in p.places],
    "source": lambda p: [(n, cited.source.id) for n, cited in p.citations],
    "tag": lambda p: [(n, tag) for n, event in p.events for tag in event.tags],
    "status": lambda p: merged(
        [(n, e.status) for n, e in p.events], [(n, claim.status) for n, claim in p.claims]
    ),
    "kind": lambda p: [(n, event.kind) for n, event in p.events],
    "role": lambda p: merged(
        [(n, part.role) for n, part in p.participants], [(n, pl.role) for n, pl in p.places]
    ),
    "stance": lambda p: [(n, each.stance) for n, each in p.assessments],
    "about": lambda p: [(n, text) for n, claim in p.claims for text in claim.about],
    "importance": lambda p: [(n, str(e.importance)) for n, e in p.events if e.importance is not None],
    "identifier": _identifiers,
    "translation": lambda p: [(n, tag) for n, e in p.events for tag, _ in (*e.titles, *e.summaries)],
    "lang": lambda p: [(n, lang) for n, q in p.quotes for lang in (q.lang, q.original_lang) if lang],
    "quote-kind": lambda p: [(n, quote.kind) for n, quote in p.quotes],
    "credibility": lambda p: [(n, str(c.credibility)) for n, c in p.citations if c.credibility is not None],
    "unit": lambda p: [(n, quantity.unit) for n, quantity in p.quantities if quantity.unit],
    "label": lambda p: [(n, quantity.label) for n, quantity in p.quantities if quantity.label],
    "quantity": lambda p: [(n, text) for n, quantity in p.quantities if (text := range_of(quantity))],
    "precision": lambda p: [
        (n, text) for n, pl in p.places if (text := pl.precision or pl.location.precision)
    ],
    "media": lambda p: [(n, text) for n, media in p.media for text in _medium(media) if text],
    "quotes": lambda p: _counts(p.quotes),
    "claims": lambda p: _counts(p.claims),
    "assessments": lambda p: _counts(p.assessments),
    OWN: _own_values,
}
"""The values of each field, except for `actor`, `has`, `is` and `file`."""

HAS: dict[str, Callable[[EventParts], Numbered[Any]]] = {
    "quote": lambda p: p.quotes,
    "claim": lambda p: p.claims,
    "assessment": lambda p: p.assessments,
    "source": lambda p: p.citations,
    "note": lambda p: merged(
        [(n, cited) for n, cited in p.citations if cited.note],
        [(n, each) for n, each in p.assessments if each.note],
    ),
    "quantity": lambda p: p.quantities,
    "summary": lambda p: [each for each in p.events if each[1].summary],
    "link": lambda p: [each for each in p.events if each[1].links],
    "media": lambda p: p.media,
    "date": lambda p: [each for each in p.events if each[1].date is not None],
    "coordinates": lambda p: [(n, place) for n, place in p.places if None not in (place.lat, place.lon)],
}
"""What each value of `has` that is not a field finds."""

IS: dict[str, Callable[[EventParts], Numbered[Any]]] = {
    "undated": lambda p: [each for each in p.events if each[1].date is None],
    "approximate": lambda p: [each for each in p.events if each[1].date and each[1].date.approximate],
    "uncertain": lambda p: [each for each in p.events if each[1].date and each[1].date.uncertain],
    "interval": lambda p: [each for each in p.events if each[1].date and each[1].date.interval],
    "contested": lambda p: [each for each in p.events if each[1].contested],
}
"""What each value of `is` finds."""

KEYS = (*FIELDS, "actor", "has", "is", "file")
"""All fields with an index. Counts are values too, such as "2" claims."""
