"""The terminal is left as it was found, however the program ends, and painted again after a stop."""

from __future__ import annotations

import asyncio
import signal

from textual.app import App

from timeline_tui.ui.terminal.driver import DEADLINE, TerminalDriver


def guard(app: App[None]) -> None:
    """Leave the terminal as it was found when told to end, and paint again after a stop (Ctrl-Z and fg).

    Textual restores the terminal when it is quit by a key only, and leaves the screen empty after a stop. The exit
    code is what a shell expects: 128 + the signal.
    """
    if app.is_headless:
        return
    loop = asyncio.get_running_loop()

    def told(number: int, _: object) -> None:
        driver = app._driver
        if isinstance(driver, TerminalDriver):
            driver.end_within(DEADLINE, 128 + number)
        loop.call_soon_threadsafe(lambda: app.exit(return_code=128 + number))

    # Not by the event loop's own handlers: those would hear a Ctrl-C that was meant for the editor.
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT):
        signal.signal(number, told)
    app.app_resume_signal.subscribe(app, lambda _: app.screen.refresh(layout=True))
