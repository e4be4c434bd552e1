"""An event that can be waited for together with a terminal."""

from __future__ import annotations

import os
import threading
from contextlib import suppress


class WakeableEvent(threading.Event):
    """While it is set, its descriptor can be read: who waits with `select` needs no clock to notice."""

    def __init__(self) -> None:
        super().__init__()
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)

    def fileno(self) -> int:
        """What to give to `select`."""
        return self._read

    def set(self) -> None:
        """Set it, and wake up who waits."""
        super().set()
        with suppress(BlockingIOError):  # it is as full of wake-ups as it can be
            os.write(self._write, b"\0")

    def clear(self) -> None:
        """Take it back."""
        super().clear()
        with suppress(BlockingIOError):
            while os.read(self._read, 512):
                pass
