"""The input thread: waits without a timeout, and does not spin if the terminal has hung up."""

from __future__ import annotations

import os
import select
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual.events import Key
from textual.message import Message

from timeline_tui.ui.terminal.driver import MOST_COLUMNS, MOST_ROWS, TerminalDriver, clamped
from timeline_tui.ui.terminal.flow_control import FlowControl
from timeline_tui.ui.terminal.wakeable_event import WakeableEvent

PATIENCE = 60.0


class App:
    """The part of an application that the input thread uses."""

    def __init__(self) -> None:
        self.codes: list[int] = []

    def exit(self, return_code: int) -> None:
        self.codes.append(return_code)

    def call_later(self, call: Callable[..., None], **options: Any) -> None:
        call(**options)


class Driver(TerminalDriver):
    """A driver that reads from a given descriptor and records the messages it passes on."""

    def __init__(self, fileno: int) -> None:
        self.fileno = fileno
        self.app = App()
        self._app: Any = self.app
        self._debug = False
        self._end = WakeableEvent()
        self._pace = FlowControl(time.monotonic)
        self._under_way = deque()
        self.keys: list[str] = []
        self.came = threading.Event()
        self.ends = 0

    def end_within(self, seconds: float, code: int) -> None:
        self.ends = code

    def process_message(self, message: Message) -> None:
        if isinstance(message, Key):
            self.keys.append(message.key)
            self.came.set()


@pytest.fixture
def typed() -> Iterator[tuple[int, Driver, threading.Thread]]:
    read, write = os.pipe()
    driver = Driver(read)
    thread = threading.Thread(target=driver.run_input_thread, daemon=True)
    thread.start()
    yield write, driver, thread
    driver._end.set()
    thread.join(PATIENCE)
    os.close(read)


def test_keys_arrive_until_the_event_is_set(typed: tuple[int, Driver, threading.Thread]) -> None:
    write, driver, thread = typed
    os.write(write, b"j")
    assert driver.came.wait(PATIENCE)
    driver.came.clear()
    os.write(write, b"\x1b")  # alone: a key after the timeout
    assert driver.came.wait(PATIENCE)
    assert driver.keys == ["j", "escape"]
    driver._end.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert driver.app.codes == []
    os.close(write)


@pytest.mark.parametrize(
    "sent",
    [
        b"\x1b[99999999999u",
        b"\x1b[1114112u",
        b"\x1b[55296u",
        b"\x1b[27;99999999;99999999~",
        b"\xff",
        b"\x1b[<1;1",
    ],
)
def test_invalid_sequences_are_dropped(typed: tuple[int, Driver, threading.Thread], sent: bytes) -> None:
    write, driver, _ = typed
    os.write(write, sent)
    os.write(write, b"\x1b\\")  # the string terminator, or a key
    driver.came.clear()
    for _ in range(20):
        os.write(write, b"j")
        if driver.came.wait(0.5) and driver.keys[-1] == "j":
            break
        driver.came.clear()
    assert driver.keys[-1] == "j"
    assert driver.app.codes == []
    os.close(write)


def test_the_screen_size_is_clamped() -> None:
    assert clamped(120, 40) == (120, 40)
    assert clamped(65535, 65535) == (MOST_COLUMNS, MOST_ROWS)
    assert clamped(0, 0) == (1, 1)


def test_a_terminal_that_is_gone_ends_the_program(typed: tuple[int, Driver, threading.Thread]) -> None:
    write, driver, thread = typed
    os.close(write)
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert driver.app.codes == [129]
    assert driver.ends == 129


def test_select_sees_the_event() -> None:
    event = WakeableEvent()

    def seen() -> bool:
        return bool(select.select([event], [], [], 0)[0])

    assert not seen()
    for _ in range(100_000 // 10):
        event.set()
    assert event.is_set()
    assert seen()
    event.clear()
    assert not event.is_set()
    assert not seen()
