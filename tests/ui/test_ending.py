"""How the browser ends: when idle, with keys pending, with an exception in a task."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import ClassVar, cast

import pytest
from seen import browse, until
from textual.app import App, ScreenStackError
from textual.events import Key

from timeline_tui.ui import idle_timeout
from timeline_tui.ui.idle_timeout import IdleTimeout
from timeline_tui.ui.key_queue import KeyQueue


def test_the_idle_timeout_ends_after_that_time_without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    timers: list[tuple[float, Callable[[], None]]] = []
    ended: list[float] = []

    def run_timer() -> None:
        nonlocal now
        now, callback = timers.pop()
        callback()

    loop = SimpleNamespace(call_later=lambda delay, callback: timers.append((now + delay, callback)))
    monkeypatch.setattr(idle_timeout, "time", SimpleNamespace(monotonic=lambda: now))
    monkeypatch.setattr(idle_timeout, "asyncio", SimpleNamespace(get_running_loop=lambda: loop))
    alone = IdleTimeout(60.0, lambda: ended.append(now))
    alone.start()
    now = 10.0
    alone.touch()
    run_timer()
    assert (now, timers[0][0]) == (60.0, 70.0)  # a key starts no timer
    now = 65.0
    alone.touch()
    run_timer()
    assert ended == []
    run_timer()
    assert ended == [125.0]
    assert timers == []


def test_without_a_limit_no_idle_timer_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle_timeout, "asyncio", None)  # so that starting a timer fails
    IdleTimeout(0, lambda: None).start()


class Ended:
    """An application without a screen."""

    is_running = False
    screen_stack: ClassVar[list[object]] = []

    @property
    def screen(self) -> object:
        raise ScreenStackError

    focused = screen


async def test_keys_pending_at_the_end_are_dropped() -> None:
    """They were sent to a screen that no longer existed, and asyncio wrote the exception to the terminal."""
    typeahead = KeyQueue(cast(App[None], Ended()))
    typeahead._waiting.append(Key("j", "j"))
    typeahead.hold()
    task = typeahead._task
    assert task is not None
    await task


async def test_an_exception_in_a_task_is_raised(small: str) -> None:
    with pytest.raises(ZeroDivisionError):
        await _with_a_mistake(small)


async def _with_a_mistake(path: str) -> None:
    async with browse(path) as pilot:
        asyncio.get_running_loop().call_soon(lambda: 1 / 0)
        await until(pilot, lambda: pilot.app._exception is not None)
