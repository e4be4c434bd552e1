"""From files to a chronology: blocks, decoding, references, checks.

`load` never raises for what is in a file: it returns the chronology and the problems.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO, NamedTuple

from timeline_tui.errors import Problem
from timeline_tui.load import files
from timeline_tui.load.codes import problem
from timeline_tui.load.loader import Loader
from timeline_tui.model import Chronology

__all__ = ["Loaded", "load", "load_bytes"]

_STEPS = 12


class Loaded(NamedTuple):
    """A chronology and everything that is wrong with its files, in the order of the files."""

    chronology: Chronology
    problems: tuple[Problem, ...]


def load(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Loaded:
    """The chronology of files and folders; `-` reads `stdin`.

    `progress` is called a dozen times with the bytes that are done and the bytes in all. Once `cancelled`
    says so, loading stops, and what is returned is only a part. Never raises for what a file holds.
    """
    names, found = files.expand(paths)
    problems = list(found)
    read: list[tuple[str, bytes]] = []
    for path in names:
        data, faults = files.read(path, stdin=stdin)
        problems += faults
        if data is not None:
            read.append((path, data))
    return _load(read, problems, progress, cancelled)


def load_bytes(data: bytes, path: str = files.STDIN) -> Loaded:
    """The chronology of one file that is in memory already."""
    text, faults = files.read(files.STDIN, stdin=BytesIO(data))
    problems = [fault._replace(path=path) for fault in faults]
    return _load([] if text is None else [(path, text)], problems, None, None)


def _load(
    read: list[tuple[str, bytes]],
    problems: list[Problem],
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Loaded:
    total = sum(len(data) for _, data in read)
    step = max(1, total // _STEPS)
    due = 0

    def tick(done: int) -> bool:
        nonlocal due
        if progress is not None and done >= due:
            progress(done, total)
            due = done + step
        return cancelled is None or not cancelled()

    with _no_collection():
        loader = Loader(problems, tick)
        for path, data in read:
            loader.scan(path, data)
        read.clear()  # the loader lets go of each file when it is done with it
        chronology = loader.finish()
        if progress is not None:
            progress(total, total)
    if not chronology.events and chronology.paths:
        hint = "an event begins with [[events]], then date = and title ="
        problems.append(problem(chronology.paths[0], 0, 0, "no-events", "no events", hint))
    order = {path: n for n, path in enumerate(chronology.paths)}
    problems.sort(key=lambda p: (order.get(p.path, -1), p.line, p.column))
    return Loaded(chronology, tuple(problems))


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
