"""Where an axis has ticks, and what they say: from seconds to thousands of millions of years.

Ticks stand where calendars turn - full minutes, Mondays, first days of months and of years - as close as their labels
allow. Years before Christ are counted as historians do, so that 500 BC is a round year and not 501 BC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from timeline_tui.axis.window import Window
from timeline_tui.dates.calendar import DAY, civil_from_days, days_from_civil
from timeline_tui.dates.display import MONTHS, year_text

_MINUTE, _HOUR, _WEEK = 60, 3600, 7 * DAY
_YEAR = 31_556_952  # seconds, on average
_MONDAY = 4 * DAY  # 1970-01-05


class Tick(NamedTuple):
    """A label at the cell in which its time begins."""

    cell: int
    label: str


class _Step(NamedTuple):
    """`seconds` lie between two ticks, about; `widest` is the length of a label."""

    seconds: int
    widest: int
    between: Callable[[int, int], Iterator[tuple[int, str]]]


def ticks(window: Window, *, gap: int = 2) -> list[Tick]:
    """The ticks of a window, with at least `gap` cells between two labels."""
    for step in _steps():
        if step.seconds >= (step.widest + 1 + gap) * window.cell:
            found: dict[int, Tick] = {}
            for second, label in step.between(window.first, window.end):
                tick = Tick(window.cell_of(second), label)
                found.setdefault(tick.cell, tick)
            return _apart(list(found.values()), gap)
    return []


def _apart(found: list[Tick], gap: int) -> list[Tick]:
    """Without those that a longer label before them has reached."""
    kept: list[Tick] = []
    for tick in found:
        if not kept or tick.cell >= kept[-1].cell + 1 + len(kept[-1].label) + gap:
            kept.append(tick)
    return kept


def tick_seconds(cell: int, gap: int = 2) -> int:
    """About how many seconds lie between two ticks of an axis with cells of so many."""
    return next((s.seconds for s in _steps() if s.seconds >= (s.widest + 1 + gap) * cell), 10**12 * _YEAR)


def context(window: Window) -> str:
    """What the labels leave out at the beginning of a window: its day, its year, "" where they say it all."""
    step = next((s for s in _steps() if s.seconds >= (s.widest + 3) * window.cell), None)
    if step is None or step.seconds >= 300 * DAY:
        return ""
    year, month, day = civil_from_days(window.first // DAY)
    if step.seconds < DAY:
        return f"{day} {MONTHS[month][:3]} {year_text(year)}"
    return year_text(year)


def year_tick(year: int) -> str:
    """An astronomical year under an axis, at most 9 cells: 2024, 44 BC, 66M BC, 13.8G BC."""
    number = year if year > 0 else 1 - year
    if number < 1_000_000:
        return f"{number} BC" if year <= 0 else f"AD {number}" if number < 100 else str(number)
    return f"{_short(number)}{' BC' if year <= 0 else ''}"


def _short(number: int) -> str:
    """Round numbers of years with their unit: 10M, 12.5M, 13.8G."""
    unit, letter = (10**9, "G") if number >= 10**9 else (10**6, "M")
    return f"{number / unit:.6g}{letter}"


# --- the steps ---


def _clock(step: int, first: int, end: int) -> Iterator[tuple[int, str]]:
    """Clock times; midnight is told by its day."""
    for second in range(-(-first // step) * step, end, step):
        days, rest = divmod(second, DAY)
        if rest:
            hours, minutes = divmod(rest // 60, 60)
            yield second, f"{hours:02}:{minutes:02}" + (f":{rest % 60:02}" if step < _MINUTE else "")
        else:
            yield second, _day(days)


def _days(step: int, first: int, end: int) -> Iterator[tuple[int, str]]:
    """Days, or Mondays; of a month, its first day is told by the month where the step is one that meets it."""
    start = _MONDAY if step % _WEEK == 0 else 0
    for second in range(start - (start - first) // step * step, end, step):
        yield second, _day(second // DAY)


def _day(days: int) -> str:
    _, month, day = civil_from_days(days)
    return f"{day} {MONTHS[month][:3]}"


def _months(step: int, first: int, end: int) -> Iterator[tuple[int, str]]:
    """First days of months or quarters; January is told by its year."""
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
    """Round years of either era: 200 BC is the astronomical year -199."""
    n = civil_from_days(first // DAY)[0] // step
    while True:
        year = n * step + (n < 0 or (n == 0 and step > 1))  # after 1 BC comes AD 1
        second = days_from_civil(year) * DAY
        if second >= end:
            return
        if second >= first:
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
