"""Being told to go: the terminal is given back as it was, and the process is gone soon, whatever it was doing."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from typing import Any

from textual.app import App

DEADLINE = 1.5
"""Seconds to leave in good order. A terminal that has hung up takes no farewell, and must not hold us."""


def leave_when_told(app: App[Any]) -> None:
    """End `app` on SIGTERM, SIGHUP and SIGINT, with the exit code a shell expects (128 + the signal).

    Not by the event loop's own handlers: those would hear a Ctrl-C that was meant for the editor.
    """

    def leave(number: int) -> None:
        end = threading.Timer(DEADLINE, os._exit, [128 + number])
        end.daemon = True
        end.start()
        app.exit(return_code=128 + number)

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda told, _: loop.call_soon_threadsafe(leave, told))
