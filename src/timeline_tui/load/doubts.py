"""What is odd about a date that can be read: it is shown, and reported."""

from __future__ import annotations

from datetime import tzinfo

from timeline_tui.dates import Date, Precision
from timeline_tui.dates.calendar import DAY, days_from_civil
from timeline_tui.dates.value import Moment
from timeline_tui.dates.zones import comes_twice, is_skipped, turns
from timeline_tui.load.decode import show
from timeline_tui.load.positions import KeyPath
from timeline_tui.load.source_context import SourceContext


def report_doubts(date: Date, context: SourceContext, path: KeyPath) -> bool:
    """Report what is odd about a date.

    Args:
        date: The date, as it was read.
        where: The table it stands in.
        path: The way to it in the table.

    Returns:
        Whether anything was reported.
    """
    if date.reversed:
        context.report("reversed-interval", f"{show(date.text)} ends before it begins", "swap its ends", path)
    elif date.gaps and _too_open(date.text):
        message = f"{show(date.text)} leaves too much open to draw its gaps"
        hint = "an axis shows it from its first day to its last: write a part of the year, or the digits you know"
        context.report("too-open", message, hint, path)
    elif context.floating is not None:
        return _report_clocks(date, context.floating, context, path)
    else:
        return False
    return True


def _too_open(text: str) -> bool:
    from timeline_tui.dates.spans import too_open

    return too_open(text)


def _report_clocks(date: Date, zone: tzinfo, context: SourceContext, path: KeyPath) -> bool:
    """Report a clock time or a day of the date that the clocks of the zone skipped, or showed twice."""
    if date.precision < Precision.DAY or date.gaps:
        return False
    if zone is context.line:
        # Nearly always nothing turns. It is asked for every date, so in line; `turns` looks at the days beside, too.
        first, last = date.earliest, date.latest
        near = first is not None and turns(first // DAY, zone)
        if not near and last is not None and (first is None or last - first > DAY):
            near = turns(last // DAY, zone)
        if not near:
            return False
    for text, moment in zip(date.text.split("/"), (date.start, date.end), strict=False):
        if moment is None or moment.day is None or moment.offset is not None:
            continue
        if _skipped(moment, zone):
            key = getattr(zone, "key", "the time zone")
            context.report("never-was", f"{text} never was in {key}", "correct it, or write its offset", path)
            return True
        if moment.wall is not None and comes_twice(moment.wall, zone):
            _report_twice(text, moment.wall, zone, context, path)
            return True
    return False


def _report_twice(text: str, wall: int, zone: tzinfo, context: SourceContext, path: KeyPath) -> None:
    from timeline_tui.dates.human.twice import advice, offset_text, offsets

    both = offsets(wall, zone)
    first, second = map(offset_text, both)
    key = getattr(zone, "key", "the time zone")
    message = f"{text} came twice in {key}: at {first} and at {second}"
    context.report("came-twice", message, advice(text, both), path)


def _skipped(moment: Moment, zone: tzinfo) -> bool:
    if moment.wall is not None:
        return is_skipped(moment.wall, zone)
    first = days_from_civil(moment.year, moment.month or 1, moment.day or 1) * DAY
    return is_skipped(first, zone) and is_skipped(first + DAY - 1, zone)
