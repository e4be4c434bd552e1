"""Write a range of the axis as a value of the filter `date:`, rounded outwards to days, months or years."""

from __future__ import annotations

from timeline_tui.dates.calendar import DAY, civil_from_days
from timeline_tui.dates.edtf import edtf_year
from timeline_tui.dates.names import MONTHS

_DAYS, _MONTHS, _YEARS = DAY // 4, 7 * DAY, 90 * DAY
"""The shortest cells, in seconds, whose ranges are written in days, months and years: rounding adds a few cells."""


def date_range(first: int, end: int, cell: int) -> str:
    """Return the span `[first, end)` as the filter `date:` takes it, such as "2024-08-06..2024-08-08".

    Args:
        first: The first second.
        end: The second after the last.
        cell: The length of a cell in seconds.
    """
    # The end is exclusive: up to midnight means the day before.
    one, other = edge(first, cell, first), edge(end - 1, cell, end)
    return one if one == other else f"{one}..{other}"


def edge(second: int, cell: int, turn: int) -> str:
    """Return the second, minute, day, month or year with which a range begins or ends.

    Args:
        second: The first or the last second of the range.
        cell: The length of a cell in seconds.
        turn: The exact second at which the range begins or ends (exclusive). If a day, month or year changes
            there, that is written, without a clock time.
    """
    days, of_day = divmod(second, DAY)
    year, month, day = civil_from_days(days)
    unit = _unit(cell, turn, year)
    # In words, because the astronomical year of EDTF is easily misread: -0043 is 44 BC.
    if year <= 0 and unit != "time":
        of_year = {"year": "", "month": f"{MONTHS[month][:3]} "}.get(unit, f"{day} {MONTHS[month][:3]} ")
        return f"{of_year}{1 - year} BC"
    date = edtf_year(year)
    if unit != "year":
        date += f"-{month:02}"
    if unit in ("day", "time"):
        date += f"-{day:02}"
    if unit == "time":
        date += f"T{of_day // 3600:02}:{of_day // 60 % 60:02}"
        if cell < 60 and turn % 60:
            date += f":{of_day % 60:02}"
    return date


def _unit(cell: int, turn: int, year: int) -> str:
    """Return the unit to write: the largest that changes at `turn`, or that suits the length of a cell."""
    _, month, day = civil_from_days(turn // DAY)
    midnight = turn % DAY == 0
    # Beyond four digits EDTF has years only, such as Y17000 (ISO 8601-2, level 1).
    if cell >= _YEARS or abs(year) > 9999 or (midnight and (month, day) == (1, 1)):
        return "year"
    if cell >= _MONTHS or (midnight and day == 1):
        return "month"
    return "day" if cell >= _DAYS or midnight else "time"
