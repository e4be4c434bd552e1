"""Resolve values that come from a fixed list, and suggest one for a value that is not on it."""

from __future__ import annotations

import re
from collections.abc import Collection

from timeline_tui.errors import QueryError, UnfixableTermError, UnknownValueError
from timeline_tui.query.fields import BY_NAME, FIELDS, HAS, SYNONYMS, Field, named
from timeline_tui.query.lexer import Token
from timeline_tui.suggest import nearest
from timeline_tui.text import clip, flat, fold

# Characters of a value quoted in a message.
_MAX_QUOTED = 40
# What people write after `has:` in order to count.
_COUNT_TERM = re.compile(r"([a-z]+) ?([<>=].*)")


def folded(value: Token) -> str:
    """Return the folded text to search for.

    Raises:
        QueryError: Folding leaves nothing of the value.
    """
    text = flat(fold(value.text))
    if not text:
        raise QueryError("empty search term: write a word", value.start, value.end)
    return text


def choices(field: Field, value: Token, exact: bool) -> tuple[str, ...]:
    """Return the known values that a value matches.

    An exact match wins over values that start with it, and those over values that contain it.

    Args:
        field: A field with a fixed list of values.
        value: The token of the value.
        exact: Accept an exact match only.

    Raises:
        QueryError: No known value matches.
    """
    typed = folded(value)
    by_text = {fold(known): known for known in field.values}
    # A whole value wins over longer ones that begin with it.
    if typed in by_text:
        return (by_text[typed],)
    found = tuple(known for text, known in by_text.items() if text.startswith(typed))
    if not found and not exact:
        found = tuple(known for text, known in by_text.items() if typed in text)
    if not found or exact:
        raise _unknown_value(field, value, typed)
    return found


def own_key(value: Token, own: Collection[str]) -> str:
    """Return the user-defined key that `has:` asks for, such as "x.casualties", or "" if it is not one."""
    text = value.text.lower()
    is_own = text.startswith("x.") or (text in own and text not in HAS)
    return f"x.{text.removeprefix('x.')}" if is_own else ""


def choice(field: Field, value: Token, own: Collection[str] = ()) -> str:
    """Return the one known value that a value means.

    The value may be singular or plural, or a prefix that only one known value has.

    Args:
        field: A field with a fixed list of values.
        value: The token of the value.
        own: The keys that the chronology declares, offered as suggestions.

    Raises:
        QueryError: No known value matches, or several do.
    """
    typed = folded(value)
    for known in field.values:
        if typed in (known, *_plurals(known)):
            return known
    found = [known for known in field.values if known.startswith(typed)]
    if len(found) == 1:
        return found[0]
    raise _unknown_value(field, value, typed, own)


def _plurals(known: str) -> tuple[str, str]:
    return known + "s", known.removesuffix("y") + "ies"


def _unknown_value(field: Field, value: Token, typed: str, own: Collection[str] = ()) -> QueryError:
    """Return the error for a value that is not known, with a suggestion or the list of values."""
    if field.kind == "has" and (counting := _count_term(typed)):
        message = f"has: tests whether there is any; to count, write {counting}"
        raise QueryError(message, value.start, value.end)
    values = (*field.values, *own)
    same, typo = _has_value(field, typed), nearest(typed, values) or ""
    suggestion = same or typo or _other_field_term(typed)
    hint = f"did you mean {suggestion!r}?" if suggestion else f"it takes {', '.join(values)}"
    message = f"{field.name}: invalid value {clip(value.text, _MAX_QUOTED)!r}: {hint}"
    forms = [form for known in field.values for form in (known, *_plurals(known))]
    if any(form.startswith(typed) for form in (*forms, *own)):
        return QueryError(message, value.start, value.end)
    if field.kind == "has":
        return UnknownValueError(message, value.start, value.end, "" if same else typo)
    return UnfixableTermError(message, value.start, value.end)


def _has_value(field: Field, typed: str) -> str:
    """Return the `has:` value for another name of a field (`identifier` for `ids`), or "" if there is none."""
    other = named(typed)
    value = other.name if other is not None else SYNONYMS.get(typed, "")
    return value if field.kind == "has" and value in field.values else ""


def _count_term(typed: str) -> str:
    """Return the count term that `has:source=1` or `has:sources>=2` was meant to be, or "" if it is none."""
    match = _COUNT_TERM.fullmatch(typed)
    plural = f"{match[1].removesuffix('s')}s" if match else ""
    return f"{plural}:{match[2].removeprefix('=')}" if match and plural in FIELDS else ""


def _other_field_term(typed: str) -> str:
    """Return `field:value` for another field that has this value, or ""."""
    return next((f"{field.name}:{typed}" for field in BY_NAME.values() if typed in field.values), "")
