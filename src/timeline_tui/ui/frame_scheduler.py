"""Draw a frame once all effects of a key are known, and not while more keys are queued.

Textual draws by a timer, sixty frames a second: a typed letter appears at once, and the list it filters up to two
ticks later. Here a frame waits for messages instead of the timer. Each hop of a message between widgets takes one pass
of the event loop, so after a few passes all changes of a key fall into one frame. While keys are queued (a key held
down over a slow line), the frame is postponed, for at most `LONGEST` seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen
from textual.timer import Timer

from timeline_tui.ui import compat

PASSES = 6
"""Passes of the event loop that a frame waits for messages. From the prompt to the screen a message takes four."""
TURN = 0.001
"""The interpreter's thread switch interval in seconds: how long a busy thread can delay the screen (default 0.005)."""
LONGEST = 0.1
"""Seconds after which a frame is drawn even if keys are queued."""


class FrameScheduler:
    """Calls `draw` a few passes of the event loop after `resume`, or later while `waiting` returns true."""

    def __init__(self, draw: Callable[[], None], waiting: Callable[[], bool]) -> None:
        self._draw = draw
        self._waiting = waiting
        self._passes_left = 0
        self._requested_at = 0.0
        self._handle: asyncio.Handle | None = None

    def resume(self) -> None:
        """Schedule a frame."""
        if self._handle is None:
            loop = asyncio.get_running_loop()
            self._requested_at = loop.time()
            self._passes_left = PASSES
            self._handle = loop.call_soon(self._pass)

    def pause(self) -> None:
        """Cancel the scheduled frame."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _pass(self) -> None:
        loop = asyncio.get_running_loop()
        if self._waiting() and loop.time() - self._requested_at < LONGEST:
            self._passes_left = PASSES
        self._passes_left -= 1
        if self._passes_left > 0:
            self._handle = loop.call_soon(self._pass)
        else:
            self._handle = None
            self._draw()


if TYPE_CHECKING:
    _Screen = Screen[Any]
else:
    # A mixin, so that subclasses inherit the CSS and bindings of their own kind of screen.
    _Screen = object


class ScheduledScreen(_Screen):
    """A mixin that replaces a screen's update timer with a `FrameScheduler`. List it before the screen class."""

    _frame_scheduler: FrameScheduler | None = None

    @property
    def _update_timer(self) -> Timer:
        if self._frame_scheduler is None:
            waiting = getattr(self.app, "keys_wait", lambda: False)
            self._frame_scheduler = FrameScheduler(self._draw_frame, waiting)
        # Screen only calls pause and resume.
        return cast("Timer", self._frame_scheduler)

    def prepare(self) -> None:
        """Prepare the widgets for the frame that is about to be drawn."""

    def _draw_frame(self) -> None:
        if compat.is_exiting(self.app) or not self.is_running:
            return
        try:
            self.prepare()
            compat.draw_screen(self)
        # The event loop calls this directly, so Textual would not handle the error.
        except Exception as error:
            compat.handle_error(self.app, error)
