"""A threading event that `select` can wait for, together with a terminal."""

from __future__ import annotations

import os
import threading
from contextlib import suppress


class WakeableEvent(threading.Event):
    """An event with a file descriptor that is readable while the event is set, so that `select` needs no timeout."""

    def __init__(self) -> None:
        super().__init__()
        self._read, self._write = os.pipe()
        # A full pipe must not block `set`, nor an empty one `clear`.
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)

    def fileno(self) -> int:
        """Return the file descriptor for `select`."""
        return self._read

    def set(self) -> None:
        """Set the event and wake up waiting threads."""
        # The flag first: a thread that the pipe wakes checks it.
        super().set()
        # The pipe is full, so it is readable already.
        with suppress(BlockingIOError):
            os.write(self._write, b"\0")

    def clear(self) -> None:
        """Clear the event and empty the pipe."""
        super().clear()
        with suppress(BlockingIOError):
            while os.read(self._read, 512):
                pass
