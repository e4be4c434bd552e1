"""Choose how to show times so that the events of a chronology can be distinguished: decimals of seconds, time zones."""

from __future__ import annotations

from timeline_tui.dates.shown import Shown, Times, is_converted
from timeline_tui.dates.value import Parts
from timeline_tui.model import Event
from timeline_tui.store import Store

_MINUTE = 60
# The length of a run of neighbours to compare, and the number of runs.
_RUN_LENGTH, _RUN_COUNT = 20, 200


def sample(store: Store) -> list[Event]:
    """Return about two hundred events, from the first to the last."""
    events = store.events
    return [*events[:: max(1, len(events) // 200)], *events[-3:]]


def fitted(store: Store, shown: Shown) -> Shown:
    """Return the clock with the decimals that neighbouring events need and the flag `mixed` set.

    `mixed` means that some times were written with another offset than that of the clock. Only a sample of the events
    is read, so that a million events cost no more than a thousand.

    Args:
        store: The events.
        shown: The clock to complete.
    """
    by_zone = shown._replace(times=Times.ZONE) if shown.times is Times.WRITTEN else shown
    mixed = any(is_converted(event.date, by_zone) for event in sample(store) if event.date is not None)
    return shown._replace(mixed=mixed, decimals=_decimals(store))


def _decimals(store: Store) -> int | None:
    """Return how many decimals of a second distinguish neighbours; None if all are a minute or more apart.

    Only the columns are read, and of many events only some runs.
    """
    bounds = store.bounds
    size, found = len(store), None
    for first in range(0, size, max(_RUN_LENGTH, size // _RUN_COUNT)):
        for n in range(first, min(first + _RUN_LENGTH, size) - 1):
            if bounds.earliest[n + 1] - bounds.earliest[n] >= _MINUTE:
                continue
            if any(bounds.latest[each] - bounds.earliest[each] > 1 for each in (n, n + 1)):
                continue
            found = max(found or 0, _decimals_needed(bounds.parts.get(n), bounds.parts.get(n + 1)))
    return found


def _decimals_needed(one: Parts | None, other: Parts | None) -> int:
    """Return how many decimals distinguish two fractions of a second: 3, 6, or 0 if neither does."""
    if one is None or other is None:
        return 0
    # `Date.parts` counts in 10**-18 s.
    steps = [size for size in (3, 6) if one[0] // 10 ** (18 - size) != other[0] // 10 ** (18 - size)]
    return steps[0] if steps else 0
