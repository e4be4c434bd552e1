"""Dates in a narrow column: the parts of a label, and the sign for what it leaves open or in doubt."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from timeline_tui.dates import groupings
from timeline_tui.dates.calendar import DAY, civil_from_days, days_from_civil, weekday
from timeline_tui.dates.names import GREGORIAN, MONTHS, WEEKDAYS, year_text
from timeline_tui.dates.value import Date, Moment, Precision

WIDEST = 11
"""Cells of a label in the list, without the year that may stand behind it."""


class ShortDate(NamedTuple):
    """The parts of a date in the list. Each is "" where there is nothing to show.

    `year` heads a group of rows, `label_day` ("7 Aug Wed", "Aug", "summer", "1940s", "to 1984") with `tail` behind
    it takes at most 11 cells, 14 where something stands in front of it as well; `time` is a clock time on the
    chronology's line. `mark` is one cell: doubt ("~" about, "?" uncertain, "%" both) goes before extent ("↔" an
    interval, or all dates of a set; "<" at the date or earlier); "…" is what has a part left open: digits, an end, or
    which date of a set.

    What the mark leaves open is said beside the date, for a doubt may stand there: `tail` is "–" where the end is
    open, "–?" where it is unknown, " or" where one of a set is meant, " +2" or " +" where all are. In front stands
    "to " where the start is open, "?–" where it is unknown, "by " for a date or an earlier one.
    """

    year: str
    label_day: str
    time: str
    mark: str
    tail: str = ""


@lru_cache(maxsize=2048)  # a row asks for its own several times, and for that of the row above
def short_date(date: Date, *, ascii: bool = False, at: int | None = None) -> ShortDate:
    """The parts of the date for a narrow column.

    An interval is labelled by its start, one without a start by its end. Times and their days
    are those of the line, where the list is ordered; or `at`, in civil seconds. `ascii` keeps to ASCII.
    """
    if date.one_of or date.all_of:
        from timeline_tui.dates.labels import set_label

        return set_label(date, ascii=ascii)
    shown, prefix, tail = date.start, "", ""
    dash = "-" if ascii else "–"
    if date.interval:
        if shown is None:
            shown, prefix = date.end, f"?{dash}" if date.unknown_start else "to "
        elif date.reversed:
            shown = date.end
        elif date.end is None:
            tail = f"{dash}?" if date.unknown_end else dash
    mark = sign(date, ascii=ascii)
    if shown is None:
        return ShortDate("", "", "", mark)
    year, label, clock = label_parts(date.earliest if at is None else at, shown, prefix, tail)
    return ShortDate(year, label, clock, mark, tail)


def sign(date: Date, *, ascii: bool = False) -> str:
    """The one cell beside the date: see `ShortDate`."""
    mark = _sign(date)
    return {"↔": "=", "…": "."}.get(mark, mark) if ascii else mark


def _sign(date: Date) -> str:
    if date.approximate or date.uncertain:
        return ("~" if not date.uncertain else "%") if date.approximate else "?"
    if date.interval:
        if date.earliest is None and date.latest is not None:
            return "<"
        return "↔" if date.earliest is not None and date.latest is not None else "…"
    if date.all_of:
        closed = date.earliest is not None and date.latest is not None
        return ("↔" if "," in date.text or ".." in date.text else "") if closed else "…"
    start = date.start
    if start is None:
        if date.one_of and date.earliest is None:
            return "<"
        return "…" if date.one_of and ("," in date.text or ".." in date.text) else ""
    return "…" if start.unspecified or start.width else ""


def label_parts(at: int | None, shown: Moment, prefix: str, tail: str) -> tuple[str, str, str]:
    """Year, label and time of a `ShortDate`; `at` is the second of the line that a time is shown at."""
    room = WIDEST - max(len(prefix), len(tail))
    if shown.mask or shown.estimate is not None:
        from timeline_tui.dates.labels import open_labels

        return (*open_labels(shown, prefix, room), "")
    year, month, day, clock = shown.year, shown.month, shown.day, ""
    if shown.hour is not None and at is not None:
        days, seconds = divmod(at, DAY)
        year, month, day = civil_from_days(days)
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    name = year_label(shown) if shown.precision < Precision.YEAR else compact_year(year)
    if shown.season is not None:
        return name, prefix + groupings.label(shown.season), clock
    if month is None:
        label = compact_year(year, rough=True) if len(name) > room else name
        return name, prefix + label, clock
    label = MONTHS[month][:3]
    if day is not None:
        label = f"{day} {label}"
        if not prefix and not tail and year >= GREGORIAN and not shown.doubts:
            label += f" {WEEKDAYS[weekday(days_from_civil(year, month, day))]}"
    return name, prefix + label, clock


def compact_year(year: int, *, rough: bool = False) -> str:
    """A year in at most 7 cells and its "BC", if `rough` in 5; the detail pane has it in full."""
    number = year if year > 0 else 1 - year
    text = str(number)
    if number >= (100_000 if rough else 10_000_000):
        size, sign = next((size, sign) for size, sign in _SIZES if number >= size * 0.9995)
        text = f"{number / size:.3g}{sign}"
    if year <= 0:
        return f"{text} BC"
    return f"AD {text}" if year < 1000 else text


_SIZES = ((1e9, "G"), (1e6, "M"), (1e3, "K"))


def year_label(moment: Moment) -> str:
    """The years that open digits leave, each width in its own form: "2000s" ten, "20XX" a hundred, "2XXX".

    So too before AD 10, where no "s" can be said: "-003X" is 40 - 31 BC. At most 7 cells.
    """
    digits = {Precision.DECADE: 1, Precision.CENTURY: 2, Precision.MILLENNIUM: 3}[moment.precision]
    if digits == 1 and moment.year >= 10:
        return f"{year_text(moment.year)}s"
    return f"{'-' * (moment.year < 0)}{abs(moment.year):04}"[:-digits] + "X" * digits
