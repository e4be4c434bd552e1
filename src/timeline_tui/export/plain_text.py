"""An event in plain paragraphs, in the order a reader asks: what, when, who, where, said, claimed, known from.

The detail pane tells it with styles, and in less room (`timeline_tui.ui.describe`), in the same words (`wording`,
`facts`). Here nothing that the files say of the event is left out, with the entries of those it names; only the ids
of registries, which tie files together, are left to JSON. Whatever comes from files is revealed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from timeline_tui.export import phrases, registry_facts
from timeline_tui.export.phrases import ASCII, UNICODE, Signs
from timeline_tui.model import (
    Actor,
    Assessment,
    Citation,
    Claim,
    Event,
    Extra,
    Link,
    Media,
    Place,
    Quantity,
    Quote,
    Source,
)
from timeline_tui.prose import blocks, enclosed
from timeline_tui.store import Store
from timeline_tui.text import one_line

if TYPE_CHECKING:
    from timeline_tui.dates.shown import Shown
    from timeline_tui.knowledge import Told

T = TypeVar("T")


class Paragraph(NamedTuple):
    """Text of one or more lines, `indent` cells in; what is wrapped stands `hang` cells further."""

    text: str
    indent: int = 0
    hang: int = 0
    heading: bool = False


GAP = Paragraph("")


def tell(
    event: Event,
    store: Store,
    *,
    ascii_only: bool = False,
    told: Told | None = None,
    shown: Shown | None = None,
) -> Iterator[Paragraph]:
    """The whole event; as it was known where it is `told` so, its times by the clock that is shown, else as written."""
    signs = (ASCII if ascii_only else UNICODE)._replace(shown=shown)
    return _Teller(event if told is None else told.event, store, signs, told).paragraphs()


class _Teller:
    def __init__(self, event: Event, store: Store, signs: Signs, told: Told | None) -> None:
        self.event = event
        self.store = store
        self.signs = signs
        self.told = told

    def paragraphs(self) -> Iterator[Paragraph]:
        event = self.event
        yield from self.head()
        yield from self.section(
            "Who", event.actors, lambda part: self.actor(part.actor, phrases.role(part), part.extra)
        )
        yield from self.section("Where", event.locations, self.where)
        yield from self.section("Quantities", event.quantities, self.quantity)
        yield from self.section("Quotes", event.quotes, self.quote)
        yield from self.section("Claims", event.claims, self.claim)
        yield from self.section("Also named", registry_facts.also_named(event), self.actor)
        yield from self.section("Media", event.media, self.media)
        yield from self.section("Sources", event.sources, self.citation)
        yield from self.section("Also cited", registry_facts.also_cited(event), self.source)
        yield from self.languages()
        yield from self.related()
        if event.extra:
            yield from self.heading("Other fields", 1)
            yield from self.extra(event.extra, indent=2)
        yield from self.left_out()
        yield from self.foot()

    def notes(self, thing: object, status: str, indent: int) -> Iterator[Paragraph]:
        """What there is to say of a thing, where all is told as it was known on a day."""
        mark = None if self.told is None else self.told.marks.get(id(thing))
        if mark is not None:
            from timeline_tui.export import as_of

            for note in as_of.notes(mark, status, self.signs, event=thing is self.event):
                yield Paragraph(note, indent, 2)

    def left_out(self) -> Iterator[Paragraph]:
        """How much became known later."""
        if self.told is not None:
            from timeline_tui.export import as_of

            said = as_of.later(self.told)
            if said:
                yield GAP
                yield Paragraph(said, hang=2)

    def section(
        self, heading: str, items: Sequence[T], tell_one: Callable[[T], Iterator[Paragraph]]
    ) -> Iterator[Paragraph]:
        if items:
            yield from self.heading(heading, len(items))
            for item in items:
                yield from tell_one(item)

    def prose(
        self, text: str, indent: int, marks: tuple[str, str] = ("", ""), lead: str = ""
    ) -> Iterator[Paragraph]:
        """A long text: `lead` stands before it in its first line, below which the rest of it is hung."""
        hang = 2 if lead else 0
        for n, block in enumerate(enclosed(blocks(text), *marks)):
            shown = block.marker + block.plain
            if n == 0:
                yield Paragraph(lead + shown, indent + block.indent, hang or len(block.marker))
                continue
            if block.gap:
                yield GAP
            yield Paragraph(shown, indent + hang + block.indent, len(block.marker))

    def heading(self, text: str, count: int) -> Iterator[Paragraph]:
        yield GAP
        yield Paragraph(f"{text} {count:,}" if count > 1 else text, heading=True)

    def head(self) -> Iterator[Paragraph]:
        event = self.event
        yield Paragraph(one_line(event.title), heading=True)
        when = phrases.when(event, self.signs)
        extent = phrases.week(event), phrases.length(event, self.signs)
        yield Paragraph(self.signs.joined(when, *extent, event.status, *phrases.particulars(event)))
        if event.date_text:
            yield Paragraph(phrases.dated(event, self.signs))
        yield from self.notes(event, event.status, 0)
        if event.summary:
            yield GAP
            yield from self.prose(event.summary, 0)

    def actor(self, actor: Actor, role: str = "", extra: Extra = ()) -> Iterator[Paragraph]:
        yield Paragraph(
            self.signs.joined(registry_facts.name(actor, self.store, actor.title), actor.title, role), 2, 2
        )
        yield from self.more(registry_facts.actor_facts(actor, self.store))
        yield from self.extra(actor.extra, extra, indent=4)

    def where(self, place: Place) -> Iterator[Paragraph]:
        location = place.location
        known = registry_facts.location_facts(place, self.store)
        yield Paragraph(
            self.signs.joined(
                registry_facts.location_name(location, self.store), phrases.role(place), *known
            ),
            2,
            2,
        )
        yield from self.more(registry_facts.location_names(location))
        yield from self.extra(location.extra, place.extra, indent=4)

    def quote(self, quote: Quote) -> Iterator[Paragraph]:
        to = phrases.TO + ", ".join([self.who(actor) for actor in quote.to]) if quote.to else ""
        about = phrases.about_quote(quote, self.signs)
        yield Paragraph(f"{self.who(quote.speaker)}{to}{self.signs.tail(about)}", 2, 2)
        before, after = self.signs.open_quote, self.signs.close_quote
        yield from self.prose(quote.text, 4, (before, after) if phrases.is_spoken(quote) else ("", ""))
        if quote.original_text:
            yield from self.prose(quote.original_text, 4, (before, after + phrases.original_lang(quote)))
        yield from self.notes(quote, "", 4)
        yield from self.cited(quote.source, 4)
        yield from self.extra(quote.extra, indent=4)

    def claim(self, claim: Claim) -> Iterator[Paragraph]:
        sign = "! " if claim.contested else ""
        status = phrases.STATUS + claim.status if claim.status != "claimed" else ""
        tail = self.signs.tail(self.signs.date(claim.date), status)
        yield Paragraph(f"{sign}{phrases.CLAIMED_BY}{self.who(claim.by)}{tail}", 2, 2)
        yield from self.prose(claim.text, 4)
        yield from self.notes(claim, claim.status, 4)
        if claim.quantity is not None:
            yield from self.quantity(claim.quantity, 4)
        for assessment in claim.assessments:
            yield from self.assessment(assessment)
        if phrases.is_unanswered(claim):
            yield Paragraph(phrases.nobody(), 4)
        if claim.about:
            about = [registry_facts.anything_name(value, self.store) for value in claim.about]
            yield Paragraph(phrases.ABOUT + ", ".join(about), 4, 2)
        yield from self.cited(claim.source, 4)
        yield from self.extra(claim.extra, indent=4)

    def quantity(self, quantity: Quantity, indent: int = 2) -> Iterator[Paragraph]:
        yield Paragraph(phrases.quantity_text(quantity, self.signs), indent, 2)
        yield from self.extra(quantity.extra, indent=indent + 2)

    def media(self, media: Media) -> Iterator[Paragraph]:
        if media.warning:
            yield Paragraph(phrases.WARNING + one_line(media.warning), 2, 2)
        yield Paragraph(self.signs.joined(phrases.media_name(media), media.credit), 2, 2)
        for text in (media.path, media.url, media.hash):
            if text and text != phrases.media_name(media):
                yield Paragraph(one_line(text), 4)
        yield from self.extra(media.extra, indent=4)

    def assessment(self, assessment: Assessment) -> Iterator[Paragraph]:
        said = f"{phrases.side(assessment)}{self.who(assessment.by)} {phrases.stance(assessment)}"
        when = self.signs.tail(self.signs.date(assessment.date))
        if assessment.note:
            yield from self.prose(assessment.note, 4, lead=f"{said}{when}: ")
        else:
            yield Paragraph(f"{said}{when}", 4, 2)
        yield from self.notes(assessment, "", 6)
        yield from self.cited(assessment.source, 6)
        yield from self.extra(assessment.extra, indent=6)

    def cited(self, citation: Citation | None, indent: int) -> Iterator[Paragraph]:
        if citation is not None:
            text = self.signs.joined(
                registry_facts.name(citation.source, self.store), citation.locator, phrases.grade(citation)
            )
            yield Paragraph(phrases.SOURCE + text, indent, 2)
            yield from self.remark(citation, indent + 2)
            yield from self.extra(citation.extra, indent=indent + 2)

    def remark(self, citation: Citation, indent: int) -> Iterator[Paragraph]:
        if citation.note:
            yield from self.prose(citation.note, indent, lead=phrases.NOTE)

    def citation(self, citation: Citation) -> Iterator[Paragraph]:
        source = citation.source
        known = registry_facts.citation_facts(citation, self.signs)
        yield Paragraph(self.signs.joined(registry_facts.source_title(source, self.store), *known), 2, 2)
        yield from self.notes(citation, "", 4)
        yield from self.remark(citation, 4)
        if source.url:
            yield Paragraph(one_line(source.url), 4)
        if source.archived_url:
            yield Paragraph(phrases.ARCHIVED + one_line(source.archived_url), 4)
        if source.parent:
            yield Paragraph(phrases.REPEATS + registry_facts.parent_name(source, self.store), 4)
        yield from self.extra(source.extra, citation.extra, indent=4)

    def source(self, source: Source) -> Iterator[Paragraph]:
        return self.citation(Citation(source))

    def languages(self) -> Iterator[Paragraph]:
        """Title and summary in the other languages."""
        event = self.event
        if event.titles or event.summaries:
            yield from self.heading("In other languages", 1)
        for tag, text in event.titles:
            yield Paragraph(f"{tag}: {one_line(text)}", 2, 2)
        for tag, text in event.summaries:
            yield from self.prose(text, 2, lead=f"{tag}: ")

    def related(self) -> Iterator[Paragraph]:
        back = self.store.linked_from(self.event.id)
        if not self.event.links and not back:
            return
        yield from self.heading("Related", 1)
        for link in self.event.links:
            yield from self.link(link)
        for kind, there in back:
            yield Paragraph(f"{self.signs.back} {phrases.link_kind(kind)} {self.named(there)}", 2, 2)

    def link(self, link: Link) -> Iterator[Paragraph]:
        there = self.store.event(link.to)
        named = f"{phrases.link_kind(link.kind)} {self.named(there)}" if there else phrases.dangling(link)
        yield Paragraph(f"{self.signs.arrow} {named}", 2, 2)
        yield from self.extra(link.extra, indent=4)

    def named(self, event: Event) -> str:
        return self.signs.joined(event.title, self.signs.date(event.date), event.id)

    def who(self, actor: Actor | None) -> str:
        return registry_facts.who(actor, self.store)

    def more(self, known: list[str]) -> Iterator[Paragraph]:
        if known:
            yield Paragraph(self.signs.joined(*known), 4, 2)

    def extra(self, *extras: Extra, indent: int) -> Iterator[Paragraph]:
        for fact in registry_facts.extra_facts(*extras):
            yield Paragraph(fact, indent, 2)

    def foot(self) -> Iterator[Paragraph]:
        event = self.event
        yield GAP
        if event.tags:
            yield Paragraph(" ".join([f"#{one_line(tag)}" for tag in event.tags]))
        place = f"{event.origin.path}:{event.origin.line}" if event.origin.line else ""
        yield Paragraph(self.signs.joined(*registry_facts.identifiers(event.ids), event.id, place))
