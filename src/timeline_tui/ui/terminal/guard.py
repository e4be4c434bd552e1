"""The terminal is left as it was found, however the program ends, and painted again after a stop."""

from __future__ import annotations

import asyncio
import os
import signal
import threading

from textual.app import App

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
