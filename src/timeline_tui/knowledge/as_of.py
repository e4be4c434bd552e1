"""An event as it was known on a day: the later things taken out, and what there is to say of the rest."""

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
    """What there is to say of a thing. `before` is how a claim, or an event, stood on the earlier day, "" if as now.

    `undated`: no date says when it became known. `maybe`: it may have been after the day. `new`: it was not known on
    the earlier day; of what is in a new event it goes without saying. `open`: no date says when its status was given.
    `cited`: it was known, but not its source.
    """

    undated: bool = False
    maybe: bool = False
    new: bool = False
    open: bool = False
    cited: bool = False
    before: str = ""
    by: Assessment | None = None


class EventAsOf(NamedTuple):
    """An event as it was known. `marks` are those of the things in it, and of itself, by their `id`.

    `later` is how many quotes, claims, assessments and sources are left out; with `certain`, what may have been known
    is among them.
    """

    event: Event
    marks: dict[int, AsOfNote]
    later: dict[str, int]
    certain: bool = False


def as_known(event: Event, day: KnowledgeDay) -> Event | None:
    """The event without what was not known on the day, itself where that is nothing; None where it was not known.

    An event, a quote, a claim, an assessment is left out with all that is in it. Of what is kept, a source that was
    published later is left out.
    """
    first = known_since.of_event(event)
    if not day.holds(first):
        return None
    sources = tuple([each for each in event.sources if day.holds(known_since.of_citation(each))])
    quotes = tuple(
        [_without(each, day) for each in event.quotes if day.holds(known_since.of_saying(each, first))]
    )
    claims = tuple(
        [_claim(each, day) for each in event.claims if day.holds(known_since.of_saying(each, first))]
    )
    if sources == event.sources and quotes == event.quotes and claims == event.claims:
        return event
    stood = claim_status.event_status(event, claims)
    return replace(event, sources=sources, quotes=quotes, claims=claims, status=stood)


def _claim(claim: Claim, day: KnowledgeDay) -> Claim:
    said = [each for each in claim.assessments if day.holds(known_since.of_assessment(each))]
    known = tuple([_without(each, day) for each in said])
    claim = _without(claim, day)
    if known == claim.assessments:
        return claim
    return replace(claim, assessments=known, status=claim_status.claim_status(claim, said))


def _without(thing: _Cited, day: KnowledgeDay) -> _Cited:
    """The thing, without its source where that was published later."""
    if thing.source is None or day.holds(known_since.of_citation(thing.source)):
        return thing
    return replace(thing, source=None)


def tell(event: Event, day: KnowledgeDay) -> EventAsOf | None:
    """The event as it was known, and what there is to say of everything in it; None where it was not known."""
    known = as_known(event, day)
    if known is None:
        return None
    before = None if day.before is None else as_known(event, day.before)
    return _AsOfBuilder(event, known, before, day).told()


class _AsOfBuilder:
    """Walks through an event as it is in the file, and as it was known."""

    def __init__(self, event: Event, known: Event, before: Event | None, day: KnowledgeDay) -> None:
        self.event, self.known, self.before, self.day = event, known, before, day
        self.first = known_since.of_event(event)
        self.marks: dict[int, AsOfNote] = {}
        self.later: dict[str, int] = {}

    def told(self) -> EventAsOf:
        """The event, and what there is to say of it."""
        event, known, before = self.event, self.known, self.before
        shown, first = iter(known.quotes), self.first
        for quote in event.quotes:
            self._thing("quote", known_since.of_saying(quote, first), shown, quote.source)
        claims = iter(known.claims)
        for claim in event.claims:
            since = known_since.of_saying(claim, first)
            if self.day.holds(since):
                self._claim(claim, next(claims), since)
            else:
                self._count("claim")
        sources = iter(known.sources)
        for citation in event.sources:
            self._thing("source", known_since.of_citation(citation), sources)
        changed = before is not None and before.status != known.status
        self.marks[id(known)] = self._mark(first)._replace(
            new=self.day.before is not None and before is None,
            undated=not known_since.is_recorded(event),
            before=before.status if before is not None and changed else "",
            open=claim_status.event_status_is_undated(known),
        )
        self._left_out()
        return EventAsOf(known, self.marks, self.later, self.day.certain)

    def _claim(self, claim: Claim, known: Claim, since: KnownSince) -> None:
        mark = self._mark(since, claim.source)._replace(open=claim_status.claim_status_is_undated(known))
        then = self.day.before
        if then is not None and self.before is not None and then.holds(since):
            before = _claim(claim, then).status
            if before != known.status:
                mark = mark._replace(before=before, by=self._turning(claim, known, then))
        self.marks[id(known)] = mark
        assessments = iter(known.assessments)
        for each in claim.assessments:
            self._thing("assessment", known_since.of_assessment(each), assessments, each.source)

    def _turning(self, claim: Claim, known: Claim, then: KnowledgeDay) -> Assessment | None:
        """The first assessment since the earlier day that made of the claim what it is now."""
        new = [each for each in claim.assessments if not then.holds(known_since.of_assessment(each))]
        made = [a for a in new if claim_status.GIVES[a.stance] == known.status]
        made = [each for each in made if self.day.holds(known_since.of_assessment(each))]
        return min(made, key=lambda each: known_since.of_assessment(each).may, default=None)

    def _thing(
        self, kind: str, since: KnownSince, shown: Iterator[object], source: Citation | None = None
    ) -> None:
        if self.day.holds(since):
            self.marks[id(next(shown))] = self._mark(since, source)
        else:
            self._count(kind)

    def _mark(self, since: KnownSince, source: Citation | None = None) -> AsOfNote:
        then = self.day.before
        undated = since == UNDATED
        maybe = not undated and since.by > self.day.end
        new = then is not None and self.before is not None and not then.holds(since)
        cited = False
        if then is not None and self.before is not None and then.holds(since) and source is not None:
            published = known_since.of_citation(source)
            cited = self.day.holds(published) and not then.holds(published)
        return AsOfNote(undated=undated, maybe=maybe, new=new, cited=cited)

    def _count(self, kind: str) -> None:
        self.later[kind] = self.later.get(kind, 0) + 1

    def _left_out(self) -> None:
        """Sources that only quotes and claims name are counted once, and only where none of them shows them."""
        listed = {each.source.id for each in self.event.sources}
        shown = {each.source.id for each in citations_of(self.known)}
        others = {each.source.id for each in citations_of(self.event)} - listed - shown
        if others:
            self.later["source"] = self.later.get("source", 0) + len(others)
