"""The second pass over the files: from what was found to a chronology.

Each event goes from its bytes to the model on its own, so that neither parsed dicts nor tables of all events are
ever in memory together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import tzinfo
from functools import partial
from typing import Any, TypeAlias, TypeVar

from timeline_tui.load import blocks, stretch
from timeline_tui.load.blocks import Group
from timeline_tui.load.check import cross
from timeline_tui.load.codes import problem
from timeline_tui.load.decode import Fault, decode
from timeline_tui.load.entries import Entries, Registries
from timeline_tui.load.finish import identify, in_order, salvaged, so_far
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
    """

    def __init__(self, scan: Scan, tick: Tick, sent: Sent, partly: Partly | None = None) -> None:
        self._scan = scan
        self._tick = tick
        self._sent = sent
        self._partly = partly

    def finish(self) -> Chronology:
        """The chronology of all that was scanned."""
        head = [self._timeline(parsed) for parsed in self._scan.timelines]
        line = next((where.floating for where in self._scan.files if where.floating is not None), None)
        for where in self._scan.files:
            where.line = line
        registries = self._registered().registries()
        whole = partial(self._chronology, head, registries, line)
        events = self._events(Resolver(References(*registries)), whole)
        identify(events, self._report)
        chronology = whole(in_order(events))
        cross(chronology, self._report)
        for where in self._scan.files:
            where.rest()
        return chronology

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
            for n, (at, event) in enumerate(self._events_of(where, resolver)):
                events.append(event)
                if n % _EVERY == 0 and not self._tick(done + at):
                    return events
                if self._partly is not None and len(events) == due:
                    self._partly(whole(so_far(events)))
                    due *= _MORE
            done += len(where.data)
        return events

    def _events_of(self, where: Where, resolver: Resolver) -> Iterator[tuple[int, Event]]:
        """The events of a file, and where they stand in it."""
        for parsed in self._scan.inline.get(where.path, ()):
            parsed.go()
            yield 0, resolver.event(self._decoded(parsed.value, EventTable, where, "events"), where)
        found = self._scan.stretches.get(where.path)
        yield from self._parsed(where.groups if found is None else found.head, where, resolver)
        if found is None:
            return
        for block, table, faults in stretch.merge(where.data, found.begins[0], self._sent(where, found)):
            if table is None:
                yield from self._parsed([(block,)], where, resolver)
            else:
                yield block.start, self._event((block,), table, faults, where, resolver)

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
        where.blocks, where.root = group, ("events", 0)
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
