"""The answer to a query: some events of a store, in its order, without a copy of any."""

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
    """The events of a store that a query matches, in order: row 0 the earliest."""

    def __init__(self, store: Store, numbers: BitMap, query: Query | None) -> None:
        self.store = store
        self.day: KnowledgeDay | None = None
        """The day of knowledge, and the earlier one it is compared with; None where all there is was asked."""
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
        """How many of its events have a value in a field: one of `columns.KEYS`."""
        there = self.store.index(field).get(value)
        return 0 if there is None else int(there.intersection_cardinality(self.numbers))

    def number(self, row: int) -> int:
        """The number in the store of the event in `row`; IndexError outside the view."""
        if row < 0:
            row += self._length
        if not 0 <= row < self._length:
            raise IndexError(row)
        return row if self._whole else int(self.numbers[row])

    def row_of(self, event_id: str) -> int | None:
        """The row of the event with this id, or None where the view does not have it."""
        number = self.store.number(event_id)
        if number is None or number not in self.numbers:
            return None
        return number if self._whole else int(self.numbers.rank(number)) - 1

    @cached_property
    def span(self) -> tuple[int | None, int | None] | None:
        """The first and the last second that an event with an end on that side may have; None without dates."""
        bounds = [date for date in self.ends if date.earliest is not None or date.latest is not None]
        if not bounds:
            return None
        starts = [date.earliest for date in bounds if date.earliest is not None]
        ends = [date.latest for date in bounds if date.latest is not None]
        return min(starts, default=None), max(ends, default=None)

    @cached_property
    def certain(self) -> int:
        """How many of its events match whatever the unknown parts of their dates are; the others may match."""
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
        """The dates that decide what time the view spans: the first, the last, and one for each open side."""
        if self._whole:
            return self.store.ends
        return self.store.dates(self.store.bounds.ends(self.numbers))

    def nearest_row(self, number: int) -> int:
        """The row to stand on in place of event `number`: its own, or the next one, or the last (0 if empty)."""
        before = int(self.numbers.rank(number - 1)) if number > 0 else 0
        return min(before, max(0, self._length - 1))
