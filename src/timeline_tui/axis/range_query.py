"""Write a range of the axis as a value of the filter `date:`, rounded outwards to days, months or years."""

from __future__ import annotations

from timeline_tui.dates.calendar import DAY, civil_from_days
from timeline_tui.dates.edtf import edtf_year
from timeline_tui.dates.names import MONTHS

_DAYS, _MONTHS, _YEARS = DAY // 4, 7 * DAY, 90 * DAY
"""The shortest cells, in seconds, whose ranges are written in days, months and years: rounding adds a few cells."""


def asked(first: int, end: int, cell: int) -> str:
    """Return the span `[first, end)` as the filter `date:` takes it, such as "2024-08-06..2024-08-08".

    Args:
        first: The first second.
        end: The second after the last.
        cell: The length of a cell in seconds.
    """
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
    days, rest = divmod(second, DAY)
    year, month, day = civil_from_days(days)
    whole_days = turn % DAY == 0
    turned = civil_from_days(turn // DAY)
    if cell >= _YEARS or abs(year) > 9999 or (whole_days and turned[1:] == (1, 1)):
        return f"{1 - year} BC" if year <= 0 else edtf_year(year)
    if cell >= _MONTHS or (whole_days and turned[2] == 1):
        return f"{MONTHS[month][:3]} {1 - year} BC" if year <= 0 else f"{edtf_year(year)}-{month:02}"
    if cell >= _DAYS or whole_days:
        if year <= 0:
            return f"{day} {MONTHS[month][:3]} {1 - year} BC"
        return f"{edtf_year(year)}-{month:02}-{day:02}"
    hours, seconds = divmod(rest, 3600)
    clock = f"{hours:02}:{seconds // 60:02}"
    whole_minutes = cell >= 60 or turn % 60 == 0
    date = f"{edtf_year(year)}-{month:02}-{day:02}"
    return f"{date}T{clock}" if whole_minutes else f"{date}T{clock}:{seconds % 60:02}"
