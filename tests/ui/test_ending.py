"""How the browser ends: left alone, with keys still to come, with a mistake in a task."""

from __future__ import annotations

import asyncio
from typing import ClassVar, cast

import pytest
from seen import browse, until
from textual.app import App, ScreenStackError
from textual.events import Key

from timeline_tui.ui.idle import Idle
from timeline_tui.ui.typeahead import Typeahead


async def test_nobody_was_there() -> None:
    ended = asyncio.Event()
    idle = Idle(0.05, ended.set)
    idle.start()
    for _ in range(10):
        await asyncio.sleep(0.02)
        idle.touch()
    assert not ended.is_set()
    await asyncio.wait_for(ended.wait(), 10)


async def test_by_itself_it_never_ends() -> None:
    ended = asyncio.Event()
    Idle(0, ended.set).start()
    await asyncio.sleep(0.05)
    assert not ended.is_set()


class Ended:
    """An application that has no screen any more."""

    is_running = False
    screen_stack: ClassVar[list[object]] = []

    @property
    def screen(self) -> object:
        raise ScreenStackError

    focused = screen


async def test_keys_that_wait_at_the_end_are_for_nobody() -> None:
    """They asked a screen that was no more, and asyncio wrote that over the terminal."""
    typeahead = Typeahead(cast(App[None], Ended()))
    typeahead._waiting.append(Key("j", "j"))
    typeahead.hold()
    task = typeahead._task
    assert task is not None
    await task


async def test_a_mistake_in_a_task_is_one(small: str) -> None:
    with pytest.raises(ZeroDivisionError):
        await _with_a_mistake(small)


async def _with_a_mistake(path: str) -> None:
    async with browse(path) as pilot:
        asyncio.get_running_loop().call_soon(lambda: 1 / 0)
        await until(pilot, lambda: pilot.app._exception is not None)
