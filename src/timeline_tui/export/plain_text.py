"""Render an event as plain paragraphs, in a reader's order: what, when, who, where, quotes, claims, sources.

The detail pane (`timeline_tui.ui.describe`) uses the same words (`phrases`, `registry_facts`) with styles and in less
space. Nothing that the files say about the event is left out here, including the registry entries of what it names.
Only registry ids, which tie files together, are left to JSON. Text from files is revealed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from timeline_tui.export import phrases, registry_facts
from timeline_tui.export.phrases import ASCII, UNICODE, TextSigns
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
    from timeline_tui.knowledge import EventAsOf

T = TypeVar("T")


class PlainParagraph(NamedTuple):
    """One or more lines of text, indented by `indent` cells; wrapped lines are indented by `hang` more."""

    text: str
    indent: int = 0
    hang: int = 0
    heading: bool = False


GAP = PlainParagraph("")


def tell(
    event: Event,
    store: Store,
    *,
    ascii_only: bool = False,
    told: EventAsOf | None = None,
    shown: Shown | None = None,
) -> Iterator[PlainParagraph]:
    """Yield the whole event as paragraphs.

    Args:
        event: The event as in the file.
        store: The store that it belongs to.
        ascii_only: Use ASCII signs.
        told: The event as of a day, which is rendered instead.
        shown: The clock for times of day; None shows them as written.
    """
    signs = (ASCII if ascii_only else UNICODE)._replace(shown=shown)
    return _TextBuilder(event if told is None else told.event, store, signs, told).paragraphs()


class _TextBuilder:
    """Builds the paragraphs of one event."""

    def __init__(self, event: Event, store: Store, signs: TextSigns, told: EventAsOf | None) -> None:
        self.event = event
        self.store = store
        self.signs = signs
        self.told = told

    def paragraphs(self) -> Iterator[PlainParagraph]:
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

    def notes(self, thing: object, status: str, indent: int) -> Iterator[PlainParagraph]:
        """Yield the remarks on a thing if the event is rendered as of a day."""
        mark = None if self.told is None else self.told.marks.get(id(thing))
        if mark is not None:
            from timeline_tui.export import as_of

            for note in as_of.notes(mark, status, self.signs, event=thing is self.event):
                yield PlainParagraph(note, indent, 2)

    def left_out(self) -> Iterator[PlainParagraph]:
        """Yield how much became known later."""
        if self.told is not None:
            from timeline_tui.export import as_of

            said = as_of.later(self.told)
            if said:
                yield GAP
                yield PlainParagraph(said, hang=2)

    def section(
        self, heading: str, items: Sequence[T], tell_one: Callable[[T], Iterator[PlainParagraph]]
    ) -> Iterator[PlainParagraph]:
        if items:
            yield from self.heading(heading, len(items))
            for item in items:
                yield from tell_one(item)

    def prose(
        self, text: str, indent: int, marks: tuple[str, str] = ("", ""), lead: str = ""
    ) -> Iterator[PlainParagraph]:
        """Yield a long text; `lead` precedes it on the first line, and the rest is indented below."""
        hang = 2 if lead else 0
        for n, block in enumerate(enclosed(blocks(text), *marks)):
            shown = block.marker + block.plain
            if n == 0:
                yield PlainParagraph(lead + shown, indent + block.indent, hang or len(block.marker))
                continue
            if block.gap:
                yield GAP
            yield PlainParagraph(shown, indent + hang + block.indent, len(block.marker))

    def heading(self, text: str, count: int) -> Iterator[PlainParagraph]:
        yield GAP
        yield PlainParagraph(f"{text} {count:,}" if count > 1 else text, heading=True)

    def head(self) -> Iterator[PlainParagraph]:
        event = self.event
        yield PlainParagraph(one_line(event.title), heading=True)
        when = phrases.when(event, self.signs)
        extent = phrases.week(event), phrases.length(event, self.signs)
        yield PlainParagraph(self.signs.joined(when, *extent, event.status, *phrases.particulars(event)))
        if event.date_text:
            yield PlainParagraph(phrases.dated(event, self.signs))
        yield from self.notes(event, event.status, 0)
        if event.summary:
            yield GAP
            yield from self.prose(event.summary, 0)

    def actor(self, actor: Actor, role: str = "", extra: Extra = ()) -> Iterator[PlainParagraph]:
        yield PlainParagraph(
            self.signs.joined(registry_facts.name(actor, self.store, actor.title), actor.title, role), 2, 2
        )
        yield from self.more(registry_facts.actor_facts(actor, self.store))
        yield from self.extra(actor.extra, extra, indent=4)

    def where(self, place: Place) -> Iterator[PlainParagraph]:
        location = place.location
        known = registry_facts.location_facts(place, self.store)
        yield PlainParagraph(
            self.signs.joined(
                registry_facts.location_name(location, self.store), phrases.role(place), *known
            ),
            2,
            2,
        )
        yield from self.more(registry_facts.location_names(location))
        yield from self.extra(location.extra, place.extra, indent=4)

    def quote(self, quote: Quote) -> Iterator[PlainParagraph]:
        to = phrases.TO + ", ".join([self.who(actor) for actor in quote.to]) if quote.to else ""
        about = phrases.about_quote(quote, self.signs)
        yield PlainParagraph(f"{self.who(quote.speaker)}{to}{self.signs.tail(about)}", 2, 2)
        before, after = self.signs.open_quote, self.signs.close_quote
        yield from self.prose(quote.text, 4, (before, after) if phrases.is_spoken(quote) else ("", ""))
        if quote.original_text:
            yield from self.prose(quote.original_text, 4, (before, after + phrases.original_lang(quote)))
        yield from self.notes(quote, "", 4)
        yield from self.cited(quote.source, 4)
        yield from self.extra(quote.extra, indent=4)

    def claim(self, claim: Claim) -> Iterator[PlainParagraph]:
        sign = "! " if claim.contested else ""
        status = phrases.STATUS + claim.status if claim.status != "claimed" else ""
        tail = self.signs.tail(self.signs.date(claim.date), status)
        yield PlainParagraph(f"{sign}{phrases.CLAIMED_BY}{self.who(claim.by)}{tail}", 2, 2)
        yield from self.prose(claim.text, 4)
        yield from self.notes(claim, claim.status, 4)
        if claim.quantity is not None:
            yield from self.quantity(claim.quantity, 4)
        for assessment in claim.assessments:
            yield from self.assessment(assessment)
        if phrases.is_unanswered(claim):
            yield PlainParagraph(phrases.nobody(), 4)
        if claim.about:
            about = [registry_facts.anything_name(value, self.store) for value in claim.about]
            yield PlainParagraph(phrases.ABOUT + ", ".join(about), 4, 2)
        yield from self.cited(claim.source, 4)
        yield from self.extra(claim.extra, indent=4)

    def quantity(self, quantity: Quantity, indent: int = 2) -> Iterator[PlainParagraph]:
        yield PlainParagraph(phrases.quantity_text(quantity, self.signs), indent, 2)
        yield from self.extra(quantity.extra, indent=indent + 2)

    def media(self, media: Media) -> Iterator[PlainParagraph]:
        if media.warning:
            yield PlainParagraph(phrases.WARNING + one_line(media.warning), 2, 2)
        yield PlainParagraph(self.signs.joined(phrases.media_name(media), media.credit), 2, 2)
        for text in (media.path, media.url, media.hash):
            if text and text != phrases.media_name(media):
                yield PlainParagraph(one_line(text), 4)
        yield from self.extra(media.extra, indent=4)

    def assessment(self, assessment: Assessment) -> Iterator[PlainParagraph]:
        said = f"{phrases.side(assessment)}{self.who(assessment.by)} {phrases.stance(assessment)}"
        when = self.signs.tail(self.signs.date(assessment.date))
        if assessment.note:
            yield from self.prose(assessment.note, 4, lead=f"{said}{when}: ")
        else:
            yield PlainParagraph(f"{said}{when}", 4, 2)
        yield from self.notes(assessment, "", 6)
        yield from self.cited(assessment.source, 6)
        yield from self.extra(assessment.extra, indent=6)

    def cited(self, citation: Citation | None, indent: int) -> Iterator[PlainParagraph]:
        if citation is not None:
            text = self.signs.joined(
                registry_facts.name(citation.source, self.store), citation.locator, phrases.grade(citation)
            )
            yield PlainParagraph(phrases.SOURCE + text, indent, 2)
            yield from self.remark(citation, indent + 2)
            yield from self.extra(citation.extra, indent=indent + 2)

    def remark(self, citation: Citation, indent: int) -> Iterator[PlainParagraph]:
        if citation.note:
            yield from self.prose(citation.note, indent, lead=phrases.NOTE)

    def citation(self, citation: Citation) -> Iterator[PlainParagraph]:
        source = citation.source
        known = registry_facts.citation_facts(citation, self.signs)
        yield PlainParagraph(self.signs.joined(registry_facts.source_title(source, self.store), *known), 2, 2)
        yield from self.notes(citation, "", 4)
        yield from self.remark(citation, 4)
        if source.url:
            yield PlainParagraph(one_line(source.url), 4)
        if source.archived_url:
            yield PlainParagraph(phrases.ARCHIVED + one_line(source.archived_url), 4)
        if source.parent:
            yield PlainParagraph(phrases.REPEATS + registry_facts.parent_name(source, self.store), 4)
        yield from self.extra(source.extra, citation.extra, indent=4)

    def source(self, source: Source) -> Iterator[PlainParagraph]:
        return self.citation(Citation(source))

    def languages(self) -> Iterator[PlainParagraph]:
        """Yield title and summary in the other languages."""
        event = self.event
        if event.titles or event.summaries:
            yield from self.heading("In other languages", 1)
        for tag, text in event.titles:
            yield PlainParagraph(f"{tag}: {one_line(text)}", 2, 2)
        for tag, text in event.summaries:
            yield from self.prose(text, 2, lead=f"{tag}: ")

    def related(self) -> Iterator[PlainParagraph]:
        back = self.store.linked_from(self.event.id)
        if not self.event.links and not back:
            return
        yield from self.heading("Related", 1)
        for link in self.event.links:
            yield from self.link(link)
        for kind, there in back:
            yield PlainParagraph(f"{self.signs.back} {phrases.link_kind(kind)} {self.named(there)}", 2, 2)

    def link(self, link: Link) -> Iterator[PlainParagraph]:
        there = self.store.event(link.to)
        named = f"{phrases.link_kind(link.kind)} {self.named(there)}" if there else phrases.dangling(link)
        yield PlainParagraph(f"{self.signs.arrow} {named}", 2, 2)
        yield from self.extra(link.extra, indent=4)

    def named(self, event: Event) -> str:
        return self.signs.joined(event.title, self.signs.date(event.date), event.id)

    def who(self, actor: Actor | None) -> str:
        return registry_facts.who(actor, self.store)

    def more(self, known: list[str]) -> Iterator[PlainParagraph]:
        if known:
            yield PlainParagraph(self.signs.joined(*known), 4, 2)

    def extra(self, *extras: Extra, indent: int) -> Iterator[PlainParagraph]:
        for fact in registry_facts.extra_facts(*extras):
            yield PlainParagraph(fact, indent, 2)

    def foot(self) -> Iterator[PlainParagraph]:
        event = self.event
        yield GAP
        if event.tags:
            yield PlainParagraph(" ".join([f"#{one_line(tag)}" for tag in event.tags]))
        place = f"{event.origin.path}:{event.origin.line}" if event.origin.line else ""
        yield PlainParagraph(self.signs.joined(*registry_facts.identifiers(event.ids), event.id, place))
