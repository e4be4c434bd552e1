"""Browsing a chronology while it is being loaded."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from seen import browse, chosen, ids, lines, seen, session_of, title_of, until

from timeline_tui.config import Config
from timeline_tui.load import loader, stretch
from timeline_tui.store import Store
from timeline_tui.ui import loading
from timeline_tui.ui.app import TimelineApp
from timeline_tui.ui.browser.screen import MainScreen

COUNT = 60


@pytest.fixture
def growing(tmp_path: Path) -> str:
    """Write an event for each day of two months, the last first; every third has no explicit id."""
    path = tmp_path / "growing.toml"
    path.write_text(
        '[timeline]\ntitle = "Days"\n'
        + "".join(
            f'\n[[events]]\ndate = 2024-0{1 + n // 30}-{n % 30 + 1:02}\ntitle = "Day {n:02}"\n'
            + (f'id = "day-{n}"\n' if n % 3 else "")
            for n in reversed(range(COUNT))
            if n not in (59,)  # there is no 30 February
        ),
        encoding="utf-8",
    )
    return str(path)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Load ten events; load the rest when the gate is opened."""
    opened = threading.Event()
    arrived: Callable[[TimelineApp, Store, bool], None] = TimelineApp._arrived

    def wait(self: TimelineApp, store: Store, whole: bool) -> None:
        if whole:
            assert opened.wait(60)
        arrived(self, store, whole)

    monkeypatch.setattr(loading, "AT_ONCE", 0)
    monkeypatch.setattr(loader, "_FIRST", 10)
    monkeypatch.setattr(stretch, "PART", 1)
    monkeypatch.setattr(loader, "_MORE", 100)
    monkeypatch.setattr(TimelineApp, "_arrived", wait)
    yield opened
    opened.set()


async def test_quitting_while_more_is_read(growing: str, gate: threading.Event) -> None:
    async with browse(growing) as pilot:
        assert "reading" in lines(pilot)[0]
        await pilot.press("q")
        gate.set()
    assert pilot.app.return_code == 0
    assert pilot.app._exception is None


async def test_the_first_events_can_be_browsed_while_more_are_read(
    growing: str, gate: threading.Event
) -> None:
    async with browse(growing) as pilot:
        assert "10 events   reading" in lines(pilot)[0]
        assert title_of(pilot) == "Day 49"  # ten were loaded, from the last; this is the first of those
        await pilot.press("j", "j", "m")
        assert title_of(pilot) == "Day 51"  # it has no explicit id
        before = chosen(pilot)
        gate.set()
        await until(pilot, lambda: "59 events" in lines(pilot)[0])
        assert "reading" not in lines(pilot)[0]
        assert chosen(pilot) == before
        assert list(session_of(pilot).session.marks) == [before]
        await pilot.press("g")
        assert title_of(pilot) == "Day 00"


async def test_an_unmoved_cursor_stays_on_the_first_event(growing: str, gate: threading.Event) -> None:
    async with browse(growing) as pilot:
        assert title_of(pilot) == "Day 49"
        gate.set()
        await until(pilot, lambda: "59 events" in lines(pilot)[0])
        assert title_of(pilot) == "Day 00"


async def test_the_cursor_moves_to_the_requested_date_once_it_is_loaded(
    growing: str, gate: threading.Event
) -> None:
    async with browse(growing, at="2024-01-15") as pilot:
        assert title_of(pilot) == "Day 49"
        gate.set()
        await until(pilot, lambda: title_of(pilot) == "Day 14")


async def test_a_filter_applies_to_events_loaded_later(growing: str, gate: threading.Event) -> None:
    async with browse(growing) as pilot:
        await pilot.press("slash", *"day 5")
        await until(pilot, lambda: len(ids(pilot)) == 9)
        gate.set()
        await until(pilot, lambda: len(ids(pilot)) == 15)
        assert lines(pilot)[-1].lstrip().startswith("/ day 5")


async def test_a_reload_waits_for_the_first_load(growing: str, gate: threading.Event) -> None:
    async with browse(growing) as pilot:
        Path(growing).write_text(
            Path(growing).read_text(encoding="utf-8").replace("Day 07", "Other day"), "utf-8"
        )
        await pilot.press("r")
        gate.set()
        await until(pilot, lambda: "reloaded" in lines(pilot)[-1])
        await pilot.press("slash", *"other", "enter")
        await until(pilot, lambda: len(ids(pilot)) == 1)


async def test_keys_typed_at_the_progress_bar_reach_the_browser(
    growing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = threading.Event()
    arrived: Callable[[TimelineApp, Store, bool], None] = TimelineApp._arrived

    def wait(self: TimelineApp, store: Store, whole: bool) -> None:
        assert opened.wait(60)
        arrived(self, store, whole)

    monkeypatch.setattr(loading, "AT_ONCE", 0)
    monkeypatch.setattr(TimelineApp, "_arrived", wait)
    app = TimelineApp(loading.FileLoader((growing,)), Config())
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: "Reading" in seen(pilot))
        await pilot.press("slash", *"day 5", "escape", "enter")
        opened.set()
        await until(pilot, lambda: "15 of 59" in seen(pilot))


async def test_escape_stops_loading(growing: str, gate: threading.Event) -> None:
    async with browse(growing) as pilot:
        await pilot.press("slash", *"day", "enter")
        await pilot.press("escape")  # out of the filter first
        assert "reading" in lines(pilot)[0]
        await pilot.press("escape")
        assert "reading" not in lines(pilot)[0]
        assert "incomplete: 10 events loaded (r: load all)" in lines(pilot)[1]
        gate.set()
        await pilot.press("slash", *"day 5", "enter")
        await until(pilot, lambda: len(ids(pilot)) == 9)
        assert "10 of" not in lines(pilot)[0]
        await pilot.press("r")
        await until(pilot, lambda: len(ids(pilot)) == 15)
        assert "incomplete" not in seen(pilot)
        assert "15 of 59" in lines(pilot)[0]


async def test_quitting_during_loading_stops_the_application(growing: str, gate: threading.Event) -> None:
    async with browse(growing) as pilot:
        await pilot.press("q")
        gate.set()
        await until(pilot, lambda: not pilot.app.is_running)
        assert pilot.app.return_code == 0


async def test_an_error_of_a_half_built_screen_on_exit_is_ignored(growing: str) -> None:
    async with browse(growing) as pilot:
        pilot.app.exit(return_code=143)
        pilot.app._handle_exception(LookupError("a widget that is not there yet"))
    assert pilot.app.return_code == 143
    assert pilot.app._exception is None


async def test_the_second_part_waits_until_the_screen_is_mounted(
    growing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounted = MainScreen._compose
    composing = asyncio.Event()

    async def slowly(self: MainScreen) -> None:
        for _ in range(200):  # iterations of the event loop, in which all other tasks run
            await asyncio.sleep(0)
            await asyncio.sleep(0.001)
        await mounted(self)
        composing.set()

    monkeypatch.setattr(MainScreen, "_compose", slowly)
    monkeypatch.setattr(loading, "AT_ONCE", 0)
    monkeypatch.setattr(loader, "_FIRST", 1)
    async with browse(growing) as pilot:
        await until(pilot, lambda: "59 events" in lines(pilot)[0])
        assert composing.is_set()
        assert title_of(pilot) == "Day 00"
