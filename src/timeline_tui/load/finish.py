"""The last steps of loading: ids for events, and their order.

Ids that are written come first, so that a derived one never takes them: adding an event without an id further
up changes no written id, and derived ids change only with the event's own date and title.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from msgspec.structs import force_setattr, replace

from timeline_tui.dates.value import BEYOND, Date, SortKey
from timeline_tui.load.check import Report
from timeline_tui.load.decode import show
from timeline_tui.load.registry import Ids, slug
from timeline_tui.load.syntax import Fault
from timeline_tui.model import Event

_TITLE_WORDS = 5
_KEPT = 20_000  # characters of a statement that cannot be read
_FEW = 2000  # events that are put among those in order one by one
_LAST: SortKey = (BEYOND + 1, 0, 0)  # of events without a date
_DAY = re.compile(r"Y?[0-9][0-9X]*(?:-[0-9X]{2}){0,2}")


AGAIN, WRITTEN, DERIVED, NUMBERED = range(4)
"""What an event's id is: that of another too, so that this one's is to be told again; as the file has it; made of its
date and title; the same with a number."""


def identify(events: list[Event], report: Report, kept: bytearray) -> tuple[bytearray, Collection[str]]:
    """Give every event, in file order, an id of its own; says of each what that is, and which ids there are.

    `kept` is what was said of those that an earlier load has read, which somebody may have seen; 0 of the others, and
    in the end of those that have another id than they had then.
    """
    given = [event.id for event in events]
    if kept.translate(None, b"\0\1"):
        given = [id_ if name < DERIVED else "" for id_, name in zip(given, kept, strict=True)]
    names = bytearray([WRITTEN]) * len(events)
    every = set(given)
    if len(every) == len(given) and "" not in every:
        return names, every
    first: dict[str, Event] = {}
    again = [n for n, id_ in enumerate(given) if id_ and first.setdefault(id_, events[n]) is not events[n]]
    ids = Ids(first)
    for n in again:
        event = events[n]
        other = first[event.id]
        place = f"{other.origin.path}:{other.origin.line}"
        new = ids.unique(event.id)
        message = f"the id {show(event.id)} is already taken at {place}"
        hint = f"it is shown as {show(new)} here: write another id"
        report(event.origin, "duplicate-id", message, hint, ("id",))
        _name(events, n, new, kept)
        names[n] = AGAIN
    for n, id_ in enumerate(given):
        if not id_:
            derived = events[n].id if kept[n] == DERIVED else _derived(events[n])
            new = ids.unique(derived)
            _name(events, n, new, kept)
            names[n] = DERIVED if new == derived else NUMBERED
    return names, {event.id for event in events}


def _name(events: list[Event], n: int, id_: str, kept: bytearray) -> None:
    if events[n].id == id_:
        return
    if kept[n]:
        events[n] = replace(events[n], id=id_)
        kept[n] = 0
    else:
        force_setattr(events[n], "id", id_)


def so_far(events: list[Event]) -> tuple[Event, ...]:
    """The events in order while more are to come; ids of those without one of their own are for the time being."""
    given = {event.id for event in events}
    if len(given) == len(events) and "" not in given:
        return tuple([events[number] for number in in_order(events)])
    ids = Ids(given)
    seen = {""}
    found = []
    for event in events:
        if event.id in seen:
            found.append(replace(event, id=ids.unique(event.id or _derived(event))))
        else:
            seen.add(event.id)
            found.append(event)
    return tuple([found[number] for number in in_order(found)])


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


def in_order(events: Sequence[Event]) -> list[int]:
    """The numbers of the events by date, then as they stand in the files; those without a date last."""
    dates = [event.date for event in events]
    starts: list[Any] = [_LAST[0] if date is None else date.earliest for date in dates]
    if None in starts:
        return sorted(range(len(events)), key=[_sort_key(date) for date in dates].__getitem__)
    # Floats first: they compare several times as fast as numbers of this size, and those as whole keys.
    floats = list(map(float, starts))
    numbers = sorted(range(len(events)), key=floats.__getitem__)
    floats.sort()
    done = 0  # before which all are in order
    for n in [n for n, (one, next_) in enumerate(pairwise(floats)) if one == next_]:
        if n < done:
            continue
        done = bisect_right(floats, floats[n], n)
        first = dates[numbers[n]]
        if any(dates[number] is not first and _differ(dates[number], first) for number in numbers[n:done]):
            numbers[n:done] = sorted(numbers[n:done], key=lambda number: _sort_key(dates[number]))
    return numbers


def insert(events: Sequence[Event], numbers: list[int], more: Sequence[int]) -> list[int]:
    """The numbers of all events in order, of which these `numbers` are in order already, and these `more` are not."""
    if len(more) > _FEW:
        return in_order(events)

    def key(number: int) -> tuple[SortKey, int]:
        return _sort_key(events[number].date), number

    for number in more:
        insort(numbers, number, key=key)
    return numbers


def _differ(one: Date | None, other: Date | None) -> bool:
    """Whether of two dates that begin together, as far as floats can tell, one has its place before the other."""
    if one is None or other is None:
        return one is not other
    return one.latest != other.latest or one.precision != other.precision or one.earliest != other.earliest


def _sort_key(date: Date | None) -> SortKey:
    return _LAST if date is None else date.sort_key
