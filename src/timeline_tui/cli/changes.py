"""`timeline changes`: what became known between two days, event by event."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.cli import output
from timeline_tui.cli.arguments import Args
from timeline_tui.cli.listing import plain
from timeline_tui.cli.selection import select
from timeline_tui.dates.shown import Shown, Times
from timeline_tui.export.changes import changes
from timeline_tui.export.phrases import ASCII, UNICODE, TextSigns
from timeline_tui.knowledge import KnowledgeDay
from timeline_tui.store import View
from timeline_tui.store.clocks import fitted


def run(args: Args) -> int:
    """Print the changes; return 2 if a file could not be read."""
    selected = select(args, index_text=True)
    day = selected.view.day
    if day is None or day.since is None:
        raise output.UsageError(
            "between which days?", "  timeline changes [FILES] known:2024-08-07..2024-08-09 [QUERY]"
        )
    out = output.for_people()
    out.write(_lines(selected.view, day, ASCII if out.ascii else UNICODE))
    return selected.finish(out, "nothing changed")


def _lines(view: View, day: KnowledgeDay, signs: TextSigns) -> Iterator[str]:
    """Yield a line per event, as `timeline list` prints it to a pipe, and below it an indented line per change."""
    clock = fitted(view.store, Shown(Times.WRITTEN, view.store.zone))
    for event, line in zip(view, plain(view, clock), strict=True):
        yield line
        there = view.store.whole.event(event.id)
        if there is not None:
            yield from [f"  {change}" for change in changes(there, day, signs, view.store)]
