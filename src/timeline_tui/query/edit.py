"""Add terms to a query's text and remove them, as facets and "narrow to this" do.

The user's text is edited in place rather than rendered from the tree, and it may be unfinished. Only terms that apply
to the whole query are considered: those outside brackets, if no OR stands outside brackets, and the values of
`field:(a OR b)`.
"""

from __future__ import annotations

import re

from msgspec import Struct

from timeline_tui.query.fields import NUMBER, counts, named
from timeline_tui.query.lexer import Token, tokens
from timeline_tui.query.quoting import QUOTES, quote, quoted
from timeline_tui.text import flat, fold

# An AND that is a word by itself, between blanks, brackets and quotes.
_AND_BEFORE = re.compile(rf"(?<![^\s(){QUOTES}])AND\s*\Z")
_AND_AFTER = re.compile(rf"\A\s*AND(?![^\s(){QUOTES}])")


class Term(Struct, frozen=True, gc=False):
    """One value that the query asks for or excludes; `field` is "" for words of the text.

    `start` and `end` delimit the whole term, or only the value if it is one of several, as in `field:(a OR b)`.
    """

    field: str
    value: str
    exclude: bool
    exact: bool
    start: int
    end: int


class _Unit(Struct, frozen=True, gc=False):
    """A top-level term or `field:(a OR b)`. `head` is everything before the values, as written."""

    start: int
    end: int
    head: str
    field: str
    exclude: bool
    exact: bool
    values: tuple[Token, ...]
    group: bool


def terms_of(text: str) -> tuple[Term, ...]:
    """Return the values that the query as a whole asks for or excludes, in order.

    The result is empty if an OR stands outside brackets.
    """
    return tuple(
        Term(
            unit.field,
            value.text,
            unit.exclude,
            unit.exact,
            value.start if unit.group else unit.start,
            value.end if unit.group else unit.end,
        )
        for unit in _top_level_terms(text) or ()
        for value in unit.values
    )


def with_term(
    text: str, field: str, value: str, *, exclude: bool = False, exact: bool = False, either: bool = False
) -> str:
    """Return the query narrowed to a value, or widened by it.

    A term with the same value is replaced. A value that folds to nothing leaves the query unchanged.

    Args:
        text: The query.
        field: The field; "" searches the event's text.
        value: The value.
        exclude: Exclude the value instead.
        exact: Match the whole value, not a part of it.
        either: Widen: add the value to those already asked of the field, `field:(a OR b)`.
    """
    if not _fold_value(value):
        return text
    text = _finish(text)
    # OR binds least: without brackets, an appended term would apply to the last alternative only.
    if _top_level_terms(text) is None:
        text = f"({text})"
    field = _lookup_field(field)
    if any(_includes(term, field, value, exclude=exclude, exact=exact) for term in terms_of(text)):
        return text
    text = without_term(text, field, value)
    same_field = (field, False, exact) if either and field and not exclude else None
    for unit in _top_level_terms(text) or ():
        if (unit.field, unit.exclude, unit.exact) == same_field:
            return _widened(text, unit, value)
    head = f"{field}:{'=' * exact}" if field else ""
    return f"{text} {'-' * exclude}{head}{quote(value)}".strip()


def _widened(text: str, unit: _Unit, value: str) -> str:
    """Return the query with a value added to those of a unit."""
    # Quoted, because after a plural a number would be a count: `tags:(x OR "2")`.
    more = quoted(value) if NUMBER.match(value) else quote(value)
    several = [*[text[known.start : known.end] for known in unit.values], more]
    return f"{text[: unit.start]}{unit.head}({' OR '.join(several)}){text[unit.end :]}"


def without_term(text: str, field: str, value: str) -> str:
    """Return the query without its top-level terms for this value of the field, whether asked for or excluded."""
    field = _lookup_field(field)
    # Backwards, so that the positions of the terms before stay valid.
    for unit in reversed(_top_level_terms(text) or ()):
        kept = [known for known in unit.values if _fold_value(known.text) != _fold_value(value)]
        if unit.field != field or len(kept) == len(unit.values):
            continue
        if kept:
            several = " OR ".join(text[known.start : known.end] for known in kept)
            several = f"({several})" if len(kept) > 1 else several
            text = f"{text[: unit.start]}{unit.head}{several}{text[unit.end :]}"
        else:
            text = _remove(text, unit)
    return text


def with_known(text: str, days: str) -> str:
    """Return the query as of `days`, in the user's spelling; "" removes `known:`."""
    rest = _finish(text)
    if _top_level_terms(rest) is None:
        rest = f"({rest})" if days else rest
    else:
        for unit in reversed([unit for unit in _top_level_terms(rest) or () if unit.field == "known"]):
            rest = _remove(rest, unit)
    return f"known:{quote(days)} {rest}" if days else rest


def known_only(text: str) -> str:
    """Return only the `known:` term of the query, with a blank to continue typing after."""
    found = [text[unit.start : unit.end] for unit in _top_level_terms(text) or () if unit.field == "known"]
    return f"{found[0]} " if found else ""


def _fold_value(value: str) -> str:
    return flat(fold(value))


def _lookup_field(name: str, values: tuple[Token, ...] = ()) -> str:
    """Return the field that these values are looked up in: `source` for `sources:rferl`, `sources` for `sources:2`."""
    field = named(name)
    if field is None:
        return name
    counted = any(value.kind == "word" and counts(field, value.text) for value in values)
    return field.name if counted else field.text or field.name


def _includes(term: Term, field: str, value: str, *, exclude: bool, exact: bool) -> bool:
    """Return whether a term already asks for the value at least as precisely."""
    same = (term.field, term.exclude) == (field, exclude) and _fold_value(term.value) == _fold_value(value)
    return same and (term.exact or not exact)


def _remove(text: str, unit: _Unit) -> str:
    """Return the text without the unit, one adjacent AND, and the white space between them."""
    left, right = text[: unit.start], text[unit.end :]
    joined = _AND_BEFORE.sub("", left)
    if joined == left:
        right = _AND_AFTER.sub("", right)
    return f"{joined.rstrip()} {right.lstrip()}".strip()


def _finish(text: str) -> str:
    """Return the text with its unfinished end completed or removed, so that a term can be appended."""
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


def _top_level_terms(text: str) -> tuple[_Unit, ...] | None:
    """Return the top-level terms, or None if OR stands at the top level."""
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
        unit, at = _parse_unit(text, found, first, at, exclude)
        if unit is not None:
            units.append(unit)
    return tuple(units)


def _parse_unit(
    text: str, found: list[Token], first: int, at: int, exclude: bool
) -> tuple[_Unit | None, int]:
    """Return the term at token `at` and the index of the next; the term is None if it is not a simple one.

    Args:
        text: The query.
        found: Its tokens.
        first: The index of the first sign before the term (`-` or NOT), else `at`.
        at: The index of the term.
        exclude: Whether the signs negate it.
    """
    token = found[at]
    if token.kind == "end":
        return None, at
    start = found[first].start
    if token.kind in ("word", "phrase"):
        head = text[start : token.start]
        return _Unit(start, token.end, head, "", exclude, False, (token,), False), at + 1
    body = found[at + 1]
    if token.kind != "field" or body.start != token.end or body.kind not in ("word", "phrase", "open"):
        return None, _skip_term(found, at)
    past = _skip_term(found, at + 1)
    group = body.kind == "open"
    values = _group_values(found[at + 2 : past]) if group else (body,)
    if not values:
        return None, past
    head, end = text[start : token.end], found[past - 1].end
    field = _lookup_field(token.text, values)
    return _Unit(start, end, head, field, exclude, token.exact, values, group), past


def _group_values(inside: list[Token]) -> tuple[Token, ...]:
    """Return the values of `(a OR b)`, given the tokens after its first bracket; () if it is anything else."""
    values, signs = inside[::2], inside[1::2]
    kinds = [sign.kind for sign in signs]
    simple = kinds == ["or"] * (len(kinds) - 1) + ["close"] and len(values) == len(signs)
    return tuple(values) if simple and all(value.kind in ("word", "phrase") for value in values) else ()


def _skip_term(found: list[Token], at: int) -> int:
    """Return the index after the token at `at`, or after the bracket that closes it."""
    depth = 0
    while True:
        depth += (found[at].kind == "open") - (found[at].kind == "close")
        at += 1
        if depth <= 0 or found[at].kind == "end":
            return at
