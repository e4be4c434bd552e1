"""An event as the detail pane tells it: paragraphs of styled text, with the things in them one can act on.

Pure: an event and its store in, text out; nothing here knows a widget or a width. Text from files goes through
`reveal` and is only ever appended, never parsed as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, TypeVar

from rich.style import Style
from rich.text import Text

from timeline_tui.dates import Date, describe_precision, format_date
from timeline_tui.exchange import wording
from timeline_tui.model import (
    AGAINST,
    CONTESTED,
    Actor,
    Assessment,
    Citation,
    Claim,
    Event,
    Extra,
    Participant,
    Place,
    Quote,
)
from timeline_tui.store import Store
from timeline_tui.text import clip, one_line, reveal
from timeline_tui.ui import styles
from timeline_tui.ui.background import Known, background
from timeline_tui.ui.glyphs import Glyphs

MANY = 50
"""How many of one kind (actors, quotes, ...) are told before "+9,950 more"."""
LONG = 20_000
"""How many characters of one text are shown before it is clipped, and marked so."""
LINES = 400
"""How many of its lines."""

SHORT = 36
"""How many characters of a source's title are shown beside a quote or claim; the list of sources has it whole."""

NOBODY = "nobody is recorded as confirming or denying {}"

PRECISIONS: dict[str | None, str] = {
    "exact": "exact spot", "vicinity": "vicinity", "locality": "locality", "settlement": "settlement",
    "admin2": "district", "admin1": "region", "country": "country", "linear": "along a line",
    "sea-air": "at sea or in the air", "unknown": "unknown",
}  # fmt: skip
"""How exactly a place is known, in words."""

TargetKind = Literal["actor", "location", "tag", "source", "event", "status"]

T = TypeVar("T")


class Target(NamedTuple):
    """Something in the text that one can act on: `value` is an id, a tag or a status."""

    kind: TargetKind
    value: str
    url: str = ""


class Paragraph(NamedTuple):
    """One paragraph, `indent` cells in; its continuation lines `hang` cells further."""

    text: Text
    indent: int = 0
    hang: int = 0


class Description(NamedTuple):
    """All of an event. A span whose style has the meta `target` stands for `targets[meta["target"]]`."""

    paragraphs: tuple[Paragraph, ...]
    targets: tuple[Target, ...]


def block_text(text: str) -> str:
    """Text of several lines, made safe to show; too much of it is clipped and says so."""
    cut = text[:LONG]
    lines = cut.splitlines()
    shown = "\n".join(lines[:LINES])
    if len(text) > LONG or len(lines) > LINES:
        shown += f"\n… ({len(text):,} characters in all: shown in part)"
    return reveal(shown.strip("\n"), lines=True)


def describe(event: Event, store: Store, glyphs: Glyphs) -> Description:
    """The whole event, in the order a reader asks: what, when, who, where, said, claimed, known from."""
    return _Teller(event, store, glyphs).tell()


class _Teller:
    """Collects the paragraphs of one event."""

    def __init__(self, event: Event, store: Store, glyphs: Glyphs) -> None:
        self.event = event
        self.store = store
        self.glyphs = glyphs
        self.paragraphs: list[Paragraph] = []
        self.targets: list[Target] = []
        self._whose: object = None

    def tell(self) -> Description:
        event = self.event
        self._head()
        self._section("Who", event.actors, self._who)
        self._section("Where", event.locations, self._where)
        self._section("Quotes", event.quotes, self._quote)
        self._section("Claims", event.claims, self._claim)
        if event.claims and all(map(self._uncontested, event.claims)):
            self._add((NOBODY.format("these" if len(event.claims) > 1 else "it"), styles.DIM), indent=2)
        self._section("Sources", event.sources, self._citation)
        self._related()
        self._other_fields()
        self._section("Background", tuple(background(event, self.store)), self._known)
        self._foot()
        return Description(tuple(self.paragraphs), tuple(self.targets))

    # -- pieces ---------------------------------------------------------------------------------------------

    def _add(self, *pieces: tuple[str, Style] | Text, indent: int = 0, hang: int = 0) -> None:
        text = Text(no_wrap=False)
        for piece in pieces:
            if isinstance(piece, Text):
                text.append_text(piece)
            else:
                text.append(piece[0], piece[1])
        self.paragraphs.append(Paragraph(text, indent, hang))

    def _gap(self) -> None:
        self.paragraphs.append(Paragraph(Text("")))

    def _target(self, shown: str, style: Style, target: Target) -> Text:
        meta = Style(meta={"target": len(self.targets)}, link=target.url or None)
        self.targets.append(target)
        return Text(clip(one_line(shown), 300), style + meta)

    def _actor(self, actor: Actor) -> Text:
        return self._target(actor.name, styles.NAME, Target("actor", actor.id))

    def _joined(self, parts: Sequence[str]) -> str:
        return f" {self.glyphs.dot} ".join([one_line(part) for part in parts if part])

    def _date(self, date: Date, *, weekday: bool = True) -> str:
        return format_date(date, weekday=weekday, ascii=self.glyphs.ascii)

    def _section(self, heading: str, items: Sequence[T], tell: Callable[[T], None]) -> None:
        if not items:
            return
        self._gap()
        count = f" {len(items):,}" if len(items) > 1 else ""
        self._add((heading, styles.HEADING), (count, styles.DIM))
        for item in items[:MANY]:
            tell(item)
        if len(items) > MANY:
            self._add((f"+{len(items) - MANY:,} more", styles.DIM), indent=2)

    # -- parts ----------------------------------------------------------------------------------------------

    def _head(self) -> None:
        event = self.event
        self._add((clip(one_line(event.title), 2000), styles.TITLE))
        when = "no date that could be read" if event.date is None else self._date(event.date)
        precision = "" if event.date is None else describe_precision(event.date)
        status = Text(event.status, styles.CONTESTED if event.status in CONTESTED else styles.PLAIN)
        dot = (f" {self.glyphs.dot} ", styles.DIM)
        pieces: list[tuple[str, Style] | Text] = [(when, styles.DATE), dot, status]
        if event.contested and event.status not in CONTESTED:
            pieces += [dot, (f"{self.glyphs.contested} a claim is contested", styles.CONTESTED)]
        if event.kind != "event":
            pieces += [dot, (event.kind, styles.PLAIN)]
        if precision:
            pieces += [dot, (precision, styles.DIM)]
        if event.importance is not None:
            pieces += [dot, (f"importance {event.importance}", styles.DIM)]
        self._add(*pieces)
        if event.date_text:
            g = self.glyphs
            said = f"{g.open_quote}{one_line(event.date_text)}{g.close_quote}"
            self._add((f"dated {said} by its source", styles.DIM))
        if event.summary:
            self._gap()
            self._add((block_text(event.summary), styles.PLAIN))

    def _who(self, part: Participant) -> None:
        about = self._joined([part.actor.title, "" if part.role == "participant" else part.role])
        tail = f" {self.glyphs.dot} {about}" if about else ""
        self._add(self._actor(part.actor), (tail, styles.DIM), indent=2, hang=2)
        self._extra(part.extra, 4)

    def _where(self, place: Place) -> None:
        location = place.location
        shown = self._target(location.name, styles.NAME, Target("location", location.id))
        coordinates = ""
        if location.lat is not None and location.lon is not None:
            coordinates = f"{location.lat!r}, {location.lon!r}"
        precision = f"{PRECISIONS[location.precision]} precision" if location.precision else ""
        inside = self.store.chronology.locations.get(location.within)
        within = f"in {inside.name}" if inside else location.within and f"in {location.within}"
        role = "" if place.role == "scene" else place.role
        about = self._joined([role, within, location.country if not within else "", coordinates, precision])
        tail = f" {self.glyphs.dot} {about}" if about else ""
        self._add(shown, (tail, styles.DIM), indent=2, hang=2)
        self._extra(place.extra, 4)

    def _quote(self, quote: Quote) -> None:
        g = self.glyphs
        speaker = self._actor(quote.speaker) if quote.speaker else Text("somebody", styles.DIM)
        pieces: list[tuple[str, Style] | Text] = [speaker]
        if quote.to:
            pieces.append((" to ", styles.DIM))
            for n, actor in enumerate(quote.to[:MANY]):
                pieces += [(", ", styles.DIM)] * (n > 0) + [self._actor(actor)]
        when = self._date(quote.date) if quote.date else ""
        kind = "in these words" if quote.kind == "direct" else quote.kind
        about = self._joined([when, kind, quote.lang])
        self._add(*pieces, (f" {g.dot} {about}", styles.DIM), indent=2, hang=2)
        said = block_text(quote.text)
        direct = quote.kind in ("direct", "translated")
        shown = f"{g.open_quote}{said}{g.close_quote}" if direct else said
        self._add((shown, styles.QUOTE), indent=4)
        if quote.original_text:
            lang = f" ({one_line(quote.original_lang)})" if quote.original_lang else ""
            said = block_text(quote.original_text)
            self._add((f"{g.open_quote}{said}{g.close_quote}{lang}", styles.DIM), indent=4)
        self._cited(quote.source, 4)
        self._extra(quote.extra, 4)

    @staticmethod
    def _uncontested(claim: Claim) -> bool:
        """Whether it stands as claimed, with nobody on record for or against it."""
        return not claim.assessments and claim.status in ("claimed", "unverifiable")

    def _claim(self, claim: Claim) -> None:
        whose = (claim.by, claim.date, claim.status, claim.contested)
        if whose != self._whose:
            self._whose = whose
            self._claimant(claim)
        self._add((block_text(claim.text), styles.PLAIN), indent=4)
        self._measure(claim)
        for assessment in claim.assessments[:MANY]:
            self._assessment(assessment)
        if len(claim.assessments) > MANY:
            self._add((f"+{len(claim.assessments) - MANY:,} more", styles.DIM), indent=4)
        if self._uncontested(claim) and not all(map(self._uncontested, self.event.claims)):
            self._add((NOBODY.format("it"), styles.DIM), indent=4)
        self._cited(claim.source, 4)
        self._extra(claim.extra, 4)
        if claim.quantity is not None:
            self._extra(claim.quantity.extra, 4)

    def _claimant(self, claim: Claim) -> None:
        g = self.glyphs
        by = self._actor(claim.by) if claim.by else Text("somebody", styles.DIM)
        sign = (f"{g.contested} ", styles.CONTESTED) if claim.contested else ("", styles.PLAIN)
        pieces: list[tuple[str, Style] | Text] = [sign, ("claimed by ", styles.DIM), by]
        if claim.date:
            pieces.append((f" {g.dot} {self._date(claim.date)}", styles.DIM))
        if claim.status != "claimed":
            style = styles.CONTESTED if claim.contested else styles.PLAIN
            pieces += [(f" {g.dot} status: ", styles.DIM)]
            pieces += [self._target(claim.status, style, Target("status", claim.status))]
        self._add(*pieces, indent=2, hang=2)

    def _assessment(self, assessment: Assessment) -> None:
        g = self.glyphs
        against = assessment.stance in AGAINST
        style = styles.AGAINST if against else styles.FOR
        who = self._actor(assessment.by) if assessment.by else Text("somebody", styles.DIM)
        when = f" {g.dot} {self._date(assessment.date)}" if assessment.date else ""
        note = f": {block_text(assessment.note)}" if assessment.note else ""
        sign = (f"{g.contested} " if against else "+ ", style)
        stance = (f" {assessment.stance} it", style)
        self._add(sign, who, stance, (when, styles.DIM), (note, styles.PLAIN), indent=4, hang=2)
        self._cited(assessment.source, 6)
        self._extra(assessment.extra, 6)

    def _quantity(self, claim: Claim) -> str:
        signs = wording.ASCII if self.glyphs.ascii else wording.UNICODE
        return wording.quantity_text(claim.quantity, signs) if claim.quantity is not None else ""

    def _measure(self, claim: Claim) -> None:
        """The quantity, and whom or what it is about, in one line."""
        pieces: list[tuple[str, Style] | Text] = [(self._quantity(claim), styles.DIM)]
        if claim.about:
            pieces.append((f" {self.glyphs.dot} about " if claim.quantity else "about ", styles.DIM))
        for n, value in enumerate(claim.about[:MANY]):
            pieces += [(", ", styles.DIM)] * (n > 0) + [self._anything(value)]
        if claim.quantity or claim.about:
            self._add(*pieces, indent=4, hang=2)

    def _anything(self, value: str) -> Text:
        chronology = self.store.chronology
        if value in chronology.actors:
            return self._actor(chronology.actors[value])
        if value in chronology.locations:
            return self._target(chronology.locations[value].name, styles.NAME, Target("location", value))
        event = self.store.event(value)
        if event is not None:
            return self._target(event.title, styles.NAME, Target("event", value))
        return Text(one_line(value), styles.PLAIN)

    def _cited(self, citation: Citation | None, indent: int) -> None:
        if citation is None:
            return
        source, known = citation.source, self.event.sources
        if len(known) == 1 and known[0].source is source:  # named below: only the place in it is news
            title, facts = citation.locator, [wording.credibility(citation)]
        else:
            title, facts = clip(source.title, SHORT), [citation.locator, wording.grade(citation)]
        if not title and not facts[0] and not citation.extra:
            return
        shown = self._target(title or clip(source.title, SHORT), styles.DIM, Target("source", source.id))
        about = self._joined(facts)
        tail = f" {self.glyphs.dot} {about}" if about else ""
        self._add(("source: ", styles.DIM), shown, (tail, styles.DIM), indent=indent, hang=2)
        self._extra(citation.extra, indent + 2)

    def _citation(self, citation: Citation) -> None:
        source = citation.source
        shown = self._target(source.title, styles.NAME, Target("source", source.id))
        published = self._date(source.published, weekday=False) if source.published else ""
        parts = [citation.locator, source.author, source.publisher, published, source.type or "", source.lang]
        accessed = f"accessed {self._date(source.accessed, weekday=False)}" if source.accessed else ""
        about = self._joined([*parts, accessed, wording.grade(citation)])
        tail = f" {self.glyphs.dot} {about}" if about else ""
        self._add(shown, (tail, styles.DIM), indent=2, hang=2)
        for label, url in (("", source.url), ("archived ", source.archived_url)):
            if url and url != source.title:
                address = wording.web_address(url)
                style = styles.LINK + Style(link=address) if address else styles.PLAIN
                self._add((label, styles.DIM), (clip(one_line(url), 500), style), indent=4, hang=2)
        parent = self.store.chronology.sources.get(source.parent) if source.parent else None
        if parent is not None:
            repeated = self._target(parent.title, styles.PLAIN, Target("source", parent.id))
            self._add(("repeats ", styles.DIM), repeated, indent=4, hang=2)
        elif source.parent:
            self._add((f"repeats {one_line(source.parent)}", styles.DIM), indent=4, hang=2)
        self._extra(citation.extra, 4)

    def _related(self) -> None:
        event, g = self.event, self.glyphs
        back = self.store.linked_from(event.id)
        if not event.links and not back:
            return
        self._gap()
        self._add(("Related", styles.HEADING))
        for link in event.links[:MANY]:
            there = self.store.event(link.to)
            kind = one_line(link.kind).replace("-", " ")
            if there is None:
                self._add((f"{g.arrow} {kind}: no event {one_line(link.to)}", styles.DIM), indent=2)
            else:
                self._add((f"{g.arrow} {kind} ", styles.DIM), self._event(there), indent=2, hang=2)
            self._extra(link.extra, 4)
        for kind, there in back[:MANY]:
            shown = one_line(kind).replace("-", " ")
            self._add((f"{g.back} {shown} ", styles.DIM), self._event(there), indent=2, hang=2)

    def _event(self, event: Event) -> Text:
        shown = self._target(event.title, styles.NAME, Target("event", event.id))
        when = f" {self.glyphs.dot} {self._date(event.date, weekday=False)}" if event.date else ""
        return shown.append(when, styles.DIM)

    def _other_fields(self) -> None:
        if self.event.extra:
            self._gap()
            self._add(("Other fields", styles.HEADING))
            self._extra(self.event.extra, 2)

    def _extra(self, extra: Extra, indent: int) -> None:
        for key, value in extra[:MANY]:
            shown = clip(one_line(value if isinstance(value, str) else str(value)), 2000)
            self._add((f"{one_line(key)} ", styles.DIM), (shown, styles.PLAIN), indent=indent, hang=2)

    def _known(self, known: Known) -> None:
        about = self._joined(known.facts)
        tail = f" {self.glyphs.dot} {clip(about, 1000)}" if about else ""
        self._add((clip(one_line(known.name), 300), styles.PLAIN), (tail, styles.DIM), indent=2, hang=2)
        self._extra(known.extra, 4)

    def _foot(self) -> None:
        event, g = self.event, self.glyphs
        self._gap()
        if event.tags:
            pieces: list[tuple[str, Style] | Text] = []
            for tag in event.tags[:MANY]:
                pieces += [(" ", styles.PLAIN)] * bool(pieces)
                pieces.append(self._target(f"#{tag}", styles.SIGN, Target("tag", tag)))
            self._add(*pieces)
        where = f" {g.dot} {one_line(event.origin.path)}:{event.origin.line}" if event.origin.line else ""
        self._add((f"{one_line(event.id)}{where}", styles.DIM))
