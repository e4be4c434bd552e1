"""A program in a terminal of its own, watched from outside: what it writes, and when.

The only honest place to measure an interactive program is where its user sits. So it runs in a pseudo-terminal,
the bytes it writes are timed as they arrive, and a terminal emulator says what was on the screen.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from types import TracebackType
from typing import NamedTuple

import pyte

SILENCE = 0.06
"""Seconds without output after which what a key caused is over."""

ANSWERS = {b"\x1b[6n": b"\x1b[1;1R", b"\x1b[c": b"\x1b[?62;c"}
"""What terminals answer to questions that some programs wait for."""


class Burst(NamedTuple):
    """What one key caused: seconds to the first and to the last byte (0 if none came), and how many bytes."""

    first: float
    last: float
    size: int


class Program:
    """A running program; a context manager that leaves nothing behind."""

    def __init__(self, argv: Sequence[str], size: tuple[int, int] = (120, 40)) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._emulator = pyte.ByteStream(self.screen)
        environment = {
            **os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        self.started = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(argv[0], list(argv), environment)

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def _read(self, timeout: float) -> bytes:
        """What arrives within `timeout` seconds; nothing is shown on the screen yet."""
        ready, _, _ = select.select([self._terminal], [], [], max(0.0, timeout))
        if not ready:
            return b""
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:
            data = b""
        if not data:
            raise EOFError("the program ended:\n" + "\n".join(self.screen.display))
        for question, answer in ANSWERS.items():
            if question in data:
                os.write(self._terminal, answer)
        return data

    def _show(self, data: bytes) -> None:
        # pyte stumbles over sequences with a private marker that it does not know
        with contextlib.suppress(TypeError):
            self._emulator.feed(data)

    def wait_for(self, text: str, limit: float = 120.0) -> float:
        """Seconds from the start until `text` was on the screen, to the chunk of output that completed it."""
        while True:
            left = self.started + limit - time.perf_counter()
            if left <= 0:
                raise TimeoutError(f"no {text!r} within {limit:g} s:\n" + "\n".join(self.screen.display))
            data = self._read(left)
            arrived = time.perf_counter() - self.started
            if data:
                self._show(data)
                if any(text in line for line in self.screen.display):
                    return arrived

    def press(self, keys: str, limit: float = 10.0) -> Burst:
        """Press one key (or type a few at once) and take in everything it causes."""
        pressed = time.perf_counter()
        os.write(self._terminal, keys.encode())
        first = last = 0.0
        chunks = []
        while True:
            since = last or None
            left = limit if since is None else since + SILENCE - (time.perf_counter() - pressed)
            if left <= 0:
                break
            data = self._read(left)
            if not data:
                break
            last = time.perf_counter() - pressed
            first = first or last
            chunks.append(data)
        whole = b"".join(chunks)
        self._show(whole)  # after the measurement: the emulator is slower than what it shows
        return Burst(first, last, len(whole))

    def settle(self) -> None:
        """Take in what still comes, until nothing does."""
        while data := self._read(4 * SILENCE):
            self._show(data)
