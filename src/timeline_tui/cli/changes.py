"""`timeline changes`: what became known between two days, event by event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from timeline_tui.cli import inputs, output
from timeline_tui.cli.arguments import Args, files_and_query
from timeline_tui.cli.output import UsageError

if TYPE_CHECKING:
    from timeline_tui.store import View


def run(args: Args) -> int:
    """Print the changes; return 2 if a file could not be read."""
    named, queries = files_and_query(args)
    files = inputs.or_default(named)
    store = inputs.open_store(files, words=True)
    view = inputs.ask(store, queries)
    if view.day is None or view.day.since is None:
        raise UsageError(
            "between which days?", "  timeline changes [FILES] known:2024-08-07..2024-08-09 [QUERY]"
        )
    out = output.for_people()
    out.write(lines(view, ascii_only=out.ascii))
    if out.terminal and not view and not inputs.unread(store.problems):
        output.say("nothing changed")
    out.stream.flush()
    return inputs.tell_problems(store, files)


def lines(view: View, *, ascii_only: bool) -> Iterator[str]:
    """Yield a line per event, as `timeline list` prints it to a pipe, and below it an indented line per change."""
    from timeline_tui.cli.listing import plain
    from timeline_tui.dates.shown import Shown, Times
    from timeline_tui.export.changes import changes
    from timeline_tui.export.phrases import ASCII, UNICODE
    from timeline_tui.store.clocks import fitted

    shown = fitted(view.store, Shown(Times.WRITTEN, inputs.zone_of(view.store)))
    whole = view.store.whole
    for event, line in zip(view, plain(view, shown), strict=True):
        yield line
        there = whole.event(event.id)
        if there is not None and view.day is not None:
            found = changes(there, view.day, ASCII if ascii_only else UNICODE, view.store)
            yield from [f"  {change}" for change in found]
