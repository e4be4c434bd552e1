"""What is asked of many events at once, as columns: ids, bounds, values, texts. Asking them reads no event."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from functools import cache, cached_property
from typing import Any, TypeVar

from timeline_tui.columns.column_chunk import ColumnChunk, SearchText, ints, sheet, words
from timeline_tui.columns.field_keys import COMMON, KEYS
from timeline_tui.columns.search_text import with_id
from timeline_tui.columns.statement_dates import Stated
from timeline_tui.dates.sides import Lasting
from timeline_tui.dates.value import Parts
from timeline_tui.model import Event

_T = TypeVar("_T")
_FEW = 8  # places that are looked for one by one

__all__ = ["COMMON", "KEYS", "ColumnChunk", "Columns", "SearchText", "ints", "of", "sheet", "words"]


class Columns:
    """The columns of a chronology, put together from `sheets` when they are asked for.

    The sheets count the events one after the other; `words` gives the words of one of them, by its number. `ids` are
    what the events go by, and `order` their numbers, the earliest first. What is given out has that order: an event's
    *place* in it is the number by which a store knows it.
    """

    def __init__(
        self,
        sheets: Sequence[ColumnChunk],
        words: Callable[[int], SearchText],
        ids: Sequence[str],
        order: Sequence[int],
        files: Sequence[Sequence[str]] = (),
    ) -> None:
        """`files` are the paths of the files that the events of each sheet stand in: one of all, or one of each."""
        self._sheets = sheets
        self._words = words
        self._ids = ids
        self._order = order
        self._files = files

    def __len__(self) -> int:
        return len(self._order)

    @cached_property
    def ids(self) -> list[str]:
        """What each event goes by."""
        return list(map(self._ids.__getitem__, self._order))

    @cached_property
    def _places(self) -> list[int]:
        places = [0] * len(self._order)
        for place, number in enumerate(self._order):
            places[number] = place
        return places

    def earliest(self) -> list[int]:
        """The earliest second of each event, as `ColumnChunk` has it."""
        return self._in_order(ints([each.earliest for each in self._sheets]))

    def latest(self) -> list[int]:
        """The latest second of each event."""
        return self._in_order(ints([each.latest for each in self._sheets]))

    def gaps(self) -> dict[int, str]:
        """The EDTF of the events whose date does not mean all between its earliest and its latest second."""
        found: dict[int, str] = {}
        first = 0
        for each in self._sheets:
            found.update([(self._places[first + number], text) for number, text in each.gaps])
            first += len(each)
        return found

    def intervals(self) -> dict[int, Lasting]:
        """Of the events that are intervals, when each certainly lasts."""
        found: dict[int, Lasting] = {}
        first = 0
        for each in self._sheets:
            found.update([(self._places[first + number], known) for number, known in each.intervals])
            first += len(each)
        return found

    def parts(self) -> dict[int, Parts]:
        """Of the events with a fraction of a second, which part of it: see `Date.parts`."""
        found: dict[int, Parts] = {}
        first = 0
        for each in self._sheets:
            found.update([(self._places[first + number], (begin, end)) for number, begin, end in each.parts])
            first += len(each)
        return found

    def texts(self) -> list[str]:
        """The own words of each event: see `texts.own_texts`."""
        found: list[str] = []
        for n, each in enumerate(self._sheets):
            words = self._words(n).texts
            ids = self._ids[len(found) : len(found) + len(words)]
            if ids != each.ids:
                given = zip(words, each.ids, ids, strict=True)
                words = [text if old == new else with_id(text, new) for text, old, new in given]
            found += words
        return self._in_order(found)

    def _in_order(self, values: Sequence[_T]) -> list[_T]:
        return list(map(values.__getitem__, self._order))

    def index(self, field: str) -> dict[str, list[int]]:
        """The events under each value of a field: one of `KEYS`."""
        if field == "file":
            return self.files()
        found: dict[str, list[int]] = {}
        first, places = 0, self._places
        for n, each in enumerate(self._sheets):
            for key, numbers in self._words(n).numbers(field).items():
                there = [places[first + number] for number in numbers]
                if key in found:
                    found[key] += there
                else:
                    found[key] = there
            first += len(each)
        return found

    def files(self) -> dict[str, list[int]]:
        """The events that stand in each file, by its path."""
        found: dict[str, list[int]] = {}
        first = 0
        for paths, each in zip(self._files, self._sheets, strict=False):
            there = self._places[first : first + len(each)] if len(paths) == 1 else ()
            if there:
                found.setdefault(paths[0], []).extend(there)
            else:
                for number, path in enumerate(paths):
                    found.setdefault(path, []).append(self._places[first + number])
            first += len(each)
        return found

    def links(self) -> list[tuple[int, str, str]]:
        """Every link: the event it is in, the id it leads to, its kind. In the order of the events."""
        found: list[tuple[int, str, str]] = []
        first, places = 0, self._places
        for each in self._sheets:
            found += [(places[first + number], to, kind) for number, to, kind in each.links]
            first += len(each)
        return sorted(found, key=_place)

    def statements(self) -> list[Stated]:
        """What is said of events with a date of its own: see `statements.Stated`."""
        found: list[Stated] = []
        first, places = 0, self._places
        for each in self._sheets:
            found += [(places[first + stated[0]], *stated[1:]) for stated in each.statements]
            first += len(each)
        return found

    def leading_to(self, id_: str) -> list[tuple[str, int]]:
        """The links to one id: the kind of each, and the event it is in. In the order of the events."""
        found: list[tuple[int, str]] = []
        first = 0
        for each in self._sheets:
            found += [(first + number, kind) for number, to, kind in each.links if to == id_]
            first += len(each)
        place = self._order.index if len(found) < _FEW else self._places.__getitem__
        return [(kind, there) for there, kind in sorted([(place(n), kind) for n, kind in found], key=_place)]

    def lost(self, known: Container[str], fine: Callable[[str], bool]) -> list[int]:
        """The events that link to what is not `known`, or claim something about neither that nor what is `fine`."""
        found: set[int] = set()
        first = 0
        for each in self._sheets:
            found.update([first + number for number, to, _ in each.links if to not in known])
            for number, text in each.abouts:
                if text not in known and not fine(text):
                    found.add(first + number)
            first += len(each)
        return sorted([self._places[number] for number in found]) if found else []


def _place(link: tuple[int, Any] | tuple[int, Any, Any]) -> int:
    return link[0]


def of(events: Sequence[Event]) -> Columns:
    """The columns of these events, which are in order."""
    found = getattr(events, "columns", None)
    if isinstance(found, Columns):
        return found
    paths = [event.origin.path for event in events]
    return Columns(
        [sheet(events)], cache(lambda _: words(events)), [e.id for e in events], range(len(events)), [paths]
    )
