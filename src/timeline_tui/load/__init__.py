"""From files to a chronology: blocks, decoding, references, checks.

`load` never raises for what is in a file: it returns the chronology and the problems.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

from timeline_tui.errors import Problem
from timeline_tui.load.loader import Loader
from timeline_tui.model import Chronology

__all__ = ["Loaded", "load", "load_bytes"]

_STEPS = 50


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

    `progress` is called some 50 times with the bytes that are done and the bytes in all. Once `cancelled` says
    so, loading stops, and what is returned is only a part. Never raises for what is in a file or missing.
    """
    problems: list[Problem] = []
    files = list(_read(paths, stdin, problems))
    return _load(files, problems, progress, cancelled)


def load_bytes(data: bytes, path: str = "<bytes>") -> Loaded:
    """The chronology of one file that is in memory already."""
    return _load([(path, data)], [], None, None)


def _read(paths: Sequence[str], stdin: BinaryIO | None, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    from pathlib import Path
    for path in paths:
        yield path, Path(path).read_bytes()


def _load(
    files: list[tuple[str, bytes]],
    problems: list[Problem],
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Loaded:
    total = sum(len(data) for _, data in files)
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
        for path, data in files:
            loader.scan(path, data)
        files.clear()  # the loader lets go of each file when it is done with it
        chronology = loader.finish()
        if progress is not None:
            progress(total, total)
    order = {path: n for n, path in enumerate(chronology.paths)}
    problems.sort(key=lambda p: (order.get(p.path, -1), p.line, p.column))
    return Loaded(chronology, tuple(problems))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without garbage collection: loading makes no cycles, and looking for them costs more than parsing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
