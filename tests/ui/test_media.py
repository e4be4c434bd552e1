"""Media of an event: shown in the detail, and opened on request."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from seen import browse, lines, seen, until

from timeline_tui.export.document import Target
from timeline_tui.model import Media
from timeline_tui.ui import file_watcher, opener
from timeline_tui.ui.widgets.detail import Detail

Write = Callable[..., str]

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


def recorded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Record what is opened: the name, and the file that contains it."""
    opened: list[tuple[str, str]] = []

    def open_media(media: Media, beside: str) -> str:
        opened.append((media.path or media.url, beside))
        return ""

    monkeypatch.setattr(opener, "open_media", open_media)
    return opened


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


async def test_an_event_without_media_is_reported(write: Write) -> None:
    async with browse(write('[[events]]\ndate = 2024-01-05\ntitle = "One"\n')) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: "no media and no address" in lines(pilot)[-1])


async def test_a_medium_is_opened_relative_to_the_file_of_its_event(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are reloaded while the menu is open, and the cursor is then on an event of another folder."""
    monkeypatch.setattr(file_watcher, "PERIOD", 0.02)
    monkeypatch.setattr(file_watcher, "SETTLING", 0.02)
    opened = recorded(monkeypatch)
    for name, year in (("first", "2023"), ("second", "2024")):
        Path("all", name).mkdir(parents=True)
        write(TEXT.replace("2024", year).replace("One", name), f"all/{name}/events.toml")
    async with browse("all", size=(100, 30)) as pilot:
        await pilot.press("g", "o")
        await until(pilot, lambda: "─ open ─" in seen(pilot))
        shutil.rmtree("all/first")
        await until(pilot, lambda: "reloaded: 1 event" in seen(pilot))
        await pilot.press("1")
        await until(pilot, lambda: bool(opened))
        assert opened == [("bridge.jpg", "all/first/events.toml")]


async def test_a_medium_removed_by_a_reload_is_reported(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = recorded(monkeypatch)
    async with browse(write(TEXT)) as pilot:
        detail = pilot.app.screen.query_one(Detail)
        detail.post_message(Detail.TargetActivated(Target("media", "gone.jpg")))
        await until(pilot, lambda: "gone.jpg is no longer in the event" in lines(pilot)[-1])
        detail.post_message(Detail.TargetActivated(Target("media", "bridge.jpg")))
        await until(pilot, lambda: [name for name, _ in opened] == ["bridge.jpg"])


async def test_space_pages_through_a_menu_of_more_than_nine(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = recorded(monkeypatch)
    media = "".join(f'[[events.media]]\npath = "{n}.jpg"\n' for n in range(25))
    async with browse(
        write(f'[[events]]\ndate = 2024-01-05\ntitle = "One"\n{media}'), size=(100, 30)
    ) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: "─ open ─" in seen(pilot))
        await pilot.press("space")
        await until(pilot, lambda: "15.jpg" in seen(pilot))
        assert opened == []
        await pilot.press("enter")
        await until(pilot, lambda: len(opened) == 1)
        assert opened[0][0] not in ("0.jpg", "9.jpg")
