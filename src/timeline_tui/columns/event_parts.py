"""The parts of events by path, such as `claims/assessments/by`: which parts an event consists of is written here only.

Walking one path through many events is faster than walking through each event for all paths, and a new path is one
string in a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, repeat
from operator import attrgetter, itemgetter
from typing import Any

from timeline_tui.model import Event

UNIONS = {
    "every-citation": ("sources", "every-statement/source"),
    "every-quantity": ("quantities", "claims/quantity"),
    "every-statement": ("quotes", "claims", "claims/assessments"),
}
"""Names for the parts at several paths, to begin a path with."""


class EventParts:
    """The parts of some events. A path is followed once, also as the beginning of others.

    A path consists of attribute names; it may begin with one of `UNIONS`.
    A tuple of parts counts as its items; absent parts (None, "" and ()) are left out.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        every = list(events)
        self._found: dict[str, tuple[Sequence[int], list[Any]]] = {"": (range(len(every)), every)}

    def at(self, *paths: str) -> Iterator[tuple[int, Any]]:
        """Yield the parts at the ends of paths, each with the index of its event.

        One path comes after the other; the parts at one path are in the order of the events.
        """
        return chain.from_iterable([zip(*self._at(path), strict=True) for path in paths])

    def events_with(self, *paths: str) -> list[int]:
        """Return the indexes of the events that have a part at the end of any path, in order."""
        return sorted(set().union(*[self._at(path)[0] for path in paths]))

    def _at(self, path: str) -> tuple[Sequence[int], list[Any]]:
        """Return the indexes of events, and their parts at the end of a path."""
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = self._union(path) if path in UNIONS else self._follow(path)
        return found

    def _union(self, name: str) -> tuple[list[int], list[Any]]:
        every = sorted(self.at(*UNIONS[name]), key=itemgetter(0))
        return [number for number, _ in every], [part for _, part in every]

    def _follow(self, path: str) -> tuple[Sequence[int], list[Any]]:
        # Nothing here is a loop in Python: it runs for every path and event of a file that is loaded.
        before, _, name = path.rpartition("/")
        numbers, owners = self._at(before)
        if not owners:
            return [], []
        values = list(map(attrgetter(name), owners))
        # Most paths lead to parts that are always there: `all` is cheaper than copying both lists.
        if not all(values):
            numbers, values = list(compress(numbers, values)), list(filter(None, values))
        # Parts at one path have one type, so the first one shows if they are tuples. Structs are not.
        if values and type(values[0]) is tuple:
            numbers = list(chain.from_iterable(map(repeat, numbers, map(len, values))))
            values = list(chain.from_iterable(values))
        return numbers, values
