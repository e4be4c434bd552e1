"""When a frame is drawn: once everything that a key leads to is known, and not while more keys wait.

Textual draws by a clock of sixty frames a second: the letter one types comes at once, the list it leads to up to two
ticks later. Here a frame waits for messages, not for the clock: each hop of a message from one widget to another takes
a pass of the event loop, so after a few passes what the key changed belongs to one frame. While keys wait that were
typed ahead (a key held down over a slow line), the frame waits with them, but not for ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen
from textual.timer import Timer

PASSES = 6
"""Passes of the event loop that a frame waits for messages: from the line of text to the screen it takes four."""
TURN = 0.001
"""Seconds that a thread at work may make the screen wait each time it has given way to it (Python's own: 0.005)."""
LONGEST = 0.1
"""Seconds after which something is drawn although keys wait."""


class FrameScheduler:
    """Calls `draw` a few passes of the event loop after `resume`; as long as keys are `waiting`, later."""

    def __init__(self, draw: Callable[[], None], waiting: Callable[[], bool]) -> None:
        self._draw = draw
        self._waiting = waiting
        self._left = 0
        self._asked = 0.0
        self._next: asyncio.Handle | None = None

    def resume(self) -> None:
        """There is something to draw."""
        if self._next is None:
            loop = asyncio.get_running_loop()
            self._asked = loop.time()
            self._left = PASSES
            self._next = loop.call_soon(self._pass)

    def pause(self) -> None:
        """There is nothing to draw any more."""
        if self._next is not None:
            self._next.cancel()
            self._next = None

    def _pass(self) -> None:
        loop = asyncio.get_running_loop()
        if self._waiting() and loop.time() - self._asked < LONGEST:
            self._left = PASSES
        self._left -= 1
        if self._left > 0:
            self._next = loop.call_soon(self._pass)
        else:
            self._next = None
            self._draw()


if TYPE_CHECKING:
    _Screen = Screen[Any]
else:
    _Screen = object  # beside a screen, so that this one's styles stay those of its own kind


class ScheduledScreen(_Screen):
    """A screen with a `FrameScheduler` in the place of Textual's timer: to be named before the kind of screen."""

    _pacer: FrameScheduler | None = None

    @property
    def _update_timer(self) -> Timer:
        if self._pacer is None:
            waiting = getattr(self.app, "keys_wait", lambda: False)
            self._pacer = FrameScheduler(self._frame, waiting)
        return cast("Timer", self._pacer)  # as much of a timer as a screen wants

    def prepare(self) -> None:
        """A frame is about to be drawn."""

    def _frame(self) -> None:
        if self.app._exit or not self.is_running:
            return
        try:
            self.prepare()
            self._on_timer_update()
        except Exception as error:
            self.app._handle_exception(error)
