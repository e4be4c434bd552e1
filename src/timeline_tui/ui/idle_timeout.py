"""Ends the browser that nobody uses any more: a session over SSH keeps a process and a login."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class IdleTimeout:
    """Calls `ended` once no key has been `touch`ed for so many seconds; never, for 0.

    A key costs no timer: the one there is looks when the last one came, and waits for the rest.
    """

    def __init__(self, seconds: float, ended: Callable[[], None]) -> None:
        self._seconds = seconds
        self._ended = ended
        self._last = 0.0

    def start(self) -> None:
        """Begin to count, in the event loop that runs."""
        self.touch()
        if self._seconds:
            asyncio.get_running_loop().call_later(self._seconds, self._look)

    def touch(self) -> None:
        """Somebody is there."""
        self._last = time.monotonic()

    def _look(self) -> None:
        left = self._last + self._seconds - time.monotonic()
        if left <= 0:
            self._ended()
        else:
            asyncio.get_running_loop().call_later(left, self._look)
