"""Place statements on an axis: quotes, claims and assessments whose dates are apart from their events' own.

They have a sign of their own, at the date on which they were made: an actor who assesses an event in February did not
take part in it in June.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui.axis.sparse_dates import cells_of
from timeline_tui.axis.window import Window
from timeline_tui.columns.statement_dates import Stated


class DatedStatements(NamedTuple):
    """The events `numbers` that statements of one date are about; the date is a half-open span of seconds.

    `gaps` is the date in EDTF if it has gaps, else "".
    """

    earliest: int
    latest: int
    gaps: str
    numbers: BitMap


class StatementCells(NamedTuple):
    """The cells in which a statement was certainly made (`sure`), and others in which one may have been (`maybe`).

    `before` and `behind` tell whether there are statements before the first cell and after the last.
    """

    sure: frozenset[int] = frozenset()
    maybe: frozenset[int] = frozenset()
    before: bool = False
    behind: bool = False


NOTHING = StatementCells()


class Statements:
    """Statements grouped by date, earliest first."""

    def __init__(self, dated: Sequence[DatedStatements]) -> None:
        self._dated = dated

    def __bool__(self) -> bool:
        return bool(self._dated)

    @cached_property
    def numbers(self) -> BitMap:
        """The events that the statements are about."""
        return BitMap.union(BitMap(), *[each.numbers for each in self._dated])

    @cached_property
    def _by_length(self) -> list[_LengthBucket]:
        """The statements grouped by length (powers of two): a few long dates must not slow the search for the rest."""
        found: dict[tuple[int, bool], list[DatedStatements]] = {}
        for each in self._dated:
            found.setdefault(((each.latest - each.earliest).bit_length(), bool(each.gaps)), []).append(each)
        return [
            _LengthBucket(some, [d.earliest for d in some], max([d.latest - d.earliest for d in some]), gaps)
            for (_, gaps), some in found.items()
        ]

    @cached_property
    def _first_end(self) -> int:
        return min([each.latest for each in self._dated], default=0)

    def among(self, numbers: BitMap) -> Statements:
        """Return the statements about the events `numbers`."""
        if self.numbers.issubset(numbers):
            return self
        found = [(each, each.numbers & numbers) for each in self._dated]
        return Statements([each._replace(numbers=common) for each, common in found if common])

    def about(self, number: int) -> Statements:
        """Return the statements about one event."""
        return Statements([each for each in self._dated if number in each.numbers])

    def __iter__(self) -> Iterator[DatedStatements]:
        return iter(self._dated)

    def reach(self, first: int, end: int) -> tuple[int, int]:
        """Return the span of the statements that lie in `[first, end)`; `(end, first)` if none does."""
        inside = [
            each for each in self._dated if each.earliest >= first and each.latest <= end and not each.gaps
        ]
        return (
            min([each.earliest for each in inside], default=end),
            max([each.latest for each in inside], default=first),
        )

    def cells(self, window: Window) -> StatementCells:
        """Return the cells of the statements: one for a date no longer than a cell, else all cells of its span."""
        sure: set[int] = set()
        maybe: set[int] = set()
        behind = False
        for some in self._by_length:
            # Those before are too short to reach the window.
            begin = bisect_left(some.starts, window.first - some.longest)
            end = bisect_left(some.starts, window.end)
            behind |= end < len(some.starts)
            at = begin
            while at < end:
                each = some.dated[at]
                cell = window.cell_of(each.earliest)
                at += 1
                if each.gaps:
                    maybe.update([n for cells in cells_of(each.gaps, window) for n in cells])
                elif each.latest - each.earliest > window.cell:
                    last = window.cell_of(each.latest - 1)
                    maybe.update(range(max(0, cell), min(window.width, last + 1)))
                elif cell >= 0:
                    sure.add(cell)
                    # Skip the others in this cell.
                    if some.longest <= window.cell and not some.gaps:
                        at = bisect_left(some.starts, window.start_of(cell + 1), at, end)
        before = bool(self) and self._first_end <= window.first
        return StatementCells(frozenset(sure), frozenset(maybe - sure), before, behind)


class _LengthBucket(NamedTuple):
    """Statements whose dates have about the same length, in order; `longest` is in seconds."""

    dated: list[DatedStatements]
    starts: list[int]
    longest: int
    gaps: bool


NO_STATEMENTS = Statements(())


def statements(found: Iterable[Stated]) -> Statements:
    """Group statements by their dates."""
    by_date: dict[tuple[int, int, str], list[int]] = {}
    for number, _, earliest, latest, gaps, _ in found:
        by_date.setdefault((earliest, latest, gaps), []).append(number)
    return Statements([DatedStatements(*date, BitMap(numbers)) for date, numbers in sorted(by_date.items())])
