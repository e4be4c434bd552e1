"""A terminal emulator (pyte) for tests: what a screen looks like after bytes, cell by cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import pyte
from pyte.screens import Char

from timeline_tui.ui.app import TimelineApp
from timeline_tui.ui.terminal import ScreenOutput
from timeline_tui.ui.terminal.diff import CLEAR
from timeline_tui.ui.terminal.frame import ScreenRow
from timeline_tui.ui.terminal.sgr import (
    BLINK,
    BOLD,
    ITALIC,
    PLAIN,
    REVERSE,
    STRIKE,
    UNDERLINE,
    CellStyle,
    change,
)


class Seen(NamedTuple):
    """A cell as it looks. What nobody sees on a blank is left out."""

    text: str
    fg: str
    bg: str
    on: tuple[bool, ...]


@cache
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
        """The screen. A mark that pyte keeps with the second half of a wide character goes to the first."""
        screen, rows = self._screen, []
        for y in range(screen.lines):
            row = [seen(screen.buffer[y][x]) for x in range(screen.columns)]
            for x in range(1, len(row)):
                text = row[x].text
                if not text.isascii() and unicodedata.combining(text[0]):
                    row[x - 1] = row[x - 1]._replace(text=row[x - 1].text + text)
                    row[x] = row[x]._replace(text="")
            rows.append(row)
        return rows

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


class Watch:
    """Stands in for the terminal of an application, and keeps everything that is sent to it.

    `busy`: the line is not free, and whoever has something to send is told when it is.
    """

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.busy = False
        self._callback: Callable[[], None] | None = None

    def when_free(self, callback: Callable[[], None]) -> bool:
        self._callback = callback if self.busy else None
        return not self.busy

    def send(self, frame: str) -> None:
        assert not self.busy
        self.sent.append(frame)

    def free(self) -> None:
        """The line is free."""
        self.busy = False
        told, self._callback = self._callback, None
        if told is not None:
            told()

    def emulator(self, width: int, height: int) -> Emulator:
        """What a terminal shows that got all of it. Screens before the last whole one are of no account."""
        start = max([n for n, data in enumerate(self.sent) if CLEAR in data], default=0)
        emulator = Emulator(width, height)
        emulator.feed("".join(self.sent[start:]))
        return emulator


_SHOWN = BOLD | ITALIC | UNDERLINE | BLINK | REVERSE | STRIKE
"""The attributes that pyte knows."""


@cache
def _pen(look: CellStyle) -> Char:
    emulator = Emulator(1, 1)
    emulator.feed(change(PLAIN, CellStyle(look.on & _SHOWN, look.fg, look.bg)))
    return emulator.pen


def painted(rows: Sequence[ScreenRow]) -> list[list[Seen]]:
    """What the rows look like before an emulator, without one."""
    return [[_painted(cell.look, cell.text) for cell in row] for row in rows]


@cache
def _painted(look: CellStyle, text: str) -> Seen:
    return seen(_pen(look)._replace(data=unicodedata.normalize("NFC", text)))


def measurable(row: ScreenRow) -> bool:
    """Whether pyte takes each cell to be as wide as Rich does: not pictures, not marks without a class."""
    return all(cell.sure and all(unicodedata.combining(mark) for mark in cell.text[1:]) for cell in row)


def assert_shown(app: TimelineApp, watch: Watch) -> None:
    """What was sent makes the picture that Textual's own whole repaint would."""
    plain = ScreenOutput(app, Watch())
    plain.display(
        app.screen, app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    )
    emulator = watch.emulator(*app.size)
    shown, wanted = emulator.cells, painted(plain._wanted)
    for y, row in enumerate(plain._wanted):
        if measurable(row):
            line = "".join([cell.text for cell in wanted[y]])
            assert shown[y] == wanted[y], f"row {y}: {emulator.lines[y]!r} is to be {line!r}"


def is_shown(app: TimelineApp, watch: Watch) -> bool:
    """Tell whether `assert_shown` would pass now."""
    try:
        assert_shown(app, watch)
    except AssertionError:
        return False
    return True
