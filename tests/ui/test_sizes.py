"""Terminals of any size, resizing, terminals without colours, and light themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.color import ColorType
from seen import assert_tidy, browse, chosen, lines, pane, seen, session_of, strips

from timeline_tui.config import Config

Write = Callable[..., str]

SIZES = [(40, 10), (80, 24), (120, 40), (250, 60), (20, 5), (10, 3), (5, 2), (1, 1)]
WALK = ["j", "tab", "j", "l", "space", "escape", "slash", "p", "enter", "f", "j", "escape", "question_mark", "escape",
        "y", "escape", "z", "z", "escape", "t", "x", "enter", "escape", "exclamation_mark"]  # fmt: skip


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_size(small: str, size: tuple[int, int]) -> None:
    async with browse(small, size=size) as pilot:
        assert_tidy(pilot)
        for start in range(0, len(WALK), 4):
            await pilot.press(*WALK[start : start + 4])
            assert_tidy(pilot)
        assert pilot.app.is_running


async def test_resizing(small: str) -> None:
    async with browse(small, at="2024-04-01") as pilot:
        for size in [*SIZES, *SIZES[::-1]]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert_tidy(pilot)
            assert chosen(pilot) == "vote"
            if size[1] >= 5 and size[0] >= 40:
                assert "Parliament" in seen(pilot)


@pytest.mark.parametrize(
    "keys", [["f"], ["question_mark"], ["y"], ["slash", "p"], ["colon"], ["tab"]], ids=str
)
async def test_resizing_open_dialogs(small: str, keys: list[str]) -> None:
    async with browse(small) as pilot:
        await pilot.press(*keys)
        for size in [(40, 10), (1, 1), (250, 60), (80, 24)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert_tidy(pilot)


async def test_side_by_side_stacked_and_single(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        listed, detail = session_of(pilot).content.event_list, session_of(pilot).content.detail
        assert detail.region.x >= listed.region.right
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert detail.region.y >= listed.region.bottom
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert "Minister" not in seen(pilot)
        await pilot.press("enter")
        assert "Talks open at Oslo" in pane(pilot, "#detail")
        assert "Crowd cheers" not in seen(pilot)
        await pilot.press("escape")
        assert "Crowd cheers" in seen(pilot)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 10)], ids=str)
async def test_ascii(small: str, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
    monkeypatch.setenv("LANG", "C")
    async with browse(small, size=size) as pilot:
        for key in ("", "tab", "space", "escape", "f", "escape", "question_mark", "escape", "y", "escape", "G", "slash",
                    "x", "enter", "backslash", "t", "12 apr", "enter"):  # fmt: skip
            if key:
                await pilot.press(*(key.split() if " " not in key else list(key)))
            text = seen(pilot)
            assert text.replace("é", "e").isascii(), (
                key,
                [line for line in lines(pilot) if not line.isascii()],
            )


async def test_ascii_problems(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C")
    text = '[[events]]\ndate = "2024-13-45"\ntitle = "Bad"\n[[events]]\ndate = "2024-01/.."\ntitle = "Open"\n'
    async with browse(write(text), size=(120, 40)) as pilot:
        for keys in ([], ["G"], ["exclamation_mark"], ["escape", "colon"]):
            await pilot.press(*keys)
            await pilot.pause()
            drawn = seen(pilot)
            if "colon" not in keys:  # the palette is Textual's own
                assert drawn.replace("é", "e").isascii(), [
                    line for line in lines(pilot) if not line.isascii()
                ]


async def test_no_color(small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with browse(small, size=(120, 40), query="berg") as pilot:
        for keys in ([], ["tab", "j"], ["f"]):
            await pilot.press(*keys)
            colours = {
                color
                for strip in strips(pilot)
                for _, style, _ in strip
                if style is not None
                for color in (style.color, style.bgcolor)
                if color is not None and color.type is not ColorType.DEFAULT
            }
            assert not colours, keys


@pytest.mark.parametrize("theme", ["ansi-light", "ansi-dark", "textual-light"])
async def test_themes(small: str, theme: str) -> None:
    async with browse(small, config=Config(theme=theme)) as pilot:
        assert pilot.app.theme == theme
        assert_tidy(pilot)


async def test_only_the_terminals_own_colours(small: str) -> None:
    """Only the sixteen ANSI colours and no background, so that the user's terminal theme applies."""
    async with browse(small, size=(120, 40), query="berg") as pilot:
        for strip in strips(pilot):
            for _, style, _ in strip:
                for color in (style.color, style.bgcolor) if style else ():
                    assert color is None or color.type in (ColorType.STANDARD, ColorType.DEFAULT), color
