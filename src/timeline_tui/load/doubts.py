"""What is odd about a date that can be read: it is shown, and reported."""

from __future__ import annotations

from datetime import tzinfo

from timeline_tui.dates import Date, Precision
from timeline_tui.dates.calendar import DAY, days_from_civil
from timeline_tui.dates.value import Moment
from timeline_tui.dates.zones import is_skipped, turns
from timeline_tui.load.decode import show
from timeline_tui.load.locate import Way
from timeline_tui.load.where import Where


def report_doubts(date: Date, where: Where, path: Way) -> bool:
    """Report what is odd about a date.

    Args:
        date: The date, as it was read.
        where: The table it stands in.
        path: The way to it in the table.

    Returns:
        Whether anything was reported.
    """
    if date.reversed:
        where.report("reversed-interval", f"{show(date.text)} ends before it begins", "swap its ends", path)
    elif date.gaps and _too_open(date.text):
        message = f"{show(date.text)} leaves too much open to draw its gaps"
        hint = "an axis shows it from its first day to its last: write a part of the year, or the digits you know"
        where.report("too-open", message, hint, path)
    elif where.floating is not None and (missing := _never_was(date, where.floating, where.line)):
        key = getattr(where.floating, "key", "the time zone")
        where.report("never-was", f"{missing} never was in {key}", "correct it, or write its offset", path)
    else:
        return False
    return True


def _too_open(text: str) -> bool:
    from timeline_tui.dates.spans import too_open

    return too_open(text)


def _never_was(date: Date, zone: tzinfo, line: tzinfo | None) -> str:
    """A clock time or a day of the date that the clocks of the zone skipped, as text; "" where there is none."""
    if date.precision < Precision.DAY or date.gaps:
        return ""
    ends = [end // DAY for end in (date.earliest, date.latest) if end is not None]
    if zone is line and not any(turns(day, zone) for day in ends):  # nearly always: and needs no parts
        return ""
    for text, moment in zip(date.text.split("/"), (date.start, date.end), strict=False):
        if moment is not None and moment.day is not None and moment.offset is None and _skipped(moment, zone):
            return text
    return ""


def _skipped(moment: Moment, zone: tzinfo) -> bool:
    if moment.wall is not None:
        return is_skipped(moment.wall, zone)
    first = days_from_civil(moment.year, moment.month or 1, moment.day or 1) * DAY
    return is_skipped(first, zone) and is_skipped(first + DAY - 1, zone)
