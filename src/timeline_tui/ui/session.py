"""What the browser is looking at: the store, the filter, the events it leaves, and the one that is chosen.

No screen: the main screen holds a `Session`, asks it to change, and shows what it says.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from timeline_tui.dates import BEYOND, Date, DateOrder, Precision, Reading, read_human
from timeline_tui.dates.shown import Shown, Times
from timeline_tui.errors import QueryError
from timeline_tui.model import Event
from timeline_tui.store import Store, View

if TYPE_CHECKING:
    from timeline_tui.axis import Viewport
    from timeline_tui.query import Query

DAY = 86400

Period: TypeAlias = tuple[int, ...]
"""A stretch of time, as numbers that grow with it; empty where an event has no start."""


@dataclass
class Session:
    """`chosen` is the id of the event the user put the cursor on, kept while filters come and go.

    `order` says how dates such as 1/2/24 are read, `times` by which clock times are shown, `local` is this machine's.
    `language` is that of titles and summaries, "" for that of the files.
    `zero` is the id of the event that times are counted from.
    `text` is the filter, `off` the one that is switched off for now, `last` the last one that was cleared.
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
        """The zone that dates are read in."""
        name = self.store.chronology.zone
        if not name:
            return None
        from zoneinfo import ZoneInfo

        return ZoneInfo(name)

    @property
    def zero_event(self) -> Event | None:
        """The event that times are counted from; None where there is none."""
        return self.store.event(self.zero) if self.zero else None

    @property
    def shown(self) -> Shown:
        """How times are shown."""
        return Shown(self.times, self.zone, self.local)

    # -- filtering ------------------------------------------------------------------------------------------

    def parse(self, text: str) -> Query | None:
        """The query, as far as it is typed; None with `fault` set where it cannot be parsed."""
        self.text = text
        self.fault = None
        try:
            return self._read(text, live=True)
        except QueryError as error:
            self.fault = error
            return None

    def view_of(self, text: str) -> View:
        """What another filter would leave; everything where it cannot be parsed."""
        try:
            return self.store.view(self._read(text, live=True))
        except QueryError:
            return self.store.view()

    def meant_date(self) -> Date | None:
        """The date that the filter's words spell, if they are nothing but words: "7 august"."""
        if self.view.query is None:
            return None
        from timeline_tui.query import spelt_date

        event = self.event
        near = event.date if event is not None else self.store.first_date
        zone = self.zone
        return spelt_date(
            self.view.query, today=self.today(), near=near, floating=zone, line=zone, order=self.order
        )

    @property
    def notes(self) -> str:
        """How the filter's dates were read where they could have been meant otherwise, else ""."""
        query = self.view.query
        return "; ".join(query.notes) if query is not None else ""

    def unfinished(self, text: str) -> QueryError | None:
        """What keeps the text from being a whole query, or None."""
        try:
            self._read(text, live=False)
        except QueryError as error:
            return error
        return None

    def _read(self, text: str, *, live: bool) -> Query:
        from timeline_tui.query import parse

        event = self.event
        near = event.date if event is not None else self.store.first_date
        zone = self.zone
        return parse(
            text,
            today=self.today(),
            near=near,
            floating=zone,
            line=zone,
            order=self.order,
            live=live,
            own=self.store.chronology.own_keys,
            dimensions=lambda: self.store.dimensions,
        )

    def days(self, text: str) -> str:
        """A day of knowledge, or two, as `known:` takes them, so that they mean the same wherever the cursor goes.

        Raises QueryError where it is none.
        """
        from timeline_tui.query import quote

        known = self._read(f"known:{quote(text)}", live=False).known
        if known is None:
            return ""
        days = [date.text for date in (known.earlier, known.date) if date is not None]
        return "..".join(days)

    def cleared(self) -> str:
        """The filter a step back: the day of knowledge alone, where there is more, else nothing."""
        from timeline_tui.query import known_only

        kept = known_only(self.text)
        return "" if kept.strip() == self.text.strip() else kept

    def show(self, view: View) -> int:
        """Take the answer to a query; says which row the cursor belongs in."""
        self.view = view
        return self.row

    def replace(self, store: Store, view: View) -> int:
        """Take another store after a reload, the filter, the marks and the choice kept where they still are.

        `view` is what the new store answers to the filter as it was when it was asked; what has been typed since then
        is for the caller to ask.
        """
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
        """The row of the chosen event, or of the nearest one that the filter leaves."""
        row = self.view.row_of(self.chosen)
        if row is not None:
            return row
        number = self.store.number(self.chosen)
        return self.view.nearest_row(self.view.store.place(number)) if number is not None else 0

    @property
    def event(self) -> Event | None:
        """The event under the cursor, or None where nothing is left."""
        return self.view[self.row] if len(self.view) else None

    def choose(self, row: int) -> None:
        """The user put the cursor on this row."""
        if 0 <= row < len(self.view):
            self.chosen = self.view[row].id

    # -- going elsewhere ------------------------------------------------------------------------------------

    def row_at(self, text: str) -> tuple[int, Reading]:
        """The first row whose date is not over before the date that `text` means; raises DateError."""
        reading = self._date(text)
        earliest = reading.date.earliest
        if earliest is None:
            return 0, reading
        return self.row_from(earliest), reading

    def _date(self, text: str) -> Reading:
        event = self.event
        near = event.date if event is not None else self.store.first_date
        zone, shown = self.zone, self.shown
        # What is read off the screen is typed: a time is one of the clock that is shown.
        floating = shown.zone if shown.times in (Times.UTC, Times.LOCAL) else zone
        reading = read_human(
            text, today=self.today(), near=near, floating=floating, line=zone, order=self.order
        )
        if floating is zone or reading.date.precision < Precision.MINUTE:
            return reading
        return reading._replace(note=": ".join(filter(None, [shown.name, reading.note])))

    def row_from(self, second: int) -> int:
        """The first row that stands at `second` or later; the last dated row where none does."""
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
        """The first row of the next (1) or previous (-1) run of events for which `of` says the same.

        Looked up, not walked to: a day may have a hundred thousand events. What has neither start nor end stands first,
        what has no date last; they are one run where nothing stands between them.
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

    def row_of_next_cell(self, step: int, look: Viewport) -> int | None:
        """The first row of the next (1) or previous (-1) cell of an axis in which events begin; None without."""
        edge = look.cell_after(self.event, 1 if step > 0 else 0)
        if edge is None:  # it stands before all, or has no date
            return self.row_from(-BEYOND + 1) if len(self.view) else None
        row = self.row_from(edge)
        if step > 0:
            found = look.cell_after(self.view[row], 0)
            return row if row > self.row and found is not None and found >= edge else None
        begin = look.cell_after(self.view[row - 1], 0) if row else None
        return None if begin is None else self.row_from(begin)

    def row_of_next_mark(self, step: int) -> int | None:
        """The next (1) or previous (-1) marked row, round the end; None without marks in view."""
        rows = sorted(row for key in self.marks if (row := self.view.row_of(key)) is not None)
        ahead = [row for row in rows if (row > self.row if step > 0 else row < self.row)] or rows
        if not ahead:
            return None
        return ahead[0] if step > 0 else ahead[-1]

    @property
    def marked(self) -> int:
        """How many events of the chronology are marked; marks of events that are no longer there are kept."""
        return sum(self.store.number(key) is not None for key in self.marks)

    def toggle_mark(self) -> bool | None:
        """Mark the event under the cursor, or take its mark away: says which; None without an event."""
        event = self.event
        if event is None:
            return None
        if event.id in self.marks:
            del self.marks[event.id]
            return False
        self.marks[event.id] = None
        return True


def day_of(event: Event) -> Period:
    """What events of one day have in common."""
    if event.date is None or event.date.place == -BEYOND:
        return ()
    return (event.date.place // DAY,)


def month_of(event: Event) -> Period:
    """What events of one month have in common."""
    from timeline_tui.dates.calendar import civil_from_days

    day = day_of(event)
    return civil_from_days(*day)[:2] if day else ()
