"""From a query's nodes to the set of events that match them.

Every field becomes a bitmap of event numbers, so that and, or, not are set algebra. Texts are searched last and
only in what the rest leaves over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pyroaring import BitMap

from timeline_tui.dates import certainly_within, may_overlap
from timeline_tui.model import Event
from timeline_tui.query import And, Compare, DateTerm, FieldTerm, Flag, Has, Node, Not, OneOf, Or, Word
from timeline_tui.store import indexing
from timeline_tui.text import fold

if TYPE_CHECKING:
    from timeline_tui.store import Store

_HAS: dict[str, Callable[[Event], object]] = {
    "quote": lambda e: e.quotes,
    "claim": lambda e: e.claims,
    "assessment": lambda e: any(claim.assessments for claim in e.claims),
    "source": indexing.citations_of,
    "actor": indexing.actors_of,
    "location": lambda e: e.locations,
    "coordinates": lambda e: any(
        p.location.lat is not None and p.location.lon is not None for p in e.locations
    ),
    "tag": lambda e: e.tags,
    "summary": lambda e: e.summary,
    "link": lambda e: e.links,
    "date": lambda e: e.date is not None,
}

_IS: dict[str, Callable[[Event], object]] = {
    "contested": lambda e: e.contested,
    "approximate": lambda e: e.date is not None and e.date.approximate,
    "uncertain": lambda e: e.date is not None and e.date.uncertain,
    "undated": lambda e: e.date is None,
    "interval": lambda e: e.date is not None and e.date.interval,
}


def matches(store: Store, node: Node, within: BitMap | None = None) -> BitMap:
    """The numbers of the events of `within` (all, without it) that the node matches."""
    within = store.everything if within is None else within
    match node:
        case And():
            for part in sorted(node.parts, key=_cost):
                within = matches(store, part, within)
            return within
        case Or():
            return BitMap.union(*[matches(store, part, within) for part in node.parts])
        case Not():
            return within - matches(store, node.part, within)
        case Word():
            return _containing(store.texts(), node.folded, within)
        case FieldTerm():
            return _field(store, node, within)
        case OneOf():
            return _any_of(store.index(node.field), node.values) & within
        case DateTerm():
            return _dated(store, node, within)
        case Has():
            return _such(store.events, _HAS[node.what], within)
        case Flag():
            return _such(store.events, _IS[node.name], within)
        case Compare():
            return _compared(store.events, node, within)


def _cost(node: Node) -> int:
    """Sets before dates before texts, so that the dear ones look at few events."""
    match node:
        case OneOf():
            return 0
        case FieldTerm():
            return 2 if node.field in indexing.TEXTS else 0
        case DateTerm() | Has() | Flag() | Compare():
            return 1
        case Word():
            return 3
        case _:
            return 4


def _containing(texts: Sequence[str], term: str, within: BitMap) -> BitMap:
    if len(within) == len(texts):
        return BitMap([number for number, text in enumerate(texts) if term in text])
    return BitMap([number for number in within if term in texts[number]])


def _such(events: Sequence[Event], holds: Callable[[Event], object], within: BitMap) -> BitMap:
    return BitMap([number for number in within if holds(events[number])])


def _any_of(index: dict[str, BitMap], keys: Sequence[str]) -> BitMap:
    return BitMap.union(*[index[key] for key in keys if key in index], BitMap())


def _field(store: Store, node: FieldTerm, within: BitMap) -> BitMap:
    if node.field in indexing.TEXTS:
        texts = store.texts(node.field)
        if node.exact:
            return BitMap([number for number in within if texts[number] == node.folded])
        return _containing(texts, node.folded, within)
    return _any_of(store.index(node.field), store.meant(node.field, node.folded, exact=node.exact)) & within


def _dated(store: Store, node: DateTerm, within: BitMap) -> BitMap:
    holds = certainly_within if node.certain else may_overlap
    events, lo, hi = store.events, node.lo, node.hi
    found = []
    for number in within:
        date = events[number].date
        if date is not None and holds(date, lo, hi):
            found.append(number)
    return BitMap(found)


def _compared(events: Sequence[Event], node: Compare, within: BitMap) -> BitMap:
    low = node.low if node.low is not None else 0
    high = node.high if node.high is not None else 1 << 62

    def holds(event: Event) -> bool:
        return event.importance is not None and low <= event.importance <= high

    return _such(events, holds, within)


def meant(names: dict[str, str], folded: str, *, exact: bool) -> list[str]:
    """The ids of what goes by a name with `folded` in it; by exactly that name, with `exact`.

    `names`: id -> folded names, a line each.
    """
    if exact:
        return [key for key, lines in names.items() if folded in lines.split("\n")]
    return [key for key, lines in names.items() if folded in lines]


def plain_names(keys: Sequence[str]) -> dict[str, str]:
    """Values that are their own names, such as tags: value -> the value folded."""
    return {key: fold(key) for key in keys}
