"""A program in a terminal of its own, watched from outside: what it writes, and when.

The only honest place to measure an interactive program is where its user sits. So it runs in a pseudo-terminal,
the bytes it writes are timed as they arrive, and a terminal emulator says what was on the screen. A slow line may lie
between the two (`link.py`); times are then those at the user's end.
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
"""Seconds without output after which what a key caused is over, unless the program is still busy."""
BUSY = 0.2
"""The share of a silence spent computing above which it only is a pause."""
PATIENCE = 0.5
"""Seconds that a key may show nothing while the program is idle; then it has no answer."""
BREATH = 0.002
"""Seconds without output in which the emulator may work: it is slower than what it shows."""

ANSWERS = {b"\x1b[6n": b"\x1b[1;1R", b"\x1b[c": b"\x1b[?62;c"}
"""What terminals answer to questions that some programs wait for."""


class Chunk(NamedTuple):
    """Bytes, and when they came."""

    time: float
    data: bytes


class Burst(NamedTuple):
    """What one key caused: seconds to the first and to the last bytes that changed the screen, and how many in all.

    0 seconds if nothing changed. Bytes that change nothing, such as a cursor put where it was, are no answer: some
    programs send them for half a second after it.
    """

    first: float
    last: float
    size: int


class Program:
    """A running program; a context manager that leaves nothing behind."""

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
        self._silence = silence + 2 * self._link.delay  # it may wait for an answer itself
        self._coming: deque[Chunk] = deque()
        self._going: deque[Chunk] = deque()
        self._ended = False
        self._cut = b""  # the last bytes that came, which may be the beginning of a question
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
            with contextlib.suppress(OSError):  # it ends meanwhile: reading will tell
                os.write(self._terminal, self._going.popleft().data)

    def _read(self, until: float) -> Chunk | None:
        """The next bytes that come before `until`; nothing is shown on the screen yet."""
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
        """Put what the program has written on the line."""
        try:
            data = os.read(self._terminal, self._link.chunk)
        except OSError:
            data = b""
        self._ended = not data
        if data:
            self._coming.append(Chunk(self._link.send(time.perf_counter(), len(data)), data))

    def _answer(self, data: bytes) -> None:
        """Answer what is asked in bytes that have come: at once, as a terminal does."""
        asked = self._cut + data
        for question in re.findall(rb"\x1b\[6n|\x1b\[c", asked):
            self._send(ANSWERS[question])
        self._cut = b"" if asked.endswith((b"n", b"c")) else asked[-3:]

    def _show(self, data: bytes) -> None:
        """Show bytes that have come."""
        self.size += len(data)
        self.screen.show(data)

    # -- what one can do ------------------------------------------------------------------------------------

    def wait_for(self, text: str | re.Pattern[str], limit: float = 120.0) -> float:
        """Seconds from the start until `text` was on the screen, to the chunk of output that completed it."""
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
        """Press one key (or type a few at once) and take in everything it causes, for `limit` seconds at most."""
        pressed = time.perf_counter()
        self._send(keys.encode())
        return self._burst(pressed, limit)

    def answer(self, key: str, text: str, limit: float = 120.0) -> float:
        """Seconds from pressing a key until `text`, which was not there before, is on the screen."""
        pressed = time.perf_counter() - self.started
        self._send(key.encode())
        return self.wait_for(text, pressed + limit) - pressed

    def type(self, keys: Sequence[str], every: float, limit: float = 60.0) -> Burst:
        """Press keys one after the other, `every` seconds; times are counted from the last."""
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
        """Take in what comes until nothing does and nothing is being worked on."""
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
        self.screen.look()
        seen = []  # after the measurement: the emulator is slower than what it shows
        for chunk in chunks:
            self._show(chunk.data)
            if self.screen.look():
                seen.append(chunk.time - pressed)
        size = sum(len(chunk.data) for chunk in chunks)
        return Burst(seen[0], seen[-1], size) if seen else Burst(0.0, 0.0, size)

    def settle(self, limit: float = 60.0) -> float:
        """Take in what still comes, until nothing does: seconds from the start to the last of it that shows, or 0."""
        now = time.perf_counter()
        burst = self._burst(now, limit)
        return now + burst.last - self.started if burst.last else 0.0

    def idle(self, seconds: float) -> tuple[float, float]:
        """Do nothing for some seconds: the share of a processor, and the bytes a second, that it takes."""
        end, before, work = time.perf_counter() + seconds, self.size, tree.used(self.pid)
        while chunk := self._read(end):
            self._show(chunk.data)
        return (tree.used(self.pid) - work) / seconds, (self.size - before) / seconds

    @property
    def cells(self) -> Cells:
        """The screen as it is now."""
        return self.screen.cells

    @property
    def memory(self) -> float | None:
        """Megabytes, with all that the program started."""
        return tree.memory(self.pid)
