"""Run a program in a terminal of its own and observe it from outside: what it writes, and when.

An interactive program has to be measured where its user sits. So it runs in a pseudo-terminal, its bytes are timed as
they arrive, and a terminal emulator tells what is on the screen. There may be a slow line in between (`link.py`);
times are then those at the user's end.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections import deque
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import NamedTuple

import tree
from emulator import Cells, Emulator
from link import Link

SILENCE = 0.06
"""Seconds without output after which the response to a key is over, unless the program is still busy."""
BUSY = 0.2
"""The share of processor time in a silence above which it is only a pause."""
PATIENCE = 0.5
"""Seconds without a response, while the program is idle, after which a key has none."""
BREATH = 0.002
"""Seconds without output that leave time for the emulator, which is slower than what it displays."""

ANSWERS = {b"\x1b[6n": b"\x1b[1;1R", b"\x1b[c": b"\x1b[?62;c"}
"""Replies to queries that programs wait for: DSR 6 (cursor position, ECMA-48 8.3.35) and DA (ECMA-48 8.3.24)."""


class Chunk(NamedTuple):
    """Bytes and when they arrived."""

    time: float
    data: bytes


class Burst(NamedTuple):
    """The response to a key: seconds to the first and to the last change of the screen, and the number of bytes.

    Both times are 0 if nothing changed. Bytes that change nothing, such as moving the cursor to where it is, do not
    count: some programs send them for half a second afterwards.
    """

    first: float
    last: float
    size: int


class Program:
    """A running program, as a context manager that cleans up after it."""

    def __init__(
        self,
        argv: Sequence[str],
        size: tuple[int, int] = (120, 40),
        link: Link | None = None,
        silence: float = SILENCE,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        columns, rows = size
        self.screen = Emulator(columns, rows)
        self.size = 0
        self._link = link or Link()
        self._silence = silence + 2 * self._link.delay  # the program may wait for a reply itself
        self._coming: deque[Chunk] = deque()
        self._going: deque[Chunk] = deque()
        self._ended = False
        self._cut = b""  # the last bytes received, which may be the start of a query
        variables = {
            **(os.environ if environment is None else environment),
            "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        self.started = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(argv[0], list(argv), variables)

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(tree.processes(self.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)

    # -- the line -------------------------------------------------------------------------------------------

    def _send(self, data: bytes) -> None:
        self._going.append(Chunk(time.perf_counter() + self._link.delay, data))
        self._pass_on()

    def _pass_on(self) -> None:
        """Give the program the keys that have arrived by now."""
        while self._going and self._going[0].time <= time.perf_counter():
            with contextlib.suppress(OSError):  # the program may end meanwhile, which reading detects
                os.write(self._terminal, self._going.popleft().data)

    def _read(self, until: float) -> Chunk | None:
        """Return the next bytes that arrive before `until`, without displaying them."""
        while True:
            self._pass_on()
            now = time.perf_counter()
            if self._coming and self._coming[0].time <= now:
                chunk = self._coming.popleft()
                self._answer(chunk.data)
                return chunk
            if self._ended and not self._coming:
                raise EOFError("the program ended:\n" + "\n".join(self.screen.lines))
            if now >= until:
                return None
            takes = not self._ended and self._link.ready() <= now
            events = [until, *(queue[0].time for queue in (self._coming, self._going) if queue)]
            if not takes and not self._ended:
                events.append(self._link.ready())
            if select.select([self._terminal] if takes else [], [], [], max(0.0, min(events) - now))[0]:
                self._take()

    def _take(self) -> None:
        """Put the output of the program on the line."""
        try:
            data = os.read(self._terminal, self._link.chunk)
        except OSError:
            data = b""
        self._ended = not data
        if data:
            self._coming.append(Chunk(self._link.send(time.perf_counter(), len(data)), data))

    def _answer(self, data: bytes) -> None:
        """Reply to queries in received bytes immediately, as a terminal does."""
        requested = self._cut + data
        for question in re.findall(rb"\x1b\[6n|\x1b\[c", requested):
            self._send(ANSWERS[question])
        self._cut = b"" if requested.endswith((b"n", b"c")) else requested[-3:]

    def _show(self, data: bytes) -> None:
        """Display received bytes."""
        self.size += len(data)
        self.screen.show(data)

    # -- use ------------------------------------------------------------------------------------------------

    def wait_for(self, text: str | re.Pattern[str], limit: float = 120.0) -> float:
        """Wait for `text` on the screen.

        Args:
            text: A text, or a pattern for a line.
            limit: Seconds after the start when to give up.

        Returns:
            Seconds from the start to the chunk of output that completed it.

        Raises:
            TimeoutError: It did not appear in time.
            EOFError: The program ended.
        """
        sought = re.compile(re.escape(text)) if isinstance(text, str) else text
        end = self.started + limit
        shown = self.started
        while not any(map(sought.search, self.screen.lines)):
            chunk = self._read(end)
            if chunk is None:
                raise TimeoutError(
                    f"no {sought.pattern!r} within {limit:g} s:\n" + "\n".join(self.screen.lines)
                )
            waiting = [chunk]
            while following := self._read(time.perf_counter() + BREATH):
                waiting.append(following)
            for n, chunk in enumerate(waiting):
                self._show(chunk.data)
                shown = chunk.time
                if any(map(sought.search, self.screen.lines)):
                    self._coming.extendleft(reversed(waiting[n + 1 :]))
                    break
        return shown - self.started

    def press(self, keys: str, limit: float = 10.0) -> Burst:
        """Press one key (or several at once), and return its whole response, waiting at most `limit` seconds."""
        pressed = time.perf_counter()
        self._send(keys.encode())
        return self._burst(pressed, limit)

    def answer(self, key: str, text: str, limit: float = 120.0) -> float:
        """Press a key, and return the seconds until `text`, which was not there before, is on the screen."""
        pressed = time.perf_counter() - self.started
        self._send(key.encode())
        return self.wait_for(text, pressed + limit) - pressed

    def type(self, keys: Sequence[str], every: float, limit: float = 60.0) -> Burst:
        """Press keys one after the other, every `every` seconds; times are counted from the last."""
        chunks = []
        start = time.perf_counter()
        for n, key in enumerate(keys):
            while chunk := self._read(start + n * every):
                chunks.append(chunk)
            pressed = time.perf_counter()
            self._send(key.encode())
        for chunk in chunks:
            self._show(chunk.data)
        burst = self._burst(pressed, limit)
        return burst._replace(size=burst.size + sum(len(chunk.data) for chunk in chunks))

    def _burst(self, pressed: float, limit: float) -> Burst:
        """Collect the response until there is no output and the program is not busy."""
        chunks: list[Chunk] = []
        quiet, spent = pressed, tree.wanted(self.pid)
        while quiet < pressed + limit:
            pause = self._silence if chunks else max(PATIENCE, self._silence)
            if chunk := self._read(min(quiet + pause, pressed + limit)):
                chunks.append(chunk)
                while chunk := self._read(time.perf_counter() + BREATH):
                    chunks.append(chunk)
                quiet, spent = chunks[-1].time, tree.wanted(self.pid)
                continue
            now, work = time.perf_counter(), tree.wanted(self.pid)
            if work - spent < BUSY * (now - quiet):
                break
            quiet, spent = now, work
        self.screen.has_changed()
        seen = []  # after the measurement, since the emulator is slower than what it displays
        for chunk in chunks:
            self._show(chunk.data)
            if self.screen.has_changed():
                seen.append(chunk.time - pressed)
        size = sum(len(chunk.data) for chunk in chunks)
        return Burst(seen[0], seen[-1], size) if seen else Burst(0.0, 0.0, size)

    def settle(self, limit: float = 60.0) -> float:
        """Wait until there is no more output; return seconds from the start to the last visible change, or 0."""
        now = time.perf_counter()
        burst = self._burst(now, limit)
        return now + burst.last - self.started if burst.last else 0.0

    def idle(self, seconds: float) -> tuple[float, float]:
        """Idle for some seconds, and return the share of a processor and the bytes per second that the program uses."""
        end, before, work = time.perf_counter() + seconds, self.size, tree.used(self.pid)
        while chunk := self._read(end):
            self._show(chunk.data)
        return (tree.used(self.pid) - work) / seconds, (self.size - before) / seconds

    @property
    def cells(self) -> Cells:
        """The current cells of the screen."""
        return self.screen.cells

    @property
    def memory(self) -> float | None:
        """The memory of the program and its children in megabytes, None if unknown."""
        return tree.memory(self.pid)
