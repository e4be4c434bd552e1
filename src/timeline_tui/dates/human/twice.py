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
    return f"this hour came twice: {advice(date.text, offsets(moment.wall, line))}"


def offsets(wall: int, zone: tzinfo) -> tuple[int, int]:
    """Return the offsets of a clock time that comes twice.

    Args:
        wall: The clock time, in civil seconds.
        zone: The time zone.

    Returns:
        Seconds east of UTC of the first reading, and of the second.
    """
    return wall - from_wall(wall, zone), wall - from_wall(wall, zone, fold=1)


def advice(text: str, both: tuple[int, int]) -> str:
    """Say how to write either reading of a time.

    Args:
        text: The time, as EDTF without an offset.
        both: Its offsets, in seconds east of UTC.
    """
    if any(offset % 60 for offset in both):  # ISO 8601-1, 5.3.4.1: an offset has hours and minutes
        return "nothing can say which: an offset is written in whole minutes"
    bare = text.rstrip("~?%")
    mark = text[len(bare) :]
    return " or ".join([f"write {bare}{offset_text(both[0])}{mark}", f"{bare}{offset_text(both[1])}{mark}"])


def offset_text(seconds: int) -> str:
    """An offset as ISO 8601 writes it, and with its seconds where it has any: "+02:00", "+00:19:32"."""
    minutes, rest = divmod(abs(seconds), 60)
    sign = "-" if seconds < 0 else "+"
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")
