"""A screen as rows of cells: what two frames are compared by.

A cell is a grapheme cluster with its width and look; a cluster of two cells is followed by an empty cell. Cells are
made once for each text and look, so that comparing two frames mostly compares which objects they are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import NamedTuple

from timeline_tui.ui.terminal.sgr import PLAIN, CellStyle, of_blank

MOST = 20_000
"""Cells that are kept for comparing; a chronology in a script of many signs would gather them without end."""

# Two cells wide wherever characters are: ideographs, kana, Hangul syllables, full-width forms. Not pictures.
_WIDE_FOR_SURE = (
    (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F),
    (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x20000, 0x3FFFD),
)  # fmt: skip
_FLAG = (0x1F1E6, 0x1F1FF)
_NEVER = frozenset([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)])


class Cell(NamedTuple):
    """A cluster, the cells it takes, and its look; `sure` where every terminal agrees how many it takes."""

    text: str
    width: int
    look: CellStyle
    sure: bool = True


BLANK = Cell(" ", 1, PLAIN)
_TEXT = itemgetter(0)


class ScreenRow(list[Cell]):
    """A row of the screen, a cell each column; `doubtful` where one of them may be taken for another width."""

    __slots__ = ("_least", "doubtful")

    def __init__(self, cells: Iterable[Cell] = (), doubtful: bool = False) -> None:
        super().__init__(cells)
        self.doubtful = doubtful
        self._least: int | None = None

    def put(self, x: int, cells: list[Cell], doubtful: bool = False) -> None:
        """Lay cells over those from column `x` on. Half a cluster that is left over becomes a blank."""
        end = min(len(self), x + len(cells))
        if end <= x:
            return
        self._least = None
        at = x
        while 0 < at < len(self) and not self[at].width:
            at -= 1
        for column in range(at, x):
            self[column] = BLANK
        after = end
        while after < len(self) and not self[after].width:
            self[after] = BLANK
            after += 1
        self[x:end] = cells[: end - x]
        self.doubtful |= doubtful
        last = end - 1
        while last > x and not self[last].width:
            last -= 1
        if last + self[last].width > end:  # cut by the screen's edge
            self[last:end] = [BLANK] * (end - last)

    @property
    def least(self) -> int:
        """Bytes that painting the row on an empty screen takes at least: its words, and getting to each."""
        if self._least is None:
            words = "".join(map(_TEXT, self)).split()
            self._least = sum(map(len, words)) + len(words)
        return self._least


def blank_rows(width: int, height: int) -> list[ScreenRow]:
    """An empty screen."""
    return [ScreenRow([BLANK] * width) for _ in range(height)]


class _Table(dict[str, Cell]):
    """The cells of one look, each made when it is first met."""

    def __init__(self, look: CellStyle, width: Callable[[str], int], known: dict[Cell, Cell]) -> None:
        super().__init__()
        self.tail = Cell("", 0, look)
        self._look = look
        self._width = width
        self._known = known

    def __missing__(self, text: str) -> Cell:
        if text == " ":
            cell = Cell(" ", 1, of_blank(self._look))
        elif ord(text[0]) in _NEVER:
            cell = Cell("\ufffd", 1, self._look)
        else:
            width = self._width(text)
            cell = Cell(text, width, self._look, _sure(text, width))
        cell = self[text] = self._known.setdefault(cell, cell)
        return cell


class CellFactory:
    """Makes cells of text; `width` is the number of cells of a cluster."""

    def __init__(self, width: Callable[[str], int]) -> None:
        self._width = width
        self._known: dict[Cell, Cell] = {BLANK: BLANK}
        self._tables: dict[CellStyle, _Table] = {}

    def add(self, row: list[Cell], text: str, look: CellStyle) -> bool:
        """Append the cells of `text`; says whether all of them are as wide on any terminal."""
        table = self._table(look)
        cells = list(map(table.__getitem__, text))
        if text.isascii() or all([cell.width == 1 and cell.sure for cell in cells]):  # noqa: C419 - twice as fast
            row += cells
            return True
        start = len(row)
        for cluster in clusters(text, self._width):
            cell = table[cluster]
            if cell.width:
                row += [cell, *[table.tail] * (cell.width - 1)]
            elif row and row[-1].width == 1:  # marks whose letter is in another style
                row[-1] = self._table(row[-1].look)[row[-1].text + cluster]
                start -= 1
        return all(cell.sure for cell in row[max(0, start) :])

    def _table(self, look: CellStyle) -> _Table:
        table = self._tables.get(look)
        if table is None:
            table = self._tables[look] = _Table(look, self._width, self._known)
        return table

    def forget(self) -> None:
        """Between two frames that are compared as wholes: let go of cells, if there are many."""
        if len(self._known) > MOST:
            self._known = {BLANK: BLANK}
            self._tables = {}


def clusters(text: str, width: Callable[[str], int]) -> list[str]:
    """The text in pieces that stand in cells of their own: a character with what combines with it.

    A cluster ends where Rich says that the next cell begins, but for the two letters of a flag, which are kept
    together. Marks at the start, with nothing to stand on, are a piece without width.
    """
    found: list[str] = []
    for char in text:
        last = found[-1] if found else ""
        flag = len(last) == 1 and _within(char, _FLAG) and _within(last, _FLAG)
        if last and (last[-1] == "\u200d" or flag or not width(char)):
            found[-1] += char
        else:
            found.append(char)
    return found


def _within(char: str, span: tuple[int, int]) -> bool:
    return span[0] <= ord(char) <= span[1]


def _sure(text: str, width: int) -> bool:
    """Whether terminals agree about the width of a cluster."""
    first, marks = text[0], text[1:]
    if not all(unicodedata.category(c) == "Mn" and not 0xFE00 <= ord(c) <= 0xFE0F for c in marks):
        return False
    if width == 1:
        return ord(first) < 0x1F000 and unicodedata.category(first) not in ("Mc", "Cf", "Cn")
    return width == 2 and any(_within(first, span) for span in _WIDE_FOR_SURE)
