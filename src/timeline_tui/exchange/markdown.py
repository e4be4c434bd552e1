"""A document in Markdown (CommonMark): a heading a date, a heading an event, quotes as block quotes.

Text from files is never markup: every character that could be is escaped, and only http addresses are links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from timeline_tui.dates import format_date
from timeline_tui.exchange.wording import UNICODE, grade, quantity_text, web_address
from timeline_tui.model import AGAINST, Actor, Citation, Claim, Event, Quote
from timeline_tui.store import Store
from timeline_tui.text import one_line, reveal

# Backslashes escape all ASCII punctuation (CommonMark 2.4); `:` and `.` only where a bare address begins.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$^]|(?<=[A-Za-z]):(?=//)|(?<=\bwww)\.|(?<=\w)@", re.IGNORECASE)
_BEGINS_A_BLOCK = re.compile(r"^(\s*(?:\d{1,9}(?=[.)])|(?=[-+=:])))")


def write_markdown(store: Store, events: Iterable[Event]) -> Iterator[str]:
    """The chronology's title and summary, then the events under their dates."""
    chronology = store.chronology
    yield f"# {escape(one_line(chronology.title or 'Chronology'))}"
    if chronology.summary:
        yield ""
        yield from escaped_lines(chronology.summary)
    before = None
    for event in events:
        when = when_of(event)
        if when != before:
            yield ""
            yield f"## {when}"
        before = when
        yield ""
        yield f"### {escape(one_line(event.title))}"
        yield from _body(event, store)


def event_document(store: Store, event: Event) -> Iterator[str]:
    """One event as a document of its own."""
    yield f"# {escape(one_line(event.title))}"
    yield ""
    yield when_of(event)
    yield from _body(event, store)


def when_of(event: Event) -> str:
    """The date in words."""
    return escape(format_date(event.date)) if event.date is not None else "No date"


def escape(text: str) -> str:
    """One line of text that Markdown shows as it is."""
    text = _SPECIAL.sub(lambda match: "\\" + match.group(), reveal(text))
    return _BEGINS_A_BLOCK.sub(lambda match: match.group() + "\\", text)


def escaped_lines(text: str) -> list[str]:
    """Text of several lines that Markdown shows as it is, but for white space at the ends of lines."""
    lines = [escape(line.strip()) for line in text.strip().splitlines()]
    return [line for n, line in enumerate(lines) if line or lines[n - 1]]


def _body(event: Event, store: Store) -> Iterator[str]:
    dated = f"dated {UNICODE.quoted(one_line(event.date_text))} by its source" if event.date_text else ""
    kind = event.kind if event.kind != "event" else ""
    importance = f"importance {event.importance}" if event.importance is not None else ""
    yield ""
    yield f"*{escape(UNICODE.joined(event.status, kind, importance, dated))}*"
    if event.summary:
        yield ""
        yield from escaped_lines(event.summary)
    yield from _names(event)
    for quote in event.quotes:
        yield ""
        yield from _quote(quote)
    yield from _list("Claims", [line for claim in event.claims for line in _claim(claim)])
    yield from _list("Sources", [f"- {_source(citation)}" for citation in event.sources])
    yield from _list("Related", _related(event, store))
    yield from _list("Other fields", [f"- {_line(key)}: {_line(str(value))}" for key, value in event.extra])
    place = f"{event.origin.path}:{event.origin.line}" if event.origin.line else ""
    yield ""
    yield f"*{escape(UNICODE.joined(event.id, place))}*"


def _list(heading: str, lines: list[str]) -> list[str]:
    return ["", f"**{heading}**", "", *lines] if lines else []


def _line(text: str) -> str:
    return escape(one_line(text))


def _name(actor: Actor | None) -> str:
    return _line(actor.name) if actor is not None else "somebody"


def _names(event: Event) -> Iterator[str]:
    who = [_line(p.actor.name) + _role(p.role, "participant") for p in event.actors]
    where = [_line(p.location.name) + _role(p.role, "scene") for p in event.locations]
    tags = [_line(tag) for tag in event.tags]
    for heading, named in (("Who", who), ("Where", where), ("Tags", tags)):
        if named:
            yield ""
            yield f"**{heading}:** {', '.join(named)}"


def _role(role: str, usual: str) -> str:
    return "" if role == usual else f" ({role})"


def _quote(quote: Quote) -> Iterator[str]:
    spoken = quote.kind in ("direct", "translated")
    for text in (quote.text, quote.original_text):
        if text:
            said = escaped_lines(text) or [""]
            if spoken or text is quote.original_text:
                said = [*said[:-1], f"{said[-1]}”"]
                said[0] = f"“{said[0]}"
            yield from [f"> {line}".rstrip() for line in said]
            yield ">"
    to = f" to {', '.join([_name(actor) for actor in quote.to])}" if quote.to else ""
    kind = "" if quote.kind == "direct" else quote.kind
    when = format_date(quote.date) if quote.date else ""
    tail = escape(UNICODE.joined(when, kind, quote.original_lang))
    cited = _cited(quote.source)
    yield "> " + " · ".join([part for part in (f"— {_name(quote.speaker)}{to}", tail, cited) if part])


def _claim(claim: Claim) -> Iterator[str]:
    when = f", {escape(format_date(claim.date))}" if claim.date else ""
    cited = f" · {_cited(claim.source)}" if claim.source else ""
    amount = f" · {escape(quantity_text(claim.quantity, UNICODE))}" if claim.quantity else ""
    yield f"- **{_name(claim.by)} claims** ({claim.status}{when}): {_line(claim.text)}{amount}{cited}"
    for said in claim.assessments:
        when = f", {escape(format_date(said.date))}" if said.date else ""
        note = f": {_line(said.note)}" if said.note else ""
        cited = f" · {_cited(said.source)}" if said.source else ""
        stance = f"**{said.stance}**" if said.stance in AGAINST else said.stance
        yield f"  - {_name(said.by)} {stance} it{when}{note}{cited}"
    if not claim.assessments:
        yield "  - nobody is recorded as confirming or denying it"


def _cited(citation: Citation | None) -> str:
    """A source by the way: the list of sources has all of it, as far as the event names it itself."""
    return escape(UNICODE.joined(citation.source.title, citation.locator)) if citation is not None else ""


def _source(citation: Citation) -> str:
    source = citation.source
    address = web_address(source.url) or web_address(source.archived_url)
    title = _line(source.title)
    if address and not any(char in address for char in "<>\\"):
        title = f"[{title}](<{address}>)"
    published = format_date(source.published) if source.published else ""
    author = source.author if source.author != source.title else ""
    about = escape(UNICODE.joined(citation.locator, author, source.publisher, published, grade(citation)))
    return f"{title} · {about}" if about else title


def _related(event: Event, store: Store) -> list[str]:
    found = []
    for link in event.links:
        there = store.event(link.to)
        found.append(f"- {_line(link.kind)}: {_line(there.title if there is not None else link.to)}")
    return found
