"""Render the document of events as Markdown (CommonMark): a heading per date and per event, items as nested lists.

Text from files is never markup: every character that could be is escaped, and only http and https addresses become
links. Media are links, never embedded images that a reader would load by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from timeline_tui.dates import format_date
from timeline_tui.export import registry_facts
from timeline_tui.export.document import EventContext, Paragraph, Span
from timeline_tui.export.phrases import UNICODE, web_address
from timeline_tui.export.sections import document
from timeline_tui.model import Event
from timeline_tui.store import Store
from timeline_tui.text import one_line, reveal

# Backslashes escape all ASCII punctuation (CommonMark 2.4); `:` and `.` only where a bare address begins.
# Some are markup in extensions only: tables (|), strikethrough (~), mathematics ($), superscripts (^), e-mail (@).
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$^]|(?<=[A-Za-z]):(?=//)|(?<=\bwww)\.|(?<=\w)@", re.IGNORECASE)
# A list number has at most nine digits (CommonMark 5.2).
_BEGINS_A_BLOCK = re.compile(r"^(\s*(?:\d{1,9}(?=[.)])|(?=[-+=:])))")


def write_markdown(store: Store, events: Iterable[Event]) -> Iterator[str]:
    """Yield the chronology's title and summary, then the events under their dates."""
    chronology = store.chronology
    yield f"# {escape(one_line(chronology.title or 'Chronology'))}"
    if chronology.summary:
        yield ""
        yield from escaped_lines(chronology.summary)
    lang = f"language {chronology.lang}" if chronology.lang else ""
    zone = f"time zone {chronology.zone}" if chronology.zone else ""
    about = UNICODE.joined(lang, zone, *registry_facts.extra_facts(chronology.extra))
    if about:
        yield ""
        yield f"*{escape(about)}*"
    before = None
    for event in events:
        when = format_date(event.date) if event.date is not None else "No date"
        if when != before:
            yield ""
            yield f"## {escape(when)}"
        before = when
        yield ""
        yield from event_document(store, event, level=3)


def write_events(store: Store, events: Iterable[Event]) -> Iterator[str]:
    """Yield the events, each a document with a heading of its own, with an empty line between two."""
    for n, event in enumerate(events):
        yield from [""] * (n > 0)
        yield from event_document(store, event)


def event_document(store: Store, event: Event, *, level: int = 1) -> Iterator[str]:
    """Yield one event.

    Args:
        store: The store that the event belongs to.
        event: The event.
        level: The level of the heading with its title, from 1.
    """
    in_list = False
    for paragraph in document(EventContext(event, store, event.links, UNICODE)):
        role = paragraph.spans[0].role if paragraph.spans else ""
        if role == "title":
            yield f"{'#' * level} {escape(paragraph.text)}"
        elif role == "heading":
            yield from ("", f"**{escape(paragraph.spans[0].text)}**")
            in_list = False
        elif paragraph.level == 0:
            yield ""
            yield from _head(paragraph)
            in_list = False
        else:
            if not in_list:
                yield ""
            yield from _item(paragraph)
            in_list = True


def escape(text: str) -> str:
    """Escape one line of text so that Markdown shows it unchanged."""
    text = _SPECIAL.sub(lambda match: "\\" + match.group(), reveal(text))
    return _BEGINS_A_BLOCK.sub(lambda match: match.group() + "\\", text)


def escaped_lines(text: str) -> list[str]:
    """Escape text of several lines so that Markdown shows it unchanged, except for white space at line ends."""
    # Four leading blanks would begin a code block (CommonMark 4.4), two trailing ones a hard line break (6.7).
    lines = [escape(line.strip()) for line in text.strip().splitlines()]
    return [line for n, line in enumerate(lines) if line or lines[n - 1]]


def _head(paragraph: Paragraph) -> list[str]:
    """Return a paragraph outside of lists."""
    return escaped_lines(paragraph.long.text) if paragraph.long else [f"*{escape(paragraph.text)}*"]


def _item(paragraph: Paragraph) -> Iterator[str]:
    """Yield an item of a list; a long text is a paragraph of the item above it, a quote a block quote."""
    margin = "  " * (paragraph.level - 1)
    line = "".join([_span(span) for span in _merged(paragraph.spans)])
    long = paragraph.long
    if long is None:
        yield f"{margin}- {line}"
        return
    lines = escaped_lines(long.before + long.text.strip() + long.after) or [""]
    if paragraph.spans:
        yield f"{margin}- {line}{lines[0]}"
        yield from [f"{margin}  {each}".rstrip() for each in lines[1:]]
        return
    sign = "> " if long.role in ("quote", "dim") else ""
    yield ""
    yield from [f"{margin}{sign}{each}".rstrip() for each in lines]
    yield ""


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Join successive spans that are written alike: what must be escaped depends on the characters around it."""
    before: Span | None = None
    for span in spans:
        span = Span(span.text, span.role if span.role in _STRONG else "plain", url=span.url)
        if before is not None and (before.role, before.url) == (span.role, span.url):
            before = before._replace(text=before.text + span.text)
            continue
        if before is not None:
            yield before
        before = span
    if before is not None:
        yield before


_STRONG = ("contested", "against")


def _span(span: Span) -> str:
    if span.url:
        address = web_address(span.url)
        if address and not any(char in address for char in "<>\\"):
            # An autolink (CommonMark 6.5) where the text is the address itself.
            return f"<{address}>" if span.text == address else f"[{escape(span.text)}](<{address}>)"
    text = escape(span.text)
    if span.role in _STRONG and text.strip():
        # Asterisks with white space inside them are not emphasis (CommonMark 6.2).
        inner = text.strip()
        begin = text.index(inner)
        return f"{text[:begin]}**{inner}**{text[begin + len(inner) :]}"
    return text
