"""Markdown (CommonMark): a heading per date, a heading per event, quotes as block quotes.

The content is that of `timeline_tui.export.plain_text`. Text from files is never markup: every character that could
be is escaped, and only http and https addresses become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from timeline_tui.dates import format_date
from timeline_tui.export import phrases, registry_facts
from timeline_tui.export.phrases import UNICODE, grade, quantity_text, web_address
from timeline_tui.model import (
    AGAINST,
    Actor,
    Assessment,
    Citation,
    Claim,
    Event,
    Extra,
    Media,
    Place,
    Quantity,
    Quote,
)
from timeline_tui.store import Store
from timeline_tui.text import one_line, reveal

# Backslashes escape all ASCII punctuation (CommonMark 2.4); `:` and `.` only where a bare address begins.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$^]|(?<=[A-Za-z]):(?=//)|(?<=\bwww)\.|(?<=\w)@", re.IGNORECASE)
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
    about = _joined(lang, zone, *registry_facts.extra_facts(chronology.extra))
    if about:
        yield ""
        yield f"*{about}*"
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
    """Yield one event as a document of its own."""
    yield f"# {escape(one_line(event.title))}"
    yield ""
    yield when_of(event)
    yield from _body(event, store)


def when_of(event: Event) -> str:
    """Return the date in words."""
    return escape(format_date(event.date)) if event.date is not None else "No date"


def escape(text: str) -> str:
    """Escape one line of text so that Markdown shows it unchanged."""
    text = _SPECIAL.sub(lambda match: "\\" + match.group(), reveal(text))
    return _BEGINS_A_BLOCK.sub(lambda match: match.group() + "\\", text)


def escaped_lines(text: str) -> list[str]:
    """Escape text of several lines so that Markdown shows it unchanged, except for white space at line ends."""
    lines = [escape(line.strip()) for line in text.strip().splitlines()]
    return [line for n, line in enumerate(lines) if line or lines[n - 1]]


def _body(event: Event, store: Store) -> Iterator[str]:
    """Yield everything about an event except its title and date."""
    kind, _, importance = phrases.particulars(event)
    dated = phrases.dated(event, UNICODE)
    yield ""
    yield f"*{escape(UNICODE.joined(event.status, kind, importance, dated))}*"
    if event.summary:
        yield ""
        yield from escaped_lines(event.summary)
    yield from _list(
        "Who", [_actor(part.actor, phrases.role(part), part.extra, store) for part in event.actors]
    )
    yield from _list("Where", [_place(place, store) for place in event.locations])
    if event.tags:
        yield ""
        yield f"**Tags:** {', '.join([_line(tag) for tag in event.tags])}"
    yield from _list("Quantities", [f"- {_joined(*_measured(quantity))}" for quantity in event.quantities])
    for quote in event.quotes:
        yield ""
        yield from _quote(quote, store)
    yield from _list("Claims", [line for claim in event.claims for line in _claim(claim, store)])
    yield from _list(
        "Also named", [_actor(actor, "", (), store) for actor in registry_facts.also_named(event)]
    )
    yield from _list("Media", [_media(media) for media in event.media])
    yield from _list("Sources", [_source(citation, store) for citation in event.sources])
    yield from _list(
        "Also cited", [_source(Citation(source), store) for source in registry_facts.also_cited(event)]
    )
    others = [*event.titles, *event.summaries]
    yield from _list("In other languages", [f"- {tag}: {_line(text)}" for tag, text in others])
    yield from _list("Related", _related(event, store))
    yield from _list(
        "Other fields", [f"- {escape(fact)}" for fact in registry_facts.extra_facts(event.extra)]
    )
    place = f"{event.origin.path}:{event.origin.line}" if event.origin.line else ""
    yield ""
    yield f"*{escape(UNICODE.joined(*registry_facts.identifiers(event.ids), event.id, place))}*"


def _list(heading: str, lines: list[str]) -> list[str]:
    return ["", f"**{heading}**", "", *lines] if lines else []


def _line(text: str) -> str:
    return escape(one_line(text))


def _name(actor: Actor | None, store: Store) -> str:
    return escape(registry_facts.who(actor, store))


def _joined(*parts: str) -> str:
    """Join plain phrases on one line and escape them."""
    return escape(UNICODE.joined(*parts))


def _actor(actor: Actor, role: str, extra: Extra, store: Store) -> str:
    known = registry_facts.actor_facts(actor, store)
    extras = registry_facts.extra_facts(actor.extra, extra)
    return f"- {_joined(registry_facts.name(actor, store, actor.title), actor.title, role, *known, *extras)}"


def _place(place: Place, store: Store) -> str:
    location = place.location
    known = [*registry_facts.location_facts(place, store), *registry_facts.location_names(location)]
    extras = registry_facts.extra_facts(location.extra, place.extra)
    return f"- {_joined(registry_facts.location_name(location, store), phrases.role(place), *known, *extras)}"


def _quote(quote: Quote, store: Store) -> Iterator[str]:
    """Yield a quote as a block quote."""
    spoken = phrases.is_spoken(quote)
    for text in (quote.text, quote.original_text):
        if text:
            said = escaped_lines(text) or [""]
            if spoken or text is quote.original_text:
                said = [*said[:-1], f"{said[-1]}”"]
                said[0] = f"“{said[0]}"
            yield from [f"> {line}".rstrip() for line in said]
            yield ">"
    to = phrases.TO + ", ".join([_name(actor, store) for actor in quote.to]) if quote.to else ""
    kind = "" if quote.kind == "direct" else quote.kind
    when = format_date(quote.date) if quote.date else ""
    original = f"originally {quote.original_lang}" if quote.original_lang else ""
    tail = _joined(
        when,
        kind,
        quote.lang,
        original,
        *_cited(quote.source, store),
        *registry_facts.extra_facts(quote.extra),
    )
    yield "> " + " · ".join([part for part in (f"— {_name(quote.speaker, store)}{to}", tail) if part])


def _claim(claim: Claim, store: Store) -> Iterator[str]:
    when = f", {escape(format_date(claim.date))}" if claim.date else ""
    amount = claim.quantity
    about = ", ".join([registry_facts.anything_name(value, store) for value in claim.about])
    tail = _joined(
        *(_measured(amount) if amount is not None else ()),
        phrases.ABOUT + about if about else "",
        *_cited(claim.source, store),
        *registry_facts.extra_facts(claim.extra),
    )
    said = f"- **{_name(claim.by, store)} claims** ({claim.status}{when}): {_line(claim.text)}"
    yield f"{said} · {tail}" if tail else said
    yield from [_assessment(assessment, store) for assessment in claim.assessments]
    if phrases.is_unanswered(claim):
        yield f"  - {phrases.nobody()}"


def _measured(quantity: Quantity) -> list[str]:
    return [quantity_text(quantity, UNICODE), *registry_facts.extra_facts(quantity.extra)]


def _assessment(said: Assessment, store: Store) -> str:
    when = f", {escape(format_date(said.date))}" if said.date else ""
    note = f": {_line(said.note)}" if said.note else ""
    stance = f"**{phrases.stance(said)}**" if said.stance in AGAINST else phrases.stance(said)
    tail = _joined(*_cited(said.source, store), *registry_facts.extra_facts(said.extra))
    return f"  - {_name(said.by, store)} {stance}{when}{note}" + (f" · {tail}" if tail else "")


def _cited(citation: Citation | None, store: Store) -> list[str]:
    """Return a short citation; the lists of sources have the rest."""
    if citation is None:
        return []
    known = [
        registry_facts.name(citation.source, store),
        citation.locator,
        grade(citation),
        _remark(citation),
    ]
    return [*known, *registry_facts.extra_facts(citation.extra)]


def _remark(citation: Citation) -> str:
    return phrases.NOTE + citation.note if citation.note else ""


def _source(citation: Citation, store: Store) -> str:
    source = citation.source
    title, archived = _linked(registry_facts.source_title(source, store), source.url), ""
    if source.archived_url:
        archived = _linked("archived copy", source.archived_url)
    about = _joined(
        *registry_facts.citation_facts(citation, UNICODE),
        _remark(citation),
        phrases.REPEATS + registry_facts.parent_name(source, store) if source.parent else "",
        *registry_facts.extra_facts(source.extra, citation.extra),
    )
    return "- " + " · ".join([part for part in (title, about, archived) if part])


def _linked(title: str, url: str) -> str:
    """Return the title as a link, or with the address after it if that must not be a link."""
    address = web_address(url)
    if address and not any(char in address for char in "<>\\"):
        return f"[{_line(title)}](<{address}>)"
    return _joined(title, url if url != title else "")


def _related(event: Event, store: Store) -> list[str]:
    found = []
    for link in event.links:
        there = store.event(link.to)
        named = f"{phrases.link_kind(link.kind)} {_named(there)}" if there else phrases.dangling(link)
        found.append(f"- {_joined(f'{UNICODE.arrow} {named}', *registry_facts.extra_facts(link.extra))}")
    for kind, there in store.linked_from(event.id):
        found.append(f"- {_joined(f'{UNICODE.back} {phrases.link_kind(kind)} {_named(there)}')}")
    return found


def _media(media: Media) -> str:
    """Return a medium as a link, never as an embedded image that a reader would load by itself."""
    warning = phrases.WARNING + media.warning if media.warning else ""
    known = _joined(
        media.credit,
        media.path if media.path != media.caption else "",
        media.url if media.caption and not web_address(media.url) else "",
        media.hash,
        *registry_facts.extra_facts(media.extra),
    )
    named = _linked(phrases.media_name(media), media.url)
    return "- " + " · ".join([part for part in (_line(warning), named, known) if part])


def _named(event: Event) -> str:
    return UNICODE.joined(event.title, UNICODE.date(event.date), event.id)
