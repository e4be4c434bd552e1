"""Replace Textual's output: apply its updates to a frame of cells, and send the difference to the previous frame.

Textual repaints whole regions, which takes five times the bytes over SSH. This module reads what Textual's compositor
passes to `App._display`, a private method. If that is not as expected, Textual's own output takes over.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, cast

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS
from rich.style import Style
from textual.app import App
from textual.geometry import Offset
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input

from timeline_tui.ui import compat
from timeline_tui.ui.compat import ChopsUpdate, LayoutUpdate
from timeline_tui.ui.terminal import capabilities
from timeline_tui.ui.terminal.cursor_moves import UNKNOWN, move
from timeline_tui.ui.terminal.diff import Capabilities, paint
from timeline_tui.ui.terminal.driver import TerminalDriver
from timeline_tui.ui.terminal.frame import Cell, CellFactory, ScreenRow, blank_rows
from timeline_tui.ui.terminal.sgr import PLAIN, CellStyle

LONG = 64
"""Frames of more bytes are sent as synchronized output (DEC mode 2026), which costs sixteen bytes."""

HOME = Offset(0, 0)
"""Stands for any position: no text field has the focus, so the cursor may be anywhere."""

RESET = "\x1b[r\x1b[?6l\x1b[4l\x1b(B\x0f"
"""Reset modes that other programs may have left set: DECSTBM, DECOM, IRM, and the character set (G0 is ASCII, SI)."""

MOST_STYLES = 4096

_START, _END = "\x1b[?2026h", "\x1b[?2026l"


class Sink(Protocol):
    """Receives frames."""

    def when_free(self, callback: Callable[[], None]) -> bool:
        """Return whether a frame can be sent now; if not, call `callback` once it can."""

    def send(self, frame: str) -> None:
        """Send a frame."""


class ScreenOutput:
    """Tracks what the terminal shows and what it should show, and sends the difference."""

    def __init__(self, app: App[Any], sink: Sink | None = None) -> None:
        """Start without a frame.

        Args:
            app: The application whose output is replaced.
            sink: Receives the frames instead of the terminal, for tests.
        """
        self._app = app
        self._sink = sink
        self._terminal = (
            Capabilities()
            if sink is None
            else Capabilities(bce=True, columns=True, partial_reset=True, regions=True)
        )
        self._colours = ColorSystem.TRUECOLOR
        self._cells = CellFactory(cell_len)
        self._styles: dict[int, tuple[Style | None, CellStyle]] = {}
        self._known: dict[CellStyle, CellStyle] = {PLAIN: PLAIN}
        self._wanted: list[ScreenRow] = []
        self._shown: list[ScreenRow] | None = None
        self._cursor = HOME
        self._failed = False
        self._loop: asyncio.AbstractEventLoop | None = None

    # -- what the application calls -------------------------------------------------------------------------

    def display(self, screen: Screen[Any], update: object) -> bool:
        """Show an update now, or once the line is free.

        Args:
            screen: The screen that is updated.
            update: What Textual's compositor rendered.

        Returns:
            False if Textual has to write the update itself.
        """
        if self._failed or not self._connected():
            return False
        # Textual writes something else, so it is unknown what the terminal shows afterwards.
        if not isinstance(update, compat.FRAME_UPDATES):
            self.forget()
            return False
        if not compat.is_running(self._app):
            return True
        try:
            self._take(screen, cast("LayoutUpdate | ChopsUpdate", update))
        except (AttributeError, TypeError, LookupError, ValueError):
            # An incompatible version of Textual.
            self._failed = True
            # The update may be applied in part, so Textual has to draw everything.
            self._app.call_later(screen.refresh)
            return False
        self.flush()
        return True

    def forget(self) -> None:
        """Forget what the terminal shows, so that the next frame is a full repaint."""
        self._shown = None

    def repaint(self) -> None:
        """Repaint the whole screen."""
        self.forget()
        self.flush()

    def flush(self) -> None:
        """Send the newest state now if the line is free, else once it is."""
        app, sink = self._app, self._sink
        if not self._wanted or not self._wanted[0] or sink is None or not compat.is_running(app):
            return
        self._loop = asyncio.get_running_loop()
        if not sink.when_free(self._schedule_flush):
            return
        text = paint(self._shown, self._wanted, self._terminal)
        if self._shown is None:
            # With nothing known of the screen, nothing is known of the modes either.
            text = f"{RESET}{text}"
        cursor = caret(app.focused) if isinstance(app.focused, Input) else HOME
        # Painting moves the cursor, so it has to be put back after each frame.
        if (text or cursor != self._cursor) and cursor != HOME:
            width, height = len(self._wanted[0]), len(self._wanted)
            at = min(max(cursor.x, 0), width - 1), min(max(cursor.y, 0), height - 1)
            text += move(UNKNOWN, UNKNOWN, *at)
        # A shallow copy is enough: `_put` replaces rows and never changes one in place.
        self._shown, self._cursor = [*self._wanted], cursor
        if not text:
            return
        if compat.synchronized_output(app) and len(text) > LONG:
            text = f"{_START}{text}{_END}"
        sink.send(text)

    # -- the terminal ---------------------------------------------------------------------------------------

    def _connected(self) -> bool:
        """Return whether there is a sink: one given for tests, or the terminal if `TerminalDriver` drives it."""
        if self._sink is not None:
            return True
        driver = compat.driver_of(self._app)
        if self._app.is_headless or not isinstance(driver, TerminalDriver):
            return False
        self._sink = driver
        self._terminal = capabilities.detect(os.environ.get("TERM", ""), driver.outlet.fileno())
        self._colours = COLOR_SYSTEMS.get(self._app.console.color_system or "", ColorSystem.TRUECOLOR)
        # After a stop or an editor, the alternate screen is empty.
        driver.on_start = self.repaint
        return True

    def _schedule_flush(self) -> None:
        """Schedule a flush in the event loop; called from the writer thread when the line is free."""
        # The loop is closed because the program ends.
        with contextlib.suppress(RuntimeError):
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self.flush)

    # -- from strips to cells -------------------------------------------------------------------------------

    def _take(self, screen: Screen[Any], update: LayoutUpdate | ChopsUpdate) -> None:
        """Apply an update to the frame to show."""
        width, height = compat.compositor_of(screen).size
        fits = self._wanted and (len(self._wanted[0]), len(self._wanted)) == (width, height)
        if not fits:
            self.forget()
            self._cells.forget()
            self._wanted = blank_rows(width, height)
        if isinstance(update, LayoutUpdate):
            for y, strips in enumerate(update.strips, update.region.y):
                self._put(y, update.region.x, strips)
        # A chops update has only what changed, but the frame is empty now.
        elif not fits:
            for y, strip in enumerate(compat.compositor_of(screen).render_strips()):
                self._put(y, 0, [strip])
        else:
            for y, x, strip in _pieces(update):
                self._put(y, x, [strip])

    def _put(self, y: int, x: int, strips: Iterable[Strip | None]) -> None:
        cells: list[Cell] = []
        sure, styles, add = True, self._styles, self._cells.add
        for strip in strips:
            for text, style, control in strip or ():
                if not control:
                    known = styles.get(id(style)) or self._cell_style(style)
                    sure = add(cells, text, known[1]) and sure
        # Of a row that is replaced as a whole, no uncertain cell is left.
        row = ScreenRow(self._wanted[y], self._wanted[y].doubtful and len(cells) < len(self._wanted[y]))
        row.put(x, cells, not sure)
        self._wanted[y] = row

    def _cell_style(self, style: Style | None) -> tuple[Style | None, CellStyle]:
        """Return the cell style of a Rich style, cached by id. The style is kept, so that its id is not reused."""
        if len(self._styles) > MOST_STYLES:
            self._styles.clear()
        found = PLAIN if style is None else cell_style(style, self._colours)
        known = self._styles[id(style)] = style, self._known.setdefault(found, found)
        return known


def _pieces(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Yield the row, column and strip of each chop that an update touches.

    Textual crops the strips to the spans that changed. That is not necessary here: a chop is rendered as a whole for
    the update, and cells that did not change are not sent.
    """
    for y, start, end in update.spans:
        for stop, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < end and stop > start:
                yield y, x, strip


def caret(line: Input) -> Offset:
    """Return the position of a text field's caret, where input methods (IME) show the text being composed.

    Textual's `cursor_screen_offset` is one cell too far right at the end of the text, and it is computed before the
    text scrolls or the field moves.
    """
    x, y = line.content_region.offset
    return Offset(x + cell_len(line.value[: line.cursor_position]) - line.scroll_offset.x, y)


def cell_style(style: Style, colours: ColorSystem) -> CellStyle:
    """Convert a Rich style to a cell style, as Textual would send it.

    Args:
        style: The style.
        colours: The terminal's colour system, to which colours are downgraded.
    """
    fg, bg, link = style.color, style.bgcolor, style.link or ""
    return CellStyle(
        compat.attributes_of(style),
        "" if fg is None or fg.is_default else ";".join(fg.downgrade(colours).get_ansi_codes()),
        ""
        if bg is None or bg.is_default
        else ";".join(bg.downgrade(colours).get_ansi_codes(foreground=False)),
        # OSC 8 allows only bytes from 32 to 126; other characters must be percent-encoded.
        link if link.isascii() and link.isprintable() else "",
    )
