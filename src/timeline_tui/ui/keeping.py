"""Puts down what the user marks and asks, so that it is there the next time: soon after, and at the end."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from msgspec.structs import replace

from timeline_tui.state import Change, Kept, State

SOON = 1.0
"""Seconds after a change in which more of them may come: a line that drops costs no more."""


class Keeping:
    """The state of the chronology that is browsed, where one is kept. Writing does not hold up the screen.

    `said` is what is to be said of it, and is said by then.
    """

    def __init__(self, kept: Kept | None, said: Sequence[str] = ()) -> None:
        self._kept = kept
        self.said = said
        self._change = Change()
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self.state = kept.read() if kept is not None else State()
        """What was kept when it began."""

    def mark(self, event_id: str, marked: bool) -> None:
        """A mark was set or taken away."""
        change = self._change
        on, off = (
            [id_ for id_ in change.marked if id_ != event_id],
            [i for i in change.unmarked if i != event_id],
        )
        (on if marked else off).append(event_id)
        self._take(replace(change, marked=tuple(on), unmarked=tuple(off)))

    def asked(self, filter_text: str) -> None:
        """A filter was kept."""
        self._take(replace(self._change, filters=(*self._change.filters, filter_text)))

    def _take(self, change: Change) -> None:
        self._change = change
        if self._kept is not None and self._timer is None:
            self._timer = threading.Timer(SOON, self._write)
            self._timer.daemon = True
            self._timer.start()

    def _write(self) -> None:
        with self._lock:
            self._timer = None
            change, self._change = self._change, Change()
            if self._kept is not None:
                self._kept.change(change)

    def end(self, place: str) -> None:
        """The browser ends, with the cursor on this event: put everything down."""
        if self._timer is not None:
            self._timer.cancel()
        self._change = replace(self._change, place=place)
        self._write()
