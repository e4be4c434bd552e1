"""Keys typed ahead: each is handled in the place that the one before it led to.

Textual hands every key to the widget that has the focus when the key arrives, and moves the focus or opens a
screen later. On a slow line, or from a quick hand, `/belgorod` arrives as one burst: the list would get `b`, `e`
(the editor!) and the rest as commands, for the filter has not got the focus yet. So the next key waits here until
the last one has been handled and the focus has come to rest. Characters that wait for a line of
text go into it together.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from textual.app import App, ScreenStackError
from textual.command import CommandPalette
from textual.events import Callback, Key, MouseEvent, Paste
from textual.message_pump import MessagePump

LONGEST = 2.0
"""Seconds after which the next key no longer waits: slow work is not to hold the way out back."""

_SEARCH = CommandPalette._GATHER_COMMANDS_GROUP


Typed = Key | Paste | MouseEvent


class KeyQueue:
    """Lets the keys of `app` through one after the other."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: deque[Typed] = deque()
        self._released: Typed | None = None
        self._task: asyncio.Task[None] | None = None

    def hold(self) -> None:
        """Something is under way that will move the focus: keys wait until it has come to rest."""
        if self._task is None:
            self._task = asyncio.create_task(self._hand_out())

    @property
    def waiting(self) -> bool:
        """Whether keys have come whose turn it is not yet."""
        return bool(self._waiting)

    @property
    def count(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def admit(self, event: Typed) -> bool:
        """Whether the event may be handled now; if not, it is posted again when its turn comes."""
        if not self._app.screen_stack:
            return False  # the program ends: nobody is there to obey
        if event is self._released:
            self._released = None
            return True
        if self._task is not None:
            if _is_interrupt(event):
                self._waiting = deque(filter(_is_interrupt, self._waiting))
            self._waiting.append(event)
            return False
        self.hold()
        return True

    async def _hand_out(self) -> None:
        """Wait, then let the next one through, until none is left."""
        try:
            await self._rest()
            while self._waiting and self._app.screen_stack:
                self._released = self._next()
                self._app.post_message(self._released)
                await self._rest()
        finally:
            self._task = None

    def _next(self) -> Typed:
        """The first that waits; if that is text for the line with the focus, with all the text behind it, as pasted."""
        first = self._waiting.popleft()
        text = self._text(first)
        while text and self._waiting and (more := self._text(self._waiting[0])):
            text += more
            self._waiting.popleft()
        return first if len(text) < 2 else Paste(text)

    def _text(self, event: Typed) -> str:
        """The character, if the key does nothing but to add it to a line of text; else ""."""
        line = self._app.focused
        if (
            line is None
            or not isinstance(event, Key)
            or not line.check_consume_key(event.key, event.character)
        ):
            return ""
        return event.character or ""

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._settled(), LONGEST)
        except (TimeoutError, ScreenStackError):  # without a screen the program is about to end
            return

    async def _settled(self) -> None:
        """Until a whole round of messages, from the focus up to the application, has moved nothing."""
        app = self._app
        await _done(app)
        for _ in range(20):
            before = app.screen, app.focused
            for node in (before[1] or before[0]).ancestors_with_self:
                await _done(node)
            await _done(app)  # moving the focus is itself a message to the application
            if (app.screen, app.focused) == before:
                break
        # The palette looks for commands in a task: Enter right behind a word is for what the word finds.
        while any(worker.group == _SEARCH and not worker.is_finished for worker in app.workers):
            await asyncio.sleep(0)


def _is_interrupt(event: Typed) -> bool:
    """Whether it is Ctrl-C, which discards the keys typed before it, as that of a terminal does (termios(3), ISIG)."""
    return isinstance(event, Key) and event.key == "ctrl+c"


async def _done(node: MessagePump) -> None:
    """Until `node` has handled every message it has now."""
    done = asyncio.Event()
    if node.is_running and node.post_message(Callback(done.set)):
        await done.wait()
