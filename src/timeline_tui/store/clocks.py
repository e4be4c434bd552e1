"""How times have to be shown so that the events of a chronology can be told apart: digits of a second, whose clock."""

from __future__ import annotations

from timeline_tui.dates.shown import Shown, Times, is_converted
from timeline_tui.dates.value import Parts
from timeline_tui.model import Event
from timeline_tui.store import Store

_MINUTE = 60
_RUN, _RUNS = 20, 200  # neighbours that are looked at together, and in how many places


def sample(store: Store) -> list[Event]:
    """Some two hundred events from the first to the last."""
    events = store.events
    return [*events[:: max(1, len(events) // 200)], *events[-3:]]


def fitted(store: Store, shown: Shown) -> Shown:
    """The clock with as many digits of a second as neighbours need, and whether times were written by several clocks.

    Only a sample of the events is looked at, so that it costs the same for a million.
    """
    by_zone = shown._replace(times=Times.ZONE) if shown.times is Times.WRITTEN else shown
    mixed = any(is_converted(event.date, by_zone) for event in sample(store) if event.date is not None)
    return shown._replace(mixed=mixed, decimals=_decimals(store))


def _decimals(store: Store) -> int | None:
    """How many digits of a second tell neighbours in the list apart; None where they are a minute apart or more.

    Neighbours are looked at in the columns, and of many events only in some places.
    """
    bounds = store.bounds
    size, found = len(store), None
    for first in range(0, size, max(_RUN, size // _RUNS)):
        for n in range(first, min(first + _RUN, size) - 1):
            if bounds.earliest[n + 1] - bounds.earliest[n] >= _MINUTE:
                continue
            if any(bounds.latest[each] - bounds.earliest[each] > 1 for each in (n, n + 1)):
                continue
            found = max(found or 0, _digits_apart(bounds.parts.get(n), bounds.parts.get(n + 1)))
    return found


def _digits_apart(one: Parts | None, other: Parts | None) -> int:
    """How many digits, in steps of three and six at most, tell two fractions of one second apart."""
    if one is None or other is None:
        return 0
    steps = [size for size in (3, 6) if one[0] // 10 ** (18 - size) != other[0] // 10 ** (18 - size)]
    return steps[0] if steps else 0
