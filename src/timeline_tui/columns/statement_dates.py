"""The dates of statements about events: quotes, claims and assessments.

An actor who assesses an event in February did not take part in it in June. So lanes and axes show participants at the
date of the event, and statements at their own dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from timeline_tui.dates.value import BEYOND, Date, overlap
from timeline_tui.model import Actor, Assessment, Event, Quote

Stated: TypeAlias = tuple[int, str, int, int, str, bool]
"""A statement: number of the event, id of the actor, earliest and latest second, EDTF, whether it is apart.

The id is "" if no actor is named. The seconds are `BEYOND` with its sign where the date is open; without a date the
earliest is `UNDATED`. The EDTF is "" unless the date has gaps. A statement is apart if its date has no second in common
with the event's.
"""

UNDATED = BEYOND + 1
"""The earliest second of an event or a statement without a date; its latest is `-BEYOND`."""


def bounds_of(date: Date) -> tuple[int, int]:
    """Return the first second of a date and the one after its last; `BEYOND` with its sign on an open side."""
    return -BEYOND if date.earliest is None else date.earliest, BEYOND if date.latest is None else date.latest


def elsewhere(date: Date | None, event: Date | None) -> bool:
    """Return whether a statement's own date has no second in common with the date of its event."""
    if date is None:
        return False
    return event is None or not overlap(date.earliest, date.latest, event.earliest, event.latest)


def parties(quote: Quote) -> Iterator[Actor]:
    """Yield the speaker, if one is named, and the addressees."""
    if quote.speaker is not None:
        yield quote.speaker
    yield from quote.to


def statements(events: Sequence[Event]) -> list[Stated]:
    """Return the statements about events, without those made on the event's own date.

    A quote is left out if its date is not apart from the event's: it is part of the event. So is a claim without a
    date, which counts as made on the event's date (see `field_keys.COMMON`). An assessment without a date has that of
    its source, as in `knowledge`; if neither has one, it is included as undated.
    """
    found: list[Stated] = []
    for number, event in enumerate(events):
        if event.quotes or event.claims:
            found += _of_event(number, event)
    return found


def statements_about(event: Event) -> Iterator[tuple[str, str, Date | None]]:
    """Yield every statement about an event: the actor's name, what it is, and its date.

    What it is: "said", "claimed", or the stance of an assessment. The date is None if it is the event's or unknown.
    """
    for quote in event.quotes:
        yield _actor_name(quote.speaker), "said", quote.date
    for claim in event.claims:
        yield _actor_name(claim.by), "claimed", claim.date
        for assessment in claim.assessments:
            yield _actor_name(assessment.by), assessment.stance, _assessment_date(assessment)


def _actor_name(actor: Actor | None) -> str:
    return "?" if actor is None else actor.name


def _of_event(number: int, event: Event) -> Iterator[Stated]:
    for quote in event.quotes:
        if elsewhere(quote.date, event.date):
            # Without a known actor, the statement is still one.
            for actor in dict.fromkeys([each.id for each in parties(quote)]) or ("",):
                yield _statement(number, actor, quote.date, event)
    for claim in event.claims:
        if claim.date is not None:
            yield _statement(number, _actor_id(claim.by), claim.date, event)
        for assessment in claim.assessments:
            yield _statement(number, _actor_id(assessment.by), _assessment_date(assessment), event)


def _statement(number: int, actor: str, date: Date | None, event: Event) -> Stated:
    if date is None:
        return number, actor, UNDATED, -BEYOND, "", False
    return number, actor, *bounds_of(date), date.text if date.gaps else "", elsewhere(date, event.date)


def _assessment_date(assessment: Assessment) -> Date | None:
    # An assessment without a date is as old as the source that reports it.
    if assessment.date is not None or assessment.source is None:
        return assessment.date
    return assessment.source.source.published


def _actor_id(actor: Actor | None) -> str:
    return "" if actor is None else actor.id
