"""Quantities, titles and summaries in other languages, and keys that the format does not know."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.export import phrases
from timeline_tui.export.document import EventContext, LongText, Paragraph, Span
from timeline_tui.model import Quantity


def quantities(context: EventContext) -> Iterator[Paragraph]:
    """Yield the numbers of the event."""
    return context.section("Quantities", context.event.quantities, _quantity)


def _quantity(context: EventContext, quantity: Quantity) -> Iterator[Paragraph]:
    yield Paragraph((Span(phrases.quantity_text(quantity, context.signs)),), 1)
    yield from context.extra(quantity.extra, level=2)


def translations(context: EventContext) -> Iterator[Paragraph]:
    """Yield title and summary in other languages."""
    texts = (*context.event.titles, *context.event.summaries)
    return context.section("In other languages", texts, _translation, counted=False)


def _translation(_: EventContext, translation: tuple[str, str]) -> Iterator[Paragraph]:
    lang, text = translation
    yield Paragraph((Span(f"{lang}: ", "dim"),), 1, long=LongText(text))


def other_fields(context: EventContext) -> Iterator[Paragraph]:
    """Yield the unknown keys of the event."""
    extra = context.event.extra
    return context.section("Other fields", (extra,) if extra else (), lambda c, keys: c.extra(keys, level=1))
