"""Show the progress of long reads on standard error, if it is a terminal."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType
from typing import TextIO

_FIRST = 1.0
"""Seconds before the first output; most files are loaded by then."""
_NEXT = 0.25
_ERASE = "\r\x1b[K"
"""Carriage return, then erase in line (EL, ECMA-48 8.3.41)."""


class ProgressLine:
    """A context manager with one line that is rewritten in place and erased at the end.

    It writes nothing if standard error is not a terminal, if the terminal cannot erase (TERM=dumb), or if this
    process runs in the background, so that another program has the terminal.
    """

    def __init__(self) -> None:
        self._stream = _terminal()
        self._due = time.monotonic() + _FIRST
        self._shown = False

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._write(_ERASE)

    def looked(self, count: int) -> None:
        """Show how many files and folders were inspected."""
        self._say(f"looking for files: {count:,} searched")

    def read(self, done: int, total: int) -> None:
        """Show how much was read; this is a `load.Progress`.

        Args:
            done: The bytes read so far.
            total: The bytes in all, 0 if unknown.
        """
        self._say(f"reading: {done / 1e6:,.0f}{f' of {total / 1e6:,.0f}' if total else ''} MB")

    def _say(self, text: str) -> None:
        """Rewrite the line, if it is time: after `_FIRST` seconds, then every `_NEXT` seconds."""
        if self._stream is None or time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _NEXT
        try:
            width = os.get_terminal_size(self._stream.fileno()).columns
        except OSError:
            width = 80
        self._shown = True
        # a line that wraps could not be erased
        self._write(_ERASE + f"timeline: {text}; Ctrl-C stops"[: max(0, width - 1)])

    def _write(self, text: str) -> None:
        try:
            if self._stream is not None:
                self._stream.write(text)
                self._stream.flush()
        except OSError:
            # The terminal is gone.
            self._stream = None


def _terminal() -> TextIO | None:
    """Return standard error if it is a terminal that can erase a line, and this process is in the foreground."""
    stream = sys.stderr
    try:
        if stream is None or not stream.isatty() or os.environ.get("TERM", "") in ("", "dumb", "unknown"):
            return None
        return stream if os.tcgetpgrp(stream.fileno()) == os.getpgrp() else None
    except (OSError, ValueError):
        return None
