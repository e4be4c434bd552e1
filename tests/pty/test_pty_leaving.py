"""The terminal is restored however the browser ends."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from rawpty import RawTerminal
from terminal import UNTOUCHED, Terminal, needs_tmux

pytestmark = [pytest.mark.pty]

ADDS_AN_EVENT = """#!/bin/sh
# An editor for `+LINE FILE`: it records its arguments and the state of the terminal, and adds an event.
echo "$@" >arguments
stty -a >seen
printf '\\n[[events]]\\ndate = 2024-08-09\\ntitle = "Added in the editor"\\n' >>"$2"
"""


@needs_tmux
@pytest.mark.parametrize("keys", [["q"], ["C-c"], ["/", "p", "C-c", "C-c"], ["f", "C-c", "q"]], ids="+".join)
def test_keys_that_quit_restore_the_terminal(tmp_path: Path, keys: list[str]) -> None:
    with Terminal(tmp_path) as terminal:
        before = terminal.line_settings()
        terminal.run("timeline")
        terminal.wait_for("14 events")
        assert terminal.modes() != UNTOUCHED
        terminal.press(*keys)
        assert terminal.finished() in (0, 130)
        assert "14 events" not in terminal.screen()
        assert terminal.line_settings() == before


@needs_tmux
def test_the_browser_returns_from_the_editor_and_reloads(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(ADDS_AN_EVENT)
    editor.chmod(0o755)
    (tmp_path / "mine.toml").write_text('[[events]]\ndate = 2024-08-07\ntitle = "The first"\n')
    with Terminal(tmp_path, env={"EDITOR": str(editor)}) as terminal:
        before = terminal.line_settings()
        terminal.run("timeline mine.toml")
        terminal.wait_for("1 event")
        terminal.press("e")
        terminal.wait_for("Added in the editor")
        terminal.wait_for("2 events")
        assert (tmp_path / "arguments").read_text() == f"+1 {(tmp_path / 'mine.toml').resolve()}\n"
        seen = (tmp_path / "seen").read_text()
        assert " echo " in seen
        assert " icanon " in seen
        terminal.press("G")  # the browser receives keys again
        terminal.wait_for("Fri 9 August 2024")
        assert terminal.modes().alternate
        terminal.press("q")
        assert terminal.finished() == 0
        assert terminal.line_settings() == before


@needs_tmux
def test_a_missing_editor_is_reported(tmp_path: Path) -> None:
    with Terminal(tmp_path, env={"EDITOR": "no-such-editor"}) as terminal:
        terminal.run("timeline")
        terminal.wait_for("14 events")
        terminal.press("e")
        terminal.wait_for("set $EDITOR")
        terminal.press("j")
        terminal.wait_for("Reports by Russian pro-war bloggers")
        terminal.press("q")
        assert terminal.finished() == 0


@needs_tmux
def test_ctrl_c_in_the_editor_does_not_end_the_browser(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        "#!/bin/sh\ntrap 'echo interrupted' INT\necho editing\nuntil [ \"$line\" = done ]; do read line; done\n"
    )
    editor.chmod(0o755)
    with Terminal(tmp_path, env={"EDITOR": str(editor)}) as terminal:
        terminal.run("timeline")
        terminal.wait_for("14 events")
        terminal.press("e")
        terminal.wait_for("editing")
        terminal.press("C-c")
        terminal.wait_for("interrupted")
        terminal.press("C-c")
        terminal.wait_for(lambda seen: seen.count("interrupted") == 2)
        terminal.type("done\r")
        terminal.wait_for("14 events")
        terminal.press("j")
        terminal.wait_for("Reports by Russian pro-war bloggers")
        terminal.press("q")
        assert terminal.finished() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_signals_end_the_browser_and_restore_the_terminal(tmp_path: Path, number: signal.Signals) -> None:
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        terminal.process.send_signal(number)
        assert terminal.ended() == 128 + number
        assert b"\x1b[?1049l" in terminal.output
        assert b"\x1b[?25h" in terminal.output
        assert b"\x1b[?1002l" in terminal.output
        assert terminal.settings == terminal.before


HELD_UP = """
import os
import time
from timeline_tui.cli import program
from timeline_tui.ui.browser.screen import MainScreen

def hold_up(self):
    os.write(1, b"held up")
    while True:
        time.sleep(0.05)

MainScreen.action_help = hold_up
program()
"""


MISTAKEN = """
from timeline_tui.cli import program
from timeline_tui.ui.browser.screen import MainScreen

def fails(self):
    text = "from a file: \\x1b]0;owned\\x07\\u202e[red]"
    raise RuntimeError(text)

MainScreen.action_help = fails
program()
"""


@needs_tmux
def test_a_crash_restores_the_terminal_and_is_reported(tmp_path: Path) -> None:
    (tmp_path / "mistaken.py").write_text(MISTAKEN)
    with Terminal(tmp_path) as terminal:
        before = terminal.line_settings()
        terminal.run(f"{sys.executable} mistaken.py")
        terminal.wait_for("14 events")
        terminal.press("?")
        assert terminal.finished() == 70
        terminal.wait_for("please report it, with the lines above")
        terminal.wait_for("RuntimeError: from a file: ^[]0;owned^G<U+202E>[red]")
        assert terminal.line_settings() == before
        assert terminal.modes() == UNTOUCHED


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_during_a_blocked_screen_end_the_browser(tmp_path: Path, number: signal.Signals) -> None:
    with RawTerminal([sys.executable, "-c", HELD_UP], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        terminal.send("?")
        terminal.wait_for("held up")
        terminal.process.send_signal(number)
        assert terminal.ended() == 128 + number
        assert terminal.output.endswith(b"\x1b[?1049l\x1b[?25h")
        assert terminal.settings == terminal.before


def test_the_browser_exits_after_inactivity(tmp_path: Path) -> None:
    with RawTerminal(["timeline", "--idle", "0.01"], tmp_path) as terminal:
        assert terminal.ended() == 0
        assert b"session closed after inactivity" in terminal.output
        assert terminal.settings == terminal.before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_end_the_browser_when_the_terminal_accepts_no_output(
    tmp_path: Path, number: signal.Signals
) -> None:
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        terminal.take_nothing()
        terminal.send("jjGg?")
        terminal.process.send_signal(number)
        assert terminal.ended() == 128 + number
        assert terminal.settings == terminal.before
