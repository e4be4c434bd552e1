"""From files to a chronology: blocks, decoding, references, checks.

`load` never raises for what is in a file: it returns the chronology and the problems.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from io import BytesIO
from itertools import chain
from typing import BinaryIO, NamedTuple, TypeAlias

from timeline_tui.errors import Problem
from timeline_tui.load import limits, preflight, readers, sources, stretch
from timeline_tui.load.again import Memory
from timeline_tui.load.entries import Registries
from timeline_tui.load.formats import reader_for
from timeline_tui.load.loader import Loader
from timeline_tui.load.part import Part, Zones
from timeline_tui.load.rules import problem
from timeline_tui.load.scan import Scan
from timeline_tui.load.shelf import Reader
from timeline_tui.load.source_context import SourceContext
from timeline_tui.model import Chronology

__all__ = ["Loaded", "Memory", "Progress", "Reading", "begin", "load", "load_bytes"]

_STEPS = 100
_HUGE = 200_000_000  # bytes of files whose events other processes do not keep: it would take too much memory

Progress: TypeAlias = Callable[[int, int], None]
"""Takes the bytes that are done, and the bytes in all: 0 while these are not known."""


class Loaded(NamedTuple):
    """A chronology and everything that is wrong with its files, in the order of the files."""

    chronology: Chronology
    problems: tuple[Problem, ...]


def load(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    words: bool = False,
    looked: Callable[[int], None] | None = None,
    progress: Progress | None = None,
) -> Loaded:
    """Read the chronology of files and folders; never raises for what a file holds.

    Args:
        paths: The files and folders; `-` is `stdin`.
        stdin: Standard input.
        words: Whether its events will be asked for by their words, who and what is in them, and the like.
        looked: Takes how many files and folders were looked at to find the files.
        progress: Takes how much of them was read.

    Returns:
        The chronology, and what is wrong with the files.
    """
    reading = begin(paths, stdin=stdin, words=words, looked=looked, progress=progress)
    try:
        loaded = reading.finish(progress)
        reading.keep_all()
        if words:
            reading.add_words()
        if not gc.get_freeze_count():
            gc.freeze()  # the first stays until the end, mostly: it need not be looked through later
        return loaded
    finally:
        reading.stop()


def begin(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    helpers: readers.Readers | None = None,
    earlier: Memory | None = None,
    words: bool = False,
    looked: Callable[[int], None] | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read files and folders, and begin to load them.

    Args:
        paths: As of `load`.
        stdin: As of `load`.
        helpers: Processes that parse the files, where they were started before.
        earlier: What the last load of the files remembers.
        words: Whether all of their words will be asked for at once.
        looked: As of `load`.
        progress: As of `load`; for the time until `finish`.

    Returns:
        The load, to be finished.
    """
    names, problems = sources.expand(paths, looked)
    stamps = {path: readers.stamp(path) for path in names if path != sources.STDIN}
    return Reading(_read(names, stdin, progress), problems, stamps, helpers, earlier, words)


def _read(
    names: Sequence[str], stdin: BinaryIO | None, progress: Progress | None = None
) -> Iterator[tuple[str, bytes | None, Sequence[Problem]]]:
    """The files, as long as they are not too much together."""
    most = limits.now()
    total, tables, rows = 0, preflight.tables(most.tables), preflight.rows(most.tables)
    values = preflight.Amount(most.values, 1, preflight.values)
    for path in names:
        data, problems = sources.read(path, stdin=stdin)
        if data is not None:
            if total + len(data) > most.total:
                data, problems = None, (*problems, sources.too_much(path, most.total))
            elif not (tables if reader_for(path, data) is None else rows).take(data):
                data, problems = None, (*problems, sources.too_many_tables(path, most.tables))
            elif not values.take(data):
                data, problems = None, (*problems, sources.too_many_values(path, most.values))
            else:
                total += len(data)
                if progress is not None:
                    progress(total, 0)
        yield path, data, problems


def load_bytes(data: bytes, path: str = sources.STDIN) -> Loaded:
    """The chronology of one file that is in memory already."""
    text, faults = sources.read(sources.STDIN, stdin=BytesIO(data))
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
        words: bool = False,
    ) -> None:
        self._words = words
        self._stamps = stamps or {}
        self._due = 0
        self._progress: Progress | None = None
        self._cancelled: Callable[[], bool] | None = None
        self._has_task = False
        self._reader: Reader | None = None
        self._earlier = earlier
        self.memory: Memory | None = None
        """What this load remembers for the next one, once it is finished."""
        all_problems = list(problems)
        found: list[tuple[str, bytes]] = []
        for path, data, faults in read:
            all_problems += faults
            if data is not None:
                found.append((path, data))
        self._total = sum(len(data) for _, data in found)
        if helpers is None and earlier is None and self._stamps and self._total >= readers.LARGE:
            helpers = readers.start()
        self._helpers = helpers
        self._scan = Scan(all_problems, earlier.known if earlier is not None else None)
        with _no_collection():
            for path, data in found:
                self._scan.add(path, data)

    def finish(
        self,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        partly: Callable[[Loaded], None] | None = None,
    ) -> Loaded:
        """The chronology, once.

        `progress` is called about once for each percent, with the bytes that are done and the bytes in all.
        Once `cancelled` says so, loading stops, and what is returned is only a part. `partly` is called a few
        times with what there is of a large chronology until then; events without an id may get another one later.

        Call either `add_words` or `stop` then.
        """
        self._progress, self._cancelled = progress, cancelled
        part = partial(self._part, partly) if partly is not None else None
        chronology = self._load(part)
        if self._helpers is not None and self._reader is not None and self.memory is not None:
            self._reader.others = self._have_added
        if progress is not None:
            progress(self._total, self._total)
        problems = self._scan.problems
        if not chronology.events and chronology.paths:
            hint = "an event begins with [[events]], then date = and title ="
            problems.append(problem(chronology.paths[0], 0, 0, "no-events", "no events", hint))
        order = {path: n for n, path in enumerate(chronology.paths)}
        problems.sort(key=lambda p: (order.get(p.path, -1), p.line, p.column))
        return Loaded(chronology, tuple(problems))

    def _load(self, part: Callable[[Chronology], None] | None) -> Chronology:
        with _no_collection():
            loader = Loader(self._scan, self._tick, self._sent, part, self._earlier)
            chronology = loader.finish()
        self.memory, self._reader = loader.memory, loader.reader
        return chronology

    def add_words(self) -> None:
        """Collect what filters search, once the chronology is loaded; else the first filter does."""
        if self._reader is not None:
            self._reader.add_words()
        self.stop()

    def _have_added(self) -> None:
        if self._helpers is not None:
            with _no_collection():
                self._helpers.add_words(self._wanted)

    def keep_all(self) -> None:
        """From now on every event is read once, however many are looked at."""
        if self._reader is not None:
            self._reader.most = sys.maxsize

    def stop(self) -> None:
        """End the helpers."""
        with self._reader.filling if self._reader is not None else nullcontext():
            if self._reader is not None:
                self._reader.others = None
            if self._helpers is not None:
                self._helpers.stop()

    def _wanted(self) -> bool:
        return self._cancelled is None or not self._cancelled()

    def _part(self, partly: Callable[[Loaded], None], chronology: Chronology) -> None:
        partly(Loaded(chronology, tuple(self._scan.problems)))

    def _sent(
        self, registries: Registries, zones: Mapping[str, Zones], context: SourceContext, begin: int
    ) -> Iterator[tuple[int, Part]] | None:
        """The parts of the file from `begin` on, as others read them, as long as that is wanted."""
        stamp = self._stamps.get(context.path)
        if self._helpers is None or not stamp or stamp[2] != len(context.data):
            return None
        if not self._has_task:
            self._has_task = True
            self._helpers.begin(readers.Task(registries, zones, self._way(), context.declared), self._wanted)
        return chain.from_iterable(self._helpers.read(_orders(context, stamp, begin), self._wanted))

    def _way(self) -> readers.Way:
        if self._total <= _HUGE:
            return readers.Way.KEEP_EVENTS
        return readers.Way.AT_ONCE if self._words else readers.Way.READ_TWICE

    def _tick(self, done: int) -> bool:
        if self._progress is not None and done >= self._due:
            self._progress(done, self._total)
            self._due = done + max(1, self._total // _STEPS)
        return self._wanted()


def _orders(context: SourceContext, stamp: tuple[int, ...], begin: int) -> Iterator[readers.Order]:
    """All of a file from `begin` on."""
    while begin < len(context.data):
        stop = stretch.next_event(context.data, begin + stretch.PART)
        yield readers.Order(os.fsencode(context.path), stamp, begin, stop)
        begin = stop


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without garbage collection: loading makes no cycles, and looking for them would cost much."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
