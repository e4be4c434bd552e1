"""Collect the values that an event has in each field, for the indexes of the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, time
from itertools import chain
from math import inf
from operator import itemgetter
from typing import TypeAlias

from timeline_tui.columns.event_parts import (
    EventParts,
)
from timeline_tui.columns.statement_dates import elsewhere, parties
from timeline_tui.model import Citation, Event, Extra, Quantity

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

# Each with the index of its event.
_Values: TypeAlias = Iterable[tuple[int, str]]

PATHS: dict[str, tuple[str, ...]] = {
    "participant": ("actors/actor.id",),
    "speaker": ("quotes/speaker/id",),
    "by": ("claims/by/id",),
    "assessor": ("claims/assessments/by/id",),
    "location": ("locations/location.id",),
    "source": ("every-citation/source.id",),
    "tag": ("tags",),
    "status": ("status", "claims/status"),
    "kind": ("kind",),
    "role": ("actors/role", "locations/role"),
    "stance": ("claims/assessments/stance",),
    "about": ("claims/about",),
    "addressee": ("quotes/to/id",),
    "lang": ("quotes/lang", "quotes/original_lang"),
    "quote-kind": ("quotes/kind",),
    "unit": ("every-quantity/unit",),
    "label": ("every-quantity/label",),
    "media": ("media/path", "media/url", "media/caption", "media/credit", "media/hash", "media/warning"),
}
"""The paths to the values of each field: see `event_parts`. `_DERIVED` has values that are at no path."""

HAS: dict[str, tuple[str, ...]] = {
    "quote": ("quotes",),
    "claim": ("claims",),
    "assessment": ("claims/assessments",),
    "source": ("every-citation",),
    "note": ("every-citation/note", "claims/assessments/note"),
    "quantity": ("every-quantity",),
    "summary": ("summary",),
    "link": ("links",),
    "media": ("media",),
    "date": ("date",),
}
IS: dict[str, tuple[str, ...]] = {
    "approximate": ("date/approximate",),
    "uncertain": ("date/uncertain",),
    "interval": ("date/interval",),
    "contested": ("contested",),
}
ACTORS = ("actors/actor.id", "quotes/speaker/id", "quotes/to/id", "claims/by/id", "claims/assessments/by/id")
IDENTIFIERS = ("ids", "locations/location.ids", "every-citation/source.ids", *[f"{path}s" for path in ACTORS])


def actors_of(event: Event) -> set[str]:
    """Return the ids of all actors of the event: participants, speakers, addressees, claimants and assessors."""
    return {id_ for _, id_ in EventParts([event]).at(*ACTORS)}


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
    found: dict[str, dict[str, list[int]]] = {}
    for field in KEYS:
        paths, derived = PATHS.get(field, ()), _DERIVED.get(field)
        values: _Values = parts.at(*paths)
        if derived is not None or len(paths) > 1:
            values = sorted(chain(values, derived(parts) if derived else ()), key=itemgetter(0))
        found[field] = _group(values)
    for field, flags in (("has", HAS), ("is", IS)):
        numbers = {name: parts.events_with(*paths) for name, paths in flags.items()}
        found[field] |= {name: there for name, there in numbers.items() if there}
    # Every actor of an event has a part in it: merging lists is faster than collecting them all again.
    found["actor"] = _merge(
        [found[field] for field in ("participant", "speaker", "addressee", "by", "assessor")]
    )
    return {field: under for field, under in found.items() if under}


def _group(values: _Values) -> dict[str, list[int]]:
    """Return the indexes under each value, ascending and each once; `values` are in the order of their events."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, value in values:
        under = found[value]
        # Because of the order, only the last one can be the same event.
        if not under or under[-1] != number:
            under.append(number)
    return found


def _merge(indexes: list[dict[str, list[int]]]) -> dict[str, list[int]]:
    found: defaultdict[str, list[list[int]]] = defaultdict(list)
    for index in indexes:
        for value, numbers in index.items():
            found[value].append(numbers)
    merged = {
        value: lists[0] if len(lists) == 1 else sorted(set().union(*lists)) for value, lists in found.items()
    }
    return dict(sorted(merged.items(), key=lambda item: item[1][0]))


def _participants(parts: EventParts) -> _Values:
    dates = [event.date for _, event in parts.at("")]
    for number, quote in parts.at("quotes"):
        if not elsewhere(quote.date, dates[number]):
            for actor in parties(quote):
                yield number, actor.id


def _precisions(parts: EventParts) -> _Values:
    for number, place in parts.at("locations"):
        if precision := place.precision or place.location.precision:
            yield number, precision


def _actors_in(role: str) -> Callable[[EventParts], _Values]:
    return lambda parts: [(n, each.actor.id) for n, each in parts.at("actors") if each.role == role]


def _counts(path: str) -> Callable[[EventParts], _Values]:
    def counts(parts: EventParts) -> _Values:
        return [(n, str(count)) for n, count in Counter(number for number, _ in parts.at(path)).items()]

    return counts


_DERIVED: dict[str, Callable[[EventParts], _Values]] = {
    "participant": _participants,
    "speaker": _actors_in("speaker"),
    "by": _actors_in("claimant"),
    "addressee": _actors_in("addressee"),
    "stated": lambda parts: [
        (n, each.by.id) for n, each in parts.at("claims") if each.by and each.date is None
    ],
    "importance": lambda parts: [(n, str(value)) for n, value in parts.at("importance")],
    "credibility": lambda parts: [(n, str(value)) for n, value in parts.at("every-citation/credibility")],
    "identifier": lambda parts: [(n, f"{name}:{value}") for n, (name, value) in parts.at(*IDENTIFIERS)],
    "translation": lambda parts: [(n, tag) for n, (tag, _) in parts.at("titles", "summaries")],
    "has": lambda parts: [
        (n, "coordinates") for n, place in parts.at("locations") if None not in (place.lat, place.lon)
    ],
    "is": lambda parts: [(n, "undated") for n, event in parts.at("") if event.date is None],
    "quantity": lambda parts: [
        (n, text) for n, each in parts.at("every-quantity") if (text := range_of(each))
    ],
    "precision": _precisions,
    "quotes": _counts("quotes"),
    "claims": _counts("claims"),
    "assessments": _counts("claims/assessments"),
    OWN: lambda parts: [
        (n, text) for n, each in parts.at("extra", "every-statement/extra") for text in own_keys((each,))
    ],
}

KEYS = tuple(dict.fromkeys([*COMMON, *PATHS, *_DERIVED, "file"]))
"""All fields with an index. Counts are values too, such as "2" claims."""
