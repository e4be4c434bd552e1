"""Frames: the screen as rows of cells.

A cell holds a grapheme cluster, its width and its style. A cluster two cells wide is followed by an empty cell. Cells
are interned by text and style, so comparing two frames is mostly a comparison of object identities.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import NamedTuple

from timeline_tui.ui.terminal.sgr import PLAIN, CellStyle, blank_style

MOST = 20_000
"""The most cells to keep interned; without a limit, text in a script with many characters would fill memory."""

# Two cells wide in every terminal: ideographs, kana, Hangul syllables, full-width forms. Emoji are not included.
_WIDE_FOR_SURE = (
    (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F),
    (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x20000, 0x3FFFD),
)  # fmt: skip
# Regional indicators: two make a flag (UAX #29, GB12 and GB13).
_FLAG = (0x1F1E6, 0x1F1FF)
# C0, DEL and C1, which some terminals obey even as two bytes of UTF-8, and surrogates, which UTF-8 cannot encode
# (RFC 3629, section 3).
_NEVER = frozenset([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)])


class Cell(NamedTuple):
    """A grapheme cluster, its width in cells and its style; `sure` if all terminals agree on the width."""

    text: str
    width: int
    style: CellStyle
    sure: bool = True


BLANK = Cell(" ", 1, PLAIN)
_TEXT = itemgetter(0)


class ScreenRow(list[Cell]):
    """A row of the screen, one cell per column; `doubtful` if terminals may disagree on the width of a cell."""

    __slots__ = ("_least", "doubtful")

    def __init__(self, cells: Iterable[Cell] = (), doubtful: bool = False) -> None:
        super().__init__(cells)
        self.doubtful = doubtful
        self._least: int | None = None

    def put(self, x: int, cells: list[Cell], doubtful: bool = False) -> None:
        """Overwrite the cells from column `x`. The other half of a wide cluster that is cut becomes a blank.

        Args:
            x: The first column.
            cells: The new cells. Those beyond the end of the row are dropped.
            doubtful: Whether terminals may disagree on the width of one of `cells`.
        """
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
        # A wide cluster cut by the edge of the screen.
        if last + self[last].width > end:
            self[last:end] = [BLANK] * (end - last)

    @property
    def least(self) -> int:
        """A lower bound of the bytes for painting the row on an empty screen: its words, and a byte to reach each."""
        if self._least is None:
            words = "".join(map(_TEXT, self)).split()
            self._least = sum(map(len, words)) + len(words)
        return self._least


def blank_rows(width: int, height: int) -> list[ScreenRow]:
    """Return an empty frame."""
    return [ScreenRow([BLANK] * width) for _ in range(height)]


class _Table(dict[str, Cell]):
    """The interned cells of one style, created on first use."""

    def __init__(self, style: CellStyle, width: Callable[[str], int], known: dict[Cell, Cell]) -> None:
        super().__init__()
        self.tail = Cell("", 0, style)
        self._style = style
        self._width = width
        self._known = known

    def __missing__(self, text: str) -> Cell:
        # Blanks that look alike are one cell: a colour that cannot be seen makes no difference.
        if text == " ":
            cell = Cell(" ", 1, blank_style(self._style))
        elif ord(text[0]) in _NEVER:
            cell = Cell("\ufffd", 1, self._style)
        else:
            width = self._width(text)
            cell = Cell(text, width, self._style, _sure(text, width))
        cell = self[text] = self._known.setdefault(cell, cell)
        return cell


class CellFactory:
    """Makes interned cells from text."""

    def __init__(self, width: Callable[[str], int]) -> None:
        """Start with no cells. `width` returns the number of cells that a cluster takes."""
        self._width = width
        self._known: dict[Cell, Cell] = {BLANK: BLANK}
        self._tables: dict[CellStyle, _Table] = {}

    def add(self, row: list[Cell], text: str, style: CellStyle) -> bool:
        """Append the cells of a text to a row.

        Args:
            row: The cells before the text.
            text: The text.
            style: Its style.

        Returns:
            Whether all terminals agree on the width of each cell.
        """
        table = self._table(style)
        cells = list(map(table.__getitem__, text))
        # No character joins its neighbour: combining marks have width 0, and parts of emoji are not sure.
        if text.isascii() or all([cell.width == 1 and cell.sure for cell in cells]):  # noqa: C419 - twice as fast
            row += cells
            return True
        start = len(row)
        for cluster in clusters(text, self._width):
            cell = table[cluster]
            if cell.width:
                row += [cell, *[table.tail] * (cell.width - 1)]
            elif row and row[-1].width == 1:
                # Combining marks whose base character has another style.
                row[-1] = self._table(row[-1].style)[row[-1].text + cluster]
                # The joined cell lies before `start`, and its width may have become uncertain.
                start -= 1
        return all(cell.sure for cell in row[max(0, start) :])

    def _table(self, style: CellStyle) -> _Table:
        table = self._tables.get(style)
        if table is None:
            table = self._tables[style] = _Table(style, self._width, self._known)
        return table

    def forget(self) -> None:
        """Drop the interned cells if there are many. Call it only when the next frame is painted as a whole."""
        if len(self._known) > MOST:
            self._known = {BLANK: BLANK}
            self._tables = {}


def clusters(text: str, width: Callable[[str], int]) -> list[str]:
    """Split a text into grapheme clusters: each a character with its combining marks.

    A cluster ends where Rich begins another cell, except that the two regional indicators of a flag stay together.
    Combining marks at the start of the text form a cluster of width 0.

    Args:
        text: The text to split.
        width: Returns the number of cells that a character takes.
    """
    found: list[str] = []
    for char in text:
        last = found[-1] if found else ""
        # An indicator after a complete pair begins the next flag.
        flag = len(last) == 1 and _within(char, _FLAG) and _within(last, _FLAG)
        if last and (last[-1] == "\u200d" or flag or not width(char)):
            found[-1] += char
        else:
            found.append(char)
    return found


def _within(char: str, span: tuple[int, int]) -> bool:
    return span[0] <= ord(char) <= span[1]


def _sure(text: str, width: int) -> bool:
    """Return whether all terminals agree on the width of a cluster."""
    first, marks = text[0], text[1:]
    # Variation selectors are Mn, too, but VS16 makes a narrow sign an emoji, which only some terminals draw wide.
    if not all(unicodedata.category(c) == "Mn" and not 0xFE00 <= ord(c) <= 0xFE0F for c in marks):
        return False
    if width == 1:
        # Spacing marks (Mc) and format characters (Cf) such as the soft hyphen take a cell in some terminals only. The
        # width of what is unassigned here (Cn) depends on the terminal's version of Unicode.
        return ord(first) < 0x1F000 and unicodedata.category(first) not in ("Mc", "Cf", "Cn")
    # Emoji became wide with Unicode 9 (UAX #11), and not every terminal follows.
    return width == 2 and any(_within(first, span) for span in _WIDE_FOR_SURE)
