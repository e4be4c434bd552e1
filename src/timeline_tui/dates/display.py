"""Dates for people: the long form of the detail pane, and spans for headers.

Nothing is shown more precisely than it was written. Dates before Christ are shown as historians count them
(the year -0043 is 44 BC). Weekdays are left out before 1583, when the Gregorian calendar was not in use.
"""

from __future__ import annotations

from timeline_tui.dates import groupings
from timeline_tui.dates.calendar import DAY, civil_from_days, days_from_civil, weekday
from timeline_tui.dates.names import GREGORIAN, MONTHS, WEEKDAYS, year_text, years_text
from timeline_tui.dates.value import Date, Moment, Precision


def offset_text(offset: int | None) -> str:
    """The offset of a time behind it: " +02:00", " UTC", "" for None."""
    if offset is None:
        return ""
    if offset == 0:
        return " UTC"
    minutes, seconds = divmod(abs(offset), 60)
    odd = f":{seconds:02}" if seconds else ""  # before zones were whole minutes
    return f" {'-' if offset < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}{odd}"


def _clock_text(moment: Moment) -> str:
    if moment.hour is None or moment.minute is None:
        return ""
    fraction = f".{moment.fraction}" if moment.fraction else ""
    seconds = "" if moment.second is None else f":{moment.second:02}{fraction}"
    return f"{moment.hour:02}:{moment.minute:02}{seconds}"


def _day_text(moment: Moment, with_weekday: bool) -> str:
    """The calendar part of a moment, without qualifiers and time."""
    if moment.mask or moment.estimate is not None:
        from timeline_tui.dates import words

        return words.mask_text(moment) if moment.mask else words.estimate_text(moment)
    year = year_text(moment.year)
    if moment.season is not None:
        return groupings.text(moment.season, year)
    if moment.month is None:
        if moment.precision >= Precision.MONTH:
            return f"some {'month' if moment.precision is Precision.MONTH else 'day'} in {year}"
        return years_text(moment.year, moment.precision.years)
    month = f"{MONTHS[moment.month]} {year}"
    if moment.day is None:
        return month if moment.precision is Precision.MONTH else f"some day in {month}"
    text = f"{moment.day} {month}"
    if with_weekday and moment.year >= GREGORIAN and not moment.doubts:
        day = days_from_civil(moment.year, moment.month, moment.day)
        text = f"{WEEKDAYS[weekday(day)]} {text}"
    return text


def moment_text(moment: Moment, with_weekday: bool) -> str:
    """One date in full, with its time and its doubts."""
    text = _day_text(moment, with_weekday)
    clock = _clock_text(moment)
    if clock:
        text += f", {clock}{offset_text(moment.offset)}"
    return _qualified(text, moment)


def _qualified(text: str, moment: Moment) -> str:
    if moment.doubts:
        from timeline_tui.dates.words import part_doubts

        return f"{text} ({', '.join(part_doubts(moment))})"
    if moment.approximate:
        if moment.estimate is not None:  # which is told as "about" already
            return f"{text} (approximate{' and uncertain' if moment.uncertain else ''})"
        text = f"about {text}"
    return f"{text} (uncertain)" if moment.uncertain else text


def format_date(date: Date, *, weekday: bool = True, ascii: bool = False) -> str:
    """The date in full, as in "Wed 7 August 2024, 14:30 +02:00", times with their offset as written.

    `weekday` names the day of the week of single days; `ascii` keeps to ASCII.
    """
    return format_parts(date, date.start, date.end, weekday=weekday, ascii=ascii)


def format_parts(date: Date, start: Moment | None, end: Moment | None, *, weekday: bool, ascii: bool) -> str:
    """`format_date` with other parts in the place of the date's own."""
    if date.one_of or date.all_of:
        from timeline_tui.dates.words import set_text

        text = set_text(date)
    elif not date.interval:
        text = moment_text(start, weekday) if start is not None else date.text
    else:
        text = _interval_text(date, start, end)
    return text.replace("–", "-") if ascii else text


def _interval_text(date: Date, start: Moment | None, end: Moment | None) -> str:
    if start is not None and end is not None:
        text = _both_ends(start, end)
        return f"{text} (reversed)" if date.reversed else text
    no_start = "start unknown" if date.unknown_start else "open start"
    no_end = "end unknown" if date.unknown_end else "open end"
    if start is not None:
        return f"from {moment_text(start, False)}, {no_end}"
    if end is not None:
        return f"until {moment_text(end, False)}, {no_start}"
    return f"{no_start}, {no_end}"


def _is_open(moment: Moment) -> bool:
    """Whether it is some day or month of a longer span."""
    return moment.unspecified > 0 and moment.precision >= Precision.MONTH


def _both_ends(start: Moment, end: Moment) -> str:
    """Both ends of an interval, what they share written once: "6 – 10 August 2024"."""
    last = moment_text(end, False)
    if (
        start.mask or end.mask or _is_open(start) or _is_open(end)
    ):  # "some day in 2024 – 2026" would be one day
        return f"from {moment_text(start, False)} to {last}"
    plain = not (start.approximate or start.uncertain or end.approximate or end.uncertain)
    alike = plain and start.precision is end.precision and not (start.unspecified or end.unspecified)
    if not alike or start.year != end.year or start.month is None or end.month is None:
        return f"{moment_text(start, False)} – {last}"
    if start.hour is not None:
        if (start.month, start.day, start.offset) != (end.month, end.day, end.offset):
            return f"{moment_text(start, False)} – {last}"
        until = _clock_text(end) + offset_text(end.offset)
        return f"{_day_text(start, False)}, {_clock_text(start)} – {until}"
    if start.day is None:
        return f"{MONTHS[start.month]} – {last}"
    first = str(start.day) if start.month == end.month else f"{start.day} {MONTHS[start.month]}"
    return f"{first} – {last}"


_FAR_APART = 20
"""Years from which on a span is told in years only."""


def format_span(earliest: int | None, latest: int | None, *, ascii: bool = False) -> str:
    """A half-open span on the line for a header: "6 – 8 Aug 2024", "Aug 2024", "44 BC – 2024".

    Whole months and years are told as such; a span of 20 years and more, or beyond AD 1-9999, in years.
    """
    if earliest is None:
        return "all time" if latest is None else f"until {_short_day((latest - 1) // DAY)}"
    if latest is None:
        return f"from {_short_day(earliest // DAY)}"
    text = _days_span(earliest // DAY, max(latest - 1, earliest) // DAY)
    return text.replace("–", "-") if ascii else text


def _short_day(days: int) -> str:
    year, month, day = civil_from_days(days)
    return f"{day} {MONTHS[month][:3]} {year_text(year)}" if 0 < year < 10_000 else year_text(year)


def _days_span(first: int, last: int) -> str:
    """Both days included."""
    year, month, day = civil_from_days(first)
    last_year, last_month, _ = civil_from_days(last)
    _, next_month, next_day = civil_from_days(last + 1)
    whole_months = day == 1 == next_day
    whole_years = whole_months and month == 1 == next_month
    if whole_years or last_year - year >= _FAR_APART or not 0 < year <= last_year < 10_000:
        start, end = year_text(year), year_text(last_year)
    elif whole_months:
        start = f"{MONTHS[month][:3]} {year_text(year)}"
        end = f"{MONTHS[last_month][:3]} {year_text(last_year)}"
    else:
        start, end = _short_day(first), _short_day(last)
    if start == end:
        return end
    if (year, month) == (last_year, last_month):
        start = str(day)
    elif year == last_year:
        start = start.removesuffix(f" {year_text(year)}")
    return f"{start} – {end}"
