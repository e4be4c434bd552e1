"""What names a key can be clicked, and a key that does nothing is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from seen import Browser, browse, focused, line_with, lines, seen, session_of, until
from textual.widget import Widget

from timeline_tui.ui.browser.main import MainScreen
from timeline_tui.ui.screens.facets import Facets
from timeline_tui.ui.screens.keys import KeyHelp
from timeline_tui.ui.screens.problems import Problems

Write = Callable[..., str]

FAULTY = """
[[events]]
date = 2024-01-01
title = "Good"
actors = [{ name = "Anna", rolle = "x" }]

[[events]]
date = "2024-13-45"
title = "Bad"
"""


async def click_on(pilot: Browser, words: str, rows: int = -1) -> None:
    """Click in the middle of words on the screen, the lowest there are, or those in the first `rows` lines."""
    for y, line in reversed([*enumerate(lines(pilot)[:rows] if rows > 0 else lines(pilot))]):
        before, found, _ = line.partition(words)
        if found:
            await pilot.click(offset=(cell_len(before) + len(words) // 2, y))
            return
    raise AssertionError(f"{words!r} is not on the screen:\n{seen(pilot)}")


# -- clicks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hint", "screen"),
    [("? keys", KeyHelp), ("f facets", Facets)],
)
async def test_a_click_on_a_hint(small: str, hint: str, screen: type[Widget]) -> None:
    async with browse(small) as pilot:
        await click_on(pilot, hint)
        await until(pilot, lambda: isinstance(pilot.app.screen, screen))


@pytest.mark.parametrize(
    ("hint", "sign"), [("/ filter", "words, actor:name"), ("t date", "go to"), ("V lanes", "V list")]
)
async def test_a_click_on_a_hint_of_the_last_line(small: str, hint: str, sign: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        await click_on(pilot, hint)
        await until(pilot, lambda: sign in lines(pilot)[-1])


async def test_clicks_on_copy_commands_and_quit(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        await click_on(pilot, "y copy")
        await until(pilot, lambda: "citation" in seen(pilot))
        await click_on(pilot, "Esc closes")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        await click_on(pilot, ": commands")
        await until(pilot, lambda: "Next event" in seen(pilot))
        await pilot.press("escape")
        await click_on(pilot, "q quit")
        assert pilot.app._exit


async def test_a_click_on_the_rest_of_the_last_line_filters(small: str) -> None:
    async with browse(small, query="tag:winter", size=(120, 40)) as pilot:
        await click_on(pilot, "tag:winter")
        assert focused(pilot) == "prompt-line"


async def test_clicks_on_the_hints_while_typing(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("slash", *"talks")
        await click_on(pilot, "Esc leaves")
        await until(pilot, lambda: focused(pilot) == "list")
        assert session_of(pilot).session.text == ""
        await pilot.press("slash", *"talks")
        await click_on(pilot, "Enter takes it")
        await until(pilot, lambda: focused(pilot) == "list")
        assert session_of(pilot).session.text == "talks"


async def test_clicks_in_the_lanes(rome: str) -> None:
    async with browse(rome, size=(120, 40)) as pilot:
        await pilot.press("V")
        by = line_with(pilot, " by ")
        await click_on(pilot, "b group")
        await until(pilot, lambda: line_with(pilot, " by ") != by)
        await click_on(pilot, "V list")
        await until(pilot, lambda: focused(pilot) == "list")


async def test_clicks_in_the_header(write: Write) -> None:
    async with browse(write(FAULTY)) as pilot:
        await click_on(pilot, " problem", rows=1)
        await until(pilot, lambda: isinstance(pilot.app.screen, Problems))
        await click_on(pilot, "Esc closes")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        await pilot.press("slash", *"good", "enter", "ctrl+f")
        await click_on(pilot, "filter off", rows=1)
        await until(pilot, lambda: "filter off" not in lines(pilot)[0])
        await pilot.press("T")
        clock = "as written" if "as written" in lines(pilot)[0] else "UTC"
        await click_on(pilot, clock, rows=1)
        await until(pilot, lambda: clock not in lines(pilot)[0])


async def test_a_click_elsewhere_in_the_header_does_nothing(write: Write) -> None:
    async with browse(write(FAULTY)) as pilot:
        before = seen(pilot)
        await pilot.click(offset=(2, 0))
        await pilot.click(offset=(40, 0))
        assert seen(pilot) == before


async def test_the_commands_from_the_help(small: str) -> None:
    """The help says so."""
    async with browse(small) as pilot:
        await pilot.press("question_mark")
        assert ": lists all commands" in seen(pilot)
        await pilot.press("colon")
        await until(pilot, lambda: "Facets: values" in seen(pilot))
