"""`timeline list`: the events that match: a table on a terminal, plain lines in a pipe, or in a format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from timeline_tui.cli import opening, output
from timeline_tui.cli.arguments import Asked, files_and_query
from timeline_tui.cli.cells import cells, fit, pad

if TYPE_CHECKING:
    from timeline_tui.model import Event
    from timeline_tui.store import View

_ID_FROM = 100
"""Columns of a terminal from which there is room for the ids."""


def run(asked: Asked) -> int:
    """Print the events; 2 if a file could not be read."""
    files, queries = files_and_query(asked)
    lanes = asked.lanes or "none"
    axis = lanes if asked.axis or lanes != "none" else None
    if axis is not None and asked.format != "text":
        name = "axis" if asked.axis else "lanes"
        raise output.Refusal(f"--{name} goes with text, not with --format {asked.format}")
    return print_events(opening.or_default(files), queries, asked.format, lanes=axis)


def print_events(
    files: list[str], queries: list[str], name: str = "text", *, lanes: str | None = None
) -> int:
    """Print the events of the files that match, in a format; what cannot be read is said last.

    With `lanes`, a field or "none", behind an axis with those lanes.
    """
    store = opening.open_store(files, words=bool(queries))
    view = opening.ask(store, queries)
    if name == "text":
        out = output.for_people()
        if lanes is not None:
            from timeline_tui.cli.drawing import draw

            drawn = list(draw(view, out, lanes))
            out.write([*drawn, ""] if drawn else [])
        out.write(table(view, out) if out.terminal else plain(view))
        if out.terminal and not view and not opening.unread(store.problems):
            output.say("no event matches" if len(store) else "there are no events")
    else:
        from timeline_tui.exchange import write

        out = output.for_programs()
        out.write(write(name, view.store, view))
    out.stream.flush()
    return opening.tell_problems(store, files)


def plain(view: View) -> Iterator[str]:
    """A line an event: date as EDTF, id, title, with tabs between; "-" where there is no date."""
    from timeline_tui.text import one_line

    for event in view:
        date = event.date.text if event.date is not None else "-"
        yield "\t".join((one_line(date), one_line(event.id), one_line(event.title)))


def table(view: View, out: output.Output) -> Iterator[str]:
    """Aligned columns, cut to the width of the terminal: date, time, signs, title, the id where it fits."""
    from timeline_tui.text import one_line

    rows = [(*_when(event, out.ascii), event) for event in view]
    wide = max([cells(row[0]) for row in rows], default=0)
    times = max([len(row[1]) for row in rows], default=0)
    ids = 0
    if out.width >= _ID_FROM:
        ids = min(max([cells(one_line(event.id)) for *_, event in rows], default=0), out.width // 4)
    room = max(8, out.width - wide - (times and times + 1) - 5 - (ids and ids + 2))
    ellipsis = "..." if out.ascii else "…"
    for label, time, mark, event in rows:
        when = " " * (wide - cells(label)) + label + (f" {time:{times}}" if times else "")
        signs = f"{mark or ' '}{'!' if event.contested else ' '}"
        title = fit(one_line(event.title[:1000]), room, ellipsis)
        if ids:
            title = pad(title, room) + "  " + out.dim(fit(one_line(event.id), ids, ellipsis))
        yield f"{out.dim(when)} {signs} {title}".rstrip()


def _when(event: Event, ascii_only: bool) -> tuple[str, str, str]:
    """The day with its year, the time, and the sign of doubt or extent."""
    from timeline_tui.dates import short_date

    if event.date is None:
        return "no date", "", ""
    short = short_date(event.date, ascii=ascii_only)
    label = short.label_day
    day, _, last = label.rpartition(" ")
    if last in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"):
        label = day
    if short.year and short.year not in label:
        label = f"{label} {short.year}"
    return label + short.tail or "open", short.time[:5], short.mark
