"""`timeline list`: print the matching events as a table on a terminal, as plain lines to a pipe, or in a format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timeline_tui import export
from timeline_tui.cli import output
from timeline_tui.cli.arguments import Args
from timeline_tui.cli.cell_width import cells, fit, pad
from timeline_tui.cli.selection import Selection, requested_clock, select
from timeline_tui.dates import short_date
from timeline_tui.dates.names import without_weekday
from timeline_tui.dates.shown import Shown, Times, edtf_shown, short_shown
from timeline_tui.model import Event
from timeline_tui.store import View
from timeline_tui.store.clocks import fitted
from timeline_tui.text import one_line

_MIN_WIDTH_FOR_IDS = 100
"""Terminal columns from which ids are shown."""
_MAX_TITLE = 1000
"""Characters of a title that are measured: more than the widest terminal shows."""


def run(args: Args) -> int:
    """Print the events; return 2 if a file could not be read."""
    _check_options(args)
    selected = select(args)
    requested = requested_clock(selected.store, args)
    if args.format == "text":
        return _print_text(selected, args, requested)
    out = output.for_programs()
    if args.format == "csv":
        _write_csv(selected.view, out, guard=args.spreadsheet)
    else:
        out.write(export.write(args.format, selected.view.store, selected.view))
    return selected.finish(out)


def _check_options(args: Args) -> None:
    """Check that the options go with the output format.

    Raises:
        UsageError: An option does not.
    """
    if args.spreadsheet and args.format != "csv":
        raise output.UsageError("--spreadsheet needs --format csv")
    if args.format != "text" and _draws_axis(args):
        option = "axis" if args.axis else "lanes"
        raise output.UsageError(f"--{option} needs --format text, not {args.format}")


def _draws_axis(args: Args) -> bool:
    return args.axis or args.lanes not in ("", "none")


def _print_text(selected: Selection, args: Args, requested: Shown | None) -> int:
    """Print a table on a terminal, else plain lines, after an axis if one is requested."""
    out, view, store = output.for_people(), selected.view, selected.store
    # A table is aligned in the zone of the chronology; a program wants the times of the file.
    default = Shown(Times.ZONE if out.terminal else Times.WRITTEN, store.zone)
    clock = fitted(store, requested or default)
    if requested is None and out.terminal and clock.mixed:
        output.say(clock.name)
    if _draws_axis(args):
        from timeline_tui.cli.text_axis import draw

        drawn = list(draw(view, out, args.lanes or "none"))
        out.write([*drawn, ""] if drawn else [])
    out.write(table(view, out, clock) if out.terminal else plain(view, clock))
    return selected.finish(out, "no event matches" if len(store) else "there are no events")


def _write_csv(view: View, out: output.StandardOutput, *, guard: bool) -> None:
    """Print CSV, and report how many cells a spreadsheet would take for formulas."""
    from timeline_tui.export.csv_text import CsvWriter

    csv = CsvWriter(guard=guard)
    out.write(csv.lines(view))
    out.stream.flush()
    if csv.formulas and guard:
        count = output.count(csv.formulas, "cell")
        output.say(f"{count} got an apostrophe in front: a spreadsheet would take them for formulas")
    elif csv.formulas:
        output.say(
            f"cells that begin with =, +, -, @ or a tab: {csv.formulas:,}; a spreadsheet would take them for formulas "
            "(--spreadsheet guards them)"
        )


def plain(view: View, clock: Shown) -> Iterator[str]:
    """Yield a tab-separated line per event: date as EDTF, id, title, and the source's wording of the date if given.

    Args:
        view: The events.
        clock: The clock for times, which have offsets if they are of several zones.

    Yields:
        The lines; the date is "-" if there is none.
    """
    for event in view:
        date = edtf_shown(event.date, clock) if event.date is not None else "-"
        parts = [date, event.id, event.title] + [event.date_text] * bool(event.date_text)
        yield "\t".join(map(one_line, parts))


def table(view: View, out: output.StandardOutput, clock: Shown) -> Iterator[str]:
    """Yield aligned columns, truncated to the terminal: date, time, signs, title, and the id if it fits.

    The source's wording of the date follows the title if there is room for all of it.

    Args:
        view: The events.
        out: The terminal.
        clock: The clock for times.
    """
    rows = [(*_date_columns(event, out.ascii, clock), event) for event in view]
    date_width = _widest(label for label, *_ in rows)
    time_width = _widest(time for _, time, *_ in rows)
    id_width = 0
    if out.width >= _MIN_WIDTH_FOR_IDS:
        id_width = min(_widest(one_line(event.id) for *_, event in rows), out.width // 4)
    left = date_width + (time_width + 1 if time_width else 0) + len(" ~!  ")
    room = max(8, out.width - left - (id_width + 2 if id_width else 0))
    for label, time, sign, event in rows:
        when = " " * (date_width - cells(label)) + label + (f" {time:{time_width}}" if time_width else "")
        title = _title(event, room, out)
        if id_width:
            title = f"{pad(title, room)}  {out.dim(fit(one_line(event.id), id_width, out.ellipsis))}"
        yield f"{out.dim(when)} {sign or ' '}{'!' if event.contested else ' '} {title}".rstrip()


def _widest(texts: Iterable[str]) -> int:
    return max(map(cells, texts), default=0)


def _title(event: Event, room: int, out: output.StandardOutput) -> str:
    title = fit(one_line(event.title[:_MAX_TITLE]), room, out.ellipsis)
    if event.date_text:
        wording = f"  {out.quoted(one_line(event.date_text))}"
        title += wording if cells(title) + cells(wording) <= room else ""
    return title


def _date_columns(event: Event, ascii_only: bool, clock: Shown) -> tuple[str, str, str]:
    """Return the date with its year, the time, and the sign for doubt or extent."""
    if event.date is None:
        return "no date", "", ""
    there, short = short_shown(event.date, clock), short_date(event.date, ascii=ascii_only)
    label = without_weekday(there.label_day.replace("–", "-") if ascii_only else there.label_day)
    if there.year and there.year not in label:
        label = f"{label} {there.year}"
    return label + short.tail or "open", there.time, short.mark
