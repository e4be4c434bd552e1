"""An idle browser neither writes nor wakes up, and still reacts to each key at once."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from rawpty import RawTerminal

pytestmark = [pytest.mark.pty]

PROC = Path("/proc")
WATCHED = 2.0
"""Seconds."""
FEW = 6
"""The most wake-ups in that time: a few checks of the files. A thread that polls ten times a second has twenty."""

needs_proc = pytest.mark.skipif(
    not (PROC / "self/task").is_dir(), reason="only Linux tells how often a thread woke up"
)


def wake_ups(pid: int) -> int:
    """Return how often the threads of a process have gone to sleep."""
    found = [(task / "status").read_text() for task in (PROC / f"{pid}/task").iterdir()]
    return sum(int(n) for text in found for n in re.findall(r"^voluntary_ctxt_switches:\s+(\d+)", text, re.M))


def at_rest(terminal: RawTerminal) -> None:
    """Wait until no thread has woken up for a while, so that work deferred by the first screen is done, too."""
    end = time.monotonic() + 60
    before = -1
    while before != (before := wake_ups(terminal.process.pid)):
        assert time.monotonic() < end
        terminal.listen(0.4)


@needs_proc
@pytest.mark.parametrize("opened", ["", ":", ":mar", ":theme\r", "f", "/", "?"])
def test_an_idle_browser_sleeps(tmp_path: Path, opened: str) -> None:
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.send(opened)
        at_rest(terminal)
        before, size = wake_ups(terminal.process.pid), len(terminal.output)
        terminal.listen(WATCHED)
        assert len(terminal.output) == size
        assert wake_ups(terminal.process.pid) - before <= FEW


@needs_proc
def test_standard_input_is_not_watched(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text('[[events]]\ndate = 2024-08-07\ntitle = "One"\n')
    with RawTerminal(["sh", "-c", "timeline - <one.toml"], tmp_path) as terminal:
        terminal.wait_for("1 event")
        at_rest(terminal)
        names = [(task / "comm").read_text() for task in (PROC / f"{terminal.process.pid}/task").iterdir()]
        assert "watch\n" not in names
        terminal.send("q")
        assert terminal.ended() == 0


def test_escape_alone_is_a_key(tmp_path: Path) -> None:
    """After a delay without input, Escape is a key; nothing else wakes the browser up."""
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        terminal.send("?")
        terminal.quiet()
        terminal.output = b""
        terminal.send("\x1b")
        terminal.wait_for("acting governor")  # the help is closed
        terminal.send("q")
        assert terminal.ended() == 0


def test_invalid_utf_8_bytes_are_harmless(tmp_path: Path) -> None:
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.send_bytes(b"\xff\xfe\xc3")
        terminal.quiet()
        terminal.send("q")
        assert terminal.ended() == 0
