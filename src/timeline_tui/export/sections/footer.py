"""What is left out as of a day; tags, identifiers and the place in the file."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.export import registry_facts
from timeline_tui.export.document import EventContext, Paragraph, Span, Target
from timeline_tui.text import one_line


def became_known_later(context: EventContext) -> Iterator[Paragraph]:
    """Yield how much of the event became known after the day."""
    if context.as_of is None:
        return
    from timeline_tui.export import as_of

    later = as_of.later(context.as_of)
    if later:
        yield Paragraph((Span(later, "dim"), Span("; @ shows all" * context.brief, "dim")), gap=True)


def footer(context: EventContext) -> Iterator[Paragraph]:
    """Yield tags, identifiers, id and place."""
    event = context.event
    tags: list[Span] = []
    for tag in context.first(event.tags):
        tags += [*[Span(" ")] * bool(tags), Span(f"#{one_line(tag)}", "sign", Target("tag", tag))]
    if tags:
        yield Paragraph(tags, hang=0, gap=True)
    place = f"{event.origin.path}:{event.origin.line}" if event.origin.line else ""
    ids = context.first(registry_facts.identifiers(event.ids))
    line = context.signs.joined(*ids, event.id, place)
    yield Paragraph((Span(line, "dim"),), hang=0, gap=not tags)
