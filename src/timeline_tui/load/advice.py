"""What is worth a look before publishing, for `timeline check --notes` alone: it costs more, and may well be meant."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from math import sqrt

from timeline_tui import columns
from timeline_tui.dates.calendar import DAY, civil_from_days
from timeline_tui.dates.value import BEYOND
from timeline_tui.errors import Problem
from timeline_tui.load.decode import show
from timeline_tui.load.one_thing import similar_names, spellings
from timeline_tui.load.rules import problem
from timeline_tui.model import Chronology, Origin, Source

_LEAST = 10  # dates on the first of January or of a month that may be chance in any chronology
_RARE = 6  # standard deviations above what chance gives
_YEAR = 365.25
_SCHEME = re.compile(r"https?://(?:www\.)?", re.I)


def advice(chronology: Chronology) -> tuple[Problem, ...]:
    """Find what may be a mistake.

    Args:
        chronology: All of it.

    Returns:
        A note for each finding, in no order.
    """
    rules = (_unused, spellings, similar_names, _later, _same_address, _first_days)
    return tuple([note for rule in rules for note in rule(chronology)])


def _note(origin: Origin, code: str, message: str, hint: str) -> Problem:
    return problem(origin.path, origin.line, 0, code, message, hint)


def _unused(chronology: Chronology) -> Iterator[Problem]:
    """Entries of a registry that nothing refers to."""
    used = _used(chronology)
    for kind, registry in (
        ("actor", chronology.actors),
        ("location", chronology.locations),
        ("source", chronology.sources),
    ):
        for entry in registry.values():
            if entry.origin.line and (kind, entry.id) not in used:
                message = f"nothing refers to the {kind} {show(entry.id)}"
                yield _note(entry.origin, "unused", message, "is its id misspelt elsewhere?")


def _used(chronology: Chronology) -> set[tuple[str, str]]:
    """Kind and id of everything that something refers to."""
    all_columns = columns.of(chronology.events)
    used = {(kind, id_) for kind in ("actor", "location", "source") for id_ in all_columns.index(kind)}
    used.update((kind, text) for text in all_columns.index("about") for kind in ("actor", "location"))
    used.update(("actor", above) for actor in chronology.actors.values() for above in actor.member_of)
    used.update(("location", place.within) for place in chronology.locations.values())
    used.update(("source", source.parent) for source in chronology.sources.values())
    return used


def _later(chronology: Chronology) -> Iterator[Problem]:
    """Events that begin after all their dated sources were published."""
    all_columns = columns.of(chronology.events)
    last = array("q", [-BEYOND]) * len(all_columns)
    for id_, numbers in all_columns.index("source").items():
        end = _published_by(chronology.sources[id_])
        for number in numbers if end is not None else ():
            last[number] = max(last[number], end or 0)
    for number, begin in enumerate(all_columns.dates().earliest):
        if -BEYOND < last[number] <= begin - DAY < BEYOND - DAY:  # a day more, for the clocks of other zones
            event = chronology.events[number]
            message = f"the event is dated {event.date.text if event.date else ''}, later than all its dated sources"
            yield _note(event.origin, "later-than-sources", message, "is one of the dates a slip?")


def _published_by(source: Source) -> int | None:
    """The second by which a source was published; None if its date is not known. It is `BEYOND` if it may be any."""
    date = source.published
    if date is None:
        return None
    open_ended = date.latest is None or date.approximate or date.uncertain
    return BEYOND if open_ended or date.latest is None else date.latest


def _same_address(chronology: Chronology) -> Iterator[Problem]:
    """Entries for sources that have the same address."""
    first: dict[str, Source] = {}
    for source in chronology.sources.values():
        address = _SCHEME.sub("", source.url).partition("#")[0].rstrip("/")
        if not address or not source.origin.line:
            continue
        other = first.setdefault(address, source)
        if other is not source:
            place = f"{other.origin.path}:{other.origin.line}"
            message = f"the source {show(source.id)} has the address of {show(other.id)}, at {place}"
            hint = "make one entry of both, and say by `locator` what differs"
            yield _note(source.origin, "same-address", message, hint)


def _first_days(chronology: Chronology) -> Iterator[Problem]:
    """More dates on 1 January, or on the first of a month, than chance explains."""
    all_columns = columns.of(chronology.events)
    dates = all_columns.dates()
    ends = zip(dates.earliest, dates.latest, strict=True)
    days = {
        number: civil_from_days(begin // DAY)
        for number, (begin, end) in enumerate(ends)
        if end - begin == DAY and not begin % DAY
    }
    january = [number for number, (_, month, day) in days.items() if (month, day) == (1, 1)]
    months = [number for number, (_, month, day) in days.items() if day == 1 and month != 1]
    for found, share, name, known in (
        (january, 1 / _YEAR, "on 1 January", 'a year: write date = "2022"'),
        (months, 11 / _YEAR, "on the first of a month", 'a month: write date = "2022-08"'),
    ):
        expected = len(days) * share
        if len(found) < max(_LEAST, 2 * expected, expected + _RARE * sqrt(expected)):
            continue
        for path, count in Counter([chronology.events[number].origin.path for number in found]).items():
            if count >= _LEAST:
                message = f"{count:,} dates are {name}, more than chance explains"
                yield _note(Origin(path, 0), "lost-precision", message, f"if only that is known, say {known}")
