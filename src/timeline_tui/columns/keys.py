"""The values an event has in each field, for the indexes of the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from timeline_tui.model import Actor, Citation, Claim, Event, Ids, Quote

KEYS = (
    "actor", "speaker", "by", "assessor", "location", "source", "tag", "status", "kind", "role", "stance", "about",
    "importance", "identifier", "has", "is",
)  # fmt: skip
"""The fields that are asked for by value. Every value is a string."""

NAMED = {
    "actor": "actor", "speaker": "actor", "by": "actor", "assessor": "actor",
    "location": "location", "source": "source",
}  # fmt: skip
"""The fields whose values are ids of actors, locations, sources: what they are known as decides a match."""

_Numbers: TypeAlias = defaultdict[str, list[int]]


def actors_of(event: Event) -> set[str]:
    """The ids of everybody in the event: who took part, spoke, was spoken to, claimed or assessed."""
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
    """Every citation in the event: its own, its quotes', its claims' and their assessments'."""
    found = list(event.sources)
    found += [q.source for q in event.quotes if q.source is not None]
    for claim in event.claims:
        if claim.source is not None:
            found.append(claim.source)
        found += [a.source for a in claim.assessments if a.source is not None]
    return found


def invert(events: Sequence[Event]) -> dict[str, dict[str, list[int]]]:
    """By field: the numbers of the events that have each value."""
    index = _Inverted()
    for number, event in enumerate(events):
        index.add(number, event)
    return {field: numbers for field, numbers in index.found.items() if numbers}


class _Inverted:
    """The numbers of events by field and value. One walk through an event puts down all it has."""

    def __init__(self) -> None:
        self.found: dict[str, _Numbers] = {field: defaultdict(list) for field in KEYS}

    def add(self, number: int, event: Event) -> None:
        """Put down an event; each must have a greater number than the one before."""
        found, put = self.found, _put
        has, flag = found["has"], found["is"]
        for part in event.actors:
            self._actor(number, "actor", part.actor)
            put(found["role"], part.role, number)
            if part.role == "speaker":
                put(found["speaker"], part.actor.id, number)
            elif part.role == "claimant":
                put(found["by"], part.actor.id, number)
        for place in event.locations:
            put(found["location"], place.location.id, number)
            put(found["role"], place.role, number)
            self._ids(number, place.location.ids)
            if place.lat is not None and place.lon is not None:
                put(has, "coordinates", number)
        for citation in event.sources:
            self._citation(number, citation)
        for tag in event.tags:
            put(found["tag"], tag, number)
        for quote in event.quotes:
            self._quote(number, quote)
        put(found["status"], event.status, number)
        for claim in event.claims:
            self._claim(number, claim)
        found["kind"][event.kind].append(number)
        if event.importance is not None:
            found["importance"][str(event.importance)].append(number)
        if event.summary:
            has["summary"].append(number)
        if event.links:
            has["link"].append(number)
        if event.quantities:
            put(has, "quantity", number)
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

    def _quote(self, number: int, quote: Quote) -> None:
        found = self.found
        _put(found["has"], "quote", number)
        self._actor(number, "speaker", quote.speaker)
        for actor in quote.to:
            self._actor(number, "actor", actor)
        self._citation(number, quote.source)

    def _claim(self, number: int, claim: Claim) -> None:
        found = self.found
        _put(found["has"], "claim", number)
        _put(found["status"], claim.status, number)
        self._actor(number, "by", claim.by)
        self._citation(number, claim.source)
        if claim.quantity is not None:
            _put(found["has"], "quantity", number)
        for text in claim.about:
            _put(found["about"], text, number)
        for assessment in claim.assessments:
            _put(found["has"], "assessment", number)
            _put(found["stance"], assessment.stance, number)
            if assessment.note:
                _put(found["has"], "note", number)
            self._actor(number, "assessor", assessment.by)
            self._citation(number, assessment.source)

    def _actor(self, number: int, field: str, actor: Actor | None) -> None:
        if actor is not None:
            _put(self.found[field], actor.id, number)
            _put(self.found["actor"], actor.id, number)
            self._ids(number, actor.ids)

    def _ids(self, number: int, ids: Ids) -> None:
        for catalogue, value in ids:
            _put(self.found["identifier"], f"{catalogue}:{value}", number)

    def _citation(self, number: int, citation: Citation | None) -> None:
        if citation is not None:
            _put(self.found["source"], citation.source.id, number)
            _put(self.found["has"], "source", number)
            self._ids(number, citation.source.ids)
            if citation.note:
                _put(self.found["has"], "note", number)


def _put(numbers: _Numbers, key: str, number: int) -> None:
    """Once for each event."""
    there = numbers[key]
    if not there or there[-1] != number:
        there.append(number)
