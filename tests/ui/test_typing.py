"""Text fields: pastes, and the position of the hidden terminal cursor, which input methods (IME) use."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from seen import Browser, browse, lines, strips, until
from shown import Watch
from textual import events
from textual.widgets import Input

from timeline_tui.ui.app import TimelineApp


def line_of(pilot: Browser) -> Input:
    line = pilot.app.focused
    assert isinstance(line, Input)
    return line


async def insert(pilot: Browser, text: str) -> None:
    """Send a paste as the terminal does (bracketed paste, mode 2004)."""
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


def drawn_caret(pilot: Browser) -> tuple[int, int]:
    """Return the cell of the focused field that is drawn as the caret."""
    line = line_of(pilot)
    region, caret = line.region, line.get_component_rich_style("input--cursor")
    for y in range(region.y, region.bottom):
        x = region.x
        for text, style, _ in strips(pilot)[y].crop(region.x, region.right):
            if style is not None and (style.color, style.bgcolor) == (caret.color, caret.bgcolor):
                return x, y
            x += cell_len(text)
    raise AssertionError(f"there is no caret in {lines(pilot)[region.y : region.bottom]}")


def assert_cursor_on_caret(pilot: Browser) -> None:
    assert isinstance(pilot.app, TimelineApp)
    watch = pilot.app.output._sink
    assert isinstance(watch, Watch)
    assert watch.emulator(*pilot.app.size).cursor == drawn_caret(pilot)


TEXTS = {
    "latin": "oslo talks",
    "wide": "東京の会談",
    "mixed": "a東b京",
    "long": "a long filter " * 20,
    "none": "",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("key", ["slash", "t", "at"])
async def test_the_terminals_cursor_is_on_the_caret(small: str, text: str, key: str) -> None:
    async with browse(small, size=(80, 24)) as pilot:
        await pilot.press(key)
        await insert(pilot, text)
        assert_cursor_on_caret(pilot)
        for move in ("left", "left", "left", "home", "right", "ctrl+right", "end", "backspace", "left", "x"):
            await pilot.press(move)
            assert_cursor_on_caret(pilot)


async def test_the_cursor_follows_a_line_that_moves(small: str) -> None:
    async with browse(small, size=(80, 24)) as pilot:
        await pilot.press("slash", *"since:20x")  # the error message takes room on the right
        assert_cursor_on_caret(pilot)
        await insert(pilot, " and more" * 20)
        await insert(pilot, " since:20x")
        await until(pilot, lambda: "Enter takes" not in lines(pilot)[-1])
        assert_cursor_on_caret(pilot)
        for size in ((60, 20), (40, 10), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert_cursor_on_caret(pilot)


async def test_the_cursor_in_the_facets_and_the_palette(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("f", "slash", *"ber", "left")
        assert_cursor_on_caret(pilot)
        await pilot.press("escape", "escape", "colon", *"fil")
        await until(pilot, lambda: any("Filter off" in line for line in lines(pilot)))
        assert line_of(pilot).value == "fil"
        assert_cursor_on_caret(pilot)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("peace\ntalks", "peace talks"),
        ("peace\r\ntalks\r\n", "peace talks"),
        ("peace\rtalks\r", "peace talks"),  # terminals send CR for a line break
        ("\n\npeace\n\n\ntalks", "peace talks"),
        ("peace\u2028talks", "peace talks"),
        (" peace  talks ", " peace  talks "),
        ("\n", ""),
    ],
)
@pytest.mark.parametrize("keys", [["slash"], ["t"], ["f", "slash"]], ids="+".join)
async def test_a_paste_of_several_lines(small: str, keys: list[str], text: str, taken: str) -> None:
    async with browse(small) as pilot:
        await pilot.press(*keys)
        await insert(pilot, text)
        assert line_of(pilot).value == taken


async def test_a_paste_replaces_what_is_selected(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("slash", *"oslo", "shift+left", "shift+left")
        await insert(pilot, "a\nb")
        assert line_of(pilot).value == "osa b"
