"""Media of an event: in the detail, and opened when they are chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from seen import browse, lines, seen, until

from timeline_tui.model import Media
from timeline_tui.ui import opener

Write = Callable[[str], str]

TEXT = """
[[events]]
date = 2024-01-05
title = "One"

[[events.media]]
path = "bridge.jpg"
caption = "The bridge"
warning = "dead bodies"

[[events.media]]
url = "https://x.example/film"
credit = "A. Nonymous"
"""


async def test_o_offers_media_with_their_warnings(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_media(media: Media, beside: str) -> str:
        assert beside
        opened.append(media.path or media.url)
        return ""

    monkeypatch.setattr(opener, "open_media", open_media)
    async with browse(write(TEXT), size=(100, 30)) as pilot:
        await until(pilot, lambda: "! content warning: dead bodies" in seen(pilot))
        assert opened == []
        await pilot.press("o")
        await until(pilot, lambda: "media" in seen(pilot) and "─ open ─" in seen(pilot))
        assert opened == []
        await pilot.press("2")
        await until(pilot, lambda: opened == ["https://x.example/film"])
        assert "opening https://x.example/film" in lines(pilot)[-1]
        await pilot.press("tab", "j", "enter")
        await until(pilot, lambda: opened == ["https://x.example/film", "bridge.jpg"])


async def test_an_event_without_media_says_so(write: Write) -> None:
    async with browse(write('[[events]]\ndate = 2024-01-05\ntitle = "One"\n')) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: "no media and no address" in lines(pilot)[-1])
