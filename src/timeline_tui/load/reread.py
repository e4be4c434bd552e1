"""Events of parts, read a second time: they are what they were the first time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from timeline_tui.load import stretch
from timeline_tui.load.notes import Silent
from timeline_tui.load.part import Zones
from timeline_tui.load.references import References
from timeline_tui.load.resolve import Resolver
from timeline_tui.model import Event


class Reread:
    """Reads events again; `references` are those of who read them first."""

    def __init__(self, references: References) -> None:
        self._references = references.twin()
        self._resolver = Resolver(self._references)
        self._log: Sequence[str] = ()
        self._abouts: Mapping[str, str] = {}

    def event(self, context: Silent, ready: stretch.Ready, log: Sequence[str]) -> Event:
        """The event of what was read again; `context` has the lines it stands in, `log` is that of its part."""
        table: Any = ready.table
        if self._log is not log:
            self._log, self._abouts = log, self._references.abouts(log)
        self._references.recall(self._abouts)
        context.blocks = (ready.block,)
        return self._resolver.event(table, context)


def lines(path: str, data: bytes, zones: Zones) -> Silent:
    """Lines of a file, for `Reread`: their problems have been reported."""
    context = Silent(path, data, [])
    context.floating, context.line = zones
    context.root = (*stretch.EVENTS, 0)
    return context
