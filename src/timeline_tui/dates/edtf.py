"""Reads EDTF (ISO 8601-2:2019): levels 0 and 1 here, level 2 in `level2` (a date) and `sets`.

Beyond the letter of the standard, and because chronologies need it: a time may leave out its seconds, carry a
fraction of them and be qualified, the ends of an interval may be any date of level 1 including times, seasons
and unspecified digits, and `1XXX` is a millennium. What the seasons span is said in `groupings`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from datetime import date as civil_date
from functools import partial
from typing import TypedDict

from timeline_tui.dates import groupings
from timeline_tui.dates.calendar import DAY, days_from_civil, days_in_month
from timeline_tui.dates.value import SECOND, WHOLE, Date, Moment, Parts, Precision
from timeline_tui.dates.zones import (
    EPOCH,
    EPOCH_UTC,
    from_wall,
    lasting,
    place,
    same_zone,
    within_second,
)
from timeline_tui.errors import DateError
from timeline_tui.text import clip

_DAY = Precision.DAY
_MINUTE = Precision.MINUTE
_SECOND = Precision.SECOND
_read_day = civil_date.fromisoformat  # looked up once: every plain date passes here
_EPOCH_ORDINAL = civil_date(1970, 1, 1).toordinal()
_YEARS = {Precision.YEAR: 1, Precision.DECADE: 10, Precision.CENTURY: 100, Precision.MILLENNIUM: 1000}
_BY_UNSPECIFIED = (Precision.YEAR, Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM)
_LONGEST = 100
_CLOCK = frozenset((16, 19, 20, 22, 25))


class _Doubt(TypedDict, total=False):
    approximate: bool
    uncertain: bool


_MARKS: dict[str | None, _Doubt] = {
    None: {},
    "~": {"approximate": True},
    "?": {"uncertain": True},
    "%": {"approximate": True, "uncertain": True},
}

# Eleven digits of year keep every span within 64 bits.
_FORM = re.compile(
    r"(?:Y(?P<long>-?[1-9][0-9]{4,10})"
    r"|(?P<year>-?[0-9](?:[0-9]{3}|[0-9]{2}X|[0-9]XX|XXX))"
    r"(?:-(?P<month>[0-9]{2}|XX)"
    r"(?:-(?P<day>[0-9]{2}|XX)"
    r"(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,18}))?)?"
    r"(?P<offset>Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?)?)?)"
    r"(?P<mark>[~?%])?"
)


def parse_edtf(text: str, floating: tzinfo | None = None, line: tzinfo | None = None) -> Date:
    """The date a text of EDTF writes, or `DateError` with what to write instead.

    `line` is the zone of the civil line all spans lie on, None for UTC; `floating` the zone of times that are
    written without an offset, None for the line's own. Days and whatever is coarser are placed as written.
    So a floating `T14:30` beside a zoned one is ordered as if it had been read off a clock of the line.
    """
    size = len(text)
    if size == 10 and text[4] == "-" == text[7]:
        try:
            day = _read_day(text)
        except ValueError:
            return _parse(text, floating, line)
        first = (day.toordinal() - _EPOCH_ORDINAL) * DAY
        return Date(text, first, first + DAY, _DAY)
    if size in _CLOCK and text[10] == "T" and text[4] == "-" == text[7]:
        return _clock(text, size, floating, line) or _parse(text, floating, line)
    return _parse(text, floating, line)


def _clock(text: str, size: int, floating: tzinfo | None, line: tzinfo | None) -> Date | None:
    """The commonest forms of date and time, read by `datetime`; None where the long way must judge."""
    # datetime reads more than EDTF does (14h, +0200, in newer Pythons 24:00): only its sure ground is used.
    if text[13] != ":" or text[11:13] > "23":
        return None
    if size > 16 and text[16] != ":":
        return None
    tail = text[19:]
    if tail and tail != "Z" and not (size > 20 and tail[0] in "+-" and (size == 22 or tail[3] == ":")):
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    precision, width = (_MINUTE, 60) if size == 16 else (_SECOND, 1)
    if read.tzinfo is not None:
        since = read - EPOCH_UTC
        first, latest = lasting(since.days * DAY + since.seconds, width, line)
    else:
        since = read - EPOCH
        first, latest = place(since.days * DAY + since.seconds, width, None, floating, line)
    return Date(text, first, latest, precision)


def _parse(text: str, floating: tzinfo | None, line: tzinfo | None) -> Date:
    date = read(text, floating, line)
    if isinstance(date, str):
        raise DateError(clip(text, _LONGEST), partial(_explain, text, date))
    return date


def _explain(text: str, refused: str) -> str:
    from timeline_tui.dates.faults import explain

    return explain(text, refused)


def read(text: str, floating: tzinfo | None = None, line: tzinfo | None = None) -> Date | str:
    """The date, or in a few words why the text is none."""
    if text[:1] in ("[", "{"):
        from timeline_tui.dates.sets import read_set

        return read_set(text)
    if len(text) > _LONGEST:
        return f"{len(text):,} characters are no date: write it like 2024-08-07"
    if "/" in text:
        return _interval(text, floating, line)
    moment = parse_moment(text)
    if isinstance(moment, str):
        return moment
    earliest, latest = span(moment, floating, line)
    gaps = bool(moment.mask) and _gaps(moment.mask)
    parts = _parts(moment, floating, line) if moment.fraction else None
    return Date(
        text,
        earliest,
        latest,
        moment.precision,
        moment.approximate,
        moment.uncertain,
        False,
        False,
        gaps,
        parts,
    )


def _parts(moment: Moment | None, floating: tzinfo | None, line: tzinfo | None) -> Parts:
    """The parts of its second on the line that a time with a fraction has."""
    if moment is None or not moment.fraction or moment.wall is None:
        return WHOLE
    size = SECOND // 10 ** len(moment.fraction)
    begin = int(moment.fraction) * size
    if moment.offset is None and (floating is None or same_zone(floating, line)):
        return begin, begin + size
    utc = (
        moment.wall - moment.offset if moment.offset is not None else from_wall(moment.wall, floating or UTC)
    )
    half, of = within_second(utc, line)
    return (half * SECOND + begin) // of, -((half * SECOND + begin + size) // -of)


def _gaps(mask: str) -> bool:
    """Whether some of the years, months or days of its span do not fit the open digits."""
    from timeline_tui.dates.spans import have_gaps

    return have_gaps(mask)


def _interval(text: str, floating: tzinfo | None, line: tzinfo | None) -> Date | str:
    head, _, tail = text.partition("/")
    ends: list[Moment | None] = []
    for name, written in (("start", head), ("end", tail)):
        moment = None if written in ("", "..") else parse_moment(written)
        if isinstance(moment, str):
            return f"the {name} of the interval: {moment}"
        ends.append(moment)
    if not head and not tail:
        return "neither end is known: leave the date out, or write one end, such as 2024/"
    start, end = ends
    earliest = latest = None
    backwards = False
    first, last = _parts(start, floating, line), _parts(end, floating, line)
    if start is not None:
        earliest, first_latest = span(start, floating, line)
    if end is not None:
        last_earliest, latest = span(end, floating, line)
        if start is not None and earliest is not None:
            backwards = (latest - 1, last[1]) <= (earliest, first[0])
            if (
                start.offset is not None and end.offset is not None
            ):  # an hour that comes twice does not matter
                begun, ended = span(start, None, None)[0], span(end, None, None)[1]
                parts = _parts(start, None, None)[0], _parts(end, None, None)[1]
                backwards = (ended - 1, parts[1]) <= (begun, parts[0])
            if backwards or latest <= earliest:
                earliest, latest = min(earliest, last_earliest), max(first_latest, latest)
    known = [moment for moment in ends if moment is not None]
    parts = (last[0], first[1]) if backwards else (first[0], last[1])
    return Date(
        text,
        earliest,
        latest,
        min((moment.precision for moment in known), default=Precision.MILLENNIUM),
        any(moment.approximate for moment in known),
        any(moment.uncertain for moment in known),
        True,
        backwards,
        False,
        None if parts == WHOLE else parts,
    )


def parse_moment(text: str) -> Moment | str:
    """The parts of one date (no interval, no set), or in a few words why it is none."""
    moment = parse_plain(text)
    if isinstance(moment, Moment):
        return moment
    from timeline_tui.dates.level2 import read_moment

    return read_moment(text, moment)


def parse_plain(text: str) -> Moment | str:
    """The same for levels 0 and 1."""
    match = _FORM.fullmatch(text)
    if match is None:
        return "not a date: write it like 2024, 2024-08, 2024-08-07 or 2024-08-07T14:30"
    long, year_text, month_text, day_text, hour, minute, second, fraction, offset_text, mark = match.groups()
    marks = _MARKS[mark]
    if long is not None:
        return Moment(int(long), Precision.YEAR, **marks)
    if year_text == "-0000":
        return "there is no year -0000: write 0000 for 1 BC"
    year, unspecified = _year(year_text)
    if month_text is None:
        return Moment(year, _BY_UNSPECIFIED[unspecified], unspecified=unspecified, **marks)
    if unspecified:
        return "a time needs its year, month and day: write the date without the time"
    if hour is None:
        return _calendar_moment(year, month_text, day_text, marks)
    if "XX" in (month_text, day_text):
        return "a time needs its month and day: write the date without the time"
    offset, fault = _offset(offset_text)
    fault = fault or _day_fault(year, month_text, day_text) or _clock_fault(hour, minute, second)
    if fault:
        return fault
    return Moment(
        year,
        _MINUTE if second is None else _SECOND,
        int(month_text),
        int(day_text),
        int(hour),
        int(minute),
        None if second is None else int(second),
        offset,
        fraction=fraction or "",
        **marks,
    )


def _year(text: str) -> tuple[int, int]:
    """The first year meant and the number of digits left open."""
    unspecified = text.count("X")
    if not unspecified:
        return int(text), 0
    year = int(text.replace("X", "0").lstrip("-"))
    return (-(year + 10**unspecified - 1) if text[0] == "-" else year), unspecified


def _calendar_moment(year: int, month: str, day: str | None, marks: _Doubt) -> Moment | str:
    """A month, a season or a day, each perhaps unspecified."""
    if month == "XX":
        if day not in (None, "XX"):
            return f"a time needs its month: write {edtf_year(year)}-XX-XX"
        precision, count = (Precision.MONTH, 2) if day is None else (_DAY, 4)
        return Moment(year, precision, unspecified=count, **marks)
    if day is None and 21 <= int(month) <= 24:
        return Moment(year, Precision.SEASON, season=int(month), **marks)
    fault = _day_fault(year, month, day)
    if fault:
        return fault
    if day is None:
        return Moment(year, Precision.MONTH, int(month), **marks)
    if day == "XX":
        return Moment(year, _DAY, int(month), unspecified=2, **marks)
    return Moment(year, _DAY, int(month), int(day), **marks)


def edtf_year(year: int) -> str:
    """An astronomical year in EDTF: `0079`, `-0043`, `Y17000`."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _day_fault(year: int, month: str, day: str | None) -> str:
    """Why there is no such day or month, or ""."""
    number = int(month)
    if not 1 <= number <= 12:
        if groupings.FIRST <= number <= groupings.LAST:
            return f"a {groupings.kind(number)} has no days: write {edtf_year(year)}-{month}"
        return f"there is no month {month}: months are 01 to 12, seasons 21 to 24, quarters 33 to 36"
    if day is None or day == "XX":
        return ""
    length = days_in_month(year, number)
    if not 1 <= int(day) <= length:
        return f"there is no day {day}: {edtf_year(year)}-{month} has {length} days"
    return ""


def _clock_fault(hour: str, minute: str, second: str | None) -> str:
    """Why clocks do not show that, or ""."""
    if hour == "24":
        return "hours are 00 to 23: the end of a day is T00:00 of the next"
    if hour > "23":
        return f"there is no hour {hour}: hours are 00 to 23"
    if minute > "59":
        return f"there is no minute {minute}: minutes are 00 to 59"
    if second == "60":
        return "a leap second has no place on a civil line: write :59"
    if second is not None and second > "59":
        return f"there is no second {second}: seconds are 00 to 59"
    return ""


def _offset(text: str | None) -> tuple[int | None, str]:
    """Seconds east of UTC, and what is wrong with them or ""."""
    if text is None:
        return None, ""
    if text == "Z":
        return 0, ""
    hours, minutes = text[1:3], text[4:6] or "00"
    if hours > "23" or minutes > "59":
        return None, f"no clock is {text} from UTC: offsets run from -23:59 to +23:59"
    seconds = int(hours) * 3600 + int(minutes) * 60
    return (-seconds if text[0] == "-" else seconds), ""


def span(moment: Moment, floating: tzinfo | None, line: tzinfo | None) -> tuple[int, int]:
    """The half-open span on the line, in seconds, in which the moment lies."""
    year, precision = moment.year, moment.precision
    wall = moment.wall
    if wall is not None:
        return place(wall, 60 if moment.second is None else 1, moment.offset, floating, line)
    if moment.mask:
        from timeline_tui.dates.masks import hull

        return hull(moment.mask) or (0, 0)  # which has been read, so something fits
    if moment.season is not None:
        start, after = groupings.days(year, moment.season)
        return start * DAY, after * DAY
    if moment.month is None:
        width = moment.width or _YEARS.get(precision, 1)
        return days_from_civil(year) * DAY, days_from_civil(year + width) * DAY
    first = days_from_civil(year, moment.month, moment.day or 1)
    length = days_in_month(year, moment.month) if moment.day is None else 1
    return first * DAY, (first + length) * DAY
