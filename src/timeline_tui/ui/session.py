"""The state of the browser: the store, the filter, the view and the selected event.

Independent of Textual: the main screen owns a `Session`, changes it, and displays the result.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from timeline_tui.dates import BEYOND, Date, DateContext, DateOrder, Precision, Reading, read_human
from timeline_tui.dates.shown import Shown, Times
from timeline_tui.errors import QueryError
from timeline_tui.model import Event
from timeline_tui.store import Store, View

if TYPE_CHECKING:
    from timeline_tui.axis import Viewport
    from timeline_tui.query import Query

DAY = 86400

Period: TypeAlias = tuple[int, ...]
"""A day or month as a tuple that sorts by time; empty for an event without a start."""


@dataclass
class Session:
    """What the browser shows, and the user's choices.

    Attributes:
        store: The chronology.
        today: Returns the current date.
        text: The filter.
        off: The filter that is temporarily switched off.
        last: The filter that was cleared last.
        fault: The syntax error in `text`, if any.
        view: The events that match the filter.
        chosen: The id of the event the user selected. It is kept across filters.
        marks: The ids of the marked events, in the order they were marked.
        order: How ambiguous dates such as 1/2/24 are read.
        times: The clock that times are displayed in.
        zero: The id of the event that times are counted from, or "".
        language: The language of titles and summaries; "" for that of the files.
        local: This machine's time zone.
    """

    store: Store
    today: Callable[[], datetime.date]
    text: str = ""
    off: str = ""
    last: str = ""
    fault: QueryError | None = None
    view: View = field(init=False)
    chosen: str = ""
    marks: dict[str, None] = field(default_factory=dict)
    order: DateOrder = "dmy"
    times: Times = Times.ZONE
    zero: str = ""
    language: str = ""
    local: datetime.tzinfo | None = None

    def __post_init__(self) -> None:
        self.view = self.store.view()

    @property
    def zone(self) -> datetime.tzinfo | None:
        """The chronology's time zone, which dates are read in."""
        return self.store.zone

    @property
    def zero_event(self) -> Event | None:
        """The event that times are counted from, or None."""
        return self.store.event(self.zero) if self.zero else None

    @property
    def shown(self) -> Shown:
        """The clock that times are displayed in, with its zone."""
        return Shown(self.times, self.zone, self.local)

    # -- filtering ------------------------------------------------------------------------------------------

    def parse(self, text: str) -> Query | None:
        """Parse a filter that may still be incomplete. Returns None, and sets `fault`, if it is invalid."""
        self.text = text
        self.fault = None
        try:
            return self._parse_query(text, live=True)
        except QueryError as error:
            self.fault = error
            return None

    def view_of(self, text: str) -> View:
        """Return the view of another filter; the view of all events if it is invalid."""
        try:
            return self.store.view(self._parse_query(text, live=True))
        except QueryError:
            return self.store.view()

    def suggested_date(self) -> Date | None:
        """Return the date that a filter of plain words spells, such as "7 august", or None."""
        if self.view.query is None:
            return None
        from timeline_tui.query import spelt_date

        return spelt_date(self.view.query, self._date_context(self.zone))

    @property
    def notes(self) -> str:
        """How ambiguous dates in the filter were read, or ""."""
        query = self.view.query
        return "; ".join(query.notes) if query is not None else ""

    def unfinished(self, text: str) -> QueryError | None:
        """Return the error that keeps a submitted filter from being valid, or None."""
        try:
            self._parse_query(text, live=False)
        except QueryError as error:
            return error
        return None

    def _parse_query(self, text: str, *, live: bool) -> Query:
        from timeline_tui.query import parse

        return parse(
            text,
            self._date_context(self.zone),
            live=live,
            own=self.store.chronology.own_keys,
            dimensions=lambda: self.store.dimensions,
        )

    def days(self, text: str) -> str:
        """Return the day, or the two days, that `text` means, in absolute form for `known:`.

        Absolute, because relative dates depend on where the cursor is.

        Raises:
            QueryError: If the text is not a valid date.
        """
        from timeline_tui.query import quote

        known = self._parse_query(f"known:{quote(text)}", live=False).known
        if known is None:
            return ""
        days = [date.text for date in (known.earlier, known.date) if date is not None]
        return "..".join(days)

    def cleared(self) -> str:
        """Return the filter one step back: only its `known:` term if there are other terms, else ""."""
        from timeline_tui.query import known_only

        kept = known_only(self.text)
        return "" if kept.strip() == self.text.strip() else kept

    def show(self, view: View) -> int:
        """Take another view. Returns the row of the cursor."""
        self.view = view
        return self.row

    def replace(self, store: Store, view: View) -> int:
        """Replace the store after a reload, keeping the filter, the marks and the selection.

        Args:
            store: The new store.
            view: The view of the new store for the filter at the time of the query. If the filter has changed since,
                the caller has to query again.

        Returns:
            The row of the cursor.
        """
        # If the new store lacks the selected event, the one in its place is selected.
        number = self.store.number(self.chosen) or 0
        if store.language != self.language:
            store = store.in_language(self.language)
            view = store.view(view.query)
        self.store = store
        self.view = view
        if store.number(self.chosen) is None and len(store):
            self.chosen = store.events[min(number, len(store) - 1)].id
        return self.row

    # -- the chosen event -----------------------------------------------------------------------------------

    @property
    def row(self) -> int:
        """The row of the selected event, or of the nearest event in the view."""
        row = self.view.row_of(self.chosen)
        if row is not None:
            return row
        number = self.store.number(self.chosen)
        return self.view.nearest_row(self.view.store.place(number)) if number is not None else 0

    @property
    def event(self) -> Event | None:
        """The event under the cursor, or None if the view is empty."""
        return self.view[self.row] if len(self.view) else None

    def choose(self, row: int) -> None:
        """Select the event in this row."""
        if 0 <= row < len(self.view):
            self.chosen = self.view[row].id

    # -- going elsewhere ------------------------------------------------------------------------------------

    def row_at(self, text: str) -> tuple[int, Reading]:
        """Find the row of a date that the user typed.

        Returns:
            The first row placed at or after the date (else the last dated row), and how the date was read.

        Raises:
            DateError: If the text is not a valid date.
        """
        reading = self._read_date(text)
        earliest = reading.date.earliest
        if earliest is None:
            return 0, reading
        return self.row_from(earliest), reading

    def _read_date(self, text: str) -> Reading:
        zone, shown = self.zone, self.shown
        # Users type times as they see them, so a time is read in the displayed clock.
        floating = shown.zone if shown.times in (Times.UTC, Times.LOCAL) else zone
        reading = read_human(text, self._date_context(floating))
        if floating is zone or reading.date.precision < Precision.MINUTE:
            return reading
        return reading._replace(note=": ".join(filter(None, [shown.name, reading.note])))

    def _date_context(self, floating: datetime.tzinfo | None) -> DateContext:
        """Return what completes a typed date: the year and day of the selected event, or of the first."""
        near = self.store.first_date if self.event is None else self.event.date
        return DateContext(self.today(), near, floating, self.zone, self.order)

    def row_from(self, second: int) -> int:
        """Return the first row placed at `second` or later, or the last dated row if there is none."""
        places, low, high = self.view.store.bounds.places, 0, len(self.view)
        while low < high:
            middle = (low + high) // 2
            if places[self.view.number(middle)] < second:
                low = middle + 1
            else:
                high = middle
        if low == len(self.view) or places[self.view.number(low)] >= BEYOND:
            low -= 1
        return max(0, low)

    def row_of_next_period(self, step: int, of: Callable[[Event], Period]) -> int | None:
        """Return the first row of the next or previous period that has events, or None.

        Uses binary search, since a day may have a hundred thousand events. Events with neither start nor end sort
        first, events without a date last; if there is nothing between them, they count as one period.

        Args:
            step: 1 for the next period, -1 for the previous one.
            of: Returns the period of an event.
        """
        rows = range(len(self.view))

        def place(row: int) -> tuple[int, ...]:
            event = self.view[row]
            period = of(event)
            return (1, *period) if period else (0 if event.date is not None else 2,)

        any_start: tuple[int, ...] = (1,)
        started = bisect_left(rows, any_start, key=place)
        if started == len(rows) or place(started) == (2,):
            return 0 if rows and step < 0 else None
        here = place(self.row)
        if step > 0:
            row = bisect_right(rows, here, key=place)
            return row if row < len(rows) else None
        row = bisect_left(rows, here, key=place)
        return bisect_left(rows, place(row - 1), key=place) if row else 0

    def row_of_next_cell(self, step: int, viewport: Viewport) -> int | None:
        """Return the first row of the next (`step` 1) or previous (-1) axis cell in which events start, or None."""
        edge = viewport.cell_after(self.event, 1 if step > 0 else 0)
        # An event without a start (sorted first) or without a date.
        if edge is None:
            return self.row_from(-BEYOND + 1) if len(self.view) else None
        row = self.row_from(edge)
        if step > 0:
            found = viewport.cell_after(self.view[row], 0)
            return row if row > self.row and found is not None and found >= edge else None
        begin = viewport.cell_after(self.view[row - 1], 0) if row else None
        return None if begin is None else self.row_from(begin)

    def row_of_next_mark(self, step: int) -> int | None:
        """Return the next (`step` 1) or previous (-1) marked row, wrapping around; None if the view has no marks."""
        rows = sorted(row for key in self.marks if (row := self.view.row_of(key)) is not None)
        ahead = [row for row in rows if (row > self.row if step > 0 else row < self.row)] or rows
        if not ahead:
            return None
        return ahead[0] if step > 0 else ahead[-1]

    @property
    def marked(self) -> int:
        """The number of marked events in the chronology. Marks of events that disappeared are kept, but not counted."""
        return sum(self.store.number(key) is not None for key in self.marks)

    def toggle_mark(self) -> bool | None:
        """Mark or unmark the event under the cursor. Returns whether it is now marked; None if there is no event."""
        event = self.event
        if event is None:
            return None
        if event.id in self.marks:
            del self.marks[event.id]
            return False
        self.marks[event.id] = None
        return True


def day_of(event: Event) -> Period:
    """Return the day an event starts on, as days since the epoch."""
    if event.date is None or event.date.place == -BEYOND:
        return ()
    return (event.date.place // DAY,)


def month_of(event: Event) -> Period:
    """Return the month an event starts in, as year and month."""
    from timeline_tui.dates.calendar import civil_from_days

    day = day_of(event)
    return civil_from_days(*day)[:2] if day else ()
