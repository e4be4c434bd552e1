"""What became known about an event between two days, one line per change, for `timeline changes`."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.export import as_of, registry_facts
from timeline_tui.export.phrases import TextSigns
from timeline_tui.knowledge import KnowledgeDay, annotate
from timeline_tui.model import Assessment, Citation, Claim, Event, Quote
from timeline_tui.store import Store
from timeline_tui.text import clip, one_line

_MAX_TEXT = 300  # characters of a text


def changes(event: Event, day: KnowledgeDay, signs: TextSigns, store: Store) -> Iterator[str]:
    """Yield what was known of an event on a day but not on the earlier day that `day` names.

    Args:
        event: The event as in the file.
        day: The day and the earlier one.
        signs: The signs to write with.
        store: The store that the event belongs to.
    """
    told = annotate(event, day)
    if told is None:
        return
    marks, known = told.marks, told.event
    mark = marks[id(known)]
    if mark.new:
        yield "+ became known"
    if mark.before:
        yield as_of.turn(mark, known.status, signs)
    for quote in known.quotes:
        if mark.new or marks[id(quote)].new:
            yield f"+ quote: {_statement_text(quote, signs, store)}"
        elif marks[id(quote)].cited:
            yield f"+ source of the quote: {_source_text(quote.source, signs, store)}"
    for claim in known.claims:
        if mark.new or marks[id(claim)].new:
            yield f"+ claim: {_statement_text(claim, signs, store)}{_status_suffix(claim)}"
        elif marks[id(claim)].before:
            yield f"claim: {_clipped(claim.text)}: {as_of.turn(marks[id(claim)], claim.status, signs)}"
        if marks[id(claim)].cited:
            yield f"+ source of the claim: {_source_text(claim.source, signs, store)}"
        for each in claim.assessments:
            if mark.new or marks[id(claim)].new or marks[id(each)].new:
                yield f"+ assessment: {_assessment_text(each, claim, signs, store)}"
            elif marks[id(each)].cited:
                yield f"+ source of the assessment: {_source_text(each.source, signs, store)}"
    for citation in known.sources:
        if mark.new or marks[id(citation)].new:
            yield f"+ source: {_source_text(citation, signs, store)}"


def _clipped(text: str) -> str:
    return clip(one_line(text), _MAX_TEXT)


def _source_text(citation: Citation | None, signs: TextSigns, store: Store) -> str:
    if citation is None:
        return ""
    source = citation.source
    published = source.published.text if source.published else ""
    return signs.joined(
        _clipped(registry_facts.name(source, store, source.publisher, published)),
        signs.date(source.published, weekday=False),
    )


def _statement_text(said: Quote | Claim, signs: TextSigns, store: Store) -> str:
    who = said.by if isinstance(said, Claim) else said.speaker
    return (
        signs.joined(registry_facts.name(who, store), signs.date(said.date, weekday=False))
        + f": {_clipped(said.text)}"
    )


def _status_suffix(claim: Claim) -> str:
    return f" ({claim.status})" if claim.status != "claimed" else ""


def _assessment_text(each: Assessment, claim: Claim, signs: TextSigns, store: Store) -> str:
    who = f"{registry_facts.name(each.by, store)} {each.stance}"
    return signs.joined(who, signs.date(each.date, weekday=False)) + f": {_clipped(claim.text)}"
