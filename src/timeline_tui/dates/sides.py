"""When an interval begins and ends, each as far as it is known: between, it certainly lasts."""

from __future__ import annotations

from typing import NamedTuple

from timeline_tui.dates.edtf import parse_edtf
from timeline_tui.dates.value import BEYOND, Date, Span


class Lasting(NamedTuple):
    """An interval begins before the second `begun`, and reaches the second `ending` at least.

    They are `BEYOND` with its sign where that side is open. Where its end is not known, all that is certain is that it
    lasted when it began; where its beginning is not, that it lasted until it ended. `begin_sure`, `end_sure`: that side
    is neither about nor uncertain.
    """

    begun: int
    ending: int
    begin_sure: bool
    end_sure: bool

    @property
    def certain(self) -> tuple[int, int]:
        """The last second at which it may have begun, and the last that it reaches whenever it ended.

        Nothing says how far from "about 1914" it may have begun: that year itself is not certain.
        """
        return self.begun - self.begin_sure, self.ending - (not self.end_sure)


def lasting(date: Date) -> Lasting:
    """The same of a date that is an interval."""
    first, last = (date.end, date.start) if date.reversed else (date.start, date.end)
    (_, begun), (ending, _) = sides(date)
    by, till = -BEYOND if begun is None else begun, BEYOND if ending is None else ending
    if date.unknown_start:
        by = BEYOND if date.latest is None else date.latest
    elif date.unknown_end:
        till = -BEYOND if date.earliest is None else date.earliest
    if begun is not None and begun == date.earliest:
        by += 1  # a time of day
    if ending is not None and ending == date.latest:
        till -= 1
    sure = [end is None or not (end.approximate or end.uncertain) for end in (first, last)]
    return Lasting(by, till, *sure)


def sides(date: Date) -> tuple[Span, Span]:
    """Between which seconds an interval begins, and between which it ends; None where that is open or unknown.

    "2024/2026-03" begins at any time in 2024. A side with a time of day is taken for known to the second.
    """
    first, last = (date.end, date.start) if date.reversed else (date.start, date.end)
    texts = date.text.split("/")[:: -1 if date.reversed else 1]
    begin = (None, None) if first is None else _within(texts[0], date.earliest)
    end = (None, None) if last is None else _within(texts[-1], date.latest)
    return begin, end


def _within(text: str, outer: int | None) -> Span:
    if "T" in text:
        return outer, outer
    date = parse_edtf(text)
    return date.earliest, date.latest
