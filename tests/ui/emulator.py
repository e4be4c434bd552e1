"""A terminal emulator (pyte) for tests: what a screen looks like after bytes, cell by cell."""

from __future__ import annotations

from typing import NamedTuple

import pyte
from pyte.screens import Char

from timeline_tui.ui.terminal.frame import Row
from timeline_tui.ui.terminal.sgr import BLINK, BOLD, ITALIC, PLAIN, REVERSE, STRIKE, UNDERLINE, Look, change


class Seen(NamedTuple):
    """A cell as it looks. What nobody sees on a blank is left out."""

    text: str
    fg: str
    bg: str
    on: tuple[bool, ...]


def seen(char: Char) -> Seen:
    """What is seen of a cell of pyte's."""
    lines = (char.underscore, char.strikethrough, char.reverse)
    if char.data == " " and not any(lines):
        return Seen(" ", "default", char.bg, (False,) * 6)
    return Seen(char.data, char.fg, char.bg, (char.bold, char.italics, char.blink, *lines))


class Emulator:
    """A terminal of so many columns and rows that takes bytes."""

    def __init__(self, width: int, height: int) -> None:
        self._screen = pyte.Screen(width, height)
        self._screen.reset_mode(pyte.modes.DECAWM)  # as Textual sets it
        self._screen.set_mode(pyte.modes.DECTCEM)
        self._stream = pyte.ByteStream(self._screen)

    def feed(self, text: str) -> None:
        """Take output, the line settings in between: a line feed returns the carriage too."""
        self._stream.feed(text.replace("\n", "\r\n").encode())

    def resize(self, width: int, height: int) -> None:
        """Another size; what is on the screen then is of no account."""
        self._screen.resize(height, width)

    @property
    def cells(self) -> list[list[Seen]]:
        """The screen."""
        screen = self._screen
        return [[seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]

    @property
    def lines(self) -> list[str]:
        """The screen as text."""
        return ["".join([cell.text for cell in row]) for row in self.cells]

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor."""
        return self._screen.cursor.x, self._screen.cursor.y

    @property
    def pen(self) -> Char:
        """What the next character would look like."""
        return self._screen.cursor.attrs


_SHOWN = BOLD | ITALIC | UNDERLINE | BLINK | REVERSE | STRIKE
"""The attributes that pyte knows."""


def painted(rows: list[Row]) -> list[list[Seen]]:
    """What the rows look like where each cell is written by itself, in its place, with a pen of its own."""
    emulator = Emulator(len(rows[0]), len(rows))
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell.width:
                look = Look(cell.look.on & _SHOWN, cell.look.fg, cell.look.bg)
                emulator.feed(f"\x1b[m\x1b[{y + 1};{x + 1}H{change(PLAIN, look)}{cell.text}")
    return emulator.cells
