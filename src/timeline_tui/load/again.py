"""What a load remembers, so that the next one of the same files reads only what has changed in them.

The stretch of events of a file (`stretch`) is remembered in parts of a few hundred events: a hash of each part's
bytes, its events, and what they name. Where the next load comes to the header of an event and the same bytes follow
there, the part is *kept*: its events are taken as they are, provided that what they name still means the same
(`References.agree`). All else - the heads of the files with the registries, events that are new, changed, or have
something to be said of them - is read as the first time. So there is one way of loading, and it may pass by what it
has read before.

The bytes of the files are not remembered. A hash has 64 bits, with a key that differs from process to process.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec.structs import replace

from timeline_tui.load.blocks import Block
from timeline_tui.load.entries import Registries
from timeline_tui.load.references import References
from timeline_tui.load.where import Where
from timeline_tui.model import Event, Origin

PART = 250_000
"""Bytes of a part; of a changed one all events are read again."""
_HEAD = 128  # bytes by which a part is looked for
_HEADER = b"[[events]]"


class Part(NamedTuple):
    """Events of which nothing is to be said, one after the other in a file.

    `head` and `whole` are hashes of its first bytes and of all `size` bytes, which have `lines` line ends and begin in
    `line`. Its events are `length` of the memory's, from `first` on. `log` is what they name: see `References`.
    """

    head: int
    whole: int
    size: int
    line: int
    lines: int
    first: int
    length: int
    log: tuple[Any, ...]


class Run(NamedTuple):
    """Events that were kept: the numbers of the first, now and in the memory, and how many they are."""

    now: int
    then: int
    length: int


class Pages(NamedTuple):
    """The parts of a file, in order. They are true only of events in these time zones: the file's, and that of all."""

    zones: tuple[tzinfo | None, tzinfo | None]
    parts: Sequence[Part]


class Finder:
    """Finds the parts of a file in what it is now, in their order, each once."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._heads: dict[int, list[int]] = {}
        for n, part in enumerate(parts):
            self._heads.setdefault(part.head, []).append(n)
        self._next = 0

    def find(self, data: bytes, at: int) -> Part | None:
        """The part that stands at `at`, where an event begins."""
        numbers = self._heads.get(hash(data[at : at + _HEAD]))
        if numbers is None:
            return None
        n = bisect_left(numbers, self._next)
        if n == len(numbers):
            return None
        part = self._parts[numbers[n]]
        end = at + part.size
        if not _ends(data, end) or hash(data[at:end]) != part.whole:
            return None
        self._next = numbers[n] + 1
        return part


def _ends(data: bytes, end: int) -> bool:
    """Whether what ends at `end` is followed by an event, or by nothing."""
    return end == len(data) or (data.startswith(_HEADER, end) and data[end - 1 : end] == b"\n")


class Memory(NamedTuple):
    """What a load remembers. `events` are those of all files, in the order of the files.

    `names` says of each where its id is from: see `finish.identify`. `referring` is 1 for those that may refer to
    others. `order` are their numbers by date.
    """

    registered: tuple[tuple[Any, ...], ...]
    files: Mapping[str, Pages]
    events: Sequence[Event]
    names: bytes
    referring: bytes
    order: Sequence[int]

    def finder(self, where: Where) -> Finder | None:
        """What finds the parts of a file; None where they would not be the same any more."""
        pages = self.files.get(where.path)
        return None if pages is None or pages.zones != (where.floating, where.line) else Finder(pages.parts)

    def kept(self, part: Part, path: str, line: int) -> Sequence[Event]:
        """The events of a part that now begins in `line`."""
        events = self.events[part.first : part.first + part.length]
        shift = line - part.line
        if not shift:
            return events
        return [replace(event, origin=Origin(path, event.origin.line + shift)) for event in events]


NOTHING = Memory((), {}, (), b"", b"", ())
"""What nothing is known of."""


def registered(registries: Registries) -> tuple[tuple[Any, ...], ...]:
    """What stands in the registries before any event was read."""
    return tuple([tuple(registry.by_id.values()) for registry in registries])


class Recorder:
    """Puts the events of one file together in parts, while they are read."""

    def __init__(self, where: Where, references: References) -> None:
        self._where = where
        self._references = references
        self._start = -1  # where the part begins that is open; -1: none is
        self._line = 0
        self._first = 0
        self._told = 0
        self._mark = 0
        self.parts: list[Part] = []

    def before(self) -> None:
        """An event is about to be read."""
        log = self._references.log
        self._told = self._where.told
        self._mark = len(log) if log is not None else 0

    def add(self, block: Block, number: int, clean: bool) -> None:
        """An event was read, the file's `block`, the load's `number`. Not `clean`: what it is depends on others too."""
        if not clean or self._where.told != self._told:
            self.close(block.start, number, self._mark)
            self._references.log = None
            return
        if self._start < 0:
            self._start, self._line, self._first = block.start, block.line, number
        if block.end - self._start >= PART:
            self.close(block.end, number + 1)

    def open(self) -> None:
        """Another part may begin."""
        if self._references.log is None:
            self._references.forget()
            self._references.log = []

    def close(self, end: int, number: int, mark: int | None = None) -> None:
        """The open part, if any, ends here, before the event `number`, and with it what it names."""
        log = self._references.log
        if self._start >= 0 and log is not None:
            data, start = self._where.data, self._start
            self.parts.append(
                Part(
                    hash(data[start : start + _HEAD]),
                    hash(data[start:end]),
                    end - start,
                    self._line,
                    data.count(b"\n", start, end),
                    self._first,
                    number - self._first,
                    tuple(log[:mark]),
                )
            )
        self._start = -1
        self._references.log = None

    def keep(self, part: Part, line: int, number: int) -> None:
        """A part was kept, which now begins in `line`, its first event with this number."""
        self.parts.append(part._replace(line=line, first=number))


def said(runs: Iterable[Run], before: bytes, count: int) -> bytearray:
    """Of `count` events, what was said `before` of those that were kept, a byte of each; 0 for the others."""
    found = bytearray(count)
    for run in runs:
        found[run.now : run.now + run.length] = before[run.then : run.then + run.length]
    return found


def without(parts: Iterable[Part], names: bytes | bytearray) -> list[Part]:
    """The parts whose events all have ids that can be told again: see `finish.identify`."""
    return [part for part in parts if names.find(0, part.first, part.first + part.length) < 0]


def fresh(runs: Iterable[Run], count: int) -> list[int]:
    """The numbers of those of `count` events that were not kept."""
    found: list[int] = []
    done = 0
    for run in runs:
        found += range(done, run.now)
        done = run.now + run.length
    return [*found, *range(done, count)]


def order(runs: Sequence[Run], old: Sequence[int], count: int) -> list[int] | None:
    """The numbers of the events that were kept, by date, as they were among all; None where files changed places."""
    if any(one.then > next_.then for one, next_ in pairwise(runs)):
        return None
    now = array("q", [-1]) * count
    for run in runs:
        now[run.then : run.then + run.length] = array("q", range(run.now, run.now + run.length))
    return [number for number in map(now.__getitem__, old) if number >= 0]
