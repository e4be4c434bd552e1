"""Navigation: between events, days, months and marks, to a date, and between the panes."""

from __future__ import annotations

from textual import on

from timeline_tui.dates import Reading, format_date, may_overlap
from timeline_tui.errors import DateError
from timeline_tui.ui.browser.axis import Axis
from timeline_tui.ui.session import day_of, month_of
from timeline_tui.ui.widgets.line_list import LineList


class Moving(Axis):
    """Adds actions that change the selection or the focused pane."""

    def action_switch_pane(self) -> None:
        """Switch the focus between the list and the detail."""
        self.panes.switch()

    @on(LineList.RowClicked, "#list")
    def _row_clicked(self) -> None:
        if self.end_picking(take=True):
            return
        self.panes.read()

    def action_back(self) -> None:
        """Go back one step: from range selection, the detail or a zoomed pane, then from the filter."""
        self.step_back()

    def step_back(self) -> bool:
        """Go back one step. Returns whether there was one."""
        if self.end_picking(take=False) or self.panes.back():
            return True
        if not self.session.text:
            return False
        self.session.last = self.session.text
        self.apply(self.session.cleared())
        return True

    def action_zoom(self) -> None:
        """Show only the current pane, or both again."""
        self.panes.zoom()

    def action_next_event(self, step: int) -> None:
        """Go to the next (1) or previous (-1) event, from either pane."""
        self.event_list.action_move(step)

    def action_period(self, unit: str, step: int) -> None:
        """Go to the first event of the next (1) or previous (-1) day or month with events.

        Args:
            unit: "day" or "month".
            step: 1 or -1.
        """
        row = self.session.row_of_next_period(step, day_of if unit == "day" else month_of)
        if row is None:
            self.prompt.say(
                f"no {unit} with events after this one" if len(self.session.view) else "no events"
            )
        else:
            self.event_list.move_to(row)

    def action_match(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match of the filter in the detail."""
        if not self.detail.find(step):
            self.prompt.say("no match of the filter in this text")

    def action_mark(self) -> None:
        """Mark or unmark the event."""
        event, marked = self.session.event, self.session.toggle_mark()
        if event is not None and marked is not None:
            self.keeping.mark(event.id, marked)
            self.event_list.show_marks(self.session.marks.keys())
            self.prompt.say(f"{'marked' if marked else 'no longer marked'}: {self.session.marked} in all")

    def action_next_mark(self, step: int) -> None:
        """Go to the next (1) or previous (-1) marked event."""
        row = self.session.row_of_next_mark(step)
        if row is None:
            self.prompt.say("nothing is marked: m marks the event under the cursor")
        else:
            self.event_list.move_to(row)

    def action_go_to_date(self) -> None:
        """Open the prompt to enter a date."""
        self.prompt.open("date")

    def go_to(self, text: str) -> Reading | None:
        """Go to a date. Returns how the text was read; None, with an error in the prompt, if it is not a date."""
        try:
            row, reading = self.session.row_at(text)
        except DateError as error:
            self.prompt.fault(error.reason, 0, len(text))
            return None
        date, note = reading.date, reading.note
        self.prompt.fault("", 0, 0)
        self.event_list.move_to(row)
        self.session.choose(row)
        event = self.session.event
        found = event.date if event is not None else None
        if found is not None and not may_overlap(found, date.earliest, date.latest):
            wanted = format_date(date, ascii=self.glyphs.ascii)
            before = found.latest is not None and date.earliest is not None and found.latest <= date.earliest
            where = "last event" if before else "next event"
            # The outcome comes first, because long messages are cut.
            note = f"{where}: {note}" if note else f"nothing on {wanted}: this is the {where}"
        if note:
            self.prompt.say(note)
        return reading

    def go_to_event(self, event_id: str) -> None:
        """Go to an event, clearing the filter if that hides it."""
        row = self.session.view.row_of(event_id)
        if row is None:
            self.session.chosen = event_id
            self.apply(self.session.cleared())
            self.prompt.say("the filter hid it: cleared")
        else:
            self.event_list.move_to(row)
