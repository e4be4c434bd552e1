"""The limit of bytes in transit, with a simulated clock."""

from __future__ import annotations

import threading
import time

import pytest

from timeline_tui.ui.terminal import flow_control as pace_module
from timeline_tui.ui.terminal.flow_control import FIRST, LOST, MOST, SILENT, FlowControl


class Line:
    """A simulated terminal behind a line of `rate` bytes per second, which answers after `delay` seconds."""

    def __init__(self, rate: float, delay: float) -> None:
        self.now = 0.0
        self.pace = FlowControl(lambda: self.now)
        self.rate, self.delay = rate, delay
        self.free = 0.0
        self.answers: list[float] = []
        self.sent = 0
        self.reports = 0

    def report(self) -> None:
        self.reports += 1

    def try_to_send(self, size: int) -> bool:
        if self.pace.may_send(self.report):
            return False
        self.pace.sent(size)
        self.free = max(self.free, self.now) + size / self.rate
        self.answers.append(self.free + self.delay)
        self.sent += 1
        return True

    def pass_time(self, seconds: float) -> None:
        end = self.now + seconds
        while self.answers and self.answers[0] <= end:
            self.now = self.answers.pop(0)
            self.pace.answered()
        self.now = end

    def hold_a_key(self, keys: int, every: float = 0.1, size: int = 1400) -> float:
        """Simulate a held key; return the seconds from the last key until the last frame arrives."""
        for _ in range(keys):
            self.try_to_send(size)
            self.pass_time(every)
        while not self.try_to_send(size):
            self.pass_time(0.005)
        return self.answers[-1] - self.now + 0.0


def test_a_quick_line_is_never_held_up() -> None:
    line = Line(rate=10e6, delay=0.001)
    line.pass_time(0)
    for _ in range(200):
        assert line.try_to_send(1400)
        line.pass_time(0.016)


def test_a_connection_with_high_latency_is_used_fully() -> None:
    line = Line(rate=10e6, delay=0.2)
    line.try_to_send(3500)
    line.pass_time(1)
    line.hold_a_key(100, every=0.016)
    line.pass_time(1)
    before = line.sent
    line.hold_a_key(100, every=0.016)
    assert line.sent - before > 90


def test_a_slow_line_gets_few_frames_and_is_never_far_behind() -> None:
    line = Line(rate=8000, delay=0.2)
    line.try_to_send(3500)
    line.pass_time(1)
    line.try_to_send(1400)
    line.pass_time(1)
    line.hold_a_key(20)
    line.pass_time(3)
    before = line.sent
    lag = line.hold_a_key(20)
    assert line.sent - before <= 12  # of twenty
    assert lag <= 0.6  # a single frame takes 0.4 s


def test_a_terminal_that_does_not_answer_is_not_waited_for() -> None:
    pace = FlowControl(lambda: 0.0)
    for _ in range(100):
        assert not pace.may_send(lambda: None)
        pace.sent(5000)


def test_a_lost_answer_times_out() -> None:
    line = Line(rate=1e6, delay=0.01)
    line.try_to_send(100)
    line.pass_time(1)
    line.pace.sent(MOST)
    line.pace.sent(FIRST)
    assert line.pace.may_send(line.report) == pytest.approx(LOST)
    line.now += LOST
    assert not line.pace.may_send(line.report)


def test_a_terminal_that_stops_answering_is_not_waited_for_repeatedly() -> None:
    line = Line(rate=1e6, delay=0.01)
    line.try_to_send(100)
    line.pass_time(1)
    for _ in range(SILENT):
        line.pace.sent(MOST)
        assert line.pace.may_send(line.report)
        line.now += LOST
        assert not line.pace.may_send(line.report)
    line.pace.sent(MOST)
    assert not line.pace.may_send(line.report)
    line.pace.answered()  # the terminal answers again
    line.pace.sent(MOST)
    assert line.pace.may_send(line.report)


def test_a_blocked_sender_is_notified_of_the_next_answer() -> None:
    line = Line(rate=1e6, delay=0.01)
    line.try_to_send(100)
    line.pass_time(1)
    line.pace.sent(MOST)
    assert line.pace.may_send(line.report)
    line.pace.answered()
    assert line.reports == 1
    line.pace.answered()  # not a reply, but a key that looks like one
    assert line.reports == 1


def test_the_final_wait_includes_the_first_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace_module, "PATIENT", 60.0)
    monkeypatch.setattr(pace_module, "MOST_PATIENT", 60.0)
    pace = FlowControl(time.monotonic)
    pace.sent(100)
    waiting = threading.Thread(target=pace.wait, daemon=True)
    waiting.start()
    while not pace._arrived._waiters:  # type: ignore[attr-defined]
        time.sleep(0.001)
    pace.answered()
    waiting.join(50)
    assert not waiting.is_alive()


def test_the_final_wait_is_skipped_for_a_silent_terminal() -> None:
    line = Line(rate=1e6, delay=0.01)
    line.pace.sent(100)
    line.now += LOST
    line.pace.wait()
