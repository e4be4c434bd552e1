"""Describe an event for the detail pane, as paragraphs of styled text with actionable targets.

Pure functions of an event and its store: no widget and no width. `export.phrases` and `export.registry_facts` decide
the content and the wording; this module adds styles and layout. Text from files is sanitized (`one_line`, `reveal`)
and only ever appended, never parsed as markup.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from timeline_tui.export import phrases, registry_facts
from timeline_tui.model import (
    AGAINST,
    CONTESTED,
    Actor,
    Assessment,
    Citation,
    Claim,
    Event,
    Extra,
    Location,
    Media,
    Participant,
    Place,
    Quantity,
    Quote,
)
from timeline_tui.store import Store
from timeline_tui.text import clip, one_line
from timeline_tui.ui import styles
from timeline_tui.ui.glyphs import Glyphs
from timeline_tui.ui.long_text import LONG, link_style, paragraphs
from timeline_tui.ui.pieces import MANY, Description, Pieces, Target, text_of
from timeline_tui.ui.registry_details import RegistryEntry, background

if TYPE_CHECKING:
    from timeline_tui.knowledge import KnowledgeDay

SHORT = 36
"""Maximum length, in characters, of a source's title beside a quote or claim. The Sources section has it in full."""


def describe(
    event: Event,
    store: Store,
    glyphs: Glyphs,
    day: KnowledgeDay | None = None,
    before: Event | None = None,
    zero: Event | None = None,
) -> Description:
    """Describe the whole event: what, when, who, where, what was said and claimed, and the sources.

    Args:
        event: The event.
        store: The store that resolves references; with `day`, the store as of that day.
        glyphs: The character set to draw with.
        day: Describe the event as of this day.
        before: The previous event in the list. If given, the time elapsed since it is included.
        zero: The event that times are counted from. If given, the time relative to it is included.
    """
    return _DetailBuilder(event, store, glyphs, day, (before, zero)).tell()


class _DetailBuilder(Pieces):
    """Builds the sections of one event's description."""

    def tell(self) -> Description:
        """Build the description."""
        event = self.event
        self._head()
        self._section("Who", event.actors, self._participant)
        self._section("Where", event.locations, self._place)
        self._section("Quantities", event.quantities, self._quantity)
        self._section("Quotes", event.quotes, self._quote)
        self._section("Claims", event.claims, self._claim)
        if event.claims and all(map(phrases.is_unanswered, event.claims)):
            self._add((phrases.nobody(len(event.claims)), styles.DIM), indent=2)
        self._section("Media", event.media, self._media)
        self._section("Sources", event.sources, self._citation)
        self._languages()
        self._related()
        self._other_fields()
        self._section("Background", tuple(background(event, self.store)), self._registry_entry)
        self._later_note()
        self._footer()
        return Description(tuple(self.paragraphs), tuple(self.targets))

    def _head(self) -> None:
        event = self.event
        self._add((clip(one_line(event.title), 2000), styles.TITLE))
        status = Text(event.status, styles.CONTESTED if event.status in CONTESTED else styles.PLAIN)
        dot = (f" {self.signs.dot} ", styles.DIM)
        pieces: list[tuple[str, Style] | Text] = [(phrases.when(event, self.signs), styles.DATE)]
        for words in (phrases.week(event), phrases.length(event, self.signs)):
            if words:
                pieces += [dot, (words, styles.DIM)]
        pieces += [dot, status]
        if event.contested and event.status not in CONTESTED:
            pieces += [dot, (f"{self.contested} a claim is contested", styles.CONTESTED)]
        for words, style in zip(
            phrases.particulars(event), (styles.PLAIN, styles.DIM, styles.DIM), strict=True
        ):
            if words:
                pieces += [dot, (clip(words, 300), style)]
        self._add(*pieces)
        if self.told is not None:
            self._notes(self.told.event, event.status, 0)
        if event.date_text:
            self._add((phrases.dated(event, self.signs), styles.DIM))
        told = (phrases.since, self.before), (phrases.from_zero, self.zero)
        for distance in [how(other, event, self.signs) for how, other in told if other is not None]:
            if distance:
                self._add((distance, styles.DIM))
        if event.summary:
            self._gap()
            self.paragraphs += paragraphs(event.summary, styles.PLAIN)

    def _participant(self, part: Participant) -> None:
        tail = self._tail(part.actor.title, phrases.role(part))
        self._add(self._actor(part.actor, titled=True), (tail, styles.DIM), indent=2, hang=2)
        self._extra(part.extra, 4)

    def _place(self, place: Place) -> None:
        location = place.location
        shown = self._target(location.name, styles.NAME, Target("location", location.id))
        inside = self.store.chronology.locations.get(location.within)
        shown = self._disambiguated(
            shown, "location", location.id, inside.name if inside else location.country
        )
        tail = self._tail(phrases.role(place), *registry_facts.location_facts(place, self.store))
        self._add(shown, (tail, styles.DIM), indent=2, hang=2)
        self._extra(place.extra, 4)

    def _quantity(self, quantity: Quantity) -> None:
        self._add((clip(phrases.quantity_text(quantity, self.signs), 1000), styles.PLAIN), indent=2, hang=2)
        self._extra(quantity.extra, 4)

    def _quote(self, quote: Quote) -> None:
        pieces: list[tuple[str, Style] | Text] = [self._actor(quote.speaker)]
        if quote.to:
            pieces += [
                (phrases.TO, styles.DIM),
                *self._joined([self._actor(to) for to in quote.to[:MANY]]),
            ]
        about = self._tail(phrases.about_quote(quote, self.signs))
        self._add(*pieces, (about, styles.DIM), indent=2, hang=2)
        before, after = self.signs.open_quote, self.signs.close_quote
        marks = (before, after) if phrases.is_spoken(quote) else ("", "")
        self.paragraphs += paragraphs(quote.text, styles.QUOTE, 4, marks=marks)
        if quote.original_text:
            marks = before, after + clip(phrases.original_lang(quote), 300)
            self.paragraphs += paragraphs(quote.original_text, styles.DIM, 4, marks=marks)
        self._notes(quote, "", 4)
        self._cited_source(quote.source, 4)
        self._extra(quote.extra, 4)

    def _claim(self, claim: Claim) -> None:
        whose = (claim.by, claim.date, claim.status, claim.contested)
        if whose != self._claim_group:
            self._claim_group = whose
            self._claimant(claim)
        self.paragraphs += paragraphs(claim.text, styles.PLAIN, 4)
        self._notes(claim, claim.status, 4)
        self._claim_details(claim)
        for assessment in claim.assessments[:MANY]:
            self._assessment(assessment)
        if len(claim.assessments) > MANY:
            self._add((f"+{len(claim.assessments) - MANY:,} more", styles.DIM), indent=4)
        if phrases.is_unanswered(claim) and not all(map(phrases.is_unanswered, self.event.claims)):
            self._add((phrases.nobody(), styles.DIM), indent=4)
        self._cited_source(claim.source, 4)
        self._extra(claim.extra, 4)
        if claim.quantity is not None:
            self._extra(claim.quantity.extra, 4)

    def _claimant(self, claim: Claim) -> None:
        sign = (f"{self.contested} ", styles.CONTESTED) if claim.contested else ("", styles.PLAIN)
        when = (self._tail(self.signs.date(claim.date)), styles.DIM)
        pieces: list[tuple[str, Style] | Text]
        pieces = [sign, (phrases.CLAIMED_BY, styles.DIM), self._actor(claim.by), when]
        if claim.status != "claimed":
            style = styles.CONTESTED if claim.contested else styles.PLAIN
            pieces += [(f" {self.signs.dot} {phrases.STATUS}", styles.DIM)]
            pieces += [self._target(claim.status, style, Target("status", claim.status))]
        self._add(*pieces, indent=2, hang=2)

    def _media(self, media: Media) -> None:
        if media.warning:
            self._add(
                (phrases.WARNING + clip(one_line(media.warning), 2000), styles.CONTESTED), indent=2, hang=2
            )
        name = phrases.media_name(media)
        style = styles.NAME + (link_style(media.url) if media.url == name else styles.PLAIN)
        shown = self._target(name, style, Target("media", media.path or media.url))
        self._add(shown, (self._tail(media.credit), styles.DIM), indent=2, hang=2)
        for text, style in (
            (media.path, styles.PLAIN),
            (media.url, link_style(media.url)),
            (media.hash, styles.DIM),
        ):
            if text and text != name:
                self._add((clip(one_line(text), LONG), style), indent=4, hang=2)
        self._extra(media.extra, 4)

    def _assessment(self, assessment: Assessment) -> None:
        style = styles.AGAINST if assessment.stance in AGAINST else styles.FOR
        sign, stance = (phrases.side(assessment), style), (f" {phrases.stance(assessment)}", style)
        when = (self._tail(self.signs.date(assessment.date)), styles.DIM)
        said = text_of(sign, self._actor(assessment.by), stance, when)
        if assessment.note:
            said.append(": ", styles.PLAIN)
            self.paragraphs += paragraphs(assessment.note, styles.PLAIN, 4, 2, lead=said)
        else:
            self._add(said, indent=4, hang=2)
        self._notes(assessment, "", 6)
        self._cited_source(assessment.source, 6)
        self._extra(assessment.extra, 6)

    def _claim_details(self, claim: Claim) -> None:
        """Add a line with the claim's quantity and its subjects."""
        pieces: list[tuple[str, Style] | Text] = []
        if claim.quantity:
            pieces.append((clip(phrases.quantity_text(claim.quantity, self.signs), 1000), styles.DIM))
        if claim.about:
            dot = f" {self.signs.dot} " if pieces else ""
            pieces.append((dot + phrases.ABOUT, styles.DIM))
            pieces += self._joined([self._reference(value) for value in claim.about[:MANY]])
        if pieces:
            self._add(*pieces, indent=4, hang=2)

    def _reference(self, value: str) -> Text:
        match registry_facts.anything(value, self.store):
            case Actor() as actor:
                return self._actor(actor)
            case Location() as place:
                return self._target(place.name, styles.NAME, Target("location", value))
            case Event() as event:
                return self._target(event.title, styles.NAME, Target("event", value))
            case _:
                return Text(one_line(value), styles.PLAIN)

    def _cited_source(self, citation: Citation | None, indent: int) -> None:
        if citation is None:
            return
        source, listed = citation.source, self.event.sources
        # With a single source, the Sources section names it; here the locator is enough.
        if len(listed) == 1 and listed[0].source is source:
            title, known = citation.locator, [phrases.credibility(citation)]
        else:
            title, known = clip(source.title, SHORT), [citation.locator, phrases.grade(citation)]
        if not title and not known[0] and not citation.note and not citation.extra:
            return
        shown = self._target(title or clip(source.title, SHORT), styles.DIM, Target("source", source.id))
        tail = (self._tail(*known), styles.DIM)
        self._add((phrases.SOURCE, styles.DIM), shown, tail, indent=indent, hang=2)
        self._citation_note(citation, indent + 2)
        self._extra(citation.extra, indent + 2)

    def _citation_note(self, citation: Citation, indent: int) -> None:
        if citation.note:
            lead = Text().append(phrases.NOTE, styles.DIM)
            self.paragraphs += paragraphs(citation.note, styles.PLAIN, indent, 2, lead=lead)

    def _citation(self, citation: Citation) -> None:
        source = citation.source
        target = Target("source", source.id)
        if source.url == source.title:
            shown = self._target(source.url, styles.NAME + link_style(source.url), target, LONG)
        else:
            shown = self._target(source.title, styles.NAME, target)
        tail = self._tail(*registry_facts.citation_facts(citation, self.signs))
        self._add(shown, (tail, styles.DIM), indent=2, hang=2)
        self._notes(citation, "", 4)
        self._citation_note(citation, 4)
        for label, url in (("", source.url), (phrases.ARCHIVED, source.archived_url)):
            if url and url != source.title:
                address = (clip(one_line(url), LONG), link_style(url))
                self._add((label, styles.DIM), address, indent=4, hang=2)
        parent = self.store.chronology.sources.get(source.parent) if source.parent else None
        if parent is not None:
            repeated = self._target(parent.title, styles.PLAIN, Target("source", parent.id))
            self._add((phrases.REPEATS, styles.DIM), repeated, indent=4, hang=2)
        elif source.parent:
            self._add((phrases.REPEATS + one_line(source.parent), styles.DIM), indent=4, hang=2)
        self._extra(citation.extra, 4)

    def _languages(self) -> None:
        """Add the section with titles and summaries in other languages."""
        event = self.event
        if event.titles or event.summaries:
            self._gap()
            self._add(("In other languages", styles.HEADING))
        for tag, text in event.titles[:MANY]:
            self._add((f"{tag}: ", styles.DIM), (clip(one_line(text), 2000), styles.PLAIN), indent=2, hang=2)
        for tag, text in event.summaries[:MANY]:
            lead = Text().append(f"{tag}: ", styles.DIM)
            self.paragraphs += paragraphs(text, styles.PLAIN, 2, 2, lead=lead)

    def _related(self) -> None:
        event, signs = self.event, self.signs
        back = self.store.linked_from(event.id)
        if not self.links and not back:
            return
        self._gap()
        self._add(("Related", styles.HEADING))
        for link in self.links[:MANY]:
            there = self.store.event(link.to)
            if there is None:
                self._add((f"{signs.arrow} {clip(phrases.dangling(link), 1000)}", styles.DIM), indent=2)
            else:
                kind = (f"{signs.arrow} {clip(phrases.link_kind(link.kind), 300)} ", styles.DIM)
                self._add(kind, self._event(there), indent=2, hang=2)
            self._extra(link.extra, 4)
        for shown, there in back[:MANY]:
            kind = (f"{signs.back} {clip(phrases.link_kind(shown), 300)} ", styles.DIM)
            self._add(kind, self._event(there), indent=2, hang=2)

    def _event(self, event: Event) -> Text:
        shown = self._target(event.title, styles.NAME, Target("event", event.id))
        return shown.append(self._tail(self.signs.date(event.date, weekday=False)), styles.DIM)

    def _other_fields(self) -> None:
        if self.event.extra:
            self._gap()
            self._add(("Other fields", styles.HEADING))
            self._extra(self.event.extra, 2)

    def _extra(self, extra: Extra, indent: int) -> None:
        for key, value in islice(registry_facts.extra_pairs(extra), MANY):
            self._add((f"{key} ", styles.DIM), (clip(value, 2000), styles.PLAIN), indent=indent, hang=2)

    def _registry_entry(self, known: RegistryEntry) -> None:
        tail = self._tail(*known.facts)
        self._add((clip(one_line(known.name), 300), styles.PLAIN), (tail, styles.DIM), indent=2, hang=2)
        self._extra(known.extra, 4)

    def _footer(self) -> None:
        event = self.event
        self._gap()
        if event.tags:
            pieces: list[tuple[str, Style] | Text] = []
            for tag in event.tags[:MANY]:
                pieces += [(" ", styles.PLAIN)] * bool(pieces)
                pieces.append(self._target(f"#{tag}", styles.SIGN, Target("tag", tag)))
            self._add(*pieces)
        where = f"{event.origin.path}:{event.origin.line}" if event.origin.line else ""
        ids = registry_facts.identifiers(event.ids)[:MANY]
        self._add((clip(self.signs.joined(*ids, event.id, where), 2000), styles.DIM))
