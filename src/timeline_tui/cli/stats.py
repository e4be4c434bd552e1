"""`timeline stats`: count the matching events by date, actor, location, tag, source and more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from timeline_tui.aggregate import Bin, by_month, counts, fields_of, name, nested
from timeline_tui.cli import output
from timeline_tui.cli.arguments import Args
from timeline_tui.cli.cell_width import cells, fit, pad
from timeline_tui.cli.selection import select
from timeline_tui.cli.text_axis import draw
from timeline_tui.dates import span_label
from timeline_tui.dates.edtf import edtf_year
from timeline_tui.dates.names import year_text
from timeline_tui.dates.units import YEAR_UNIT, cells_text, first_year, year_cell, years
from timeline_tui.export.json_text import document
from timeline_tui.export.record import instant
from timeline_tui.store import View
from timeline_tui.text import one_line

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
    selected = select(args, index_text=True)
    if args.format == "json":
        if args.lanes not in ("", "none"):
            raise output.UsageError("--lanes needs --format text; json has all values")
        out = output.for_programs()
        out.write([document(as_data(selected.view))])
    else:
        out = output.for_people()
        out.write(as_text(selected.view, out, args.lanes or "none"))
    return selected.finish(out)


def as_data(view: View) -> dict[str, Any]:
    """Return all counts, for JSON."""
    earliest, latest = view.span or (None, None)
    bins, without_start = by_month(view)
    undated = view.how_many("is", "undated")
    found: dict[str, Any] = {
        "events": len(view),
        "undated": undated,
        "no_start": without_start - undated,
        "earliest": instant(earliest),
        "latest": instant(latest),
        "contested": view.how_many("is", "contested"),
        "with": _with(view),
        "when": [{"edtf": edtf(each), "events": each.events} for each in bins],
    }
    for field, key in {"actor": "actors", **FIELDS, **_KEYS}.items():
        found[key] = _counts_data(view, field)
    dimensions = [field for field in fields_of(view.store) if field.startswith("tag:")]
    found["dimensions"] = {field.partition(":")[2]: _counts_data(view, field) for field in dimensions}
    return found


def _counts_data(view: View, field: str) -> list[dict[str, Any]]:
    """Return the values of a field with their counts, for JSON."""
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
    yield out.bold(summary(view, out))
    contested = view.how_many("is", "contested")
    having = [f"{events:,} with {what}" for what, events in _with(view).items() if events]
    having += [f"{contested:,} contested"] * bool(contested)
    if having:
        yield _joined(having, out)
    yield from _when(view, out, lanes)
    for field in fields_of(view.store, tuple(FIELDS)):
        yield from _field(view, field, out)


def _when(view: View, out: output.StandardOutput, lanes: str) -> Iterator[str]:
    """Yield the axis and a histogram; nothing if no event has a date."""
    bins, without_start = by_month(view)
    no_start = without_start - view.how_many("is", "undated")
    if not bins and not no_start:
        return
    yield from ("", out.bold("when"))
    yield from draw(view, out, lanes, indent=2)
    yield ""
    if no_start:
        yield f"  no start: {no_start:,}"
    if bins:
        yield from _bars(histogram(bins, ascii_only=out.ascii), out)


def _field(view: View, field: str, out: output.StandardOutput) -> Iterator[str]:
    """Yield the most frequent values of a field under its heading; nothing if it has none."""
    found = counts(view, field)
    if not found:
        return
    heading = FIELDS.get(field) or one_line(field.partition(":")[2])
    yield from ("", out.bold(f"{heading} {len(found):,}" if len(found) > 1 else heading))
    # A parent never follows its children, so none is separated from it.
    top = nested(found[:_MAX_VALUES])
    yield from _bars([BarRow("  " * depth + each.label, each.events) for depth, each in top], out)
    if len(found) > _MAX_VALUES:
        yield out.dim(f"  +{len(found) - _MAX_VALUES:,} more")


def summary(view: View, out: output.StandardOutput) -> str:
    """Return how many events there are, their time range, and how many have no date."""
    parts = [output.count(len(view), "event")]
    if view.ends:
        parts.append(span_label(view.ends, ascii=out.ascii))
    undated = view.how_many("is", "undated")
    if undated:
        parts.append(f"{undated:,} without a date")
    return _joined(parts, out)


def _joined(parts: Sequence[str], out: output.StandardOutput) -> str:
    return (" | " if out.ascii else " · ").join(parts)


def _with(view: View) -> dict[str, int]:
    return {f"{what}s": view.how_many("has", what) for what in ("quote", "claim", "source")}


def edtf(each: Bin) -> str:
    """Return the EDTF of a bin: a month, year, decade, century or millennium."""
    year = edtf_year(each.year)
    if each.years > 1:
        digits = len(str(each.years)) - 1
        return year[:-digits] + "X" * digits
    return f"{year}-{each.month:02}" if each.month else year


def histogram(bins: Sequence[Bin], *, ascii_only: bool) -> list[BarRow]:
    """Return up to about 36 rows, empty ones included: of months, years, or 10, 100, ... years as in list headings.

    Dates known only to a decade, century or millennium get rows of their own if no row covers all of it.
    """
    fine = [each for each in bins if each.years == 1]
    scale = fine or bins
    covered = range(scale[0].year, max(each.year + each.years for each in scale))
    unit = YEAR_UNIT
    while year_cell(covered[-1], unit) - year_cell(covered[0], unit) >= _MAX_ROWS:
        unit += 1
    # A coarse date before the first or after the last year would add empty rows up to it.
    near = range(covered.start - years(unit) + 1, covered.stop)
    own = [each for each in bins if each.year not in near or not _fits_cell(each, unit)]
    if fine and len(covered) * 12 <= _MAX_ROWS:
        rows = _months(fine)
    else:
        rows = _cells([each for each in bins if each not in own], unit, ascii_only=ascii_only)
    coarse = [(each.year, BarRow(_coarse_label(each), each.events)) for each in own]
    # the sort is stable, so coarse rows come first
    return [row for _, row in sorted(coarse + rows, key=lambda pair: pair[0])]


def _fits_cell(each: Bin, unit: int) -> bool:
    return year_cell(each.year, unit) == year_cell(each.year + each.years - 1, unit)


def _coarse_label(each: Bin) -> str:
    return f"{year_text(each.year)}s" if each.years == 10 and each.year >= 10 else edtf(each)


def _cells(bins: Sequence[Bin], unit: int, *, ascii_only: bool) -> list[tuple[int, BarRow]]:
    """Return a row for every cell of `unit` from the first to the last, with the cell's first year."""
    found: Counter[int] = Counter()
    for each in bins:
        found[year_cell(each.year, unit)] += each.events
    return [
        (first_year(cell, unit), BarRow(cells_text(cell, cell, unit, ascii=ascii_only), found[cell]))
        for cell in (range(min(found), max(found) + 1) if found else ())
    ]


def _months(bins: Sequence[Bin]) -> list[tuple[int, BarRow]]:
    """Return a row for every month from the first to the last, and for the years with dates no finer than a year."""
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
    most = max(row.events for row in rows)
    digits = len(f"{most:,}")
    room = min(_BAR, max(8, (out.width or 100) // 3))
    widest = max(cells(row.label) for row in rows)
    label_width = min(widest, max(8, out.width - digits - room - 5)) if out.width else widest
    scale = min(1.0, room / most) if most else 1.0
    for empty, run in groupby(rows, lambda row: not row.events):
        some = list(run)
        if empty and len(some) > _MAX_EMPTY_ROWS:
            yield out.dim(f"  {out.ellipsis}")
            continue
        for label, events in some:
            bar = ("#" if out.ascii else "█") * (max(1, round(events * scale)) if events else 0)
            text = pad(fit(label, label_width, out.ellipsis), label_width)
            yield f"  {text}  {events:>{digits},} {bar}".rstrip()
