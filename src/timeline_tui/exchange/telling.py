"""An event in plain paragraphs, in the order a reader asks: what, when, who, where, said, claimed, known from.

The detail pane tells the same with styles (`timeline_tui.ui.describe`): the words are meant to be alike.
Nothing is left out here. Whatever comes from files is revealed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from timeline_tui.dates import Date, describe_precision, format_date
from timeline_tui.exchange.wording import ASCII, UNICODE, Signs, grade, quantity_text
from timeline_tui.model import AGAINST, Actor, Assessment, Citation, Claim, Event, Extra, Place, Quote
from timeline_tui.store import Store
from timeline_tui.text import one_line, reveal


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
        if event.actors:
            yield from self.heading("Who", len(event.actors))
            for part in event.actors:
                role = "" if part.role == "participant" else part.role
                yield Paragraph(self.signs.joined(part.actor.name, part.actor.title, role), 2, 2)
                yield from self.extra(part.extra, 4)
        if event.locations:
            yield from self.heading("Where", len(event.locations))
            for place in event.locations:
                yield from self.where(place)
        if event.quotes:
            yield from self.heading("Quotes", len(event.quotes))
            for quote in event.quotes:
                yield from self.quote(quote)
        if event.claims:
            yield from self.heading("Claims", len(event.claims))
            for claim in event.claims:
                yield from self.claim(claim)
        if event.sources:
            yield from self.heading("Sources", len(event.sources))
            for citation in event.sources:
                yield from self.source(citation)
        yield from self.related()
        if event.extra:
            yield from self.heading("Other fields", 1)
            yield from self.extra(event.extra, 2)
        yield from self.foot()

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

    def where(self, place: Place) -> Iterator[Paragraph]:
        location = place.location
        inside = self.store.chronology.locations.get(location.within)
        within = f"in {inside.name if inside else location.within}" if location.within else ""
        coordinates = ""
        if location.lat is not None and location.lon is not None:
            coordinates = f"{location.lat:g}, {location.lon:g}"
        precision = f"known to: {location.precision}" if location.precision else ""
        role = "" if place.role == "scene" else place.role
        country = "" if within else location.country
        text = self.signs.joined(location.name, role, within, country, coordinates, precision)
        yield Paragraph(text, 2, 2)
        yield from self.extra(place.extra, 4)

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
        yield from self.extra(quote.extra, 4)

    def claim(self, claim: Claim) -> Iterator[Paragraph]:
        sign = "! " if claim.contested else ""
        said = self.signs.joined(f"{_name(claim.by)} claims", self.date(claim.date), claim.status)
        yield Paragraph(sign + said, 2, 2)
        yield Paragraph(_block(claim.text), 4)
        if claim.quantity is not None:
            yield Paragraph(quantity_text(claim.quantity, self.signs), 4)
        for assessment in claim.assessments:
            yield from self.assessment(assessment)
        if not claim.assessments:
            yield Paragraph("nobody is recorded as confirming or denying it", 4)
        if claim.about:
            yield Paragraph(f"about {', '.join([self.anything(value) for value in claim.about])}", 4, 2)
        yield from self.cited(claim.source, 4)
        yield from self.extra(claim.extra, 4)

    def assessment(self, assessment: Assessment) -> Iterator[Paragraph]:
        sign = "!" if assessment.stance in AGAINST else "+"
        when = f" {self.signs.dot} {self.date(assessment.date)}" if assessment.date else ""
        note = f": {_block(assessment.note)}" if assessment.note else ""
        yield Paragraph(f"{sign} {_name(assessment.by)} {assessment.stance} it{when}{note}", 4, 2)
        yield from self.cited(assessment.source, 6)
        yield from self.extra(assessment.extra, 6)

    def anything(self, value: str) -> str:
        """What a claim is about: the name of an actor or a location, the title of an event, or the words."""
        chronology = self.store.chronology
        named = chronology.actors.get(value) or chronology.locations.get(value)
        if named is not None:
            return one_line(named.name)
        event = self.store.event(value)
        return one_line(event.title if event is not None else value)

    def cited(self, citation: Citation | None, indent: int) -> Iterator[Paragraph]:
        if citation is not None:
            text = self.signs.joined(citation.source.title, citation.locator, grade(citation))
            yield Paragraph(f"source: {text}", indent, 2)
            yield from self.extra(citation.extra, indent + 2)

    def source(self, citation: Citation) -> Iterator[Paragraph]:
        source = citation.source
        published = self.date(source.published)
        parts = (citation.locator, source.author, source.publisher, published, source.type or "", source.lang)
        yield Paragraph(self.signs.joined(source.title, *parts, grade(citation)), 2, 2)
        if source.url:
            yield Paragraph(one_line(source.url), 4)
        if source.archived_url:
            yield Paragraph(f"archived {one_line(source.archived_url)}", 4)
        parent = self.store.chronology.sources.get(source.parent)
        if parent is not None:
            yield Paragraph(f"repeats {one_line(parent.title)}", 4)
        yield from self.extra(citation.extra, 4)

    def related(self) -> Iterator[Paragraph]:
        back = self.store.linked_from(self.event.id)
        if not self.event.links and not back:
            return
        yield from self.heading("Related", 1)
        for link in self.event.links:
            there = self.store.event(link.to)
            kind = one_line(link.kind).replace("-", " ")
            if there is None:
                yield Paragraph(f"{self.signs.arrow} {kind}: no event {one_line(link.to)}", 2, 2)
            else:
                yield Paragraph(f"{self.signs.arrow} {kind} {self.named(there)}", 2, 2)
        for kind, there in back:
            shown = one_line(kind).replace("-", " ")
            yield Paragraph(f"{self.signs.back} {shown} {self.named(there)}", 2, 2)

    def named(self, event: Event) -> str:
        return self.signs.joined(event.title, self.date(event.date), event.id)

    def extra(self, extra: Extra, indent: int) -> Iterator[Paragraph]:
        for key, value in extra:
            yield Paragraph(f"{one_line(key)} {one_line(str(value))}", indent, 2)

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
