"""Distinguish registry entries of the same name: six women called Mary, two villages called Ivanivka."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from timeline_tui.dates.calendar import DAY, civil_from_days
from timeline_tui.dates.value import BEYOND
from timeline_tui.text import flat, fold_name

if TYPE_CHECKING:
    from timeline_tui.store import Store

_Fact = Callable[["Store", Any], str]


def _years(field: str) -> _Fact:
    """Return a function that gives the years of the first and the last event of an actor or a location."""

    def years(store: Store, thing: Any) -> str:
        numbers = store.index(field).get(thing.id)
        if not numbers:
            return ""
        starts = [store.bounds.earliest[number] for number in (numbers.min(), numbers.max())]
        first, last = [_year(start) if abs(start) < BEYOND else "" for start in starts]
        return first if first == last or not last else f"{first} to {last}".strip()

    return years


def _year(second: int) -> str:
    year = civil_from_days(second // DAY)[0]
    return str(year) if year > 0 else f"{1 - year} BC"


def _within(store: Store, place: Any) -> str:
    inside = store.chronology.locations.get(place.within)
    return inside.name if inside is not None else str(place.within)


_FACTS: dict[str, tuple[_Fact, ...]] = {
    "actor": (lambda _, actor: actor.title, lambda _, actor: actor.kind, _years("actor")),
    "location": (_within, lambda _, place: place.country, _years("location")),
    "source": (
        lambda _, source: source.publisher,
        lambda _, source: source.published.text if source.published else "",
    ),
}
"""The properties that may distinguish namesakes, by kind, the best first. The id is the last resort."""


def namesakes(store: Store, kind: str) -> dict[str, str]:
    """Find what distinguishes entries of the same name.

    Args:
        store: The store.
        kind: "actor", "location" or "source".

    Returns:
        By id, for the entries that share their name: a property that no namesake shares, such as a title or the years
        of its events, or else the id.
    """
    things: dict[str, Any] = getattr(store.chronology, f"{kind}s")
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for thing in things.values():
        groups[fold_name(thing.title if kind == "source" else thing.name)].append(thing)
    found: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1:
            found |= _distinguish(store, kind, group)
    return found


def _distinguish(store: Store, kind: str, group: list[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for fact in _FACTS[kind]:
        values = {thing.id: flat(fact(store, thing)) for thing in group}
        occurrences = Counter(map(fold_name, values.values()))
        for id_, value in values.items():
            if value and occurrences[fold_name(value)] == 1:
                found.setdefault(id_, value)
    return {thing.id: found.get(thing.id, thing.id) for thing in group}
