"""Speed up the tests of the screen: wait for the program to be idle, and parse style sheets once.

Textual's own wait uses the clock: it takes a process for idle that has used little processor time for 20 ms.
That takes 40 ms for each key, and on a busy machine a program that is not scheduled looks idle. This module checks
the event loop and the threads instead.
"""

from __future__ import annotations

import asyncio
import threading
from asyncio.base_events import BaseEventLoop
from collections.abc import Hashable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

SOON = 0.02
"""Seconds. A timer that is due sooner is an effect of the last key."""

_TASKS = Path("/proc/self/task")


async def wait_for_idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until the event loop has no callback that is ready or due soon, and all other threads sleep.

    Args:
        min_sleep: The least seconds to wait.
        max_sleep: The most seconds to wait.
    """
    loop = asyncio.get_running_loop()
    assert isinstance(loop, BaseEventLoop)
    end = loop.time() + max_sleep
    await asyncio.sleep(min_sleep)
    while loop.time() < end:
        if loop._ready:  # type: ignore[attr-defined]
            await asyncio.sleep(0)
        elif _threads_work():
            await asyncio.sleep(0.001)
        elif (due := _due(loop)) is not None:
            await asyncio.sleep(due)
        else:
            return


def _due(loop: BaseEventLoop) -> float | None:
    """Return the seconds until the first timer that is due soon, or None."""
    left = [handle.when() - loop.time() for handle in loop._scheduled if not handle.cancelled()]  # type: ignore[attr-defined]
    return max(min(left), 0.0) if left and min(left) < SOON else None


def _threads_work() -> bool:
    """Return whether another thread is running, runnable or waiting for a disk (proc(5))."""
    if threading.active_count() < 2:
        return False
    own = str(threading.get_native_id())
    return any(_state(task) in "RD" for task in _TASKS.glob("*") if task.name != own)


def _state(task: Path) -> str:
    try:
        return (task / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:  # the thread has ended
        return "X"


def parse_styles_once(patch: pytest.MonkeyPatch) -> None:
    """Share parsed style sheets between all applications; the result depends only on the text and the variables.

    Args:
        patch: Undoes the change at the end of the test.
    """
    begin, set_variables = Stylesheet.__init__, Stylesheet.set_variables

    def begin_shared(self: Stylesheet, *, variables: dict[str, str] | None = None) -> None:
        begin(self, variables=variables)
        self._parse_cache = _parsed(_hashable(variables or {}))

    def set_shared(self: Stylesheet, variables: dict[str, str]) -> None:
        self._parse_cache = LRUCache(1)  # Textual clears it
        set_variables(self, variables)
        self._parse_cache = _parsed(_hashable(variables))

    patch.setattr(Stylesheet, "__init__", begin_shared)
    patch.setattr(Stylesheet, "set_variables", set_shared)


def _hashable(variables: dict[str, str]) -> Hashable:
    return tuple(sorted(variables.items()))


@cache
def _parsed(variables: Hashable) -> LRUCache[tuple[Any, ...], list[RuleSet]]:
    return LRUCache(1024)
