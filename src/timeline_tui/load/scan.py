"""The first pass over the files: everything but the events.

Registries may stand below the events that use them, and in other files; so nothing can be made of an event before
all files were looked through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from timeline_tui.errors import Problem
from timeline_tui.load import stretch, toml_blocks
from timeline_tui.load.decode import show
from timeline_tui.load.finish import kept
from timeline_tui.load.formats import reader_for
from timeline_tui.load.positions import Way
from timeline_tui.load.source_context import Where
from timeline_tui.load.stretch import Known
from timeline_tui.load.tables import ROOTS, TimelineTable, keys
from timeline_tui.load.toml_blocks import Group
from timeline_tui.suggest import nearest


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


class Scan:
    """What was found in the files that were `add`ed.

    `inline` holds the events in a file's head, `stretches` where those are that are read by themselves, both by the
    path of the file. `extra` is what nobody knows at the top level. `known` are files as they were before.
    """

    def __init__(self, problems: list[Problem], known: Mapping[str, Known] | None = None) -> None:
        self.problems = problems
        self._known = known or {}
        self.files: list[Where] = []
        self.timelines: list[Parsed] = []
        self.schemas: list[Parsed] = []
        self.entries: list[Parsed] = []
        self.inline: dict[str, list[Parsed]] = {}
        self.stretches: dict[str, stretch.Stretch] = {}
        self.extra: dict[str, Any] = {}
        self._several: set[str] = set()

    def add(self, path: str, data: bytes) -> None:
        """Read all of a file but its events."""
        where = Where(path, data, self.problems, reader_for(path, data))
        self.files.append(where)
        if where.reader is not None:
            return  # the loader reads such a file in one pass
        before = len(self.timelines)
        for table in toml_blocks.tables(data, self._begin(where), lambda key: key != "events", where.unread):
            where.take(table)
            for fault in table.faults:
                self.keep(*kept(fault))
            if table.root:
                for key, value in (table.value or {}).items():
                    self._top(key, value, where, table)
            elif table.value is not None:
                self._top(table.key, [table.value] if table.array else table.value, where, table)
        for again in self.timelines[before + 1 :]:
            again.go().report(
                "second-timeline", "[timeline] stands twice in this file", "put all into the first"
            )

    def _begin(self, where: Where) -> Sequence[Group]:
        """Everything but the stretch of events that is read by itself."""
        known = self._known.get(where.path)
        found = stretch.find_again(where.data, known) if known is not None else None
        found = found or stretch.find(where.data)
        if found is None:
            return where.groups
        self.stretches[where.path] = found
        return found.head

    def _top(self, key: str, value: Any, where: Where, table: toml_blocks.Table) -> None:
        """One key of the file's top level."""
        where.root = (key,)
        if key == "schema":
            if isinstance(value, dict):
                self.schemas.append(Parsed(where, table.blocks, (key,), value, where.salvaged))
            else:
                self._wrong(key, value, where, "[schema.events]")
        elif key not in ROOTS:
            self._unknown(key, value, where)
        elif key == "timeline":
            if isinstance(value, dict):
                self.timelines.append(Parsed(where, table.blocks, (key,), value, where.salvaged))
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
            self.inline.setdefault(parsed.where.path, []).append(parsed)
        else:
            self.entries.append(parsed)

    def _wrong(self, key: str, value: Any, where: Where, header: str) -> None:
        where.report("wrong-type", f"`{key}` is {show(value)}, not a table", f"write {header}")
        self.keep(key, value)

    def _unknown(self, key: str, value: Any, where: Where) -> None:
        if key not in self.extra:
            is_table = isinstance(value, (list, dict))
            near = nearest(key, tuple(ROOTS))
            hint = f"did you mean `{near}`?" if near else "it is kept"
            if not is_table and key in keys(TimelineTable):
                hint = "write it below [timeline]"
            what = "table" if is_table else "key"
            code = "misspelt-table" if is_table and near else f"unknown-{what}"
            where.report(code, f"unknown {what} {show(key)} at the top level", hint)
        self.keep(key, value)

    def keep(self, key: str, value: Any) -> None:
        """Nothing a file says is lost: what stands several times becomes a list."""
        if key not in self.extra:
            self.extra[key] = value
            return
        if key not in self._several:  # from now on a list of our own, which grows
            old = self.extra[key]
            self.extra[key] = list(old) if isinstance(old, list) else [old]
            self._several.add(key)
        self.extra[key] += value if isinstance(value, list) else [value]
