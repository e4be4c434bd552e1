"""Queue typed-ahead keys, so that each goes to the widget the previous key moved the focus to.

Textual sends a key to the widget that has the focus when the key arrives, and moves the focus or opens a screen later.
On a slow line, or from a fast typist, `/belgorod` arrives as one burst: the list would take `b`, `e` (the editor) and
the rest as commands, because the prompt does not have the focus yet. So each key waits here until the previous one has
been handled and the focus has settled. Characters queued for a text input are inserted together.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from textual.app import App, ScreenStackError
from textual.events import Callback, Key, MouseEvent, Paste
from textual.message_pump import MessagePump

from timeline_tui.ui import compat

LONGEST = 2.0
"""Seconds after which the next key is released anyway, so that slow work does not keep the user from quitting."""

Typed = Key | Paste | MouseEvent


class KeyQueue:
    """Releases the input events of an application one at a time."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: deque[Typed] = deque()
        self._released: Typed | None = None
        self._task: asyncio.Task[None] | None = None

    def hold(self) -> None:
        """Hold back keys until the focus, which is about to move, has settled."""
        if self._task is None:
            self._task = asyncio.create_task(self._release_all())

    @property
    def waiting(self) -> bool:
        """Whether events are queued."""
        return bool(self._waiting)

    @property
    def count(self) -> int:
        """The number of queued events."""
        return len(self._waiting)

    def admit(self, event: Typed) -> bool:
        """Return whether an event may be handled now. If not, it is queued and posted again later."""
        if not self._app.screen_stack:
            # The application is exiting.
            return False
        if event is self._released:
            self._released = None
            return True
        if self._task is not None:
            if _is_interrupt(event):
                # An earlier Ctrl-C stays: it may close the prompt, and this one quits.
                self._waiting = deque(filter(_is_interrupt, self._waiting))
            self._waiting.append(event)
            return False
        self.hold()
        return True

    async def _release_all(self) -> None:
        """Release queued events, each after the previous one has settled."""
        try:
            await self._wait_until_settled()
            while self._waiting and self._app.screen_stack:
                self._released = self._pop_next()
                self._app.post_message(self._released)
                await self._wait_until_settled()
        finally:
            self._task = None

    def _pop_next(self) -> Typed:
        """Pop the next event; consecutive characters for the focused input are combined into one `Paste`."""
        first = self._waiting.popleft()
        text = self._text(first)
        while text and self._waiting and (more := self._text(self._waiting[0])):
            text += more
            self._waiting.popleft()
        return first if len(text) < 2 else Paste(text)

    def _text(self, event: Typed) -> str:
        """Return the character that a key would insert into the focused widget, or ""."""
        line = self._app.focused
        if (
            line is None
            or not isinstance(event, Key)
            or not line.check_consume_key(event.key, event.character)
        ):
            return ""
        return event.character or ""

    async def _wait_until_settled(self) -> None:
        try:
            await asyncio.wait_for(self._until_settled(), LONGEST)
        except (TimeoutError, ScreenStackError):
            # No screen: the application is exiting.
            return

    async def _until_settled(self) -> None:
        """Wait until all nodes from the focus to the application have handled their messages and the focus rests."""
        app = self._app
        await _drain(app)
        # A limit, in case the focus never settles.
        for _ in range(20):
            before = app.screen, app.focused
            for node in (before[1] or before[0]).ancestors_with_self:
                await _drain(node)
            # Moving the focus is itself a message to the application.
            await _drain(app)
            if (app.screen, app.focused) == before:
                break
        # The palette searches in a worker. Wait for it, so that Enter right after a word runs what the word finds.
        search = compat.search_group()
        while any(worker.group == search and not worker.is_finished for worker in app.workers):
            await asyncio.sleep(0)


def _is_interrupt(event: Typed) -> bool:
    """Return whether this is Ctrl-C, which discards input queued before it, as in termios(3) without NOFLSH."""
    return isinstance(event, Key) and event.key == "ctrl+c"


async def _drain(node: MessagePump) -> None:
    """Wait until `node` has handled all messages in its queue."""
    done = asyncio.Event()
    if node.is_running and node.post_message(Callback(done.set)):
        await done.wait()
