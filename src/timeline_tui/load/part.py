"""Some events of a file, read once and kept as columns; an event itself is read again when it is shown.

Of a hundred thousand events, a user looks at a few hundred. All of them have to be read, for what is wrong in them,
for their ids, dates and words; but what a filter asks for takes less memory than they do, and other processes can make
them, which could not hand over events without making them a second time.

What a part says depends on nothing but its bytes, the registries, and what names mean that stand in no registry. Its
`log` has these: where they mean the same again (`References.agree`), the part is as if it had been read there.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import NamedTuple

from msgspec import Struct

from timeline_tui.columns import ColumnChunk, SearchText, chunk_of
from timeline_tui.load import stretch
from timeline_tui.load.declared import Declared
from timeline_tui.load.decode import Fault
from timeline_tui.load.entries import Registries
from timeline_tui.load.finish import derived
from timeline_tui.load.notes import Note, Noting
from timeline_tui.load.references import References
from timeline_tui.load.resolve import Resolver
from timeline_tui.load.source_context import Tally
from timeline_tui.load.tables import EventTable
from timeline_tui.load.toml_blocks import Block
from timeline_tui.model import Event

_FEWEST = 4
"""Events between two that are read with care that are a part: fewer are sooner read with care as well."""

HEAD = 128
"""Bytes by which a part is looked for."""


class Part(Struct, gc=False, array_like=True):
    """Events that stand one after the other in a file, wherever that is.

    `head` and `whole` are hashes of its first bytes and of all `size` bytes, which have `lines` line ends; the key of
    hashes differs from one run of the program to the next. `begins` says where each event begins, in bytes and lines
    from the beginning of the part, one after the other. `derived` has the ids made for those that are given none, by
    their number, `log` what is named: see `References`. `notes` are the problems in them; `words` may come later.
    """

    head: int
    whole: int
    size: int
    lines: int
    begins: bytes
    derived: dict[int, str]
    log: list[str]
    notes: list[Note]
    sheet: ColumnChunk
    words: SearchText | None = None

    def place(self, number: int) -> tuple[int, int, int]:
        """Where an event begins and ends, and its line, as the part counts them."""
        begins = array("Q", self.begins)
        end = begins[2 * number + 2] if 2 * number + 2 < len(begins) else self.size
        return begins[2 * number], end, begins[2 * number + 1]


class Zones(NamedTuple):
    """The time zones of a file's own times, and of the chronology."""

    floating: tzinfo | None
    line: tzinfo | None


class Maker:
    """Makes parts. What it meets is entered in the `registries`, which therefore must be its own.

    `made`, where it is a list, takes the events of each part.
    """

    def __init__(
        self,
        registries: Registries,
        made: list[Sequence[Event]] | None = None,
        declared: Declared | None = None,
    ) -> None:
        self.references = References(*registries)
        self._resolver = Resolver(self.references)
        self._made = made
        self._declared = declared or {}
        self._noted: defaultdict[str, Tally] = defaultdict(Tally)  # by file

    def parts(self, data: bytes, path: str, zones: Zones) -> Iterator[tuple[int, Part]]:
        """Parts of some lines of a file, which begin with the header of an event, and where in them each begins.

        What is between them has to be read one by one.
        """
        context = Noting(path, data, self._noted[path])
        context.floating, context.line = zones
        context.declared = self._declared
        context.root = (*stretch.EVENTS, 0)
        batch = _Batch()
        log = self._forget()
        for block, table, faults, _ in stretch.pieces(data, 0):
            mark = len(log)
            if table is not None:
                event = self._event(block, table, faults, context)
                if self.references.shifted:  # a part has one meaning for each
                    yield self._part(batch, data, log[:mark])
                    batch, log, mark = _Batch(), self._forget(), 0
                    event = self._event(block, table, faults, context)
                if not context.elsewhere:
                    batch.add(event, block, context.notes)
                    continue
            if len(batch.events) >= _FEWEST:
                yield self._part(batch, data, log[:mark])
            batch = _Batch()
            log = self._forget()
        if batch.events:
            yield self._part(batch, data, log)

    def _event(self, block: Block, table: EventTable, faults: Sequence[Fault], context: Noting) -> Event:
        context.blocks = (block,)
        context.elsewhere = False
        if context.notes:
            context.notes = []
        for fault in faults:
            context.fault(fault)
        return self._resolver.event(table, context)

    def _forget(self) -> list[str]:
        self.references.forget()
        log: list[str] = []
        self.references.log = log
        return log

    def _part(self, batch: _Batch, data: bytes, log: list[str]) -> tuple[int, Part]:
        if self._made is not None:
            self._made.append(batch.events)
        start, line = batch.begins[:2]
        begins = array("Q", batch.begins)
        for n in range(0, len(begins), 2):
            begins[n] -= start
            begins[n + 1] -= line
        notes = [Note(note.line - line, *note[1:]) for note in batch.notes]
        return start, Part(
            hash(data[start : start + HEAD]),
            hash(data[start : batch.end]),
            batch.end - start,
            data.count(b"\n", start, batch.end),
            begins.tobytes(),
            {n: derived(event) for n, event in enumerate(batch.events) if not event.id},
            log,
            notes,
            chunk_of(batch.events),
        )


class _Batch:
    """What will be a part: `begins` are where each event begins, and its line, one after the other."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.begins: list[int] = []
        self.end = 0
        self.notes: list[Note] = []

    def add(self, event: Event, block: Block, notes: Sequence[Note]) -> None:
        """Another event."""
        self.notes += notes
        self.events.append(event)
        self.begins += (block.start, block.line)
        self.end = block.end
