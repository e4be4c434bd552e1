"""How long after one date another one begins, told no more precisely than the less precise of the two is known.

Days are counted by the calendar, and so are months and years: the 7th is three days after the 4th, 2024 is one year
after 2023. Where one date is known less well than the other, or either is about or uncertain, the distance is "about";
where their parts allow several, it is a range; where the one might not be later at all, none is told.
"""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache
from typing import NamedTuple

from timeline_tui.dates import units
from timeline_tui.dates.calendar import DAY, add_months, civil_from_days
from timeline_tui.dates.units import DAY_UNIT, MONTH_UNIT, YEAR_UNIT
from timeline_tui.dates.value import Date

WIDTH = 10
"""Cells of a distance at most."""

_NAMES = {"s": "second", "min": "minute", "h": "hour", "d": "day", "mo": "month", "y": "year"}
_SIZES = ((1e9, "G"), (1e6, "M"), (1e3, "K"))
_SECOND, _MINUTE = -2, -1
_MANY_HOURS, _MANY_DAYS, _MANY_MONTHS = 48, 100, 24
"""From here on the next longer unit is told."""


class Apart(NamedTuple):
    """From `least` to `most` of a unit ("s", "min", "h", "d", "mo", "y"); `over`: and a part of one more."""

    least: int
    most: int
    unit: str
    about: bool = False
    over: bool = False

    @property
    def short(self) -> str:
        """In at most 10 cells: "+3 d", ">13 mo", "~+1 y", "+20-120 y", "~+13.8G y"; "" for none at all.

        Of a range that is too long for that, the middle is told.
        """
        if not self.most:
            return ""
        if self.least != self.most:
            text = f"{'~' if self.about else '+'}{_compact(self.least)}-{_compact(self.most)} {self.unit}"
            if len(text) <= WIDTH:
                return text
        sign = "~+" if self.about or self.least != self.most else ">" if self.over else "+"
        return f"{sign}{_compact((self.least + self.most) // 2)} {self.unit}"

    def words(self, *, ascii: bool = False) -> str:
        """ "3 days after", "about 1 year after", "20 – 120 years after", "the same day as"."""
        name = _NAMES[self.unit]
        if not self.most:
            return f"the same {name} as"
        many = f"{self.most:,}"
        if self.least != self.most:
            many = f"{self.least:,} {'-' if ascii else '–'} {many}"
        how = "about " if self.about else "more than " if self.over else ""
        return f"{how}{many} {name}{'s' * (self.most != 1)} after"


def _compact(number: int) -> str:
    """A number in at most 5 cells: 99999, 100K, 13.8G."""
    if number < 100_000:
        return str(number)
    size, letter = next((size, letter) for size, letter in _SIZES if number >= size * 0.9995)
    return f"{number / size:.3g}{letter}"


@lru_cache(maxsize=2048)
def apart(earlier: Date | None, later: Date | None, line: tzinfo | None = None) -> Apart | None:
    """How long after the beginning of the one the other begins; None where that is not known.

    `line` is the zone of the line their spans are on: on the day it puts its clocks on, hours are fewer.
    """
    if earlier is None or later is None or earlier.reversed or later.reversed:
        return None
    first, first_end = units.beginning(earlier)
    second, second_end = units.beginning(later)
    if first is None or first_end is None or second is None or second_end is None:
        return None
    doubt = any(date.approximate or date.uncertain for date in (earlier, later))
    known = _unit(first_end - first), _unit(second_end - second)
    unit = min(max(known), YEAR_UNIT)
    if unit < DAY_UNIT:
        return _times(first, second, line, about=doubt, fine=unit == _SECOND)
    about = doubt or (known[0] != known[1] and max(known) <= YEAR_UNIT)
    least = units.cell(second, unit) - units.cell(first_end - 1, unit)
    most = units.cell(second_end - 1, unit) - units.cell(first, unit)
    if least < 0 or (least == 0 and (about or most)):
        return None
    if unit == DAY_UNIT:
        return _days(first // DAY, least, about=about)
    return _months(least, most, about=about) if unit == MONTH_UNIT else Apart(least, most, "y", about)


def _unit(length: int) -> int:
    """How well a beginning is known that lies in so many seconds."""
    if length <= 60:
        return _SECOND if length <= 1 else _MINUTE
    return units.finest(length)


def _times(first: int, second: int, line: tzinfo | None, *, about: bool, fine: bool) -> Apart | None:
    """Between clock times, in seconds only where both have them (`fine`)."""
    between = second - first
    if line is not None:
        from timeline_tui.dates.zones import from_wall

        between = from_wall(second, line) - from_wall(first, line)
    if between < 0:
        return None
    if between >= _MANY_HOURS * 3600:
        return _days(first // DAY, second // DAY - first // DAY, about=about)
    if between < 60 and fine:
        return Apart(between, between, "s", about)
    length, unit = (60, "min") if between < 3600 else (3600, "h")
    many, rest = divmod(between, length)
    return Apart(many, many, unit, about, rest > 0)


def _days(first: int, days: int, *, about: bool) -> Apart:
    """Days from the day `first` on; many of them as whole months or years."""
    if days < _MANY_DAYS:
        return Apart(days, days, "d", about)
    start, end = civil_from_days(first), civil_from_days(first + days)
    months = (end[0] - start[0]) * 12 + end[1] - start[1]
    months -= add_months(*start, months) > end
    found = _months(months, months, about=about)
    return found._replace(over=found.over or add_months(*start, months) != end)


def _months(least: int, most: int, *, about: bool) -> Apart:
    if most < _MANY_MONTHS:
        return Apart(least, most, "mo", about)
    if least == most:
        return Apart(least // 12, most // 12, "y", about, least % 12 > 0)
    return Apart(least // 12, -(-most // 12), "y", about)
