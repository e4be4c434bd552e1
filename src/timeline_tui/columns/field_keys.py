"""Collect the values that an event has in each field, for the indexes of the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, time
from math import inf
from typing import TypeAlias

from timeline_tui.columns.statement_dates import elsewhere, parties
from timeline_tui.dates.value import Date
from timeline_tui.model import Actor, Citation, Claim, Event, Extra, Ids, Quantity, Quote

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

KEYS = (
    *COMMON, "addressee", "lang", "quote-kind", "credibility", "unit", "label", "quantity", "precision", "media",
    "quotes", "claims", "assessments", "file",
    OWN,
)  # fmt: skip
"""All fields with an index. Counts are values too, such as "2" claims."""

NAMED = {
    "actor": "actor", "participant": "actor", "stated": "actor", "speaker": "actor", "by": "actor",
    "assessor": "actor", "addressee": "actor", "member-of": "actor", "location": "location", "source": "source",
    "parent": "source",
}  # fmt: skip
"""The fields whose values are ids of actors, locations or sources, and which: a query matches them by their names."""

_Numbers: TypeAlias = defaultdict[str, list[int]]


def actors_of(event: Event) -> set[str]:
    """Return the ids of all actors of the event: participants, speakers, addressees, claimants and assessors."""
    found = {p.actor.id for p in event.actors}
    for quote in event.quotes:
        if quote.speaker is not None:
            found.add(quote.speaker.id)
        found.update([actor.id for actor in quote.to])
    for claim in event.claims:
        if claim.by is not None:
            found.add(claim.by.id)
        found.update([a.by.id for a in claim.assessments if a.by is not None])
    return found


def citations_of(event: Event) -> list[Citation]:
    """Return every citation in the event: its own, and those of its quotes, claims and assessments."""
    found = list(event.sources)
    found += [q.source for q in event.quotes if q.source is not None]
    for claim in event.claims:
        if claim.source is not None:
            found.append(claim.source)
        found += [a.source for a in claim.assessments if a.source is not None]
    return found


def own_keys(extra: Extra) -> Iterator[str]:
    """Yield each value of a key that the format does not define, with the key, as text that `own_value` decodes."""
    for key, value in extra:
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, (str, bool, int, float, date, time)):
                with suppress(ValueError):  # an integer beyond sys.get_int_max_str_digits()
                    yield f"{key.lower()}{_SEPARATOR}{_own_text(item)}"


_SEPARATOR = "\x1f"  # between a key and its value
_NUMBER_PREFIX = "\x1e"  # before a value that is a number


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


def invert(events: Sequence[Event]) -> dict[str, dict[str, list[int]]]:
    """Return the numbers of the events under each value, by field; fields without values are left out."""
    index = InvertedIndex()
    for number, event in enumerate(events):
        index.add(number, event)
    return {field: numbers for field, numbers in index.found.items() if numbers}


class InvertedIndex:
    """The numbers of events by field and value. Each event is visited once, for all fields."""

    def __init__(self) -> None:
        self.found: dict[str, _Numbers] = {field: defaultdict(list) for field in KEYS}

    def add(self, number: int, event: Event) -> None:
        """Add an event. Numbers must ascend, because only the last one under a value is checked for duplicates."""
        found, add_key = self.found, _add
        has, flag = found["has"], found["is"]
        for part in event.actors:
            self._actor(number, "participant", part.actor)
            add_key(found["role"], part.role, number)
            if part.role == "speaker":
                add_key(found["speaker"], part.actor.id, number)
            elif part.role == "claimant":
                add_key(found["by"], part.actor.id, number)
            elif part.role == "addressee":
                add_key(found["addressee"], part.actor.id, number)
        for place in event.locations:
            add_key(found["location"], place.location.id, number)
            add_key(found["role"], place.role, number)
            if place.location.ids:
                self._ids(number, place.location.ids)
            precision = place.precision or place.location.precision
            if precision:
                add_key(found["precision"], precision, number)
            if place.lat is not None and place.lon is not None:
                add_key(has, "coordinates", number)
        for citation in event.sources:
            self._citation(number, citation)
        for tag in event.tags:
            add_key(found["tag"], tag, number)
        for quote in event.quotes:
            self._quote(number, quote, event.date)
        add_key(found["status"], event.status, number)
        for claim in event.claims:
            self._claim(number, claim)
        found["kind"][event.kind].append(number)
        if event.importance is not None:
            found["importance"][str(event.importance)].append(number)
        if event.summary:
            has["summary"].append(number)
        if event.links:
            has["link"].append(number)
        if event.titles or event.summaries:
            for tag, _ in (*event.titles, *event.summaries):
                add_key(found["translation"], tag, number)
        if event.media:
            has["media"].append(number)
            for media in event.media:
                for text in (media.path, media.url, media.caption, media.credit, media.hash, media.warning):
                    if text:
                        add_key(found["media"], text, number)
        for quantity in event.quantities:
            self._quantity(number, quantity)
        if event.ids:
            self._ids(number, event.ids)
        date = event.date
        if date is None:
            flag["undated"].append(number)
        else:
            has["date"].append(number)
            if date.approximate:
                flag["approximate"].append(number)
            if date.uncertain:
                flag["uncertain"].append(number)
            if date.interval:
                flag["interval"].append(number)
        if event.contested:
            flag["contested"].append(number)
        if event.quotes:
            found["quotes"][str(len(event.quotes))].append(number)
        if event.claims:
            self._counts(number, event.claims)
        if event.extra:
            self._own(number, event.extra)

    def _counts(self, number: int, claims: Sequence[Claim]) -> None:
        self.found["claims"][str(len(claims))].append(number)
        assessments = sum([len(claim.assessments) for claim in claims])
        if assessments:
            self.found["assessments"][str(assessments)].append(number)

    def _own(self, number: int, extra: Extra) -> None:
        for key in own_keys(extra):
            _add(self.found[OWN], key, number)

    def _quote(self, number: int, quote: Quote, date: Date | None) -> None:
        found = self.found
        _add(found["has"], "quote", number)
        self._actor(number, "speaker", quote.speaker)
        for actor in quote.to:
            self._actor(number, "addressee", actor)
        if not elsewhere(quote.date, date):
            for actor in parties(quote):
                _add(found["participant"], actor.id, number)
        self._citation(number, quote.source)
        _add(found["quote-kind"], quote.kind, number)
        for lang in (quote.lang, quote.original_lang):
            if lang:
                _add(found["lang"], lang, number)
        if quote.extra:
            self._own(number, quote.extra)

    def _claim(self, number: int, claim: Claim) -> None:
        found = self.found
        _add(found["has"], "claim", number)
        _add(found["status"], claim.status, number)
        self._actor(number, "by", claim.by)
        if claim.by is not None and claim.date is None:
            _add(found["stated"], claim.by.id, number)
        self._citation(number, claim.source)
        for text in claim.about:
            _add(found["about"], text, number)
        for assessment in claim.assessments:
            _add(found["has"], "assessment", number)
            _add(found["stance"], assessment.stance, number)
            if assessment.note:
                _add(found["has"], "note", number)
            self._actor(number, "assessor", assessment.by)
            self._citation(number, assessment.source)
            if assessment.extra:
                self._own(number, assessment.extra)
        if claim.quantity is not None:
            self._quantity(number, claim.quantity)
        if claim.extra:
            self._own(number, claim.extra)

    def _quantity(self, number: int, quantity: Quantity) -> None:
        _add(self.found["has"], "quantity", number)
        if quantity.label:
            _add(self.found["label"], quantity.label, number)
        if text := range_of(quantity):
            _add(self.found["quantity"], text, number)
        if quantity.unit:
            _add(self.found["unit"], quantity.unit, number)

    def _actor(self, number: int, field: str, actor: Actor | None) -> None:
        if actor is not None:
            for numbers in (self.found[field][actor.id], self.found["actor"][actor.id]):
                if not numbers or numbers[-1] != number:  # `_add` inlined, as most calls would be from here
                    numbers.append(number)
            if actor.ids:
                self._ids(number, actor.ids)

    def _ids(self, number: int, ids: Ids) -> None:
        for catalogue, value in ids:
            _add(self.found["identifier"], f"{catalogue}:{value}", number)

    def _citation(self, number: int, citation: Citation | None) -> None:
        if citation is not None:
            _add(self.found["source"], citation.source.id, number)
            _add(self.found["has"], "source", number)
            if citation.source.ids:
                self._ids(number, citation.source.ids)
            if citation.note:
                _add(self.found["has"], "note", number)
            if citation.credibility is not None:
                _add(self.found["credibility"], str(citation.credibility), number)


def _add(numbers: _Numbers, key: str, number: int) -> None:
    """Add a number under a key, once for each event."""
    there = numbers[key]
    if not there or there[-1] != number:
        there.append(number)
