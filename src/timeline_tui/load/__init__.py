"""From files to a chronology: blocks, decoding, references, checks.

`load` never raises for what is in a file: it returns the chronology and the problems.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from io import BytesIO
from typing import BinaryIO, NamedTuple, TypeAlias

from timeline_tui.errors import Problem
from timeline_tui.load import files
from timeline_tui.load.codes import problem
from timeline_tui.load.loader import Loader
from timeline_tui.load.scan import Scan
from timeline_tui.model import Chronology

__all__ = ["Loaded", "Progress", "Reading", "begin", "load", "load_bytes"]

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


def begin(paths: Sequence[str], *, stdin: BinaryIO | None = None) -> Reading:
    """Read files and folders, and begin to load them."""
    names, problems = files.expand(paths)
    return Reading(((path, *files.read(path, stdin=stdin)) for path in names), problems)


def load_bytes(data: bytes, path: str = files.STDIN) -> Loaded:
    """The chronology of one file that is in memory already."""
    text, faults = files.read(files.STDIN, stdin=BytesIO(data))
    return Reading([(path, text, [fault._replace(path=path) for fault in faults])]).finish()


class Reading:
    """A load that has begun: other processes parse what is large, where that is begun before there are threads.

    Takes the path of each file, its data, None where it could not be read, and the problems with it.
    """

    def __init__(
        self, read: Iterable[tuple[str, bytes | None, Sequence[Problem]]], problems: Sequence[Problem] = ()
    ) -> None:
        self._problems = list(problems)
        self._total = 0
        self._due = 0
        self._progress: Progress | None = None
        self._cancelled: Callable[[], bool] | None = None
        self._scan = Scan(self._problems)
        with _no_collection():
            for path, data, faults in read:
                self._problems += faults
                if data is not None:
                    self._total += len(data)
                    self._scan.add(path, data)

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
        with _no_collection(), closing(self._scan):
            chronology = Loader(self._scan, self._tick, part).finish()
        if progress is not None:
            progress(self._total, self._total)
        problems = self._problems
        if not chronology.events and chronology.paths:
            hint = "an event begins with [[events]], then date = and title ="
            problems.append(problem(chronology.paths[0], 0, 0, "no-events", "no events", hint))
        order = {path: n for n, path in enumerate(chronology.paths)}
        problems.sort(key=lambda p: (order.get(p.path, -1), p.line, p.column))
        return Loaded(chronology, tuple(problems))

    def _part(self, partly: Callable[[Loaded], None], chronology: Chronology) -> None:
        partly(Loaded(chronology, tuple(self._problems)))

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
