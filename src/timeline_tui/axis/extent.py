"""Find the range of time that an axis must cover to show all known dates of a view."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain

from pyroaring import BitMap

from timeline_tui.axis.statement_marks import NO_STATEMENTS, Statements
from timeline_tui.axis.window import Window, fit
from timeline_tui.dates import Date
from timeline_tui.dates.calendar import DAY
from timeline_tui.dates.sides import sides
from timeline_tui.dates.value import BEYOND
from timeline_tui.store import View

_MARGIN = 12
"""An open side adds a twelfth of the length, so that the interval is seen to go on."""
_MAX_CELLS = 4
"""The most cells that the shortest date may take."""


def extent(view: View, statements: Statements = NO_STATEMENTS) -> tuple[int, int] | None:
    """Return the half-open span of seconds that holds every known beginning and end of a view.

    An interval with an open side counts with its other side, and the span is extended a little on the open one. A date
    of any year, such as `XXXX-12-25`, counts only if there is no other.

    Args:
        view: The events.
        statements: Statements with dates apart from their events'. They extend the span, unless they are far off.

    Returns:
        The first second and the one after the last, or None if no date has a known side.
    """
    bounds = view.store.bounds
    dated = view.numbers & BitMap(range(bisect_right(bounds.places, BEYOND)))
    dated = (dated - bounds.of_any_year) or dated
    if not dated:
        return None
    dates = view.store.dates(dict.fromkeys([dated.min(), dated.max(), *bounds.ends(dated)]))
    seconds = [second for date in dates for second in _known_seconds(date)]
    if not seconds:
        return None
    earliest, latest = min(seconds), max(seconds)
    length = latest - earliest
    # Not a day in general: beside events of an hour, a day would be most of the axis.
    margin = -(-length // _MARGIN) if length else DAY
    if any(date.earliest is None for date in dates):
        earliest -= margin
    if any(date.latest is None for date in dates):
        latest += margin
    return _extended(view, earliest, latest, statements.among(view.numbers))


def _known_seconds(date: Date) -> Iterator[int]:
    """Yield the known bounds of a date; of an interval, also those of its sides."""
    bounds = [date.earliest, date.latest]
    if date.interval:
        bounds += chain(*sides(date))
    yield from (second for second in bounds if second is not None)


def _extended(view: View, earliest: int, latest: int, statements: Statements) -> tuple[int, int]:
    """Extend the span to the statements about the events, on each side by at most the length of the span itself.

    Otherwise a statement of today would squeeze an ancient war into one cell. If all events have the same date there is
    nothing to squeeze, and the span is extended to every statement.
    """
    bounds, length = view.store.bounds, latest - earliest
    if not statements:
        return earliest, latest
    spans = ((bounds.earliest[n], bounds.latest[n]) for n in view.numbers)
    if all(span == (earliest, latest) for span in spans if span[0] <= BEYOND):
        length = BEYOND - 1 - max(abs(earliest), abs(latest))
    first, end = statements.reach(earliest - length, latest + length)
    return min(earliest, first), max(latest, end)


def window_of(view: View, width: int, statements: Statements = NO_STATEMENTS) -> Window | None:
    """Return the window of `width` cells that just holds a view, or None if no date has a known side.

    The shortest date takes at most four cells, so that a single day is not drawn as wide as a year would be; the view
    is then in the middle.

    Args:
        view: The events.
        width: The number of cells.
        statements: See `extent`.
    """
    span = extent(view, statements)
    if span is None:
        return None
    bounds = view.store.bounds
    closed = [
        (bounds.earliest[n], bounds.latest[n]) for n in view.numbers if -BEYOND < bounds.earliest[n] <= BEYOND
    ]
    shortest = min([latest - earliest for earliest, latest in closed if latest < BEYOND], default=0)
    window = fit(*span, width)
    cell = max(window.cell, shortest // _MAX_CELLS)
    spare = cell * window.width - (span[1] - span[0])
    return window._replace(first=span[0] - (spare // 2 if cell > window.cell else 0), cell=cell)
