"""The rows of an axis: bars for what is known, dots for what may lie there, lines for what lasts, and the ticks.

What the filter leaves out is drawn too, in its own sign. Every kind has a sign of its own, so that no colour is needed:

| what | Unicode | ASCII |
|---|---|---|
| events that surely lie in the cell, by their number | ▁▂▃▄▅▆▇█ | . : + * # |
| events that may lie in it, by their shares | ⣀⣤⣶⣿ | - ~ ^ |
| only such that the filter leaves out; or a few that may lie there | ░ · | % ' |
| something lasts in it | ━ | = |
| something may last in it, or not yet, or no longer | ╌ | ~ |
| only such as the filter leaves out lasts through it | ─ | _ |
| events of other days were spoken of in it: quotes, claims, assessments | ◇ | " |
| the same of a date longer than a cell | ⠒ | , |
| the same before the first cell or behind the last | ‹ › | < > |
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

_NARROW = 3  # cells: a place that is no wider is marked as a whole, of a wider one the ends


class AxisSigns(NamedTuple):
    """What an axis is drawn with; `bars` and `dots` from the lowest to the highest. `event`, `doubt`, `both`: lanes."""

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
    said: str
    said_maybe: str
    beyond: str


UNICODE = AxisSigns("▁▂▃▄▅▆▇█", "⣀⣤⣶⣿", "░", "·", "━", "╵", "●", "○", "╍", "─", "╌", "◇", "⠒", "‹›")
ASCII = AxisSigns(".:+*#", "-~^", "%", "'", "=", "|", "o", "?", "&", "_", "~", '"', ",", "<>")


class Role(Enum):
    """What a stretch of a row is, for who chooses its looks."""

    EMPTY = "empty"
    BAR = "bar"
    HIDDEN = "hidden"
    VAGUE = "vague"
    LASTING = "lasting"
    HIDDEN_LASTING = "hidden-lasting"
    CONTESTED = "contested"
    SAID = "said"
    TICK = "tick"
    CONTEXT = "context"


class Run(NamedTuple):
    """Some cells of a row that look alike.

    `chosen` ones are where the cursor's event lies, those with `edge` at an end of that; `picked` ones are a range.
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
    said: StatementCells = NOTHING,
) -> list[tuple[Run, ...]]:
    """The axis in `height` rows: 1 has bars and lines in one, 2 ticks as well, 3 the lines in a row of their own, or
    higher bars where nothing lasts. Each row is as wide as the window.

    `chosen` are the cells in which the cursor's event may lie, stretch by stretch; `picked` is a half-open span of
    seconds. `said` is what was said of events on other days than theirs: it stands where there is nothing else.
    """
    signs = ASCII if ascii else UNICODE
    lines = _lines(shown, everything, signs)
    lasting = any(everything.intervals) or any(everything.maybe)
    tall = 2 if height > 2 and not lasting else 1
    rows = _bars(shown, everything, signs, tall)
    if lasting and height <= 2:
        rows = [[one if one[1] is not Role.EMPTY else line for one, line in zip(rows[0], lines, strict=True)]]
    rows[-1] = with_said(rows[-1], said, signs)
    if lasting and height > 2:
        rows.append(lines)
    other = columns(window, picked)
    drawn = [runs(row, chosen if n == tall - 1 else (), other) for n, row in enumerate(rows)]
    if height > 1:
        drawn.append(runs(_ticks(window, signs)))
    return drawn


def with_said(
    row: list[tuple[str, Role]], said: StatementCells, signs: AxisSigns, over: tuple[Role, ...] = ()
) -> list[tuple[str, Role]]:
    """The row with what was said on other days: in empty cells, and if it is sure before what lasts and before `over`.

    At the ends it has signs for what was said beyond them.
    """
    row = list(row)
    empty = (Role.EMPTY, Role.HIDDEN, Role.HIDDEN_LASTING)
    for cell in said.maybe:
        if row[cell][1] in empty:
            row[cell] = signs.said_maybe, Role.SAID
    for cell in said.sure:
        if row[cell][1] in (*empty, Role.LASTING, *over):
            row[cell] = signs.said, Role.SAID
    for there, cell, sign in ((said.before, 0, signs.beyond[0]), (said.behind, -1, signs.beyond[1])):
        if there and row[cell][1] in (*empty, Role.SAID):
            row[cell] = sign, Role.SAID
    return row


def _bars(
    shown: CellCounts, everything: CellCounts, signs: AxisSigns, tall: int
) -> list[list[tuple[str, Role]]]:
    """Rows of bars, the upper one first. The fullest cell is as high as can be; nothing is too little to be seen."""
    most = max(everything.weights, default=0.0)
    rows: list[list[tuple[str, Role]]] = [[] for _ in range(tall)]
    weights, points = shown.weights, shown.points
    for cell, of_all in enumerate(everything.points):
        levels, role = (signs.bars, Role.BAR) if points[cell] else (signs.dots, Role.VAGUE)
        height = 0
        if points[cell] or shown.vague[cell]:
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
        if begin and cell < len(begin) + 2:
            continue
        text = signs.tick + label
        if cell + len(text) <= window.width:
            row[cell : cell + len(text)] = [(char, Role.TICK) for char in text]
    if len(begin) <= window.width:
        row[: len(begin)] = [(char, Role.CONTEXT) for char in begin]
    return row


def columns(window: Window, span: tuple[int, int] | None) -> range:
    """The cells of the window that a half-open span in seconds touches."""
    if span is None:
        return range(0)
    return range(max(0, window.cell_of(span[0])), min(window.width, window.cell_of(span[1] - 1) + 1))


def runs(
    row: Sequence[tuple[str, Role]], chosen: Sequence[range] = (), picked: range = range(0)
) -> tuple[Run, ...]:
    """A row of signs, one a cell, as stretches that look alike."""
    within = {cell for stretch in chosen for cell in stretch}
    edges = {
        cell
        for stretch in chosen
        for cell in (stretch if len(stretch) <= _NARROW else (stretch[0], stretch[-1]))
    }
    looks = [(role, n in within, n in picked, n in edges, char) for n, (char, role) in enumerate(row)]
    return tuple(
        [
            Run("".join([char for *_, char in run]), *look)
            for look, run in groupby(looks, key=lambda each: each[:4])
        ]
    )
