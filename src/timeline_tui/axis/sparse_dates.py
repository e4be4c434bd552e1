"""Find the cells in which a date with gaps may lie: `156X-12-25`, `[1600,2000]`, or each date of `{1667,1900}`.

If one of several dates is meant, the share of a cell is its part of their seconds. If all are meant, each counts for
itself, as a point if it is no longer than a cell. An event counts once in a cell, however many of its dates lie there.
Such dates are rare: each is placed once for each window.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui.axis.window import Window
from timeline_tui.dates.spans import alternatives
from timeline_tui.dates.value import BEYOND, Span

# Seconds that no window reaches.
_OPEN = 1 << 70


class SparseCells(NamedTuple):
    """The cells of the events that share one date.

    `points` are the cells with a point, `vague` those in which the date may lie, `shares` the shares of these cells.
    """

    numbers: BitMap
    points: set[int]
    vague: set[int]
    shares: list[tuple[int, float]]


class SparseDates:
    """The events whose dates have gaps, grouped by date.

    Args:
        gaps: The EDTF text of the date of each such event, by the event's number.
    """

    def __init__(self, gaps: Mapping[int, str]) -> None:
        numbers: dict[str, list[int]] = {}
        for number, text in gaps.items():
            numbers.setdefault(text, []).append(number)
        self._numbers = {text: BitMap(found) for text, found in numbers.items()}

    def placed(self, window: Window) -> list[SparseCells]:
        """Return the cells of each date that lies in the window."""
        found = [_place(text, numbers, window) for text, numbers in self._numbers.items()]
        return [each for each in found if each.points or each.vague]


def _place(text: str, numbers: BitMap, window: Window) -> SparseCells:
    placed = SparseCells(numbers, set(), set(), [])
    for one in _each(text):
        if one.ends[-1] - one.starts[0] <= window.cell:
            if window.first <= one.starts[0] < window.end:
                placed.points.add(window.cell_of(one.starts[0]))
            continue
        is_open = one.starts[0] == -_OPEN or one.ends[-1] == _OPEN
        for cell in one.near(window):
            seconds = one.before(window.start_of(cell + 1)) - one.before(window.start_of(cell))
            if seconds:
                placed.vague.add(cell)
                if not is_open:
                    placed.shares.append((cell, seconds / one.seconds))
    return placed


def cells_of(text: str, window: Window) -> list[range]:
    """Return the cells of a window in which a date with gaps may lie, as ranges in order.

    Args:
        text: The date in EDTF.
        window: The window.
    """
    cells = sorted(set().union(*[one.near(window) for one in _each(text)]))
    begins = [n for n, cell in enumerate(cells) if n == 0 or cells[n - 1] < cell - 1]
    return [range(cells[a], cells[b - 1] + 1) for a, b in pairwise([*begins, len(cells)])]


@lru_cache(maxsize=256)
def parts_of(text: str, min_gap: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return the spans of a date with gaps, one tuple of half-open spans for each date that is meant.

    An open side is `BEYOND` with its sign.

    Args:
        text: The date in EDTF.
        min_gap: Spans are joined if the gap between them has fewer seconds than this.
    """
    return tuple([one.parts(min_gap) for one in _each(text)])


class _SpanSet(NamedTuple):
    """Disjoint spans in order, of which one is meant; `sums` has the total seconds of the spans before each."""

    starts: list[int]
    ends: list[int]
    sums: list[int]
    seconds: int

    def near(self, window: Window) -> Iterable[int]:
        """Return the cells of the window that a span touches."""
        first, last = bisect_right(self.ends, window.first), bisect_left(self.starts, window.end)
        if last - first >= window.width:
            return range(window.width)
        cells: set[int] = set()
        for start, end in zip(self.starts[first:last], self.ends[first:last], strict=True):
            cells.update(range(max(0, window.cell_of(start)), min(window.width, window.cell_of(end - 1) + 1)))
        return cells

    def parts(self, min_gap: int) -> tuple[tuple[int, int], ...]:
        """Return the spans, joined where the gap between them is shorter than `min_gap` seconds."""
        found: list[tuple[int, int]] = []
        for start, end in zip(self.starts, self.ends, strict=True):
            start, end = max(start, -BEYOND), min(end, BEYOND)
            if found and start - found[-1][1] < min_gap:
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
        return tuple(found)

    def before(self, second: int) -> int:
        """Return how many seconds of the spans lie before `second`."""
        n = bisect_right(self.starts, second) - 1
        return 0 if n < 0 else self.sums[n] + min(second, self.ends[n]) - self.starts[n]


@lru_cache(maxsize=256)
def _each(text: str) -> tuple[_SpanSet, ...]:
    """Return the alternatives of a date: one set of spans, or one for each member if all are meant (`{}`)."""
    return tuple([_span_set(spans) for spans in alternatives(text)])


def _span_set(spans: Iterable[Span]) -> _SpanSet:
    starts, ends = [], []
    for start, end in spans:
        starts.append(-_OPEN if start is None else start)
        ends.append(_OPEN if end is None else end)
    *sums, seconds = accumulate([end - start for start, end in zip(starts, ends, strict=True)], initial=0)
    return _SpanSet(starts, ends, sums, seconds)
