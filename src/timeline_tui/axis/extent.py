"""From when to when an axis has to reach, so that nothing that is known of a view lies outside of it."""

from __future__ import annotations

from itertools import chain

from timeline_tui.axis.window import Window, fit
from timeline_tui.dates.calendar import DAY
from timeline_tui.dates.sides import sides
from timeline_tui.dates.value import BEYOND
from timeline_tui.store import View

_MARGIN = 12
"""Which part of the length is added where a side is open, so that one sees it go on."""
_FINEST = 4
"""Cells that the shortest date takes at most."""


def extent(view: View) -> tuple[int, int] | None:
    """The half-open span of seconds in which every known beginning and end of the view lies; None without any.

    Of an interval that is open on one side, the other side counts, and it reaches a little further on the open one.
    """
    bounds = view.store.bounds
    last = _last_dated(view)
    if last is None:
        return None
    known = [*(view.span or ())]
    for number in (view.number(0), last):
        date = view.store.events[number].date
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
