"""An event in plain paragraphs, in the order a reader asks: what, when, who, where, said, claimed, known from.

The detail pane tells it with styles, and in less room (`timeline_tui.ui.describe`): the words are meant to be
alike. Here nothing that the files say of the event is left out, with the entries of those it names; only the ids
of registries, which tie files together, are left to JSON. Whatever comes from files is revealed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from timeline_tui.dates import Date, describe_precision, format_date
from timeline_tui.exchange import facts
from timeline_tui.exchange.wording import ASCII, NOBODY, UNICODE, Signs, grade, quantity_text, unanswered
from timeline_tui.model import (
    AGAINST,
    Actor,
    Assessment,
    Citation,
    Claim,
    Event,
    Extra,
    Link,
    Place,
    Quote,
    Source,
)
from timeline_tui.store import Store
from timeline_tui.text import one_line, reveal

T = TypeVar("T")


class Paragraph(NamedTuple):
    """Text of one or more lines, `indent` cells in; what is wrapped stands `hang` cells further."""

    text: str
    indent: int = 0
    hang: int = 0
    heading: bool = False


GAP = Paragraph("")


def tell(event: Event, store: Store, *, ascii_only: bool = False) -> Iterator[Paragraph]:
    """The whole event."""
    return _Teller(event, store, ASCII if ascii_only else UNICODE, ascii_only).paragraphs()


class _Teller:
    def __init__(self, event: Event, store: Store, signs: Signs, ascii_only: bool) -> None:
        self.event = event
        self.store = store
        self.signs = signs
        self.ascii = ascii_only

    def paragraphs(self) -> Iterator[Paragraph]:
        event = self.event
        yield from self.head()
        yield from self.section(
            "Who", event.actors, lambda part: self.actor(part.actor, part.role, part.extra)
        )
        yield from self.section("Where", event.locations, self.where)
        yield from self.section("Quotes", event.quotes, self.quote)
        yield from self.section("Claims", event.claims, self.claim)
        yield from self.section("Also named", facts.also_named(event), self.actor)
        yield from self.section("Sources", event.sources, self.citation)
        yield from self.section("Also cited", facts.also_cited(event), self.source)
        yield from self.related()
        if event.extra:
            yield from self.heading("Other fields", 1)
            yield from self.extra(event.extra, indent=2)
        yield from self.foot()

    def section(
        self, heading: str, items: Sequence[T], tell_one: Callable[[T], Iterator[Paragraph]]
    ) -> Iterator[Paragraph]:
        if items:
            yield from self.heading(heading, len(items))
            for item in items:
                yield from tell_one(item)

    def date(self, date: Date | None) -> str:
        return format_date(date, ascii=self.ascii) if date is not None else ""

    def heading(self, text: str, count: int) -> Iterator[Paragraph]:
        yield GAP
        yield Paragraph(f"{text} {count:,}" if count > 1 else text, heading=True)

    def head(self) -> Iterator[Paragraph]:
        event = self.event
        yield Paragraph(one_line(event.title), heading=True)
        when = self.date(event.date) or "no date that could be read"
        kind = event.kind if event.kind != "event" else ""
        precision = describe_precision(event.date) if event.date is not None else ""
        importance = f"importance {event.importance}" if event.importance is not None else ""
        yield Paragraph(self.signs.joined(when, event.status, kind, precision, importance))
        if event.date_text:
            yield Paragraph(f"dated {self.signs.quoted(one_line(event.date_text))} by its source")
        if event.summary:
            yield GAP
            yield Paragraph(_block(event.summary))

    def actor(self, actor: Actor, role: str = "", extra: Extra = ()) -> Iterator[Paragraph]:
        role = "" if role == "participant" else role
        yield Paragraph(self.signs.joined(actor.name, actor.title, role), 2, 2)
        yield from self.more(facts.actor_facts(actor, self.store))
        yield from self.extra(actor.extra, extra, indent=4)

    def where(self, place: Place) -> Iterator[Paragraph]:
        location = place.location
        role = "" if place.role == "scene" else place.role
        known = facts.location_facts(location, self.store)
        yield Paragraph(self.signs.joined(location.name, role, *known), 2, 2)
        yield from self.more(facts.location_names(location))
        yield from self.extra(location.extra, place.extra, indent=4)

    def quote(self, quote: Quote) -> Iterator[Paragraph]:
        to = f" to {', '.join([one_line(actor.name) for actor in quote.to])}" if quote.to else ""
        kind = "in these words" if quote.kind == "direct" else quote.kind
        about = self.signs.joined(self.date(quote.date), kind, quote.lang)
        yield Paragraph(f"{_name(quote.speaker)}{to} {self.signs.dot} {about}", 2, 2)
        said = _block(quote.text)
        yield Paragraph(self.signs.quoted(said) if quote.kind in ("direct", "translated") else said, 4)
        if quote.original_text:
            lang = f" ({one_line(quote.original_lang)})" if quote.original_lang else ""
            yield Paragraph(self.signs.quoted(_block(quote.original_text)) + lang, 4)
        yield from self.cited(quote.source, 4)
        yield from self.extra(quote.extra, indent=4)

    def claim(self, claim: Claim) -> Iterator[Paragraph]:
        sign = "! " if claim.contested else ""
        said = self.signs.joined(f"{_name(claim.by)} claims", self.date(claim.date), claim.status)
        yield Paragraph(sign + said, 2, 2)
        yield Paragraph(_block(claim.text), 4)
        if claim.quantity is not None:
            yield Paragraph(quantity_text(claim.quantity, self.signs), 4)
            yield from self.extra(claim.quantity.extra, indent=6)
        for assessment in claim.assessments:
            yield from self.assessment(assessment)
        if unanswered(claim):
            yield Paragraph(NOBODY, 4)
        if claim.about:
            about = [facts.anything_name(value, self.store) for value in claim.about]
            yield Paragraph(f"about {', '.join(about)}", 4, 2)
        yield from self.cited(claim.source, 4)
        yield from self.extra(claim.extra, indent=4)

    def assessment(self, assessment: Assessment) -> Iterator[Paragraph]:
        sign = "!" if assessment.stance in AGAINST else "+"
        when = f" {self.signs.dot} {self.date(assessment.date)}" if assessment.date else ""
        note = f": {_block(assessment.note)}" if assessment.note else ""
        yield Paragraph(f"{sign} {_name(assessment.by)} {assessment.stance} it{when}{note}", 4, 2)
        yield from self.cited(assessment.source, 6)
        yield from self.extra(assessment.extra, indent=6)

    def cited(self, citation: Citation | None, indent: int) -> Iterator[Paragraph]:
        if citation is not None:
            text = self.signs.joined(citation.source.title, citation.locator, grade(citation))
            yield Paragraph(f"source: {text}", indent, 2)
            yield from self.extra(citation.extra, indent=indent + 2)

    def citation(self, citation: Citation) -> Iterator[Paragraph]:
        source = citation.source
        published = self.date(source.published)
        parts = (citation.locator, source.author, source.publisher, published, source.type or "", source.lang)
        yield Paragraph(self.signs.joined(source.title, *parts, grade(citation)), 2, 2)
        if source.url:
            yield Paragraph(one_line(source.url), 4)
        if source.archived_url:
            yield Paragraph(f"archived {one_line(source.archived_url)}", 4)
        if source.accessed is not None:
            yield Paragraph(f"read {self.date(source.accessed)}", 4)
        if source.parent:
            yield Paragraph(f"repeats {facts.parent_name(source, self.store)}", 4)
        yield from self.extra(source.extra, citation.extra, indent=4)

    def source(self, source: Source) -> Iterator[Paragraph]:
        return self.citation(Citation(source))

    def related(self) -> Iterator[Paragraph]:
        back = self.store.linked_from(self.event.id)
        if not self.event.links and not back:
            return
        yield from self.heading("Related", 1)
        for link in self.event.links:
            yield from self.link(link)
        for kind, there in back:
            shown = one_line(kind).replace("-", " ")
            yield Paragraph(f"{self.signs.back} {shown} {self.named(there)}", 2, 2)

    def link(self, link: Link) -> Iterator[Paragraph]:
        there = self.store.event(link.to)
        kind = one_line(link.kind).replace("-", " ")
        end = f": no event {one_line(link.to)}" if there is None else f" {self.named(there)}"
        yield Paragraph(f"{self.signs.arrow} {kind}{end}", 2, 2)
        yield from self.extra(link.extra, indent=4)

    def named(self, event: Event) -> str:
        return self.signs.joined(event.title, self.date(event.date), event.id)

    def more(self, known: list[str]) -> Iterator[Paragraph]:
        if known:
            yield Paragraph(self.signs.joined(*known), 4, 2)

    def extra(self, *extras: Extra, indent: int) -> Iterator[Paragraph]:
        for fact in facts.extra_facts(*extras):
            yield Paragraph(fact, indent, 2)

    def foot(self) -> Iterator[Paragraph]:
        event = self.event
        yield GAP
        if event.tags:
            yield Paragraph(" ".join([f"#{one_line(tag)}" for tag in event.tags]))
        place = f"{event.origin.path}:{event.origin.line}" if event.origin.line else ""
        yield Paragraph(self.signs.joined(event.id, place))


def _name(actor: Actor | None) -> str:
    return one_line(actor.name) if actor is not None else "somebody"


def _block(text: str) -> str:
    """Text of several lines, safe to show."""
    return reveal("\n".join(text.splitlines()).strip("\n"), lines=True)
