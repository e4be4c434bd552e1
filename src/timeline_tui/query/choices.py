"""The values of a query's terms that come from a fixed list, and what may be meant by others."""

from __future__ import annotations

import re
from collections.abc import Collection

from timeline_tui.errors import QueryError, UnfixableTermError, UnknownThingError
from timeline_tui.query.fields import BY_NAME, FIELDS, HAS, MEANT, Field, named
from timeline_tui.query.lexer import Token
from timeline_tui.suggest import nearest
from timeline_tui.text import clip, flat, fold

_SHOWN = 40  # characters of a value that a message quotes
_COUNTING = re.compile(r"([a-z]+) ?([<>=].*)")  # what people try behind `has:`


def folded(value: Token) -> str:
    """Return the text to look for. Raises QueryError if folding leaves nothing of it."""
    text = flat(fold(value.text))
    if not text:
        raise QueryError("there is nothing to look for here: write a word", value.start, value.end)
    return text


def choices(field: Field, value: Token, exact: bool) -> tuple[str, ...]:
    """The known values meant: the one spelt so, else those that begin so, else those that contain it."""
    asked = folded(value)
    spelt = {fold(known): known for known in field.values}
    if asked in spelt:
        return (spelt[asked],)
    found = tuple(known for text, known in spelt.items() if text.startswith(asked))
    if not found and not exact:
        found = tuple(known for text, known in spelt.items() if asked in text)
    if not found or exact:
        raise _unknown(field, value, asked)
    return found


def own_key(value: Token, own: Collection[str]) -> str:
    """The key of the user's own that `has:` asks for, "x.casualties"; "" if it is none."""
    text = value.text.lower()
    is_own = text.startswith("x.") or (text in own and text not in HAS)
    return f"x.{text.removeprefix('x.')}" if is_own else ""


def choice(field: Field, value: Token, own: Collection[str] = ()) -> str:
    """The one known value meant, in the singular or the plural, or so much of it as no other begins with."""
    asked = folded(value)
    for known in field.values:
        if asked in (known, *_plurals(known)):
            return known
    found = [known for known in field.values if known.startswith(asked)]
    if len(found) == 1:
        return found[0]
    raise _unknown(field, value, asked, own)


def _plurals(known: str) -> tuple[str, str]:
    return known + "s", known.removesuffix("y") + "ies"


def _unknown(field: Field, value: Token, asked: str, own: Collection[str] = ()) -> QueryError:
    if field.kind == "has" and (counting := _counting(asked)):
        message = f"has: says whether there is any; to count write {counting}"
        raise QueryError(message, value.start, value.end)
    thing, slip = _thing(field, asked), nearest(asked, (*field.values, *own)) or ""
    near = thing or slip or _elsewhere(asked)
    meant = f"did you mean {near!r}?" if near else f"it takes {', '.join([*field.values, *own])}"
    forms = [form for known in field.values for form in (known, *_plurals(known))]
    begun = any(form.startswith(asked) for form in (*forms, *own))
    message = f"{field.name}: has no value {clip(value.text, _SHOWN)!r}: {meant}"
    if field.kind == "has" and not begun:
        return UnknownThingError(message, value.start, value.end, "" if thing else slip)
    return (QueryError if begun else UnfixableTermError)(message, value.start, value.end)


def _thing(field: Field, asked: str) -> str:
    """What `has:` calls what another name of a field means: `identifier` for `ids`; "" if it is none."""
    other = named(asked)
    meant = other.name if other is not None else MEANT.get(asked, "")
    return meant if field.kind == "has" and meant in field.values else ""


def _counting(asked: str) -> str:
    """What `source=1` or `sources>=2`, behind `has:`, was meant to be; "" if it is nothing of the sort."""
    match = _COUNTING.fullmatch(asked)
    plural = f"{match[1].removesuffix('s')}s" if match else ""
    return f"{plural}:{match[2].removeprefix('=')}" if match and plural in FIELDS else ""


def _elsewhere(asked: str) -> str:
    """The field that has this value, and the value."""
    return next((f"{field.name}:{asked}" for field in BY_NAME.values() if asked in field.values), "")
