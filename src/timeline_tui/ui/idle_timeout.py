"""Exit when the user is idle: an abandoned SSH session keeps a process and a login."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class IdleTimeout:
    """Calls `ended` after `seconds` without a `touch`; never if `seconds` is 0.

    A touch does not restart the timer. When the timer fires, it compares the last touch and waits for the remainder.
    """

    def __init__(self, seconds: float, ended: Callable[[], None]) -> None:
        self._seconds = seconds
        self._ended = ended
        self._last_touch = 0.0

    def start(self) -> None:
        """Start the timer in the running event loop."""
        self.touch()
        if self._seconds:
            asyncio.get_running_loop().call_later(self._seconds, self._check)

    def touch(self) -> None:
        """Record activity of the user."""
        self._last_touch = time.monotonic()

    def _check(self) -> None:
        left = self._last_touch + self._seconds - time.monotonic()
        if left <= 0:
            self._ended()
        else:
            asyncio.get_running_loop().call_later(left, self._check)
