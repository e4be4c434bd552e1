"""Resolve values that come from a fixed list, and suggest one for a value that is not on it."""

from __future__ import annotations

import re
from collections.abc import Collection

from timeline_tui.errors import QueryError, UnfixableTermError, UnknownValueError
from timeline_tui.query.fields import BY_NAME, FIELDS, HAS, MEANT, Field, named
from timeline_tui.query.lexer import Token
from timeline_tui.suggest import nearest
from timeline_tui.text import clip, flat, fold

_MAX_QUOTED = 40  # characters of a value quoted in a message
_COUNT_TERM = re.compile(r"([a-z]+) ?([<>=].*)")  # what people write after `has:` in order to count


def folded(value: Token) -> str:
    """Return the folded text to search for.

    Raises:
        QueryError: Folding leaves nothing of the value.
    """
    text = flat(fold(value.text))
    if not text:
        raise QueryError("there is nothing to look for here: write a word", value.start, value.end)
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
    asked = folded(value)
    spelt = {fold(known): known for known in field.values}
    if asked in spelt:
        return (spelt[asked],)
    found = tuple(known for text, known in spelt.items() if text.startswith(asked))
    if not found and not exact:
        found = tuple(known for text, known in spelt.items() if asked in text)
    if not found or exact:
        raise _unknown_value(field, value, asked)
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
    asked = folded(value)
    for known in field.values:
        if asked in (known, *_plurals(known)):
            return known
    found = [known for known in field.values if known.startswith(asked)]
    if len(found) == 1:
        return found[0]
    raise _unknown_value(field, value, asked, own)


def _plurals(known: str) -> tuple[str, str]:
    return known + "s", known.removesuffix("y") + "ies"


def _unknown_value(field: Field, value: Token, asked: str, own: Collection[str] = ()) -> QueryError:
    """Return the error for a value that is not known, with a suggestion or the list of values."""
    if field.kind == "has" and (counting := _count_term(asked)):
        message = f"has: says whether there is any; to count write {counting}"
        raise QueryError(message, value.start, value.end)
    thing, slip = _has_value(field, asked), nearest(asked, (*field.values, *own)) or ""
    near = thing or slip or _other_field_term(asked)
    meant = f"did you mean {near!r}?" if near else f"it takes {', '.join([*field.values, *own])}"
    forms = [form for known in field.values for form in (known, *_plurals(known))]
    begun = any(form.startswith(asked) for form in (*forms, *own))
    message = f"{field.name}: has no value {clip(value.text, _MAX_QUOTED)!r}: {meant}"
    if field.kind == "has" and not begun:
        return UnknownValueError(message, value.start, value.end, "" if thing else slip)
    return (QueryError if begun else UnfixableTermError)(message, value.start, value.end)


def _has_value(field: Field, asked: str) -> str:
    """Return the `has:` value for another name of a field (`identifier` for `ids`), or "" if there is none."""
    other = named(asked)
    meant = other.name if other is not None else MEANT.get(asked, "")
    return meant if field.kind == "has" and meant in field.values else ""


def _count_term(asked: str) -> str:
    """Return the count term that `has:source=1` or `has:sources>=2` was meant to be, or "" if it is none."""
    match = _COUNT_TERM.fullmatch(asked)
    plural = f"{match[1].removesuffix('s')}s" if match else ""
    return f"{plural}:{match[2].removeprefix('=')}" if match and plural in FIELDS else ""


def _other_field_term(asked: str) -> str:
    """Return `field:value` for another field that has this value, or ""."""
    return next((f"{field.name}:{asked}" for field in BY_NAME.values() if asked in field.values), "")
