"""Signals at any moment: the terminal's original settings are restored, and no thread remains."""

from __future__ import annotations

import ctypes
import random
import re
import signal
import termios
import time
from pathlib import Path

import pytest
from rawpty import RawTerminal
from terminal import PATIENCE, Terminal, needs_tmux

pytestmark = [pytest.mark.pty]

ENTER = b"\x1b[?1049h"
LEAVE = b"\x1b[?1049l"
ENDING = [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT]
MODES = re.compile(rb"\x1b\[\?((?:\d+;)*\d+)([hl])")
ON_AT_REST = {7, 25}
"""Autowrap and the cursor, which are on before the program starts and off while it runs."""


def changed_modes(output: bytes) -> set[int]:
    """Return the private modes that differ from their defaults after the output."""
    last: dict[int, bool] = {}
    for numbers, how in MODES.findall(output):
        last.update(dict.fromkeys(map(int, numbers.split(b";")), how == b"h"))
    return {number for number, on in last.items() if on != (number in ON_AT_REST)}


def keyboard_levels(output: bytes) -> int:
    """Return the number of entries left on the stack of the kitty keyboard protocol."""
    level = 0
    for what in re.findall(rb"\x1b\[([<>])\d*u", output):
        level = level + 1 if what == b">" else max(0, level - 1)
    return level


def assert_given_back(terminal: RawTerminal) -> None:
    assert terminal.settings == terminal.before
    assert not changed_modes(terminal.output)
    assert not keyboard_levels(terminal.output)


def threads(terminal: RawTerminal) -> int:
    return len(list(Path(f"/proc/{terminal.process.pid}/task").iterdir()))


def state(terminal: RawTerminal) -> str:
    """Return the state of the process as in /proc/PID/stat: `T` is stopped."""
    return Path(f"/proc/{terminal.process.pid}/stat").read_text().rpartition(")")[2].split()[0]


def wait_for_state(terminal: RawTerminal, wanted: str) -> None:
    end = time.monotonic() + PATIENCE
    while (state(terminal) in wanted) is (wanted == "running"):
        assert time.monotonic() < end, f"the state is {state(terminal)}"
        terminal.quiet(0.01)


def painted(terminal: RawTerminal) -> None:
    """Wait until the whole screen is painted and the program is idle."""
    terminal.wait_for("14 events")
    terminal.quiet()


def take_over(terminal: RawTerminal) -> None:
    """Set echo and canonical mode, as a shell does when it gets the terminal back."""
    termios.tcsetattr(terminal._slave, termios.TCSANOW, terminal.before)


def quit_with_a_key(terminal: RawTerminal) -> None:
    terminal.output = b"".join([ENTER, terminal.output])
    terminal.send("q")
    assert terminal.ended() == 0
    assert_given_back(terminal)


# -- stopped and continued ------------------------------------------------------------------------------------


def test_sigcont_without_a_stop_repaints_and_starts_no_thread(tmp_path: Path) -> None:
    with RawTerminal(["timeline"], tmp_path) as terminal:
        painted(terminal)
        before, output = threads(terminal), terminal.output
        for _ in range(8):
            terminal.output = b""
            terminal.process.send_signal(signal.SIGCONT)
            painted(terminal)
            output += terminal.output
        assert threads(terminal) == before
        terminal.output = b""
        terminal.send("j")
        terminal.wait_for("Reports by Russian pro-war bloggers")
        terminal.output = output + terminal.output
        quit_with_a_key(terminal)


def test_a_burst_of_sigcont_starts_no_thread(tmp_path: Path) -> None:
    with RawTerminal(["timeline"], tmp_path) as terminal:
        painted(terminal)
        before = threads(terminal)
        for _ in range(200):
            terminal.process.send_signal(signal.SIGCONT)
        painted(terminal)
        assert threads(terminal) == before
        quit_with_a_key(terminal)


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGTSTP])
def test_stopped_from_outside_and_continued(tmp_path: Path, number: signal.Signals) -> None:
    with RawTerminal(["timeline"], tmp_path) as terminal:
        painted(terminal)
        before, raw = threads(terminal), terminal.settings
        for _ in range(3):
            terminal.process.send_signal(number)
            wait_for_state(terminal, "T")
            if number == signal.SIGTSTP:
                terminal.quiet()
                assert_given_back(terminal)
            take_over(terminal)
            output, terminal.output = terminal.output, b""
            terminal.process.send_signal(signal.SIGCONT)
            painted(terminal)
            assert terminal.settings == raw
            assert ENTER in terminal.output
            terminal.output = output + terminal.output
        assert threads(terminal) == before
        quit_with_a_key(terminal)


@pytest.mark.parametrize("number", [signal.SIGCONT, signal.SIGTERM])
def test_a_signal_that_another_thread_receives(tmp_path: Path, number: signal.Signals) -> None:
    """The kernel chooses the thread, but Python runs handlers in the main thread, which is asleep."""
    with RawTerminal(["timeline"], tmp_path) as terminal:
        painted(terminal)
        process = terminal.process.pid
        other = max(int(task.name) for task in Path(f"/proc/{process}/task").iterdir())
        assert other != process
        terminal.output = b""
        assert ctypes.CDLL(None).tgkill(process, other, number) == 0  # tgkill(2)
        if number == signal.SIGTERM:
            assert terminal.ended() == 128 + signal.SIGTERM
            assert terminal.settings == terminal.before
        else:
            painted(terminal)


def test_stopped_and_continued_at_once(tmp_path: Path) -> None:
    """A stop that is followed by a continue before the program handles it does not stop it for good."""
    with RawTerminal(["timeline"], tmp_path) as terminal:
        painted(terminal)
        before = threads(terminal)
        for _ in range(30):
            terminal.process.send_signal(signal.SIGTSTP)
            terminal.process.send_signal(signal.SIGCONT)
        terminal.process.send_signal(signal.SIGCONT)
        terminal.quiet()
        terminal.process.send_signal(signal.SIGCONT)
        terminal.output = b""
        painted(terminal)
        assert threads(terminal) == before
        terminal.output = b""
        quit_with_a_key(terminal)


@needs_tmux
def test_started_in_the_background(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        before = terminal.line_settings()
        terminal.run("set -m; timeline &")
        terminal.wait_for("ready$")
        terminal.run("until jobs | grep Stopped; do :; done")
        terminal.wait_for("Stopped")
        terminal.run("bg; until jobs | grep Stopped; do :; done; fg")
        terminal.wait_for("14 events")
        terminal.press("j")
        terminal.wait_for("Reports by Russian pro-war bloggers")
        terminal.press("q")
        assert terminal.finished() == 0
        assert terminal.line_settings() == before


# -- editors --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["exit 0", "kill -KILL $$", "kill -CONT $PPID; exit 3"])
def test_an_editor_that_leaves_the_terminal_raw(tmp_path: Path, end: str) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\nstty raw -echo\nprintf '\\033[?1049h'\n{end}\n")
    editor.chmod(0o755)
    (tmp_path / "mine.toml").write_text(
        "".join(f'[[events]]\ndate=2024-08-07\ntitle="{n}"\n' for n in range(14))
    )
    with RawTerminal(["timeline", "mine.toml"], tmp_path, env={"EDITOR": str(editor)}) as terminal:
        painted(terminal)
        before, raw = threads(terminal), terminal.settings
        for _ in range(3):
            terminal.output = b""
            terminal.send("e")
            terminal.wait_for(LEAVE)
            painted(terminal)
            assert terminal.settings == raw
        assert threads(terminal) == before
        quit_with_a_key(terminal)


# -- the end --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the largest file that is still loaded before the first paint."""
    path = tmp_path_factory.mktemp("large") / "large.toml"
    path.write_text("".join(f'[[events]]\ndate = 2024-08-07\ntitle = "Number {n}"\n' for n in range(18_000)))
    return path


def assert_ended_by(terminal: RawTerminal, number: signal.Signals) -> None:
    """Assert that the program has ended by the signal and restored the terminal."""
    code = terminal.ended()
    untouched = b"\x1b" not in terminal.output
    # Ctrl-C while Python itself starts, before it runs any code of ours, is a fatal error of its own: exit code 1.
    starting = number == signal.SIGINT and b"Fatal Python error: init_" in terminal.output
    assert code in (128 + number, *([-number] if untouched else []), *([1] if untouched and starting else []))
    assert_given_back(terminal)


@pytest.mark.parametrize("number", ENDING, ids=str)
def test_a_signal_with_the_first_byte(tmp_path: Path, large: Path, number: signal.Signals) -> None:
    for files in ([], [str(large)]):
        with RawTerminal(["timeline", *files], tmp_path) as terminal:
            terminal.wait_for(b"\x1b")
            terminal.process.send_signal(number)
            assert_ended_by(terminal, number)


@pytest.mark.parametrize("number", ENDING, ids=str)
def test_a_signal_with_the_first_change_of_the_settings(
    tmp_path: Path, large: Path, number: signal.Signals
) -> None:
    with RawTerminal(["timeline", str(large)], tmp_path) as terminal:
        end = time.monotonic() + PATIENCE
        while terminal.settings == terminal.before:
            assert time.monotonic() < end
        terminal.process.send_signal(number)
        assert_ended_by(terminal, number)


@pytest.mark.parametrize("number", ENDING, ids=str)
def test_a_signal_at_any_moment(tmp_path: Path, large: Path, number: signal.Signals) -> None:
    """At any moment, the terminal is either untouched or restored."""
    moments = random.Random(int(number))
    for files in ([], [], [], [str(large)], [str(large)]):
        with RawTerminal(["timeline", *files], tmp_path) as terminal:
            after = time.monotonic() + moments.uniform(0.0, 0.8)
            while time.monotonic() < after:
                terminal._read(0.005)
            terminal.process.send_signal(number)
            assert_ended_by(terminal, number)


def test_two_signals_at_once(tmp_path: Path) -> None:
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for(b"\x1b")
        for _ in range(3):
            for number in ENDING:
                terminal.process.send_signal(number)
        assert terminal.ended() in [128 + number for number in ENDING]
        assert_given_back(terminal)
