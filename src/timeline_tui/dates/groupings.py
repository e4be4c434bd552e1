"""Parts of a year that have a code in place of the month: seasons, quarters, quadrimesters, halves.

ISO 8601-2:2019 gives the codes 21 to 41 names and no dates. Seasons are taken as the meteorological ones, of three
whole months; 21 to 24, which name no hemisphere, as those of the north. What runs into the next year is of the year
in which it begins: winter 2001 ends in February 2002.
"""

from __future__ import annotations

from timeline_tui.dates.calendar import days_from_civil

FIRST, LAST = 21, 41
"""The lowest and the highest code."""

_SEASONS = ("spring", "summer", "autumn", "winter")
_NTH = ("1st", "2nd", "3rd", "4th")
_THIRDS = ("Jan-Apr", "May-Aug", "Sep-Dec")


def months(code: int) -> tuple[int, int]:
    """The first month (1-12) of a grouping, and how many months it has."""
    if code <= 28:
        return 3 * ((code - 21) % 4 + 1), 3
    if code <= 32:
        return 3 * ((code - 27) % 4 + 1), 3
    if code <= 36:
        return 3 * (code - 33) + 1, 3
    if code <= 39:
        return 4 * (code - 37) + 1, 4
    return 6 * (code - 40) + 1, 6


def days(year: int, code: int) -> tuple[int, int]:
    """The first day of a grouping and the day after its last, counted from 1970-01-01."""
    first, count = months(code)
    years, last = divmod(first + count - 1, 12)
    return days_from_civil(year, first), days_from_civil(year + years, last + 1)


def kind(code: int) -> str:
    """ "season", "quarter", "quadrimester" or "half-year"."""
    if code <= 32:
        return "season"
    return "quarter" if code <= 36 else "quadrimester" if code <= 39 else "half-year"


def text(code: int, year: str) -> str:
    """ "summer 2001", "summer 2001 (southern hemisphere)", "2nd quarter 2001"."""
    if code <= 24:
        return f"{_SEASONS[code - 21]} {year}"
    if code <= 28:
        return f"{_SEASONS[code - 25]} {year} (northern hemisphere)"
    if code <= 32:
        return f"{_SEASONS[code - 29]} {year} (southern hemisphere)"
    if code <= 36:
        return f"{_NTH[code - 33]} quarter {year}"
    if code <= 39:
        return f"{_NTH[code - 37]} quadrimester {year}"
    return f"{_NTH[code - 40]} half {year}"


def label(code: int) -> str:
    """The same without the year, in at most 8 cells."""
    if code <= 24:
        return _SEASONS[code - 21]
    if code <= 32:
        return f"{_SEASONS[(code - 21) % 4]} {'N' if code <= 28 else 'S'}"
    if code <= 36:
        return f"Q{code - 32}"
    return _THIRDS[code - 37] if code <= 39 else f"{_NTH[code - 40]} half"
