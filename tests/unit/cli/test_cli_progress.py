"""The progress line of a long load: shown after a second, one line, erased at the end."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from timeline_tui.cli import progress
from timeline_tui.cli.progress import ProgressLine
from timeline_tui.load import load, sources


class Clock:
    """A clock with a settable time."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(progress, "time", found)
    return found


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    found = io.StringIO()
    monkeypatch.setattr(progress, "_terminal", lambda: found)
    return found


def test_a_short_load_shows_no_progress(clock: Clock, terminal: io.StringIO) -> None:
    with ProgressLine() as line:
        clock.now = 0.9
        line.looked(50)
        line.read(1_000_000, 2_000_000)
    assert terminal.getvalue() == ""


def test_a_long_one_is_rewritten_and_erased(clock: Clock, terminal: io.StringIO) -> None:
    with ProgressLine() as line:
        clock.now = 1.0
        line.looked(12_345)
        clock.now = 1.1
        line.looked(12_400)  # too soon after the last update
        clock.now = 1.3
        line.read(56_000_000, 0)
        clock.now = 1.6
        line.read(1_000_000, 56_000_000)
    assert terminal.getvalue().split("\r\x1b[K") == [
        "",
        "timeline: looking for files: 12,345 searched; Ctrl-C stops",
        "timeline: reading: 56 MB; Ctrl-C stops",
        "timeline: reading: 1 of 56 MB; Ctrl-C stops",
        "",
    ]


def test_ctrl_c_leaves_nothing_behind(clock: Clock, terminal: io.StringIO) -> None:
    def stopped() -> None:
        with ProgressLine() as line:
            clock.now = 2.0
            line.looked(50)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert terminal.getvalue().endswith("; Ctrl-C stops\r\x1b[K")


@pytest.mark.parametrize("columns", [0, 10, 200])
def test_progress_never_wraps(
    columns: int, clock: Clock, terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "fileno", lambda: 2)
    monkeypatch.setattr("os.get_terminal_size", lambda fd: os.terminal_size((columns, 24)))
    with ProgressLine() as line:
        clock.now = 2.0
        line.looked(50)
        assert len(terminal.getvalue().removeprefix("\r\x1b[K")) <= max(0, columns - 1)


def test_a_terminal_that_is_gone_stops_nothing(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(progress, "_terminal", Gone)
    with ProgressLine() as line:
        clock.now = 2.0
        line.looked(50)
        clock.now = 3.0
        line.looked(60)


def test_loading_says_how_far_it_is(tmp_path: Path) -> None:
    event = '[[events]]\ndate = "2024"\ntitle = "A"\n'
    for n in range(120):
        (tmp_path / f"{n}.toml").write_text(event)
    looked: list[int] = []
    read: list[tuple[int, int]] = []
    loaded = load([str(tmp_path)], looked=looked.append, progress=lambda *each: read.append(each))
    assert len(loaded.chronology.events) == 120
    assert looked == [sources._OFTEN, 2 * sources._OFTEN]
    total = 120 * len(event)
    assert read[:120] == [(n * len(event), 0) for n in range(1, 121)]
    assert read[-1] == (total, total)
