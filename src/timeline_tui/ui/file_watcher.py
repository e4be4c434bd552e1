"""Sees when files are saved, by looking at them now and then: that works on every file system, with every editor.

In a thread of its own, since a look at a network that is down may take long, and the screen is not to wait for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable

from timeline_tui import secure

PERIOD = 1.5
"""Seconds between two looks: who saved a file looks at the screen later than that."""
SELDOM = 3.0
"""The same where many read what few write."""
SETTLING = 0.1
"""Seconds between looks at files that are being written: what is half written is not read."""


class FileWatcher:
    """Calls `changed`, in its own thread, whenever `look` gives something else than what was `known` last."""

    def __init__(
        self, look: Callable[[], Hashable], known: Callable[[], Hashable], changed: Callable[[], None]
    ) -> None:
        self._look = look
        self._known = known
        self._changed = changed
        self._period = SELDOM if secure.on() else PERIOD
        self._told: Hashable = None
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; a look that is under way is not waited for."""
        self._end.set()

    def _run(self) -> None:
        while not self._end.wait(self._period):
            seen, known = self._look(), self._known()
            if seen == known:
                self._told = None
            if seen in (known, self._told):
                continue
            while not self._end.wait(SETTLING):
                before, seen = seen, self._look()
                if seen == before:
                    if seen != self._known():  # or somebody has read it meanwhile
                        self._told = seen
                        self._changed()
                    break
