"""From when to when an axis has to reach, so that nothing that is known of a view lies outside of it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain

from pyroaring import BitMap

from timeline_tui.axis.statement_marks import NO_STATEMENTS, Statements
from timeline_tui.axis.window import Window, fit
from timeline_tui.dates.calendar import DAY
from timeline_tui.dates.sides import sides
from timeline_tui.dates.value import BEYOND
from timeline_tui.store import View

_MARGIN = 12
"""Which part of the length is added where a side is open, so that one sees it go on."""
_FINEST = 4
"""Cells that the shortest date takes at most."""


def extent(view: View, said: Statements = NO_STATEMENTS) -> tuple[int, int] | None:
    """The half-open span of seconds in which every known beginning and end of the view lies; None without any.

    It has what was `said` of the events on other days, too, unless that is far off.

    Of an interval that is open on one side, the other side counts, and it reaches a little further on the open one.
    What may be of any year at all, `XXXX-12-25`, says nothing of where the others lie.
    """
    bounds = view.store.bounds
    dated = view.numbers & BitMap(range(bisect_right(bounds.places, BEYOND)))
    dated = (dated - bounds.of_any_year) or dated
    if not dated:
        return None
    dates = view.store.dates(dict.fromkeys([dated.min(), dated.max(), *bounds.ends(dated)]))
    known = [second for date in dates for second in (date.earliest, date.latest)]
    known += chain(*[side for date in dates if date.interval for side in sides(date)])
    seconds = [second for second in known if second is not None]
    if not seconds:
        return None
    earliest, latest = min(seconds), max(seconds)
    length = latest - earliest
    margin = (
        -(-length // _MARGIN) if length else DAY
    )  # a day beside events of an hour would be most of the axis
    if any(date.earliest is None for date in dates):
        earliest -= margin
    if any(date.latest is None for date in dates):
        latest += margin
    return _reaching(view, earliest, latest, said.among(view.numbers))


def _reaching(view: View, earliest: int, latest: int, said: Statements) -> tuple[int, int]:
    """The span with what was said of the events on other days, but on no side farther than the events last themselves.

    So what is said today does not press an antique war into one cell. Where all events have one date, nothing is
    pressed, and it reaches as far as anything was said.
    """
    bounds, length = view.store.bounds, latest - earliest
    if not said:
        return earliest, latest
    spans = ((bounds.earliest[n], bounds.latest[n]) for n in view.numbers)
    if all(span == (earliest, latest) for span in spans if span[0] <= BEYOND):
        length = BEYOND - 1 - max(abs(earliest), abs(latest))
    first, end = said.reach(earliest - length, latest + length)
    return min(earliest, first), max(latest, end)


def window_of(view: View, width: int, said: Statements = NO_STATEMENTS) -> Window | None:
    """The window of so many cells in which the view just lies, in the middle; None where no date says when.

    Of what is known to a day, a day takes no more than four cells: one day is not drawn as wide as a year.
    """
    span = extent(view, said)
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
