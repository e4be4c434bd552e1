"""Derive an event as of a day: without what became known later, and with notes on the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from timeline_tui.columns.field_keys import citations_of
from timeline_tui.knowledge import claim_status, known_since
from timeline_tui.knowledge.known_since import UNDATED, KnowledgeDay, KnownSince
from timeline_tui.model import Assessment, Citation, Claim, Event, Quote

_Cited = TypeVar("_Cited", Quote, Claim, Assessment)


class AsOfNote(NamedTuple):
    """Notes on an event or on one of its parts.

    Attributes:
        undated: No date tells when it became known.
        maybe: It may have become known after the day.
        new: It was not known on the earlier day. Not set for the parts of a new event.
        open: No date tells when its status was given.
        cited: It was known on the earlier day, but its source was published since.
        before: The status of a claim or an event on the earlier day; "" if it has not changed.
        by: The assessment that changed the status of a claim, if there is one.
    """

    undated: bool = False
    maybe: bool = False
    new: bool = False
    open: bool = False
    cited: bool = False
    before: str = ""
    by: Assessment | None = None


class EventAsOf(NamedTuple):
    """An event as of a day.

    Attributes:
        event: The event without what became known later.
        marks: The notes on the event and its parts, by their `id()`.
        later: How many parts were left out, by kind: "quote", "claim", "assessment", "source".
        certain: Whether parts that only may have been known were left out, too.
    """

    event: Event
    marks: dict[int, AsOfNote]
    later: dict[str, int]
    certain: bool = False


def as_known(event: Event, day: KnowledgeDay) -> Event | None:
    """Return the event without what was not known on the day.

    A quote, claim or assessment is left out with everything in it. A source that was published later is removed from
    what is kept.

    Args:
        event: The event.
        day: The day.

    Returns:
        The same object if nothing is left out; None if the event itself was not known.
    """
    first = known_since.of_event(event)
    if not day.holds(first):
        return None
    sources = tuple([each for each in event.sources if day.holds(known_since.of_citation(each))])
    quotes = tuple(
        [_trim_source(each, day) for each in event.quotes if day.holds(known_since.of_statement(each, first))]
    )
    claims = tuple(
        [_claim(each, day) for each in event.claims if day.holds(known_since.of_statement(each, first))]
    )
    if sources == event.sources and quotes == event.quotes and claims == event.claims:
        return event
    stood = claim_status.event_status(event, claims)
    return replace(event, sources=sources, quotes=quotes, claims=claims, status=stood)


def _claim(claim: Claim, day: KnowledgeDay) -> Claim:
    said = [each for each in claim.assessments if day.holds(known_since.of_assessment(each))]
    known = tuple([_trim_source(each, day) for each in said])
    claim = _trim_source(claim, day)
    if known == claim.assessments:
        return claim
    return replace(claim, assessments=known, status=claim_status.claim_status(claim, said))


def _trim_source(thing: _Cited, day: KnowledgeDay) -> _Cited:
    """Return the statement without its source if that was published later."""
    if thing.source is None or day.holds(known_since.of_citation(thing.source)):
        return thing
    return replace(thing, source=None)


def annotate(event: Event, day: KnowledgeDay) -> EventAsOf | None:
    """Return the event as of the day with notes on everything in it, or None if it was not known.

    Args:
        event: The event.
        day: The day, which may be compared with an earlier one.
    """
    known = as_known(event, day)
    if known is None:
        return None
    before = None if day.before is None else as_known(event, day.before)
    return _AsOfBuilder(event, known, before, day).build()


class _AsOfBuilder:
    """Build an `EventAsOf` by walking through the event as it is in the file and, in parallel, as it was known."""

    def __init__(self, event: Event, known: Event, before: Event | None, day: KnowledgeDay) -> None:
        self.event, self.known, self.before, self.day = event, known, before, day
        self.first = known_since.of_event(event)
        self.marks: dict[int, AsOfNote] = {}
        self.later: dict[str, int] = {}

    def build(self) -> EventAsOf:
        """Return the event with its notes."""
        event, known, before = self.event, self.known, self.before
        shown, first = iter(known.quotes), self.first
        for quote in event.quotes:
            self._visit("quote", known_since.of_statement(quote, first), shown, quote.source)
        claims = iter(known.claims)
        for claim in event.claims:
            since = known_since.of_statement(claim, first)
            if self.day.holds(since):
                self._claim(claim, next(claims), since)
            else:
                self._count("claim")
        sources = iter(known.sources)
        for citation in event.sources:
            self._visit("source", known_since.of_citation(citation), sources)
        changed = before is not None and before.status != known.status
        self.marks[id(known)] = self._mark(first)._replace(
            new=self.day.before is not None and before is None,
            undated=not known_since.is_recorded(event),
            before=before.status if before is not None and changed else "",
            open=claim_status.event_status_is_undated(known),
        )
        self._count_sources()
        return EventAsOf(known, self.marks, self.later, self.day.certain)

    def _claim(self, claim: Claim, known: Claim, since: KnownSince) -> None:
        mark = self._mark(since, claim.source)._replace(open=claim_status.claim_status_is_undated(known))
        earlier = self.day.before
        if earlier is not None and self.before is not None and earlier.holds(since):
            before = _claim(claim, earlier).status
            if before != known.status:
                mark = mark._replace(before=before, by=self._deciding_assessment(claim, known, earlier))
        self.marks[id(known)] = mark
        assessments = iter(known.assessments)
        for each in claim.assessments:
            self._visit("assessment", known_since.of_assessment(each), assessments, each.source)

    def _deciding_assessment(self, claim: Claim, known: Claim, earlier: KnowledgeDay) -> Assessment | None:
        """Return the first assessment since the earlier day that gives the claim its status as of the day."""
        new = [each for each in claim.assessments if not earlier.holds(known_since.of_assessment(each))]
        made = [a for a in new if claim_status.GIVES[a.stance] == known.status]
        made = [each for each in made if self.day.holds(known_since.of_assessment(each))]
        return min(made, key=lambda each: known_since.of_assessment(each).may, default=None)

    def _visit(
        self, kind: str, since: KnownSince, shown: Iterator[object], source: Citation | None = None
    ) -> None:
        if self.day.holds(since):
            self.marks[id(next(shown))] = self._mark(since, source)
        else:
            self._count(kind)

    def _mark(self, since: KnownSince, source: Citation | None = None) -> AsOfNote:
        earlier = self.day.before
        undated = since == UNDATED
        maybe = not undated and since.by > self.day.end
        new = earlier is not None and self.before is not None and not earlier.holds(since)
        cited = False
        if earlier is not None and self.before is not None and earlier.holds(since) and source is not None:
            published = known_since.of_citation(source)
            cited = self.day.holds(published) and not earlier.holds(published)
        return AsOfNote(undated=undated, maybe=maybe, new=new, cited=cited)

    def _count(self, kind: str) -> None:
        self.later[kind] = self.later.get(kind, 0) + 1

    def _count_sources(self) -> None:
        """Count the left-out sources that only statements cite: each once, and only if no kept statement cites it."""
        listed = {each.source.id for each in self.event.sources}
        shown = {each.source.id for each in citations_of(self.known)}
        others = {each.source.id for each in citations_of(self.event)} - listed - shown
        if others:
            self.later["source"] = self.later.get("source", 0) + len(others)
