"""A large file is parsed by other processes, while this one makes events of what they have read.

As many processes as there are cores take the parts of a `stretch` in turn, and send back the tables in the shape of
the format. They are forks: what they read is in their memory already, and they hold nothing that could be lost.

Where a part begins, only who reads all before it can tell for certain. So each is read to the first header at or
behind its end; where that is not the next cut, or a reader dies, this process reads the rest by itself. What comes
out is what one process would have made.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TypeAlias

import msgspec
from msgspec.structs import force_setattr

from timeline_tui.load import stretch
from timeline_tui.load.blocks import Block
from timeline_tui.load.decode import Fault
from timeline_tui.load.locate import Way
from timeline_tui.load.stretch import Part, Ready
from timeline_tui.load.tables import AssessmentTable, ClaimTable, EventTable, QuoteTable
from timeline_tui.load.where import Where
from timeline_tui.load.written import written

LARGE = 4_000_000
"""Bytes of events from which other processes pay."""

_MOST = 8  # processes
_EVENTS = ("events",)
_LENGTH = struct.Struct("<Q")
_PIPE = 1 << 20  # bytes that may wait in a pipe, where the system has such a setting
_FAR, _NONE = timedelta(hours=12), timedelta()

Sent: TypeAlias = tuple[int, int, int, EventTable | None, bytes]
"""An event in a message: where its block starts and ends, its line, its table; where that has what messages have no
types for, table and faults pickled. Neither: it is to be read with care."""

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(tuple[int, list[Sent]])


def begin(path: str, data: bytes, begins: Sequence[int]) -> Ahead | None:
    """Begin to read the parts of a stretch; None where that does not pay, or with threads, when forks are not safe."""
    processes = min(_cores(), _MOST)
    if len(data) - begins[0] < LARGE or processes < 2 or threading.active_count() > 1:
        return None
    try:
        return Ahead(path, data, begins, processes)
    except (OSError, AttributeError):  # no more processes or pipes; a system without forks
        return None


def _cores() -> int:
    with suppress(AttributeError):  # not every system can tell which of them this process may use
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Ahead:
    """The processes that read one file."""

    def __init__(self, path: str, data: bytes, begins: Sequence[int], processes: int) -> None:
        self._where = Where(path, data, [])
        self._parts = list(zip(begins, [*begins[1:], len(data)], strict=True))
        self._pids: list[int] = []
        self._pipes: list[int] = []
        for number in range(processes):
            self._fork(self._parts[number::processes])

    def _fork(self, parts: list[tuple[int, int]]) -> None:
        mine, theirs = os.pipe()
        with suppress(OSError, ImportError, AttributeError):  # it only saves waiting
            import fcntl

            fcntl.fcntl(theirs, fcntl.F_SETPIPE_SZ, _PIPE)
        pid = os.fork()
        if pid:
            os.close(theirs)
            self._pids.append(pid)
            self._pipes.append(mine)
            return
        code = 1
        try:
            for end in (mine, *self._pipes):  # or no pipe would end with the process that reads it
                os.close(end)
            for told in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
                signal.signal(told, signal.SIG_DFL)
            for part in stretch.read(self._where.data, parts):
                _write(theirs, packed(part, self._where))
            code = 0
        finally:
            os._exit(code)  # nothing that the process began is to be ended by two

    def parts(self) -> Iterator[Part]:
        """One part after the other; ends early where the rest is to be read from the end of the last."""
        for number, (_, stop) in enumerate(self._parts):
            pipe = self._pipes[number % len(self._pipes)]
            length = _read(pipe, _LENGTH.size)
            message = length and _read(pipe, *_LENGTH.unpack(length))
            if not message:
                return
            part = unpacked(message)
            yield part
            if part.end != stop:
                return

    def stop(self) -> None:
        """End the processes, wherever they are."""
        for pipe in self._pipes:
            os.close(pipe)
        for pid in self._pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
        self._pids.clear()
        self._pipes.clear()


# -- messages -----------------------------------------------------------------------------------------------


def packed(part: Part, where: Where) -> bytes:
    """A part as a message."""
    sent: list[Sent] = []
    for block, table, faults in part.events:
        where.blocks = (block,)
        place = block.start, block.end, block.line
        if table is None or (not faults and _dates_as_text(table, where)):
            sent.append((*place, table, b""))
        else:
            sent.append((*place, None, _pickled(table, faults)))
    return _encoder.encode((part.end, sent))


def _pickled(table: EventTable, faults: Sequence[Fault]) -> bytes:
    """Empty where it cannot be done, as with the zones of TOML's date-times: then it is read once more."""
    try:
        return pickle.dumps((table, faults))
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError):
        return b""


def unpacked(message: bytes) -> Part:
    """The part that a message holds, TOML's own dates as the same in EDTF."""
    end, sent = _decoder.decode(message)
    return Part(end, [_ready(*one) for one in sent])


def _ready(start: int, end: int, line: int, table: EventTable | None, pickled: bytes) -> Ready:
    block = Block(_EVENTS, True, start, end, line)
    # It was pickled by a fork of this very process.
    return Ready(block, *pickle.loads(pickled)) if pickled else Ready(block, table)


def _dates_as_text(table: EventTable, where: Where) -> bool:
    """Write TOML's own dates in EDTF; False where a date is neither, or may be none in EDTF."""
    for part, way in _dated(table):
        value = part.date
        kind = type(value)
        if kind is datetime and -_FAR <= (value.utcoffset() or _NONE) <= _FAR:
            force_setattr(part, "date", written(value, where, way))
        elif kind is date:
            force_setattr(part, "date", value.isoformat())
        elif kind is not str and value is not None:
            return False
    return True


def _dated(table: EventTable) -> Iterator[tuple[EventTable | QuoteTable | ClaimTable | AssessmentTable, Way]]:
    """Everything in an event that has a date, and the way to that."""
    yield table, ("date",)
    for n, quote in enumerate(table.quotes):
        yield quote, ("quotes", n, "date")
    for n, claim in enumerate(table.claims):
        yield claim, ("claims", n, "date")
        for k, assessment in enumerate(claim.assessments):
            yield assessment, ("claims", n, "assessments", k, "date")


def _write(pipe: int, message: bytes) -> None:
    rest = memoryview(_LENGTH.pack(len(message)) + message)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _read(pipe: int, size: int) -> bytes:
    """So many bytes; none where the process on the other side has gone before."""
    chunks: list[bytes] = []
    while size:
        chunk = os.read(pipe, size)
        if not chunk:
            return b""
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)
