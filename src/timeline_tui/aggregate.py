"""Counting a view: how many events under each value of a field, and in each span of time.

Facets, `stats`, lanes and axes all count by `counts`, so that they agree with one another and with what a filter finds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui.columns.field_keys import NAMED
from timeline_tui.dates import calendar
from timeline_tui.dates.edtf import span
from timeline_tui.dates.sets import edge
from timeline_tui.dates.value import Date, Precision
from timeline_tui.store import Index, Store, View
from timeline_tui.text import fold_name, one_line

FACETS = ("participant", "speaker", "by", "assessor", "location", "tag", "source", "status", "kind", "file")
"""The fields that events are counted by. Actors are counted by what they did: an assessor took no part in the event."""


def fields_of(store: Store, fields: Sequence[str] = FACETS) -> list[str]:
    """The fields, and behind `tag` the dimensions that the tags have: `tag:area`; by file where there are several."""
    found: list[str] = []
    for field in fields:
        if field == "file" and len(store.chronology.paths) < 2:
            continue
        found.append(field)
        if field == "tag":
            found += [f"tag:{name}" for name in sorted(store.dimensions) if name]
    return found


def query_field(field: str) -> str:
    """The field of the query language that asks for the values of a field: `tag` for `tag:area`."""
    return field.partition(":")[0]


def value(store: Store, field: str, key: str) -> str:
    """What to ask a filter for: the name, where no other value has it, else what can be typed instead."""
    field = query_field(field)
    shown = name(store, field, key)
    for typed in (shown, fold_name(key)):
        if one_line(typed) == typed and store.named(field, fold_name(typed)) == [key]:
            return typed
    return key


class Count(NamedTuple):
    """`events` of the view under `key`, the field's value: an id, a tag; `label` is what to show.

    `parent` is the key that it belongs to, a place around it or an organisation, "" for none.
    """

    key: str
    label: str
    events: int
    parent: str = ""


def label(store: Store, field: str, key: str) -> str:
    """What to show for a field's value: its name, and what tells it from others of the same name, if there are any."""
    shown, kind = name(store, field, key), NAMED.get(field)
    fact = store.told_apart(kind).get(key) if kind is not None else None
    return f"{shown} ({one_line(fact)})" if fact else shown


def name(store: Store, field: str, key: str) -> str:
    """The name of a field's value: that of an actor or location, the title of a source, the value itself."""
    chronology, kind = store.chronology, NAMED.get(field)
    if kind == "actor" and key in chronology.actors:
        return one_line(chronology.actors[key].name)
    if kind == "location" and key in chronology.locations:
        return one_line(chronology.locations[key].name)
    if kind == "source" and key in chronology.sources:
        return one_line(chronology.sources[key].title)
    return one_line(key.partition(":")[2] if ":" in field else key)


def index(store: Store, field: str) -> Index:
    """The events under each value of a field by itself, without what belongs to it."""
    field, _, name = field.partition(":")
    return store.dimensions.get(name, {}) if field == "tag" else store.index(field)


def having(store: Store, field: str, key: str) -> BitMap:
    """The events with a value in a field, as a filter finds them: of what belongs to it, too."""
    own, keys = store.index(query_field(field)), store.below(field, [key])
    return BitMap.union(BitMap(), *[own[each] for each in keys if each in own])


def without(store: Store, field: str) -> BitMap:
    """The events without any value in a field."""
    return store.everything - BitMap.union(BitMap(), *index(store, field).values())


def holders(store: Store, field: str, number: int) -> set[str]:
    """The values that an event has in a field, and what they belong to."""
    found = [key for key, numbers in index(store, field).items() if number in numbers]
    hierarchy = store.hierarchies.get(NAMED.get(field, ""))
    return set(found if hierarchy is None else hierarchy.above(found))


def counts(view: View, field: str) -> list[Count]:
    """How many events of the view have each value of a field, most first; values without any are left out.

    A place has the events of all places within it, an actor those of its members, each event once. The time it takes
    grows with the number of values, however deep these lie in one another.
    """
    store, own = view.store, index(view.store, field)
    hierarchy = store.hierarchies.get(NAMED.get(field, ""))
    found = {} if hierarchy is None else hierarchy.totals(own, view.numbers)
    for key, numbers in own.items():
        if key not in found:
            found[key] = int(numbers.intersection_cardinality(view.numbers))
    parents = {} if hierarchy is None else hierarchy.main_parent
    counted = [Count(key, label(store, field, key), n, parents.get(key, "")) for key, n in found.items() if n]
    depth = _depths(parents)
    counted.sort(key=lambda c: (-c.events, depth.get(c.key, 0), c.label.casefold()))
    return counted


def _depths(parents: dict[str, str]) -> dict[str, int]:
    """How many parents stand above each key, so that of equal counts the whole comes before its part."""
    depth: dict[str, int] = {}
    for key in parents:
        path = []
        while key in parents and key not in depth:
            path.append(key)
            key = parents[key]
        above = depth.get(key, 0)
        for n, each in enumerate(reversed(path), 1):
            depth[each] = above + n
    return depth


def nested(found: Sequence[Count]) -> list[tuple[int, Count]]:
    """The counts as a tree, each with its depth: below a value those that belong to it; else the order stays."""
    there = {each.key for each in found}
    below: dict[str | None, list[Count]] = {}
    for each in found:
        below.setdefault(each.parent if each.parent in there else None, []).append(each)
    rows: list[tuple[int, Count]] = []
    waiting = [(0, each) for each in reversed(below.get(None, ()))]
    while waiting:
        depth, each = waiting.pop()
        rows.append((depth, each))
        waiting += [(depth + 1, child) for child in reversed(below.get(each.key, ()))]
    return rows


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
