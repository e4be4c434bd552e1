"""Derive since when a thing may have been known, and since when it certainly was, from the dates in a file.

Seconds are those of `timeline_tui.dates`; `-BEYOND` means always and `BEYOND` never.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from timeline_tui.dates import Date
from timeline_tui.dates.value import BEYOND
from timeline_tui.model import Assessment, Citation, Claim, Event, Quote


class KnownSince(NamedTuple):
    """Since when a thing has been known.

    Attributes:
        may: The first second at which it may have been known.
        by: The second from which it was known, if its date is right.
        sure: `by`, or `BEYOND` if the date is approximate or uncertain.
    """

    may: int
    by: int
    sure: int


UNDATED = KnownSince(-BEYOND, BEYOND, BEYOND)
"""Without a date: it may always have been known, and never certainly was."""


class KnowledgeDay(Struct, frozen=True, gc=False):
    """A day as of which the chronology is shown.

    Attributes:
        end: The first second after the day.
        certain: Whether only what was certainly known counts.
        since: The `end` of an earlier day to compare with, if any.
    """

    end: int
    certain: bool = False
    since: int | None = None

    def holds(self, since: KnownSince) -> bool:
        """Return whether a thing was known on this day."""
        return since.may < self.end and (not self.certain or since.sure <= self.end)

    @property
    def alone(self) -> KnowledgeDay:
        """The day without the earlier one."""
        return KnowledgeDay(self.end, self.certain)

    @property
    def before(self) -> KnowledgeDay | None:
        """The earlier day to compare with, if any."""
        return None if self.since is None else KnowledgeDay(self.since, self.certain)


def of_date(date: Date) -> KnownSince:
    """Return since when a thing has been known that was said or published on a date.

    If the date is approximate or uncertain, it was never certainly known.
    """
    may = -BEYOND if date.earliest is None else date.earliest
    by = BEYOND if date.latest is None else date.latest
    return KnownSince(may, by, BEYOND if date.approximate or date.uncertain else by)


def of_citation(citation: Citation) -> KnownSince:
    """Return since when a citation has been known: since its source was published."""
    published = citation.source.published
    return UNDATED if published is None else of_date(published)


def of_assessment(assessment: Assessment) -> KnownSince:
    """Return since when an assessment has been known: since its own date, or else since its source was published."""
    return _by_own_date(assessment) or UNDATED


def of_statement(saying: Quote | Claim, event: KnownSince) -> KnownSince:
    """Return since when a quote or a claim has been known.

    That is since its own date, or else since its source was published, or, without date and source, since the event.

    Args:
        saying: The quote or claim.
        event: Since when its event has been known.
    """
    return _by_own_date(saying) or (event if saying.source is None else UNDATED)


def of_event(event: Event) -> KnownSince:
    """Return since when an event has been known.

    That is since its first record: a source of the event or of one of its quotes and claims, or the date of a quote or
    claim; but never before the event may have begun. If such a source has no date, or if there is no source, the event
    may have been known since it may have begun.
    """
    date = event.date
    begun = -BEYOND if date is None or date.earliest is None else date.earliest
    if not event.sources and not event.quotes and not event.claims:
        return KnownSince(begun, BEYOND, BEYOND)
    records: list[KnownSince] = []
    undated, cited = False, False
    for citation in _citations(event):
        cited = True
        if citation.source.published is None:
            undated = True
        else:
            records.append(of_date(citation.source.published))
    records += [of_date(said) for said in _statement_dates(event)]
    if not records:
        return KnownSince(begun, BEYOND, BEYOND)
    may = begun if undated or not cited else max(begun, min([record.may for record in records]))
    by, sure = min([record.by for record in records]), min([record.sure for record in records])
    return KnownSince(may, max(may, by), max(may, sure))


def extent(event: Event) -> tuple[KnownSince, KnownSince]:
    """Return since when the event has been known, and since when everything in it has been."""
    first = of_event(event)
    if not event.sources and not event.quotes and not event.claims:
        return first, first
    may, by, sure = first
    for each in _parts_of(event, first):
        may, by, sure = max(may, each.may), max(by, each.by), max(sure, each.sure)
    return first, KnownSince(may, by, sure)


def _parts_of(event: Event, first: KnownSince) -> Iterator[KnownSince]:
    for citation in event.sources:
        yield of_citation(citation)
    for quote in event.quotes:
        yield of_statement(quote, first)
        if quote.source is not None:
            yield of_citation(quote.source)
    for claim in event.claims:
        yield of_statement(claim, first)
        if claim.source is not None:
            yield of_citation(claim.source)
        for assessment in claim.assessments:
            yield of_assessment(assessment)
            if assessment.source is not None:
                yield of_citation(assessment.source)


def _citations(event: Event) -> Iterator[Citation]:
    yield from event.sources
    yield from [quote.source for quote in event.quotes if quote.source is not None]
    yield from [claim.source for claim in event.claims if claim.source is not None]


def _statement_dates(event: Event) -> list[Date]:
    dates = [*[quote.date for quote in event.quotes], *[claim.date for claim in event.claims]]
    return [date for date in dates if date is not None]


def is_recorded(event: Event) -> bool:
    """Return whether any source, quote or claim of the event has a date."""
    return bool(_statement_dates(event)) or any(
        each.source.published is not None for each in _citations(event)
    )


def _by_own_date(thing: Quote | Claim | Assessment) -> KnownSince | None:
    if thing.date is not None:
        return of_date(thing.date)
    if thing.source is not None and thing.source.source.published is not None:
        return of_date(thing.source.source.published)
    return None
