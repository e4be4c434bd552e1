"""Derive since when a thing may have been known, and since when it certainly was, from the dates in a file.

Seconds are those of `timeline_tui.dates`; `-BEYOND` means always and `BEYOND` never.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from timeline_tui.columns.statement_dates import bounds_of
from timeline_tui.dates import Date
from timeline_tui.dates.value import BEYOND
from timeline_tui.model import Assessment, Citation, Claim, Event, Quote, Statement


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
        # `may` is a first second and `sure` the second after a last one, hence `<` and `<=`.
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
    may, by = bounds_of(date)
    return KnownSince(may, by, BEYOND if date.approximate or date.uncertain else by)


def of_citation(citation: Citation) -> KnownSince:
    """Return since when a citation has been known: since its source was published."""
    published = citation.source.published
    return UNDATED if published is None else of_date(published)


def of_assessment(assessment: Assessment) -> KnownSince:
    """Return since when an assessment has been known: since its own date, or else since its source was published."""
    return of_statement(assessment, UNDATED)


def of_statement(statement: Statement, event: KnownSince) -> KnownSince:
    """Return since when a quote or a claim has been known.

    That is since its own date, or else since its source was published, or, without date and source, since the event.

    Args:
        statement: The quote or claim.
        event: Since when its event has been known.
    """
    if statement.date is not None:
        return of_date(statement.date)
    return event if statement.source is None else of_citation(statement.source)


def of_event(event: Event) -> KnownSince:
    """Return since when an event has been known.

    That is since its first record: a source of the event or of one of its quotes and claims, or the date of a quote or
    claim; but never before the event may have begun. If such a source has no date, or if no source is given, the event
    may have been known since it may have begun.
    """
    date = event.date
    begun = -BEYOND if date is None or date.earliest is None else date.earliest
    published, stated = _published(event), _stated(event)
    records = [of_date(each) for each in (*published, *stated) if each is not None]
    if not records:
        return KnownSince(begun, BEYOND, BEYOND)
    # A certain date may come after an approximate one, so `sure` is a minimum of its own.
    # An undated source may be as old as the event; so may an event without sources.
    may = (
        max(begun, min([record.may for record in records])) if published and None not in published else begun
    )
    by, sure = min([record.by for record in records]), min([record.sure for record in records])
    return KnownSince(may, max(may, by), max(may, sure))


def is_recorded(event: Event) -> bool:
    """Return whether any source, quote or claim of the event has a date."""
    return any(date is not None for date in (*_published(event), *_stated(event)))


def _published(event: Event) -> list[Date | None]:
    """Return when the sources of the event and of its quotes and claims were published."""
    cited = [each.source for each in _quotes_and_claims(event) if each.source is not None]
    return [citation.source.published for citation in (*event.sources, *cited)]


def _stated(event: Event) -> list[Date | None]:
    return [each.date for each in _quotes_and_claims(event)]


def _quotes_and_claims(event: Event) -> tuple[Quote | Claim, ...]:
    return *event.quotes, *event.claims


def extent(event: Event) -> tuple[KnownSince, KnownSince]:
    """Return since when the event has been known, and since when everything in it has been."""
    first = of_event(event)
    # The last of them to become known decides whether the event is complete on a day.
    every = [first, *map(of_citation, event.sources)]
    for statement in event.statements:
        every.append(of_statement(statement, UNDATED if isinstance(statement, Assessment) else first))
        if statement.source is not None:
            every.append(of_citation(statement.source))
    may, by, sure = map(max, zip(*every, strict=True))
    return first, KnownSince(may, by, sure)
