"""Render the document of an event as plain paragraphs.

Nothing that the files say about the event is left out, including the registry entries of what it names. Only registry
ids, which tie files together, are left to JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.export.document import EventContext, Paragraph
from timeline_tui.export.phrases import ASCII, UNICODE
from timeline_tui.export.sections import document
from timeline_tui.model import Event
from timeline_tui.prose import blocks, enclosed
from timeline_tui.store import Store

if TYPE_CHECKING:
    from timeline_tui.dates.shown import Shown
    from timeline_tui.knowledge import EventAsOf


class PlainParagraph(NamedTuple):
    """One or more lines of text, indented by `indent` cells; wrapped lines are indented by `hang` more."""

    text: str
    indent: int = 0
    hang: int = 0
    heading: bool = False


GAP = PlainParagraph("")


def plain_paragraphs(
    event: Event,
    store: Store,
    *,
    ascii_only: bool = False,
    as_of: EventAsOf | None = None,
    clock: Shown | None = None,
) -> Iterator[PlainParagraph]:
    """Yield the whole event as paragraphs.

    Args:
        event: The event as the store has it.
        store: The store; with `as_of`, the store as of that day.
        ascii_only: Use ASCII signs.
        as_of: The event as of a day, which is rendered instead.
        clock: The clock for times of day; None shows them as written.
    """
    signs = (ASCII if ascii_only else UNICODE)._replace(shown=clock)
    shown = event if as_of is None else as_of.event
    for paragraph in document(EventContext(shown, store, event.links, signs, as_of)):
        if paragraph.gap:
            yield GAP
        if paragraph.long is not None:
            yield from _long_text(paragraph)
            continue
        heading = paragraph.spans[0].role in ("title", "heading")
        yield PlainParagraph(paragraph.text, 2 * paragraph.level, paragraph.hang, heading)


def _long_text(paragraph: Paragraph) -> Iterator[PlainParagraph]:
    """Yield a long text; the spans precede it on the first line, and the rest is indented below."""
    long = paragraph.long
    assert long is not None
    indent = 2 * paragraph.level
    hang = paragraph.hang if paragraph.spans else 0
    for n, block in enumerate(enclosed(blocks(long.text), long.before, long.after)):
        text = block.marker + block.plain
        if n == 0:
            yield PlainParagraph(paragraph.text + text, indent + block.indent, hang or len(block.marker))
            continue
        if block.gap:
            yield GAP
        yield PlainParagraph(text, indent + hang + block.indent, len(block.marker))
