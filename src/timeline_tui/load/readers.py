"""Other processes that read a large file, while this one puts together what they have read.

Python runs on one processor at a time. So forks of this process, begun while it has no threads yet, wait for the
registries and then for places in files to read, and send back the parts (`part`). They get a file's name and what
it was like when it was read here; one that is no longer so, they leave alone. Whatever they do not send - a part that
went wrong, or all of it - the loader reads by itself: what comes out is what one process would have made.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from typing import NamedTuple, NoReturn

from msgspec import msgpack

from timeline_tui.columns import SearchText, search_text_of
from timeline_tui.load import stretch
from timeline_tui.load.declared import Declared
from timeline_tui.load.entries import Registries
from timeline_tui.load.part import Maker, Part, Zones
from timeline_tui.load.reread import Reread, lines
from timeline_tui.model import Event
from timeline_tui.secure import Feature, allowed

LARGE = 4_000_000
"""Bytes from which other processes pay."""

_MOST = 8  # processes
_OPEN = 32  # files
_AHEAD = 3  # parts that a process has before it
_LENGTH = struct.Struct("<Q")
_PATIENCE = 0.2  # seconds between two looks at whether the answer is still wanted
_LOST = 20.0  # seconds without a sign from a process, after which it is done without

_parts = msgpack.Decoder(list[tuple[int, Part]]).decode
_words = msgpack.Decoder(SearchText | None).decode


class Way(Enum):
    """When other processes collect the texts of a part."""

    KEEP_EVENTS = 0
    """Later: they keep its events until then, which takes memory."""
    READ_TWICE = 1
    """Later: they read it a second time."""
    AT_ONCE = 2
    """With the part: for who needs them all before anything else."""


class Task(NamedTuple):
    """What is needed to read any part: the registries, before any event was read, and the time zones of the files.

    `words`: how they come to the words, see `Way`. `declared`: the keys that are the user's own.
    """

    registries: Registries
    zones: Mapping[str, Zones]
    words: Way
    declared: Declared


class Order(NamedTuple):
    """Lines to read: of which file, what that is like, from a header to what seems to be one."""

    path: bytes  # as the system has it, which need not be UTF-8
    stamp: tuple[int, ...]
    start: int
    stop: int


_order = msgpack.Decoder(Order | int).decode


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
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def start() -> Readers | None:
    """As many processes as pay here; None where none do, or with threads, when forks are not safe."""
    count = min(_cores(), _MOST)
    if not allowed(Feature.PROCESSES) or count < 2 or threading.active_count() > 1 or not hasattr(os, "fork"):
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
        self._lost: set[_Process] = set()
        self._made: dict[_Process, list[Part]] = {}

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
        process = _Process(pid, orders[1], answers[0])
        self._processes.append(process)
        self._made[process] = []

    def _ends(self) -> list[int]:
        return [end for process in self._processes for end in process[1:]]

    def begin(self, task: Task, wanted: Callable[[], bool]) -> None:
        """Send them what they need to know."""
        import pickle  # which few files need

        message = pickle.dumps(task)
        for process in self._processes:
            self._send_to(process, message, wanted)

    def read(self, orders: Iterable[Order], wanted: Callable[[], bool]) -> Iterator[list[tuple[int, Part]]]:
        """For each of the orders the parts there, and where they begin; none where a process is no more.

        Stops soon after they are no longer `wanted`.
        """
        rest = iter(orders)
        waiting = [(process, rest) for process in self._processes]
        for process, message in self._answers(waiting, wanted):
            parts = _parts(message) if message is not None else []
            self._made[process] += [part for _, part in parts]
            yield parts

    def add_words(self, wanted: Callable[[], bool]) -> None:
        """Collect the texts of all parts that were read, as long as they are `wanted`."""
        missing = {
            process: [n for n, part in enumerate(made) if part.words is None]
            for process, made in self._made.items()
        }
        waiting = [(process, iter(numbers)) for process, numbers in missing.items()]
        turns = {process: iter(numbers) for process, numbers in missing.items()}
        for process, message in self._answers(waiting, wanted):
            part = self._made[process][next(turns[process])]
            found = _words(message) if message is not None else None
            if found is not None:  # else the file is no longer what it was
                part.words = found

    def _answers(
        self, waiting: Sequence[tuple[_Process, Iterator[Order | int]]], wanted: Callable[[], bool]
    ) -> Iterator[tuple[_Process, bytes | None]]:
        """Give the processes what is `waiting` for each, in turns; what they answer, in the same order."""
        under_way: deque[_Process] = deque()
        orders = dict(waiting)

        def give(process: _Process) -> None:
            order = next(orders[process], None)
            if order is not None:
                self._send_to(process, msgpack.encode(order), wanted)
                under_way.append(process)

        for _ in range(_AHEAD):
            for process in orders:
                give(process)
        while under_way:
            process = under_way.popleft()
            message = None if process in self._lost else _receive(process.answers, wanted)
            if message is None:
                if not wanted():
                    self._lost.update(self._processes)  # their answers to what was asked may still come
                    return
                self._lost.add(process)
            give(process)
            yield process, message

    def _send_to(self, process: _Process, message: bytes, wanted: Callable[[], bool]) -> None:
        with suppress(OSError):  # it is no more, as will be seen when its answer is due
            if process not in self._lost and not _send(process.orders, message, wanted):
                self._lost.add(process)

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
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        gc.disable()
        first = _receive(orders)
        if first is not None:
            worker = _Worker(first)
            while (message := _receive(orders)) is not None:
                _send(answers, worker.answer(_order(message)))
        code = 0
    finally:
        os._exit(code)  # what the first process began must not be ended by two


class _Worker:
    """Carries out orders: to read lines, and to tell the words of the parts it has made of them, by their number."""

    def __init__(self, task: bytes) -> None:
        import pickle

        task_: Task = pickle.loads(task)
        self._zones = task_.zones
        self._way = task_.words
        self._made: list[Sequence[Event]] = []  # of each part, as long as they are kept
        self._read: list[_Read] = []
        self._maker = Maker(
            task_.registries, None if task_.words is Way.READ_TWICE else self._made, task_.declared
        )
        self._reread = Reread(self._maker.references)
        self._files = _Files()

    def answer(self, order: Order | int) -> bytes:
        """The answer to send back."""
        if isinstance(order, int):
            return msgpack.encode(
                self._read_texts(order) if self._way is Way.READ_TWICE else self._kept_texts(order)
            )
        return msgpack.encode(self._parts(order))

    def _parts(self, order: Order) -> list[tuple[int, Part]]:
        path = os.fsdecode(order.path)
        parts = []
        for start, part in self._maker.parts(self._files.lines(order), path, self._zones[path]):
            begin = order.start + start
            if self._way is Way.AT_ONCE:
                part.words = self._kept_texts(-1)
            elif self._way is Way.READ_TWICE:
                here = order._replace(start=begin, stop=begin + part.size)
                self._read.append(_Read(here, part.whole, part.log))
            parts.append((begin, part))
        return parts

    def _kept_texts(self, number: int) -> SearchText:
        """The words of events that were kept, and are not any more."""
        found, self._made[number] = search_text_of(self._made[number]), ()
        return found

    def _read_texts(self, number: int) -> SearchText | None:
        """The texts of events that are read a second time; None if they are no longer there."""
        order, whole, log = self._read[number]
        data, path = self._files.lines(order), os.fsdecode(order.path)
        if hash(data) != whole:
            return None
        context = lines(path, data, self._zones[path])
        return search_text_of([self._reread.event(context, ready, log) for ready in stretch.pieces(data, 0)])


class _Read(NamedTuple):
    """A part that was read: its lines, their hash, its log."""

    order: Order
    whole: int
    log: list[str]


class _Files:
    """Files that are read in pieces. They stay open: one that is replaced meanwhile can still be read to its end."""

    def __init__(self) -> None:
        self._open: dict[bytes, int] = {}

    def lines(self, order: Order) -> bytes:
        """The lines of an order; none where the file is no longer what it was."""
        with suppress(OSError):
            if order.path not in self._open:
                self._close(_OPEN)
                self._open[order.path] = os.open(order.path, os.O_RDONLY | os.O_CLOEXEC)
            file = self._open[order.path]
            if stamp(file) == order.stamp:
                data = os.pread(file, order.stop - order.start, order.start)
                return data if len(data) == order.stop - order.start else b""
        return b""

    def _close(self, most: int) -> None:
        while len(self._open) >= most:
            os.close(self._open.pop(next(iter(self._open))))


# -- pipes --------------------------------------------------------------------------------------------------


def _send(pipe: int, message: bytes, wanted: Callable[[], bool] | None = None) -> bool:
    """Send a message; False if it cannot be sent."""
    rest = memoryview(_LENGTH.pack(len(message)) + message)
    while rest:
        if not _ready([], [pipe], wanted):
            return False
        # To one who may wait no more than surely fits: a write of more waits until all of it is read.
        rest = rest[os.write(pipe, rest if wanted is None else rest[: select.PIPE_BUF]) :]
    return True


def _receive(pipe: int, wanted: Callable[[], bool] | None = None) -> bytes | None:
    """A message; None if the other end is closed, or it is no longer wanted."""
    length = _exactly(pipe, _LENGTH.size, wanted)
    return None if length is None else _exactly(pipe, _LENGTH.unpack(length)[0], wanted)


def _exactly(pipe: int, size: int, wanted: Callable[[], bool] | None) -> bytes | None:
    chunks: list[bytes] = []
    while size:
        if not _ready([pipe], [], wanted):
            return None
        chunk = os.read(pipe, size)
        if not chunk:
            return None
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def _ready(reading: list[int], writing: list[int], wanted: Callable[[], bool] | None) -> bool:
    """Wait for the other end, at most until that is no longer `wanted` or it has not been heard of for too long."""
    if wanted is None:
        return True
    for _ in range(round(_LOST / _PATIENCE)):
        if any(select.select(reading, writing, [], _PATIENCE)):
            return True
        if not wanted():
            return False
    return False
