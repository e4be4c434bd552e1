"""What was said."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.export import phrases
from timeline_tui.export.document import EventContext, LongText, Paragraph, Span, joined
from timeline_tui.model import Quote


def quotes(context: EventContext) -> Iterator[Paragraph]:
    """Yield the quotes, with their original words where they are translated."""
    return context.section("Quotes", context.event.quotes, _quote)


def _quote(context: EventContext, quote: Quote) -> Iterator[Paragraph]:
    signs = context.signs
    line = context.name(quote.speaker)
    if quote.to:
        line += [Span(phrases.TO, "dim"), *joined([context.name(to) for to in context.first(quote.to)])]
    yield Paragraph((*line, context.tail(phrases.about_quote(quote, signs))), 1)
    marks = (signs.open_quote, signs.close_quote) if phrases.is_verbatim(quote) else ("", "")
    yield Paragraph((), 2, long=LongText(quote.text, "quote", *marks))
    if quote.original_text:
        after = signs.close_quote + phrases.original_lang(quote)
        yield Paragraph((), 2, long=LongText(quote.original_text, "dim", signs.open_quote, after))
    yield from context.as_of_notes(quote, "", 2)
    yield from context.cited(quote.source, 2)
    yield from context.extra(quote.extra, level=2)
