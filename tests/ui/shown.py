"""A terminal emulator (pyte) for tests: the cells of a screen after some output."""

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
    """The visible properties of a cell; those that do not show on a blank are left out."""

    text: str
    fg: str
    bg: str
    on: tuple[bool, ...]


@cache
def seen(char: Char) -> Seen:
    """Return the visible properties of a pyte cell."""
    lines = (char.underscore, char.strikethrough, char.reverse)
    if char.data == " " and not any(lines):
        return Seen(" ", "default", char.bg, (False,) * 6)
    return Seen(char.data, char.fg, char.bg, (char.bold, char.italics, char.blink, *lines))


class Emulator:
    """An emulated terminal of a given size."""

    def __init__(self, width: int, height: int) -> None:
        self._screen = pyte.Screen(width, height)
        self._screen.reset_mode(pyte.modes.DECAWM)  # as Textual sets it
        self._screen.set_mode(pyte.modes.DECTCEM)
        self._stream = pyte.ByteStream(self._screen)

    def feed(self, text: str) -> None:
        """Process output with ONLCR (termios(3)): a line feed also returns to the first column."""
        self._stream.feed(text.replace("\n", "\r\n").encode())

    def resize(self, width: int, height: int) -> None:
        """Change the size; the content is undefined afterwards."""
        self._screen.resize(height, width)

    @property
    def cells(self) -> list[list[Seen]]:
        """Return the screen, with marks that pyte keeps in the second half of a wide character moved to the first."""
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
        """Return the lines of the screen as text."""
        return ["".join([cell.text for cell in row]) for row in self.cells]

    @property
    def cursor(self) -> tuple[int, int]:
        """The column and row of the cursor."""
        return self._screen.cursor.x, self._screen.cursor.y

    @property
    def pen(self) -> Char:
        """The style of the next character."""
        return self._screen.cursor.attrs


class Watch:
    """A sink that replaces the terminal of an application and records the frames.

    While `busy` is set, no frame may be sent; `free` clears it and calls the waiting callback.
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
        """Clear `busy` and call the waiting callback."""
        self.busy = False
        callback, self._callback = self._callback, None
        if callback is not None:
            callback()

    def emulator(self, width: int, height: int) -> Emulator:
        """Return a terminal that received all frames, from the last full repaint on."""
        start = max([n for n, data in enumerate(self.sent) if CLEAR in data], default=0)
        emulator = Emulator(width, height)
        emulator.feed("".join(self.sent[start:]))
        return emulator


_SHOWN = BOLD | ITALIC | UNDERLINE | BLINK | REVERSE | STRIKE
"""The attributes that pyte supports."""


@cache
def _pen(style: CellStyle) -> Char:
    emulator = Emulator(1, 1)
    emulator.feed(change(PLAIN, CellStyle(style.on & _SHOWN, style.fg, style.bg)))
    return emulator.pen


def painted(rows: Sequence[ScreenRow]) -> list[list[Seen]]:
    """Return rows as an emulator would show them."""
    return [[_painted(cell.style, cell.text) for cell in row] for row in rows]


@cache
def _painted(style: CellStyle, text: str) -> Seen:
    return seen(_pen(style)._replace(data=unicodedata.normalize("NFC", text)))


def measurable(row: ScreenRow) -> bool:
    """Return whether pyte and Rich agree on the width of each cell: no emoji, no marks of combining class 0."""
    return all(cell.sure and all(unicodedata.combining(mark) for mark in cell.text[1:]) for cell in row)


def assert_shown(app: TimelineApp, watch: Watch) -> None:
    """Assert that the frames sent produce the same screen as a full repaint by Textual."""
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
    """Return whether `assert_shown` would pass now."""
    try:
        assert_shown(app, watch)
    except AssertionError:
        return False
    return True
