"""The texts of an event that can be copied, and what can be opened."""

from __future__ import annotations

from typing import NamedTuple

from timeline_tui.columns.field_keys import citations_of
from timeline_tui.dates import format_date
from timeline_tui.export import phrases
from timeline_tui.model import Event, Media, Quote
from timeline_tui.prose import links
from timeline_tui.text import one_line, reveal
from timeline_tui.vocabulary import CONTESTED


class Choice(NamedTuple):
    """A menu entry: its key ("" for none), its name and the text it copies."""

    key: str
    name: str
    text: str


def choices(event: Event) -> tuple[Choice, ...]:
    """List the texts of an event that can be copied."""
    found = [Choice("y", "citation", citation(event)), Choice("i", "id", event.id)]
    urls = addresses(event)
    if urls:
        found.append(Choice("l", "link", urls[0]))
    if len(urls) > 1:
        found.append(Choice("a", f"all {len(urls)} links", "\n".join(urls)))
    if event.quotes:
        found.append(
            Choice("t", "texts quoted", "\n\n".join([quoted(quote, event) for quote in event.quotes]))
        )
    if event.origin.line:
        found.append(Choice("f", "file and line", f"{event.origin.path}:{event.origin.line}"))
    # Make control characters visible: pasted into a shell, they could run a command.
    return tuple([choice._replace(text=reveal(choice.text, lines=True)) for choice in found])


def openable(event: Event) -> tuple[tuple[Choice, Media], ...]:
    """List what can be opened: the event's media, then its URLs. Each choice is paired with the medium to open."""
    found = [*event.media, *[Media(url=url) for url in addresses(event)]]
    choices = []
    for n, media in enumerate(found):
        warning = phrases.WARNING + media.warning if media.warning else ""
        text = phrases.UNICODE.joined(warning, media.caption, media.credit, media.path or media.url)
        key = str(n + 1) if n < 9 else ""
        choices.append((Choice(key, "media" if n < len(event.media) else "address", reveal(text)), media))
    return tuple(choices)


def addresses(event: Event) -> list[str]:
    """List the URLs of an event without duplicates: those of its sources, then those in its texts."""
    found = [cited.source.url or cited.source.archived_url for cited in citations_of(event)]
    for text in (
        event.summary,
        *[quote.text for quote in event.quotes],
        *[claim.text for claim in event.claims],
    ):
        found += links(text)
    return [url for url in dict.fromkeys(found) if url]


def citation(event: Event) -> str:
    """Return a one-line citation with date and sources: "Title (7 August 2024). Source, para. 2"."""
    when = "no date" if event.date is None else format_date(event.date, weekday=False)
    sources = []
    for cited in event.sources:
        source = cited.source
        published = format_date(source.published, weekday=False) if source.published else ""
        parts = [source.author, source.title, source.publisher, published, cited.locator, source.url]
        sources.append(", ".join([one_line(part) for part in dict.fromkeys(parts) if part]))
    contested = f", {event.status}" if event.status in CONTESTED else ""
    text = f"{one_line(event.title).rstrip('.')} ({when}{contested})"
    return ". ".join([text, "; ".join(sources)] if sources else [text])


def quoted(quote: Quote, event: Event) -> str:
    """Return a quote with its speaker and date. Only direct and translated quotes get quotation marks."""
    speaker = phrases.name(quote.speaker)
    date = quote.date or event.date
    when = f", {format_date(date, weekday=False)}" if date is not None else ""
    text = quote.text.strip()
    if quote.kind == "direct":
        return f"“{text}” — {speaker}{when}"
    if quote.kind == "translated":
        original = f" Original: “{quote.original_text.strip()}”" if quote.original_text else ""
        return f"“{text}” (translated) — {speaker}{when}.{original}"
    return f"{text} — {speaker}{when} ({quote.kind})"
