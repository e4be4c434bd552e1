"""Draw the axis and lanes of a view as text, with a legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.cli import output
from timeline_tui.cli.cell_width import cells, fit, pad

if TYPE_CHECKING:
    from pyroaring import BitMap

    from timeline_tui.axis import Density, Run
    from timeline_tui.axis.lanes import LaneEvents, Lanes
    from timeline_tui.store import View

_DEFAULT_WIDTH = 100
"""Width in cells if the output is not a terminal."""
_MAX_LABEL = 28
"""Longest label, in cells."""
_HEIGHT = 3
_MIN_WIDTH_FOR_UNDATED = 60
"""Width in cells from which undated events have a column."""


class _NamedLane(NamedTuple):
    """A lane: its label, its events in the view, and the marks of all its events."""

    label: str
    numbers: BitMap
    stand: LaneEvents


def draw(view: View, out: output.StandardOutput, lanes: str = "none", *, indent: int = 0) -> Iterator[str]:
    """Yield the axis in three rows, a line per lane, and a legend; nothing if no event has a date.

    Events that the query leaves out are dimmed. The number of undated events follows each lane if a lane has any.

    Args:
        view: The events.
        out: The output, which determines the width.
        lanes: The field of the lanes, or "none".
        indent: The indentation in cells.
    """
    from timeline_tui import axis
    from timeline_tui.axis.extent import window_of
    from timeline_tui.axis.lanes import UNDATED, lane_of, undated

    view.store.index("is")  # build the index of intervals, which drawing uses
    found = _find_lanes(view, lanes)
    room = (out.width or _DEFAULT_WIDTH) - indent
    spread = axis.Density(view.store)
    named = _build_lanes(view, lanes, found, spread, min(_MAX_LABEL, room // 3), "..." if out.ascii else "…")
    dated = view.numbers - undated(view)
    stands = [each.stand.of(view.numbers) for each in named]
    missing = [len(each.numbers - stand.placed(dated)) for each, stand in zip(named, stands, strict=True)]
    right = len(UNDATED) + 2 if any(missing) and room >= _MIN_WIDTH_FOR_UNDATED else 0
    widest = max([cells(each.label) for each in named], default=0)
    digits = max([len(f"{len(each.numbers):,}") for each in named], default=0)
    left = indent + (widest + digits + 4 if named else 0)
    window = window_of(view, max(10, room + indent - left - right), spread.said)
    if window is None:
        return
    shown, everything = spread.cells(window, view.numbers), spread.cells(window)
    said = spread.said.among(view.numbers).cells(window)
    rows = axis.draw(window, shown, everything, height=_HEIGHT, ascii=out.ascii, said=said)
    for row in rows[:-1]:
        yield _styled_line(" " * left, row, out)
    yield _styled_line(" " * left, rows[-1], out, f"  {UNDATED}" if right else "")
    drawn = list(rows)
    for each, stand, without in zip(named, stands, missing, strict=True):
        row = lane_of(spread, window, view, each.stand, stand, ascii=out.ascii)
        drawn.append(row)
        before = f"{' ' * indent}{pad(each.label, widest)}  {len(each.numbers):>{digits},}  "
        yield _styled_line(before, row, out, f"{without:>{right},}" if right and without else "")
    if found and found.more:
        yield out.dim(f"{' ' * indent}+{found.more:,} more, without a lane")
    for text in _legend(rows[:-1], drawn[len(rows) :], ceil(max(everything.weights) - 1e-9), out, indent):
        yield out.dim(text)


def _build_lanes(
    view: View, field: str, found: Lanes | None, spread: Density, room: int, ellipsis: str
) -> list[_NamedLane]:
    """Return the lanes with their labels, and one for the events in no lane."""
    from timeline_tui.axis.lanes import indent, rest, standing

    named = [
        _NamedLane(
            fit(indent(each.depth, room) + each.label, room, ellipsis),
            each.numbers,
            standing(spread, view.store, field, each.key),
        )
        for each in (found.lanes if found else ())
    ]
    if found and found.without:
        label = "none of these" if named else f"no {field.removeprefix('tag:')}"
        named.append(_NamedLane(fit(label, room, ellipsis), found.without, rest(found.without)))
    return named


def _find_lanes(view: View, field: str) -> Lanes | None:
    if field == "none":
        return None
    from timeline_tui.axis.lanes import lanes_of

    return lanes_of(view, field)


def _styled_line(before: str, row: Iterable[Run], out: output.StandardOutput, behind: str = "") -> str:
    """Return a row of the axis or of a lane as text with SGR attributes."""
    from timeline_tui.axis import Role
    from timeline_tui.axis.lanes import SEVERAL

    dim = (Role.HIDDEN, Role.HIDDEN_LASTING, Role.TICK, Role.CONTEXT)
    text = ""
    for run in row:
        if run.role is Role.CONTESTED:  # for several events there is no sign for disputed, as in the browser
            text += "".join([out.underlined(char) if char in SEVERAL else char for char in run.text])
        else:
            text += out.dim(run.text) if run.role in dim else run.text
    return (before + text + out.dim(behind)).rstrip()


def _legend(
    rows: Sequence[Iterable[Run]],
    lanes: Sequence[Iterable[Run]],
    most: int,
    out: output.StandardOutput,
    indent: int,
) -> Iterator[str]:
    """Yield the meaning of the signs that occur, in as few lines as possible."""
    from timeline_tui.axis import Role
    from timeline_tui.axis.lanes import DISPUTED, ENDS, SEVERAL
    from timeline_tui.axis.rows import ASCII, UNICODE

    signs, ends = ASCII if out.ascii else UNICODE, ENDS[out.ascii]
    above = {run.role for row in rows for run in row}
    below = "".join([run.text for row in lanes for run in row])
    lines = "".join([run.text for row in rows for run in row if run.role is Role.LASTING]) + below
    left_out = {
        sign for row in (*rows, *lanes) for run in row if run.role is Role.HIDDEN for sign in run.text
    }
    said = {sign for row in (*rows, *lanes) for run in row if run.role is Role.SAID for sign in run.text}
    roles = above | {run.role for row in lanes for run in row}
    few, many = f"{signs.bars[0]}{signs.bars[-1]}", f"{signs.dots[0]}{signs.dots[-1]}"
    meanings = {
        f"{few} how many, at most {most:,} in a cell": Role.BAR in above,
        f"{many} dates that may lie there": Role.VAGUE in above,
        f"{signs.lasting} lasts": signs.lasting in lines,
        f"{signs.maybe} may last, or not yet, or no longer": signs.maybe in lines,
        f"{ends[0]} {ends[1]} begins, ends": any(sign in below for sign in ends),
        f"{signs.event} one event, 2-9 so many in the cell, + ten or more, # a hundred": any(
            sign in below for sign in signs.event + SEVERAL
        ),
        f"{signs.doubt} about, or uncertain": signs.doubt in below,
        f"{DISPUTED} disputed": DISPUTED in below,
        f"{signs.dots[0]} may lie there": signs.dots[0] in below and Role.VAGUE not in above,
        f"{signs.both} lasts, and may lie there": signs.both in below,
        f"{' '.join(sorted(left_out))} left out by the query": bool(left_out),
        f"{signs.hidden_lasting} lasts, left out": Role.HIDDEN_LASTING in roles,
        f"{signs.said} said, claimed or assessed then, no part in the event": signs.said in said,
        f"{signs.said_maybe} may have been said there": signs.said_maybe in said,
        f"{signs.beyond[0]} {signs.beyond[1]} said earlier, later": any(
            sign in said for sign in signs.beyond
        ),
    }
    line = ""
    room = (out.width or _DEFAULT_WIDTH) - indent
    for text in [text for text, occurs in meanings.items() if occurs]:
        if line and len(line) + 3 + len(text) > room:
            yield " " * indent + line
            line = ""
        line += ("   " if line else "") + fit(text, room, "..." if out.ascii else "…")
    if line:
        yield " " * indent + line
