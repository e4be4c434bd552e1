"""Draw the rows of an axis: bars for points, dots for vague dates, lines for intervals, and ticks.

Events hidden by the filter are drawn, too. Each kind of mark has a sign of its own, so that no colour is needed:

| what | Unicode | ASCII |
|---|---|---|
| points in the cell, by their number | ▁▂▃▄▅▆▇█ | . : + * # |
| vague dates that may lie in the cell, by their shares | ⣀⣤⣶⣿ | - ~ ^ |
| events hidden by the filter only; or only a small share of vague ones | ░ · | % ' |
| an interval lasts in the cell | ━ | = |
| an interval may last in the cell, may not have begun or may have ended | ╌ | ~ |
| intervals hidden by the filter only | ─ | _ |
| statements (quotes, claims, assessments) about events of other days | ◇ | " |
| the same with a date longer than a cell | ⠒ | , |
| the same before the first cell or after the last | ‹ › | < > |
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import groupby
from math import ceil
from typing import NamedTuple

from timeline_tui.axis.density import CellCounts
from timeline_tui.axis.statement_marks import NOTHING, StatementCells
from timeline_tui.axis.ticks import context, ticks
from timeline_tui.axis.window import Window

# Cells: up to this width the cursor's event is marked as a whole, a wider one at its ends.
_NARROW = 3


class AxisSigns(NamedTuple):
    """The signs of an axis; `bars` and `dots` from lowest to highest. Only lanes use `event`, `doubt` and `both`."""

    bars: str
    dots: str
    hidden: str
    few: str
    lasting: str
    tick: str
    event: str
    doubt: str
    both: str
    hidden_lasting: str
    maybe: str
    statement: str
    statement_maybe: str
    beyond: str


UNICODE = AxisSigns("▁▂▃▄▅▆▇█", "⣀⣤⣶⣿", "░", "·", "━", "╵", "●", "○", "╍", "─", "╌", "◇", "⠒", "‹›")
ASCII = AxisSigns(".:+*#", "-~^", "%", "'", "=", "|", "o", "?", "&", "_", "~", '"', ",", "<>")


class Role(Enum):
    """The kind of a run of cells; widgets and exports choose its style by it."""

    EMPTY = "empty"
    BAR = "bar"
    HIDDEN = "hidden"
    VAGUE = "vague"
    LASTING = "lasting"
    HIDDEN_LASTING = "hidden-lasting"
    CONTESTED = "contested"
    STATEMENT = "said"
    TICK = "tick"
    CONTEXT = "context"


class Run(NamedTuple):
    """Adjacent cells of a row that look alike.

    `chosen`: the cursor's event lies in them. `edge`: they are at an end of it. `picked`: they are in the picked range.
    """

    text: str
    role: Role
    chosen: bool = False
    picked: bool = False
    edge: bool = False


def draw(
    window: Window,
    shown: CellCounts,
    everything: CellCounts,
    *,
    height: int = 2,
    ascii: bool = False,
    chosen: Sequence[range] = (),
    picked: tuple[int, int] | None = None,
    statements: StatementCells = NOTHING,
) -> list[tuple[Run, ...]]:
    """Draw the axis, each row as wide as the window.

    Args:
        window: The cells.
        shown: The counts of the events that match the filter.
        everything: The counts of all events.
        height: The number of rows. 1: bars and lines in one row. 2: the ticks as well. 3: the lines in a row of their
            own, or bars of twice the height if there are no intervals.
        ascii: Draw in ASCII.
        chosen: The ranges of cells in which the cursor's event may lie.
        picked: The picked range, a half-open span of seconds.
        statements: Statements about events of other days, drawn in empty cells, or over a line if they are points.
    """
    cells = axis_cells(window, shown, everything, height=height, ascii=ascii, statements=statements)
    return with_marks(cells, window, chosen, picked)


class AxisCells(NamedTuple):
    """The rows of an axis without the cursor: a sign and its role for each cell."""

    rows: list[list[tuple[str, Role]]]
    """The bars and the lines."""
    lowest: int
    """The row of the lowest bars, in which the cursor's event is marked."""
    ticks: list[tuple[str, Role]] | None
    """The row below; None in an axis of one row."""


def axis_cells(
    window: Window,
    shown: CellCounts,
    everything: CellCounts,
    *,
    height: int,
    ascii: bool,
    statements: StatementCells = NOTHING,
) -> AxisCells:
    """Return the cells that `with_marks` completes; see `draw` for the arguments."""
    signs = ASCII if ascii else UNICODE
    lines = _lines(shown, everything, signs)
    lasting = any(everything.intervals) or any(everything.maybe)
    tall = 2 if height > 2 and not lasting else 1
    rows = _bars(shown, everything, signs, tall)
    if lasting and height <= 2:
        rows = [[one if one[1] is not Role.EMPTY else line for one, line in zip(rows[0], lines, strict=True)]]
    rows[-1] = with_statements(rows[-1], statements, signs)
    if lasting and height > 2:
        rows.append(lines)
    return AxisCells(rows, tall - 1, _ticks(window, signs) if height > 1 else None)


def with_marks(
    cells: AxisCells, window: Window, chosen: Sequence[range], picked: tuple[int, int] | None
) -> list[tuple[Run, ...]]:
    """Return the rows of an axis with the cursor's event and the picked range; see `draw` for the arguments."""
    other = columns(window, picked)
    drawn = [runs(row, chosen if n == cells.lowest else (), other) for n, row in enumerate(cells.rows)]
    return drawn if cells.ticks is None else [*drawn, runs(cells.ticks)]


def with_statements(
    row: list[tuple[str, Role]], statements: StatementCells, signs: AxisSigns, over: tuple[Role, ...] = ()
) -> list[tuple[str, Role]]:
    """Add the signs of statements to a copy of a row.

    Vague ones go only into cells that are empty or have hidden events. Certain ones also replace lines and the roles in
    `over`. Statements beyond the window get a sign at that end of the row.

    Args:
        row: The row, a sign and its role for each cell.
        statements: The cells of the statements.
        signs: The signs to draw with.
        over: The other roles that a certain statement may replace.
    """
    row = list(row)
    empty = (Role.EMPTY, Role.HIDDEN, Role.HIDDEN_LASTING)
    for cell in statements.maybe:
        if row[cell][1] in empty:
            row[cell] = signs.statement_maybe, Role.STATEMENT
    for cell in statements.sure:
        if row[cell][1] in (*empty, Role.LASTING, *over):
            row[cell] = signs.statement, Role.STATEMENT
    for there, cell, sign in (
        (statements.before, 0, signs.beyond[0]),
        (statements.behind, -1, signs.beyond[1]),
    ):
        if there and row[cell][1] in (*empty, Role.STATEMENT):
            row[cell] = sign, Role.STATEMENT
    return row


def _bars(
    shown: CellCounts, everything: CellCounts, signs: AxisSigns, tall: int
) -> list[list[tuple[str, Role]]]:
    """Draw `tall` rows of bars, the upper one first.

    The fullest cell has the full height, and any cell with events has at least the lowest sign.
    """
    most = max(everything.weights, default=0.0)
    rows: list[list[tuple[str, Role]]] = [[] for _ in range(tall)]
    weights, points = shown.weights, shown.points
    for cell, of_all in enumerate(everything.points):
        levels, role = (signs.bars, Role.BAR) if points[cell] else (signs.dots, Role.VAGUE)
        height = 0
        if points[cell] or shown.vague[cell]:
            # Less a little: rounding may put a sum of shares just above a level.
            height = max(1, ceil(weights[cell] / most * len(levels) * tall - 1e-9)) if most else 1
        for n, row in enumerate(reversed(rows)):
            level = min(len(levels), height - n * len(levels))
            if level > 0:
                row.append((levels[level - 1], role))
            elif n == 0 and (of_all or everything.vague[cell]):
                few = not of_all and everything.shares[cell] * len(signs.dots) * tall <= most
                row.append((signs.few if few else signs.hidden, Role.HIDDEN))
            else:
                row.append((" ", Role.EMPTY))
    return rows


def _lines(shown: CellCounts, everything: CellCounts, signs: AxisSigns) -> list[tuple[str, Role]]:
    row = []
    for cell, (here, maybe) in enumerate(zip(shown.intervals, shown.maybe, strict=True)):
        if here or maybe:
            row.append((signs.lasting if here else signs.maybe, Role.LASTING))
        elif everything.intervals[cell] or everything.maybe[cell]:
            row.append((signs.hidden_lasting, Role.HIDDEN_LASTING))
        else:
            row.append((" ", Role.EMPTY))
    return row


def _ticks(window: Window, signs: AxisSigns) -> list[tuple[str, Role]]:
    row = [(" ", Role.EMPTY)] * window.width
    begin = context(window)
    for cell, label in ticks(window):
        # A label here would run into the context.
        if begin and cell < len(begin) + 2:
            continue
        text = signs.tick + label
        if cell + len(text) <= window.width:
            row[cell : cell + len(text)] = [(char, Role.TICK) for char in text]
    if len(begin) <= window.width:
        row[: len(begin)] = [(char, Role.CONTEXT) for char in begin]
    return row


def columns(window: Window, span: tuple[int, int] | None) -> range:
    """Return the cells of the window that a half-open span of seconds touches."""
    if span is None:
        return range(0)
    return range(max(0, window.cell_of(span[0])), min(window.width, window.cell_of(span[1] - 1) + 1))


def runs(
    row: Sequence[tuple[str, Role]], chosen: Sequence[range] = (), picked: range = range(0)
) -> tuple[Run, ...]:
    """Join adjacent cells that look alike into runs.

    Args:
        row: A sign and its role for each cell.
        chosen: The ranges of cells in which the cursor's event may lie.
        picked: The cells of the picked range.
    """
    within = {cell for stretch in chosen for cell in stretch}
    edges = {
        cell
        for stretch in chosen
        for cell in (stretch if len(stretch) <= _NARROW else (stretch[0], stretch[-1]))
    }
    cells = [(role, n in within, n in picked, n in edges, char) for n, (char, role) in enumerate(row)]
    alike = groupby(cells, key=lambda cell: cell[:4])
    return tuple([Run("".join([char for *_, char in run]), *style) for style, run in alike])
