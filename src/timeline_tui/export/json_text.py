"""JSON (RFC 8259) and JSON Lines: everything about an event, for jq and similar tools.

Characters that a terminal might obey or not display are escaped as `\\u....`. JSON parsers read the same text, and
the output is safe to print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from timeline_tui.export.record import chronology_record, event_record
from timeline_tui.model import Event
from timeline_tui.store import Store

_TO_ESCAPE = re.compile("[^\n -~]")


def write_json(store: Store, events: Iterable[Event]) -> Iterator[str]:
    """Yield one object with the layout of a file: `timeline`, `actors`, `locations`, `sources`, `events`."""
    yield "{"
    for key, value in chronology_record(store.chronology).items():
        yield f'  "{key}": {_indent(document(value), 1)},'
    before = '  "events": ['
    for event in events:
        # Held back by one, because only the next event tells whether a comma follows. The text of all events is never
        # in memory at once.
        yield before
        before = f"    {_indent(document(event_record(event)), 2)},"
    if before.endswith("["):
        yield f"{before}]"
    else:
        yield before[:-1]
        yield "  ]"
    yield "}"


def write_jsonl(store: Store, events: Iterable[Event]) -> Iterator[str]:  # noqa: ARG001 - as every writer
    """Yield one line per event, with the same keys as in the `events` of `write_json`."""
    for event in events:
        yield _escape(msgspec.json.encode(event_record(event)).decode())


def write_events(store: Store, events: Iterable[Event]) -> Iterator[str]:  # noqa: ARG001 - as every writer
    """Yield the event, or a list of several events."""
    records = [event_record(event) for event in events]
    yield document(records[0] if len(records) == 1 else records)


def document(value: Any) -> str:
    """Return a value as indented JSON.

    Strings may hold file names that are not UTF-8, which Python decodes to lone surrogates (PEP 383). JSON should not
    contain those (RFC 8259, section 8.2), so the byte is written as text, `\\xe9`.
    """
    try:
        encoded = msgspec.json.encode(value)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_without_surrogates(value))
    return _escape(msgspec.json.format(encoded, indent=2).decode())


def _without_surrogates(value: Any) -> Any:
    """Return a value with lone surrogates replaced by the escaped bytes that they stand for."""
    match value:
        case str():
            return value.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        case dict():
            return {key: _without_surrogates(item) for key, item in value.items()}
        case list() | tuple():
            return [_without_surrogates(item) for item in value]
    return value


def _indent(text: str, levels: int) -> str:
    return text.replace("\n", "\n" + "  " * levels)


def _escape(text: str) -> str:
    # JSON does not require DEL to be escaped (RFC 8259, section 7), and msgspec escapes only what is required.
    if text.isascii() and "\x7f" not in text:
        return text
    return _TO_ESCAPE.sub(lambda match: _escape_char(match.group()), text)


def _escape_char(char: str) -> str:
    if char.isprintable():
        return char
    # Characters beyond U+FFFF are escaped as a surrogate pair (RFC 8259, section 7).
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join([f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2)])
