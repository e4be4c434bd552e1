"""Navigation: between events, days, months and marks, and to a date."""

from __future__ import annotations

from timeline_tui.dates import Reading, format_date, may_overlap
from timeline_tui.errors import DateError
from timeline_tui.ui.browser.display import Display
from timeline_tui.ui.controllers.filter import FilterController
from timeline_tui.ui.session import day_of, month_of
from timeline_tui.ui.state_saver import StateSaver


class NavigationController:
    """Changes the selected event."""

    def __init__(self, display: Display, filter: FilterController, state: StateSaver) -> None:
        self._display = display
        self._session = display.session
        self._filter = filter
        self._state = state

    def next_event(self, step: int) -> None:
        """Go to the next (1) or previous (-1) event, from either pane."""
        self._display.event_list.action_move(step)

    def next_period(self, unit: str, step: int) -> None:
        """Go to the first event of the next (1) or previous (-1) day or month with events.

        Args:
            unit: "day" or "month".
            step: 1 or -1.
        """
        row = self._session.row_of_next_period(step, day_of if unit == "day" else month_of)
        if row is not None:
            self._display.event_list.move_to(row)
        elif len(self._session.view):
            self._display.message(f"no {unit} with events after this one")
        else:
            self._display.message("no events")

    def next_match(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match of the filter in the detail."""
        if not self._display.detail.find(step):
            self._display.message("no match of the filter in this text")

    def toggle_mark(self) -> None:
        """Mark or unmark the event."""
        session, display = self._session, self._display
        event, marked = session.event, session.toggle_mark()
        if event is not None and marked is not None:
            self._state.mark(event.id, marked)
            display.event_list.show_marks(session.marks.keys())
            display.message(f"{'marked' if marked else 'no longer marked'}: {session.marked} in all")

    def next_mark(self, step: int) -> None:
        """Go to the next (1) or previous (-1) marked event."""
        row = self._session.row_of_next_mark(step)
        if row is None:
            self._display.message("nothing is marked: m marks the event under the cursor")
        else:
            self._display.event_list.move_to(row)

    def edit_date(self) -> None:
        """Open the prompt to enter a date."""
        self._display.prompt.open("date")

    def go_to_date(self, text: str) -> Reading | None:
        """Go to a date. Returns how the text was read; None, with an error in the prompt, if it is not a date."""
        session, display = self._session, self._display
        try:
            row, reading = session.row_at(text)
        except DateError as error:
            display.prompt.fault(error.reason, 0, len(text))
            return None
        date, note = reading.date, reading.note
        display.prompt.fault("", 0, 0)
        display.event_list.move_to(row)
        # If the cursor was there already, the list did not report a move.
        session.choose(row)
        event = session.event
        found = event.date if event is not None else None
        if found is not None and not may_overlap(found, date.earliest, date.latest):
            before = found.latest is not None and date.earliest is not None and found.latest <= date.earliest
            where = "last event" if before else "next event"
            day = format_date(date, ascii=display.glyphs.ascii)
            # The outcome comes first, because long messages are cut.
            note = f"{where}: {note}" if note else f"nothing on {day}: this is the {where}"
        if note:
            display.message(note)
        return reading

    def go_to_event(self, event_id: str) -> None:
        """Go to an event, clearing the filter if that hides it."""
        row = self._session.view.row_of(event_id)
        if row is None:
            self._session.chosen = event_id
            self._filter.apply(self._session.cleared())
            self._display.message("filter cleared to show this event")
        else:
            self._display.event_list.move_to(row)
