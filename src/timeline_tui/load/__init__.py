"""From files to a chronology: blocks, decoding, references, checks.

`load` never raises for what is in a file: it returns the chronology and the problems.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from typing import BinaryIO, NamedTuple, TypeAlias

from timeline_tui.errors import Problem
from timeline_tui.load import files, readers
from timeline_tui.load.again import Memory
from timeline_tui.load.codes import problem
from timeline_tui.load.loader import Loader
from timeline_tui.load.references import Doubt
from timeline_tui.load.scan import Scan
from timeline_tui.load.stretch import Ready, Stretch
from timeline_tui.load.where import Where
from timeline_tui.model import Chronology

__all__ = ["Loaded", "Memory", "Progress", "Reading", "begin", "load", "load_bytes"]

_STEPS = 12

Progress: TypeAlias = Callable[[int, int], None]
"""Takes the bytes that are done, and the bytes in all."""


class Loaded(NamedTuple):
    """A chronology and everything that is wrong with its files, in the order of the files."""

    chronology: Chronology
    problems: tuple[Problem, ...]


def load(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Loaded:
    """The chronology of files and folders; `-` reads `stdin`. Never raises for what a file holds."""
    return begin(paths, stdin=stdin).finish(progress, cancelled)


def begin(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    helpers: readers.Readers | None = None,
    earlier: Memory | None = None,
    remember: bool = False,
) -> Reading:
    """Read files and folders, and begin to load them; `helpers` parse them then, where they were started before.

    `earlier` is what the last load of them remembers; this one does too where it is to `remember`.
    """
    names, problems = files.expand(paths)
    stamps = {path: readers.stamp(path) for path in names if path != files.STDIN}
    read = ((path, *files.read(path, stdin=stdin)) for path in names)
    return Reading(read, problems, stamps, helpers, earlier, remember)


def load_bytes(data: bytes, path: str = files.STDIN) -> Loaded:
    """The chronology of one file that is in memory already."""
    text, faults = files.read(files.STDIN, stdin=BytesIO(data))
    return Reading([(path, text, [fault._replace(path=path) for fault in faults])]).finish()


class Reading:
    """A load that has begun. Takes the path of each file, its data, None where it could not be read, its problems.

    `stamps` are what files were like before they were read, by their paths: `helpers` read only those that are so.
    """

    def __init__(
        self,
        read: Iterable[tuple[str, bytes | None, Sequence[Problem]]],
        problems: Sequence[Problem] = (),
        stamps: Mapping[str, tuple[int, ...]] | None = None,
        helpers: readers.Readers | None = None,
        earlier: Memory | None = None,
        remember: bool = False,
    ) -> None:
        self._stamps = stamps or {}
        self._due = 0
        self._progress: Progress | None = None
        self._cancelled: Callable[[], bool] | None = None
        self._earlier = earlier
        self._remember = remember
        self.memory: Memory | None = None
        """What this load remembers for the next one, once it is finished."""
        self.fresh: Sequence[int] | None = None
        """The numbers of the events that are not known from the earlier one; None where none is."""
        self._told = list(problems)
        self._files: list[tuple[str, bytes]] = []
        for path, data, faults in read:
            self._told += faults
            if data is not None:
                self._files.append((path, data))
        self._total = sum(len(data) for _, data in self._files)
        if helpers is None and earlier is None and self._stamps and self._total >= readers.LARGE:
            helpers = readers.start()
        self._helpers = helpers
        self._scan = self._scanned()

    def _scanned(self) -> Scan:
        with _no_collection():
            scan = Scan(list(self._told))
            for path, data in self._files:
                scan.add(path, data)
        return scan

    def finish(
        self,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        partly: Callable[[Loaded], None] | None = None,
    ) -> Loaded:
        """The chronology, once.

        `progress` is called a dozen times with the bytes that are done and the bytes in all. Once `cancelled`
        says so, loading stops, and what is returned is only a part. `partly` is called a few times with what
        there is of a large chronology until then; events without an id may get another one later.
        """
        self._progress, self._cancelled = progress, cancelled
        part = partial(self._part, partly) if partly is not None else None
        try:
            try:
                chronology = self._load(part, self._earlier)
            except Doubt:
                self._scan, self._due = self._scanned(), 0
                chronology = self._load(part, None)
        finally:
            if self._helpers is not None:
                self._helpers.stop()
        if progress is not None:
            progress(self._total, self._total)
        problems = self._scan.problems
        if not chronology.events and chronology.paths:
            hint = "an event begins with [[events]], then date = and title ="
            problems.append(problem(chronology.paths[0], 0, 0, "no-events", "no events", hint))
        order = {path: n for n, path in enumerate(chronology.paths)}
        problems.sort(key=lambda p: (order.get(p.path, -1), p.line, p.column))
        return Loaded(chronology, tuple(problems))

    def _load(self, part: Callable[[Chronology], None] | None, earlier: Memory | None) -> Chronology:
        with _no_collection():
            loader = Loader(self._scan, self._tick, self._sent, part, earlier, self._remember)
            chronology = loader.finish()
        self.memory, self.fresh = loader.memory, loader.fresh
        return chronology

    def _part(self, partly: Callable[[Loaded], None], chronology: Chronology) -> None:
        partly(Loaded(chronology, tuple(self._scan.problems)))

    def _sent(self, where: Where, found: Stretch) -> Iterator[Ready]:
        """What others read of a stretch, as long as that is wanted."""
        stamp = self._stamps.get(where.path)
        if self._helpers is None or not stamp or stamp[2] != len(where.data):
            return iter(())
        orders: list[readers.Order] = []
        line, at = 1, 0
        for start, stop in zip(found.begins, [*found.begins[1:], len(where.data)], strict=True):
            line, at = line + where.data.count(b"\n", at, start), start
            orders.append(readers.Order(where.path, stamp, start, stop, line))
        return self._helpers.read(orders, lambda: self._cancelled is None or not self._cancelled())

    def _tick(self, done: int) -> bool:
        if self._progress is not None and done >= self._due:
            self._progress(done, self._total)
            self._due = done + max(1, self._total // _STEPS)
        return self._cancelled is None or not self._cancelled()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without garbage collection: loading makes no cycles, and looking for them would cost much.

    What the first load makes is kept out of later collections too: it mostly stays until the end.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if not gc.get_freeze_count():
                gc.freeze()
            gc.enable()
