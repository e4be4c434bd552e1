"""Write to the terminal: as much as it accepts at once, and the rest in the writer thread."""

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
    """Replaces the file that Textual's writer thread writes to, and counts pending writes.

    The caller writes as much as the terminal accepts, because waking the thread would cost more than the write itself.
    The thread writes the rest. The terminal is opened a second time for that: O_NONBLOCK belongs to the open file
    description, and the shell shares the one that the program inherited.
    """

    def __init__(self, file: TextIO) -> None:
        self._descriptor = file.fileno()
        encoding = terminal_encoding(file)
        self._encoding = encoding, encoder(encoding)
        # Reentrant: a signal may arrive while it is held, and Ctrl-Z writes.
        self._lock = threading.RLock()
        self._nonblocking: int | None = None
        self._left = b""
        # Writes passed to the thread.
        self._pending = 0
        self._callback: Callable[[], None] | None = None
        file.flush()

    def open(self) -> None:
        """Open the terminal and drop pending writes: the writer thread is a new one."""
        with self._lock:
            self._pending, self._left = 0, b""
        with contextlib.suppress(OSError):
            if self._nonblocking is None:
                # If this fails, the thread writes everything.
                path = os.ttyname(self._descriptor)
                self._nonblocking = os.open(path, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)

    def leave(self, text: str) -> None:
        """Write a final text as far as the terminal accepts it now, without taking the lock."""
        if self._nonblocking is not None:
            with contextlib.suppress(OSError):
                os.write(self._nonblocking, text.encode())

    def close(self) -> None:
        """Close the second descriptor of the terminal."""
        descriptor, self._nonblocking = self._nonblocking, None
        if descriptor is not None:
            os.close(descriptor)

    def announce(self, text: str) -> bool:
        """Write as much as the terminal accepts now.

        Returns:
            Whether the caller has to pass the text to the writer thread, which writes the rest of it.
        """
        with self._lock:
            # Text that the thread has yet to write must not be overtaken.
            if not self._pending and self._nonblocking is not None:
                data = text.encode(*self._encoding)
                try:
                    self._left = data[os.write(self._nonblocking, data) :]
                except OSError:
                    # It accepts nothing now, or has hung up, which the thread will find out.
                    self._left = data
                if not self._left:
                    return False
            self._pending += 1
            return True

    def when_free(self, callback: Callable[[], None]) -> bool:
        """Return whether everything is written; if not, call `callback` once it is, from another thread."""
        with self._lock:
            self._callback = callback if self._pending else None
            return not self._pending

    # -- called by the writer thread ------------------------------------------------------------------------

    def write(self, text: str) -> None:
        """Write a text, or what `announce` left of it. Errors of a terminal that has hung up are ignored."""
        with self._lock:
            # Of the first pending write only a rest is left; all later ones are whole.
            left, self._left = self._left, b""
        data = memoryview(left or text.encode(*self._encoding))
        with contextlib.suppress(OSError):
            while data:
                data = data[self._write(data) :]
        with self._lock:
            # `open` may have reset the count since.
            self._pending = max(0, self._pending - 1)
            callback, self._callback = (None, self._callback) if self._pending else (self._callback, None)
        if callback is not None:
            callback()

    def _write(self, data: memoryview) -> int:
        try:
            return os.write(self._descriptor, data)
        # O_NONBLOCK is shared, so another program may have set it on the terminal.
        except BlockingIOError:
            select.select([], [self._descriptor], [])
            return 0

    def flush(self) -> None:
        """Do nothing: nothing is buffered."""

    def fileno(self) -> int:
        """Return the file descriptor of the terminal."""
        return self._descriptor
