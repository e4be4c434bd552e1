"""Which clock the times of a chronology are shown by: its own, the one they were written by, UTC, this machine's.

Only what is shown changes: order and search stay on the chronology's line. Days and whatever is coarser are never
shifted. A time without an offset is one of the chronology's zone; where that names none it cannot be converted, and
is shown as written.
"""

from __future__ import annotations

from datetime import UTC, tzinfo
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from timeline_tui.dates.calendar import DAY, civil_from_days
from timeline_tui.dates.display import format_date, format_parts, offset_text
from timeline_tui.dates.short import ShortDate, short_date
from timeline_tui.dates.value import Date, Moment
from timeline_tui.dates.zones import comes_twice, from_wall, to_wall

_UNKNOWN = "+?"
"""Stands for the offset of a time that has none."""


class Times(Enum):
    """The clocks, in the order in which they are offered."""

    ZONE = "zone"
    WRITTEN = "written"
    UTC = "utc"
    LOCAL = "local"


class Shown(NamedTuple):
    """A clock, the chronology's zone (None where it names none: then the line is UTC), and this machine's.

    `mixed`: the clock is named, or shows some times that were written by another; a time of no zone is to say so.
    """

    times: Times = Times.ZONE
    line: tzinfo | None = None
    local: tzinfo | None = None
    mixed: bool = False
    decimals: int | None = None
    """How many digits of a second the list shows; None shows no seconds."""

    @property
    def leaves_floating(self) -> bool:
        """Whether it cannot show a time without an offset, which stays as it was written and has to say so."""
        return (
            self.line is None
            and self.times is not Times.WRITTEN
            and (self.mixed or self.times is not Times.ZONE)
        )

    @property
    def zone(self) -> tzinfo:
        """The zone that times are converted to; UTC for those that are shown as written."""
        found = {Times.ZONE: self.line, Times.LOCAL: self.local}.get(self.times)
        return UTC if found is None else found

    @property
    def name(self) -> str:
        """ "times as written", "times in Europe/Moscow"."""
        return "times as written" if self.times is Times.WRITTEN else f"times in {zone_name(self.zone)}"

    @property
    def heading(self) -> str:
        """What the header says: nothing of the chronology's own, unless times were written by others."""
        return "" if self.times is Times.ZONE else self.name


def zone_name(zone: tzinfo) -> str:
    """The name in the IANA database, or that it is the machine's own."""
    return "UTC" if zone is UTC else str(getattr(zone, "key", None) or "local time")


@lru_cache(maxsize=2048)  # as of `short_date`
def short_shown(date: Date, shown: Shown) -> ShortDate:
    """`short_date`, its time and day by the clock.

    With the offset, "09:15+1", where times are as written, and where the clock shows this time twice; with a sign
    that it is not known, "09:15+?", where others have been converted.
    """
    at = clock_second(date, shown)
    short = short_date(date, at=at)
    if not short.time:
        return short
    wall = date.earliest if at is None else at
    if shown.decimals is not None and wall is not None:
        short = short._replace(time=short.time + _seconds(date, wall, shown.decimals))
    written = shown.times is Times.WRITTEN
    twice = wall is not None and comes_twice(wall, shown.zone)
    if not (written or twice or shown.leaves_floating):
        return short
    moment, placed = _placed(date)[1 if date.reversed or date.start is None else 0]
    offset = None if moment is None else moment.offset
    if written and moment is not None and _says_offset(moment, placed, shown):
        offset = _own_offset(moment, placed, shown.line)
        return short._replace(time=short.time + (_UNKNOWN if offset is None else _short_offset(offset)))
    if offset is None and shown.leaves_floating:
        return short._replace(time=f"{short.time}{_UNKNOWN}")
    if not (written or twice):
        return short
    instant = None if moment is None or offset is None else _instant(moment, 0, None)
    if not written and instant is not None and wall is not None:
        offset = wall - instant
    return short._replace(time=short.time + _short_offset(offset))


def _says_offset(moment: Moment, placed: int | None, shown: Shown) -> bool:
    """Whether a time without an offset needs one: it, or another beside it, is not of the chronology's zone."""
    return moment.offset is None and (shown.mixed or moment.wall != placed)


def _own_offset(moment: Moment, placed: int | None, line: tzinfo | None) -> int | None:
    """The offset of a time in the zone of its file, in seconds; None where no zone tells."""
    instant = None if placed is None else _instant(moment, placed, line)
    return None if instant is None or moment.wall is None else moment.wall - instant


def _seconds(date: Date, wall: int, decimals: int) -> str:
    """The seconds of a time, with so many digits of its fraction as it has: ":19", ":19.418"; "" where it has none."""
    moment = date.end if date.reversed or date.start is None else date.start
    if moment is None or moment.second is None:
        return ""
    fraction = moment.fraction[:decimals]
    return f":{wall % 60:02}{'.' * bool(fraction)}{fraction}"


def _short_offset(offset: int | None) -> str:
    """ "", "Z", "+1", "-3:30"."""
    if not offset:
        return "" if offset is None else "Z"
    hours, minutes = divmod(abs(offset) // 60, 60)
    return f"{'-' if offset < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


def clock_second(date: Date, shown: Shown) -> int | None:
    """The second with which a date begins by the clock, in civil seconds; None where that is its second on the line."""
    if "T" not in date.text:
        return None
    if shown.times is Times.ZONE and not date.interval and not _twice(date, shown.line):
        return None
    moment, placed = _placed(date)[1 if date.reversed else 0]
    if shown.times is Times.ZONE and (moment is None or moment.offset is None):
        return None  # else an interval over the hour that comes twice may begin after its span
    if moment is None or placed is None:
        return None
    instant = None if shown.times is Times.WRITTEN else _instant(moment, placed, shown.line)
    return moment.wall if instant is None else to_wall(instant, shown.zone)


def _twice(date: Date, line: tzinfo | None) -> bool:
    """Whether a date stands in an hour that comes twice on the line, where it has not its own second."""
    return date.earliest is not None and comes_twice(date.earliest, line)


def is_converted(date: Date, shown: Shown) -> bool:
    """Whether the clock shows a date at another time than it was written with."""
    if "T" not in date.text or shown.times is Times.WRITTEN:
        return False
    at = clock_second(date, shown)
    return clock_second(date, Shown(Times.WRITTEN)) != (date.earliest if at is None else at)


def full_shown(date: Date, shown: Shown, *, weekday: bool = True, ascii: bool = False) -> str:
    """`format_date`, with what the clock shows where that differs: "22:30 UTC = Thu 8 August 2024, 01:30 +03:00".

    A time without an offset says which zone it is of, or that it has none while others are converted.
    """
    text = format_date(date, weekday=weekday, ascii=ascii)
    if "T" not in date.text:
        return text
    ends = _placed(date)
    converted = [_converted(moment, placed, shown) for moment, placed in ends]
    clocks = [
        (old, new) for (old, _), new in zip(ends, converted, strict=True) if old and old.wall is not None
    ]
    if all(new is None or new.wall == old.wall for old, new in clocks):
        floating = any(old.offset is None for old, _ in clocks)
        return text + (_whose(ends, shown) if floating else "")
    if any(old.offset is None and new is None for old, new in clocks):
        text += _whose(ends, shown)
    start, end = (new or old for (old, _), new in zip(ends, converted, strict=True))
    there = format_parts(date, start, end, weekday=weekday, ascii=ascii)
    name = zone_name(shown.zone)
    return f"{text} = {there}" + (f" ({name})" if name != "UTC" else "")


def edtf_shown(date: Date, shown: Shown) -> str:
    """The EDTF of a date by the clock, with the offset; as written what has no time, or cannot be converted.

    Times as written get the offset of their file's zone where zones differ.
    """
    if "T" not in date.text:
        return date.text
    ends = zip(date.text.split("/"), _placed(date), strict=False)
    make = _with_offset if shown.times is Times.WRITTEN else _converted
    return "/".join([_edtf(text, make(moment, placed, shown)) for text, (moment, placed) in ends])


def _with_offset(moment: Moment | None, placed: int | None, shown: Shown) -> Moment | None:
    """A time with the offset that its file's zone gives it; None where it needs none, or has one."""
    if moment is None or moment.wall is None or not _says_offset(moment, placed, shown):
        return None
    offset = _own_offset(moment, placed, shown.line)
    return None if offset is None else replace(moment, offset=offset)


def _edtf(written: str, moment: Moment | None) -> str:
    from timeline_tui.dates.edtf import edtf_year

    if moment is None or moment.offset is None or moment.offset % 60 or abs(moment.year) > 9999:
        return written
    fraction = f".{moment.fraction}" if moment.fraction else ""
    second = "" if moment.second is None else f":{moment.second:02}{fraction}"
    hours, minutes = divmod(abs(moment.offset) // 60, 60)
    offset = f"{'-' if moment.offset < 0 else '+'}{hours:02}:{minutes:02}" if moment.offset else "Z"
    mark = written[-1] if written[-1] in "~?%" else ""
    day = f"{edtf_year(moment.year)}-{moment.month:02}-{moment.day:02}"
    return f"{day}T{moment.hour:02}:{moment.minute:02}{second}{offset}{mark}"


def _whose(ends: tuple[tuple[Moment | None, int | None], ...], shown: Shown) -> str:
    """Whose a time without an offset is."""
    if shown.line is None:
        return " (no time zone)" if shown.leaves_floating else ""
    own = all(
        moment is None or moment.offset is not None or moment.wall in (None, placed)
        for moment, placed in ends
    )
    if own:
        return f" ({zone_name(shown.line)})"
    offsets = {
        _own_offset(moment, placed, shown.line) for moment, placed in ends if moment and moment.offset is None
    }
    offset = offsets.pop() if len(offsets) == 1 else None
    known = "" if offset is None else f"{offset_text(offset).strip()}, "
    return f" ({known}its file's time zone)"


def _placed(date: Date) -> tuple[tuple[Moment | None, int | None], tuple[Moment | None, int | None]]:
    """Start and end, each with the second on the line at which it begins; None where that is not known."""
    start, end = date.start, date.end
    if not date.interval:
        return (start, date.earliest), (None, None)
    last = None
    if date.latest is not None:
        late = start if date.reversed else end
        last = date.latest - (60 if late is not None and late.second is None else 1)
    first, second = (last, date.earliest) if date.reversed else (date.earliest, last)
    return (start, first), (end, second)


def _instant(moment: Moment, placed: int, line: tzinfo | None) -> int | None:
    """The time in seconds since the epoch in UTC; None where no zone tells."""
    wall = moment.wall
    if wall is None:
        return None
    if moment.offset is not None:
        return wall - moment.offset
    if line is None:
        return None
    instant = from_wall(placed, line)
    if wall != placed and from_wall(placed, line, fold=1) != instant:
        return None  # of a file with another zone, in the hour that comes twice here
    return instant


def _converted(moment: Moment | None, placed: int | None, shown: Shown) -> Moment | None:
    """The moment by the clock, with its offset; None where it stays as written."""
    if moment is None or placed is None or shown.times is Times.WRITTEN:
        return None
    instant = _instant(moment, placed, shown.line)
    if instant is None:
        return None
    wall = to_wall(instant, shown.zone)
    days, seconds = divmod(wall, DAY)
    year, month, day = civil_from_days(days)
    second = None if moment.second is None else seconds % 60
    return replace(
        moment,
        year=year,
        month=month,
        day=day,
        hour=seconds // 3600,
        minute=seconds // 60 % 60,
        second=second,
        offset=wall - instant,
    )
