"""`timeline stats`: count the matching events by date, actor, location, tag, source and more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline_tui.cli import inputs, output
from timeline_tui.cli.arguments import Args, files_and_query
from timeline_tui.cli.cell_width import cells, fit, pad
from timeline_tui.text import one_line

if TYPE_CHECKING:
    from timeline_tui.aggregate import Bin
    from timeline_tui.store import View

_MAX_VALUES = 10
"""Values of a field in the text output; JSON has all of them."""
_MAX_ROWS = 36
"""Most bars of the histogram; beyond, each covers more years."""
_MAX_EMPTY_ROWS = 3
"""Longest run of rows without events that is printed."""
_BAR = 40

FIELDS = {
    "participant": "took part",
    "speaker": "spoke",
    "by": "claimed",
    "assessor": "assessed",
    "location": "locations",
    "tag": "tags",
    "source": "sources",
    "status": "statuses",
}
"""The fields to count, with their headings."""
_KEYS = {"participant": "participants", "speaker": "speakers", "by": "claimants", "assessor": "assessors"}
"""The JSON keys of fields whose heading is not a noun."""


class BarRow(NamedTuple):
    """A row of a bar chart."""

    label: str
    events: int


def run(args: Args) -> int:
    """Print the counts; return 2 if a file could not be read."""
    files, queries = files_and_query(args)
    files = inputs.or_default(files)
    store = inputs.open_store(files, words=True)
    view = inputs.ask(store, queries)
    if args.format == "json":
        if args.lanes not in ("", "none"):
            raise output.UsageError("--lanes goes with text, not with --format json, which has all values")
        from timeline_tui.export.json_text import document

        out = output.for_programs()
        out.write([document(as_data(view))])
    else:
        out = output.for_people()
        out.write(as_text(view, out, args.lanes or "none"))
    return inputs.tell_problems(store, files)


def as_data(view: View) -> dict[str, Any]:
    """Return all counts, for JSON."""
    from timeline_tui.aggregate import by_month, fields_of
    from timeline_tui.export.record import instant

    span = view.span or (None, None)
    bins, without = by_month(view)
    found: dict[str, Any] = {
        "events": len(view),
        "undated": _undated(view),
        "no_start": without - _undated(view),
        "earliest": instant(span[0]),
        "latest": instant(span[1]),
        "contested": _contested(view),
        "with": _with(view),
        "when": [{"edtf": edtf(each), "events": each.events} for each in bins],
    }
    for field, name in {"actor": "actors", **FIELDS, **_KEYS}.items():
        found[name] = _counts_data(view, field)
    names = [field for field in fields_of(view.store) if field.startswith("tag:")]
    found["dimensions"] = {field.partition(":")[2]: _counts_data(view, field) for field in names}
    return found


def _counts_data(view: View, field: str) -> list[dict[str, Any]]:
    """Return the values of a field with their counts, for JSON."""
    from timeline_tui.aggregate import counts, name

    return [
        {
            "id": each.key,
            "name": name(view.store, field, each.key),
            "events": each.events,
            **({"in": each.parent} if each.parent else {}),
        }
        for each in counts(view, field)
    ]


def as_text(view: View, out: output.StandardOutput, lanes: str = "none") -> Iterator[str]:
    """Yield the counts with aligned bars, and an axis before those by time."""
    from timeline_tui.aggregate import by_month, counts, fields_of, nested
    from timeline_tui.cli.text_axis import draw

    dot = "|" if out.ascii else "·"
    undated = _undated(view)
    yield out.bold(summary(view, out))
    having = [f"{events:,} with {what}" for what, events in _with(view).items() if events]
    having += [f"{_contested(view):,} contested"] * bool(_contested(view))
    if having:
        yield f" {dot} ".join(having)
    bins, startless = by_month(view)
    if bins or startless > undated:
        yield ""
        yield out.bold("when")
        yield from draw(view, out, lanes, indent=2)
        yield ""
        if startless > undated:
            yield f"  no start: {startless - undated:,}"
        if bins:
            yield from _bars(histogram(bins, ascii_only=out.ascii), out)
    for field in fields_of(view.store, tuple(FIELDS)):
        found, name = counts(view, field), FIELDS.get(field) or one_line(field.partition(":")[2])
        if found:
            yield ""
            yield out.bold(f"{name} {len(found):,}" if len(found) > 1 else name)
            # A parent never follows its children, so none is separated from it.
            top = nested(found[:_MAX_VALUES])
            yield from _bars([BarRow("  " * depth + each.label, each.events) for depth, each in top], out)
            if len(found) > _MAX_VALUES:
                yield out.dim(f"  +{len(found) - _MAX_VALUES:,} more")


def summary(view: View, out: output.StandardOutput) -> str:
    """Return how many events there are, their time range, and how many have no date."""
    dash, dot = ("-", "|") if out.ascii else ("–", "·")
    undated = _undated(view)
    without = [f"{undated:,} without a date"] * bool(undated)
    return f" {dot} ".join([output.count(len(view), "event"), *_time_range(view, dash), *without])


def _undated(view: View) -> int:
    return view.how_many("is", "undated")


def _contested(view: View) -> int:
    return view.how_many("is", "contested")


def _with(view: View) -> dict[str, int]:
    return {f"{what}s": view.how_many("has", what) for what in ("quote", "claim", "source")}


def _time_range(view: View, dash: str) -> list[str]:
    """Return the time range of the dates, as in the browser's header."""
    from timeline_tui.dates import span_label

    return [span_label(view.ends, ascii=dash == "-")] if view.ends else []


def edtf(each: Bin) -> str:
    """Return the EDTF of a bin: a month, year, decade, century or millennium."""
    year = each.year
    if each.years > 1:
        digits = len(str(each.years)) - 1
        return f"{'-' * (year < 0)}{abs(year):04}"[:-digits] + "X" * digits
    shown = f"{'-' if year < 0 else ''}{abs(year):04}" if abs(year) <= 9999 else f"Y{year}"
    return f"{shown}-{each.month:02}" if each.month else shown


def histogram(bins: Sequence[Bin], *, ascii_only: bool) -> list[BarRow]:
    """Return up to about 36 rows, empty ones included: of months, years, or 10, 100, ... years as in list headings.

    Dates known only to a decade, century or millennium get rows of their own if no row covers all of it.
    """
    from timeline_tui.dates.units import YEAR_UNIT, year_cell, years

    fine = [each for each in bins if each.years == 1]
    first, last = (fine or bins)[0].year, max(each.year + each.years - 1 for each in fine or bins)
    unit = YEAR_UNIT
    while year_cell(last, unit) - year_cell(first, unit) + 1 > _MAX_ROWS:
        unit += 1
    own = [
        each
        for each in bins
        if year_cell(each.year, unit) != year_cell(each.year + each.years - 1, unit)
        or not first - years(unit) < each.year <= last  # an outlier, which would add empty rows up to it
    ]
    if fine and (last - first + 1) * 12 <= _MAX_ROWS:
        rows = _months(fine)
    else:
        rows = _cells([each for each in bins if each not in own], unit, ascii_only=ascii_only)
    coarse = [(each.year, BarRow(_coarse_label(each), each.events)) for each in own]
    # the sort is stable, so coarse rows come first
    return [row for _, row in sorted(coarse + rows, key=lambda pair: pair[0])]


def _cells(bins: Sequence[Bin], unit: int, *, ascii_only: bool) -> list[tuple[int, BarRow]]:
    """Return a row for every cell of `unit` from the first to the last, with the cell's first year."""
    from timeline_tui.dates.units import cells_text, first_year, year_cell

    found: Counter[int] = Counter()
    for each in bins:
        found[year_cell(each.year, unit)] += each.events
    return [
        (first_year(cell, unit), BarRow(cells_text(cell, cell, unit, ascii=ascii_only), found[cell]))
        for cell in (range(min(found), max(found) + 1) if found else ())
    ]


def _coarse_label(each: Bin) -> str:
    from timeline_tui.dates.short import year_label
    from timeline_tui.dates.value import Moment, Precision

    precision = {10: Precision.DECADE, 100: Precision.CENTURY, 1000: Precision.MILLENNIUM}[each.years]
    return year_label(Moment(each.year, precision))


def _months(bins: Sequence[Bin]) -> list[tuple[int, BarRow]]:
    """Return a row for every month from the first to the last, and for the years with dates no finer than a year."""
    from timeline_tui.aggregate import Bin

    found = {(each.year, each.month): each.events for each in bins}
    months = [key for key in found if key[1]]
    rows = []
    for year in range(bins[0].year, bins[-1].year + 1):
        for month in range(13):
            within = bool(months) and month > 0 and months[0] <= (year, month) <= months[-1]
            if within or (year, month) in found:
                each = Bin(year, month, found.get((year, month), 0))
                rows.append((year, BarRow(edtf(each), each.events)))
    return rows


def _bars(rows: Sequence[BarRow], out: output.StandardOutput) -> Iterator[str]:
    """Yield label, count and bar of each row, on one scale. Long runs of empty rows are left out."""
    ellipsis, block = ("...", "#") if out.ascii else ("…", "█")
    most = max(row.events for row in rows)
    digits = len(f"{most:,}")
    widest = max(cells(row.label) for row in rows)
    room = min(_BAR, max(8, (out.width or 100) // 3))
    if out.width:
        widest = min(widest, max(8, out.width - digits - room - 5))
    scale = min(1.0, room / most) if most else 1.0
    for empty, run in groupby(rows, lambda row: not row.events):
        some = list(run)
        if empty and len(some) > _MAX_EMPTY_ROWS:
            yield out.dim(f"  {ellipsis}")
            continue
        for row in some:
            label = fit(row.label, widest, ellipsis) if out.width else row.label
            length = max(1, round(row.events * scale)) if row.events else 0
            yield f"  {pad(label, widest)}  {row.events:>{digits},} {block * length}".rstrip()
