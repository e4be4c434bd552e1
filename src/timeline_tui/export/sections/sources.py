"""How it is known: sources and media."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.export import phrases, registry_facts
from timeline_tui.export.document import EventContext, Paragraph, Span, Target
from timeline_tui.model import Citation, Media, Source
from timeline_tui.text import one_line


def media(context: EventContext) -> Iterator[Paragraph]:
    """Yield pictures, recordings and other files; a content warning comes first."""
    return context.section("Media", context.event.media, _media)


def sources(context: EventContext) -> Iterator[Paragraph]:
    """Yield the sources of the event."""
    return context.section("Sources", context.event.sources, _citation)


def also_cited(context: EventContext) -> Iterator[Paragraph]:
    """Yield the registered sources that only quotes and claims cite."""
    others: list[Source] = [] if context.brief else registry_facts.also_cited(context.event)
    return context.section("Also cited", [Citation(source) for source in others], _citation)


def _media(context: EventContext, media: Media) -> Iterator[Paragraph]:
    if media.warning:
        yield Paragraph((Span(phrases.WARNING + one_line(media.warning), "contested"),), 1)
    name = phrases.media_name(media)
    url = media.url if media.url == name else ""
    target = Target("media", media.path or media.url)
    yield Paragraph((Span(name, "name", target, url), context.tail(media.credit)), 1)
    for span in (
        Span(one_line(media.path)),
        Span(one_line(media.url), url=media.url),
        Span(one_line(media.hash), "dim"),
    ):
        if span.text and span.text != name:
            yield Paragraph((span,), 2)
    yield from context.extra(media.extra, level=2)


def _citation(context: EventContext, citation: Citation) -> Iterator[Paragraph]:
    source = citation.source
    beside = source.publisher, source.published.text if source.published else ""
    facts = registry_facts.citation_facts(citation, context.signs)
    yield Paragraph((*context.name(source, *beside), context.tail(*facts)), 1)
    yield from context.as_of_notes(citation, "", 2)
    yield from context.citation_note(citation, 2)
    for label, url in (("", source.url), (phrases.ARCHIVED, source.archived_url)):
        if url and url != source.title:
            yield Paragraph((Span(label, "dim"), Span(one_line(url), url=url)), 2)
    if source.parent:
        parent = context.store.chronology.sources.get(source.parent)
        name = context.name(parent) if parent is not None else [Span(one_line(source.parent), "dim")]
        yield Paragraph((Span(phrases.REPEATS, "dim"), *name), 2)
    yield from context.extra(*() if context.brief else (source.extra,), citation.extra, level=2)
