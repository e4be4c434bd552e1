"""Detect changes of files by polling, which works on every file system and with every editor.

Polling runs in a thread of its own, because it can block for long on a network file system that is down.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable

from timeline_tui import secure

PERIOD = 1.5
"""Seconds between polls: short enough for a user who saves a file and then turns to this screen."""
SELDOM = 3.0
"""The same in secure mode, where there are many readers and few writers."""
SETTLING = 0.1
"""Seconds between polls once a change was seen, until the files stop changing: half-written files are not loaded."""


class FileWatcher:
    """Calls back, in its own thread, when the state of the files changes."""

    def __init__(
        self, stamp: Callable[[], Hashable], known: Callable[[], Hashable], changed: Callable[[], None]
    ) -> None:
        """Create a watcher.

        Args:
            stamp: Returns the current state of the files.
            known: Returns their state when they were last loaded.
            changed: Called once for each new state.
        """
        self._stamp = stamp
        self._known = known
        self._changed = changed
        self._period = SELDOM if secure.on() else PERIOD
        self._reported: Hashable = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Start polling."""
        self._thread.start()

    def stop(self) -> None:
        """Stop polling, without waiting for a poll that is in progress."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.wait(self._period):
            seen, known = self._stamp(), self._known()
            if seen == known:
                # A change that was undone is reported again if it comes back.
                self._reported = None
            if seen in (known, self._reported):
                continue
            while not self._stopped.wait(SETTLING):
                before, seen = seen, self._stamp()
                if seen == before:
                    # Not if the user has reloaded meanwhile.
                    if seen != self._known():
                        self._reported = seen
                        self._changed()
                    break
