"""Narrowing and widening a query by one value, in its text: what facets and "narrow to this" do.

The text is the user's: it is edited in place, not written anew from the tree, and it may be unfinished. Only
terms that hold for the whole query are looked at: those outside brackets where no OR stands outside brackets,
and the values of `field:(a OR b)`.
"""

from __future__ import annotations

import re

from msgspec import Struct

from timeline_tui.query.fields import NUMBER, counts, named
from timeline_tui.query.lexer import Token, tokens
from timeline_tui.query.quoting import QUOTES, quote, quoted
from timeline_tui.text import flat, fold

_AND_BEFORE = re.compile(rf"(?<![^\s(){QUOTES}])AND\s*\Z")
_AND_AFTER = re.compile(rf"\A\s*AND(?![^\s(){QUOTES}])")


class Term(Struct, frozen=True, gc=False):
    """One value the query asks for or excludes; `field` is "" for words of the text.

    `either`: it is one of several values, `field:(a OR b)`. `start` and `end` are those of the whole term, or
    of the value where it is one of several.
    """

    field: str
    value: str
    exclude: bool
    exact: bool
    either: bool
    start: int
    end: int


class _Unit(Struct, frozen=True, gc=False):
    """A term or a `field:(a OR b)` of the top level. `head` is all before the values, as written."""

    start: int
    end: int
    head: str
    field: str
    exclude: bool
    exact: bool
    values: tuple[Token, ...]
    group: bool


def terms_of(text: str) -> tuple[Term, ...]:
    """What the query as a whole asks for and excludes, in order; nothing where OR stands outside brackets."""
    return tuple(
        Term(
            unit.field,
            value.text,
            unit.exclude,
            unit.exact,
            len(unit.values) > 1,
            value.start if unit.group else unit.start,
            value.end if unit.group else unit.end,
        )
        for unit in _units(text) or ()
        for value in unit.values
    )


def with_term(
    text: str, field: str, value: str, *, exclude: bool = False, exact: bool = False, either: bool = False
) -> str:
    """The query narrowed to `field:value`, or with `exclude` to all without it; `field` "" is the text.

    What the query already says of the same value is replaced. `exact` asks for the whole value, not a part of
    it. `either` adds it to what is already asked of the field, `field:(a OR b)`, which widens. A value that
    holds nothing to look for changes nothing.
    """
    if not _key(value):
        return text
    text = _settled(text)
    if _units(text) is None:
        text = f"({text})"
    field = _name(field)
    if any(
        term.exclude == exclude and (term.exact or not exact) and _same(term, field, value)
        for term in terms_of(text)
    ):
        return text
    text = without_term(text, field, value)
    if either and field and not exclude:
        for unit in _units(text) or ():
            if unit.field == field and not unit.exclude and unit.exact == exact:
                # In quotes, for behind a plural a number counts: `tags:(x OR "2")`.
                more = quoted(value) if NUMBER.match(value) else quote(value)
                several = [*[text[known.start : known.end] for known in unit.values], more]
                return f"{text[: unit.start]}{unit.head}({' OR '.join(several)}){text[unit.end :]}"
    head = f"{field}:{'=' if exact else ''}" if field else ""
    return f"{text} {'-' if exclude else ''}{head}{quote(value)}".strip()


def without_term(text: str, field: str, value: str) -> str:
    """The query without what it as a whole asks or excludes of this value of the field."""
    field = _name(field)
    for unit in reversed(_units(text) or ()):
        kept = [known for known in unit.values if _key(known.text) != _key(value)]
        if unit.field != field or len(kept) == len(unit.values):
            continue
        if kept:
            several = " OR ".join(text[known.start : known.end] for known in kept)
            several = f"({several})" if len(kept) > 1 else several
            text = f"{text[: unit.start]}{unit.head}{several}{text[unit.end :]}"
        else:
            text = _cut(text, unit)
    return text


def with_known(text: str, days: str) -> str:
    """The query asked of what was known on `days`, as the user writes them; of all there is where that is ""."""
    rest = _settled(text)
    if _units(rest) is None:
        rest = f"({rest})" if days else rest
    else:
        for unit in reversed([unit for unit in _units(rest) or () if unit.field == "known"]):
            rest = _cut(rest, unit)
    return f"known:{quote(days)} {rest}" if days else rest


def known_only(text: str) -> str:
    """What is left of the query where every term but its `known:` is taken away, ready to go on from."""
    found = [text[unit.start : unit.end] for unit in _units(text) or () if unit.field == "known"]
    return f"{found[0]} " if found else ""


def _key(value: str) -> str:
    return flat(fold(value))


def _name(name: str, values: tuple[Token, ...] = ()) -> str:
    """The name of the field that is asked for these values: `sources:rferl` asks `source`, `sources:2` does not."""
    field = named(name)
    if field is None:
        return name
    counted = any(value.kind == "word" and counts(field, value.text) for value in values)
    return field.name if counted else field.text or field.name


def _same(term: Term, field: str, value: str) -> bool:
    return term.field == field and _key(term.value) == _key(value)


def _cut(text: str, unit: _Unit) -> str:
    """The text without the unit, one AND beside it, and the white space that parted them."""
    left, right = text[: unit.start], text[unit.end :]
    joined = _AND_BEFORE.sub("", left)
    if joined == left:
        right = _AND_AFTER.sub("", right)
    return f"{joined.rstrip()} {right.lstrip()}".strip()


def _settled(text: str) -> str:
    """The text with its unfinished end completed or cut off, so that a term can follow it."""
    found = tokens(text)[:-1]
    while found and (
        found[-1].kind in ("or", "and", "not", "minus", "open", "field")
        or (not found[-1].closed and not found[-1].text)
    ):
        text = text[: found.pop().start]
    if found and not found[-1].closed:
        text = text[: found[-1].start] + quote(found[-1].text)
    depth = 0
    for token in found:
        depth = max(0, depth + (token.kind == "open") - (token.kind == "close"))
    return text.strip() + ")" * depth


def _units(text: str) -> tuple[_Unit, ...] | None:
    """The terms of the top level, or None where OR stands there."""
    found = tokens(text)
    units: list[_Unit] = []
    at = 0
    while (token := found[at]).kind != "end":
        if token.kind == "or":
            return None
        first, exclude = at, False
        while found[at].kind in ("minus", "not"):
            exclude = not exclude
            at += 1
        unit, at = _unit(text, found, first, at, exclude)
        if unit is not None:
            units.append(unit)
    return tuple(units)


def _unit(text: str, found: list[Token], first: int, at: int, exclude: bool) -> tuple[_Unit | None, int]:
    """The term at `at`, if it is a simple one, and where the next begins; `first` is its sign, if any."""
    token = found[at]
    if token.kind == "end":
        return None, at
    start = found[first].start
    if token.kind in ("word", "phrase"):
        head = text[start : token.start]
        return _Unit(start, token.end, head, "", exclude, False, (token,), False), at + 1
    name = token if token.kind == "field" else None
    body = found[at + 1] if name else token
    if name is None or body.start != name.end or body.kind not in ("word", "phrase", "open"):
        return None, _past(found, at)
    group = body.kind == "open"
    past = _past(found, at + 1)
    inside = found[at + 2 : past - 1] if group else [body]
    values = tuple(inside[::2])
    if group and found[past - 1].kind != "close":
        return None, past
    simple = all(value.kind in ("word", "phrase") for value in values) and values
    if not simple or any(sign.kind != "or" for sign in inside[1::2]):
        return None, past
    head = text[start : name.end]
    end = found[past - 1].end
    return _Unit(start, end, head, _name(name.text, values), exclude, name.exact, values, group), past


def _past(found: list[Token], at: int) -> int:
    """The index behind the token at `at`, or behind the bracket that closes it."""
    depth = 0
    while True:
        depth += (found[at].kind == "open") - (found[at].kind == "close")
        at += 1
        if depth <= 0 or found[at].kind == "end":
            return at
