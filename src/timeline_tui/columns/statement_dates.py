"""When something was said about an event on another day: dates of quotes, claims and assessments.

An assessment of February about an event of June puts nobody into June. So lanes and axes show who took part at the
event's date, and what was said, claimed or assessed at the date of that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from timeline_tui.dates.value import BEYOND, Date, overlap
from timeline_tui.model import Actor, Assessment, Event, Quote

Stated: TypeAlias = tuple[int, str, int, int, str, bool]
"""The number of an event, the id of an actor ("" for nobody named), and the date of what that actor says of it.

The date is its earliest and its latest second, `BEYOND` with its sign where there is no bound, and its EDTF where it
has gaps, else "". The last is whether that date is apart from the event's own. Without a date the earliest is
`UNDATED`.
"""

UNDATED = BEYOND + 1


def elsewhere(date: Date | None, event: Date | None) -> bool:
    """Whether a statement's own date is another than its event's: they have no second in common."""
    if date is None:
        return False
    return event is None or not overlap(date.earliest, date.latest, event.earliest, event.latest)


def parties(quote: Quote) -> Iterator[Actor]:
    """Who speaks, and who is spoken to."""
    if quote.speaker is not None:
        yield quote.speaker
    yield from quote.to


def statements(events: Sequence[Event]) -> list[Stated]:
    """What is said of events with a date of its own.

    A quote that was spoken on the event's date is part of the event. A claim without a date was made on the event's
    date (see `keys`). An assessment without a date has that of its source, as `knowledge` reckons.
    """
    found: list[Stated] = []
    for number, event in enumerate(events):
        if event.quotes or event.claims:
            found += _of_event(number, event)
    return found


def spoken_of(event: Event) -> Iterator[tuple[str, str, Date | None]]:
    """The statements about an event: who, what ("said", "claimed", the stance of an assessment), and the date of that.

    The date is None where it is the event's, or unknown.
    """
    for quote in event.quotes:
        yield _name(quote.speaker), "said", quote.date
    for claim in event.claims:
        yield _name(claim.by), "claimed", claim.date
        for assessment in claim.assessments:
            yield _name(assessment.by), assessment.stance, _assessed(assessment)


def _name(actor: Actor | None) -> str:
    return "?" if actor is None else actor.name


def _of_event(number: int, event: Event) -> Iterator[Stated]:
    for quote in event.quotes:
        if elsewhere(quote.date, event.date):
            for actor in dict.fromkeys([each.id for each in parties(quote)]) or ("",):
                yield _stated(number, actor, quote.date, event)
    for claim in event.claims:
        if claim.date is not None:
            yield _stated(number, _id(claim.by), claim.date, event)
        for assessment in claim.assessments:
            yield _stated(number, _id(assessment.by), _assessed(assessment), event)


def _stated(number: int, actor: str, date: Date | None, event: Event) -> Stated:
    if date is None:
        return number, actor, UNDATED, -BEYOND, "", False
    return (
        number,
        actor,
        -BEYOND if date.earliest is None else date.earliest,
        BEYOND if date.latest is None else date.latest,
        date.text if date.gaps else "",
        elsewhere(date, event.date),
    )


def _assessed(assessment: Assessment) -> Date | None:
    if assessment.date is not None or assessment.source is None:
        return assessment.date
    return assessment.source.source.published


def _id(actor: Actor | None) -> str:
    return "" if actor is None else actor.id
