"""Complete a query at the cursor: field names, values of the format, and values of the chronology."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from msgspec import Struct

from timeline_tui.query.fields import FIELDS, FLAGS, HAS, Field, named
from timeline_tui.query.lexer import Token, tokens
from timeline_tui.query.quoting import QUOTES, quote
from timeline_tui.text import fold

Values: TypeAlias = Callable[[str, str], Iterable[str]]
"""`values(field, prefix)` returns the values to offer for a field and the prefix typed so far, best first."""

DATES: dict[str, str] = {
    "today": "this day",
    "yesterday": "the day before",
    "-1w": "a week ago",
    "-1m": "a month ago",
    "-1y": "a year ago",
}
"""Dates offered while nothing is typed yet, with their meaning."""

_DESCRIPTIONS: dict[str, dict[str, str]] = {"has": HAS, "is": FLAGS}


_USER_DEFINED = "a user-defined key"


class Completion(Struct, frozen=True, gc=False):
    """A completion: `text` replaces the query's characters from `start` up to `end`; `note` describes it."""

    start: int
    end: int
    text: str
    note: str = ""


class _Context(Struct, frozen=True):
    """What is being typed: `prefix`, from index `start`. `field` is None for a word or a field name."""

    field: Field | None
    start: int
    prefix: str


def complete(
    text: str, cursor: int, values: Values, *, limit: int = 100, own: Iterable[str] = ()
) -> list[Completion]:
    """Return the completions at the cursor, best first.

    Args:
        text: The query.
        cursor: An index into `text`.
        values: Called for fields whose values only the chronology knows (`Field.listed`).
        limit: The most completions to return.
        own: The keys that the chronology declares.
    """
    spot = _context_at(text[:cursor])
    if spot is None:
        return []
    if spot.field is None:
        found = _complete_field(text, spot, cursor, own)
    else:
        found = _complete_value(text, spot, cursor, spot.field, values, own)
    return list(islice(found, limit))


def _context_at(typed: str) -> _Context | None:
    """Return what is being typed at the end of a text, None where nothing can be completed."""
    found = tokens(typed)[:-1]
    field = _open_group_field(found)
    if not found or found[-1].end != len(typed) or found[-1].kind in ("minus", "open"):
        return _Context(field, len(typed), "")
    *others, last = found
    name = last if last.kind == "field" else others[-1] if others and others[-1].end == last.start else None
    if name is not None and name.kind == "field":
        field = named(name.text)
        if field is None:
            return None
    if last.kind == "field":
        return _Context(field, last.end, "")
    if last.kind == "word" or (last.kind == "phrase" and not last.closed and field is not None):
        return _Context(field, last.start, last.text)
    return None


def _open_group_field(found: list[Token]) -> Field | None:
    """Return the field of the innermost open `field:(`, if any."""
    stack: list[Field | None] = []
    before: Token | None = None
    for token in found:
        if token.kind == "open":
            of = before.text if before and before.kind == "field" and before.end == token.start else ""
            stack.append(named(of) or (stack[-1] if stack else None))
        elif token.kind == "close" and stack:
            stack.pop()
        before = token
    return stack[-1] if stack else None


def _complete_field(text: str, spot: _Context, cursor: int, own: Iterable[str]) -> Iterator[Completion]:
    """Yield the field names that start with the prefix, keeping the marks after the name."""
    prefix = spot.prefix.lower().replace("_", "-")
    whole = next((token for token in tokens(text) if token.start == spot.start), None) if prefix else None
    end = cursor if whole is None else whole.end
    mark = text[spot.start + len(whole.text) : end] if whole and whole.kind == "field" else ":"
    for field in FIELDS.values():
        # `!` (certainly) applies to dates only.
        fits = "!" not in mark or field.kind in ("date", "known")
        if fits and any(name.startswith(prefix) for name in (field.name, *field.aliases)):
            yield Completion(spot.start, end, field.name + mark, field.description)
    for key in own:
        if key.startswith(spot.prefix.lower()) and named(key) is None:
            yield Completion(spot.start, end, key + mark, _USER_DEFINED)


def _complete_value(
    text: str, spot: _Context, cursor: int, field: Field, values: Values, own: Iterable[str]
) -> Iterator[Completion]:
    """Yield the values of a field that match the prefix."""
    end = _value_end(text, spot, cursor)
    if field.text:
        field = FIELDS[field.text]
    notes = _DESCRIPTIONS.get(field.name, {})
    known: Iterable[str] = ()
    if field.values:
        known = _matching(field.values, spot.prefix)
    elif field.kind in ("date", "known"):
        known, notes = _matching(tuple(DATES), spot.prefix), DATES
    if field.kind == "has":
        notes = notes | {key: _USER_DEFINED for key in own if key not in notes}
        known = _matching((*field.values, *own), spot.prefix)
    if field.listed:
        known = [*known, *values(field.name, spot.prefix)]
    for value in dict.fromkeys(known):
        yield Completion(spot.start, end, quote(value), notes.get(value, ""))


def _value_end(text: str, spot: _Context, cursor: int) -> int:
    """Return the index where the value being typed ends.

    A word ends where its token ends. A phrase ends at the cursor, or after a quote there: the rest may be other terms.
    """
    if spot.start == cursor and text[cursor - 1 : cursor] not in (":", "="):
        return cursor
    if text[spot.start : cursor][:1] in tuple(QUOTES):
        return cursor + 1 if text[cursor : cursor + 1] in tuple(QUOTES) else cursor
    whole = next((token for token in tokens(text) if token.start == spot.start), None)
    return whole.end if whole and whole.closed and whole.kind in ("word", "phrase") else cursor


def _matching(known: tuple[str, ...], prefix: str) -> list[str]:
    """Return the known values that start with the prefix, then those that contain it."""
    typed = fold(prefix)
    first = [value for value in known if fold(value).startswith(typed)]
    return first + [value for value in known if typed in fold(value) and value not in first]
