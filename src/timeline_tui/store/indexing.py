"""What the store indexes: the values an event has in each field, and its texts, folded for comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from pyroaring import BitMap

from timeline_tui.model import Citation, Event, Extra, Source
from timeline_tui.text import flat, fold


def invert(events: Sequence[Event], keys: Callable[[Event], Iterable[str]]) -> dict[str, BitMap]:
    """The numbers of the events that have each key."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        for key in keys(event):
            numbers[key].append(number)
    return {key: BitMap(found) for key, found in numbers.items()}


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


def speakers_of(event: Event) -> set[str]:
    """The ids of who said a quote, or takes part as speaker."""
    found = {q.speaker.id for q in event.quotes if q.speaker is not None}
    return found | {p.actor.id for p in event.actors if p.role == "speaker"}


def claimants_of(event: Event) -> set[str]:
    """The ids of who made a claim, or takes part as claimant."""
    found = {c.by.id for c in event.claims if c.by is not None}
    return found | {p.actor.id for p in event.actors if p.role == "claimant"}


def assessors_of(event: Event) -> set[str]:
    """The ids of who said something of somebody's claim."""
    return {a.by.id for c in event.claims for a in c.assessments if a.by is not None}


def locations_of(event: Event) -> set[str]:
    """The ids of the event's locations, in any role."""
    return {p.location.id for p in event.locations}


def citations_of(event: Event) -> list[Citation]:
    """Every citation in the event: its own, its quotes', its claims' and their assessments'."""
    found = list(event.sources)
    found += [q.source for q in event.quotes if q.source is not None]
    for claim in event.claims:
        if claim.source is not None:
            found.append(claim.source)
        found += [a.source for a in claim.assessments if a.source is not None]
    return found


def sources_of(event: Event) -> set[str]:
    """The ids of every source that the event cites anywhere."""
    cited = citations_of(event) if event.quotes or event.claims else event.sources
    return {citation.source.id for citation in cited}


def statuses_of(event: Event) -> set[str]:
    """The status of the event and those of its claims."""
    return {event.status, *(claim.status for claim in event.claims)}


def roles_of(event: Event) -> set[str]:
    """The roles of its actors and locations."""
    return {p.role for p in event.actors} | {p.role for p in event.locations}


def stances_of(event: Event) -> set[str]:
    """The stances that anybody takes to its claims."""
    return {a.stance for claim in event.claims for a in claim.assessments}


KEYS: dict[str, Callable[[Event], Iterable[str]]] = {
    "actor": actors_of,
    "speaker": speakers_of,
    "by": claimants_of,
    "assessor": assessors_of,
    "location": locations_of,
    "source": sources_of,
    "tag": lambda event: set(event.tags),
    "status": statuses_of,
    "kind": lambda event: (event.kind,),
    "role": roles_of,
    "stance": stances_of,
    "about": lambda event: {value for claim in event.claims for value in claim.about},
}

NAMED = {
    "actor": "actor", "speaker": "actor", "by": "actor", "assessor": "actor",
    "location": "location", "source": "source",
}  # fmt: skip
"""The fields whose values are ids of actors, locations, sources: what they are known as decides a match."""


def source_text(source: Source) -> str:
    """Everything a source is known by, folded, a line each."""
    known = [source.title, source.id, source.publisher, source.author, source.url]
    return fold("\n".join([flat(text) for text in known]))


def own_text(event: Event) -> str:
    """An event's own words, folded. Who and where it names is looked up in the indexes, under every name."""
    own = [event.title, event.summary, event.date_text, event.id, *event.tags]
    for quote in event.quotes:
        own += (quote.text, quote.original_text)
    for claim in event.claims:
        own.append(claim.text)
        for assessment in claim.assessments:
            own.append(assessment.note)
    for citation in event.sources:
        if citation.locator:
            own.append(citation.locator)
    if event.extra:
        own += extra_texts(event.extra)
    text = "\n".join(own)
    if text.count("\n") >= len(own) or "\t" in text or "  " in text:
        text = "\n".join([flat(part) for part in own])
    return fold(text)


def extra_texts(extra: Extra) -> list[str]:
    """The keys and values the format does not know, as text to search."""
    return [f"{key} {value}" for key, value in extra]


TEXTS: dict[str, Callable[[Event], str]] = {
    "text": own_text,
    "title": lambda event: fold(flat(event.title)),
    "summary": lambda event: fold(flat(event.summary)),
    "id": lambda event: fold(event.id),
    "quote": lambda event: fold(
        "\n".join([flat(text) for q in event.quotes for text in (q.text, q.original_text)])
    ),
    "claim": lambda event: fold("\n".join([flat(c.text) for c in event.claims])),
}
