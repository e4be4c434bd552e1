"""What became known about an event between two days, one line per change, for `timeline changes`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from timeline_tui.export import as_of, registry_facts
from timeline_tui.export.phrases import TextSigns
from timeline_tui.knowledge import EventAsOf, KnowledgeDay, annotate
from timeline_tui.model import Actor, Assessment, Citation, Claim, Event, Quote
from timeline_tui.store import Store
from timeline_tui.text import clip, one_line

# Characters of a text.
_MAX_TEXT = 300


def changes(event: Event, day: KnowledgeDay, signs: TextSigns, store: Store) -> Iterator[str]:
    """Yield what was known of an event on a day but not on the earlier day that `day` names.

    Args:
        event: The event as in the file.
        day: The day and the earlier one.
        signs: The signs to write with.
        store: The store that the event belongs to.
    """
    known = annotate(event, day)
    return iter(()) if known is None else _ChangeLines(known, signs, store).lines()


class _ChangeLines(NamedTuple):
    """Writes the changes of an event."""

    known: EventAsOf
    signs: TextSigns
    store: Store

    def lines(self) -> Iterator[str]:
        event = self.known.event
        mark = self.known.marks[id(event)]
        if mark.new:
            yield "+ became known"
        if mark.before:
            yield as_of.status_change(mark, event.status, self.signs)
        for quote in event.quotes:
            yield from self._entry(quote, "quote", self._text(quote.speaker, quote, quote.text), mark.new)
        for claim in event.claims:
            yield from self._claim(claim, mark.new)
        for citation in event.sources:
            if mark.new or self.known.marks[id(citation)].new:
                yield f"+ source: {self._source_text(citation)}"

    def _claim(self, claim: Claim, new: bool) -> Iterator[str]:
        """Yield the changes of a claim and its assessments; all of them if the event is new."""
        mark = self.known.marks[id(claim)]
        if mark.before and not (new or mark.new):
            yield f"claim: {_clipped(claim.text)}: {as_of.status_change(mark, claim.status, self.signs)}"
        status = f" ({claim.status})" if claim.status != "claimed" else ""
        yield from self._entry(claim, "claim", self._text(claim.by, claim, claim.text) + status, new)
        for each in claim.assessments:
            text = self._text(each.by, each, claim.text, f" {each.stance}")
            yield from self._entry(each, "assessment", text, new or mark.new)

    def _entry(self, entry: Quote | Claim | Assessment, kind: str, text: str, new: bool) -> Iterator[str]:
        mark = self.known.marks[id(entry)]
        if new or mark.new:
            yield f"+ {kind}: {text}"
        elif mark.cited:
            yield f"+ source of the {kind}: {self._source_text(entry.source)}"

    def _text(self, by: Actor | None, entry: Quote | Claim | Assessment, text: str, stance: str = "") -> str:
        name = registry_facts.name(by, self.store) + stance
        return f"{self.signs.joined(name, self.signs.date(entry.date, weekday=False))}: {_clipped(text)}"

    def _source_text(self, citation: Citation | None) -> str:
        if citation is None:
            return ""
        source = citation.source
        published = source.published.text if source.published else ""
        name = registry_facts.name(source, self.store, source.publisher, published)
        return self.signs.joined(_clipped(name), self.signs.date(source.published, weekday=False))


def _clipped(text: str) -> str:
    return clip(one_line(text), _MAX_TEXT)
