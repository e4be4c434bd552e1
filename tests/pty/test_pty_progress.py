"""Commands show progress while they load long files, but only on a terminal in the foreground."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rawpty import RawTerminal, foreign
from terminal import environment

pytestmark = [pytest.mark.pty]

AT_ONCE = (
    "import timeline_tui.cli.progress as progress; progress._FIRST = progress._NEXT = 0.0; "
    "from timeline_tui.cli import program; program()"
)
"""The program, with every load treated as a long one."""
ERASE = b"\r\x1b[K"


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    for n in range(3):
        (tmp_path / f"{n}.toml").write_text(f'[[events]]\ndate = "202{n}"\ntitle = "Event {n}"\n')
    return [sys.executable, "-c", AT_ONCE, "list", str(tmp_path)]


def test_progress_on_a_terminal_is_erased_at_the_end(command: list[str], tmp_path: Path) -> None:
    with RawTerminal(command, tmp_path) as terminal:
        assert terminal.ended() == 0
        before, _, after = terminal.output.rpartition(ERASE)
    assert b"timeline: reading: 0 of 0 MB; Ctrl-C stops" in before
    assert b"Event" not in before
    assert b"\n" not in before
    assert [line.split()[-1] for line in after.splitlines()] == [b"0", b"1", b"2"]
    assert not foreign(terminal.output)


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_erase_shows_no_progress(
    command: list[str], tmp_path: Path, term: str
) -> None:
    with RawTerminal(command, tmp_path, env={"TERM": term}) as terminal:
        assert terminal.ended() == 0
    assert b"Event 2" in terminal.output
    assert b"reading" not in terminal.output
    assert b"\x1b" not in terminal.output


def test_a_pipe_gets_no_progress(command: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        command, env=environment(tmp_path, TERM="xterm-256color"), capture_output=True, check=True, timeout=60
    )
    assert b"Event 2" in done.stdout
    assert done.stderr == b""


def test_a_background_job_shows_no_progress(command: list[str], tmp_path: Path) -> None:
    """The shell runs other commands at the same time, and progress would overwrite their output."""
    script = 'set -m; "$@" & wait $!'
    with RawTerminal(["bash", "-c", script, "bash", *command], tmp_path) as terminal:
        assert terminal.ended() == 0
    assert b"Event 2" in terminal.output
    assert b"reading" not in terminal.output
