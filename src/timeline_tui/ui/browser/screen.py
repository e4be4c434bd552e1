"""The main screen: the list of events beside the detail, the prompt below."""

from __future__ import annotations

import sys
from collections.abc import Callable

from textual import on

from timeline_tui.dates import DateOrder
from timeline_tui.store import Store, View
from timeline_tui.ui.browser.as_of import Knowing
from timeline_tui.ui.browser.base import counted
from timeline_tui.ui.browser.display_clock import Showing
from timeline_tui.ui.browser.files import Files
from timeline_tui.ui.browser.keys import KEYS
from timeline_tui.ui.browser.lanes import Timeline
from timeline_tui.ui.frame_scheduler import TURN
from timeline_tui.ui.glyphs import Glyphs
from timeline_tui.ui.loading import FileLoader
from timeline_tui.ui.state_saver import StateSaver
from timeline_tui.ui.widgets.prompt import Prompt


class MainScreen(Timeline, Knowing, Showing, Files):
    """The main screen of the browser."""

    BINDINGS = KEYS

    def __init__(
        self,
        store: Store,
        loader: FileLoader,
        glyphs: Glyphs,
        keeping: StateSaver,
        *,
        query: str = "",
        at: str = "",
        more: Callable[[], None] | None = None,
        order: DateOrder = "dmy",
    ) -> None:
        """Create the screen.

        Args:
            store: The chronology, or its first events.
            loader: Reloads the files.
            glyphs: The character set to draw with.
            keeping: Persists marks, filters and the cursor's position.
            query: The initial filter.
            at: The date to start at.
            more: Cancels the first load, if that is still in progress and will call `grow`.
            order: How ambiguous dates such as 1/2/24 are read.
        """
        super().__init__(store, loader, glyphs, keeping, order)
        self._cancel_load = more
        self._start_query = query
        self._start_at = at
        self.reading = None if more is None else 0.0
        self.growing = more is not None
        self._initial_row = 0

    def on_mount(self) -> None:
        """Apply the initial filter and place the cursor."""
        sys.setswitchinterval(TURN)
        self.query_one("#list").focus()
        self.take(self.session.view)
        if self._start_query:
            self.apply(self._start_query)
        self._place_cursor()
        self.call_after_refresh(self._begin)
        self.keeping.tell = lambda line: self.app.call_later(self.prompt.say, line, error=True)
        complaints: list[str] = getattr(self.app, "complaints", [])
        if complaints:
            self.prompt.say("; ".join(complaints), error=True)

    def _begin(self) -> None:
        """Start background work after the first frame."""
        if not self.growing:
            self.warm(self.session.store)
        self.watch_files()

    def _place_cursor(self) -> None:
        """Place the cursor where the command line says, else where the last session ended, else on the first event."""
        place = self.keeping.state.place
        if self._start_at:
            reading, told = self.go_to(self._start_at), getattr(self.app, "told", [])
            if reading is not None and reading.note and f"--at {reading.note}" not in told:
                told.append(f"--at {reading.note}")
        elif place and (row := self.session.view.row_of(place)):
            self.event_list.cursor = row
            self.prompt.say("where you were last: g goes to the first event")
        self.session.choose(self.event_list.cursor)
        self._initial_row = self.event_list.cursor

    def on_unmount(self) -> None:
        """Save the position of the cursor for the next session."""
        super().on_unmount()
        event, before = self.session.event, self.keeping.state.place
        # If the last position has not been loaded yet and the cursor has not moved, keep it. The list widget no longer
        # exists here, so compare with the session's row.
        waits = self.growing and self.session.row == self._initial_row
        self.keeping.end(before if event is None or waits else event.id)

    def read_so_far(self, share: float) -> None:
        """Show the progress of the first load, as a fraction, in the header."""
        if self.growing:
            self.reading = share
            self.show_header()

    def grow(self, store: Store, view: View, whole: bool) -> None:
        """Show more of the chronology during the first load.

        Args:
            store: The events loaded so far.
            view: Those that match the filter.
            whole: Whether the load is complete.
        """
        if not self.growing:
            return
        if whole:
            self.reading, self.growing = None, False
        untouched = self.event_list.cursor == self._initial_row
        self.session.replace(store, view)
        if untouched:  # the user has not moved the cursor, and earlier events may have been added
            self.session.choose(0)
        self.take_again()
        if untouched:
            self._place_cursor()
        if whole:
            self.call_after_refresh(self.warm, store)  # after the frame, so as not to compete with drawing it
            if self.again and self.loader.look() != self.loader.stamp:
                self.changed()
            self.again = False

    @on(Prompt.Submitted)
    def _prompt_submitted(self, message: Prompt.Submitted) -> None:
        if message.mode == "date":
            if message.text.strip() and not self.go_to(message.text):
                return
        elif message.mode == "known":
            if not self.as_known(message.text):
                return
        else:
            fault = self.session.unfinished(message.text)
            if fault is not None:
                self.prompt.fault(fault.message, fault.start, fault.end)
                return
            self.session.choose(self.event_list.cursor)
            if message.text.strip():
                self.keeping.asked(message.text)
        said = self.prompt.message
        self.close_prompt()
        kept = message.mode == "date" or self.session.notes or self.session.meant_date() is not None
        self.prompt.say(said if kept else "")

    def action_back(self) -> None:
        """Cancel a reload; else go back one step; else stop the first load."""
        if not self.stop_reading() and not self.step_back() and self.growing:
            self._stop_first_load()

    def _stop_first_load(self) -> None:
        """Stop the first load, and say that the chronology is incomplete."""
        if self._cancel_load is not None:
            self._cancel_load()
        self.reading, self.growing = None, False
        self.show_header()
        self.lacking = f"not all was read: these are {counted(len(self.session.store))} (r: read all)"
        self.show_banner(self.lacking)
        self.warm(self.session.store)

    def action_help(self) -> None:
        """Open the help for the focused widget."""
        from timeline_tui.ui.screens.key_help import KeyHelp, help_rows

        self.app.push_screen(KeyHelp(help_rows(self)))

    def on_key(self) -> None:
        """Clear the message on the next key."""
        if self.prompt.message and not self.prompt.typing:
            self.prompt.say("")

    def say_unbound(self, line: str) -> None:
        """Report an unbound key, unless the prompt is open."""
        if line and not self.prompt.typing:
            self.prompt.say(line)
