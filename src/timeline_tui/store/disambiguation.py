"""Distinguish registry entries of the same name: six women called Mary, two villages called Ivanivka."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, TypeAlias

from timeline_tui.dates.calendar import DAY, civil_from_days
from timeline_tui.dates.value import BEYOND
from timeline_tui.model import Chronology, Source
from timeline_tui.text import flat, fold_name

FirstAndLast: TypeAlias = Callable[[str], tuple[int, int] | None]
"""Returns the earliest seconds of the first and the last event under an id, or None without events."""


def distinctions(chronology: Chronology, kind: str, first_and_last: FirstAndLast) -> dict[str, str]:
    """Find what distinguishes entries of the same name.

    Args:
        chronology: The registries.
        kind: "actor", "location" or "source".
        first_and_last: See `FirstAndLast`.

    Returns:
        By id, for the entries that share their name: a property that no namesake shares, such as a title or the years
        of its events, or else the id.
    """
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for entry in chronology.registry(kind).values():
        groups[fold_name(entry.title if isinstance(entry, Source) else entry.name)].append(entry)
    found: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1:
            facts = {e.id: [*_FACTS[kind](chronology, e), _years(first_and_last(e.id))] for e in group}
            found |= _first_unique(facts)
    return found


_FACTS: dict[str, Callable[[Chronology, Any], list[str]]] = {
    "actor": lambda _, actor: [actor.title, actor.kind],
    "location": lambda chronology, place: [_within(chronology, place.within), place.country],
    "source": lambda _, source: [source.publisher, source.published.text if source.published else ""],
}
"""The properties that may distinguish namesakes, by kind, the best first. Then come the years, and last the id."""


def _first_unique(facts: dict[str, list[str]]) -> dict[str, str]:
    """Return the first fact of each id that no other id shares, or else the id."""
    found: dict[str, str] = {}
    # Fact by fact, so that a title of one is not mixed with the years of another unless needed.
    for values in zip(*facts.values(), strict=True):
        flattened = list(map(flat, values))
        occurrences = Counter(map(fold_name, flattened))
        for id_, value in zip(facts, flattened, strict=True):
            if value and occurrences[fold_name(value)] == 1:
                found.setdefault(id_, value)
    return {id_: found.get(id_, id_) for id_ in facts}


def _years(seconds: tuple[int, int] | None) -> str:
    first, last = [_year(second) if abs(second) < BEYOND else "" for second in seconds or (BEYOND, BEYOND)]
    return first if first == last or not last else f"{first} to {last}".strip()


def _year(second: int) -> str:
    year = civil_from_days(second // DAY)[0]
    # Years are astronomical, as in ISO 8601: year 0 is 1 BC.
    return str(year) if year > 0 else f"{1 - year} BC"


def _within(chronology: Chronology, id_: str) -> str:
    place = chronology.locations.get(id_)
    return place.name if place is not None else id_
