"""Read the screen as a user sees it: lines, words and styles.

Tests press keys through Textual's pilot and read what was drawn, cell by cell, after the line filters that Textual
applies to all output.
"""

from __future__ import annotations

import asyncio
import datetime
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from rich.cells import cell_len
from rich.style import Style
from shown import Watch, assert_shown, is_shown
from textual import events
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from timeline_tui.config import Config
from timeline_tui.text import reveal
from timeline_tui.ui.app import TimelineApp
from timeline_tui.ui.browser.screen import MainScreen
from timeline_tui.ui.loading import FileLoader
from timeline_tui.ui.state_saver import StateSaver
from timeline_tui.ui.terminal import ScreenOutput

TODAY = datetime.date(2024, 8, 8)
LONGEST = 60.0
"""Seconds to wait for an expected result."""

Browser = Pilot[None]


@asynccontextmanager
async def browse(
    *paths: str,
    size: tuple[int, int] = (100, 40),
    config: Config | None = None,
    query: str = "",
    at: str = "",
    stdin: bytes | None = None,
    state: StateSaver | None = None,
) -> AsyncIterator[Browser]:
    """Run the browser with these files; yield when its first screen is drawn."""
    app = TimelineApp(FileLoader(paths, stdin), config or Config(), query=query, at=at, state=state)
    watch = Watch()
    app.output = ScreenOutput(app, watch)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        app.screen.session.today = lambda: TODAY  # type: ignore[attr-defined]
        yield pilot
        end = time.monotonic() + LONGEST
        while True:
            await pilot.pause()
            if not app.is_running or app._exit or is_shown(app, watch):
                break
            if time.monotonic() > end:
                assert_shown(app, watch)


async def until(pilot: Browser, holds: Callable[[], object]) -> None:
    """Wait until the condition holds; on a timeout, fail with the screen in the message."""
    end = time.monotonic() + LONGEST
    while True:
        await pilot.pause()
        if holds():
            return
        assert time.monotonic() < end, "\n".join(["never came; the screen is", *lines(pilot)])
        await asyncio.sleep(0.01)


async def burst(pilot: Browser, keys: str) -> None:
    """Send characters that arrive at once, as on a slow line, and wait until they are processed."""
    send(pilot, keys)
    await pilot.pause()
    await until(pilot, lambda: pilot.app._typeahead._task is None)  # type: ignore[attr-defined]


def send(pilot: Browser, keys: str) -> None:
    """Send characters that arrive at once, without waiting."""
    from textual.keys import _character_to_key

    driver = pilot.app._driver
    assert driver is not None
    for char in keys:
        key = char if char.isalnum() else _character_to_key(char)
        event = events.Key(key, char)
        event.set_sender(pilot.app)
        driver.send_message(event)


def paste(pilot: Browser, text: str) -> None:
    """Set the text of the focused field, including characters that a key cannot enter."""
    line = pilot.app.focused
    assert isinstance(line, Input)
    line.value = text


def focused(pilot: Browser) -> str | None:
    """Return the id of the focused widget."""
    return pilot.app.focused.id if pilot.app.focused is not None else None


async def wheel(pilot: Browser, selector: str, *, up: bool = False, offset: tuple[int, int] = (5, 3)) -> None:
    """Turn the wheel one notch over a widget."""
    kind = events.MouseScrollUp if up else events.MouseScrollDown
    await pilot._post_mouse_events([kind], selector, offset, button=0)
    await pilot.pause()


# -- reading --------------------------------------------------------------------------------------------------


def strips(pilot: Browser) -> list[Strip]:
    """Return the lines of the screen as they are sent to the terminal."""
    return pilot.app.screen._compositor.render_strips()


def lines(pilot: Browser) -> list[str]:
    """Return the lines of the screen as text, without trailing blanks."""
    return [strip.text.rstrip() for strip in strips(pilot)]


def seen(pilot: Browser) -> str:
    """Return the whole screen as text."""
    return "\n".join(lines(pilot))


def line_with(pilot: Browser, words: str) -> str:
    """Return the first line that contains these words."""
    for line in lines(pilot):
        if words in line:
            return line
    raise AssertionError(f"{words!r} is not on the screen:\n{seen(pilot)}")


def pane(pilot: Browser, selector: str) -> str:
    """Return the text of a widget, including its border."""
    region = pilot.app.screen.query_one(selector, Widget).region
    shown = [strip.crop(region.x, region.right).text.rstrip() for strip in strips(pilot)]
    return "\n".join(shown[region.y : region.bottom])


def styles_of(pilot: Browser, words: str, selector: str | None = None) -> list[Style]:
    """Return the style of the first character of each occurrence of the words."""
    region = pilot.app.screen.query_one(selector, Widget).region if selector else pilot.app.screen.region
    found: list[Style] = []
    for strip in strips(pilot)[region.y : region.bottom]:
        cut = strip.crop(region.x, region.right)
        at = cut.text.find(words)
        while at >= 0:
            found.append(style_at(cut, at))
            at = cut.text.find(words, at + 1)
    assert found, f"{words!r} is not on the screen:\n{seen(pilot)}"
    return found


def style_at(strip: Strip, index: int) -> Style:
    """Return the style of the character at an index of the strip's text."""
    for text, style, _ in strip:
        if index < len(text):
            return style or Style()
        index -= len(text)
    raise IndexError(index)


def cursor_line(pilot: Browser, selector: str = "#list") -> str:
    """Return the line that is drawn as the cursor: reversed, or bold if the list is not focused."""
    region = pilot.app.screen.query_one(selector, Widget).region
    for strip in strips(pilot)[region.y + 1 : region.bottom]:
        cut = strip.crop(region.x, region.right)
        if all((style or Style()).reverse for text, style, _ in cut if text.strip()) and cut.text.strip():
            return cut.text.rstrip()
    return ""


def assert_tidy(pilot: Browser) -> None:
    """Assert that each line has the width of the screen and contains no control characters."""
    width, height = pilot.app.size
    drawn = strips(pilot)
    assert len(drawn) == height
    for strip in drawn:
        assert cell_len(strip.text) == strip.cell_length == width, repr(strip.text)
        assert reveal(strip.text) == strip.text, repr(strip.text)


def title_of(pilot: Browser) -> str:
    """Return the title of the event in the detail pane."""
    return pane(pilot, "#detail").split("\n")[1].lstrip("│| ")


def session_of(pilot: Browser) -> MainScreen:
    """Return the main screen, which may be below open dialogs."""
    for screen in pilot.app.screen_stack:
        if isinstance(screen, MainScreen):
            return screen
    raise AssertionError("the browser is not there")


def chosen(pilot: Browser) -> str:
    """Return the id of the event under the cursor."""
    event = session_of(pilot).session.event
    return event.id if event is not None else ""


def ids(pilot: Browser) -> Sequence[str]:
    """Return the ids of the events that match the filter."""
    return [event.id for event in session_of(pilot).session.view]


def detail_lines(pilot: Browser) -> list[str]:
    """Return all lines of the detail pane, whether they are on the screen or not."""
    return [line.strip.text.rstrip() for line in session_of(pilot).content.detail._lines]
