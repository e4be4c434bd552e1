"""Lengths of time between clock times, and how long an interval lasts: exact, or marked as rounded.

A day of a length has 24 hours, even where clocks were changed meanwhile; a year is one of the calendar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import tzinfo

from timeline_tui.dates.calendar import DAY, add_months, civil_from_days, days_from_civil
from timeline_tui.dates.value import SECOND, Date, Moment, Precision
from timeline_tui.dates.zones import from_wall

MOST_HOURS = 48
"""From this many hours on, a length is given in days and hours."""
_HOURS = MOST_HOURS * 3600
_YEAR = 366 * DAY
"""No year is longer."""

_Forms = Callable[[int, str, int], Iterator[str]]


def exact(seconds: int, part: str = "", start: int = 0) -> str:
    """A length in units that leave nothing out: "14 min 5 s", "2 h 4 min", "1 y 3 d 2 h", "0.252 s".

    Args:
        seconds: The whole seconds.
        part: A fraction of one more, such as ".252".
        start: The civil second at which the length begins, which decides how long its years are.
    """
    years, whole = in_years(seconds, start)
    whole, rest = divmod(whole, 60)
    hours, whole = divmod(whole, 60)
    days, hours = divmod(hours, 24) if years or hours >= MOST_HOURS else (0, hours)
    parts = [(years, "y"), (days, "d"), (hours, "h"), (whole, "min")]
    found = [f"{count} {unit}" for count, unit in parts if count]
    return " ".join([*found, *([f"{rest}{part} s"] if rest or part or not found else [])])


def in_years(seconds: int, start: int) -> tuple[int, int]:
    """The whole years of the calendar in a length, and the seconds beyond them; `start` as of `exact`."""
    if seconds < _YEAR - DAY:
        return 0, seconds
    day = civil_from_days(start // DAY)
    years = seconds // (_YEAR - DAY)
    while (rest := seconds - (days_from_civil(*add_months(*day, 12 * years)) - start // DAY) * DAY) < 0:
        years -= 1
    return years, rest


def short(seconds: int, part: str, start: int, room: int) -> str:
    """A length in at most `room` cells: as `exact`, else "2:04:31", "14:05.252", "3 d 21:45".

    Args:
        seconds: As of `exact`.
        part: As of `exact`.
        start: As of `exact`.
        room: The cells there are, 10 or more.

    Returns:
        The finest form that fits; where that is not exact, "~" and the nearest: "~3 d 22 h".
    """
    return _fitted(_short_forms, seconds, part, start, room)


def counted(seconds: int, part: str, start: int, room: int = 0, *, fine: bool = True) -> str:
    """A length as timelines of incidents count: "00:14:05", "14:05.252"; as `exact` from two days on.

    Args:
        seconds: As of `exact`.
        part: As of `exact`.
        start: As of `exact`.
        room: As of `short`; 0 for no limit.
        fine: Whether the seconds are known; "00:14" without.
    """
    forms = _counted_forms if fine else _minute_forms
    return _fitted(forms, seconds, part, start, room) if room else next(forms(seconds, part, start))


def _fitted(forms: _Forms, seconds: int, part: str, start: int, room: int) -> str:
    for text in forms(seconds, part, start):
        if len(text) <= room:
            return text
    for rounded, digits in _rounded(seconds, part):
        for text in forms(rounded, digits, start):
            if len(text) < room:
                return f"~{text}"
    years, rest = in_years(seconds, start)
    return f"~{years + (2 * rest >= _YEAR)} y"


def _rounded(seconds: int, part: str) -> Iterator[tuple[int, str]]:
    """The nearest lengths in coarser and coarser steps, up to days."""
    whole = seconds * SECOND + _parts(part[1:])
    for digits in (6, 3, 0):
        if len(part) - 1 > digits:
            step = SECOND // 10**digits
            near, rest = divmod((whole + step // 2) // step * step, SECOND)
            yield near, f".{rest // step:0{digits}}" if digits else ""
    for length in (60, 3600, DAY):
        step = length * SECOND
        yield (whole + step // 2) // step * length, ""


def _short_forms(seconds: int, part: str, start: int) -> Iterator[str]:
    yield exact(seconds, part, start)
    if seconds < _HOURS:
        yield _minutes(seconds, part) if seconds < 3600 else f"{_clock(seconds)}{part}"
    elif not seconds % 60 and not part and not in_years(seconds, start)[0]:
        yield f"{seconds // DAY} d {seconds % DAY // 3600}:{seconds % 3600 // 60:02}"


def _counted_forms(seconds: int, part: str, start: int) -> Iterator[str]:
    if seconds >= _HOURS:
        yield from _short_forms(seconds, part, start)
    elif part and seconds < 3600:
        yield _minutes(seconds, part)
        yield exact(seconds, part)
    else:
        yield f"{_clock(seconds):0>8}{part}"


def _minute_forms(seconds: int, part: str, start: int) -> Iterator[str]:
    if seconds >= _HOURS:
        yield from _short_forms(seconds, part, start)
    else:
        yield f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"


def _minutes(seconds: int, part: str) -> str:
    """Less than an hour with a fraction of a second: "14:05.252"."""
    return f"{seconds // 60:02}:{seconds % 60:02}{part}"


def _clock(seconds: int) -> str:
    """As a stop watch shows it: "0:14:05"."""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


def between(first: Moment, last: Moment, seconds: int) -> tuple[int, str]:
    """The whole seconds from one time to another, and the fraction of one more.

    A fraction counts where both times have one, as written: ".5" is taken as ".500", because many programs drop
    zeros at the end (RFC 3339 lets them). Where only one has a fraction, both are known to the second.

    Args:
        first: The earlier time.
        last: The later time.
        seconds: From the second of the one to that of the other.
    """
    if not first.fraction or not last.fraction:
        return seconds, ""
    digits = max(len(first.fraction), len(last.fraction))
    whole, rest = divmod(seconds * SECOND + _parts(last.fraction) - _parts(first.fraction), SECOND)
    return whole, f".{rest * 10**digits // SECOND:0{digits}}"


def _parts(fraction: str) -> int:
    """The digits of a fraction in parts of a second."""
    return int(f"{fraction:0<18}"[:18])


def instant(moment: Moment, placed: int, line: tzinfo | None) -> int:
    """The second of UTC at which a clock time begins.

    Args:
        moment: The time, as it was written.
        placed: The second on the line at which it stands.
        line: The zone of the line; None for UTC.
    """
    if moment.offset is not None and moment.wall is not None:
        return moment.wall - moment.offset
    return placed if line is None else from_wall(placed, line)


def duration(date: Date, line: tzinfo | None = None) -> str:
    """How long an interval lasts: "1 h 17 min" between two times, "5 days" where both ends are days.

    Both days are counted, as EDTF includes both. "" where an end is open, known less well or only about right.

    Args:
        date: Any date.
        line: The zone of the line: on the day it puts its clocks on, hours are fewer.
    """
    start, end, earliest, latest = date.start, date.end, date.earliest, date.latest
    if not date.interval or date.reversed or date.approximate or date.uncertain:
        return ""
    if start is None or end is None or earliest is None or latest is None:
        return ""
    if start.precision is end.precision is Precision.DAY and not start.unspecified and not end.unspecified:
        return "" if start.mask or end.mask else _days((latest - earliest) // DAY)
    if start.precision < Precision.MINUTE or end.precision < Precision.MINUTE:
        return ""
    width = 60 if end.second is None else 1
    first, last = instant(start, earliest, line), instant(end, latest - width, line)
    least = "less than 1 s"
    if Precision.MINUTE in (start.precision, end.precision):  # counted in minutes, whichever second is meant
        first, last, least = first // 60 * 60, last // 60 * 60, "less than 1 min"
    seconds, part = between(start, end, last - first)
    if seconds < 0:
        return ""
    return exact(seconds, part, earliest) if seconds or part else least


def _days(count: int) -> str:
    return f"{count:,} day{'s' * (count != 1)}"
