"""A line on standard error that says how far reading is, where it takes long and someone is looking."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType
from typing import TextIO

_FIRST = 1.0
"""Seconds before anything is said: most files are read by then."""
_NEXT = 0.25
_ERASE = "\r\x1b[K"
"""Carriage return, and erase in line (EL, ECMA-48 8.3.41)."""


class ProgressLine:
    """One line that is rewritten in place, and erased at the end; a context manager around what takes long.

    Nothing is written where standard error is no terminal, or one that cannot erase (TERM=dumb), or where another
    program has the terminal because this one runs in the background.
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
        """Say how many files and folders were looked at."""
        self._say(f"looking for files: {count:,} looked at")

    def read(self, done: int, total: int) -> None:
        """Say how much was read; a `load.Progress`.

        Args:
            done: The bytes that are done.
            total: The bytes in all, 0 while that is not known.
        """
        self._say(f"reading: {done / 1e6:,.0f}{f' of {total / 1e6:,.0f}' if total else ''} MB")

    def _say(self, text: str) -> None:
        if self._stream is None or time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _NEXT
        try:
            width = os.get_terminal_size(self._stream.fileno()).columns
        except OSError:
            width = 80
        self._shown = True
        self._write(_ERASE + f"timeline: {text}; Ctrl-C stops"[: max(0, width - 1)])  # one that wraps stays

    def _write(self, text: str) -> None:
        try:
            if self._stream is not None:
                self._stream.write(text)
                self._stream.flush()
        except OSError:  # the terminal is gone
            self._stream = None


def _terminal() -> TextIO | None:
    """Standard error, where it is a terminal that can erase a line, and this process is in the foreground."""
    stream = sys.stderr
    try:
        if stream is None or not stream.isatty() or os.environ.get("TERM", "") in ("", "dumb", "unknown"):
            return None
        return stream if os.tcgetpgrp(stream.fileno()) == os.getpgrp() else None
    except (OSError, ValueError):
        return None
