"""The second pass over the files: from what was found to a chronology."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import tzinfo
from functools import partial
from typing import Any, TypeAlias, TypeVar

from msgspec.structs import replace

from timeline_tui.errors import Hint, hint_text
from timeline_tui.load import again, stretch, toml_blocks
from timeline_tui.load.again import Finder, Memory, Pages
from timeline_tui.load.check import Report, cross
from timeline_tui.load.declared import Declared, declared
from timeline_tui.load.decode import Fault, decode
from timeline_tui.load.entries import Entries, Registries
from timeline_tui.load.finish import kept, salvaged
from timeline_tui.load.formats import Reader
from timeline_tui.load.gathered import Gathered
from timeline_tui.load.part import Maker, Part, Zones
from timeline_tui.load.positions import KeyPath
from timeline_tui.load.references import References, extras
from timeline_tui.load.resolve import Resolver
from timeline_tui.load.rules import problem
from timeline_tui.load.scan import Parsed, Scan
from timeline_tui.load.shelf import Reader as ShelfReader
from timeline_tui.load.source_context import SourceContext
from timeline_tui.load.tables import (
    ActorTable,
    EventTable,
    LocationTable,
    SourceTable,
    Table,
    TimelineTable,
)
from timeline_tui.load.toml_blocks import Group
from timeline_tui.load.zones import zone
from timeline_tui.model import Chronology, Event, Origin

T = TypeVar("T", bound=Table)

_EVERY = 512  # events between two ticks, of those that are read one by one
_FIRST, _MORE = 1000, 12  # how many events are enough to show some, and how many times more the next time

Tick: TypeAlias = Callable[[int], bool]
"""Called now and then with the bytes that are done; says whether to go on."""
Partly: TypeAlias = Callable[[Chronology], None]
"""Takes what there is of a chronology while more is read."""
Sent: TypeAlias = Callable[
    [Registries, Mapping[str, Zones], SourceContext, int], Iterator[tuple[int, Part]] | None
]
"""Takes what is needed to read parts, the file, and where its stretch begins. Gives the parts that others have read, in
order, and where each begins; None where there are no others."""


Whole: TypeAlias = Callable[[Report], tuple[Chronology, Sequence[int]]]
"""Gives what there is of a chronology, and the numbers of its events by date; reports what is wrong with it."""


class Stopped(Exception):  # noqa: N818 (nothing has gone wrong)
    """Loading was cancelled."""


class Loader:
    """Makes the chronology of what a `Scan` has found, once.

    `sent` gives the parts that others read; `partly` takes what there is of the chronology on the way. `earlier` is
    what a load remembers, of perhaps the same files: what stands there already is not read again. `memory` is what this
    one remembers, once it has come to its end.
    """

    def __init__(
        self,
        scan: Scan,
        tick: Tick,
        sent: Sent,
        partly: Partly | None = None,
        earlier: Memory | None = None,
    ) -> None:
        self._scan = scan
        self._tick = tick
        self._sent = sent
        self._partly = partly
        self._earlier = earlier
        self._gathered = Gathered()
        self._kept: dict[str, list[tuple[Part, int]]] = {}
        self._maker: Maker | None = None
        self._due = _FIRST
        self._done = 0  # bytes of the files before
        self.memory: Memory | None = None
        self.reader: ShelfReader | None = None

    def finish(self) -> Chronology:
        """The chronology of all that was scanned."""
        files = self._scan.files
        head = [self._timeline(parsed) for parsed in self._scan.timelines]
        line = next((context.floating for context in files if context.floating is not None), None)
        own = declared(self._scan.schemas)
        for context in files:
            context.line, context.declared = line, own
        registries = self._registered().registries()
        known = (*again.registered(registries), own)
        if self._earlier is not None and known != self._earlier.registered:
            self._earlier = None
        if self._earlier is not None:
            self._gathered = Gathered(self._earlier.order)
        zones = {context.path: Zones(context.floating, context.line) for context in files}
        references = References(*registries)
        self.reader = reader = ShelfReader(
            {context.path: context.data for context in files}, zones, references
        )
        whole = partial(self._chronology, head, registries, line, reader, own)
        try:
            self._read(registries, zones, references, whole)
        except Stopped:
            return whole(self._report)[0]
        chronology, order = whole(self._report)
        chronology = replace(chronology, spellings=references.spellings())
        cross(chronology, self._report)
        for context in files:
            context.rest()
        pages = {path: Pages(zones[path], parts) for path, parts in self._kept.items()}
        stretches = self._scan.stretches
        texts = {w.path: stretch.Known(w.data, stretches[w.path].begin) for w in files if w.path in stretches}
        self.memory = Memory(known, pages, texts, order)
        return chronology

    def _chronology(
        self,
        head: Sequence[TimelineTable],
        registries: Registries,
        line: tzinfo | None,
        reader: ShelfReader,
        own: Declared,
        report: Report,
    ) -> tuple[Chronology, Sequence[int]]:
        first = _speaker(head, self._scan.timelines)
        extra = [pair for table in head for pair in extras(table)]
        shelf = self._gathered.shelf(reader, report)
        chronology = Chronology(
            shelf,
            # Copies, for events that are still to come may mention more.
            dict(registries.actors.by_id),
            dict(registries.locations.by_id),
            dict(registries.sources.by_id),
            first.title or "",
            first.summary or "",
            getattr(line, "key", ""),
            first.lang or "",
            tuple(context.path for context in self._scan.files),
            (*extra, *self._scan.extra.items()),
            own,
        )
        return chronology, shelf.order

    def _report(self, origin: Origin, code: str, message: str, hint: Hint, way: KeyPath) -> None:
        """A problem with a table that was read long ago."""
        context = next((context for context in self._scan.files if context.path == origin.path), None)
        if context is not None and context.go(origin.line, ()) and context.blocks[0].path:
            context.root = (context.blocks[0].path[0], *((0,) if context.blocks[0].array else ()))
            context.report(code, message, hint, way)
        elif context is None or context.lists(code, way):
            self._scan.problems.append(problem(origin.path, origin.line, 0, code, message, hint_text(hint)))

    def _decoded(self, value: dict[str, Any], table: type[T], context: SourceContext, name: str) -> T:
        struct, faults = decode(value, table, name)
        for fault in faults:
            context.fault(fault)
        return struct

    def _timeline(self, parsed: Parsed) -> TimelineTable:
        context = parsed.go()
        table = self._decoded(parsed.value, TimelineTable, context, "timeline")
        if context.floating is None:
            context.floating = zone(table.timezone, context)
        return table

    def _registered(self) -> Entries:
        entries = Entries()
        for parsed in self._scan.entries:
            context, name = parsed.go(), parsed.way[0]
            if name == "actors":
                entries.actor(self._decoded(parsed.value, ActorTable, context, name), context)
            elif name == "locations":
                entries.location(self._decoded(parsed.value, LocationTable, context, name), context)
            else:
                entries.source(self._decoded(parsed.value, SourceTable, context, "sources"), context)
        self._scan.entries.clear()
        for key, value in entries.lost:
            self._scan.keep(key, [value])
        return entries

    # -- events ---------------------------------------------------------------------------------------------

    def _read(
        self, registries: Registries, zones: Mapping[str, Zones], references: References, whole: Whole
    ) -> None:
        """Gathers the events of all files. Raises Stopped."""
        resolver = Resolver(references)
        own = registries.copy()  # as they are before any event was read
        for context in self._scan.files:
            for parsed in self._scan.inline.get(context.path, ()):
                parsed.go()
                table = self._decoded(parsed.value, EventTable, context, "events")
                self._gathered.add([resolver.event(table, context)])
            found = self._scan.stretches.get(context.path)
            if context.reader is not None:
                head = self._recorded(context.reader, context, registries, resolver)
            else:
                head = self._parsed(context.groups if found is None else found.head, context, resolver)
            for n, (at, event) in enumerate(head):
                self._gathered.add([event])
                if n % _EVERY == 0:
                    self._go_on(at, whole)
            if found is not None:
                reader = stretch.Reader(context.data, found.begin)
                parts = self._parts(context, reader, own, zones)
                self._stretch(context, reader, parts, references, resolver, whole)
            left_out = context.unread.fault()
            if left_out is not None:
                self._scan.problems.append(left_out.problem(context.path))
                self._scan.keep(*kept(left_out))
            self._done += len(context.data)

    def _go_on(self, at: int, whole: Whole) -> None:
        """Between two events of a file, at `at`."""
        if not self._tick(self._done + at):
            raise Stopped
        if self._partly is not None and len(self._gathered) >= self._due:
            self._partly(whole(_say_nothing)[0])
            self._due *= _MORE

    def _stretch(
        self,
        context: SourceContext,
        reader: stretch.Reader,
        parts: Iterable[tuple[int, Part | None, int | None]],
        references: References,
        resolver: Resolver,
        whole: Whole,
    ) -> None:
        """The events of a stretch: `parts`, as far as they fit and mean the same here, the others read one by one."""

        def with_care(stop: int) -> None:
            for n, ready in enumerate(reader.read(stop)):
                self._gathered.add(self._ready(ready, context, resolver))
                if n % _EVERY == _EVERY - 1:
                    self._go_on(reader.at, whole)

        kept = self._kept.setdefault(context.path, [])
        for start, part, then in parts:
            with_care(start)
            fits = part is not None and start == reader.at and context.can_report(part.notes)
            if part is not None and fits and references.agree(part.log):
                context.report_notes(part.notes, reader.line)
                kept.append((part, len(self._gathered)))
                self._gathered.keep(part, context.path, start, reader.line, then)
                reader.skip(part.size, part.lines)
            elif part is not None:
                with_care(start + part.size)
            self._go_on(reader.at, whole)
        with_care(len(context.data))

    def _parts(
        self,
        context: SourceContext,
        reader: stretch.Reader,
        registries: Registries,
        zones: Mapping[str, Zones],
    ) -> Iterable[tuple[int, Part | None, int | None]]:
        """The parts of a stretch that others read, are remembered, or are read here.

        Each with where it begins, and the number of its first event in the earlier load, if it was there.
        """
        if self._earlier is None:
            sent = self._sent(registries, zones, context, reader.at)
            if sent is not None:
                return ((at, part if _is_of(part, context.data, at) else None, None) for at, part in sent)
        finder = self._earlier.finder(context) if self._earlier is not None else None
        if self._maker is None:
            # One for all files: registries may be large, and files many.
            self._maker = Maker(registries.copy(), declared=context.declared)
        return _made(context, reader, finder or Finder(()), self._maker, zones[context.path])

    def _ready(self, ready: stretch.Ready, context: SourceContext, resolver: Resolver) -> Iterable[Event]:
        """The event that was read, or those that are to be read with care."""
        if ready.refused and not context.unread.recoverable:
            context.unread.recover((ready.block,))
            return ()
        if ready.table is None:
            return [event for _, event in self._parsed([(ready.block,)], context, resolver)]
        return (self._event((ready.block,), ready.table, ready.faults, context, resolver),)

    def _parsed(
        self, groups: Sequence[Group], context: SourceContext, resolver: Resolver
    ) -> Iterator[tuple[int, Event]]:
        """The events among these blocks."""
        for table in toml_blocks.tables(context.data, groups, lambda key: key == "events", context.unread):
            yield table.blocks[0].start, self._decoded_event(table, context, resolver)

    def _recorded(
        self, reader: Reader, context: SourceContext, registries: Registries, resolver: Resolver
    ) -> Iterator[tuple[int, Event]]:
        """The events of a file that is not TOML."""
        context.groups = groups = []
        for table in reader.tables(context.data):
            if table.key == "events":
                groups.append(table.blocks)
                yield table.blocks[0].start, self._decoded_event(table, context, resolver)
            elif table.value is not None:
                registries.imply(table.key, table.value)
            else:
                context.take(table)
                for fault in table.faults:
                    if fault.text:  # else all that it is about is kept elsewhere
                        self._scan.keep(*kept(fault))

    def _decoded_event(self, table: toml_blocks.Table, context: SourceContext, resolver: Resolver) -> Event:
        if table.faults or not table.array or table.value is None:
            return self._faulty(table, context, resolver)
        struct, faults = decode(table.value, EventTable, "events")
        return self._event(table.blocks, struct, faults, context, resolver)

    def _event(
        self,
        group: Group,
        table: EventTable,
        faults: Sequence[Fault],
        context: SourceContext,
        resolver: Resolver,
    ) -> Event:
        context.blocks, context.root, context.salvaged = group, ("events", 0), False
        for fault in faults:
            context.fault(fault)
        return resolver.event(table, context)

    def _faulty(self, table: toml_blocks.Table, context: SourceContext, resolver: Resolver) -> Event:
        """An event of which some statement cannot be read, or that is written `[events]`."""
        context.take(table)
        context.root = ("events", 0) if table.array else ("events",)
        if not table.array and not table.faults:
            context.report("not-an-array", "[events] is one table", "write [[events]]")
        value = table.value if table.value is not None else {}
        struct = self._decoded(value, EventTable, context, "events")
        event = resolver.event(struct, context)
        context.salvaged = False
        return salvaged(event, table.faults, not table.value)


def _speaker(head: Sequence[TimelineTable], parsed: Sequence[Parsed]) -> TimelineTable:
    """The `[timeline]` whose title, summary and language are those of the chronology.

    That of a file without events, else the first; where those of several files have different titles, none of them is
    the title of all.
    """
    for table, found in zip(head, parsed, strict=True):
        if len(head) > 1 and b"[[events" not in found.context.data:
            return table
    first = head[0] if head else TimelineTable()
    if len({table.title for table in head if table.title}) > 1:
        return TimelineTable(lang=first.lang)
    return next((table for table in head if table.title), first)


def _made(
    context: SourceContext, reader: stretch.Reader, finder: Finder, maker: Maker, zones: Zones
) -> Iterator[tuple[int, Part | None, int | None]]:
    """The parts from where the reader is: those that are found again, and between them new ones."""
    data = context.data
    found: tuple[int, Part, int] | None = None
    while reader.at < len(data):
        at = reader.at
        if found is None or found[0] != at:
            part = finder.find(data, at)
            found = None if part is None else (at, *part)
        if found is not None:
            yield found
            found = None
            continue
        stop = at
        while stop < len(data) and stop - at < stretch.PART and found is None:
            stop = stretch.next_event(data, stop)
            part = finder.find(data, stop)
            found = None if part is None else (stop, *part)
        for start, new in maker.parts(data[at:stop], context.path, zones):
            yield at + start, new, None
        yield stop, None, None


def _is_of(part: Part, data: bytes, start: int) -> bool:
    """Whether a part was made of these very bytes: others read the file anew, and it may have changed since."""
    return hash(data[start : start + part.size]) == part.whole


def _say_nothing(origin: Origin, code: str, message: str, hint: Hint, way: KeyPath) -> None:
    """Of a part of a chronology nothing is said yet."""
