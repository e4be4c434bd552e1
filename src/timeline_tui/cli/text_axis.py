"""Draw the axis and lanes of a view as text, with a legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui import axis
from timeline_tui.axis import Density, Role, Run
from timeline_tui.axis.extent import window_of
from timeline_tui.axis.lanes import (
    DISPUTED,
    ENDS,
    SEVERAL,
    UNDATED,
    LaneEvents,
    Lanes,
    lane_events,
    lane_of,
    lanes_of,
    remaining,
    undated,
)
from timeline_tui.axis.lanes import indent as lane_indent
from timeline_tui.axis.rows import ASCII, UNICODE
from timeline_tui.cli import output
from timeline_tui.cli.cell_width import cells, fit, pad
from timeline_tui.store import View

_DEFAULT_WIDTH = 100
"""Width in cells if the output is not a terminal."""
_MAX_LABEL = 28
"""Longest label, in cells."""
_HEIGHT = 3
_MIN_WIDTH_FOR_UNDATED = 60
"""Width in cells from which undated events have a column."""


class _NamedLane(NamedTuple):
    """A lane: its label, its events in the view, and the positions of all its events."""

    label: str
    numbers: BitMap
    events: LaneEvents


def draw(view: View, out: output.StandardOutput, lanes: str = "none", *, indent: int = 0) -> Iterator[str]:
    """Yield the axis in three rows, a line per lane, and a legend; nothing if no event has a date.

    Events that the query leaves out are dimmed. The number of undated events follows each lane if a lane has any.

    Args:
        view: The events.
        out: The output, which determines the width.
        lanes: The field of the lanes, or "none".
        indent: The indentation in cells.
    """
    # Build the index of intervals, which drawing uses.
    view.store.index("is")
    found = None if lanes == "none" else lanes_of(view, lanes)
    room = (out.width or _DEFAULT_WIDTH) - indent
    density = Density(view.store)
    named = _build_lanes(view, lanes, found, density, min(_MAX_LABEL, room // 3), out.ellipsis)
    dated = view.numbers - undated(view)
    undated_counts = [len(lane.numbers - lane.events.of(view.numbers).placed(dated)) for lane in named]
    right = len(UNDATED) + 2 if any(undated_counts) and room >= _MIN_WIDTH_FOR_UNDATED else 0
    labels = _Labels.of(named, indent)
    window = window_of(view, max(10, room + indent - labels.width - right), density.statements)
    if window is None:
        return
    shown, everything = density.cells(window, view.numbers), density.cells(window)
    statements = density.statements.among(view.numbers).cells(window)
    rows = axis.draw(window, shown, everything, height=_HEIGHT, ascii=out.ascii, statements=statements)
    for row in rows[:-1]:
        yield _styled_line(" " * labels.width, row, out)
    yield _styled_line(" " * labels.width, rows[-1], out, f"  {UNDATED}" if right else "")
    lane_rows = []
    for lane, without in zip(named, undated_counts, strict=True):
        row = lane_of(density, window, view, lane.events, lane.events.of(view.numbers), ascii=out.ascii)
        lane_rows.append(row)
        yield _styled_line(labels.label(lane), row, out, f"{without:>{right},}" if right and without else "")
    if found and found.more:
        yield out.dim(f"{' ' * indent}+{found.more:,} more, without a lane")
    # Sums of shares may be slightly above a whole number.
    for text in _legend(rows[:-1], lane_rows, ceil(max(everything.weights) - 1e-9), out, indent):
        yield out.dim(text)


class _Labels(NamedTuple):
    """The column of labels with their counts: indentation, widest label and most digits, in cells."""

    indent: int
    widest: int
    digits: int

    @classmethod
    def of(cls, lanes: Sequence[_NamedLane], indent: int) -> _Labels:
        """Return the column that holds the labels of the lanes."""
        widest = max([cells(lane.label) for lane in lanes], default=0)
        return cls(indent, widest, max([len(f"{len(lane.numbers):,}") for lane in lanes], default=0))

    @property
    def width(self) -> int:
        """The width of the column."""
        return self.indent + (self.widest + self.digits + 4 if self.digits else 0)

    def label(self, lane: _NamedLane) -> str:
        """Return a label with its count."""
        return f"{' ' * self.indent}{pad(lane.label, self.widest)}  {len(lane.numbers):>{self.digits},}  "


def _build_lanes(
    view: View, field: str, found: Lanes | None, density: Density, room: int, ellipsis: str
) -> list[_NamedLane]:
    """Return the lanes with their labels, and one for the events in no lane."""
    named = [
        _NamedLane(
            fit(lane_indent(each.depth, room) + each.label, room, ellipsis),
            each.numbers,
            lane_events(density, view.store, field, each.key),
        )
        for each in (found.lanes if found else ())
    ]
    if found and found.without:
        label = "none of these" if named else f"no {field.removeprefix('tag:')}"
        named.append(_NamedLane(fit(label, room, ellipsis), found.without, remaining(found.without)))
    return named


def _styled_line(before: str, row: Iterable[Run], out: output.StandardOutput, behind: str = "") -> str:
    """Return a row of the axis or of a lane as text with SGR attributes."""
    dim = (Role.HIDDEN, Role.HIDDEN_LASTING, Role.TICK, Role.CONTEXT)
    text = ""
    for run in row:
        # For several events there is no sign for disputed, as in the browser.
        if run.role is Role.CONTESTED:
            text += "".join([out.underlined(char) if char in SEVERAL else char for char in run.text])
        else:
            text += out.dim(run.text) if run.role in dim else run.text
    return (before + text + out.dim(behind)).rstrip()


def _chars(rows: Sequence[Iterable[Run]], *roles: Role) -> set[str]:
    """Return the characters in the runs of these roles, or in all runs."""
    return {char for row in rows for run in row if not roles or run.role in roles for char in run.text}


def _legend(
    rows: Sequence[Iterable[Run]],
    lanes: Sequence[Iterable[Run]],
    most: int,
    out: output.StandardOutput,
    indent: int,
) -> Iterator[str]:
    """Yield the meaning of the signs that occur, in as few lines as possible."""
    room = (out.width or _DEFAULT_WIDTH) - indent
    line = ""
    for entry in _legend_entries(rows, lanes, most, ascii=out.ascii):
        if line and len(line) + 3 + len(entry) > room:
            yield " " * indent + line
            line = ""
        line += ("   " if line else "") + fit(entry, room, out.ellipsis)
    if line:
        yield " " * indent + line


def _legend_entries(
    rows: Sequence[Iterable[Run]], lanes: Sequence[Iterable[Run]], most: int, *, ascii: bool
) -> list[str]:
    signs, ends = ASCII if ascii else UNICODE, ENDS[ascii]
    everything = [*rows, *lanes]
    bars, vague = _chars(rows, Role.BAR), _chars(rows, Role.VAGUE)
    in_lanes = _chars(lanes)
    lines = _chars(rows, Role.LASTING) | in_lanes
    omitted = _chars(everything, Role.HIDDEN)
    statements = _chars(everything, Role.STATEMENT)
    # A meaning, and the characters that it explains if any of them occurs.
    entries: list[tuple[str, set[str]]] = [
        (f"{signs.bars[0]}{signs.bars[-1]} number of events, at most {most:,} in a cell", bars),
        (f"{signs.dots[0]}{signs.dots[-1]} dates that may lie there", vague),
        (f"{signs.lasting} lasts", lines & {signs.lasting}),
        (f"{signs.maybe} possibly ongoing", lines & {signs.maybe}),
        (f"{ends[0]} {ends[1]} begins, ends", in_lanes & {*ends}),
        (
            f"{signs.event} one event, 2-9 number of events, + ten or more, # a hundred",
            in_lanes & {signs.event, *SEVERAL},
        ),
        (f"{signs.doubt} about, or uncertain", in_lanes & {signs.doubt}),
        (f"{DISPUTED} disputed", in_lanes & {DISPUTED}),
        (f"{signs.dots[0]} may lie there", set() if vague else in_lanes & {signs.dots[0]}),
        (f"{signs.both} lasts, and may lie there", in_lanes & {signs.both}),
        (f"{' '.join(sorted(omitted))} left out by the query", omitted),
        (f"{signs.hidden_lasting} lasts, left out", _chars(everything, Role.HIDDEN_LASTING)),
        (f"{signs.statement} dated statement: a quote, claim or assessment", statements & {signs.statement}),
        (f"{signs.statement_maybe} possible date of a statement", statements & {signs.statement_maybe}),
        (f"{signs.beyond[0]} {signs.beyond[1]} earlier, later statements", statements & {*signs.beyond}),
    ]
    return [meaning for meaning, chars in entries if chars]
