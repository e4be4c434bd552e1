"""The time that several dates span, in a few words, as precise and as sure as the dates at its ends are."""

from __future__ import annotations

from collections.abc import Iterable

from timeline_tui.dates.names import without_weekday
from timeline_tui.dates.sets import edge
from timeline_tui.dates.short import short_date
from timeline_tui.dates.value import Date


def span_label(dates: Iterable[Date], *, ascii: bool = False) -> str:
    """ "7 – 9 Aug 2024", "~ Aug 2024 on", "until 44 BC", "" without dates.

    The first and the last date speak for themselves: "about August" stays about August, and an open end is not
    left out for a day that happens to be known.
    """
    known = list(dates)
    if not known:
        return ""
    dash = "-" if ascii else "–"
    starts = [date for date in known if date.earliest is not None]
    ends = [date for date in known if date.latest is not None]
    open_start, open_end = len(starts) < len(known), len(ends) < len(known)
    first = _label(min(starts, key=lambda d: d.earliest or 0), last=False) if starts else ""
    last = _label(max(ends, key=lambda d: d.latest or 0), last=True) if ends else ""
    if open_end:
        if not first or (open_start and not last):
            return "at any time"
        return f"{first} {dash} {last} and beyond" if open_start else f"{first} on"
    if open_start:
        return f"until {last}"
    if first == last:
        return first
    shared = _shared(first, last)
    return f"{first[: len(first) - shared].rstrip()} {dash} {last}"


def _label(date: Date, *, last: bool) -> str:
    if date.one_of or date.all_of:
        return _label(edge(date, last=last), last=last)
    moment = date.end if last and date.interval and date.end is not None and not date.reversed else None
    short = short_date(date)
    label = without_weekday(short.label_day)
    if moment is not None:
        label = _of_moment(date)
    elif short.year and short.year not in label:
        label = f"{label} {short.year}"
    mark = short.mark if short.mark in ("~", "?", "%") else ""
    return f"{mark} {label}".strip()


def _of_moment(date: Date) -> str:
    """The end of an interval, read by itself."""
    from timeline_tui.dates.edtf import parse_edtf

    written = date.text.partition("/")[2]
    return _label(parse_edtf(written), last=False).lstrip("~?% ") if written not in ("", "..") else date.text


def _shared(first: str, last: str) -> int:
    """How many characters at its end the first label need not say, for the last says them: " Aug 2024"."""
    one, other = first.split(" "), last.split(" ")
    count = 0
    while count < min(len(one), len(other)) - 1 and one[-1 - count] == other[-1 - count]:
        count += 1
    left = one[: len(one) - count]
    if not any(part[:1].isdigit() for part in left):  # "Aug 2024 – 8 Aug 2024" keeps its month and year
        count = 1 if count and len(one) > 1 and one[-1] == other[-1] and left else 0
        if len(one) - count < 1 or len(left) < 1:
            return 0
    return len(" ".join(one[len(one) - count :])) if count else 0
