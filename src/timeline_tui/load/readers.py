"""Other processes that parse a large file, while this one makes events of what they have read.

Most of loading is parsing, and Python parses on one processor at a time. So forks of this process, begun while it has
no threads yet, wait for parts of files to read, and send back the tables. They are told a file's name and what it was
like when it was read here; one that is no longer so, they leave alone. Whatever they do not send - a part that went
wrong, or all of it - the loader reads by itself: what comes out is what one process would have made.
"""

from __future__ import annotations

import os
import select
import signal
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple, NoReturn

import msgspec

from timeline_tui.load import stretch
from timeline_tui.load.stretch import Ready
from timeline_tui.load.where import Where

LARGE = 4_000_000
"""Bytes from which other processes pay."""

_MOST = 8  # processes
_AHEAD = 3  # parts that a process has before it
_LENGTH = struct.Struct("<Q")
_PATIENCE = 0.2  # seconds between two looks at whether the answer is still wanted


class Order(NamedTuple):
    """A part to read: of which file, what that is like, from a header to what seems to be one, and its first line."""

    path: str
    stamp: tuple[int, ...]
    start: int
    stop: int
    line: int


class _Process(NamedTuple):
    """A fork: the pipes to it and from it."""

    pid: int
    orders: int
    answers: int


def stamp(file: str | int) -> tuple[int, ...]:
    """What a file, by its name or open, is like from outside; () where there is none."""
    try:
        status = os.stat(file)  # noqa: PTH116
    except (OSError, ValueError):
        return ()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def start() -> Readers | None:
    """As many processes as pay here; None where none do, or with threads, when forks are not safe."""
    from timeline_tui.load import messages  # noqa: F401 - here once, instead of in each of them

    count = min(_cores(), _MOST)
    if count < 2 or threading.active_count() > 1 or not hasattr(os, "fork"):
        return None
    readers = Readers()
    try:
        for _ in range(count):
            readers.fork()
    except OSError:  # no more processes, no more pipes
        if len(readers) < 2:
            readers.stop()
            return None
    return readers


def _cores() -> int:
    with suppress(AttributeError):  # not every system can tell which of them this process may use
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Readers:
    """The processes; `stop` them in the end."""

    def __init__(self) -> None:
        self._processes: list[_Process] = []

    def __len__(self) -> int:
        return len(self._processes)

    def fork(self) -> None:
        """One process more. Raises OSError, and leaves nothing behind then."""
        orders = os.pipe()
        answers: tuple[int, ...] = ()
        try:
            answers = os.pipe()
            pid = os.fork()
        except OSError:
            for end in (*orders, *answers):
                os.close(end)
            raise
        if not pid:
            _work(orders[0], answers[1], (orders[1], answers[0], *self._ends()))
        os.close(orders[0])
        os.close(answers[1])
        self._processes.append(_Process(pid, orders[1], answers[0]))

    def _ends(self) -> list[int]:
        return [end for process in self._processes for end in process[1:]]

    def read(self, orders: Sequence[Order], wanted: Callable[[], bool]) -> Iterator[Ready]:
        """The events of the parts, in order, as they are read; fewer where processes are no more.

        Stops soon after they are no longer `wanted`.
        """
        from timeline_tui.load import messages  # which few files need

        under_way: deque[_Process] = deque()
        lost: set[_Process] = set()
        rest = iter(orders)

        def give(process: _Process) -> None:
            order = next(rest, None)
            if order is not None:
                with suppress(OSError):  # it is no more, as will be seen when its answer is due
                    _send(process.orders, msgspec.msgpack.encode(order))
                under_way.append(process)

        for _ in range(_AHEAD):
            for process in self._processes:
                give(process)
        while under_way:
            process = under_way.popleft()
            message = None if process in lost else _receive(process.answers, wanted)
            if message is not None:
                give(process)
                yield from messages.unpacked(message)
            elif wanted():
                lost.add(process)
            else:
                return

    def stop(self) -> None:
        """End the processes, whatever they do."""
        for process in self._processes:
            os.close(process.orders)
            os.close(process.answers)
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(process.pid, 0)
        self._processes.clear()


# -- in the other process -----------------------------------------------------------------------------------


def _work(orders: int, answers: int, others: Sequence[int]) -> NoReturn:
    """Carry out orders until there are no more."""
    code = 1
    try:
        for end in others:  # or no pipe would end with the process that has its other end
            os.close(end)
        for told in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
            signal.signal(told, signal.SIG_DFL)
        while (message := _receive(orders)) is not None:
            _send(answers, _carry_out(msgspec.msgpack.decode(message, type=Order)))
        code = 0
    finally:
        os._exit(code)  # nothing that the first process began is to be ended by two


def _carry_out(order: Order) -> bytes:
    from timeline_tui.load.messages import packed

    data = b""
    with suppress(OSError), open(order.path, "rb") as file:  # noqa: PTH123
        if stamp(file.fileno()) == order.stamp:
            data = os.pread(file.fileno(), order.stop - order.start, order.start)
    if len(data) != order.stop - order.start:
        return packed([], Where(order.path, data, []), 0)
    return packed(stretch.pieces(data, order.line), Where(order.path, data, []), order.start)


# -- pipes --------------------------------------------------------------------------------------------------


def _send(pipe: int, message: bytes) -> None:
    rest = memoryview(_LENGTH.pack(len(message)) + message)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _receive(pipe: int, wanted: Callable[[], bool] | None = None) -> bytes | None:
    """A message; None where nobody sends one any more, or it is not wanted any more."""
    length = _exactly(pipe, _LENGTH.size, wanted)
    return None if length is None else _exactly(pipe, _LENGTH.unpack(length)[0], wanted)


def _exactly(pipe: int, size: int, wanted: Callable[[], bool] | None) -> bytes | None:
    chunks: list[bytes] = []
    while size:
        while wanted is not None and not select.select([pipe], [], [], _PATIENCE)[0]:
            if not wanted():
                return None
        chunk = os.read(pipe, size)
        if not chunk:
            return None
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)
