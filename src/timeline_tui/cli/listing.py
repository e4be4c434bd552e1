"""`timeline list`: print the matching events as a table on a terminal, as plain lines to a pipe, or in a format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from timeline_tui.cli import inputs, output
from timeline_tui.cli.arguments import Args, files_and_query
from timeline_tui.cli.cell_width import cells, fit, pad

if TYPE_CHECKING:
    from timeline_tui.dates.shown import Shown
    from timeline_tui.model import Event
    from timeline_tui.store import Store, View

_MIN_WIDTH_FOR_IDS = 100
"""Terminal columns from which ids are shown."""


def run(args: Args) -> int:
    """Print the events; return 2 if a file could not be read."""
    files, queries = files_and_query(args)
    lanes = args.lanes or "none"
    axis = lanes if args.axis or lanes != "none" else None
    if args.spreadsheet and args.format != "csv":
        raise output.UsageError("--spreadsheet goes with --format csv")
    if axis is not None and args.format != "text":
        name = "axis" if args.axis else "lanes"
        raise output.UsageError(f"--{name} goes with text, not with --format {args.format}")
    return print_events(inputs.or_default(files), queries, args.format, lanes=axis, args=args)


def print_events(
    files: list[str],
    queries: list[str],
    name: str = "text",
    *,
    lanes: str | None = None,
    args: Args | None = None,
) -> int:
    """Print the matching events of files; what could not be read is reported last.

    Args:
        files: The files to load.
        queries: The queries, all of which must match.
        name: The output format.
        lanes: Print an axis first, with lanes for this field, or "none" for no lanes.
        args: The other arguments; None for defaults.

    Returns:
        The exit code: 2 if a file could not be read.
    """
    store = inputs.open_store(files, words=bool(queries))
    if args is not None:
        store = inputs.in_language(store, args)
    view = inputs.ask(store, queries)
    shown = inputs.clock(store, args) if args is not None else None
    if name == "text":
        out = output.for_people()
        clock = _display_clock(store, shown, out)
        if lanes is not None:
            from timeline_tui.cli.text_axis import draw

            drawn = list(draw(view, out, lanes))
            out.write([*drawn, ""] if drawn else [])
        out.write(table(view, out, clock) if out.terminal else plain(view, clock))
        if out.terminal and not view and not inputs.unread(store.problems):
            output.say("no event matches" if len(store) else "there are no events")
        out.stream.flush()
    elif name == "csv":
        _print_csv(view, guard=args is not None and args.spreadsheet)
    else:
        from timeline_tui.export import write

        out = output.for_programs()
        out.write(write(name, view.store, view))
        out.stream.flush()
    return inputs.tell_problems(store, files)


def _display_clock(store: Store, requested: Shown | None, out: output.StandardOutput) -> Shown:
    """Return the clock for times: the one asked for, else the chronology's for a table and as written for a pipe.

    If the table converts times of several clocks, standard error names the clock.
    """
    from timeline_tui.dates.shown import Shown, Times
    from timeline_tui.store.clocks import fitted

    times = Times.ZONE if out.terminal else Times.WRITTEN
    shown = fitted(store, requested or Shown(times, inputs.zone_of(store)))
    if requested is None and out.terminal and shown.mixed:
        output.say(shown.name)
    return shown


def _print_csv(view: View, *, guard: bool) -> None:
    """Print CSV, and report how many cells a spreadsheet would take for formulas."""
    from timeline_tui.export.csv_text import CsvWriter

    out = output.for_programs()
    csv = CsvWriter(guard=guard)
    out.write(csv.lines(view))
    out.stream.flush()
    if not csv.formulas:
        return
    if guard:
        cells = output.count(csv.formulas, "cell")
        output.say(f"{cells} got an apostrophe in front: a spreadsheet would take them for formulas")
    else:
        output.say(
            f"cells that begin with =, +, -, @ or a tab: {csv.formulas:,}; a spreadsheet would take them for formulas "
            "(--spreadsheet guards them)"
        )


def plain(view: View, shown: Shown | None = None) -> Iterator[str]:
    """Yield a tab-separated line per event: date as EDTF, id, title, and the source's wording of the date if given.

    Args:
        view: The events.
        shown: The clock for times, which then have offsets if they are of several zones. None: dates as in the file.

    Yields:
        The lines; the date is "-" if there is none.
    """
    from timeline_tui.text import one_line

    for event in view:
        date = _edtf(event, shown)
        parts = [one_line(date), one_line(event.id), one_line(event.title)]
        yield "\t".join([*parts, one_line(event.date_text)] if event.date_text else parts)


def _edtf(event: Event, shown: Shown | None) -> str:
    if event.date is None:
        return "-"
    if shown is None:
        return event.date.text
    from timeline_tui.dates.shown import edtf_shown

    return edtf_shown(event.date, shown)


def table(view: View, out: output.StandardOutput, shown: Shown) -> Iterator[str]:
    """Yield aligned columns, truncated to the terminal: date, time, signs, title, and the id if it fits.

    The source's wording of the date follows the title if there is room for all of it.

    Args:
        view: The events.
        out: The terminal.
        shown: The clock for times.
    """
    from timeline_tui.text import one_line

    rows = [(*_date_columns(event, out.ascii, shown), event) for event in view]
    wide = max([cells(row[0]) for row in rows], default=0)
    times = max([len(row[1]) for row in rows], default=0)
    ids = 0
    if out.width >= _MIN_WIDTH_FOR_IDS:
        ids = min(max([cells(one_line(event.id)) for *_, event in rows], default=0), out.width // 4)
    room = max(8, out.width - wide - (times and times + 1) - 5 - (ids and ids + 2))
    ellipsis = "..." if out.ascii else "…"
    for label, time, mark, event in rows:
        when = " " * (wide - cells(label)) + label + (f" {time:{times}}" if times else "")
        signs = f"{mark or ' '}{'!' if event.contested else ' '}"
        title = fit(one_line(event.title[:1000]), room, ellipsis)
        if event.date_text:
            dated = out.quoted(one_line(event.date_text))
            title += f"  {dated}" if cells(title) + 2 + cells(dated) <= room else ""
        if ids:
            title = pad(title, room) + "  " + out.dim(fit(one_line(event.id), ids, ellipsis))
        yield f"{out.dim(when)} {signs} {title}".rstrip()


def _date_columns(event: Event, ascii_only: bool, shown: Shown) -> tuple[str, str, str]:
    """Return the date with its year, the time, and the sign for doubt or extent."""
    from timeline_tui.dates import short_date
    from timeline_tui.dates.shown import short_shown

    if event.date is None:
        return "no date", "", ""
    there = short_shown(event.date, shown)
    short = short_date(event.date, ascii=ascii_only)
    short = short._replace(year=there.year, label_day=there.label_day, time=there.time)
    label = short.label_day.replace("–", "-") if ascii_only else short.label_day
    day, _, last = label.rpartition(" ")
    if last in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"):
        label = day
    if short.year and short.year not in label:
        label = f"{label} {short.year}"
    return label + short.tail or "open", short.time, short.mark
