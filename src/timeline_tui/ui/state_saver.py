"""Puts down what the user marks and asks, so that it is there the next time: soon after, and at the end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from timeline_tui.state import Change, State, StateFile

SOON = 1.0
"""Seconds after a change in which more of them may come: a line that drops costs no more."""


class StateSaver:
    """The state of the chronology that is browsed, where one is kept. Writing does not hold up the screen.

    `said` is what is to be said of it, and is said by then; `tell`, where it is set, takes each line at once, in any
    thread. What cannot be written is tried again with the next change, and at the end.
    """

    def __init__(self, kept: StateFile | None, said: Sequence[str] = ()) -> None:
        self._kept = kept
        self.said = said
        self.tell: Callable[[str], object] | None = None
        self._change = Change()
        self._changing = threading.Lock()  # held for a moment, also by the screen
        self._writing = threading.Lock()
        self._timer: threading.Timer | None = None
        self.state = kept.read() if kept is not None else State()
        """What was kept when it began."""

    def mark(self, event_id: str, marked: bool) -> None:
        """A mark was set or taken away."""
        self._take(Change(marked=(event_id,)) if marked else Change(unmarked=(event_id,)))

    def asked(self, filter_text: str) -> None:
        """A filter was kept."""
        self._take(Change(filters=(filter_text,)))

    def _take(self, change: Change) -> None:
        with self._changing:
            self._change = self._change.then(change)
            if self._kept is not None and self._timer is None:
                self._timer = threading.Timer(SOON, self._write)
                self._timer.daemon = True
                self._timer.start()

    def _write(self) -> None:
        with self._writing:
            with self._changing:
                self._timer = None
                change, self._change = self._change, Change()
            before = len(self.said)
            if self._kept is not None and not self._kept.change(change):
                with self._changing:
                    self._change = change.then(self._change)
            tell = self.tell
            if tell is not None:
                for line in self.said[before:]:
                    tell(line)

    def end(self, place: str) -> None:
        """The browser ends, with the cursor on this event: put everything down."""
        self.tell = None  # there is nobody left to see it; the command line says it
        with self._changing:
            if self._timer is not None:
                self._timer.cancel()
            self._change = self._change.then(Change(place=place))
        self._write()
