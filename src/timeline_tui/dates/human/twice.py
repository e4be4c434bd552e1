"""A time without an offset in an hour that comes twice: which of the two is meant, only its offset would say."""

from __future__ import annotations

from datetime import tzinfo

from timeline_tui.dates.value import Date
from timeline_tui.dates.zones import comes_twice, from_wall


def twice(date: Date, line: tzinfo | None) -> str:
    """What to write for either of the two, "" for a time that comes once and for what is no time."""
    moment = date.start
    if line is None or date.interval or moment is None or moment.offset is not None or moment.wall is None:
        return ""
    if not comes_twice(moment.wall, line):
        return ""
    first, second = (_offset(moment.wall - from_wall(moment.wall, line, fold=fold)) for fold in (0, 1))
    bare = date.text.rstrip("~?%")
    return f"this hour came twice: write {bare}{first} or {bare}{second}"


def _offset(seconds: int) -> str:
    minutes = abs(seconds) // 60
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"
