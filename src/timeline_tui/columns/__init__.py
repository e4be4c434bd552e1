"""The properties of all events as columns: ids, bounds, values and texts. Reading them does not parse any event."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cache, cached_property
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

from timeline_tui.columns.column_chunk import ColumnChunk, SearchText, chunk_of, ints, search_text_of
from timeline_tui.columns.field_keys import COMMON, KEYS
from timeline_tui.columns.search_text import with_id
from timeline_tui.columns.statement_dates import Stated
from timeline_tui.dates.sides import Lasting
from timeline_tui.dates.value import Parts
from timeline_tui.model import Event

_T = TypeVar("_T")
Link: TypeAlias = tuple[int, str, str]
"""A link: number of the event, id that it leads to, kind."""

_PLACE = itemgetter(0)
# Up to this many places are searched for one by one, without a table of all.
_FEW = 8

__all__ = [
    "COMMON",
    "KEYS",
    "ColumnChunk",
    "Columns",
    "DateColumns",
    "SearchText",
    "chunk_of",
    "ints",
    "of",
    "search_text_of",
]


class DateColumns(NamedTuple):
    """The dates of events in date order, by place.

    Attributes:
        earliest: The first second of each date: `-BEYOND` if its start is open, `BEYOND + 1` without a date.
        latest: The second after the last of each date: `BEYOND` if its end is open, `-BEYOND` without a date.
        gaps: The dates that do not mean all seconds between these two, in EDTF.
        intervals: When each interval certainly lasts.
        parts: The `Date.parts` of the dates with a fraction of a second.
    """

    earliest: Sequence[int]
    latest: Sequence[int]
    gaps: Mapping[int, str]
    intervals: Mapping[int, Lasting]
    parts: Mapping[int, Parts]


class Columns:
    """The columns of a chronology, put together from chunks on demand.

    The chunks number the events one after the other. Everything returned is in date order instead: the *place* of an
    event in that order is its number in a store.
    """

    def __init__(
        self,
        chunks: Sequence[ColumnChunk],
        search_text: Callable[[int], SearchText],
        ids: Sequence[str],
        order: Sequence[int],
        files: Sequence[Sequence[str]] = (),
    ) -> None:
        """Keep the chunks; nothing is put together yet.

        Args:
            chunks: The chunks.
            search_text: Returns the search text of a chunk, by the chunk's index.
            ids: The id of each event, in the order of the chunks: unlike the ids in a chunk, none is missing.
            order: The numbers of the events, earliest first.
            files: The paths of the files of each chunk's events: one for all of them, or one for each.
        """
        self._chunks = chunks
        self._search_text = search_text
        self._ids = ids
        self._order = order
        self._files = files

    def __len__(self) -> int:
        return len(self._order)

    @cached_property
    def ids(self) -> list[str]:
        """The id of each event."""
        return list(map(self._ids.__getitem__, self._order))

    @cached_property
    def _places(self) -> list[int]:
        places = [0] * len(self._order)
        for place, number in enumerate(self._order):
            places[number] = place
        return places

    def _rows(self, column: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a column of the chunks, with the number of the event in the order of the chunks."""
        first = 0
        for chunk in self._chunks:
            for row in getattr(chunk, column):
                yield (first + row[0], *row[1:])
            first += len(chunk)

    def _placed(self, column: str) -> list[tuple[Any, ...]]:
        """Return the rows of a column of the chunks, with the place of the event."""
        places = self._places
        return [(places[row[0]], *row[1:]) for row in self._rows(column)]

    def dates(self) -> DateColumns:
        """Return the dates of the events."""
        return DateColumns(
            self._in_order(ints([each.earliest for each in self._chunks])),
            self._in_order(ints([each.latest for each in self._chunks])),
            dict(self._placed("gaps")),
            dict(self._placed("intervals")),
            {place: (begin, end) for place, begin, end in self._placed("parts")},
        )

    def texts(self) -> list[str]:
        """Return the folded text of each event: see `search_text.own_texts`."""
        found: list[str] = []
        for n, each in enumerate(self._chunks):
            words = self._search_text(n).texts
            ids = self._ids[len(found) : len(found) + len(words)]
            # Ids that the loader made up or changed are not in the chunk, which may come from another process.
            if ids != each.ids:
                given = zip(words, each.ids, ids, strict=True)
                words = [text if old == new else with_id(text, new) for text, old, new in given]
            found += words
        return self._in_order(found)

    def _in_order(self, values: Sequence[_T]) -> list[_T]:
        return list(map(values.__getitem__, self._order))

    def index(self, field: str) -> dict[str, list[int]]:
        """Return the places of the events under each value of `field`, one of `KEYS`."""
        if field == "file":
            return self._files_index()
        found: dict[str, list[int]] = {}
        first, places = 0, self._places
        for n, each in enumerate(self._chunks):
            for key, numbers in self._search_text(n).numbers(field).items():
                there = [places[first + number] for number in numbers]
                if key in found:
                    found[key] += there
                else:
                    found[key] = there
            first += len(each)
        return found

    def _files_index(self) -> dict[str, list[int]]:
        """Return the places of the events of each file, by its path."""
        found: dict[str, list[int]] = {}
        first = 0
        for paths, each in zip(self._files, self._chunks, strict=False):
            there = self._places[first : first + len(each)]
            if len(paths) == 1:
                found.setdefault(paths[0], []).extend(there)
            else:
                for path, place in zip(paths, there, strict=True):
                    found.setdefault(path, []).append(place)
            first += len(each)
        return found

    def links(self) -> list[Link]:
        """Return every link: the place of its event, the id it leads to, and its kind; in the order of the events."""
        return sorted(cast("list[Link]", self._placed("links")), key=_PLACE)

    def statements(self) -> list[Stated]:
        """Return the statements that have, or should have, a date of their own: see `statement_dates.Stated`."""
        return cast("list[Stated]", self._placed("statements"))

    def links_to(self, id_: str) -> list[tuple[str, int]]:
        """Return the links to one id: the kind of each and the place of its event; in the order of the events."""
        found = [(number, kind) for number, to, kind in self._rows("links") if to == id_]
        # The detail pane asks this of one event: a table of a million places would be too slow for that.
        place = self._order.index if len(found) < _FEW else self._places.__getitem__
        return [(kind, there) for there, kind in sorted([(place(n), kind) for n, kind in found], key=_PLACE)]

    def dangling(self, known: Container[str], is_text: Callable[[str], bool]) -> list[int]:
        """Return the places of events with a link, or with a claim about something, that leads nowhere.

        Args:
            known: The ids that a link or a claim may name.
            is_text: Returns whether a claim may be about any other text.
        """
        found = {number for number, to, _ in self._rows("links") if to not in known}
        abouts = [row for row in self._rows("abouts") if row[1] not in known]
        found.update([number for number, text in abouts if not is_text(text)])
        return sorted([self._places[number] for number in found]) if found else []


def of(events: Sequence[Event]) -> Columns:
    """Return the columns of events that are in date order: those of the sequence itself, if it has them."""
    found = getattr(events, "columns", None)
    if isinstance(found, Columns):
        return found
    paths = [event.origin.path for event in events]
    return Columns(
        [chunk_of(events)],
        cache(lambda _: search_text_of(events)),
        [e.id for e in events],
        range(len(events)),
        [paths],
    )
