"""Keys by their position on keyboards of other scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from seen import browse, burst, chosen, focused, ids
from textual.widgets import Input

from timeline_tui.config import Config
from timeline_tui.ui.keyboard_layouts import latin_character, latin_key
from timeline_tui.ui.screens.copy import CopyMenu

Write = Callable[..., str]


@pytest.mark.parametrize("down", ["о", "ξ", "ח", "ت"])
async def test_the_key_in_the_place_of_j_moves_down(small: str, down: str) -> None:
    async with browse(small) as pilot:
        before = chosen(pilot)
        await pilot.press(down)
        after = chosen(pilot)
        assert after != before
        await pilot.press("k", "j")
        assert chosen(pilot) == after


async def test_capitals_and_punctuation_are_translated_on_every_screen(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("П")  # G
        assert chosen(pilot) == ids(pilot)[-1]
        await pilot.press("н")  # y
        assert isinstance(pilot.app.screen, CopyMenu)
        await pilot.press("ш")  # i
        assert pilot.app.clipboard == ids(pilot)[-1]
        await pilot.press("Ж")  # :
        assert isinstance(pilot.app.focused, Input)


async def test_a_line_of_text_takes_the_letter(small: str) -> None:
    async with browse(small) as pilot:
        await burst(pilot, "/ой")
        assert isinstance(pilot.app.focused, Input)
        assert pilot.app.focused.value == "ой"
        await pilot.press("ctrl+с")  # Ctrl-C in the kitty keyboard protocol
        assert focused(pilot) == "list"


async def test_what_the_settings_bind_is_not_translated(small: str) -> None:
    async with browse(small, config=Config(keys=(("list.up", "k,о"),))) as pilot:
        await pilot.press("j", "j")
        before = chosen(pilot)
        await pilot.press("о")
        await pilot.press("j")
        assert chosen(pilot) == before


@pytest.mark.parametrize(
    ("key", "wanted"),
    [("о", "j"), ("О", "J"), ("ctrl+с", "ctrl+c"), ("х", "left_square_bracket"), ("ї", "right_square_bracket"),
     ("і", "s"), ("ы", "s"), ("ς", "w"), ("Σ", "S"), ("ш", "i"), ("ض", "q"), ("أ", "H"), ("ל", "k"),
     ("j", None), ("é", None), ("漢", None), ("escape", None), ("ctrl+j", None)],
)  # fmt: skip
def test_keys_map_to_the_latin_letter_in_the_same_place(key: str, wanted: str | None) -> None:
    assert latin_key(key) == wanted


def test_a_key_without_a_character_has_no_latin_letter() -> None:
    assert latin_character(None) is None
    assert latin_character("о") == "j"
