"""The names of months, days and years, as people write them."""

from __future__ import annotations

MONTHS = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SPANS = {10: "decade", 100: "century", 1000: "millennium", 10_000: "ten thousand years"}
GREGORIAN = 1583
"""The first whole year of the Gregorian calendar: before it, no day of the week and no week is told."""


def without_weekday(label: str) -> str:
    """Return the label of a day, "7 Aug Wed", without its weekday."""
    day, _, last = label.rpartition(" ")
    return day if last in WEEKDAYS else label


def year_text(year: int) -> str:
    """An astronomical year as people write it: 2024, AD 79, 44 BC, year 17000."""
    if year <= 0:
        return f"{1 - year} BC"
    if year < 1000:
        return f"AD {year}"
    return str(year) if year < 10_000 else f"year {year}"


def years_text(year: int, width: int) -> str:
    """A year, or the decade, century or millennium that begins with it, by how many years wide it is."""
    if width == 1:
        return year_text(year)
    span = _SPANS[width]
    if year < width:
        return f"{year_text(year)} – {year_text(year + width - 1)} ({span})"
    text = f"{year_text(year)}s"
    if width == 10:
        # "2000s" alone could be the century.
        return f"{text} ({span})" if year % 100 == 0 else text
    return f"{text} ({span})"
