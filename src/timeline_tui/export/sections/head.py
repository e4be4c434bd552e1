"""Title, date, status and summary."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.export import phrases
from timeline_tui.export.document import EventContext, LongText, Paragraph, Span
from timeline_tui.text import one_line
from timeline_tui.vocabulary import CONTESTED


def head(context: EventContext) -> Iterator[Paragraph]:
    """Yield what comes before the first heading."""
    event, signs = context.event, context.signs
    kind, precision, importance = phrases.particulars(event)
    contested = event.status in CONTESTED
    yield Paragraph((Span(one_line(event.title), "title"),), hang=0)
    facts = (
        Span(phrases.when(event, signs), "date"),
        Span(phrases.week(event), "dim"),
        Span(phrases.length(event, signs), "dim"),
        Span(event.status, "contested" if contested else "plain"),
        Span(phrases.A_CLAIM_IS_CONTESTED if event.contested and not contested else "", "contested"),
        Span(kind),
        Span(precision, "dim"),
        Span(importance, "dim"),
    )
    line: list[Span] = []
    for fact in facts:
        if fact.text:
            line += [Span(f" {signs.dot} ", "dim"), fact] if line else [fact]
    yield Paragraph(line, hang=0)
    yield from context.as_of_notes(event, event.status, 0)
    previous, zero = context.previous, context.zero
    for words in (
        phrases.dated(event, signs),
        phrases.since(previous, event, signs) if previous is not None else "",
        phrases.from_zero(zero, event, signs) if zero is not None else "",
    ):
        if words:
            yield Paragraph((Span(words, "dim"),), hang=0)
    if event.summary:
        yield Paragraph((), hang=0, long=LongText(event.summary), gap=True)
