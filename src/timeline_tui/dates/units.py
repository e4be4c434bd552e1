"""The units that time is counted in: days, months, years, and round numbers of years.

A unit is a number: 0 days, 1 months, 2 years, 3 decades, and ten times as many years with each that follows. Its
cells are numbered in the order of time. Years before Christ are counted as historians do: 49 to 40 BC are ten years
that belong together, as 1940 to 1949 are, and so are those before AD 10, which are nine.
So cells begin with round years, where an axis has its ticks: a hundred years are 1900 to 1999, and 199 to 100 BC. No
century of historians is meant, who let the 20th begin with 1901.
"""

from __future__ import annotations

from timeline_tui.dates.calendar import DAY, civil_from_days, iso_week, weekday
from timeline_tui.dates.names import GREGORIAN, MONTHS, WEEKDAYS, year_text, years_text
from timeline_tui.dates.value import Date, Span

DAY_UNIT, MONTH_UNIT, YEAR_UNIT, DECADE_UNIT = range(4)
COARSEST = 12
"""Ten thousand million years."""
_LARGE = YEAR_UNIT + 4
"""Ten thousand years, which have no name."""


def years(unit: int) -> int:
    """How many years a unit from YEAR_UNIT on has."""
    return int(10 ** (unit - YEAR_UNIT))


def seconds(unit: int) -> int:
    """The length of the longest cell of a unit."""
    if unit == DAY_UNIT:
        return DAY
    return 31 * DAY if unit == MONTH_UNIT else (years(unit) * 365 + -(-years(unit) // 4)) * DAY


def finest(length: int, least: int = DAY_UNIT) -> int:
    """The first unit, from `least` on, with cells of so many seconds."""
    return next((unit for unit in range(least, COARSEST) if seconds(unit) >= length), COARSEST)


def cell(second: int, unit: int) -> int:
    """The cell in which a second of the line lies."""
    days = second // DAY
    if unit == DAY_UNIT:
        return days
    year, month, _ = civil_from_days(days)
    return year * 12 + month - 1 if unit == MONTH_UNIT else year_cell(year, unit)


def year_cell(year: int, unit: int) -> int:
    """The cell in which an astronomical year lies, of a unit of years."""
    width = years(unit)
    if width == 1:
        return year
    return year // width if year > 0 else -1 - (1 - year) // width


def first_year(number: int, unit: int) -> int:
    """The astronomical year with which a cell of a unit of years begins."""
    if unit == YEAR_UNIT:
        return number
    bc, first, _, _ = _bounds(number, unit)
    return 1 - first if bc else first


def beginning(date: Date) -> Span:
    """The half-open span in which a date begins: of an interval, where its start may lie; of all of several dates,
    the first of them. No start: nobody knows; no end: there, or any time later.
    """
    earliest = date.earliest
    if earliest is None or not (date.interval or date.all_of):
        return earliest, date.latest
    if date.interval:
        from timeline_tui.dates.edtf import parse_edtf

        # The end of one that is reversed is what comes first.
        first = parse_edtf(date.text.split("/")[1 if date.reversed else 0])
    else:
        from timeline_tui.dates.sets import edge

        first = edge(date)
    if first.earliest is None or first.latest is None:
        return earliest, None
    return earliest, earliest + first.latest - first.earliest


def cells_text(first: int, last: int, unit: int, *, ascii: bool = False) -> str:
    """Cells in words, from the first to the last: "Wed 7 August 2024", "August 2024", "1990s", "49 – 40 BC"."""
    if unit > YEAR_UNIT and (first <= 0 or unit >= _LARGE):
        text = _era_text(*_bounds(first, unit)[:2], *_bounds(last, unit)[2:])
    else:
        text = _cell_text(first, unit)
        if last != first:
            text += f" – {_cell_text(last, unit)}"
    return text.replace("–", "-") if ascii else text


def _cell_text(number: int, unit: int) -> str:
    if unit == DAY_UNIT:
        year, month, day = civil_from_days(number)
        text = f"{day} {MONTHS[month]} {year_text(year)}"
        return f"{WEEKDAYS[weekday(number)]} {text}" if year >= GREGORIAN else text
    if unit == MONTH_UNIT:
        return f"{MONTHS[number % 12 + 1]} {year_text(number // 12)}"
    return years_text(number * years(unit), years(unit))


def _bounds(number: int, unit: int) -> tuple[bool, int, bool, int]:
    """The years with which a cell begins and ends, each with whether it is one before Christ.

    From ten thousand years on it ends with the next round year: nothing there is known to a year.
    """
    width, rest = years(unit), int(unit < _LARGE)
    if number >= 0:
        return False, max(1, number * width), False, (number + 1) * width - rest
    n = -1 - number
    return True, (n + 1) * width - rest, True, max(1, n * width)


def _era_text(bc: bool, first: int, last_bc: bool, last: int) -> str:
    if bc and last_bc:
        return f"{compact(first)} – {compact(last)} BC"
    return f"{compact(first)} BC – AD {compact(last)}" if bc else f"AD {compact(first)} – {compact(last)}"


def compact(number: int) -> str:
    """A number of years: 1999, 20000, 66M, 13.8G; with all digits if it is not round."""
    if number < 1_000_000:
        return str(number)
    digits, letter = (9, "G") if number >= 10**9 else (6, "M")
    whole, rest = divmod(number, 10**digits)
    return f"{whole}.{rest:0{digits}}".rstrip("0").rstrip(".") + letter


def week_text(days: int) -> str:
    """The week of a day by ISO 8601: "week 32"; "week 1 of 2025" where that is another year; "" before 1583."""
    year = civil_from_days(days)[0]
    if year < GREGORIAN:
        return ""
    week_year, week = iso_week(days)
    return f"week {week}" + (f" of {week_year}" if week_year != year else "")
