"""A range of an axis as a filter asks for it: in days, months or years, and never less than what was picked."""

from __future__ import annotations

from timeline_tui.dates.calendar import DAY, civil_from_days
from timeline_tui.dates.edtf import edtf_year
from timeline_tui.dates.names import MONTHS

_DAYS, _MONTHS, _YEARS = DAY // 4, 7 * DAY, 90 * DAY
"""The shortest cells whose ranges are told in days, months, years: an edge is rounded outwards, by a few cells."""


def asked(first: int, end: int, cell: int) -> str:
    """The span of seconds `[first, end)` as `date:` takes it: "2024-08-06..2024-08-08"; `cell` is a cell's length."""
    one, other = edge(first, cell, first), edge(end - 1, cell, end)
    return one if one == other else f"{one}..{other}"


def edge(second: int, cell: int, turn: int) -> str:
    """The second, minute, day, month or year that a second lies in, with which the range begins or ends.

    `turn` is where it does so to the second: where a day, month or year turns there, no clock time is told.
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
