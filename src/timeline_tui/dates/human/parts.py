"""Halves and quarters: "Q3 2024", "third quarter of 2024", "first half of the 1990s", "second half of august 2024"."""

from __future__ import annotations

import re

from timeline_tui.dates.calendar import days_in_month
from timeline_tui.dates.edtf import edtf_year, read
from timeline_tui.dates.human.reading import Found
from timeline_tui.dates.value import Precision

_NTH = ("first", "second", "third", "fourth")
_GROUPING = {4: 33, 2: 40}  # what EDTF calls the first quarter and the first half
_ORDINALS = "|".join(_NTH)
PART = (
    rf"(?:(?P<before>[0-9]{{4}})[- ]?)?(?:(?P<letter>[qh])(?P<number>[1-4])"
    rf"|(?P<nth>{_ORDINALS}|1st|2nd|3rd|4th|last)\s+(?P<what>quarter|half))(?:\s*,?\s*(?:of\s+)?(?:the\s+)?(?P<whole>.+))?"
)
"""A half or a quarter, in front of or behind what it is a part of."""


def part_of(match: re.Match[str], whole: Found) -> Found | None:
    """The part of `whole` that a match of `PART` names. `ValueError` where there is no such part."""
    if match["before"] and match["whole"]:
        return None
    count = 4 if (match["letter"] or match["what"][0]) == "q" else 2
    number = int(match["number"]) if match["number"] else _number(match["nth"], count)
    if number > count:
        raise ValueError("a year has two halves, and four quarters")
    first, last = _ends(whole.edtf)
    if last - first + 1 == 1:
        if abs(first) > 9999:
            return None
        return whole._replace(edtf=f"{edtf_year(first)}-{_GROUPING[count] + number - 1}")
    years = last - first + 1
    if years > 1 and years % count == 0:
        start = first + (number - 1) * years // count
        return whole._replace(edtf=f"{edtf_year(start)}/{edtf_year(start + years // count - 1)}")
    if re.fullmatch("-?[0-9]{4}-(0[1-9]|1[0-2])", whole.edtf) and count == 2:
        year_text, _, month = whole.edtf.rpartition("-")
        days = ("01", "15") if number == 1 else ("16", f"{days_in_month(int(year_text), int(month)):02}")
        return Found("/".join([f"{whole.edtf}-{day}" for day in days]), "write both days if not")
    return None


def _number(nth: str, count: int) -> int:
    if nth == "last":
        return count
    return int(nth[0]) if nth[0].isdigit() else _NTH.index(nth) + 1


def _ends(edtf: str) -> tuple[int, int]:
    """The first and the last year of what is known in whole years; (1, 0) for all else."""
    date = read(edtf)
    if isinstance(date, str) or date.precision > Precision.YEAR or date.start is None:
        return 1, 0
    first = date.start.year
    if not date.interval:
        return first, first + 10**date.start.unspecified - 1
    return (first, date.end.year) if date.end is not None else (1, 0)
