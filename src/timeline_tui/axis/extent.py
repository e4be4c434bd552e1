"""From when to when an axis has to reach, so that nothing that is known of a view lies outside of it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain

from pyroaring import BitMap

from timeline_tui.axis.window import Window, fit
from timeline_tui.dates.calendar import DAY, days_from_civil
from timeline_tui.dates.sides import sides
from timeline_tui.dates.value import BEYOND
from timeline_tui.store import View
from timeline_tui.store.bounds import Bounds

_MARGIN = 12
"""Which part of the length is added where a side is open, so that one sees it go on."""
_YEAR_0, _YEAR_1, _YEAR_9999 = (days_from_civil(year) for year in (0, 1, 9999))
_FINEST = 4
"""Cells that the shortest date takes at most."""


def extent(view: View) -> tuple[int, int] | None:
    """The half-open span of seconds in which every known beginning and end of the view lies; None without any.

    Of an interval that is open on one side, the other side counts, and it reaches a little further on the open one.
    What may be of any year at all, `XXXX-12-25`, says nothing of where the others lie.
    """
    bounds = view.store.bounds
    last = _last_dated(view)
    if last is None:
        return None
    known = [*(view.span or ())]
    dates = [view.store.events[number].date for number in (view.number(0), last)]
    rest = view.numbers - _of_any_year(bounds)
    if rest and len(rest) < len(view):
        known, dates = [], [view.store.events[number].date for number in bounds.ends(rest)]
        known += [second for date in dates if date is not None for second in (date.earliest, date.latest)]
    for date in dates:
        if date is not None:
            known += [date.earliest, date.latest]
            if date.interval:
                known += chain(*sides(date))
    seconds = [second for second in known if second is not None]
    if not seconds:
        return None
    earliest, latest = min(seconds), max(seconds)
    margin = max((latest - earliest) // _MARGIN, DAY)
    if bounds.earliest[view.number(0)] == -BEYOND:
        earliest -= margin
    if any(date.latest is None for date in view.ends):
        latest += margin
    return earliest, latest


def _of_any_year(bounds: Bounds) -> BitMap:
    """Those whose four digits of the year are open: from 1 BC to 9999, the first and the last that can be meant."""
    first, last = (bisect_left(bounds.earliest, day * DAY) for day in (_YEAR_0, _YEAR_1))
    return BitMap(
        [n for n in range(first, last) if bounds.latest[n] > _YEAR_9999 * DAY and bounds.latest[n] < BEYOND]
    )


def window_of(view: View, width: int) -> Window | None:
    """The window of so many cells in which the view just lies, in the middle; None where no date says when.

    Of what is known to a day, a day takes no more than four cells: one day is not drawn as wide as a year.
    """
    span = extent(view)
    if span is None:
        return None
    bounds = view.store.bounds
    closed = [
        (bounds.earliest[n], bounds.latest[n]) for n in view.numbers if -BEYOND < bounds.earliest[n] <= BEYOND
    ]
    shortest = min([latest - earliest for earliest, latest in closed if latest < BEYOND], default=0)
    window = fit(*span, width)
    cell = max(window.cell, shortest // _FINEST)
    spare = cell * window.width - (span[1] - span[0])
    return window._replace(first=span[0] - (spare // 2 if cell > window.cell else 0), cell=cell)


def _last_dated(view: View) -> int | None:
    """The number of the last event of the view that has a date: those without stand behind it."""
    earliest = view.store.bounds.earliest
    low, high = 0, len(view)
    while low < high:
        middle = (low + high) // 2
        if earliest[view.number(middle)] <= BEYOND:
            low = middle + 1
        else:
            high = middle
    return view.number(low - 1) if low else None
