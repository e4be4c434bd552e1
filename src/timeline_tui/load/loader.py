"""The second pass over the files: from what was found to a chronology.

Each event goes from its bytes to the model on its own, so that neither parsed dicts nor tables of all events are
ever in memory together.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import tzinfo
from functools import partial
from typing import Any, TypeAlias, TypeVar

from timeline_tui.load import again, blocks, stretch
from timeline_tui.load.again import Finder, Memory, Pages, Recorder, Run
from timeline_tui.load.blocks import Group
from timeline_tui.load.check import cross, refers
from timeline_tui.load.codes import problem
from timeline_tui.load.decode import Fault, decode
from timeline_tui.load.entries import Entries, Registries
from timeline_tui.load.finish import identify, in_order, insert, salvaged, so_far
from timeline_tui.load.locate import Way
from timeline_tui.load.references import References, extras
from timeline_tui.load.resolve import Resolver
from timeline_tui.load.scan import Parsed, Scan
from timeline_tui.load.tables import (
    ActorTable,
    EventTable,
    LocationTable,
    SourceTable,
    Table,
    TimelineTable,
)
from timeline_tui.load.where import Where
from timeline_tui.load.zones import zone
from timeline_tui.model import Chronology, Event, Origin

T = TypeVar("T", bound=Table)
Tick: TypeAlias = Callable[[int], bool]
"""Called now and then with the bytes that are done; says whether to go on."""

_EVERY = 512  # events between two ticks
_FIRST, _MORE = 1000, 12  # how many events are enough to show some, and how many times more the next time

Partly: TypeAlias = Callable[[Chronology], None]
"""Takes what there is of a chronology while more is read."""


Sent: TypeAlias = Callable[[Where, stretch.Stretch], Iterable[stretch.Ready]]


class Loader:
    """Makes the chronology of what a `Scan` has found, once.

    `sent` gives what others have read of a stretch; `partly` takes what there is of the chronology on the way.
    `earlier` is what a load remembers, of perhaps the same files: what stands there already is not read again. Then,
    and with `remember`, `memory` is what this load remembers, once it has come to its end.
    """

    def __init__(
        self,
        scan: Scan,
        tick: Tick,
        sent: Sent,
        partly: Partly | None = None,
        earlier: Memory | None = None,
        remember: bool = False,
    ) -> None:
        self._scan = scan
        self._tick = tick
        self._sent = sent
        self._partly = partly
        self._earlier = earlier
        self._remember = remember
        self._recorders: list[tuple[Where, Recorder]] = []
        self._runs: list[Run] = []
        self._stopped = False
        self.memory: Memory | None = None
        self.fresh: Sequence[int] | None = None

    def finish(self) -> Chronology:
        """The chronology of all that was scanned."""
        head = [self._timeline(parsed) for parsed in self._scan.timelines]
        line = next((where.floating for where in self._scan.files if where.floating is not None), None)
        for where in self._scan.files:
            where.line = line
        registries = self._registered().registries()
        known = again.registered(registries)
        if self._earlier is not None and known != self._earlier.registered:
            self._earlier = None
        whole = partial(self._chronology, head, registries, line)
        events = self._events(Resolver(References(*registries)), whole)
        fresh = again.fresh(self._runs, len(events))
        earlier = self._earlier or again.NOTHING
        kept = again.said(self._runs, earlier.names, len(events))
        names, ids = identify(events, self._report, kept)
        referring = again.said(self._runs, earlier.referring, len(events))
        for number in fresh:
            referring[number] = refers(events[number])
        order = self._order(events, fresh)
        chronology = whole(tuple([events[number] for number in order]))
        cross(chronology, ids, [events[number] for number in order if referring[number]], self._report)
        for where in self._scan.files:
            where.rest()
        if self._earlier is not None:
            self.fresh = [place for place, number in enumerate(order) if not kept[number]]
        if self._remember and not self._stopped:
            files = {
                where.path: Pages((where.floating, where.line), again.without(recorder.parts, names))
                for where, recorder in self._recorders
            }
            self.memory = Memory(known, files, events, bytes(names), bytes(referring), array("L", order))
        return chronology

    def _order(self, events: Sequence[Event], fresh: Sequence[int]) -> Sequence[int]:
        """The numbers of the events by date."""
        known = None
        if self._earlier is not None:
            known = again.order(self._runs, self._earlier.order, len(self._earlier.events))
        return insert(events, known, fresh) if known else in_order(events)

    def _chronology(
        self,
        head: Sequence[TimelineTable],
        registries: Registries,
        line: tzinfo | None,
        events: tuple[Event, ...],
    ) -> Chronology:
        first = head[0] if head else TimelineTable()
        extra = [pair for table in head for pair in extras(table)]
        return Chronology(
            events,
            # Copies, for events that are still to come may mention more.
            dict(registries.actors.by_id),
            dict(registries.locations.by_id),
            dict(registries.sources.by_id),
            first.title or "",
            first.summary or "",
            getattr(line, "key", ""),
            first.lang or "",
            tuple(where.path for where in self._scan.files),
            (*extra, *self._scan.extra.items()),
        )

    def _report(self, origin: Origin, code: str, message: str, hint: str, way: Way) -> None:
        """A problem with a table that was read long ago."""
        where = next((where for where in self._scan.files if where.path == origin.path), None)
        if where is not None and where.go(origin.line, ()) and where.blocks[0].path:
            where.root = (where.blocks[0].path[0], *((0,) if where.blocks[0].array else ()))
            where.report(code, message, hint, way)
        else:
            self._scan.problems.append(problem(origin.path, origin.line, 0, code, message, hint))

    def _decoded(self, value: dict[str, Any], table: type[T], where: Where, name: str) -> T:
        struct, faults = decode(value, table, name)
        for fault in faults:
            where.report(fault.code, fault.message, fault.hint, fault.path)
        return struct

    def _timeline(self, parsed: Parsed) -> TimelineTable:
        where = parsed.go()
        table = self._decoded(parsed.value, TimelineTable, where, "timeline")
        if where.floating is None:
            where.floating = zone(table.timezone, where)
        return table

    def _registered(self) -> Entries:
        entries = Entries()
        for parsed in self._scan.entries:
            where, name = parsed.go(), parsed.way[0]
            if name == "actors":
                entries.actor(self._decoded(parsed.value, ActorTable, where, name), where)
            elif name == "locations":
                entries.location(self._decoded(parsed.value, LocationTable, where, name), where)
            else:
                entries.source(self._decoded(parsed.value, SourceTable, where, "sources"), where)
        self._scan.entries.clear()
        for key, value in entries.lost:
            self._scan.keep(key, [value])
        return entries

    def _events(self, resolver: Resolver, whole: Callable[[tuple[Event, ...]], Chronology]) -> list[Event]:
        events: list[Event] = []
        done, due = 0, _FIRST
        for where in self._scan.files:
            for n, at in enumerate(self._events_of(where, resolver, events)):
                if n % _EVERY == 0 and not self._tick(done + at):
                    self._stopped = True
                    return events
                if self._partly is not None and len(events) >= due:
                    self._partly(whole(so_far(events)))
                    due *= _MORE
            done += len(where.data)
        return events

    def _events_of(self, where: Where, resolver: Resolver, events: list[Event]) -> Iterator[int]:
        """Adds the events of a file; goes on from each, or from many at once. Yields where they stand in it."""
        for parsed in self._scan.inline.get(where.path, ()):
            parsed.go()
            events.append(resolver.event(self._decoded(parsed.value, EventTable, where, "events"), where))
            yield 0
        found = self._scan.stretches.get(where.path)
        for at, event in self._parsed(where.groups if found is None else found.head, where, resolver):
            events.append(event)
            yield at
        if found is not None and self._remember:
            yield from self._remembered(where, found, resolver, events)
        elif found is not None:
            for ready in stretch.merge(where.data, found.begins[0], self._sent(where, found)):
                events += self._ready(ready, where, resolver)
                yield ready.block.start

    def _remembered(
        self, where: Where, found: stretch.Stretch, resolver: Resolver, events: list[Event]
    ) -> Iterator[int]:
        """The same for a stretch that is to be remembered, or was."""
        recorder = Recorder(where, resolver.references)
        self._recorders.append((where, recorder))
        finder = self._earlier.finder(where) if self._earlier is not None else None
        for ready in self._stretch(where, found, finder, recorder, resolver.references, events):
            recorder.open()
            recorder.before()
            made = self._ready(ready, where, resolver)
            recorder.add(ready.block, len(events), ready.table is not None)
            events += made
            yield ready.block.start
        recorder.close(len(where.data), len(events))

    def _stretch(
        self,
        where: Where,
        found: stretch.Stretch,
        finder: Finder | None,
        recorder: Recorder,
        references: References,
        events: list[Event],
    ) -> Iterator[stretch.Ready]:
        """The events of a stretch that are not among those that were read before; these it adds on the way."""
        if finder is None or self._earlier is None:
            yield from stretch.merge(where.data, found.begins[0], self._sent(where, found))
            return
        reader = stretch.Reader(where.data, found.begins[0])
        while reader.at < len(where.data):
            part = finder.find(where.data, reader.at)
            if part is not None:
                recorder.close(reader.at, len(events))
                if references.agree(part.log):
                    recorder.keep(part, reader.line, len(events))
                    self._runs.append(Run(len(events), part.first, part.length))
                    events += self._earlier.kept(part, where.path, reader.line)
                    reader.skip(part.size, part.lines)
                    continue
            yield from reader.read(reader.at + 1)

    def _ready(self, ready: stretch.Ready, where: Where, resolver: Resolver) -> Iterable[Event]:
        """The event that was read, or those that are to be read with care."""
        if ready.table is None:
            return [event for _, event in self._parsed([(ready.block,)], where, resolver)]
        return (self._event((ready.block,), ready.table, ready.faults, where, resolver),)

    def _parsed(
        self, groups: Sequence[Group], where: Where, resolver: Resolver
    ) -> Iterator[tuple[int, Event]]:
        """The events among these blocks."""
        for table in blocks.tables(where.data, groups, lambda key: key == "events"):
            at = table.blocks[0].start
            if table.faults or not table.array:
                yield at, self._faulty(table, where, resolver)
            else:
                assert table.value is not None
                struct, faults = decode(table.value, EventTable, "events")
                yield at, self._event(table.blocks, struct, faults, where, resolver)

    def _event(
        self, group: Group, table: EventTable, faults: Sequence[Fault], where: Where, resolver: Resolver
    ) -> Event:
        where.blocks, where.root, where.salvaged = group, ("events", 0), False
        for fault in faults:
            where.report(fault.code, fault.message, fault.hint, fault.path)
        return resolver.event(table, where)

    def _faulty(self, table: blocks.Table, where: Where, resolver: Resolver) -> Event:
        """An event of which some statement cannot be read, or that is written `[events]`."""
        where.take(table)
        where.root = ("events", 0) if table.array else ("events",)
        if not table.array and not table.faults:
            where.report("not-an-array", "[events] is one table", "write [[events]]")
        value = table.value if table.value is not None else {}
        struct = self._decoded(value, EventTable, where, "events")
        event = resolver.event(struct, where)
        where.salvaged = False
        return salvaged(event, table.faults, not table.value)
