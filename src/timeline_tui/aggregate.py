"""Counting a view: how many events under each value of a field, and in each span of time."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui.columns.keys import NAMED
from timeline_tui.dates import calendar
from timeline_tui.dates.edtf import span
from timeline_tui.dates.sets import edge
from timeline_tui.dates.value import Date, Precision
from timeline_tui.store import Store, View
from timeline_tui.text import fold, one_line

FACETS = ("actor", "location", "tag", "source", "status", "kind")
"""The fields that events are counted by."""


def value(store: Store, field: str, key: str) -> str:
    """What to ask a filter for: the label, where it is the name itself, else what can be typed instead."""
    shown = label(store, field, key)
    for typed in (shown, fold(key)):
        if one_line(typed) == typed and store.named(field, fold(typed)) == [key]:
            return typed
    return key


class Count(NamedTuple):
    """`events` of the view under `key`, the field's value: an id, a tag; `label` is what to show."""

    key: str
    label: str
    events: int


def label(store: Store, field: str, key: str) -> str:
    """What to show for a field's value: the name of an actor or location, the title of a source, the value."""
    chronology = store.chronology
    kind = NAMED.get(field)
    if kind == "actor" and key in chronology.actors:
        return one_line(chronology.actors[key].name)
    if kind == "location" and key in chronology.locations:
        return one_line(chronology.locations[key].name)
    if kind == "source" and key in chronology.sources:
        return one_line(chronology.sources[key].title)
    return one_line(key)


def having(store: Store, field: str, key: str) -> BitMap:
    """The events with a value in a field, as a filter finds them: what lies in a place is there too."""
    index = store.index(field)
    if field != "location":
        return index.get(key, BitMap())
    return BitMap.union(*[index[place] for place in store.within(key) if place in index])


def counts(view: View, field: str, *, zeros: bool = False) -> list[Count]:
    """How many events of the view have each value of the field, most first; with `zeros`, values with none too."""
    found = []
    index = view.store.index(field)
    for key in index:
        count = having(view.store, field, key).intersection_cardinality(view.numbers)
        if count or zeros:
            found.append(Count(key, label(view.store, field, key), int(count)))
    found.sort(key=lambda c: (-c.events, c.label.casefold()))
    return found


_YEARS = {Precision.DECADE: 10, Precision.CENTURY: 100, Precision.MILLENNIUM: 1000}


class Bin(NamedTuple):
    """The events whose date begins in a year or in a month of it (`month` 0: the whole year).

    `years` is 10, 100 or 1000 where the dates say no more than decade, century or millennium; `year` is then
    the first one meant.
    """

    year: int
    month: int
    events: int
    years: int = 1


def by_month(view: View) -> tuple[list[Bin], int]:
    """The view's events by the month in which their date begins, and how many have none or no start.

    A date coarser than a month counts for its year, as month 0: it is not put into its January; nor is a
    decade put into its first year: it has a bin of its own, before those of the years in it. A set of which one
    date is meant counts for the shortest of these that holds all of it, one of which all are for its first date.
    """
    found: Counter[tuple[int, int, int]] = Counter()
    without = 0
    for event in view:
        begins = _begins(event.date) if event.date is not None else None
        if begins is None:
            without += 1
        else:
            year, years, month = begins
            found[(year, -years, month)] += 1
    return [Bin(year, month, count, -years) for (year, years, month), count in sorted(found.items())], without


def _begins(date: Date) -> tuple[int, int, int] | None:
    """The year, how many years it stands for, and the month in which a date begins, 0 where that is not known."""
    if date.earliest is None:
        return None
    if date.all_of:
        return _begins(edge(date))
    first = date.end if date.reversed else date.start
    if first is None:
        return _somewhere(date.earliest, date.latest)
    if first.mask or first.width:
        return _somewhere(*span(first, None, None))
    year, month, _ = calendar.civil_from_days(date.earliest // calendar.DAY)
    return year, _YEARS.get(first.precision, 1), month if first.month is not None else 0


def _somewhere(earliest: int, latest: int | None) -> tuple[int, int, int] | None:
    """The month, year, decade, century or millennium in which a date lies of which no more is known; None for more."""
    if latest is None:
        return None
    year, month, _ = calendar.civil_from_days(earliest // calendar.DAY)
    last, last_month, _ = calendar.civil_from_days((latest - 1) // calendar.DAY)
    if year == last:
        return year, 1, month if month == last_month else 0
    for width in sorted(_YEARS.values()):
        if (year < 0) == (last < 0) and abs(year) // width == abs(last) // width:
            first = abs(year) // width * width
            return (-(first + width - 1) if year < 0 else first), width, 0
    return None
