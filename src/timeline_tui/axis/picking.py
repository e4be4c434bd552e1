"""A range of an axis as a filter asks for it: in days, months or years, and never less than what was picked."""

from __future__ import annotations

from timeline_tui.dates.calendar import DAY, civil_from_days
from timeline_tui.dates.edtf import edtf_year

_DAYS, _MONTHS, _YEARS = DAY // 4, 7 * DAY, 90 * DAY
"""The shortest cells whose ranges are told in days, months, years: an edge is rounded outwards, by a few cells."""


def asked(first: int, end: int, cell: int) -> str:
    """The span of seconds `[first, end)` as `date:` takes it: "2024-08-06..2024-08-08"; `cell` is a cell's length."""
    one, other = edge(first, cell), edge(end - 1, cell)
    return one if one == other else f"{one}..{other}"


def edge(second: int, cell: int) -> str:
    """The second, minute, day, month or year that a second lies in."""
    days, rest = divmod(second, DAY)
    year, month, day = civil_from_days(days)
    if cell >= _YEARS or abs(year) > 9999:
        return edtf_year(year)
    if cell >= _MONTHS:
        return f"{edtf_year(year)}-{month:02}"
    date = f"{edtf_year(year)}-{month:02}-{day:02}"
    if cell >= _DAYS:
        return date
    hours, seconds = divmod(rest, 3600)
    clock = f"{hours:02}:{seconds // 60:02}"
    return f"{date}T{clock}" if cell >= 60 else f"{date}T{clock}:{seconds % 60:02}"
