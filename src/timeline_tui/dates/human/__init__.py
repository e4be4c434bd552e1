"""Dates as people type them into a search: "7 aug", "44 BC", "-2w", "last monday", "1990s", "6 - 10 august 2024".

EDTF comes first, so that what works in a file works here, and then whatever `format_date` shows. What is understood
becomes EDTF, of the precision that was typed: "august 2024" is a month. dateutil comes last, for the parts it really
found. Where something was guessed, the `Reading` says how it was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as civil_date
from datetime import datetime, tzinfo

from msgspec import Struct

from timeline_tui.dates.calendar import DAY, civil_from_days
from timeline_tui.dates.display import format_date, format_span
from timeline_tui.dates.edtf import edtf_year, parse_edtf, read
from timeline_tui.dates.human.reading import Context, DateOrder, Found, Reading
from timeline_tui.dates.value import Date, Precision
from timeline_tui.dates.zones import from_wall, same_zone, to_wall
from timeline_tui.errors import DateError
from timeline_tui.secure import Feature, allowed
from timeline_tui.text import clip, fold, reveal

__all__ = ["DateContext", "DateOrder", "Reading", "in_edtf", "read_human"]

_LONGEST = 500
_QUALIFIED = r"(about |around |approximately |circa |ca?\.? ?(?=[0-9])|~ ?)?(.*?) ?(\?|~|%|\(uncertain\))?"


class DateContext(Struct, frozen=True):
    """What a typed date leaves out."""

    today: civil_date
    """The day that "-2w" counts from; a datetime with its zone, where hours are counted too."""
    near: Date | None = None
    """The date whose year, century and day complete a typed date; that of `today` if None or of no known year."""
    floating: tzinfo | None = None
    """The zone of a clock time without an offset; see `timeline_tui.dates.parse_edtf`."""
    line: tzinfo | None = None
    """The zone of the list; see `timeline_tui.dates.parse_edtf`."""
    order: DateOrder = "dmy"
    """How 1/2/24 is read."""


def read_human(text: str, dates: DateContext) -> Reading:
    """Read a date as a person types it.

    Args:
        text: The date.
        dates: What completes it.

    Returns:
        The date, as precise as it was typed, with a note on how it was read if something was assumed.

    Raises:
        DateError: If it is not a date.
    """
    typed = text.strip()
    floating, line, near = dates.floating, dates.line, dates.near
    date = read(typed, floating, line)
    if not isinstance(date, str):
        return Reading(date, _either(date, line))
    if len(typed) > _LONGEST:
        raise DateError(clip(typed, 60), "too long for a date: write 2024-08-07, 7 aug 2024 or -2w")
    year = dates.today.year
    if near is not None and near.start is not None and near.start.precision >= Precision.YEAR:
        year = near.start.year
    try:
        found = _understood(_words(typed), _context(dates, year))
    except ValueError as error:
        raise DateError(typed, str(error)) from None
    if found is None:
        # Digits and signs alone are somebody's EDTF: its own parser knows what is wrong with them.
        if re.fullmatch(r"[-+0-9XYTZEPSxu~?%/.:\[\]{}, ]+", typed):
            return Reading(parse_edtf(typed, floating, line))
        from timeline_tui.dates.human.refusal import refusal

        raise DateError(typed, refusal(_words(typed)))
    date = read(found.edtf, floating, line)
    if isinstance(date, str):
        raise DateError(typed, date)
    notes = ["" if found.guess is None else _note(typed, date, found.guess), _either(date, line)]
    return Reading(date, "; ".join(filter(None, notes)))


def _context(dates: DateContext, year: int) -> Context:
    today = dates.today
    now = today if isinstance(today, datetime) else None
    day = civil_date(today.year, today.month, today.day)
    context = Context(day, year, dates.order, year != today.year, now, day.isoformat(), "today")
    if dates.near is None:
        return context
    return context._replace(day=_day_of(dates.near, dates.floating, dates.line), whose_day="the cursor's day")


def _day_of(near: Date, floating: tzinfo | None, line: tzinfo | None) -> str:
    """The day of a date, in the zone that times are read in; "" where it is not known to the day."""
    if near.precision < Precision.DAY or near.earliest is None or near.gaps:
        return ""
    second = near.earliest
    if "T" in near.text and not same_zone(floating, line):
        second = to_wall(second if line is None else from_wall(second, line), floating)
    year, month, day = civil_from_days(second // DAY)
    return f"{edtf_year(year)}-{month:02}-{day:02}" if abs(year) <= 9999 else ""


def _either(date: Date, line: tzinfo | None) -> str:
    """That a clock time comes twice, where it does."""
    if line is None or "T" not in date.text:
        return ""
    from timeline_tui.dates.human.twice import twice

    return twice(date, line)


def in_edtf(text: str) -> str:
    """The EDTF of a date in words that names its year; "" where the words are none."""
    nothing = Context(civil_date.min, None)
    try:
        found = _qualified(_words(text.strip()[:_LONGEST]), nothing, _stated)
    except ValueError:  # it names a year that may be several
        return ""
    return found.edtf if found is not None and found.guess is None else ""


def _words(typed: str) -> str:
    # Before folding, which takes apostrophes out and makes one of dashes, between dates, and hyphens, within them.
    words = re.sub("[\u2013\u2014]", " - ", typed)
    words = "'".join(map(fold, re.split("['\u2019]", words)))
    return " ".join(words.split())


def _understood(words: str, context: Context) -> Found | None:
    from timeline_tui.dates.human.ends import interval
    from timeline_tui.dates.human.several import several

    return (
        _end(words, context)
        or several(words, context, _end)
        or interval(words, context, _end)
        or _last_resort(words, context)
    )


def _end(words: str, context: Context) -> Found | None:
    """One date, or an interval that has a name, with what makes it doubtful."""
    return _qualified(words, context, _date)


def _last_resort(words: str, context: Context) -> Found | None:
    # dateutil imports ctypes, which secure mode does not let load anything.
    if not re.search("[a-z]{3}", words) or not allowed(Feature.PROCESSES):
        return None
    from timeline_tui.dates.human.resort import by_dateutil

    return _qualified(words, context, by_dateutil)


def _date(words: str, context: Context) -> Found | None:
    from timeline_tui.dates.human.clocks import clock_time
    from timeline_tui.dates.human.numeric import numeric
    from timeline_tui.dates.human.relative import relative

    return (
        clock_time(words, context)
        or relative(words, context)
        or numeric(words, context)
        or _stated(words, context)
    )


def _stated(words: str, context: Context) -> Found | None:
    from timeline_tui.dates.human.absolute import absolute
    from timeline_tui.dates.human.gaps import gaps

    return absolute(words, context) or gaps(words, context)


def _qualified(words: str, context: Context, find: Callable[[str, Context], Found | None]) -> Found | None:
    """What the words without "about" or a closing "?" mean, with the EDTF mark of these."""
    if words.endswith(")"):
        from timeline_tui.dates.human.gaps import doubted, estimate

        parts = estimate(words, context) or doubted(words, context, find)
        if parts is not None:
            return parts
    match = re.fullmatch(_QUALIFIED, words)
    if match is None:
        return find(words, context)
    about = match[1] is not None or match[3] in ("~", "%")
    doubt = match[3] in ("?", "%", "(uncertain)")
    mark = ("%" if about else "?") if doubt else ("~" if about else "")
    found = find(match[2], context)
    return found and found._replace(edtf=found.edtf.replace("/", f"{mark}/") + mark)


def _note(typed: str, date: Date, hint: str) -> str:
    shown = format_date(date, ascii=True)
    if date.start is not None and date.start.season is not None:
        shown = format_span(date.earliest, date.latest, ascii=True)
    return f"{reveal(clip(typed, 30))} read as {shown}" + (f": {hint}" if hint else "")
