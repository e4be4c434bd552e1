"""Evaluate the nodes of a query to the set of matching events.

Every field is a bitmap of event numbers, so that and, or, not are set algebra. Texts are searched last, and only in the
events that are left.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from math import inf, nan

from pyroaring import BitMap

from timeline_tui.columns import COMMON
from timeline_tui.columns.field_keys import OWN, ends, own_value
from timeline_tui.columns.search_text import TEXTS
from timeline_tui.dates import certainly_within, may_overlap
from timeline_tui.dates.value import BEYOND, touches
from timeline_tui.dates.yearly import Yearly
from timeline_tui.query import And, Compare, DateTerm, FieldTerm, Flag, Has, Node, Not, OneOf, Or, Word
from timeline_tui.store.cancellation import Superseded, batches
from timeline_tui.store.derived_indexes import any_of, by_source_date
from timeline_tui.store.event_indexes import EventIndexes
from timeline_tui.text import fold_name

OWN_PREFIX = "x."
# How many events are tested between two checks for cancellation.
_AT_A_TIME = 20_000
_YEARLY_AT_A_TIME = 5_000
# Dates with gaps are slow: a set of a thousand characters takes a millisecond.
_GAPS_AT_A_TIME = 50

_COST = {OneOf: 0, FieldTerm: 0, DateTerm: 1, Has: 1, Flag: 1, Compare: 1, Word: 3}
"""The rank of a node by cost: sets, then dates, then texts, so that the slow ones test few events."""


def matches(events: EventIndexes, node: Node, within: BitMap, superseded: Superseded) -> BitMap:
    """Return the events that match a node.

    Args:
        events: The events.
        node: The node of the query.
        within: The numbers of the events to test.
        superseded: Returns whether the result is no longer needed.

    Raises:
        QueryCancelled: Soon after `superseded` returned True.
    """
    return _Evaluation(events, superseded).matches(node, within)


def _cost(node: Node) -> int:
    # And, Or and Not come last, since they may contain searches of texts.
    return 2 if isinstance(node, FieldTerm) and node.field in TEXTS else _COST.get(type(node), 4)


class _Evaluation:
    def __init__(self, events: EventIndexes, superseded: Superseded) -> None:
        self._events = events
        self._superseded = superseded

    def matches(self, node: Node, within: BitMap) -> BitMap:
        """Return the events that match a node, of those `within`."""
        match node:
            case And():
                # Each part only tests what the parts before it have left.
                for part in sorted(node.parts, key=_cost):
                    within = self.matches(part, within)
                return within
            case Or():
                # No order saves work here: each part has to be looked for in all of them.
                return BitMap.union(*[self.matches(part, within) for part in node.parts])
            case Not():
                return within - self.matches(node.part, within)
            case Word():
                return self._events.naming(node.folded) & within | self._search("text", node.folded, within)
            case FieldTerm():
                return self._field(node, within)
            case DateTerm():
                return self._dates(node, within)
            case _:
                return self._under(node) & within

    def _under(self, node: OneOf | Has | Flag | Compare) -> BitMap:
        """Return the events that match a node for which indexes suffice."""
        index = self._events.index
        match node:
            case OneOf():
                return any_of(index(node.field), node.values)
            case Has():
                return self._having(node.what)
            case Flag():
                return any_of(index("is"), [node.name])
            case Compare():
                return self._in_range(node)

    def _search(self, field: str, term: str, within: BitMap) -> BitMap:
        """Return the events with `term` in a text.

        Results of earlier searches for a part of `term` narrow the search: while a word is being typed, only the events
        that contain its beginning are searched.
        """
        searches = self._events.searches
        known = searches.get(field, term)
        if known is not None:
            return known & within
        texts = self._events.texts(field)
        whole = len(within) == len(texts)
        # While a word is typed, each search only looks at what the one before it found.
        within = searches.narrow(field, term, within)
        matching = BitMap()
        numbers: Sequence[int] = range(len(texts)) if len(within) == len(texts) else within.to_array()
        for some in batches(numbers, _AT_A_TIME, self._superseded):
            matching.update([number for number in some if term in texts[number]])
        # A result for some events only would be wrong for other queries.
        if whole:
            searches.add(field, term, matching)
        return matching

    def _having(self, what: str) -> BitMap:
        """Return the events that match `has:what`; for some values, those with any value in the field of that name."""
        events = self._events
        if what.startswith(OWN_PREFIX):
            return self._own(what, lambda _: True)
        if what in COMMON:
            return BitMap.union(BitMap(), *events.index(what).values())
        found = any_of(events.index("has"), [what])
        if what == "coordinates":
            places = events.chronology.locations.values()
            located = [place.id for place in places if place.lat is not None and place.lon is not None]
            found |= any_of(events.index("location"), located)
        return found

    def _field(self, node: FieldTerm, within: BitMap) -> BitMap:
        events = self._events
        if node.field in TEXTS:
            if not node.exact:
                return self._search(node.field, node.folded, within)
            texts = events.texts(node.field)
            return BitMap([number for number in within if node.folded in texts[number].split("\n")])
        if node.field.startswith(OWN_PREFIX):
            return self._own(node.field, _value_test(node.folded, node.exact)) & within
        keys = events.matching_keys(node.field, node.folded, exact=node.exact)
        return any_of(events.index(node.field), keys) & within

    def _dates(self, node: DateTerm, within: BitMap) -> BitMap:
        """Return the events that may lie in a span, or that certainly do.

        This does for many events what `dates.may_overlap` and `dates.certainly_within` do for one.
        """
        events, bounds = self._events, self._events.bounds
        if node.op in ("published", "accessed"):
            test = certainly_within if node.certain else may_overlap
            sources = events.index("source"), events.chronology.sources
            return by_source_date(*sources, node.op, lambda d: test(d, node.lo, node.hi, node.parts)) & within
        # EDTF's `~` and `?` do not say by how much a date may be wrong, so nothing about it is certain.
        if node.certain and (node.yearly or node.lo is not None or node.hi is not None):
            within = within - any_of(events.index("is"), ["approximate", "uncertain"])
        if node.yearly:
            return self._yearly(node, within)
        begin = (-BEYOND if node.lo is None else node.lo, node.parts[0])
        end = (BEYOND if node.hi is None else node.hi, node.parts[1])
        if node.certain:
            return bounds.inside(begin, end, within)
        found = bounds.overlapping(begin, end, within)
        # A hull that overlaps the span is not enough for dates with gaps: `{1914,1918}` is not in 1916.
        # Gaps are tested in whole seconds: a fraction at the end counts as all of its second.
        hi = None if node.hi is None else node.hi + (node.parts[1] > 0)
        for some in batches((found & bounds.with_gaps).to_array(), _GAPS_AT_A_TIME, self._superseded):
            found -= BitMap([n for n in some if not touches(bounds.gaps[n], node.lo, hi)])
        return found

    def _yearly(self, node: DateTerm, within: BitMap) -> BitMap:
        """Return the events that may lie, or certainly do, on a day or in a month of any year."""
        bounds = self._events.bounds
        # Events without a date come last.
        dated = within & BitMap(range(bisect_right(bounds.places, BEYOND)))
        yearly, found = Yearly(node.yearly), BitMap()
        matches = yearly.holds if node.certain else yearly.touches
        for some in batches(dated.to_array(), _YEARLY_AT_A_TIME, self._superseded):
            for number in some:
                text = bounds.gaps.get(number)
                if text is None:
                    matching = matches(bounds.earliest[number], bounds.latest[number])
                else:
                    matching = yearly.meets(text, certain=node.certain)
                if matching:
                    found.add(number)
        return found

    def _in_range(self, node: Compare) -> BitMap:
        low = -inf if node.low is None else node.low
        high = inf if node.high is None else node.high
        if node.field.startswith(OWN_PREFIX):
            return self._own(node.field, lambda value: isinstance(value, float) and low <= value <= high)
        index = self._events.index(node.field)
        there = [(key, *ends(key)) for key in index]
        return any_of(index, [key for key, first, last in there if first <= high and last >= low])

    def _own(self, field: str, test: Callable[[str | float], bool]) -> BitMap:
        """Return the events with one of the user's own keys whose value passes a test."""
        index = self._events.index(OWN)
        key = field.removeprefix(OWN_PREFIX)
        values = [(text, own_value(text, key)) for text in index]
        return any_of(index, [text for text, value in values if value is not None and test(value)])


def _value_test(requested: str, exact: bool) -> Callable[[str | float], bool]:
    """Return a test of whether a value is the number `requested`, or contains (if `exact`: is) that text."""
    try:
        number = float(requested)
    except ValueError:
        # NaN equals no number.
        number = nan

    def test(value: str | float) -> bool:
        if isinstance(value, float):
            return value == number
        text = fold_name(value)
        return text == requested if exact else requested in text

    return test
