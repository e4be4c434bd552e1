"""Where an axis has ticks, and what they say: from seconds to thousands of millions of years.

Ticks stand where calendars turn - full minutes, Mondays, first days of months and of years - as close as their labels
allow. Years before Christ are counted as historians do, so that 500 BC is a round year and not 501 BC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from timeline_tui.axis.window import Window
from timeline_tui.dates.calendar import DAY, civil_from_days, days_from_civil
from timeline_tui.dates.names import MONTHS, year_text

_MINUTE, _HOUR, _WEEK = 60, 3600, 7 * DAY
_YEAR = 31_556_952  # seconds, on average
_GAP = 2  # cells between two labels
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
    return [Tick(window.cell_of(second), label) for second, label in turns(window, gap=gap)]


def turns(window: Window, *, gap: int = 2) -> list[tuple[int, str]]:
    """The very seconds at which the ticks stand, and their labels."""
    return _chosen(window, gap)[1]


def tick_seconds(cell: int, gap: int = 2) -> int:
    """About how many seconds lie between two ticks of an axis with cells of so many."""
    return next((s.seconds for s in _steps() if s.seconds >= (s.widest + 1 + gap) * cell), 10**12 * _YEAR)


def context(window: Window) -> str:
    """What the labels leave out at the beginning of a window: its day, its year, "" where they say it all.

    Where no label has room, the roundest year in the first cell.
    """
    step, found = _chosen(window, 2)
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
            # It would hide where another day or year begins, and stand for it; better than nothing at all.
            return "" if shown else text
    return text


def _roundest(window: Window) -> str:
    """The last of the labels that a coarser step has here, too."""
    found = ""
    for step in _steps():
        if step.seconds >= _YEAR:
            here = next(step.between(window.first, window.end), None)
            found = here[1] if here else found
    return found


def _chosen(window: Window, gap: int) -> tuple[_Step, list[tuple[int, str]]]:
    """The finest step whose labels all have room, and its ticks."""
    step, found = _Step(_YEAR, 0, partial(_years, 1)), []
    for step in _steps():
        if step.seconds >= (step.widest + 1 + gap) * window.cell:
            found = list(step.between(window.first, window.end))
            starts = [window.cell_of(second) for second, _ in found]
            labels = [len(label) for _, label in found]
            if all(a + 1 + size + gap <= b for (a, b), size in zip(pairwise(starts), labels, strict=False)):
                break
    return step, found


def year_tick(year: int) -> str:
    """An astronomical year under an axis: 2024, 44 BC, 66M BC, 13.8G BC; all its digits where it is not round."""
    number = year if year > 0 else 1 - year
    if number < 1_000_000:
        return f"{number} BC" if year <= 0 else f"AD {number}" if number < 100 else str(number)
    return f"{_short(number)}{' BC' if year <= 0 else ''}"


def _short(number: int) -> str:
    """A number of years with its unit: 10M, 12.5M, 13.8G."""
    digits, letter = (9, "G") if number >= 10**9 else (6, "M")
    whole, rest = divmod(number, 10**digits)
    return f"{whole}.{rest:0{digits}}".rstrip("0").rstrip(".") + letter


# --- the steps ---


def _clock(step: int, first: int, end: int) -> Iterator[tuple[int, str]]:
    """Clock times; midnight is told by its day."""
    for second in range(-(-first // step) * step, end, step):
        days, rest = divmod(second, DAY)
        if rest:
            hours, minutes = divmod(rest // 60, 60)
            yield second, f"{hours:02}:{minutes:02}" + (f":{rest % 60:02}" if step < _MINUTE else "")
        else:
            yield second, _day(days, civil_from_days(days - 1)[0])


def _days(step: int, first: int, end: int) -> Iterator[tuple[int, str]]:
    """Days, or Mondays; the first of another year than the one before, with it."""
    start = _MONDAY if step % _WEEK == 0 else 0
    before = civil_from_days(first // DAY)[0]
    for second in range(start - (start - first) // step * step, end, step):
        yield second, _day(second // DAY, before)
        before = civil_from_days(second // DAY)[0]


def _day(days: int, before: int) -> str:
    """A day, with its year where the label before it is of the year `before`."""
    year, month, day = civil_from_days(days)
    return f"{day} {MONTHS[month][:3]}{'' if year == before else f' {year_tick(year)}'}"


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
    n = civil_from_days(first // DAY)[0] // step - 1
    while True:
        year = n * step + (n < 0 or (n == 0 and step > 1))  # after 1 BC comes AD 1
        second = days_from_civil(year) * DAY
        if second >= end:
            return
        if second >= first and not (step == 1 and n == 0):  # -1 has told 1 BC
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
