"""What a picture shows of some events: a mark for each, or for all that would lie on one another.

What is no longer than a cell is a *point*: its mark stands for all points that begin in the cell. An *interval*, and a
*vague* date that is longer, have the length of their span; those with the very same span share a mark.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from timeline_tui.axis.window import Window
from timeline_tui.dates.value import BEYOND
from timeline_tui.store import Store


class Kind(Enum):
    """What a mark says of its events."""

    POINT = "point"
    INTERVAL = "interval"
    VAGUE = "vague"


class Mark(NamedTuple):
    """The events `numbers`, one or more, between two seconds: `BEYOND` with its sign where that side is open."""

    kind: Kind
    earliest: int
    latest: int
    numbers: tuple[int, ...]


def marks(store: Store, window: Window, numbers: Iterable[int]) -> list[Mark]:
    """The marks of those of the events that have a date in the window; what lasts longest comes first."""
    found: dict[tuple[Kind, int, int], list[int]] = {}
    lasting = store.index("is").get("interval", ())
    starts, ends = store.bounds.earliest, store.bounds.latest
    for number in numbers:
        earliest, latest = starts[number], ends[number]
        if earliest > BEYOND or earliest >= window.end or latest <= window.first:
            continue
        if earliest > -BEYOND and latest - earliest <= window.cell and latest < BEYOND:
            start = window.start_of(window.cell_of(earliest))
            key = (Kind.POINT, start, start + window.cell)
        else:
            key = (Kind.INTERVAL if number in lasting else Kind.VAGUE, earliest, latest)
        found.setdefault(key, []).append(number)
    made = [Mark(*key, tuple(those)) for key, those in found.items()]
    made.sort(key=lambda mark: (mark.kind is Kind.POINT, mark.earliest - mark.latest, mark.earliest))
    return made
