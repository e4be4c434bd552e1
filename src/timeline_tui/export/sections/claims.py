"""What is claimed, and who assesses it how."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.export import phrases, registry_facts
from timeline_tui.export.document import EventContext, LongText, Paragraph, Role, Span, Target, joined
from timeline_tui.model import Assessment, Claim, Event
from timeline_tui.text import one_line
from timeline_tui.vocabulary import AGAINST


def claims(context: EventContext) -> Iterator[Paragraph]:
    """Yield the claims. Successive claims of one actor, day and status share their first line."""
    found = context.event.claims
    # Claims have identity: two that are equal may stand in different groups.
    begins = {
        id(claim)
        for before, claim in zip((None, *found), found, strict=False)
        if before is None or _group(before) != _group(claim)
    }

    def write(context: EventContext, claim: Claim) -> Iterator[Paragraph]:
        if id(claim) in begins:
            yield _claimant(context, claim)
        yield from _claim(context, claim)

    yield from context.section("Claims", found, write)
    if found and _all_unassessed(context):
        yield Paragraph((Span(phrases.UNASSESSED, "dim"),), 1)


def _group(claim: Claim) -> object:
    return claim.by, claim.date, claim.status, claim.contested


def _all_unassessed(context: EventContext) -> bool:
    return all(map(phrases.is_unassessed, context.event.claims))


def _claimant(context: EventContext, claim: Claim) -> Paragraph:
    role: Role = "contested" if claim.contested else "plain"
    sign = [Span("! ", "contested")] if claim.contested else []
    line = [*sign, Span(phrases.CLAIMED_BY, "dim"), *context.name(claim.by)]
    line.append(context.tail(context.signs.date(claim.date)))
    if claim.status != "claimed":
        line.append(Span(f" {context.signs.dot} {phrases.STATUS}", "dim"))
        line.append(Span(claim.status, role, Target("status", claim.status)))
    return Paragraph(line, 1)


def _claim(context: EventContext, claim: Claim) -> Iterator[Paragraph]:
    yield Paragraph((), 2, long=LongText(claim.text))
    yield from context.as_of_notes(claim, claim.status, 2)
    line: list[Span] = []
    if claim.quantity:
        line.append(Span(phrases.quantity_text(claim.quantity, context.signs), "dim"))
    if claim.about:
        about = [_subject(context, value) for value in context.first(claim.about)]
        line += [Span(f" {context.signs.dot} " * bool(line) + phrases.ABOUT, "dim"), *joined(about)]
    if line:
        yield Paragraph(line, 2)
    for assessment in context.first(claim.assessments):
        yield from _assessment(context, assessment)
    yield from context.omitted(len(claim.assessments), 2)
    if phrases.is_unassessed(claim) and not _all_unassessed(context):
        yield Paragraph((Span(phrases.UNASSESSED, "dim"),), 2)
    yield from context.cited(claim.source, 2)
    yield from context.extra(claim.extra, claim.quantity.extra if claim.quantity else (), level=2)


def _subject(context: EventContext, value: str) -> list[Span]:
    """Return what a claim is about: the name of an actor, location or event, or the file's own words."""
    found = registry_facts.anything(value, context.store)
    if found is None:
        return [Span(one_line(value))]
    if isinstance(found, Event):
        return [Span(one_line(found.title), "name", Target("event", value))]
    return context.name(found)


def _assessment(context: EventContext, assessment: Assessment) -> Iterator[Paragraph]:
    against = assessment.stance in AGAINST
    line = (
        Span("! " if against else "+ ", "against" if against else "for"),
        *context.name(assessment.by),
        Span(f" {assessment.stance} it", "against" if against else "for"),
        context.tail(context.signs.date(assessment.date)),
    )
    if assessment.note:
        yield Paragraph((*line, Span(": ")), 2, long=LongText(assessment.note))
    else:
        yield Paragraph(line, 2)
    yield from context.as_of_notes(assessment, "", 3)
    yield from context.cited(assessment.source, 3)
    yield from context.extra(assessment.extra, level=3)
