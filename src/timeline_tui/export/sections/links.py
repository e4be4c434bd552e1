"""The events that this one refers to, and those that refer to it."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.export import phrases
from timeline_tui.export.document import EventContext, Paragraph, Span
from timeline_tui.model import Event, Link
from timeline_tui.text import one_line


def related(context: EventContext) -> Iterator[Paragraph]:
    """Yield the links from the event, then those to it."""
    both: list[Link | tuple[str, Event]] = [*context.links, *context.store.linked_from(context.event.id)]
    return context.section("Related", both, _link, counted=False)


def _link(context: EventContext, link: Link | tuple[str, Event]) -> Iterator[Paragraph]:
    signs = context.signs
    if not isinstance(link, Link):
        kind, event = link
        yield Paragraph(
            (Span(f"{signs.back} {phrases.link_kind(kind)} ", "dim"), *context.event_name(event)), 1
        )
        return
    there = context.store.event(link.to)
    if there is None:
        words = f"{signs.arrow} {phrases.link_kind(link.kind)}: no event {one_line(link.to)}"
        yield Paragraph((Span(words, "dim"),), 1)
    else:
        kind = f"{signs.arrow} {phrases.link_kind(link.kind)} "
        yield Paragraph((Span(kind, "dim"), *context.event_name(there)), 1)
    yield from context.extra(link.extra, level=2)
