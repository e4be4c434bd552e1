"""Digits left open anywhere in a date, as in `156X-12-25`: which days, months or years are meant.

A mask is the date as written, without qualifiers. All it may mean is walked through in order and only as far as
somebody asks, since `XXXX-12-XX` means ten thousand Decembers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from timeline_tui.dates import groupings
from timeline_tui.dates.calendar import DAY, civil_from_days, days_from_civil, days_in_month


def parts(mask: str) -> tuple[str, str, str]:
    """Year, month and day of a mask, "" where it has none."""
    size = 5 if mask[0] == "-" else 4
    year, rest = mask[:size], mask[size + 1 :]
    month, _, day = rest.partition("-")
    return year, month, day


@lru_cache(maxsize=256)
def years(mask: str) -> tuple[int, ...]:
    """Every astronomical year of four digits that fits, in order. There is no year -0000."""
    if mask[0] == "-":
        return tuple([-number for number in reversed(_numbers(mask[1:])) if number])
    return tuple(_numbers(mask))


@lru_cache(maxsize=256)
def months(mask: str) -> tuple[int, ...]:
    """Every month that fits; of a mask without X also a grouping of months."""
    if "X" not in mask and groupings.FIRST <= int(mask) <= groupings.LAST:
        return (int(mask),)
    return tuple([number for number in _numbers(mask) if 1 <= number <= 12])


@lru_cache(maxsize=256)
def days(mask: str) -> tuple[int, ...]:
    """Every number that fits and that some month has as a day."""
    return tuple([number for number in _numbers(mask) if 1 <= number <= 31])


def _numbers(mask: str) -> list[int]:
    found = [0]
    for digit in mask:
        digits = range(10) if digit == "X" else (int(digit),)
        found = [10 * number + each for number in found for each in digits]
    return found


def is_whole(mask: str) -> bool:
    """Whether a run of whole years is meant, and nothing in it left out: `1XXX-XX`."""
    year, month, day = parts(mask)
    return "X" not in year.rstrip("X") and month in ("", "XX") and day in ("", "XX")


def effort(mask: str) -> int:
    """How many steps a walk through all of the mask takes: the years, months and days that `members` tries."""
    year, month, day = parts(mask)
    if is_whole(mask):
        return 1
    open_days = day not in ("", "XX")
    of_months = len(months(month)) if month and (month != "XX" or open_days) else 1
    return len(years(year)) * of_months * (len(days(day)) if open_days else 1)


def members(mask: str, since: int | None = None, *, backwards: bool = False) -> Iterator[tuple[int, int]]:
    """The half-open spans in seconds that the mask may mean, in order, without those that end by `since`.

    What is open in every digit is not taken apart: of `1984-10-XX` the month is the one span.
    """
    year, month, day = parts(mask)
    if is_whole(mask):
        first, after = days_from_civil(years(year)[0]) * DAY, days_from_civil(years(year)[-1] + 1) * DAY
        if since is None or after > since:
            yield first, after
        return
    all_years: Sequence[int] = years(year)
    all_days: Sequence[int | None] = days(day) if day not in ("", "XX") else (None,)
    all_months: Sequence[int | None] = (None,)
    if month and not (month == "XX" and all_days == (None,)):
        all_months = months(month)
    if since is not None:
        # A winter of the year before may last until now.
        all_years = all_years[bisect_left(all_years, civil_from_days(since // DAY)[0] - 1) :]
    if backwards:
        all_years, all_months, all_days = all_years[::-1], all_months[::-1], all_days[::-1]
    for one_year in all_years:
        for one_month in all_months:
            for one_day in all_days:
                span = _span(one_year, one_month, one_day)
                if span is not None and (since is None or span[1] > since):
                    yield span


def _span(year: int, month: int | None, day: int | None) -> tuple[int, int] | None:
    """The seconds of a year, a month or a day; None where the month has no such day."""
    if month is None:
        return days_from_civil(year) * DAY, days_from_civil(year + 1) * DAY
    if month > 12:
        first, after = groupings.days(year, month)
        return first * DAY, after * DAY
    length = days_in_month(year, month)
    first = days_from_civil(year, month, day or 1)
    if day is None:
        return first * DAY, (first + length) * DAY
    return (first * DAY, (first + 1) * DAY) if day <= length else None


@lru_cache(maxsize=256)
def hull(mask: str) -> tuple[int, int] | None:
    """From the first second that the mask may mean to the last; None where nothing in the calendar fits."""
    first = next(members(mask), None)
    last = next(members(mask, backwards=True), None)
    return (first[0], last[1]) if first is not None and last is not None else None
