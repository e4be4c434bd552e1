"""Save marks, filters and the cursor's position between sessions: shortly after each change, and at exit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from timeline_tui.state import Change, State, StateFile

SOON = 1.0
"""Seconds from a change to saving it with any that follow: at most this much is lost if the connection drops."""


class StateSaver:
    """Saves the state of the chronology in a timer thread, so that writing does not block the screen.

    A failed write is retried with the next change, and at exit.

    Attributes:
        messages: Messages of the state file, for the command line to print at exit.
        report: If set, called with each new message at once, from any thread.
        state: The state when the session started.
    """

    def __init__(self, kept: StateFile | None, messages: Sequence[str] = ()) -> None:
        self._file = kept
        self.messages = messages
        self.report: Callable[[str], object] | None = None
        self._change = Change()
        # Never held during a write: the screen takes it too.
        self._change_lock = threading.Lock()
        self._write_lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self.state = kept.read() if kept is not None else State()
        """The state when the session started."""

    def mark(self, event_id: str, marked: bool) -> None:
        """Record that an event was marked or unmarked."""
        self._record(Change(marked=(event_id,)) if marked else Change(unmarked=(event_id,)))

    def add_filter(self, filter_text: str) -> None:
        """Record a submitted filter."""
        self._record(Change(filters=(filter_text,)))

    def _record(self, change: Change) -> None:
        with self._change_lock:
            self._change = self._change.then(change)
            if self._file is not None and self._timer is None:
                self._timer = threading.Timer(SOON, self._write)
                self._timer.daemon = True
                self._timer.start()

    def _write(self) -> None:
        with self._write_lock:
            with self._change_lock:
                self._timer = None
                change, self._change = self._change, Change()
            before = len(self.messages)
            if self._file is not None and not self._file.change(change):
                with self._change_lock:
                    # The changes recorded during the write are newer.
                    self._change = change.then(self._change)
            report = self.report
            if report is not None:
                for line in self.messages[before:]:
                    report(line)

    def end(self, place: str) -> None:
        """Save everything at exit, with the id of the event under the cursor."""
        # The screen is closing; the command line prints the messages.
        self.report = None
        with self._change_lock:
            if self._timer is not None:
                self._timer.cancel()
            self._change = self._change.then(Change(place=place))
        self._write()
