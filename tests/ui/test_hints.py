"""Hints are clickable, and keys without effect are reported."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from seen import Browser, browse, focused, line_with, lines, seen, session_of, until
from textual import events
from textual.widget import Widget

from timeline_tui.config import Config
from timeline_tui.ui.browser.screen import MainScreen
from timeline_tui.ui.screens.facets import Facets
from timeline_tui.ui.screens.key_help import KeyHelp
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
    """Click on the middle of the lowest occurrence of words, or on one in the first `rows` lines."""
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
        await click_on(pilot, "Esc close")
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
        await click_on(pilot, "Esc cancel")
        await until(pilot, lambda: focused(pilot) == "list")
        assert session_of(pilot).session.text == ""
        await pilot.press("slash", *"talks")
        await click_on(pilot, "Enter apply")
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
        await click_on(pilot, "Esc close")
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
    """The help documents it."""
    async with browse(small) as pilot:
        await pilot.press("question_mark")
        assert ": all commands" in seen(pilot)
        await pilot.press("colon")
        await until(pilot, lambda: "Facets: values" in seen(pilot))


# -- keys that do nothing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "name"),
    [("a", "a"), ("s", "s"), ("x", "x"), ("ctrl+q", "Ctrl-q"), ("ctrl+s", "Ctrl-s"), ("f9", "F9"),
     ("delete", "Delete"), ("ctrl+shift+left", "Ctrl-Shift-Left"), ("percent_sign", "%"), ("ß", "ß")],
)  # fmt: skip
async def test_an_unbound_key_is_named(small: str, key: str, name: str) -> None:
    async with browse(small) as pilot:
        await pilot.press(key)
        assert f"{name}: not bound (? help)" in lines(pilot)[-1]
        await pilot.press("j")
        assert "not bound" not in seen(pilot)
        await pilot.press("tab", key)
        assert f"{name}: not bound (? help)" in lines(pilot)[-1]


@pytest.mark.parametrize("key", ["left_shift", "caps_lock", "num_lock", "volume_up", "ctrl+left_control"])
async def test_modifiers_and_locks_alone_are_ignored(small: str, key: str) -> None:
    async with browse(small) as pilot:
        before = seen(pilot)
        await pilot.press(key)
        assert seen(pilot) == before


async def test_an_unbound_key_is_named_in_dialogs(small: str) -> None:
    async with browse(small) as pilot:
        for opening in ("f", "question_mark", "y"):
            await pilot.press(opening, "w")
            assert "w: not bound" in seen(pilot)
            await pilot.press("j")
            assert "not bound" not in seen(pilot)
            assert line_with(pilot, "Esc close" if opening != "f" else "Esc done")
            await pilot.press("escape")
            assert "not bound" not in seen(pilot)


async def test_unbound_keys_are_not_reported_while_typing(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("slash", *"since:20x", "f9")
        assert "not bound" not in seen(pilot)


async def test_bound_keys_are_not_looked_up_again(small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with browse(small) as pilot:
        looked: list[str] = []

        def unbound(_: object, event: events.Key) -> str:
            looked.append(event.key)
            return ""

        monkeypatch.setattr("timeline_tui.ui.active_keys.unbound_message", unbound)
        await pilot.press("j", "k", "tab", "j", "slash", "a", "escape", "escape", "f", "j", "escape")
        assert not looked


async def test_ctrl_q_does_not_quit(small: str) -> None:
    async with browse(small) as pilot:
        for keys in (
            ["ctrl+q"],
            ["f", "ctrl+q", "escape"],
            ["slash", "ctrl+q", "escape"],
            ["colon", "ctrl+q"],
        ):
            await pilot.press(*keys)
            assert not pilot.app._exit


async def test_the_hint_names_the_remapped_help_key(small: str) -> None:
    async with browse(small, config=Config(keys=(("help", "f2"),))) as pilot:
        await pilot.press("a")
        assert "a: not bound (F2 help)" in lines(pilot)[-1]


# -- the palette ----------------------------------------------------------------------------------------------


def type_at_once(pilot: Browser, *keys: str) -> None:
    """Send keys in one burst, without waiting."""
    driver = pilot.app._driver
    assert driver is not None
    for key in keys:
        event = events.Key(key, {"colon": ":", "enter": "\r"}.get(key, key))
        event.set_sender(pilot.app)
        driver.send_message(event)


@pytest.mark.parametrize("typed", ["q", "quit", "exit", "wq"])
async def test_colon_q_enter_quits(small: str, typed: str) -> None:
    async with browse(small) as pilot:
        type_at_once(pilot, "colon", *typed, "enter")
        await until(pilot, lambda: pilot.app._exit)


async def test_the_other_word_is_shown(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("colon", *"contest")
        await until(pilot, lambda: "(contested)" in line_with(pilot, "Facets"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Facets))
