"""Choose the ticks of an axis and their labels, from seconds to billions of years.

Ticks are at full minutes, Mondays, and the first days of months and years, as close together as their labels allow.
Years before AD 1 are counted as historians do, without a year 0: 500 BC is a round year, 501 BC is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from timeline_tui.axis.window import Window
from timeline_tui.dates.calendar import DAY, civil_from_days, days_from_civil
from timeline_tui.dates.names import MONTHS, year_text
from timeline_tui.dates.units import compact

_MINUTE, _HOUR, _WEEK = 60, 3600, 7 * DAY
# The mean Gregorian year: 365.2425 days.
# Seconds, on average.
_YEAR = 31_556_952
# Cells between two labels.
_GAP = 2
# 1970-01-05.
_MONDAY = 4 * DAY


class Tick(NamedTuple):
    """A label at the cell in which its time begins."""

    cell: int
    label: str


class _Step(NamedTuple):
    """A distance between ticks of about `seconds`, whose longest label has `widest` cells.

    `between` yields the ticks of a half-open span of seconds: the second of each and its label.
    """

    seconds: int
    widest: int
    between: Callable[[int, int], Iterator[tuple[int, str]]]


def ticks(window: Window, *, gap: int = 2) -> list[Tick]:
    """Return the ticks of a window, with at least `gap` cells between two labels."""
    return [Tick(window.cell_of(second), label) for second, label in turns(window, gap=gap)]


def turns(window: Window, *, gap: int = 2) -> list[tuple[int, str]]:
    """Return the exact second of each tick and its label, with at least `gap` cells between two labels."""
    return _choose(window, gap)[1]


def tick_seconds(cell: int, gap: int = 2) -> int:
    """Return about how many seconds lie between two ticks.

    Args:
        cell: The length of a cell in seconds.
        gap: The fewest cells between two labels.
    """
    return next((s.seconds for s in _steps() if s.seconds >= (s.widest + 1 + gap) * cell), 10**12 * _YEAR)


def context(window: Window) -> str:
    """Return what the labels do not say about the beginning of a window: its day or its year, or "" if they do.

    If no label has room, return the roundest year in the first cell.
    """
    step, found = _choose(window, 2)
    year, month, day = civil_from_days(window.first // DAY)
    shown = any(window.cell_of(second) + 1 + len(label) <= window.width for second, label in found)
    if step.seconds >= 300 * DAY:
        return "" if shown else _roundest(window._replace(width=1)) or year_tick(year)
    text = f"{day} {MONTHS[month][:3]} {year_text(year)}" if step.seconds < DAY else year_text(year)
    for second, _ in found:
        if window.cell_of(second) >= len(text) + _GAP:
            break
        later = civil_from_days(second // DAY)
        if later[0] != year or (step.seconds < DAY and later != (year, month, day)):
            # The text would cover the tick where the next day or year begins and seem to name it. It is still better
            # than no label at all.
            return "" if shown else text
    return text


def _roundest(window: Window) -> str:
    """Return the label that the coarsest step still has in the window, "" if none has one."""
    found = ""
    for step in _steps():
        if step.seconds >= _YEAR:
            here = next(step.between(window.first, window.end), None)
            found = here[1] if here else found
    return found


def _choose(window: Window, gap: int) -> tuple[_Step, list[tuple[int, str]]]:
    """Return the finest step whose labels all have room, and its ticks."""
    step, found = _Step(_YEAR, 0, partial(_years, 1)), []
    for step in _steps():
        if step.seconds >= (step.widest + 1 + gap) * window.cell:
            found = list(step.between(window.first, window.end))
            starts = [window.cell_of(second) for second, _ in found]
            labels = [len(label) for _, label in found]
            # `widest` is an estimate: the first day of a year has a longer label, and months differ in length.
            if all(a + 1 + size + gap <= b for (a, b), size in zip(pairwise(starts), labels, strict=False)):
                break
    return step, found


def year_tick(year: int) -> str:
    """Return the label of an astronomical year: 2024, 44 BC, 66M BC, 13.8G BC; with all digits if it is not round."""
    number = year if year > 0 else 1 - year
    text = compact(number)
    return f"{text} BC" if year <= 0 else f"AD {text}" if number < 100 else text


# --- the steps ---


def _clock(step: int, first: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield clock times; midnight has its day as the label."""
    for second in range(-(-first // step) * step, end, step):
        days, rest = divmod(second, DAY)
        if rest:
            hours, minutes = divmod(rest // 60, 60)
            yield second, f"{hours:02}:{minutes:02}" + (f":{rest % 60:02}" if step < _MINUTE else "")
        else:
            yield second, _day(days, civil_from_days(days - 1)[0])


def _days(step: int, first: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield days, or Mondays; the first in a new year has the year in its label."""
    start = _MONDAY if step % _WEEK == 0 else 0
    before = civil_from_days(first // DAY)[0]
    for second in range(start - (start - first) // step * step, end, step):
        yield second, _day(second // DAY, before)
        before = civil_from_days(second // DAY)[0]


def _day(days: int, before: int) -> str:
    """Return the label of a day, with its year unless that is `before`, the year of the previous label."""
    year, month, day = civil_from_days(days)
    return f"{day} {MONTHS[month][:3]}{'' if year == before else f' {year_tick(year)}'}"


def _months(step: int, first: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the first days of months or quarters; January has its year as the label."""
    year, month, _ = civil_from_days(first // DAY)
    month -= (month - 1) % step
    while True:
        second = days_from_civil(year, month) * DAY
        if second >= end:
            return
        if second >= first:
            name = f"Q{(month + 2) // 3}" if step == 3 else MONTHS[month][:3]
            yield second, year_tick(year) if month == 1 else name
        month += step
        if month > 12:
            year, month = year + 1, 1


def _years(step: int, first: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the round years of both eras: 200 BC is the astronomical year -199."""
    n = civil_from_days(first // DAY)[0] // step - 1
    while True:
        # After 1 BC comes AD 1.
        year = n * step + (n < 0 or (n == 0 and step > 1))
        second = days_from_civil(year) * DAY
        if second >= end:
            return
        # For steps of one year, -1 has yielded 1 BC.
        if second >= first and not (step == 1 and n == 0):
            yield second, year_tick(year)
        n += 1


_ROUND = (1, 2, 5)


def _steps() -> Iterator[_Step]:
    for seconds in (1, 2, 5, 10, 15, 30):
        yield _Step(seconds, 8, partial(_clock, seconds))
    for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720):
        yield _Step(minutes * _MINUTE, 6, partial(_clock, minutes * _MINUTE))
    for days in (1, 2, 7, 14):
        yield _Step(days * DAY, 6, partial(_days, days * DAY))
    for months in (1, 3, 6):
        yield _Step(months * 30 * DAY, 4, partial(_months, months))
    years = 1
    while years < 10**12:
        for n in _ROUND:
            widest = 6 if years * n < 1000 else 8 if years * n < 1_000_000 else 9
            yield _Step(years * n * _YEAR, widest, partial(_years, years * n))
        years *= 10
