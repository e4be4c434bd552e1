"""The groups that a list is read in, each under a heading: days, months, years, and round numbers of years.

The unit follows the axis: about as long as its ticks are apart, never less than a day. A date that is known less
well stands in a group of a coarser unit, "2024" before "January 2024": the finest one that its beginning need not be
guessed for. What begins in one of two of those is named by both, as winter: "2001 – 2002".
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from timeline_tui.axis.ticks import tick_seconds
from timeline_tui.dates import Date, units
from timeline_tui.dates.calendar import DAY
from timeline_tui.dates.units import DAY_UNIT
from timeline_tui.dates.value import BEYOND

_TICK = 4
"""How many units there may be from one tick to the next; of days a week: thirty to sixty groups in all, at most."""
_AS_PRECISE = (5, 4, 3, 2, 2, 1, 0, 0, 0)
"""The unit of each `Precision`."""


class HeadingGroup(NamedTuple):
    """What rows under one heading have in common: cells of a unit (see `dates.units`), the `last` one included.

    A `last` of None is none: what begins there, or any time later.
    """

    unit: int
    first: int
    last: int | None

    @property
    def single(self) -> bool:
        """Whether it is one cell, so that the heading says when its events begin."""
        return self.unit >= DAY_UNIT and self.first == self.last


NO_START = HeadingGroup(-1, 0, 0)
NO_DATE = HeadingGroup(-1, 1, 1)
NO_YEAR = HeadingGroup(-1, 2, 2)
_NAMES = {NO_START: "start open or unknown", NO_DATE: "no date", NO_YEAR: "no year"}


def unit_for(cell: int) -> int:
    """The unit of the groups beside an axis with cells of so many seconds."""
    tick = tick_seconds(cell)
    return DAY_UNIT if tick <= 7 * DAY else units.finest(-(-tick // _TICK))


@lru_cache(maxsize=4096)  # rows ask for their own, and for that of the row above
def group_of(date: Date | None, unit: int, at: int | None = None) -> HeadingGroup:
    """The group of a date where groups are of this unit; `at` is its first second by the clock that is shown.

    What has no start is in the group of its end, where it stands.
    """
    if date is None:
        return NO_DATE
    if date.place == BEYOND:
        return NO_YEAR
    first, end = units.beginning(date)
    if first is None:
        if end is None:
            return NO_START
        wide = max(unit, _AS_PRECISE[date.precision])
        return HeadingGroup(wide, units.cell(end - 1, wide), units.cell(end - 1, wide))
    if at is not None:
        first, end = at, at + 1
    if end is None:
        wide = max(unit, _AS_PRECISE[date.precision])
        return HeadingGroup(wide, units.cell(first, wide), None)
    wide = units.finest(end - first, unit)
    return HeadingGroup(wide, units.cell(first, wide), units.cell(end - 1, wide))


def heading(group: HeadingGroup, *, ascii: bool = False) -> str:
    """What stands over the group: "Wed 7 August 2024 · week 32", "August 2024", "1990s", "no date"."""
    if group.unit < DAY_UNIT:
        return _NAMES[group]
    last = group.first if group.last is None else group.last
    text = units.cells_text(group.first, last, group.unit, ascii=ascii)
    if group.last is None:
        return f"{text} or later"
    week = units.week_text(group.first) if group.unit == DAY_UNIT and group.single else ""
    return f"{text} {'-' if ascii else '·'} {week}" if week else text


def unit_name(unit: int) -> str:
    """ "day", "month", "year", "decade", "century", "millennium", "10,000 years"."""
    names = ("day", "month", "year", "decade", "century", "millennium")
    return names[unit] if unit < len(names) else f"{units.years(unit):,} years"
