"""What a picture shows of some events: a mark for each, or for all that would lie on one another.

What is no longer than a cell is a *point*: its mark stands for all points that begin in the cell. An *interval*, and a
*vague* date that is longer, have the length of their span; those with the very same span share a mark.

A date with gaps has a part for each span it may lie in, and nothing between them; where all of several dates are meant
each has a mark of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple, TypeAlias

from timeline_tui.axis.sparse_dates import parts_of
from timeline_tui.axis.window import Window
from timeline_tui.dates.value import BEYOND
from timeline_tui.store import Store

Part: TypeAlias = tuple[int, int]

_SEEN = 8
"""Which part of a cell a gap must have to be seen: a shorter one is passed over."""


class MarkKind(Enum):
    """What a mark says of its events."""

    POINT = "point"
    INTERVAL = "interval"
    VAGUE = "vague"


class SvgMark(NamedTuple):
    """The events `numbers`, one or more, and the half-open spans of seconds they lie in: one, or several in order where
    there are gaps between. Where the first or last side is open it is `BEYOND` with its sign.

    The part of a point is the event's own span, or the cell where it stands for several.
    """

    kind: MarkKind
    parts: tuple[Part, ...]
    numbers: tuple[int, ...]

    @property
    def earliest(self) -> int:
        """The second with which the first part begins."""
        return self.parts[0][0]

    @property
    def latest(self) -> int:
        """The second behind the last part."""
        return self.parts[-1][1]


def marks(store: Store, window: Window, numbers: Iterable[int]) -> list[SvgMark]:
    """The marks of those of the events that have a date in the window; what lasts longest comes first."""
    points: dict[int, dict[int, Part]] = {}
    longer: dict[tuple[MarkKind, tuple[Part, ...]], list[int]] = {}
    lasting = store.bounds.intervals
    for number in numbers:
        for parts in _meant(store, window, number):
            earliest, latest = parts[0][0], parts[-1][1]
            if earliest > BEYOND or earliest >= window.end or latest <= window.first:
                continue
            bounded = earliest > -BEYOND and latest < BEYOND
            if bounded and len(parts) == 1 and latest - earliest <= window.cell:
                points.setdefault(window.cell_of(earliest), {})[number] = parts[0]
            else:
                kind = MarkKind.INTERVAL if number in lasting else MarkKind.VAGUE
                longer.setdefault((kind, parts), []).append(number)
    made = [SvgMark(*key, tuple(those)) for key, those in longer.items()]
    made.sort(key=lambda mark: (mark.earliest - mark.latest, mark.earliest))
    for cell, found in sorted(points.items()):
        here = window.start_of(cell), window.start_of(cell + 1)
        made.append(
            SvgMark(MarkKind.POINT, tuple(found.values()) if len(found) == 1 else (here,), tuple(found))
        )
    return made


def _meant(store: Store, window: Window, number: int) -> Iterator[tuple[Part, ...]]:
    """The spans in which an event lies: of an "all of" those of each date."""
    bounds = store.bounds
    text = bounds.gaps.get(number)
    if text is None:
        yield ((bounds.earliest[number], bounds.latest[number]),)
    else:
        yield from parts_of(text, max(1, window.cell // _SEEN))
