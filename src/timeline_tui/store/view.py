"""The result of a query: some events of a store, in its order, without copying them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from pyroaring import BitMap

from timeline_tui.dates import Date
from timeline_tui.model import Event

if TYPE_CHECKING:
    from timeline_tui.knowledge import KnowledgeDay
    from timeline_tui.query import Query
    from timeline_tui.store import Store


class View(Sequence[Event]):
    """The events of a store that match a query, in date order: row 0 is the earliest."""

    def __init__(self, store: Store, numbers: BitMap, query: Query | None) -> None:
        self.store = store
        self.day: KnowledgeDay | None = None
        """The day of knowledge, with the earlier day it may be compared with; None if the query has none."""
        self.numbers = numbers
        self.query = query
        self._length = len(numbers)
        self._whole = self._length == len(store)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, row: int) -> Event: ...
    @overload
    def __getitem__(self, row: slice) -> list[Event]: ...
    def __getitem__(self, row: int | slice) -> Event | list[Event]:
        if isinstance(row, slice):
            return [self[n] for n in range(*row.indices(self._length))]
        return self.store.events[self.number(row)]

    def __iter__(self) -> Iterator[Event]:
        events = self.store.events
        return (events[number] for number in self.numbers)

    def how_many(self, field: str, value: str) -> int:
        """Return how many events of the view have a value in a field, one of those of `Store.index`."""
        there = self.store.index(field).get(value)
        return 0 if there is None else int(there.intersection_cardinality(self.numbers))

    def number(self, row: int) -> int:
        """Return the number in the store of the event in a row; negative rows count from the end.

        Raises:
            IndexError: If the row is outside the view.
        """
        if row < 0:
            row += self._length
        if not 0 <= row < self._length:
            raise IndexError(row)
        return row if self._whole else int(self.numbers[row])

    def row_of(self, event_id: str) -> int | None:
        """Return the row of the event with this id, or None if it is not in the view."""
        number = self.store.number(event_id)
        if number is None or number not in self.numbers:
            return None
        return number if self._whole else int(self.numbers.rank(number)) - 1

    @cached_property
    def span(self) -> tuple[int | None, int | None] | None:
        """The earliest and the latest bound of the events, in seconds; None without any.

        A side is None if no event is bounded on it.
        """
        bounds = [date for date in self.ends if date.earliest is not None or date.latest is not None]
        if not bounds:
            return None
        starts = [date.earliest for date in bounds if date.earliest is not None]
        ends = [date.latest for date in bounds if date.latest is not None]
        return min(starts, default=None), max(ends, default=None)

    @cached_property
    def certain(self) -> int:
        """The number of events that certainly match; the others may match, depending on what their dates leave open."""
        if self.query is None or self.query.root is None:
            return self._length
        from timeline_tui.query.certainty import certainly
        from timeline_tui.store import evaluate

        stricter = certainly(self.query.root)
        if stricter is None:
            return self._length
        return len(evaluate.matches(self.store, stricter, self.numbers, lambda: False))

    @cached_property
    def ends(self) -> tuple[Date, ...]:
        """The dates that bound the time of the view: the first, the last, and one for each open side."""
        if self._whole:
            return self.store.ends
        return self.store.dates(self.store.bounds.ends(self.numbers))

    def nearest_row(self, number: int) -> int:
        """Return the row to select in place of an event: its own, else the next, else the last (0 if empty).

        Args:
            number: The number of the event in the store.
        """
        before = int(self.numbers.rank(number - 1)) if number > 0 else 0
        return min(before, max(0, self._length - 1))
