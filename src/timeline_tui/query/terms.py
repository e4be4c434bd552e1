"""Build the node of one term: what values each kind of field accepts, and the errors for others."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from timeline_tui.dates import Date, DateContext, Reading, read_human
from timeline_tui.dates.yearly import blank, is_yearly
from timeline_tui.errors import DateError, QueryError, UnfixableTermError, UnknownFieldError
from timeline_tui.query.choices import choice, choices, folded, own_key
from timeline_tui.query.fields import BY_NAME, FIELDS, SYNONYMS, Field, counts, named
from timeline_tui.query.lexer import Token
from timeline_tui.query.nodes import (
    AsKnown,
    Compare,
    DateOp,
    DateTerm,
    FieldTerm,
    Flag,
    Has,
    Leaf,
    OneOf,
    Word,
)
from timeline_tui.query.quoting import quote, quoted
from timeline_tui.suggest import nearest
from timeline_tui.text import clip, fold

# Characters of a value quoted in a message.
_MAX_QUOTED = 40

# `..` between two dates, but not the open end of an EDTF interval as in `2024-08/..`.
_RANGE = re.compile(r"(?<!/)\.\.(?!/)")

# `nodes.render` writes floats exactly, and the smallest one has 1074 decimals.
_NUMBER_PATTERN = r"-?[0-9]{1,20}(?:\.[0-9]{1,1100})?"
_COMPARISON = re.compile(rf"(>=|<=|=|>|<|)({_NUMBER_PATTERN})")
_BOUNDS_PATTERN = re.compile(rf"({_NUMBER_PATTERN}|)\.\.({_NUMBER_PATTERN}|)")
# How a comparison or a range begins.
_RELATION = re.compile(r"[<>]=?|[0-9.-]*\.\.[0-9.-]*\Z")

_OPS: dict[str, DateOp] = {
    "date": "date",
    "since": "since",
    "until": "until",
    "before": "before",
    "after": "after",
    "published": "published",
    "accessed": "accessed",
}
_RANGE_FIELDS = ("date", "published", "accessed")
"""The fields that accept a range of two dates."""


def word(value: Token) -> Word:
    """Return the node for a word or phrase anywhere in the text."""
    return Word(folded(value), value.start, value.end)


def unknown_field(
    name: Token, own: Collection[str] = (), dimensions: Collection[str] = (), value: str = ""
) -> UnknownFieldError:
    """Return the error for an unknown field name.

    Args:
        name: The token of the name.
        own: The keys that the chronology declares.
        dimensions: The dimensions of its tags, folded.
        value: The text after the colon.

    Returns:
        The error, with a suggestion if there is one.
    """
    shown = clip(name.text, _MAX_QUOTED)
    plain = name.text.replace("_", "-")
    suggestion, typo = _other_term(plain), ""
    if fold(name.text) in dimensions:
        pair = f"{name.text}:{value}"
        suggestion = f"tag:{pair if not value or quote(value) == value else quoted(pair)}"
    if not suggestion:
        known = (*BY_NAME, *own)
        alike = tuple(
            other for other in known if other[:2] == plain[:2]
        )  # typos in the first letters are rare
        suggestion = typo = nearest(plain, alike) or nearest(plain, known) or ""
    hint = f"user-defined keys are x.{shown}; quote a text with a colon"
    hint = f"did you mean {suggestion!r}?" if suggestion else hint
    return UnknownFieldError(f"no field {shown!r}: {hint}", name.start, name.start + len(name.text), typo)


def _other_term(word: str) -> str:
    """Return the field or term for a word that people try as a field, in the singular or plural, or ""."""
    singulars = (word, word.removesuffix("s"), f"{word.removesuffix('ies')}y")
    return next((SYNONYMS[each] for each in singulars if each in SYNONYMS), "")


def find_field(name: Token, own: Collection[str] = ()) -> Field | None:
    """Return the field that a token names, and check the marks after the name.

    Args:
        name: The token.
        own: The keys that the chronology declares, in lower case.

    Returns:
        The field, or None if it is unknown.

    Raises:
        UnfixableTermError: The field does not accept the mark.
    """
    field = named(name.text)
    if field is None and (name.text.startswith("x.") or name.text in own):
        key = name.text.removeprefix("x.")
        field = Field(f"x.{key}", "own", "a user-defined key", f"x.{key}:word, x.{key}:>=2")
    if field is None:
        return None
    if name.certain and field.kind not in ("date", "known"):
        raise UnfixableTermError(
            f"'!' (certainly) applies to dates only: write {field.name}:", name.start, name.end
        )
    if name.exact and field.kind in ("date", "known", "has", "flag"):
        raise UnfixableTermError(f"{field.name}: takes no '=': {field.example}", name.start, name.end)
    return field


def term(
    field: Field, name: Token, value: Token, dates: DateContext, own: Collection[str] = ()
) -> Leaf | AsKnown:
    """Return the node for a field and its value; inside `field:( )` its position is that of the value only.

    Args:
        field: The field.
        name: Its token.
        value: The token of the value.
        dates: The context for reading dates.
        own: The keys that the chronology declares, in lower case; `has:` accepts them too.

    Raises:
        QueryError: The field does not accept the value.
    """
    start = name.start if name.end == value.start else value.start
    field = _field_of_value(field, value)
    match field.kind:
        case "text" | "code":
            _reject_comparison(field, value)
            return FieldTerm(field.name, folded(value), name.exact, start, value.end)
        case "own" if value.kind != "word" or not _RELATION.match(value.text):
            return FieldTerm(field.name, folded(value), name.exact, start, value.end)
        case "enum":
            return OneOf(field.name, choices(field, value, name.exact), folded(value), start, value.end)
        case "has":
            return Has(own_key(value, own) or choice(field, value, own), start, value.end)
        case "flag":
            return Flag(choice(field, value), start, value.end)
        case "number" | "count" | "own":
            low, high = _number_bounds(field, value)
            return Compare(field.name, low, high, start, value.end)
        case "date":
            return _date_term(field, name, value, dates, start)
        case "known":
            earlier, date, note = _known_days(value, dates)
            return AsKnown(value.text, date, earlier, name.certain, start, value.end, note)


def _field_of_value(field: Field, value: Token) -> Field:
    """Return the field that a value is looked up in: `source` for `sources:rferl`, `sources` for `sources:2`."""
    is_count = value.kind == "word" and counts(field, value.text)
    return FIELDS[field.text] if field.kind == "count" and field.text and not is_count else field


def _reject_comparison(field: Field, value: Token) -> None:
    """Reject `source:>=2`, which would search for the text ">=2"."""
    plural = next((other.name for other in FIELDS.values() if other.text == field.name), None)
    if plural is not None and value.kind == "word" and value.text.startswith(("<", ">")):
        raise _error(
            f"{field.name}: searches a text; to count write {plural}:>=2, or put the text in quotes", value
        )


# --- numbers ---


def _number_bounds(field: Field, value: Token) -> tuple[float | None, float | None]:
    """Return the inclusive bounds of `5`, `=5`, `>=5`, `<3`, `3..5`, `3..` or `..5`."""
    low, high = _parse_bounds(field, value)
    fractions = [number for number in (low, high) if isinstance(number, float)]
    if fractions and field.whole and field.kind != "own":
        raise _error(f"{field.name} is a whole number", value)
    if field.least is not None and field.most is not None:
        numbers = re.findall(_NUMBER_PATTERN, value.text)
        if not all(field.least <= _parse_number(text) <= field.most for text in numbers):
            raise _error(f"{field.name} must be between {field.least} and {field.most}", value)
    if low is not None and high is not None and low > high:
        first, last = value.text.split("..")
        raise _error(f"{value.text} begins above its end: write {last}..{first}", value)
    return low, high


def _parse_bounds(field: Field, value: Token) -> tuple[float | None, float | None]:
    """Return the bounds of a comparison or range, as they are written."""
    one = _COMPARISON.fullmatch(value.text)
    if one:
        number = _parse_number(one[2])
        match one[1]:
            case ">=":
                return number, None
            case ">":
                return _next_number(field, number, 1), None
            case "<=":
                return None, number
            case "<":
                return None, _next_number(field, number, -1)
            case _:
                return number, number
    two = _BOUNDS_PATTERN.fullmatch(value.text)
    if two and (two[1] or two[2]):
        return _parse_number(two[1]) if two[1] else None, _parse_number(two[2]) if two[2] else None
    name = field.name
    text = clip(value.text, _MAX_QUOTED)
    raise _error(f"{text!r}: invalid number: write {name}:5, {name}:>=5 or {name}:3..5", value)


def _parse_number(text: str) -> float:
    return float(text) if "." in text else int(text)


def _next_number(field: Field, number: float, step: int) -> float:
    """Return the next number up or down: the inclusive bound of a comparison without `=`."""
    if field.kind in ("number", "count") and field.whole and isinstance(number, int):
        return number + step
    return math.nextafter(number, step * math.inf)


# --- dates ---


class _DateRange(NamedTuple):
    """A half-open range in seconds and fractions, None for unbounded; `note` says how it was read."""

    lo: tuple[int, int] | None
    hi: tuple[int, int] | None
    note: str
    yearly: str = ""


def _date_term(field: Field, name: Token, value: Token, dates: DateContext, start: int) -> DateTerm:
    op = _OPS[field.name]
    wanted = _date_range(op, value, dates)
    (lo, lo_part), (hi, hi_part) = wanted.lo or (None, 0), wanted.hi or (None, 0)
    parts = lo_part, hi_part
    return DateTerm(op, value.text, lo, hi, name.certain, start, value.end, wanted.note, parts, wanted.yearly)


def _error(message: str, value: Token) -> QueryError:
    return QueryError(message, value.start, value.end)


def _ends(value: Token) -> list[str]:
    """Return the two ends of a range, or the only date."""
    return [part.strip() for part in _RANGE.split(value.text)]


def _date_range(op: DateOp, value: Token, dates: DateContext) -> _DateRange:
    """Return the range that the operator and the value mean."""
    # Within a set, `..` is part of the EDTF: [1667..1670] (ISO 8601-2, level 2).
    ends = [value.text] if value.text.startswith(("[", "{")) else _ends(value)
    if len(ends) > 1:
        if op in _RANGE_FIELDS:
            return _two_dates(ends, value, dates)
        raise _error(f"{op}: takes one date: for a span write date:{value.text}", value)
    date, note = _read_date(value.text, value, dates)
    if is_yearly(date.text):
        if op != "date":
            raise _error(f"{value.text!r} has no year: use date:", value)
        return _DateRange(None, None, note, date.text)
    if op not in _RANGE_FIELDS:
        return _one_sided(op, date, note, value)
    if date.gaps:
        raise _error(
            f"{value.text!r} has gaps: write one span, 1667..1670, or several, (1667 OR 1670)", value
        )
    return _DateRange(date.lower, date.upper, note)


def _one_sided(op: DateOp, date: Date, note: str, value: Token) -> _DateRange:
    """Return the range of `since:`, `after:`, `before:` and `until:`."""
    edge, side = (date.lower, "beginning") if op in ("since", "before") else (date.upper, "end")
    if edge is None:
        raise _error(f"{value.text!r} has no {side}, which {op}: needs", value)
    return _DateRange(edge, None, note) if op in ("since", "after") else _DateRange(None, edge, note)


def _two_dates(ends: list[str], value: Token, dates: DateContext) -> _DateRange:
    """Return the range between two dates, one of which may be missing."""
    if len(ends) > 2 or not any(ends):
        raise _error("a span is two dates, or one and an open end: 2024-08-07..2024-08-09, 2024..", value)
    first, last = (_read_date(end, value, dates) if end else None for end in ends)
    given = [end for end in (first, last) if end is not None]
    for end in given:
        if is_yearly(end.date.text):
            raise _error(f"{end.date.text!r} has no year, so no span ends with it", value)
    lo = first.date.lower if first else None
    hi = last.date.upper if last else None
    if lo is not None and hi is not None and lo >= hi:
        raise _error(f"the span ends before it begins: write {ends[1]}..{ends[0]}", value)
    return _DateRange(lo, hi, _notes(given))


def _notes(readings: Iterable[Reading]) -> str:
    return "; ".join([reading.note for reading in readings if reading.note])


def _known_days(value: Token, dates: DateContext) -> tuple[Date | None, Date, str]:
    """Return the earlier day to compare with (or None), the day of knowledge, and how they were read."""
    ends = _ends(value)
    if len(ends) > 2 or not all(ends):
        raise _error("known: takes a day, or two: 2024-08-07..2024-08-09", value)
    readings = [_read_date(end, value, dates) for end in ends]
    days = [reading.date for reading in readings]
    for day in days:
        if is_yearly(day.text):
            raise _error(f"{value.text!r} has no year: known: needs one", value)
        if day.latest is None:
            raise _error(f"{value.text!r} has no end, which known: needs", value)
    if len(days) == 1:
        return None, days[0], _notes(readings)
    # Neither is None, as checked above; `or 0` only satisfies the type checker.
    if (days[0].latest or 0) >= (days[1].latest or 0):
        raise _error(f"the second day is not after the first: write {ends[1]}..{ends[0]}", value)
    return days[0], days[1], _notes(readings)


def _read_date(text: str, value: Token, dates: DateContext) -> Reading:
    """Read a date, and reject those that cannot be searched for."""
    try:
        reading = read_human(text, dates)
    except DateError as error:
        raise _error(f"{clip(text, _MAX_QUOTED)!r}: {error.reason}", value) from error
    if nothing := blank(reading.date.text):
        raise _error(f"{nothing!r} has no known digit: write those that are known, such as 19XX", value)
    if reading.date.reversed:
        raise _error(f"{clip(text, _MAX_QUOTED)!r} ends before it begins", value)
    return reading
