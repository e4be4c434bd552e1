"""How precisely a date is known, in words."""

from __future__ import annotations

from timeline_tui.dates import groupings
from timeline_tui.dates.value import Date, Moment, Precision

_FRACTIONS = {
    1: "tenth of a second",
    2: "hundredth of a second",
    3: "millisecond",
    6: "microsecond",
    9: "nanosecond",
}
"""Names of the last digit of a fraction of a second, by the number of digits."""


def describe_precision(date: Date) -> str:
    """How precisely a date is given: "given to the day", "interval, given to the minute".

    Doubts and open ends are left to `format_date`.
    """
    if date.interval:
        return _interval(date)
    start = date.start
    if start is None:
        return _set(date)
    if start.width:
        return f"estimated to within {start.width:,} years"
    noun = _noun(start)
    if start.mask and (start.month is not None or start.season is not None or noun == "year"):
        return (
            f"{_to(start)}, {'which is' if 'X' not in start.mask[:5] or noun == 'year' else 'year'} not known"
        )
    if start.unspecified and date.precision >= Precision.MONTH:
        return f"{_to(start)}, which is not known"
    return _to(start)


def _to(moment: Moment) -> str:
    """How precisely a date is given: "given to the day", "given to the millisecond"."""
    digits = len(moment.fraction)
    if digits == 0 or digits in _FRACTIONS:
        return f"given to the {_FRACTIONS[digits] if digits else _noun(moment)}"
    return f"given to {digits} decimals of a second"


def _noun(moment: Moment) -> str:
    """What is known of the date: a quarter is told from a season."""
    return moment.precision.name.lower() if moment.season is None else groupings.kind(moment.season)


def _set(date: Date) -> str:
    from timeline_tui.dates.sets import members

    moments = [
        moment for each in members(date.text) for moment in (each.first, each.last) if moment is not None
    ]
    coarsest, finest = min(moments, key=_precision), max(moments, key=_precision)
    nouns = dict.fromkeys([_noun(finest), _noun(coarsest)])
    words = [] if len(moments) == 2 and moments[0] is moments[1] else ["one of several dates"]
    if words and date.all_of:
        words = ["several dates"]
    words.append(f"given to the {' or '.join(nouns)}")
    for doubt, given in (
        ("approximate", [moment.approximate for moment in moments]),
        ("uncertain", [moment.uncertain for moment in moments]),
    ):
        if any(given):
            words.append(doubt if all(given) else f"in part {doubt}")
    return ", ".join(words)


def _precision(moment: Moment) -> Precision:
    return moment.precision


def _interval(date: Date) -> str:
    start, end = date.start, date.end
    known = start or end
    if known is None:
        words = "interval"
    elif start is not None and end is not None and _to(start) != _to(end):
        words = f"interval, start {_to(start)}, end {_to(end)}"
    else:
        words = f"interval, {_to(known)}"
    return f"{words}, the end is before the start" if date.reversed else words
