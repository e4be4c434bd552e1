"""Choose the marks of an SVG picture: one for each event, or one for all events that would overlap exactly.

A *point* is a date no longer than a cell; all points that begin in the same cell share a mark. The mark of an
*interval*, or of a *vague* (longer) date, is as long as its span; events with identical spans share a mark.

A date with gaps has a part for each span in which it may lie. If all of several dates are meant, each has its own mark.
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

_GAPS_PER_CELL = 8
"""A gap shorter than an eighth of a cell would not be visible and is not drawn."""


class MarkKind(Enum):
    """The kind of a mark."""

    POINT = "point"
    INTERVAL = "interval"
    VAGUE = "vague"


class SvgMark(NamedTuple):
    """A mark for one or more events (`numbers`).

    `parts` are half-open spans of seconds in order: one, or several if the date has gaps. An open side is `BEYOND` with
    its sign. The part of a point is the span of its event, or the whole cell if it stands for several events.
    """

    kind: MarkKind
    parts: tuple[Part, ...]
    numbers: tuple[int, ...]

    @property
    def earliest(self) -> int:
        """The first second of the first part."""
        return self.parts[0][0]

    @property
    def latest(self) -> int:
        """The second after the last part."""
        return self.parts[-1][1]


def marks(store: Store, window: Window, numbers: Iterable[int]) -> list[SvgMark]:
    """Return the marks of the events that have a date in the window: the longest first, points last.

    Args:
        store: The store of the events.
        window: The window.
        numbers: The events.
    """
    points: dict[int, dict[int, Part]] = {}
    longer: dict[tuple[MarkKind, tuple[Part, ...]], list[int]] = {}
    lasting = store.bounds.intervals
    for number in numbers:
        for parts in _spans_of(store, window, number):
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
    # SVG paints in document order (SVG 1.1, 3.3): shorter marks stay visible on top of longer ones.
    made.sort(key=lambda mark: (mark.earliest - mark.latest, mark.earliest))
    for cell, found in sorted(points.items()):
        here = window.start_of(cell), window.start_of(cell + 1)
        made.append(
            SvgMark(MarkKind.POINT, tuple(found.values()) if len(found) == 1 else (here,), tuple(found))
        )
    return made


def _spans_of(store: Store, window: Window, number: int) -> Iterator[tuple[Part, ...]]:
    """Yield the spans in which an event may lie, once for each date if all of a set are meant."""
    bounds = store.bounds
    text = bounds.gaps.get(number)
    if text is None:
        yield ((bounds.earliest[number], bounds.latest[number]),)
    else:
        yield from parts_of(text, max(1, window.cell // _GAPS_PER_CELL))
