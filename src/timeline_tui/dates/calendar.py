"""The proleptic Gregorian calendar in plain integers, for any year.

`datetime` ends at the years 1 and 9999; history and geology do not. Days count from 1970-01-01, years are
astronomical (0 is 1 BC), as in ISO 8601. The arithmetic goes by eras of 400 years, which repeat exactly.
"""

from __future__ import annotations

DAY = 86_400
"""Seconds in a civil day; leap seconds have no place on a civil line."""

_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_LENGTH = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether the Gregorian year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """The length of a month (1-12) in days."""
    return 29 if month == 2 and is_leap(year) else _LENGTH[month]


def days_from_civil(year: int, month: int = 1, day: int = 1) -> int:
    """Days from 1970-01-01 to the date. The month must be 1-12; the day may be any number, it is added."""
    past = year - 1
    days = past * 365 + past // 4 - past // 100 + past // 400 + _BEFORE[month] + day - 719_163
    return days + 1 if month > 2 and is_leap(year) else days


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Year, month and day of a number of days since 1970-01-01."""
    # Years that begin in March put the leap day last, so that month lengths follow one formula.
    era, day_of_era = divmod(days + 719_468, 146_097)
    year_of_era = (day_of_era - day_of_era // 1_460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return era * 400 + year_of_era + (month <= 2), month, day


def weekday(days: int) -> int:
    """The day of the week, Monday 0 to Sunday 6, of a number of days since 1970-01-01."""
    return (days + 3) % 7


def iso_week(days: int) -> tuple[int, int]:
    """The year and the week (1-53) of ISO 8601 that a day is in: a week is of the year of its Thursday."""
    thursday = days - weekday(days) + 3
    year = civil_from_days(thursday)[0]
    return year, (thursday - days_from_civil(year)) // 7 + 1


def add_months(year: int, month: int, day: int, months: int) -> tuple[int, int, int]:
    """The date so many months later (or earlier); a day the month has not becomes its last."""
    years, index = divmod(month - 1 + months, 12)
    year, month = year + years, index + 1
    return year, month, min(day, days_in_month(year, month))
