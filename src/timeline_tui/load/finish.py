"""The last steps of loading: ids for events, and their order.

Ids that are written come first, so that a derived one never takes them: adding an event without an id further
up changes no written id, and derived ids change only with the event's own date and title.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from msgspec.structs import force_setattr, replace

from timeline_tui.dates.value import SortKey
from timeline_tui.load.check import Report
from timeline_tui.load.decode import show
from timeline_tui.load.registry import Ids, slug
from timeline_tui.load.syntax import Fault
from timeline_tui.model import Event

_TITLE_WORDS = 5
_KEPT = 20_000  # characters of a statement that cannot be read
_DAY = re.compile(r"Y?[0-9][0-9X]*(?:-[0-9X]{2}){0,2}")


def identify(events: list[Event], report: Report) -> None:
    """Give every event, in file order, an id of its own. Nobody must have seen the events yet."""
    given = [event.id for event in events]
    if len(set(given)) == len(given) and "" not in given:
        return
    first: dict[str, Event] = {}
    again = [event for event in events if event.id and first.setdefault(event.id, event) is not event]
    ids = Ids(first)
    for event in again:
        other = first[event.id]
        place = f"{other.origin.path}:{other.origin.line}"
        new = ids.unique(event.id)
        message = f"the id {show(event.id)} is already taken at {place}"
        hint = f"it is shown as {show(new)} here: write another id"
        report(event.origin, "duplicate-id", message, hint, ("id",))
        force_setattr(event, "id", new)
    for event in events:
        if not event.id:
            force_setattr(event, "id", ids.unique(_derived(event)))


def so_far(events: list[Event]) -> tuple[Event, ...]:
    """The events in order while more are to come; ids of those without one of their own are for the time being."""
    given = {event.id for event in events}
    if len(given) == len(events) and "" not in given:
        return in_order(events)
    ids = Ids(given)
    seen = {""}
    found = []
    for event in events:
        if event.id in seen:
            found.append(replace(event, id=ids.unique(event.id or _derived(event))))
        else:
            seen.add(event.id)
            found.append(event)
    return in_order(found)


def _derived(event: Event) -> str:
    """`2024-08-07-state-of-emergency-in-kursk`: the date's first part and the title's first words."""
    written = _DAY.search(event.date.text) if event.date is not None else None
    date = slug(written.group()) if written is not None else "undated"
    if event.date is not None and event.date.text.startswith("-"):
        date = f"bc-{date}"  # or -0498 would read as 498
    title = slug(event.title, _TITLE_WORDS, 48)
    return f"{date}-{title}" if title else date


def salvaged(event: Event, faults: Sequence[Fault], nothing: bool) -> Event:
    """The event with the statements that cannot be read as `extra`; `nothing` could be read of it."""
    lines = tuple(map(kept, faults))
    title = f"(unreadable: line {event.origin.line})" if nothing else event.title
    return replace(event, title=title, extra=(*event.extra, *lines))


def kept(fault: Fault) -> tuple[str, str]:
    """What the file says where it cannot be read, as a key and value of `extra`; very long text is cut."""
    text = (fault.text or fault.excerpt).strip("\n")
    if len(text) > _KEPT:
        text = f"{text[:_KEPT]}… ({len(text) - _KEPT:,} more characters)"
    return f"line {fault.line}", text


def in_order(events: list[Event]) -> tuple[Event, ...]:
    """The events by date, then as they stand in the files; those without a date last."""
    dated = [event for event in events if event.date is not None]
    undated = [event for event in events if event.date is None]
    starts: list[int | None] = list(map(_earliest, dated))
    if None in starts:
        return (*sorted(dated, key=_sort_key), *undated)
    # Floats first: they compare several times as fast as numbers of this size, and those as whole keys.
    floats = [float(start or 0) for start in starts]
    order = sorted(range(len(dated)), key=floats.__getitem__)
    found = [dated[n] for n in order]
    _put_ties_in_order(found, [floats[n] for n in order])
    return (*found, *undated)


def _put_ties_in_order(dated: list[Event], starts: list[float]) -> None:
    """Of events in the order of their starts, put those that begin together in the order of their keys."""
    done = 0  # before which all are in order
    for n in [n for n, (one, next_) in enumerate(pairwise(starts)) if one == next_]:
        if n >= done:
            done = bisect_right(starts, starts[n], n)
            if _differ(dated[n:done]):
                dated[n:done] = sorted(dated[n:done], key=_sort_key)


def _differ(tied: list[Event]) -> bool:
    """Whether of events that begin together one has its place before another."""
    first = tied[0].date
    assert first is not None
    for event in tied:
        date = event.date
        if date is not first and date is not None:
            if date.latest != first.latest or date.precision != first.precision:
                return True
            if date.earliest != first.earliest:  # so far from today that floats take them for one
                return True
    return False


_earliest = attrgetter("date.earliest")


def _sort_key(event: Event) -> SortKey:
    assert event.date is not None
    return event.date.sort_key
