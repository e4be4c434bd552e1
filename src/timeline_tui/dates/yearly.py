"""Dates of any year: `XXXX-03-13`, which is asked for as "on this day"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from timeline_tui.dates import masks
from timeline_tui.dates.calendar import DAY, civil_from_days
from timeline_tui.dates.value import BEYOND, bare_mask

_ANY = "XXXX"
_ENDS = re.compile(r"[/,]|\.\.")
_LEAP = "2000"
"""A year that has every day that any year has."""
_MOST_YEARS = 9
"""Years within which every date of any year comes at least once: 29 February, around a year such as 1900."""
_MOST_SPANS = 1000
"""Spans of a date with gaps that are looked at."""


def is_yearly(text: str) -> bool:
    """Whether a date is a month, a season or a day of any year, and not any year at all."""
    return text.startswith(f"{_ANY}-") and not masks.is_whole(bare_mask(text)) and "/" not in text


def blank(text: str) -> str:
    """Return the first end of a date that leaves every digit open, such as `XXXX` of `XXXX/2020`; "" if none does."""
    blanks = [part for part in _ENDS.split(text) if "X" in part and not any(map(str.isdigit, part))]
    return blanks[0].strip("[]{}") if blanks else ""


class Yearly:
    """A month, a season or some days of any year."""

    def __init__(self, text: str) -> None:
        """`text` is EDTF for which `is_yearly` holds."""
        self._rest = bare_mask(text)[len(_ANY) :]
        self._spans: dict[int, list[tuple[int, int]]] = {}

    def _of(self, year: int) -> list[tuple[int, int]]:
        """Return the spans of one year, with days that follow one another as one."""
        from timeline_tui.dates.spans import joined

        found = self._spans.get(year)
        if found is None:
            # The mask of a year before 0 has another form, and days repeat every 400 years.
            cycle = year // 400 - 5
            shift = cycle * 146_097 * DAY
            mask = f"{year - cycle * 400:04}{self._rest}"
            whole = [(a, b) for a, b in joined(masks.members(mask)) if a is not None and b is not None]
            found = self._spans[year] = [(a + shift, b + shift) for a, b in whole]
        return found

    def _near(self, earliest: int, latest: int) -> Iterator[tuple[int, int]]:
        """The spans around a span that is shorter than some years, in order; a winter begins in the year before."""
        first = civil_from_days(earliest // DAY)[0] - 1
        for year in range(first, first + _MOST_YEARS + 2):
            for span in self._of(year):
                if span[0] >= latest:
                    return
                yield span

    def touches(self, earliest: int, latest: int) -> bool:
        """Whether the date comes in a half-open span in any year; `BEYOND` with its sign is open."""
        if earliest == -BEYOND or latest == BEYOND:
            return True
        return any(end > earliest for _, end in self._near(earliest, latest))

    def holds(self, earliest: int, latest: int) -> bool:
        """Whether the date of one year has all of a half-open span."""
        if earliest == -BEYOND or latest == BEYOND:
            return False
        return any(start <= earliest and latest <= end for start, end in self._near(earliest, latest))

    def meets(self, text: str, *, certain: bool) -> bool:
        """The same of a date with gaps: `touches` for any of what it stands for, or `holds` for all of it."""
        from timeline_tui.dates.spans import spans

        bare = bare_mask(text)
        if is_yearly(text):
            bare = _LEAP + bare[len(_ANY) :]
            found: Iterator[tuple[int | None, int | None]] = masks.members(bare)
        else:
            found = spans(text)
        bounds = [
            (-BEYOND if start is None else start, BEYOND if end is None else end)
            for start, end in islice(found, _MOST_SPANS)
        ]
        return (
            all(self.holds(*each) for each in bounds)
            if certain
            else any(self.touches(*each) for each in bounds)
        )
