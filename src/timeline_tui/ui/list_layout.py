"""Lay out the rows and headings of a list in lines. Pure functions.

Each row that starts a group has a heading in the line above it. The first line is always a heading, for the group of
the first visible row. No function examines more rows than there are lines. `begins` returns whether a row (other than
row 0) starts a group; it is None for a list without headings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Begins: TypeAlias = Callable[[int], bool]


def lines_from(top: int, count: int, height: int, begins: Begins) -> list[int]:
    """Return the row in each line, or `~row` for the heading over that row.

    Args:
        top: The first visible row.
        count: The number of rows in the list.
        height: The number of lines.
        begins: Returns whether a row starts a group.
    """
    lines: list[int] = []
    row = top
    while row < count and len(lines) < height:
        if row == top or begins(row):
            lines.append(~row)
        lines.append(row)
        row += 1
    return lines[:height]


def first_top(last: int, height: int, begins: Begins | None) -> int:
    """Return the first visible row that puts row `last` in the last line, or as close to it as possible.

    Args:
        last: The row to show.
        height: The number of lines.
        begins: Returns whether a row starts a group; None without headings.
    """
    if begins is None:
        return max(0, last - height + 1)
    # The row, and a heading above it: the first line always is one.
    top, lines = last, 2
    while top > 0:
        # Once a row above is visible, the heading of this one stays only if it starts a group.
        lines += 1 + begins(top)
        if lines > height:
            break
        top -= 1
    return top


def top_showing(row: int, top: int, count: int, height: int, begins: Begins | None) -> int:
    """Return the first visible row, as close to `top` as possible, with which `row` and its neighbours are visible.

    Args:
        row: The row to show, with two neighbours on each side if there is room.
        top: The current first visible row.
        count: The number of rows in the list.
        height: The number of lines.
        begins: Returns whether a row starts a group; None without headings.
    """
    margin = min(2, max(0, (height - 1) // 2))
    least = min(row, first_top(min(row + margin, count - 1), height, begins))
    wanted = max(min(top, max(0, row - margin)), least)
    # There may be empty lines at the end.
    if wanted > count - height:
        wanted = min(wanted, first_top(count - 1, height, begins))
    return max(0, wanted)


def rows_in(lines: int, row: int, step: int, count: int, begins: Begins | None) -> int:
    """Return how many rows, at least one, fit in a number of lines after (`step` 1) or before (-1) a row.

    Args:
        lines: The number of lines.
        row: The row to start from.
        step: 1 or -1.
        count: The number of rows in the list.
        begins: Returns whether a row starts a group; None without headings.
    """
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
