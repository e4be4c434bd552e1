"""Group the rows of a list under headings: by days, months, years, decades and so on.

The unit follows the axis: it is about as long as the distance between two ticks, and at least a day. A coarser date is
in a group of a coarser unit, the finest that contains its beginning without a guess: "2024" comes before "January
2024". A beginning that spans two such units is named by both, as for a winter: "2001 – 2002".
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from timeline_tui.axis.ticks import tick_seconds
from timeline_tui.dates import Date, units
from timeline_tui.dates.calendar import DAY
from timeline_tui.dates.units import DAY_UNIT
from timeline_tui.dates.value import BEYOND

_UNITS_PER_TICK = 4
"""The most units between two ticks (for days: a week), which makes at most thirty to sixty groups in all."""
_UNITS = (5, 4, 3, 2, 2, 1, 0, 0, 0)
"""The unit of each `Precision`, indexed by it."""


class HeadingGroup(NamedTuple):
    """The rows under one heading: those that begin in cells `first` to `last` of a unit (see `dates.units`).

    `last` is included; None means that they may begin in `first` or at any later time.
    """

    unit: int
    first: int
    last: int | None

    @property
    def single(self) -> bool:
        """Whether the group is a single cell, so that the heading says when its events begin."""
        return self.unit >= DAY_UNIT and self.first == self.last


NO_START = HeadingGroup(-1, 0, 0)
NO_DATE = HeadingGroup(-1, 1, 1)
NO_YEAR = HeadingGroup(-1, 2, 2)
_NAMES = {NO_START: "start open or unknown", NO_DATE: "no date", NO_YEAR: "no year"}


# Asked for with each key, while the cells stay the same.
@lru_cache(maxsize=64)
def unit_for(cell: int) -> int:
    """Return the unit of the groups beside an axis with cells of `cell` seconds."""
    tick = tick_seconds(cell)
    return DAY_UNIT if tick <= 7 * DAY else units.finest(-(-tick // _UNITS_PER_TICK))


# Each row asks for its own group and for that of the row above.
@lru_cache(maxsize=4096)
def group_of(date: Date | None, unit: int, at: int | None = None) -> HeadingGroup:
    """Return the group of a date. A date without a start is in the group of its end, as in the order of events.

    Args:
        date: The date, or None.
        unit: The finest unit of a group.
        at: The first second of the date by the displayed clock; None to use the date's own span.
    """
    if date is None:
        return NO_DATE
    if date.place == BEYOND:
        return NO_YEAR
    first, end = units.beginning(date)
    if first is None:
        if end is None:
            return NO_START
        group_unit = max(unit, _UNITS[date.precision])
        return HeadingGroup(group_unit, units.cell(end - 1, group_unit), units.cell(end - 1, group_unit))
    if at is not None:
        first, end = at, at + 1
    if end is None:
        group_unit = max(unit, _UNITS[date.precision])
        return HeadingGroup(group_unit, units.cell(first, group_unit), None)
    group_unit = units.finest(end - first, unit)
    return HeadingGroup(group_unit, units.cell(first, group_unit), units.cell(end - 1, group_unit))


def heading(group: HeadingGroup, *, ascii: bool = False) -> str:
    """Return the heading of a group: "Wed 7 August 2024 · week 32", "August 2024", "1990s", "no date"."""
    if group.unit < DAY_UNIT:
        return _NAMES[group]
    last = group.first if group.last is None else group.last
    text = units.cells_text(group.first, last, group.unit, ascii=ascii)
    if group.last is None:
        return f"{text} or later"
    week = units.week_text(group.first) if group.unit == DAY_UNIT and group.single else ""
    return f"{text} {'-' if ascii else '·'} {week}" if week else text


def unit_name(unit: int) -> str:
    """Return the name of a unit: "day", "month", "year", "decade", "century", "millennium", "10,000 years"."""
    names = ("day", "month", "year", "decade", "century", "millennium")
    return names[unit] if unit < len(names) else f"{units.years(unit):,} years"
