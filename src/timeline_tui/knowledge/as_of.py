"""Derive an event as of a day: without what became known later, and with notes on the rest."""

from __future__ import annotations

from collections import Counter
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

    def held(statements: tuple[_Cited, ...]) -> list[_Cited]:
        return [each for each in statements if day.holds(known_since.of_statement(each, first))]

    sources = tuple([each for each in event.sources if day.holds(known_since.of_citation(each))])
    quotes = tuple([_trim_source(each, day) for each in held(event.quotes)])
    claims = tuple([_trim_claim(each, day) for each in held(event.claims)])
    # The same object, so that an event that nothing changes is not copied and can be compared fast.
    if (sources, quotes, claims) == (event.sources, event.quotes, event.claims):
        return event
    status = claim_status.event_status(event, claims)
    return replace(event, sources=sources, quotes=quotes, claims=claims, status=status)


def _trim_claim(claim: Claim, day: KnowledgeDay) -> Claim:
    known = [each for each in claim.assessments if day.holds(known_since.of_assessment(each))]
    assessments = tuple([_trim_source(each, day) for each in known])
    status = claim_status.claim_status(claim, known)
    claim = _trim_source(claim, day)
    if assessments == claim.assessments:
        return claim
    return replace(claim, assessments=assessments, status=status)


def _trim_source(statement: _Cited, day: KnowledgeDay) -> _Cited:
    """Return the statement without its source if that was published later."""
    if statement.source is None or day.holds(known_since.of_citation(statement.source)):
        return statement
    return replace(statement, source=None)


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
        # By `id()`: `EventAsOf` holds the event, so no id is reused while its notes exist.
        self.marks: dict[int, AsOfNote] = {}
        self.later: Counter[str] = Counter()

    def build(self) -> EventAsOf:
        """Return the event with its notes."""
        event, known, before = self.event, self.known, self.before
        self._statements("quote", event.quotes, known.quotes, self.first)
        for claim, shown in self._statements("claim", event.claims, known.claims, self.first):
            self._claim(claim, shown)
            self._statements("assessment", claim.assessments, shown.assessments, UNDATED)
        for citation in event.sources:
            since = known_since.of_citation(citation)
            if self.day.holds(since):
                self.marks[id(citation)] = self._mark(since)
            else:
                self.later["source"] += 1
        self.later.update(self._sources_cited_later())
        # By identity, because two parts of an event may be equal.
        self.marks[id(known)] = self._mark(self.first)._replace(
            new=self.day.before is not None and before is None,
            undated=not known_since.is_recorded(event),
            before=before.status if before is not None and before.status != known.status else "",
            open=claim_status.event_status_is_undated(known),
        )
        return EventAsOf(known, self.marks, dict(self.later), self.day.certain)

    def _statements(
        self, kind: str, statements: tuple[_Cited, ...], known: tuple[_Cited, ...], event: KnownSince
    ) -> list[tuple[_Cited, _Cited]]:
        """Mark the statements that were known and count the others; return the former beside what was known of them."""
        every = [(each, known_since.of_statement(each, event)) for each in statements]
        held = [(each, since) for each, since in every if self.day.holds(since)]
        # `as_known` has kept the same statements in the same order.
        for (each, since), shown in zip(held, known, strict=True):
            self.marks[id(shown)] = self._mark(since, each.source)
        if len(held) < len(every):
            self.later[kind] += len(every) - len(held)
        return [(each, shown) for (each, _), shown in zip(held, known, strict=True)]

    def _claim(self, claim: Claim, known: Claim) -> None:
        """Add to the mark of a claim how its status has changed since the earlier day."""
        mark = self.marks[id(known)]._replace(open=claim_status.claim_status_is_undated(known))
        earlier, since = self.day.before, known_since.of_statement(claim, self.first)
        if earlier is not None and self.before is not None and earlier.holds(since):
            before = _trim_claim(claim, earlier).status
            if before != known.status:
                mark = mark._replace(before=before, by=self._deciding_assessment(claim, known, earlier))
        self.marks[id(known)] = mark

    def _deciding_assessment(self, claim: Claim, known: Claim, earlier: KnowledgeDay) -> Assessment | None:
        """Return the first assessment since the earlier day that gives the claim its status as of the day."""
        # Only an assessment that gives the new status can explain the change.
        made = [
            (known_since.of_assessment(each), each)
            for each in claim.assessments
            if claim_status.GIVES[each.stance] == known.status
        ]
        new = [(since, each) for since, each in made if self.day.holds(since) and not earlier.holds(since)]
        return min(new, key=lambda pair: pair[0].may)[1] if new else None

    def _mark(self, since: KnownSince, source: Citation | None = None) -> AsOfNote:
        earlier = self.day.before
        undated = since == UNDATED
        maybe = not undated and since.by > self.day.end
        # Of a new event, all parts are new: only the event is marked so.
        if earlier is None or self.before is None:
            return AsOfNote(undated=undated, maybe=maybe)
        if not earlier.holds(since) or source is None:
            return AsOfNote(undated=undated, maybe=maybe, new=not earlier.holds(since))
        # The statement was known before its source was published.
        published = known_since.of_citation(source)
        cited = self.day.holds(published) and not earlier.holds(published)
        return AsOfNote(undated=undated, maybe=maybe, cited=cited)

    def _sources_cited_later(self) -> dict[str, int]:
        """Count the left-out sources that only statements cite: each once, and only if no kept statement cites it."""
        listed = {each.source.id for each in self.event.sources}
        shown = {each.source.id for each in citations_of(self.known)}
        others = {each.source.id for each in citations_of(self.event)} - listed - shown
        return {"source": len(others)} if others else {}
