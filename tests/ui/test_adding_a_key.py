"""A new command, as CONTRIBUTING.md describes it: one line in the table."""

from __future__ import annotations

import pytest
from seen import browse, lines, pane
from textual.binding import BindingsMap

from timeline_tui.ui.browser import keys
from timeline_tui.ui.browser.screen import MainScreen
from timeline_tui.ui.screens import key_help

TOY = keys.Command("toy", "f12", "Mark the event again", lambda c: c.navigation.toggle_mark())


async def test_a_new_command_has_a_key_and_stands_in_the_help(
    small: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(keys.BY_ID, "toy", TOY)
    bindings = [*keys.KEYS, keys._binding(TOY)]
    monkeypatch.setattr(MainScreen, "BINDINGS", bindings)
    monkeypatch.setattr(MainScreen, "_merged_bindings", BindingsMap(bindings))
    async with browse(small, size=(120, 60)) as pilot:
        await pilot.press("f12")
        assert "marked: 1 in all" in lines(pilot)[-1]
        rows = key_help.help_rows(pilot.app.screen)
        assert key_help.HelpRow("F12", TOY.description) in rows
        assert "*" in pane(pilot, "#list")
