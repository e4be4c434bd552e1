"""Lengths of time between clock times, and how long an interval lasts: exact, or not told at all."""

from __future__ import annotations

from datetime import tzinfo

from timeline_tui.dates.calendar import DAY
from timeline_tui.dates.value import Date, Moment, Precision
from timeline_tui.dates.zones import from_wall

_MOST_HOURS = 48
"""From here on a length is told in days and hours."""


def exact(seconds: int, part: str = "") -> str:
    """A length in units that leave nothing out: "5 s", "14 min 5 s", "2 h 4 min", "3 d 2 h", "0.252 s".

    Args:
        seconds: The whole seconds.
        part: A fraction of one more, such as ".252".
    """
    whole, rest = divmod(seconds, 60)
    hours, whole = divmod(whole, 60)
    days, hours = divmod(hours, 24) if hours >= _MOST_HOURS else (0, hours)
    parts = [(days, "d"), (hours, "h"), (whole, "min")]
    found = [f"{count} {unit}" for count, unit in parts if count]
    return " ".join([*found, *([f"{rest}{part} s"] if rest or part or not found else [])])


def short(seconds: int, part: str = "") -> str:
    """The same of less than two days in at most 11 cells: "14 min 5 s", "2 h 4 min", "2:04:31" with seconds.

    A fraction of a second is left out from an hour on, and has three digits from a minute on: "14:05.252".
    """
    if seconds >= 3600 and seconds % 60:
        return clock(seconds)
    if part and seconds >= 60:
        return exact(seconds) if seconds >= 3600 else minutes(seconds, part[:4])
    return exact(seconds, part)


def minutes(seconds: int, part: str) -> str:
    """Less than an hour with a fraction of a second: "14:05.252"."""
    return f"{seconds // 60:02}:{seconds % 60:02}{part}"


def clock(seconds: int, *, fine: bool = True) -> str:
    """As a stop watch shows it: "0:14:05", in whole minutes "0:14" without `fine`."""
    whole, rest = divmod(seconds, 60)
    text = f"{whole // 60}:{whole % 60:02}"
    return f"{text}:{rest:02}" if fine else text


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
    if Precision.MINUTE in (start.precision, end.precision):  # counted in minutes, whichever second is meant
        first, last = first // 60 * 60, last // 60 * 60
    return exact(last - first) if last >= first else ""


def _days(count: int) -> str:
    return f"{count:,} day{'s' * (count != 1)}"
