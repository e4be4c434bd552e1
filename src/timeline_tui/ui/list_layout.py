"""Which rows, and which headings over them, stand in the lines of a list: pure, and told from its first row on.

A heading takes a line of its own before each row that begins a group, and the first line says what group the first
row is in, wherever that began. Whatever is asked, no more rows are looked at than there are lines. `begins` says of a
row (not the first of all) whether it begins a group; None where there are no headings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Begins: TypeAlias = Callable[[int], bool]


def lines_from(top: int, count: int, height: int, begins: Begins) -> list[int]:
    """For each line its row; `~row` for the heading over that row."""
    lines: list[int] = []
    row = top
    while row < count and len(lines) < height:
        if row == top or begins(row):
            lines.append(~row)
        lines.append(row)
        row += 1
    return lines[:height]


def first_top(last: int, height: int, begins: Begins | None) -> int:
    """The first row of the list where row `last` stands as far down as it can."""
    if begins is None:
        return max(0, last - height + 1)
    top, lines = last, 2
    while top > 0:
        lines += 1 + begins(top)
        if lines > height:
            break
        top -= 1
    return top


def top_showing(row: int, top: int, count: int, height: int, begins: Begins | None) -> int:
    """The first row, as near to `top` as can be, of a list that shows `row`, and its neighbours where there is room."""
    margin = min(2, max(0, (height - 1) // 2))
    least = min(row, first_top(min(row + margin, count - 1), height, begins))
    wanted = max(min(top, max(0, row - margin)), least)
    if wanted > count - height:  # else the lines are filled
        wanted = min(wanted, first_top(count - 1, height, begins))
    return max(0, wanted)


def rows_in(lines: int, row: int, step: int, count: int, begins: Begins | None) -> int:
    """How many rows one passes from `row` on (1) or back (-1) in so many lines: one at least."""
    if begins is None:
        return max(1, lines)
    passed, used = 0, 0
    while 0 <= row + step < count:
        used += 1 + begins(max(row, row + step))
        if used > lines and passed:
            break
        row += step
        passed += 1
    return max(1, passed)
