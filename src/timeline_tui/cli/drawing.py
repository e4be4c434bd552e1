"""The axis and the lanes of a view as text, for the commands that print them, with what their signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil
from typing import TYPE_CHECKING

from timeline_tui.cli import output
from timeline_tui.cli.cells import cells, fit, pad

if TYPE_CHECKING:
    from timeline_tui.axis import Run
    from timeline_tui.axis.lanes import Lanes
    from timeline_tui.store import View

_WIDTH = 100
"""Cells of a line where the output is no terminal."""
_LABEL = 28
"""Cells of a label at most."""
_HEIGHT = 3


def draw(view: View, out: output.Output, lanes: str = "none", *, indent: int = 0) -> Iterator[str]:
    """The axis in three rows, a line for each lane, and a legend; nothing where no date says when.

    What the query leaves out is drawn lighter.
    """
    from timeline_tui import axis
    from timeline_tui.aggregate import having
    from timeline_tui.axis.extent import window_of

    view.store.index("is")  # which of them are intervals
    found = _lanes(view, lanes)
    ellipsis, room = "..." if out.ascii else "…", (out.width or _WIDTH) - indent
    named = [
        (fit(each.label, min(_LABEL, room // 3), ellipsis), each.numbers, having(view.store, lanes, each.key))
        for each in (found.lanes if found else ())
    ]
    if found and found.without:
        named.append(("none of these" if named else f"no {lanes}", found.without, found.without))
    widest = max([cells(label) for label, *_ in named], default=0)
    digits = max([len(f"{len(numbers):,}") for _, numbers, _ in named], default=0)
    left = indent + (widest + digits + 4 if named else 0)
    window = window_of(view, max(10, room + indent - left))
    if window is None:
        return
    spread = axis.Spread(view.store)
    shown, everything = spread.cells(window, view.numbers), spread.cells(window)
    rows = axis.draw(window, shown, everything, height=_HEIGHT, ascii=out.ascii)
    for row in rows:
        yield _line(" " * left, row, out)
    drawn = list(rows)
    for label, numbers, all_of_it in named:
        from timeline_tui.axis.lanes import lane

        of_all = spread.cells(window, all_of_it)
        row = lane(window, spread.cells(window, numbers), out.ascii, everything=of_all)
        drawn.append(row)
        yield _line(f"{' ' * indent}{pad(label, widest)}  {len(numbers):>{digits},}  ", row, out)
    if found and found.more:
        yield out.dim(f"{' ' * indent}+{found.more:,} more")
    for text in _legend(rows[:-1], drawn[len(rows) :], ceil(max(everything.weights) - 1e-9), out, indent):
        yield out.dim(text)


def _lanes(view: View, field: str) -> Lanes | None:
    if field == "none":
        return None
    from timeline_tui.axis.lanes import lanes_of

    return lanes_of(view, field)


def _line(before: str, row: Iterable[Run], out: output.Output) -> str:
    from timeline_tui.axis import Role

    dim = (Role.HIDDEN, Role.HIDDEN_LASTING, Role.TICK, Role.CONTEXT)
    text = "".join([out.dim(run.text) if run.role in dim else run.text for run in row])
    return (before + text).rstrip()


def _legend(
    rows: Iterable[Iterable[Run]], lanes: Iterable[Iterable[Run]], most: int, out: output.Output, indent: int
) -> Iterator[str]:
    """What the signs that occur mean, in as few lines as they fit in."""
    from timeline_tui.axis import Role
    from timeline_tui.axis.rows import ASCII, UNICODE

    signs = ASCII if out.ascii else UNICODE
    above = {run.role for row in rows for run in row}
    below = "".join([run.text for row in lanes for run in row])
    roles = above | {run.role for row in lanes for run in row}
    few, many = f"{signs.bars[0]}{signs.bars[-1]}", f"{signs.dots[0]}{signs.dots[-1]}"
    told = {
        f"{few} how many, at most {most:,} in a cell": Role.BAR in above,
        f"{many} dates that may lie there": Role.VAGUE in above,
        f"{signs.lasting} lasts": Role.LASTING in roles,
        f"{signs.event} one, 2-9, + more": signs.event in below
        or any(map(str.isdigit, below))
        or "+" in below,
        f"{signs.dots[0]} may lie there": signs.dots[0] in below and Role.VAGUE not in above,
        f"{signs.both} lasts, and may lie there": signs.both in below,
        f"{signs.hidden} left out by the query": Role.HIDDEN in roles,
        f"{signs.hidden_lasting} lasts, left out": Role.HIDDEN_LASTING in roles,
    }
    line = ""
    room = (out.width or _WIDTH) - indent
    for text in [text for text, occurs in told.items() if occurs]:
        if line and len(line) + 3 + len(text) > room:
            yield " " * indent + line
            line = ""
        line += ("   " if line else "") + fit(text, room, "..." if out.ascii else "…")
    if line:
        yield " " * indent + line
