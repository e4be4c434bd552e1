"""What stands between the program and the terminal."""

from __future__ import annotations

import asyncio
import os
import signal
import threading

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter

from timeline_tui.text import reveal

_PLAIN_LINES = {
    **dict.fromkeys(range(0x2500, 0x2580), "+"),  # corners and crossings
    **dict.fromkeys(map(ord, "─━╌╍┄┅┈┉═╴╶╸╺▁▂▔–•·"), "-"),
    **dict.fromkeys(map(ord, "│┃╎╏┆┇┊┋║╵╷╹╻▌▎▊▏▕"), "|"),
    **dict.fromkeys(map(ord, "█▇▆▅▄▃▀▓▒"), "#"),
    **dict(zip(map(ord, "░…→←↑↓“”‘’›‹"), ".~><^v\"\"''><", strict=True)),
}
"""What the screen's own lines and signs become where the locale has ASCII only: a cell each, as they are."""


DEADLINE = 1.5
"""Seconds to leave in good order. A terminal that has hung up takes no farewell, and must not hold us."""


def guard(app: App[None]) -> None:
    """Leave the terminal as it was found when told to end, and paint again after a stop (Ctrl-Z and fg).

    Textual restores the terminal when it is quit by a key only, and leaves the screen empty after a stop. The exit
    code is what a shell expects: 128 + the signal.
    """
    if app.is_headless:
        return
    loop = asyncio.get_running_loop()

    def leave(number: int) -> None:
        end = threading.Timer(DEADLINE, os._exit, [128 + number])
        end.daemon = True
        end.start()
        app.exit(return_code=128 + number)

    # Not by the event loop's own handlers: those would hear a Ctrl-C that was meant for the editor.
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT):
        signal.signal(number, lambda told, _: loop.call_soon_threadsafe(leave, told))
    app.app_resume_signal.subscribe(app, lambda _: app.screen.refresh(layout=True))


class Revealing(LineFilter):
    """The last gate: no control character and no mark of direction leaves raw, whoever drew it.

    What draws text from files reveals it already, in its own width; this one is for what was forgotten. With
    `ascii`, the frames and arrows that Textual draws become ASCII too; text from files stays as it is.
    """

    def __init__(self, *, ascii: bool = False) -> None:
        super().__init__()
        self._ascii = ascii

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments with everything unseen in them made visible."""
        if self._ascii:
            segments = [
                segment
                if segment.text.isascii()
                else segment._replace(text=segment.text.translate(_PLAIN_LINES))
                for segment in segments
            ]
        return [
            segment if segment.text.isprintable() else segment._replace(text=reveal(segment.text))
            for segment in segments
        ]
