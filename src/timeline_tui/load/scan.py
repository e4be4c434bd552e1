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
from timeline_tui.load.positions import KeyPath
from timeline_tui.load.source_context import SourceContext
from timeline_tui.load.stretch import Known
from timeline_tui.load.tables import ROOTS, TimelineTable, keys
from timeline_tui.load.toml_blocks import Group
from timeline_tui.suggest import nearest


class Parsed(NamedTuple):
    """A table that waits for its turn: its value, and where it stands."""

    context: SourceContext
    group: Group
    way: KeyPath
    value: dict[str, Any]
    salvaged: bool

    def go(self) -> SourceContext:
        """The `SourceContext` of its file, moved to it."""
        context = self.context
        context.blocks, context.root, context.salvaged = self.group, self.way, self.salvaged
        return context


class Scan:
    """What was found in the files that were `add`ed.

    `inline` holds the events in a file's head, `stretches` where those are that are read by themselves, both by the
    path of the file. `extra` has the unknown keys of the top level. `known` are files as they were before.
    """

    def __init__(self, problems: list[Problem], known: Mapping[str, Known] | None = None) -> None:
        self.problems = problems
        self._known = known or {}
        self.files: list[SourceContext] = []
        self.timelines: list[Parsed] = []
        self.schemas: list[Parsed] = []
        self.entries: list[Parsed] = []
        self.inline: dict[str, list[Parsed]] = {}
        self.stretches: dict[str, stretch.Stretch] = {}
        self.extra: dict[str, Any] = {}
        self._several: set[str] = set()

    def add(self, path: str, data: bytes) -> None:
        """Read all of a file but its events."""
        context = SourceContext(path, data, self.problems, reader_for(path, data))
        self.files.append(context)
        if context.reader is not None:
            return  # the loader reads such a file in one pass
        before = len(self.timelines)
        for table in toml_blocks.tables(
            data, self._begin(context), lambda key: key != "events", context.unread
        ):
            context.take(table)
            for fault in table.faults:
                self.keep(*kept(fault))
            if table.root:
                for key, value in (table.value or {}).items():
                    self._top(key, value, context, table)
            elif table.value is not None:
                self._top(table.key, [table.value] if table.array else table.value, context, table)
        for repeated in self.timelines[before + 1 :]:
            repeated.go().report(
                "second-timeline", "[timeline] stands twice in this file", "put all into the first"
            )

    def _begin(self, context: SourceContext) -> Sequence[Group]:
        """Everything but the stretch of events that is read by itself."""
        known = self._known.get(context.path)
        found = stretch.find_known(context.data, known) if known is not None else None
        found = found or stretch.find(context.data)
        if found is None:
            return context.groups
        self.stretches[context.path] = found
        return found.head

    def _top(self, key: str, value: Any, context: SourceContext, table: toml_blocks.Table) -> None:
        """One key of the file's top level."""
        context.root = (key,)
        if key == "schema":
            if isinstance(value, dict):
                self.schemas.append(Parsed(context, table.blocks, (key,), value, context.salvaged))
            else:
                self._wrong(key, value, context, "[schema.events]")
        elif key not in ROOTS:
            self._unknown(key, value, context)
        elif key == "timeline":
            if isinstance(value, dict):
                self.timelines.append(Parsed(context, table.blocks, (key,), value, context.salvaged))
            else:
                self._wrong(key, value, context, "[timeline]")
        elif isinstance(value, dict):
            context.report("not-an-array", f"[{key}] is one table", f"write [[{key}]]")
            self._add(Parsed(context, table.blocks, (key,), value, context.salvaged))
        elif isinstance(value, list):
            for n, item in enumerate(value):
                if isinstance(item, dict):
                    self._add(Parsed(context, table.blocks, (key, n), item, context.salvaged))
                else:
                    context.root = (key, n)
                    self._wrong(key, item, context, f"[[{key}]]")
        else:
            self._wrong(key, value, context, f"[[{key}]]")

    def _add(self, parsed: Parsed) -> None:
        if parsed.way[0] == "events":
            self.inline.setdefault(parsed.context.path, []).append(parsed)
        else:
            self.entries.append(parsed)

    def _wrong(self, key: str, value: Any, context: SourceContext, header: str) -> None:
        context.report("wrong-type", f"`{key}` is {show(value)}, not a table", f"write {header}")
        self.keep(key, value)

    def _unknown(self, key: str, value: Any, context: SourceContext) -> None:
        if key not in self.extra:
            is_table = isinstance(value, (list, dict))
            near = nearest(key, tuple(ROOTS))
            hint = f"did you mean `{near}`?" if near else "it is kept"
            if not is_table and key in keys(TimelineTable):
                hint = "write it below [timeline]"
            what = "table" if is_table else "key"
            code = "misspelt-table" if is_table and near else f"unknown-{what}"
            context.report(code, f"unknown {what} {show(key)} at the top level", hint)
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
