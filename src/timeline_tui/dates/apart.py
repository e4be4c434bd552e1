"""How long after one date another one begins, told no more precisely than the two are known.

Two of a kind are counted by the calendar: the 7th is three days after the 4th, 2024 is one year after 2023; a time
beside a day counts as its day. Between two times the distance is exact, or marked as rounded. Of any other two, such as
a day and a month or two quarters, the distance is a range: from the shortest that their days allow to the longest,
rounded outwards. Where either is about or uncertain it is "about"; where the one might not be later at all, none is
told.
"""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache
from typing import NamedTuple

from timeline_tui.dates import lengths, units
from timeline_tui.dates.calendar import DAY, add_months, civil_from_days
from timeline_tui.dates.units import DAY_UNIT, MONTH_UNIT, YEAR_UNIT
from timeline_tui.dates.value import Date, Precision

WIDTH = 12
"""Cells of a distance at most."""
_ROOM = 10
"""Cells of a range at most."""

_NAMES = {"s": "second", "min": "minute", "h": "hour", "d": "day", "mo": "month", "y": "year"}
_SIZES = ((1e9, "G"), (1e6, "M"), (1e3, "K"))
_NARROW = 4
"""A range is narrow that is no longer than this part of its beginning."""
_SECOND, _MINUTE = -2, -1
_MANY_DAYS, _MANY_MONTHS = 100, 24
"""From here on the next longer unit is told."""


class Apart(NamedTuple):
    """From `least` to `most` of a unit ("s", "min", "h", "d", "mo", "y"); `over`: and a part of one more.

    `exact` are the seconds between two times, where both are known to the minute at least and nothing is "about";
    `part` the fraction of one more, such as ".252", where both times have one; `start` the civil second of the first.
    """

    least: int
    most: int
    unit: str
    about: bool = False
    over: bool = False
    exact: int | None = None
    part: str = ""
    start: int = 0

    @property
    def short(self) -> str:
        """In at most 12 cells: "+3 d", "+3 d 21:45", ">13 mo", "~+1 y", "+0-6 mo", "~+13.8G y"; "" for none at all.

        An exact distance that is too long is rounded to the nearest: "~+1 y 34 d". Of a range that is too long, the
        middle is told where it is narrow, else its end: "<2500 y".
        """
        if self.exact or self.part:
            text = lengths.short(self.exact or 0, self.part, self.start, WIDTH - 1)
            return f"~+{text[1:]}" if text.startswith("~") else f"+{text}"
        if not self.most:
            return ""
        if self.least == self.most:
            sign = "~+" if self.about else ">" if self.over else "+"
            return f"{sign}{_compact(self.most)} {self.unit}"
        least, most = _compact(_rounded(self.least)), _compact(-_rounded(-self.most))
        text = f"{'~' if self.about else '+'}{least}-{most} {self.unit}"
        if len(text) <= _ROOM:
            return text
        if self.most - self.least <= self.least // _NARROW:
            return f"~+{_compact((self.least + self.most) // 2)} {self.unit}"
        return f"{'~' * self.about}<{most} {self.unit}"

    def words(self, *, ascii: bool = False) -> str:
        """ "3 days after", "about 1 year after", "20 – 120 years after", "up to 6 months after", "the same day as"."""
        name = _NAMES[self.unit]
        if self.part or (self.exact and self.over):
            return f"{lengths.exact(self.exact or 0, self.part, self.start)} after"
        if not self.most:
            return f"the same {name} as"
        many = f"{self.most:,}"
        if not self.least:
            many = f"up to {many}"
        elif self.least != self.most:
            many = f"{self.least:,} {'-' if ascii else '–'} {many}"
        how = "about " if self.about else "more than " if self.over else ""
        return f"{how}{many} {name}{'s' * (self.most != 1)} after"


def _compact(number: int) -> str:
    """A number in at most 5 cells: 99999, 100K, 13.8G."""
    if number < 100_000:
        return str(number)
    size, letter = next((size, letter) for size, letter in _SIZES if number >= size * 0.9995)
    return f"{number / size:.3g}{letter}"


def _rounded(number: int) -> int:
    """The number rounded down to what `_compact` writes exactly."""
    step = 1 if abs(number) < 100_000 else 10 ** (len(str(abs(number))) - 3)
    return number // step * step


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
    about = any(date.approximate or date.uncertain for date in (earlier, later))
    kind = _kind((first, first_end), (second, second_end))
    if kind is None:
        days = [each // DAY for each in (first, first_end - 1, second, second_end - 1)]
        return _range(*days, about=about)
    if kind < DAY_UNIT:
        instants = [_instant(earlier, first, line), _instant(later, second, line)]
        if kind == _MINUTE:  # counted in minutes, whichever second of them is meant
            instants = [each // 60 * 60 for each in instants]
        between, part = instants[1] - instants[0], ""
        if about:
            if between >= lengths.MOST_HOURS * 3600:
                return _days(first // DAY, second // DAY - first // DAY, about=about)
        elif earlier.start and later.start:
            between, part = lengths.between(earlier.start, later.start, between)
        found = _times(first, between, fine=kind == _SECOND, about=about)
        return found and found._replace(part=part if between or part.strip(".0") else "")
    many = units.cell(second, kind) - units.cell(first, kind)
    if many < 0 or (many == 0 and about):
        return None
    if kind == DAY_UNIT:
        return _days(first // DAY, many, about=about)
    return _months(many, about=about) if kind == MONTH_UNIT else Apart(many, many, "y", about)


def from_zero(
    zero: Date | None, date: Date | None, line: tzinfo | None = None, *, whole: bool = False
) -> str:
    """How long after, or before, a chosen date another begins, as timelines of incidents write it.

    Args:
        zero: The date that is counted from.
        date: Any other.
        line: The zone of the line their spans are on.
        whole: Round nothing, however long it is: "T+3 d 21 h 45 min 10 s".

    Returns:
        In at most 12 cells "T+00:14:05" between times, "T-00:03" where one has no seconds, "T+3 d", "T-~4 y" for
        others; "T+0" for the same; "T+~3 d 21:45" where that is rounded; "" where it is not known.
    """
    if zero is None or date is None:
        return ""
    sign, found = "+", apart(zero, date, line)
    if found is None or not (found.most or found.exact or found.part):
        sign, found = "-", apart(date, zero, line) or found
    if found is None:
        return ""
    if found.exact is not None:
        sign = sign if found.exact or found.part else "+"
        fine = zero.precision is date.precision is Precision.SECOND
        room = 0 if whole else WIDTH - 2
        return f"T{sign}{lengths.counted(found.exact, found.part, found.start, room, fine=fine)}"
    return f"T{sign}{found.short.replace('+', '')}" if found.most else "T+0"


def _instant(date: Date, second: int, line: tzinfo | None) -> int:
    """The second of UTC at which a date that is a time begins, which is at this second on the line."""
    moment = date.start
    return second if moment is None else lengths.instant(moment, second, line)


def _kind(*spans: tuple[int, int]) -> int | None:
    """The unit that each of the spans is one of; None where there is none. A time is one of its day as well."""
    longest = max(end - start for start, end in spans)
    if longest <= 60:
        return _SECOND if longest <= 1 else _MINUTE
    if all(units.cell(start, DAY_UNIT) == units.cell(end - 1, DAY_UNIT) for start, end in spans):
        return DAY_UNIT
    whole = [unit for unit in (MONTH_UNIT, YEAR_UNIT) if all(_is_one(span, unit) for span in spans)]
    return whole[0] if whole else None


def _is_one(span: tuple[int, int], unit: int) -> bool:
    """Whether the span is a whole month, a whole year."""
    first, last = units.cell(span[0], unit), units.cell(span[1] - 1, unit)
    return first == last and units.cell(span[0] - 1, unit) < first and units.cell(span[1], unit) > last


def _range(first: int, first_last: int, second: int, second_last: int, *, about: bool) -> Apart | None:
    """From the shortest to the longest between a day of the one, and a day of the other, rounded outwards."""
    least, most = second - first_last, second_last - first
    if least <= 0:
        return None
    unit = "d"
    if most >= _MANY_DAYS:
        least, most, unit = _whole_months(first_last, second)[0], sum(_whole_months(first, second_last)), "mo"
        if most >= _MANY_MONTHS:
            least, most, unit = least // 12, -(-most // 12), "y"
    return Apart(least, most, unit, about) if least or not about else None


def _times(start: int, between: int, *, fine: bool, about: bool) -> Apart | None:
    """The distance between two times.

    Args:
        start: The civil second of the first.
        between: The seconds between them; fewer than two days where that is "about".
        fine: Whether both times have seconds.
        about: Whether one of them is about or uncertain.
    """
    if between < 0:
        return None
    exact = None if about else between
    years, rest = lengths.in_years(between, start)
    if years:
        return Apart(years, years, "y", False, rest > 0, exact, "", start)
    if between < 60 and fine:
        return Apart(between, between, "s", about, exact=exact)
    length, unit = (60, "min") if between < 3600 else (3600, "h")
    if between >= lengths.MOST_HOURS * 3600:
        length, unit = DAY, "d"
    many, rest = divmod(between, length)
    return Apart(many, many, unit, about, rest > 0, exact, "", start)


def _days(first: int, days: int, *, about: bool) -> Apart:
    """Days from the day `first` on; many of them as whole months or years."""
    if days < _MANY_DAYS:
        return Apart(days, days, "d", about)
    months, over = _whole_months(first, first + days)
    found = _months(months, about=about)
    return found._replace(over=found.over or over)


def _months(many: int, *, about: bool) -> Apart:
    if many < _MANY_MONTHS:
        return Apart(many, many, "mo", about)
    if about:  # so the nearest number, for "more than" cannot be said
        return Apart((many + 6) // 12, (many + 6) // 12, "y", about)
    return Apart(many // 12, many // 12, "y", about, many % 12 > 0)


def _whole_months(first: int, last: int) -> tuple[int, bool]:
    """How many whole months there are from one day to another, and whether a part of one more."""
    start, end = civil_from_days(first), civil_from_days(last)
    months = (end[0] - start[0]) * 12 + end[1] - start[1]
    months -= add_months(*start, months) > end
    return months, add_months(*start, months) != end
