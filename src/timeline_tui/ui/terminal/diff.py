"""Compute the output that turns one frame on a terminal into another.

Rows are compared from the top. Cells that differ are written. Between two such cells the cursor either moves or
rewrites the unchanged cells, whichever is shorter. Blanks up to the end of a row are erased. Each frame starts by
positioning the cursor and ends with default attributes, so it does not depend on what was sent before.

"Pen" is the current graphic rendition (ECMA-48, SGR): the style in which the terminal writes the next character.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from operator import is_not
from typing import NamedTuple

from timeline_tui.ui.terminal import scroll
from timeline_tui.ui.terminal.cursor_moves import UNKNOWN, move
from timeline_tui.ui.terminal.frame import BLANK, Cell, ScreenRow
from timeline_tui.ui.terminal.sgr import PLAIN, CellStyle, change, covers

_SHORT = 8
"""The most columns for which rewriting unchanged cells may be shorter than moving the cursor."""

_NEAR = re.compile(rb"\x01(?:\0{0,4}\x01)*")
_GAP = re.compile(rb"\0+")
"""Runs of changed columns (1) with gaps of up to four columns, over which moving the cursor is never shorter."""

CLEAR = "\x1b[m\x1b[H\x1b[2J"
"""Reset the pen, move to the first cell and erase the screen (SGR, CUP, ED)."""


class Capabilities(NamedTuple):
    """Optional capabilities of a terminal.

    Attributes:
        bce: Erased cells get the background colour of the pen (back colour erase).
        columns: CHA, which moves to a column of the same row.
        partial_reset: A single attribute or colour can be reset; otherwise only all of them at once.
        regions: DECSTBM, which sets scrolling margins.
    """

    bce: bool = False
    columns: bool = False
    partial_reset: bool = False
    regions: bool = False


def paint(old: Sequence[ScreenRow] | None, new: Sequence[ScreenRow], terminal: Capabilities) -> str:
    """Return the output that turns the frame `old` into `new`; it is never longer, in UTF-8, than a full repaint.

    Args:
        old: The rows that the terminal shows. If None, or of another size than `new`, everything is repainted.
        new: The rows to show: at least one, each with at least one column.
        terminal: What the terminal supports.
    """
    # After a resize nothing on the screen can be relied on: each terminal clips or rewraps in its own way.
    if old is None or len(old) != len(new) or (new and len(old[0]) != len(new[0])):
        return _whole(new, terminal, sys.maxsize) or CLEAR
    # Rows that no update touched are the same object in both frames.
    changed = [y for y, (a, b) in enumerate(zip(old, new, strict=True)) if a is not b and a != b]
    if not changed:
        return ""
    found = _rows(changed, old, new, terminal)
    if shift := scroll.find(changed, old, new) if terminal.regions else None:
        # A scroll may leave more to write than it saves: it also moves a pane beside the list, which should stay.
        moved = shift.apply(old)
        left = [y for y, (a, b) in enumerate(zip(moved, new, strict=True)) if a != b]
        found = min(found, shift.sequence + _rows(left, moved, new, terminal), key=_size)
    whole = _whole(new, terminal, _size(found))
    return found if whole is None else min(found, whole, key=_size)


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def _whole(new: Sequence[ScreenRow], terminal: Capabilities, limit: int) -> str | None:
    """Return the output that paints all of `new`, or None as soon as it must exceed `limit` bytes."""
    # `least` is a lower bound of a row's bytes, so a repaint that cannot win is given up early.
    left = limit - len(CLEAR) - sum([row.least for row in new])
    painter, blank = _Painter(terminal), ScreenRow([BLANK] * len(new[0]))
    for y, row in enumerate(new):
        if left < 0:
            return None
        left += row.least - painter.row(y, blank, row)
    return CLEAR + painter.done()


def _rows(
    changed: Iterable[int], old: Sequence[ScreenRow], new: Sequence[ScreenRow], terminal: Capabilities
) -> str:
    painter = _Painter(terminal)
    for y in changed:
        painter.row(y, old[y], new[y])
    return painter.done()


class _Painter:
    """Collects the output for rows, and tracks the position of the cursor and the pen."""

    def __init__(self, terminal: Capabilities) -> None:
        self._parts: list[str] = []
        self._terminal = terminal
        # The cursor may be anywhere: at the caret of a text field, or at the top after DECSTBM.
        self._x = self._y = UNKNOWN
        self._pen = PLAIN

    def done(self) -> str:
        """Reset the pen and return all output."""
        self._parts.append(change(self._pen, PLAIN, self._terminal.partial_reset))
        return "".join(self._parts)

    def row(self, y: int, old: ScreenRow, new: ScreenRow) -> int:
        """Write the cells of row `y` that differ; return the number of characters written."""
        before = len(self._parts)
        # A factory makes one object per distinct cell, so identity is enough. Equal cells of two factories count as
        # changed, which costs a few bytes.
        changed = bytes(map(is_not, old, new))
        if old.doubtful or new.doubtful:
            changed = _with_neighbours(changed, old, new)
        tail = self._tail(changed, new)
        # Regular expressions over bytes find the runs: a loop over all columns took a third of a frame's time.
        for found in _NEAR.finditer(changed, 0, len(new) if tail is None else tail):
            start = found.start()
            for gap in _GAP.finditer(changed, start, found.end()):
                if not _alike(new[gap.start() - 1 : gap.end() + 1]):
                    self._span(new, start, gap.start(), y)
                    start = gap.end()
            self._span(new, start, found.end(), y)
        if tail is not None:
            self._reach(new, tail, y)
            self._erase(new[-1])
        return sum(map(len, self._parts[before:]))

    # -- cells ----------------------------------------------------------------------------------------------

    def _span(self, row: ScreenRow, start: int, end: int, y: int) -> None:
        """Write the cells from `start` to `end`, extended to the end of a wide last cell."""
        # Writing a wide cluster fills its tail, too, even if the tail itself has not changed.
        while end < len(row) and not row[end].width:
            end += 1
        self._reach(row, start, y)
        parts, pen, partial_reset = self._parts, self._pen, self._terminal.partial_reset
        cells = row[start:end]
        if row.doubtful and not all(cell.sure for cell in cells):
            self._doubtful(row, start, end, y)
            return
        for text, _, style, _ in cells:
            # Styles are interned, so identity is enough; for two equal objects `change` returns "".
            if style is not pen and not (text == " " and covers(pen, style)):
                parts.append(change(pen, style, partial_reset))
                pen = style
            parts.append(text)
        self._pen = pen
        self._moved_to(end, len(row))

    def _doubtful(self, row: ScreenRow, start: int, end: int, y: int) -> None:
        """Write cells of which some may have another width in the terminal than here.

        The place of such a cell is cleared first. Behind it the position of the cursor is unknown.
        """
        for x in range(start, end):
            cell = row[x]
            if not cell.width:
                continue
            self._reach(row, x, y)
            if not (cell.text == " " and covers(self._pen, cell.style)):
                self._use(cell)
            if not cell.sure:
                # A terminal that draws the cluster narrower would leave part of the old cell.
                self._parts.append(" " * cell.width)
                self._moved_to(x + cell.width, len(row))
                self._reach(row, x, y)
            self._parts.append(cell.text)
            self._moved_to(x + cell.width, len(row))
            if not cell.sure:
                # Autowrap is off (DECAWM), so the row is still known.
                self._x = UNKNOWN

    def _use(self, cell: Cell) -> None:
        self._parts.append(change(self._pen, cell.style, self._terminal.partial_reset))
        self._pen = cell.style

    def _moved_to(self, x: int, width: int) -> None:
        """Record the position of the cursor after writing up to column `x`.

        Behind the last column it is unknown: terminals differ in whether they wrap now or before the next character.
        """
        self._x = x
        if x >= width:
            self._x = self._y = UNKNOWN

    # -- blanks ---------------------------------------------------------------------------------------------

    def _tail(self, changed: bytes, row: ScreenRow) -> int | None:
        """Return the column from which erasing to the end of the row is shorter than writing blanks, or None."""
        end, last = changed.rfind(1) + 1, row[-1]
        # EL fills with the pen's background only where the terminal has bce, else with the default background.
        if not end or row[end - 1] != last or last.text != " " or (last.style.bg and not self._terminal.bce):
            return None
        # Erased cells have no other attribute: no underline, no reverse video, no link.
        if not covers(PLAIN._replace(bg=last.style.bg), last.style):
            return None
        start = len(row)
        while start and (row[start - 1] is last or row[start - 1] == last):
            start -= 1
        first = changed.find(1, start)
        # EL takes three bytes, as many as three blanks.
        return first if UNKNOWN < first < end - 2 else None

    def _erase(self, blank: Cell) -> None:
        if not covers(self._pen, blank.style):
            self._use(blank)
        self._parts.append("\x1b[K")

    # -- the cursor -----------------------------------------------------------------------------------------

    def _reach(self, row: ScreenRow, x: int, y: int) -> None:
        """Move the cursor to column `x` of row `y` by the shortest output: a sequence, or rewriting cells of `row`."""
        if self._x == x and self._y == y:
            return
        columns = self._terminal.columns
        best, pen = move(self._x, self._y, x, y, columns), self._pen
        # From another row or an unknown column, column 0 is the cheapest to reach (CR).
        here = self._x if self._y == y and self._x != UNKNOWN else 0
        if 0 < x - here <= _SHORT:
            rewritten = self._rewrite(row, here, x)
            if rewritten is not None:
                text = move(self._x, self._y, here, y, columns) + rewritten[0]
                # The pen counts, too: rewriting may leave it in the style that the cell at `x` needs.
                if _size(text) + self._cost(rewritten[1], row, x) <= len(best) + self._cost(pen, row, x):
                    best, pen = text, rewritten[1]
        self._parts.append(best)
        self._pen = pen
        self._x, self._y = x, y

    def _cost(self, pen: CellStyle, row: ScreenRow, x: int) -> int:
        """Return the number of characters needed to change `pen` to the style of column `x`."""
        cell = row[x]
        if cell.text == " " and covers(pen, cell.style):
            return 0
        return len(change(pen, cell.style, self._terminal.partial_reset))

    def _rewrite(self, row: ScreenRow, start: int, end: int) -> tuple[str, CellStyle] | None:
        """Return the output for the cells from `start` to `end`, and the pen after it; None if a width is uncertain."""
        parts, pen = [], self._pen
        for text, _, style, sure in row[start:end]:
            if not sure:
                return None
            if not (text == " " and covers(pen, style)):
                parts.append(change(pen, style, self._terminal.partial_reset))
                pen = style
            parts.append(text)
        return "".join(parts), pen


def _alike(cells: list[Cell]) -> bool:
    """Return whether these cells can be written with the pen of the first, one byte each.

    Then rewriting a short gap is cheaper than moving over it.
    """
    pen = cells[0].style
    for text, _, style, sure in cells:
        if (style is not pen and not (text == " " and covers(pen, style))) or not sure or not text.isascii():
            return False
    return True


def _with_neighbours(changed: bytes, old: ScreenRow, new: ScreenRow) -> bytes:
    """Extend the columns to write by those that a cluster of uncertain width may cover, if one of these changes.

    Such a cluster covers at most two cells for each of its characters.
    """
    wanted = bytearray(changed)
    zones: list[list[int]] = []
    for x, pair in enumerate(zip(old, new, strict=True)):
        for cell in pair:
            if not cell.sure:
                reach = min(len(new), x + 2 * len(cell.text))
                if zones and x <= zones[-1][1]:
                    zones[-1][1] = max(zones[-1][1], reach)
                else:
                    zones.append([x, reach])
    for start, end in zones:
        # Never begin or end inside a wide cluster of either frame: its other half would be left.
        while end < len(new) and not (new[end].width and old[end].width):
            end += 1
        while start and not (new[start].width and old[start].width):
            start -= 1
        if any(wanted[start:end]):
            wanted[start:end] = b"\1" * (end - start)
    return bytes(wanted)
