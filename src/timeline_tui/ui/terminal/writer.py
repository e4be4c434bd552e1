"""What is written to the terminal: at once as far as it takes it, and by the writer thread what is left."""

from __future__ import annotations

import contextlib
import os
import select
import threading
from collections.abc import Callable
from typing import TextIO

from timeline_tui.ui.glyphs import terminal_encoding
from timeline_tui.ui.terminal.charset import encoder


class TerminalWriter:
    """Stands in for the file that Textual's writer thread writes to, and counts what is under way.

    What the terminal takes at once is written at once, by whoever draws: waking the thread would cost more than the
    writing. For that the terminal is opened once more, since not to wait is a property of what is open, and the
    shell shares the descriptors we were given. The thread has what is left over.
    """

    def __init__(self, file: TextIO) -> None:
        self._descriptor = file.fileno()
        encoding = terminal_encoding(file)
        self._encoding = encoding, encoder(encoding)
        self._lock = threading.RLock()  # a signal may come while the lock is held, and Ctrl-Z writes
        self._at_once: int | None = None
        self._left = b""
        self._under_way = 0
        self._told: Callable[[], None] | None = None
        file.flush()

    def open(self) -> None:
        """Nothing is under way: the thread is a new one, and what an earlier one had left is lost."""
        with self._lock:
            self._under_way, self._left = 0, b""
        with contextlib.suppress(OSError):
            if self._at_once is None:
                path = os.ttyname(self._descriptor)
                self._at_once = os.open(path, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)

    def leave(self, text: str) -> None:
        """Write a last text as far as the terminal takes it now, whoever else is writing."""
        if self._at_once is not None:
            with contextlib.suppress(OSError):
                os.write(self._at_once, text.encode())

    def close(self) -> None:
        """The terminal is somebody else's."""
        at_once, self._at_once = self._at_once, None
        if at_once is not None:
            os.close(at_once)

    def announce(self, text: str) -> bool:
        """Write what the terminal takes now; whether something is left for the thread, which is under way then."""
        with self._lock:
            if not self._under_way and self._at_once is not None:
                data = text.encode(*self._encoding)
                try:
                    self._left = data[os.write(self._at_once, data) :]
                except OSError:  # it takes nothing at all now, or is gone: the thread will see
                    self._left = data
                if not self._left:
                    return False
            self._under_way += 1
            return True

    def when_free(self, told: Callable[[], None]) -> bool:
        """Whether everything has been written; if not, `told` is called once it has, from another thread."""
        with self._lock:
            self._told = told if self._under_way else None
            return not self._under_way

    # -- what the writer thread calls -----------------------------------------------------------------------

    def write(self, text: str) -> None:
        """Write a piece, or what was left of it, to its end. A terminal that is gone takes anything."""
        with self._lock:
            left, self._left = self._left, b""
        data = memoryview(left or text.encode(*self._encoding))
        with contextlib.suppress(OSError):
            while data:
                data = data[self._write(data) :]
        with self._lock:
            self._under_way = max(0, self._under_way - 1)
            told, self._told = (None, self._told) if self._under_way else (self._told, None)
        if told is not None:
            told()

    def _write(self, data: memoryview) -> int:
        try:
            return os.write(self._descriptor, data)
        except BlockingIOError:
            select.select([], [self._descriptor], [])
            return 0

    def flush(self) -> None:
        """Nothing is kept back."""

    def fileno(self) -> int:
        """The terminal."""
        return self._descriptor
