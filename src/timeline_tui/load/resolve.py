"""From the event tables of the file to the events of the model.

What must be there and is not is said here, and the event is kept all the same: what cannot be used goes
to its `extra` under the path it had.
"""

from __future__ import annotations

from datetime import date as civil_date
from datetime import datetime, tzinfo
from functools import partial
from math import isfinite

from timeline_tui.dates import Date, from_toml, parse_edtf
from timeline_tui.errors import DateError
from timeline_tui.load.datetime_literals import written
from timeline_tui.load.decode import show
from timeline_tui.load.doubts import report_doubts
from timeline_tui.load.positions import KeyPath
from timeline_tui.load.references import References, extras, filled, is_blank
from timeline_tui.load.source_context import SourceContext
from timeline_tui.load.tables import (
    AssessmentTable,
    ClaimTable,
    EventTable,
    LinkTable,
    MediaTable,
    QuantityTable,
    QuoteTable,
)
from timeline_tui.load.values import identifiers, translations, word
from timeline_tui.model import Assessment, Claim, Event, Link, Media, Quantity, Quote
from timeline_tui.text import clip, reveal
from timeline_tui.vocabulary import EVENT_KINDS, QUOTE_KINDS

_DATE = ("date",)
_UNDATED = ("undated",)
UNKNOWN = "unknown"
"""What stands for an unknown date."""


def read_date(value: object, context: SourceContext, path: KeyPath) -> Date | None:
    """The date of a TOML value, or None after the problem was reported. None has none."""
    if value is None:
        return None
    try:
        if type(value) is datetime:
            return parse_edtf(written(value, context, path), context.floating, context.line)
        return from_toml(value, None, context.floating, context.line)
    except DateError as error:
        context.report(
            "bad-date",
            f"`{path[-1]}` is not a date: {_shown(value)}",
            partial(getattr, error, "reason"),
            path,
        )
        return None


def _shown(value: object) -> str:
    """A value that is not a date, with the blanks around it: they may be all that is wrong."""
    if isinstance(value, str) and value != value.strip():
        return f'"{clip(reveal(value[:200]), 60)}"'
    return show(value)


class Resolver:
    """Makes events of their tables. Problems go through the `SourceContext` of each table."""

    def __init__(self, references: References) -> None:
        self.references = references
        self._dates: dict[object, Date] = {}  # of days and strings, in the zone of the file
        self._floating: tzinfo | None = None
        self._tags: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._words: dict[str, str] = {}

    def event(self, table: EventTable, context: SourceContext) -> Event:
        """The event; its id is "" where the table has none."""
        refs = self.references
        refs.lost.clear()
        if context.floating is not self._floating:
            self._floating, self._dates = context.floating, {}
        date = self._date(table.date, context, _DATE)
        if date is None and table.date is None and not table.undated:
            self._no_date(table, context)
        elif date is not None and table.undated:
            context.report(
                "dated-undated", "the event is `undated` and has a date", "take out one of them", _UNDATED
            )
        quotes = (
            tuple([self._quote(q, context, n) for n, q in enumerate(table.quotes)]) if table.quotes else ()
        )
        claims = (
            tuple([self._claim(c, context, n) for n, c in enumerate(table.claims)]) if table.claims else ()
        )
        actors = refs.participants(table.actors, context) if table.actors else ()
        locations = refs.places(table.locations, context) if table.locations else ()
        sources = refs.citations(table.sources, context) if table.sources else ()
        links = self._links(table.links, context) if table.links else ()
        ids, wrong = identifiers(table.ids, context) if table.ids else ((), ())
        quantities = self._quantities(table.quantities, context) if table.quantities else ()
        titles, summaries = translations(table.translations) if table.translations else ((), ())
        refs.lost += wrong
        extra = (*extras(table), *refs.lost) if table.extra or refs.lost else ()
        return Event(
            table.id or "",
            date,
            table.title or self._title(table, context),
            table.date_text or "",
            table.summary or "",
            word(table.kind, EVENT_KINDS, "event", context, ("kind",)) if table.kind is not None else "event",
            table.status or "reported",
            self._shared_tags(table.tags, context) if table.tags else (),
            table.importance,
            actors,
            locations,
            sources,
            links,
            quotes,
            claims,
            quantities,
            self._media(table.media, context) if table.media else (),
            titles,
            summaries,
            ids,
            extra,
            context.origin(),
        )

    def _date(self, value: object, context: SourceContext, path: KeyPath) -> Date | None:
        """A date that may have been read before; what is not a date is kept as it is."""
        kind = type(value)
        if kind is str and value == UNKNOWN:
            return None
        known = self._dates.get(value) if kind is str or kind is civil_date else None
        if known is not None:
            return known
        date = read_date(value, context, path)
        if date is None:
            if value is not None:
                self.references.lose(value, path)
        elif not report_doubts(date, context, path) and (kind is str or kind is civil_date):
            self._dates[value] = date
        return date

    def _no_date(self, table: EventTable, context: SourceContext) -> None:
        if not context.salvaged and not (table.extra and "date" in table.extra):
            hint = 'write date = 2024-08-07, or date = "2024-08", or date = "unknown" if it is not known'
            context.report("missing-date", "the event has no date", hint)

    def _title(self, table: EventTable, context: SourceContext) -> str:
        """A title made of what else there is, and the problem."""
        texts = [
            table.summary,
            *(quote.text for quote in table.quotes),
            *(claim.text for claim in table.claims),
        ]
        words = next((text.split(None, 10) for text in texts if text and text.strip()), [])
        if not context.salvaged and not (table.extra and "title" in table.extra):
            way: KeyPath = () if table.title is None else ("title",)
            context.report("missing-title", "the event has no title", 'write title = "..."', way)
        if not words:
            return "(untitled)"
        return " ".join(words[:10]) + ("…" if len(words) > 10 else "")

    def _shared_tags(self, tags: tuple[str, ...], context: SourceContext) -> tuple[str, ...]:
        found = self._tags.get(tags)
        if found is None:
            found = tuple([self._word(tag) for tag in filled(tags, context, ("tags",))])
            if len(found) == len(tags):  # or what was left out would be reported only once
                self._tags[tags] = found
        return found

    def _word(self, text: str | None) -> str:
        """One object for all that say the same: languages, units, kinds of links."""
        return self._words.setdefault(text, text) if text else ""

    def _links(self, links: tuple[str | LinkTable, ...], context: SourceContext) -> tuple[Link, ...]:
        found = []
        for n, link in enumerate(links):
            if isinstance(link, str):
                if not is_blank(link, context, ("links", n)):
                    found.append(Link(link))
            elif link.to and not link.to.isspace():
                found.append(Link(link.to, self._word(link.kind) or "related", extras(link)))
            else:
                path = ("links", n)
                context.report(
                    "missing-reference", "the link says no `to`", 'write { to = "event-id" }', path
                )
                self.references.lose(link, path)
        return tuple(found)

    def _quote(self, table: QuoteTable, context: SourceContext, n: int) -> Quote:
        refs = self.references
        path = ("quotes", n)
        if not table.text and not (table.extra and "text" in table.extra) and not table.original_text:
            context.report("missing-text", "the quote has no text", 'write text = "..."', path)
        return Quote(
            table.text or "",
            refs.one(table.speaker, context, (*path, "speaker")),
            word(table.kind, QUOTE_KINDS, "direct", context, (*path, "kind")),
            refs.all(table.to, context, (*path, "to")) if table.to else (),
            self._word(table.lang),
            table.original_text or "",
            self._word(table.original_lang),
            self._date(table.date, context, (*path, "date")) if table.date is not None else None,
            refs.citation(table.source, context, (*path, "source")) if table.source is not None else None,
            extras(table),
        )

    def _claim(self, table: ClaimTable, context: SourceContext, n: int) -> Claim:
        refs = self.references
        path = ("claims", n)
        if not table.text and not (table.extra and "text" in table.extra):
            context.report("missing-text", "the claim has no text", 'write text = "..."', path)
        assessments = [
            self._assessment(a, context, (*path, "assessments", k)) for k, a in enumerate(table.assessments)
        ]
        return Claim(
            table.text or "",
            refs.one(table.by, context, (*path, "by")),
            table.status or "claimed",
            self._date(table.date, context, (*path, "date")) if table.date is not None else None,
            self._about(table.about, context, (*path, "about")) if table.about else (),
            self._quantity(table.quantity, context, (*path, "quantity")) if table.quantity else None,
            refs.citation(table.source, context, (*path, "source")) if table.source is not None else None,
            tuple([a for a in assessments if a is not None]),
            extras(table),
        )

    def _about(self, texts: tuple[str, ...], context: SourceContext, path: KeyPath) -> tuple[str, ...]:
        """The ids of the actors and locations that are meant; events and plain words stay as they are."""
        about = self.references.about
        return tuple([about(text) for n, text in enumerate(texts) if not is_blank(text, context, (*path, n))])

    def _assessment(self, table: AssessmentTable, context: SourceContext, path: KeyPath) -> Assessment | None:
        refs = self.references
        if table.stance is None:
            if not (table.extra and "stance" in table.extra):
                hint = "write stance = asserts corroborates confirms disputes denies refutes or retracts"
                context.report("missing-stance", "the assessment has no stance", hint, path)
            refs.lose(table, path)
            return None
        return Assessment(
            table.stance,
            refs.one(table.by, context, (*path, "by")),
            self._date(table.date, context, (*path, "date")) if table.date is not None else None,
            refs.citation(table.source, context, (*path, "source")) if table.source is not None else None,
            table.note or "",
            extras(table),
        )

    def _media(self, tables: tuple[MediaTable, ...], context: SourceContext) -> tuple[Media, ...]:
        found = []
        for n, table in enumerate(tables):
            if not (table.path or "").strip() and not (table.url or "").strip():
                hint = 'write path = "photo.jpg" or url = "https://..."'
                context.report(
                    "missing-reference", "the medium has no `path` and no `url`", hint, ("media", n)
                )
            path, url, caption, credit, hash_, warning = (
                text or ""
                for text in (table.path, table.url, table.caption, table.credit, table.hash, table.warning)
            )
            found.append(Media(path, url, caption, credit, hash_, warning, extras(table)))
        return tuple(found)

    def _quantities(self, tables: tuple[QuantityTable, ...], context: SourceContext) -> tuple[Quantity, ...]:
        return tuple([self._quantity(table, context, ("quantities", n)) for n, table in enumerate(tables)])

    def _quantity(self, table: QuantityTable, context: SourceContext, path: KeyPath) -> Quantity:
        best, low, high = table.best, table.low, table.high
        given = [value for value in (low, best, high) if value is not None]
        if not all(map(isfinite, given)):
            best, low, high = (self._finite(table, key, context, path) for key in ("best", "low", "high"))
            given = [value for value in (low, best, high) if value is not None]
        if len(given) > 1 and given != sorted(given):
            message = "the quantity's low, best and high are not in order"
            context.report("reversed-quantity", message, "correct the numbers: low first, high last", path)
        return Quantity(best, low, high, self._word(table.unit), self._word(table.label), extras(table))

    def _finite(self, table: QuantityTable, key: str, context: SourceContext, path: KeyPath) -> float | None:
        """A number of a quantity; one without an end is reported, and kept among what is lost."""
        value: float | None = getattr(table, key)
        if value is None or isfinite(value):
            return value
        context.report("not-a-number", f"`{key}` is {show(value)}", "write a number", (*path, key))
        self.references.lose(value, (*path, key))
        return None
