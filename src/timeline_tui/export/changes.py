"""What became known about an event between two days, one line per change, for `timeline changes`."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.export import as_of, registry_facts
from timeline_tui.export.phrases import TextSigns
from timeline_tui.knowledge import KnowledgeDay, tell
from timeline_tui.model import Assessment, Citation, Claim, Event, Quote
from timeline_tui.store import Store
from timeline_tui.text import clip, one_line

_LONG = 300  # characters of a text


def changes(event: Event, day: KnowledgeDay, signs: TextSigns, store: Store) -> Iterator[str]:
    """Yield what was known of an event on a day but not on the earlier day that `day` names.

    Args:
        event: The event as in the file.
        day: The day and the earlier one.
        signs: The signs to write with.
        store: The store that the event belongs to.
    """
    told = tell(event, day)
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
            yield f"+ quote: {_whose(quote, signs, store)}"
        elif marks[id(quote)].cited:
            yield f"+ source of the quote: {_source(quote.source, signs, store)}"
    for claim in known.claims:
        if mark.new or marks[id(claim)].new:
            yield f"+ claim: {_whose(claim, signs, store)}{_stands(claim)}"
        elif marks[id(claim)].before:
            yield f"claim: {_text(claim.text)}: {as_of.turn(marks[id(claim)], claim.status, signs)}"
        if marks[id(claim)].cited:
            yield f"+ source of the claim: {_source(claim.source, signs, store)}"
        for each in claim.assessments:
            if mark.new or marks[id(claim)].new or marks[id(each)].new:
                yield f"+ assessment: {_assessed(each, claim, signs, store)}"
            elif marks[id(each)].cited:
                yield f"+ source of the assessment: {_source(each.source, signs, store)}"
    for citation in known.sources:
        if mark.new or marks[id(citation)].new:
            yield f"+ source: {_source(citation, signs, store)}"


def _text(text: str) -> str:
    return clip(one_line(text), _LONG)


def _source(citation: Citation | None, signs: TextSigns, store: Store) -> str:
    if citation is None:
        return ""
    source = citation.source
    return signs.joined(
        _text(registry_facts.source_title(source, store)), signs.date(source.published, weekday=False)
    )


def _whose(said: Quote | Claim, signs: TextSigns, store: Store) -> str:
    who = said.by if isinstance(said, Claim) else said.speaker
    return (
        signs.joined(registry_facts.who(who, store), signs.date(said.date, weekday=False))
        + f": {_text(said.text)}"
    )


def _stands(claim: Claim) -> str:
    return f" ({claim.status})" if claim.status != "claimed" else ""


def _assessed(each: Assessment, claim: Claim, signs: TextSigns, store: Store) -> str:
    who = f"{registry_facts.who(each.by, store)} {each.stance}"
    return signs.joined(who, signs.date(each.date, weekday=False)) + f": {_text(claim.text)}"
