"""The sections of an event's document, in their order. To add one, write its module and its line in `SECTIONS`.

A section is a function from an `EventContext` to paragraphs, which yields nothing where it has nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timeline_tui.export.document import EventContext, Paragraph
from timeline_tui.export.sections.background import background
from timeline_tui.export.sections.claims import claims
from timeline_tui.export.sections.fields import other_fields, quantities, translations
from timeline_tui.export.sections.footer import became_known_later, footer
from timeline_tui.export.sections.head import head
from timeline_tui.export.sections.links import related
from timeline_tui.export.sections.participants import also_named, where, who
from timeline_tui.export.sections.quotes import quotes
from timeline_tui.export.sections.sources import also_cited, media, sources

SECTIONS: tuple[Callable[[EventContext], Iterator[Paragraph]], ...] = (
    head,
    who,
    where,
    quantities,
    quotes,
    claims,
    also_named,
    media,
    sources,
    also_cited,
    translations,
    related,
    other_fields,
    background,
    became_known_later,
    footer,
)


def document(context: EventContext) -> Iterator[Paragraph]:
    """Yield the paragraphs of an event, section by section."""
    for section in SECTIONS:
        yield from section(context)
