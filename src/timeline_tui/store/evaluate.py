"""Evaluate the nodes of a query to the set of matching events.

Every field is a bitmap of event numbers, so that and, or, not are set algebra. Texts are searched last, and only in the
events that are left.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from math import inf, nan
from typing import TYPE_CHECKING

from pyroaring import BitMap

from timeline_tui.columns import COMMON
from timeline_tui.columns.field_keys import OWN, ends, own_value
from timeline_tui.columns.search_text import TEXTS
from timeline_tui.dates import certainly_within, may_overlap
from timeline_tui.dates.value import BEYOND, WHOLE, touches
from timeline_tui.dates.yearly import Yearly
from timeline_tui.query import And, Compare, DateTerm, FieldTerm, Flag, Has, Node, Not, OneOf, Or, Word
from timeline_tui.store import QueryCancelled, derived_indexes
from timeline_tui.text import fold_name

if TYPE_CHECKING:
    from timeline_tui.store import Store
    from timeline_tui.store.date_bounds import Bounds

OWN_PREFIX = "x."
# How many events are tested between two checks for cancellation.
_AT_A_TIME = 20_000
_YEARLY_AT_A_TIME = 5_000
_GAPS_AT_A_TIME = 50  # dates with gaps are slow: a set of a thousand characters takes a millisecond


def matches(store: Store, node: Node, within: BitMap, superseded: Callable[[], bool]) -> BitMap:
    """Return the events that match a node.

    Args:
        store: The store.
        node: The node of the query.
        within: The events to test.
        superseded: Called from time to time; returns whether the result is no longer needed.

    Raises:
        QueryCancelled: Soon after `superseded` returned True.
    """
    match node:
        case And():
            for part in sorted(node.parts, key=_cost):
                within = matches(store, part, within, superseded)
            return within
        case Or():
            return BitMap.union(*[matches(store, part, within, superseded) for part in node.parts])
        case Not():
            return within - matches(store, node.part, within, superseded)
        case Word():
            named = store.naming(node.folded) & within
            return named | _search(store, "text", node.folded, within, superseded)
        case FieldTerm():
            return _field(store, node, within, superseded)
        case OneOf():
            return any_of(store.index(node.field), node.values) & within
        case DateTerm():
            return _in_span(store, node, within, superseded)
        case Has():
            return _having(store, node.what) & within
        case Flag():
            return any_of(store.index("is"), [node.name]) & within
        case Compare():
            return _in_range(store, node) & within


def _cost(node: Node) -> int:
    """Return the rank of a node by cost: sets, then dates, then texts, so that the slow ones test few events."""
    match node:
        case OneOf():
            return 0
        case FieldTerm():
            return 2 if node.field in TEXTS else 0
        case DateTerm() | Has() | Flag() | Compare():
            return 1
        case Word():
            return 3
        case _:
            return 4


def _search(store: Store, field: str, term: str, within: BitMap, superseded: Callable[[], bool]) -> BitMap:
    """Return the events with `term` in a text.

    Results of earlier searches for a part of `term` narrow the search: while a word is being typed, only the events
    that contain its beginning are searched.
    """
    known = store.searched.get((field, term))
    if known is not None:
        return known & within
    texts = store.texts(field)
    whole = len(within) == len(texts)
    for (other, part), found in store.found():
        if other == field and part in term:
            within = within & found
    matching = BitMap()
    numbers: Sequence[int] = range(len(texts)) if len(within) == len(texts) else within.to_array()
    for at in range(0, len(numbers), _AT_A_TIME):
        if superseded():
            raise QueryCancelled
        matching.update([number for number in numbers[at : at + _AT_A_TIME] if term in texts[number]])
    if whole:  # a result for some events only would be wrong for other queries
        store.remember(field, term, matching)
    return matching


def _having(store: Store, what: str) -> BitMap:
    """Return the events that match `has:what`; for some things, those with any value in the field of that name."""
    if what.startswith(OWN_PREFIX):
        return _own(store, what, lambda _: True)
    if what == "coordinates":
        places = store.chronology.locations.values()
        located = [place.id for place in places if place.lat is not None and place.lon is not None]
        return any_of(store.index("location"), located) | any_of(store.index("has"), [what])
    if what in COMMON:
        return BitMap.union(*store.index(what).values(), BitMap())
    return any_of(store.index("has"), [what])


def any_of(index: dict[str, BitMap], keys: Sequence[str]) -> BitMap:
    """Return the events under any of the keys; keys that the index does not have are ignored."""
    return BitMap.union(*[index[key] for key in keys if key in index], BitMap())


def _field(store: Store, node: FieldTerm, within: BitMap, superseded: Callable[[], bool]) -> BitMap:
    if node.field in TEXTS:
        if node.exact:
            texts = store.texts(node.field)
            return BitMap([number for number in within if node.folded in texts[number].split("\n")])
        return _search(store, node.field, node.folded, within, superseded)
    if node.field.startswith(OWN_PREFIX):
        return _own(store, node.field, _value_test(node.folded, node.exact)) & within
    return (
        any_of(store.index(node.field), store.matching_keys(node.field, node.folded, exact=node.exact))
        & within
    )


def _in_span(store: Store, node: DateTerm, within: BitMap, superseded: Callable[[], bool]) -> BitMap:
    """Return the events that may lie in a span, or that certainly do.

    This does for many events what `dates.may_overlap` and `dates.certainly_within` do for one. The events are in order
    of `Bounds.places`, so both ends of the span are found by binary search. One by one, it tests only events before the
    span, which may reach into it, and the few that are out of order or have fractions or gaps.
    """
    if node.op in ("published", "accessed"):
        test = certainly_within if node.certain else may_overlap
        return (
            derived_indexes.published(store, node.op, lambda date: test(date, node.lo, node.hi, node.parts))
            & within
        )
    if node.yearly:
        return _yearly(store, node, within, superseded)
    bounds = store.bounds
    earliest, latest, places = bounds.earliest, bounds.latest, bounds.places
    lo = -BEYOND if node.lo is None else node.lo
    hi = BEYOND if node.hi is None else node.hi
    lo_part, hi_part = node.parts
    first, last = bisect_left(places, lo), bisect_left(places, hi + (hi_part > 0))
    if node.certain:
        inside = (BitMap(range(first, bisect_right(places, hi))) | bounds.odd) & within
        if not (node.lo is None and node.hi is None):
            inside -= any_of(store.index("is"), ["approximate", "uncertain"])
        low = lo + (lo_part > 0)
        plain = BitMap([n for n in inside if low <= earliest[n] < BEYOND and latest[n] <= hi])
        exact = [n for n in inside & bounds.with_parts if _within(bounds, n, (lo, lo_part), (hi, hi_part))]
        return (plain - bounds.with_parts) | BitMap(exact)
    reaching = BitMap([number for number, end in enumerate(latest[:first]) if end > lo])
    inside = BitMap(range(first, last)) if last > first else BitMap()
    found = ((reaching | inside) & BitMap(range(last))) - bounds.odd
    found |= BitMap([n for n in bounds.odd if earliest[n] < hi + (hi_part > 0) and latest[n] > lo])
    found &= within
    exact = [n for n in found & bounds.with_parts if not _touches(bounds, n, (lo, lo_part), (hi, hi_part))]
    found -= BitMap(exact)
    between = (found & bounds.with_gaps).to_array()
    for at in range(0, len(between), _GAPS_AT_A_TIME):
        if superseded():
            raise QueryCancelled
        some = between[at : at + _GAPS_AT_A_TIME]
        end = None if node.hi is None else node.hi + (hi_part > 0)
        found -= BitMap([n for n in some if not touches(bounds.gaps[n], node.lo, end)])
    return found


def _exact_bounds(bounds: Bounds, number: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first second of an event and the part of it at which it begins, and the same for its end."""
    begin, end = bounds.parts.get(number, WHOLE)
    return (bounds.earliest[number], begin), (bounds.latest[number] - 1, end)


def _touches(bounds: Bounds, number: int, lo: tuple[int, int], hi: tuple[int, int]) -> bool:
    """Return whether an event shares any part of a second with a span."""
    begins, ends = _exact_bounds(bounds, number)
    return begins < hi and ends > lo


def _within(bounds: Bounds, number: int, lo: tuple[int, int], hi: tuple[int, int]) -> bool:
    """Return whether an event lies in a span, to the part of a second."""
    begins, ends = _exact_bounds(bounds, number)
    return lo <= begins and ends <= hi and begins < (BEYOND, 0)


def _yearly(store: Store, node: DateTerm, within: BitMap, superseded: Callable[[], bool]) -> BitMap:
    """Return the events that may lie, or certainly do, on a day or in a month of any year."""
    bounds = store.bounds
    if node.certain:
        within = within - any_of(store.index("is"), ["approximate", "uncertain"])
    dated = within & BitMap(range(bisect_right(bounds.places, BEYOND)))
    numbers, found = dated.to_array(), BitMap()
    asked = Yearly(node.yearly)
    for at in range(0, len(numbers), _YEARLY_AT_A_TIME):
        if superseded():
            raise QueryCancelled
        for number in numbers[at : at + _YEARLY_AT_A_TIME]:
            text = bounds.gaps.get(number)
            span = bounds.earliest[number], bounds.latest[number]
            matches = (asked.holds if node.certain else asked.touches) if text is None else None
            if matches(*span) if matches else asked.meets(text or "", certain=node.certain):
                found.add(number)
    return found


def _in_range(store: Store, node: Compare) -> BitMap:
    low = -inf if node.low is None else node.low
    high = inf if node.high is None else node.high
    if node.field.startswith(OWN_PREFIX):
        return _own(store, node.field, lambda value: isinstance(value, float) and low <= value <= high)
    index = store.index(node.field)
    there = [(key, *ends(key)) for key in index]
    return any_of(index, [key for key, first, last in there if first <= high and last >= low])


def _own(store: Store, field: str, test: Callable[[str | float], bool]) -> BitMap:
    """Return the events with one of the user's own keys whose value passes a test."""
    index = store.index(OWN)
    key = field.removeprefix(OWN_PREFIX)
    values = [(text, own_value(text, key)) for text in index]
    return any_of(index, [text for text, value in values if value is not None and test(value)])


def _value_test(asked: str, exact: bool) -> Callable[[str | float], bool]:
    """Return a test of whether a value is the number `asked`, or contains (if `exact`: is) the text `asked`."""
    try:
        number = float(asked)
    except ValueError:
        number = nan

    def test(value: str | float) -> bool:
        if isinstance(value, float):
            return value == number
        text = fold_name(value)
        return text == asked if exact else asked in text

    return test


def matching_names(names: dict[str, str], folded: str, *, exact: bool, begins: bool = False) -> list[str]:
    """Return the keys with a name that contains `folded`.

    Args:
        names: The folded names of each key, one a line.
        folded: The folded text to look for.
        exact: Match whole names only.
        begins: Match the beginning of a key's only name, unless `exact` is set.
    """
    if begins and not exact:
        return [key for key, name in names.items() if name.startswith(folded)]
    if exact:
        return [key for key, lines in names.items() if folded in lines.split("\n")]
    return [key for key, lines in names.items() if folded in lines]
