"""Reads files into one chronology.

Two passes over each file: first everything but events (registries may stand below the events that use
them, and in other files), then each event goes from its bytes to the model on its own, so that neither
parsed dicts nor tables of all events are ever in memory together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import tzinfo
from functools import partial
from typing import Any, NamedTuple, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from timeline_tui.errors import Problem
from timeline_tui.load import blocks, stretch
from timeline_tui.load.ahead import Ahead, begin
from timeline_tui.load.blocks import Group
from timeline_tui.load.check import cross
from timeline_tui.load.codes import problem
from timeline_tui.load.decode import Fault, decode, show
from timeline_tui.load.entries import Entries, Registries
from timeline_tui.load.finish import identify, in_order, kept, salvaged, so_far
from timeline_tui.load.locate import Way
from timeline_tui.load.references import References, extras
from timeline_tui.load.resolve import Resolver
from timeline_tui.load.tables import (
    ROOTS,
    ActorTable,
    EventTable,
    LocationTable,
    SourceTable,
    Table,
    TimelineTable,
    keys,
)
from timeline_tui.load.where import Where
from timeline_tui.load.zones import zone
from timeline_tui.model import Chronology, Event, Origin
from timeline_tui.text import nearest

T = TypeVar("T", bound=Table)
Tick: TypeAlias = Callable[[int], bool]
"""Called now and then with the bytes that are done; says whether to go on."""

_EVERY = 512  # events between two ticks
_FIRST, _MORE = (
    1000,
    4,
)  # how many events are shown while more are read, and how many times more the next time


Partly: TypeAlias = Callable[[Chronology], None]
"""Takes what there is of a chronology while more is read."""


class Parsed(NamedTuple):
    """A table that waits for its turn: its value, and where it stands."""

    where: Where
    group: Group
    way: Way
    value: dict[str, Any]
    salvaged: bool

    def go(self) -> Where:
        """The `Where` of its file, moved to it."""
        where = self.where
        where.blocks, where.root, where.salvaged = self.group, self.way, self.salvaged
        return where


class Loader:
    """One load: `scan` every file, then `finish` once; `close` in the end, whatever came of it."""

    def __init__(self, problems: list[Problem], tick: Tick | None = None) -> None:
        self.problems = problems
        self.partly: Partly | None = None
        self._stretches: dict[str, stretch.Stretch] = {}  # by the path of the file
        self._ahead: dict[str, Ahead] = {}
        self._tick = tick or (lambda _: True)
        self._files: list[Where] = []
        self._inline: dict[str, list[Parsed]] = {}  # events in a file's head, by its path
        self._timelines: list[Parsed] = []
        self._entries: list[Parsed] = []
        self._extra: dict[str, Any] = {}

    # -- first pass: everything but events ---------------------------------------------------------------

    def scan(self, path: str, data: bytes) -> None:
        """Read all of a file but its events."""
        where = Where(path, data, self.problems)
        self._files.append(where)
        before = len(self._timelines)
        for table in blocks.tables(data, self._begin(where), lambda key: key != "events"):
            self._faults(table, where)
            for fault in table.faults:
                self._keep(*kept(fault))
            if table.root:
                for key, value in (table.value or {}).items():
                    self._top(key, value, where, table)
            elif table.value is not None:
                self._top(table.key, [table.value] if table.array else table.value, where, table)
        for again in self._timelines[before + 1 :]:
            again.go().report(
                "second-timeline", "[timeline] stands twice in this file", "put all into the first"
            )

    def _begin(self, where: Where) -> Sequence[Group]:
        """Everything but the stretch of events that is read by itself."""
        found = stretch.find(where.data)
        if found is None:
            return where.groups
        self._stretches[where.path] = found
        ahead = begin(where.path, where.data, found.begins)
        if ahead is not None:
            self._ahead[where.path] = ahead
        return found.head

    def _faults(self, table: blocks.Table, where: Where) -> None:
        where.blocks, where.root, where.salvaged = table.blocks, (), bool(table.faults)
        self.problems.extend(fault.problem(where.path) for fault in table.faults)

    def _top(self, key: str, value: Any, where: Where, table: blocks.Table) -> None:
        """One key of the file's top level."""
        where.root = (key,)
        if key not in ROOTS:
            self._unknown(key, value, where)
        elif key == "timeline":
            if isinstance(value, dict):
                self._timelines.append(Parsed(where, table.blocks, (key,), value, where.salvaged))
            else:
                self._wrong(key, value, where, "[timeline]")
        elif isinstance(value, dict):
            where.report("not-an-array", f"[{key}] is one table", f"write [[{key}]]")
            self._add(Parsed(where, table.blocks, (key,), value, where.salvaged))
        elif isinstance(value, list):
            for n, item in enumerate(value):
                if isinstance(item, dict):
                    self._add(Parsed(where, table.blocks, (key, n), item, where.salvaged))
                else:
                    where.root = (key, n)
                    self._wrong(key, item, where, f"[[{key}]]")
        else:
            self._wrong(key, value, where, f"[[{key}]]")

    def _add(self, parsed: Parsed) -> None:
        if parsed.way[0] == "events":
            self._inline.setdefault(parsed.where.path, []).append(parsed)
        else:
            self._entries.append(parsed)

    def _wrong(self, key: str, value: Any, where: Where, header: str) -> None:
        where.report("wrong-type", f"`{key}` is {show(value)}, not a table", f"write {header}")
        self._keep(key, value)

    def _unknown(self, key: str, value: Any, where: Where) -> None:
        if key not in self._extra:
            is_table = isinstance(value, (list, dict))
            near = nearest(key[:60], tuple(ROOTS))
            hint = f"did you mean `{near}`?" if near else "it is kept"
            if not is_table and key in keys(TimelineTable):
                hint = "write it below [timeline]"
            what = "table" if is_table else "key"
            code = "misspelt-table" if is_table and near else f"unknown-{what}"
            where.report(code, f"unknown {what} {show(key)} at the top level", hint)
        self._keep(key, value)

    def _keep(self, key: str, value: Any) -> None:
        """Nothing a file says is lost: what stands several times becomes a list."""
        if key not in self._extra:
            self._extra[key] = value
            return
        old, new = self._extra[key], value
        self._extra[key] = [
            *(old if isinstance(old, list) else [old]),
            *(new if isinstance(new, list) else [new]),
        ]

    # -- second pass: events -----------------------------------------------------------------------------

    def finish(self) -> Chronology:
        """The chronology of all that was scanned."""
        head = [self._timeline(parsed) for parsed in self._timelines]
        line = next((where.floating for where in self._files if where.floating is not None), None)
        for where in self._files:
            where.line = line
        registries = self._registered().registries()
        whole = partial(self._chronology, head, registries, line)
        events = self._events(Resolver(References(*registries)), whole)
        identify(events, self._report)
        chronology = whole(in_order(events))
        cross(chronology, self._report)
        for where in self._files:
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
            line.key if isinstance(line, ZoneInfo) else "",
            first.lang or "",
            tuple(where.path for where in self._files),
            (*extra, *self._extra.items()),
        )

    def close(self) -> None:
        """Let go of everything, finished or not."""
        for ahead in self._ahead.values():
            ahead.stop()
        self._ahead.clear()

    def _report(self, origin: Origin, code: str, message: str, hint: str, way: Way) -> None:
        """A problem with a table that was read long ago."""
        where = next((where for where in self._files if where.path == origin.path), None)
        if where is not None and where.go(origin.line, ()) and where.blocks[0].path:
            where.root = (where.blocks[0].path[0], *((0,) if where.blocks[0].array else ()))
            where.report(code, message, hint, way)
        else:
            self.problems.append(problem(origin.path, origin.line, 0, code, message, hint))

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
        for parsed in self._entries:
            where, name = parsed.go(), parsed.way[0]
            if name == "actors":
                entries.actor(self._decoded(parsed.value, ActorTable, where, name), where)
            elif name == "locations":
                entries.location(self._decoded(parsed.value, LocationTable, where, name), where)
            else:
                entries.source(self._decoded(parsed.value, SourceTable, where, "sources"), where)
        self._entries.clear()
        for key, value in entries.lost:
            self._keep(key, [value])
        return entries

    def _events(self, resolver: Resolver, whole: Callable[[tuple[Event, ...]], Chronology]) -> list[Event]:
        events: list[Event] = []
        done, due = 0, _FIRST
        for where in self._files:
            for n, (at, event) in enumerate(self._events_of(where, resolver)):
                events.append(event)
                if n % _EVERY == 0 and not self._tick(done + at):
                    return events
                if self.partly is not None and len(events) == due:
                    self.partly(whole(so_far(events)))
                    due *= _MORE
            done += len(where.data)
        return events

    def _events_of(self, where: Where, resolver: Resolver) -> Iterator[tuple[int, Event]]:
        """The events of a file, and where they stand in it."""
        for parsed in self._inline.get(where.path, ()):
            parsed.go()
            yield 0, resolver.event(self._decoded(parsed.value, EventTable, where, "events"), where)
        found = self._stretches.get(where.path)
        yield from self._parsed(where.groups if found is None else found.head, where, resolver)
        if found is None:
            return
        for block, table, faults in self._ready(where, found.begins):
            if table is None:
                yield from self._parsed([(block,)], where, resolver)
            else:
                yield block.start, self._event((block,), table, faults, where, resolver)

    def _ready(self, where: Where, begins: list[int]) -> Iterator[stretch.Ready]:
        """The events of the stretch: from who reads ahead, and what is left then by oneself."""
        at = begins[0]
        ahead = self._ahead.get(where.path)
        for part in ahead.parts() if ahead else ():
            yield from part.events
            at = part.end
        ends = [*begins[1:], len(where.data)]
        for part in stretch.read(where.data, [(at, end) for end in ends if end > at]):
            yield from part.events

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
        self._faults(table, where)
        where.root = ("events", 0) if table.array else ("events",)
        if not table.array and not table.faults:
            where.report("not-an-array", "[events] is one table", "write [[events]]")
        value = table.value if table.value is not None else {}
        struct = self._decoded(value, EventTable, where, "events")
        event = resolver.event(struct, where)
        where.salvaged = False
        return salvaged(event, table.faults, not table.value)
