"""One term of a query made into its node: what each kind of field takes, and its answer to anything else."""

from __future__ import annotations

import datetime
import re

from msgspec import Struct

from timeline_tui.dates import Date, DateOrder, Reading, read_human
from timeline_tui.errors import DateError, QueryError
from timeline_tui.query.fields import BY_NAME, Field
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
from timeline_tui.suggest import nearest
from timeline_tui.text import clip, fold

IMPORTANCE = (1, 10)
"""The least and the greatest importance the format knows."""

_SHOWN = 40  # characters of a value that a message quotes

# `..` between two dates; `2024-08/..` is an interval of EDTF with its own open end.
_RANGE = re.compile(r"(?<!/)\.\.(?!/)")

_COMPARISON = re.compile(r"(>=|<=|=|>|<|)([0-9]{1,4})")
_BOUNDS = re.compile(r"([0-9]{0,4})\.\.([0-9]{0,4})")

_OPS: dict[str, DateOp] = {
    "date": "date",
    "since": "since",
    "until": "until",
    "before": "before",
    "after": "after",
}


class HopelessError(QueryError):
    """A fault that typing on cannot mend, unlike half a date."""


class Clock(Struct, frozen=True):
    """What dates are read against; see `timeline_tui.dates.read_human`."""

    today: datetime.date
    near: Date | None = None
    floating: datetime.tzinfo | None = None
    line: datetime.tzinfo | None = None
    order: DateOrder = "dmy"


def word(value: Token) -> Word:
    """A word or phrase to look for anywhere."""
    return Word(_folded(value), value.start, value.end)


def unknown_field(name: Token) -> HopelessError:
    """The error for a name before a colon that is no field's."""
    known = tuple(BY_NAME)
    alike = tuple(other for other in known if other[:2] == name.text[:2])  # slips are rare at the beginning
    near = nearest(name.text, alike) or nearest(name.text, known)
    meant = f"did you mean {near!r}?" if near else 'a text with a colon goes in quotes: "a:b"'
    message = f"no field {clip(name.text, _SHOWN)!r}: {meant}"
    return HopelessError(message, name.start, name.start + len(name.text))


def find_field(name: Token) -> Field:
    """The field a token names, checked for the marks it takes."""
    field = BY_NAME.get(name.text)
    if field is None:
        raise unknown_field(name)
    if name.certain and field.kind not in ("date", "known"):
        raise HopelessError(
            f"'!' (certainly) goes with dates only: write {field.name}:", name.start, name.end
        )
    if name.exact and field.kind not in ("text", "enum", "number"):
        raise HopelessError(f"{field.name}: takes no '=': {field.example}", name.start, name.end)
    return field


def term(field: Field, name: Token, value: Token, clock: Clock) -> Leaf | AsKnown:
    """The node for `field` with this value; within `field:( )` it spans the value only."""
    start = name.start if name.end == value.start else value.start
    match field.kind:
        case "text":
            return FieldTerm(field.name, _folded(value), name.exact, start, value.end)
        case "enum":
            return OneOf(field.name, _choices(field, value, name.exact), _folded(value), start, value.end)
        case "has":
            return Has(_choice(field, value), start, value.end)
        case "flag":
            return Flag(_choice(field, value), start, value.end)
        case "number":
            low, high = _numbers(value)
            return Compare(field.name, low, high, start, value.end)
        case "date":
            lo, hi, note = _span(_OPS[field.name], value, clock)
            return DateTerm(_OPS[field.name], value.text, lo, hi, name.certain, start, value.end, note)
        case "known":
            earlier, date, note = _days(value, clock)
            return AsKnown(value.text, date, earlier, name.certain, start, value.end, note)


def _folded(value: Token) -> str:
    folded = " ".join(fold(value.text).split())
    if not folded:
        raise QueryError("there is nothing to look for here: write a word", value.start, value.end)
    return folded


# --- fixed values ---


def _choices(field: Field, value: Token, exact: bool) -> tuple[str, ...]:
    """The known values meant: the one spelt so, else those that begin so, else those that contain it."""
    asked = _folded(value)
    if asked in field.values:
        return (asked,)
    found = tuple(known for known in field.values if known.startswith(asked))
    if not found and not exact:
        found = tuple(known for known in field.values if asked in known)
    if not found or exact:
        raise _unknown(field, value, asked)
    return found


def _choice(field: Field, value: Token) -> str:
    """The one known value meant, in the singular or the plural, or so much of it as no other begins with."""
    asked = _folded(value)
    for known in field.values:
        if asked in (known, *_plurals(known)):
            return known
    found = [known for known in field.values if known.startswith(asked)]
    if len(found) == 1:
        return found[0]
    raise _unknown(field, value, asked)


def _plurals(known: str) -> tuple[str, str]:
    return known + "s", known.removesuffix("y") + "ies"


def _unknown(field: Field, value: Token, asked: str) -> QueryError:
    near = nearest(asked, field.values) or _elsewhere(asked)
    meant = f"did you mean {near!r}?" if near else f"it takes {', '.join(field.values)}"
    begun = any(form.startswith(asked) for known in field.values for form in (known, *_plurals(known)))
    message = f"{field.name}: has no value {clip(value.text, _SHOWN)!r}: {meant}"
    return (QueryError if begun else HopelessError)(message, value.start, value.end)


def _elsewhere(asked: str) -> str:
    """The field that has this value, and the value."""
    return next((f"{field.name}:{asked}" for field in BY_NAME.values() if asked in field.values), "")


# --- numbers ---


def _numbers(value: Token) -> tuple[int | None, int | None]:
    """The bounds, both included, of `5`, `=5`, `>=5`, `<3`, `3..5`, `3..`, `..5`."""
    low, high = _bounds(value)
    least, most = IMPORTANCE
    for number in _BOUNDS_NUMBERS.findall(value.text):
        if not least <= int(number) <= most:
            raise QueryError(
                f"importance goes from {least} to {most}, there is no {number}", value.start, value.end
            )
    if low is not None and high is not None and low > high:
        raise QueryError(f"{value.text} begins above its end: write {high}..{low}", value.start, value.end)
    return low, high


_BOUNDS_NUMBERS = re.compile(r"[0-9]+")


def _bounds(value: Token) -> tuple[int | None, int | None]:
    one = _COMPARISON.fullmatch(value.text)
    if one:
        number = int(one[2])
        match one[1]:
            case ">=":
                return number, None
            case ">":
                return number + 1, None
            case "<=":
                return None, number
            case "<":
                return None, number - 1
            case _:
                return number, number
    two = _BOUNDS.fullmatch(value.text)
    if two and (two[1] or two[2]):
        return int(two[1]) if two[1] else None, int(two[2]) if two[2] else None
    message = (
        f"{clip(value.text, _SHOWN)!r} is no number: write importance:5, importance:>=5 or importance:3..5"
    )
    raise QueryError(message, value.start, value.end)


# --- dates ---


def _span(op: DateOp, value: Token, clock: Clock) -> tuple[int | None, int | None, str]:
    """The half-open span that `op` and the value mean, in seconds, None for unbounded; and how it was read."""
    is_set = value.text.startswith(("[", "{"))
    ends = [value.text] if is_set else [part.strip() for part in _RANGE.split(value.text)]
    if op == "date" and len(ends) > 1:
        return _range(ends, value, clock)
    if len(ends) > 1:
        raise QueryError(f"{op}: takes one date: for a span write date:{value.text}", value.start, value.end)
    date, note = _date(value.text, value, clock)
    if op == "date":
        if date.gaps:
            message = f"{value.text!r} has gaps: ask for one span, 1667..1670, or several, (1667 OR 1670)"
            raise QueryError(message, value.start, value.end)
        return date.earliest, date.latest, note
    edge = date.earliest if op in ("since", "before") else date.latest
    if edge is None:
        side = "beginning" if op in ("since", "before") else "end"
        raise QueryError(f"{value.text!r} has no {side} that {op}: could go by", value.start, value.end)
    return (edge, None, note) if op in ("since", "after") else (None, edge, note)


def _range(ends: list[str], value: Token, clock: Clock) -> tuple[int | None, int | None, str]:
    if len(ends) > 2 or not any(ends):
        raise QueryError(
            "a span is two dates, or one and an open end: 2024-08-07..2024-08-09, 2024..",
            value.start,
            value.end,
        )
    first, last = (_date(end, value, clock) if end else None for end in ends)
    lo = first.date.earliest if first else None
    hi = last.date.latest if last else None
    if lo is not None and hi is not None and lo >= hi:
        raise QueryError(
            f"the span ends before it begins: write {ends[1]}..{ends[0]}", value.start, value.end
        )
    return lo, hi, "; ".join([end.note for end in (first, last) if end and end.note])


def _days(value: Token, clock: Clock) -> tuple[Date | None, Date, str]:
    """The day of knowledge, before it the earlier one that it is compared with, if any; and how they were read."""
    ends = [part.strip() for part in _RANGE.split(value.text)]
    if len(ends) > 2 or not all(ends):
        raise QueryError("known: takes a day, or two: 2024-08-07..2024-08-09", value.start, value.end)
    readings = [_date(end, value, clock) for end in ends]
    days, note = [each.date for each in readings], "; ".join([each.note for each in readings if each.note])
    if any(day.latest is None for day in days):
        raise QueryError(f"{value.text!r} has no end that known: could go by", value.start, value.end)
    if len(days) == 1:
        return None, days[0], note
    if (days[0].latest or 0) >= (days[1].latest or 0):
        message = f"the second day is not after the first: write {ends[1]}..{ends[0]}"
        raise QueryError(message, value.start, value.end)
    return days[0], days[1], note


def _date(text: str, value: Token, clock: Clock) -> Reading:
    try:
        reading = read_human(
            text,
            today=clock.today,
            near=clock.near,
            floating=clock.floating,
            line=clock.line,
            order=clock.order,
        )
    except DateError as error:
        raise QueryError(f"{clip(text, _SHOWN)!r}: {error.reason}", value.start, value.end) from error
    if reading.date.reversed:
        raise QueryError(f"{clip(text, _SHOWN)!r} ends before it begins", value.start, value.end)
    return reading
