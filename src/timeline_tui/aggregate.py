"""Count the events of a view by the values of a field, and by month.

Facets, `stats` and lanes all use `counts`, so that they agree with one another and with the results of a filter.
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
from timeline_tui.dates.value import Date
from timeline_tui.model import Source
from timeline_tui.store import Index, Store, View
from timeline_tui.store.derived_indexes import any_of
from timeline_tui.text import fold_name, one_line

FACETS = ("participant", "speaker", "by", "assessor", "location", "tag", "source", "status", "kind", "file")
"""The fields that events are counted by. Actors are counted by their part: an assessor is not a participant."""


def fields_of(store: Store, fields: Sequence[str] = FACETS) -> list[str]:
    """Return the fields that a store has facets for.

    Each dimension of tags follows `tag` as a field of its own, such as `tag:area`. `file` is left out if the chronology
    has only one.

    Args:
        store: The store.
        fields: The fields to choose from.
    """
    found: list[str] = []
    for field in fields:
        if field == "file" and len(store.chronology.paths) < 2:
            continue
        found.append(field)
        if field == "tag":
            found += [f"tag:{name}" for name in sorted(store.dimensions) if name]
    return found


def query_field(field: str) -> str:
    """Return the field of the query language for a field: `tag` for `tag:area`."""
    return field.partition(":")[0]


def value(store: Store, field: str, key: str) -> str:
    """Return the text by which a filter finds a value: its name if that is unique, else its folded key, else the key.

    Args:
        store: The store.
        field: The field.
        key: The value.
    """
    field = query_field(field)
    shown = name(store, field, key)
    # A name with a line break, or with the spelling of another, would not find the value again.
    for typed in (shown, fold_name(key)):
        if one_line(typed) == typed and store.keys_named(field, fold_name(typed), exact=True) == [key]:
            return typed
    return key


class Count(NamedTuple):
    """The number of `events` of a view with the value `key` (an id or a tag), and the `label` to show.

    `parent` is the key of the location or organisation that it belongs to, "" if there is none.
    """

    key: str
    label: str
    events: int
    parent: str = ""


def label(store: Store, field: str, key: str) -> str:
    """Return the label of a value: its name and, if others have the same name, what distinguishes it.

    Args:
        store: The store.
        field: The field.
        key: The value.
    """
    shown, kind = name(store, field, key), NAMED.get(field)
    fact = store.distinctions(kind).get(key) if kind is not None else None
    return f"{shown} ({one_line(fact)})" if fact else shown


def name(store: Store, field: str, key: str) -> str:
    """Return the name of a value: that of an actor or location, the title of a source, else the value itself.

    Args:
        store: The store.
        field: The field.
        key: The value.
    """
    entry = store.chronology.registry(NAMED.get(field, "")).get(key)
    if entry is not None:
        return one_line(entry.title if isinstance(entry, Source) else entry.name)
    return one_line(key.partition(":")[2] if ":" in field else key)


def index(store: Store, field: str) -> Index:
    """Return the events under each value of a field, without those of the values that belong to it."""
    field, _, name = field.partition(":")
    return store.dimensions.get(name, {}) if field == "tag" else store.index(field)


def having(store: Store, field: str, key: str) -> BitMap:
    """Return the events with a value in a field, or with one that belongs to it, as a filter finds them."""
    return any_of(store.index(query_field(field)), store.hierarchy(field).below([key]))


def without(store: Store, field: str) -> BitMap:
    """Return the events without any value in a field."""
    return store.everything - BitMap.union(BitMap(), *index(store, field).values())


def holders(store: Store, field: str, number: int) -> set[str]:
    """Return the values that an event has in a field, and everything that they belong to.

    Args:
        store: The store.
        field: The field.
        number: The number of the event.
    """
    found = [key for key, numbers in index(store, field).items() if number in numbers]
    return set(store.hierarchy(field).above(found))


def counts(view: View, field: str) -> list[Count]:
    """Count the events of a view under each value of a field.

    A location has the events of all locations within it, an actor those of its members, each event once. The time this
    takes is linear in the number of values, however deep the hierarchy is.

    Args:
        view: The events.
        field: The field.

    Returns:
        The counts, largest first; values without events are left out.
    """
    store, own = view.store, index(view.store, field)
    hierarchy = store.hierarchy(field)
    found = hierarchy.totals(own, view.numbers)
    for key, numbers in own.items():
        if key not in found:
            found[key] = int(numbers.intersection_cardinality(view.numbers))
    parents = hierarchy.main_parent
    counted = [Count(key, label(store, field, key), n, parents.get(key, "")) for key, n in found.items() if n]
    # A parent has at least the events of its parts: of equal counts, it comes first.
    depth = _depths(parents)
    counted.sort(key=lambda c: (-c.events, depth.get(c.key, 0), c.label.casefold()))
    return counted


def _depths(parents: dict[str, str]) -> dict[str, int]:
    """Return the depth of each key, so that of equal counts a parent is sorted before what belongs to it."""
    depth: dict[str, int] = {}
    for key in parents:
        path = []
        # `main_parent` has no cycles, so this ends.
        while key in parents and key not in depth:
            path.append(key)
            key = parents[key]
        above = depth.get(key, 0)
        for n, each in enumerate(reversed(path), 1):
            depth[each] = above + n
    return depth


def nested(found: Sequence[Count]) -> list[tuple[int, Count]]:
    """Return the counts as a tree, each with its depth: what belongs to a value follows it, otherwise in order."""
    there = {each.key for each in found}
    below: dict[str | None, list[Count]] = {}
    for each in found:
        below.setdefault(each.parent if each.parent in there else None, []).append(each)
    rows: list[tuple[int, Count]] = []
    # A stack instead of recursion: a hierarchy may be deeper than Python's recursion limit.
    pending = [(0, each) for each in reversed(below.get(None, ()))]
    while pending:
        depth, each = pending.pop()
        rows.append((depth, each))
        pending += [(depth + 1, child) for child in reversed(below.get(each.key, ()))]
    return rows


class Bin(NamedTuple):
    """The number of events whose date begins in a month of a year, or in the year if `month` is 0.

    `years` is 10, 100 or 1000 if the dates state only a decade, century or millennium; `year` is then its first.
    """

    year: int
    month: int
    events: int
    years: int = 1


def by_month(view: View) -> tuple[list[Bin], int]:
    """Count the events of a view by the month in which their date begins.

    A date coarser than a month counts in its year (month 0), not in January. A decade does not count in its first year
    either: it has a bin of its own, before those of its years. A set of which one date is meant counts in the shortest
    bin that holds all of it, a set of which all are meant in that of its first date.

    Returns:
        The bins in order, and the number of events without a date or without a start.
    """
    found: Counter[tuple[int, int, int]] = Counter()
    without = 0
    for event in view:
        begins = _first_period(event.date) if event.date is not None else None
        if begins is None:
            without += 1
        else:
            year, years, month = begins
            # Negative, so that a decade sorts before its first year.
            found[(year, -years, month)] += 1
    return [Bin(year, month, count, -years) for (year, years, month), count in sorted(found.items())], without


def _first_period(date: Date) -> tuple[int, int, int] | None:
    """Return the year in which a date begins, the number of years that it stands for, and the month (0 if unknown)."""
    if date.earliest is None:
        return None
    if date.all_of:
        return _first_period(edge(date))
    # A reversed interval begins with the end that is written last.
    first = date.end if date.reversed else date.start
    if first is None:
        return _shortest_period(date.earliest, date.latest)
    if first.mask or first.width:
        return _shortest_period(*span(first, None, None))
    year, month, _ = calendar.civil_from_days(date.earliest // calendar.DAY)
    return year, first.precision.years, month if first.month is not None else 0


def _shortest_period(earliest: int, latest: int | None) -> tuple[int, int, int] | None:
    """Return the shortest month, year, decade, century or millennium that holds a half-open span of seconds.

    The result is that of `_first_period`; None if not even a millennium holds the span.
    """
    if latest is None:
        return None
    year, month, _ = calendar.civil_from_days(earliest // calendar.DAY)
    last, last_month, _ = calendar.civil_from_days((latest - 1) // calendar.DAY)
    if year == last:
        return year, 1, month if month == last_month else 0
    # EDTF replaces digits of the number without its sign: -01XX is -0199 to -0100.
    for width in (10, 100, 1000):
        if (year < 0) == (last < 0) and abs(year) // width == abs(last) // width:
            first = abs(year) // width * width
            return (-(first + width - 1) if year < 0 else first), width, 0
    return None
