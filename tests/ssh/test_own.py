"""A personal account over SSH, as in docs/ssh.md: in tmux, which survives a lost connection, and over mosh."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from rawpty import RawTerminal
from server import Server, needs_sshd

from emulator import Emulator

pytestmark = [pytest.mark.pty, needs_sshd]

SIZE = (100, 30)


def needs(program: str) -> pytest.MarkDecorator:
    """Skip the test where the program is not installed; fail on the CI machine, where it must be."""
    missing = shutil.which(program) is None and os.environ.get("CI", "").lower() != "true"
    return pytest.mark.skipif(missing, reason=f"{program} is not installed")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("own")
    (folder / "chronologies").mkdir()
    (folder / "chronologies" / "one.toml").write_text(
        "".join(f'[[events]]\ndate = 2024-08-{n + 1:02}\ntitle = "Event {n}"\n' for n in range(30))
    )
    with Server(folder, own=True) as server:
        yield server


def timeline(server: Server) -> list[str]:
    """The command line that runs on the server."""
    return [
        "env", f"XDG_STATE_HOME={server.folder}/state", "LANG=C.UTF-8", sys.executable, "-m", "timeline_tui",
        f"{server.folder}/chronologies",
    ]  # fmt: skip


def see(terminal: RawTerminal, *texts: str) -> None:
    """Wait until the screen shows all texts."""
    while True:
        screen = Emulator(*SIZE)
        screen.show(terminal.output)
        if all(any(text in line for line in screen.lines) for text in texts):
            return
        terminal.wait_for_more(screen.lines)


def copy(terminal: RawTerminal) -> None:
    """Copy the event, and wait until it arrives in the local clipboard."""
    terminal.send("y")
    see(terminal, "y  citation")
    terminal.send("\r")
    while not re.search(rb"\x1b\]52;c?;[A-Za-z0-9+/]+", terminal.output):
        terminal.wait_for_more("nothing copied")


@needs("tmux")
def test_a_tmux_session_survives_a_dropped_connection(server: Server, tmp_path: Path) -> None:
    # By name, not by a path of the test's folder: a socket's address has at most 107 bytes (unix(7)).
    name = f"timeline-{uuid.uuid4().hex[:12]}"
    tmux = [
        "env",
        "-u",
        "TMUX",
        "TMUX_TMPDIR=/tmp",
        "LANG=C.UTF-8",
        "tmux",
        "-f",
        f"{tmp_path}/conf",
        "-L",
        name,
    ]
    (tmp_path / "conf").write_text("set -s set-clipboard on\n")
    attach = [*server.client("-tt"), " ".join([*tmux, "new", "-A", "-s", "notes", *timeline(server)])]
    try:
        with RawTerminal(attach, tmp_path, size=SIZE) as terminal:
            see(terminal, "30 events", "Event 3")
            terminal.send("/even 7\r")
            see(terminal, " 6 of 30 ")
            terminal.process.kill()  # the connection is lost
        with RawTerminal(attach, tmp_path, size=SIZE) as terminal:
            see(terminal, " 6 of 30 ", "Event 17")
            copy(terminal)
            terminal.send("\x1bq")
            assert terminal.ended() == 0
    finally:
        subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)


@needs("mosh")
def test_over_mosh(server: Server, tmp_path: Path) -> None:
    ssh = " ".join(server.client()[:-1])
    over = [
        "env", "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "mosh", "--no-init", f"--ssh={ssh}", server.client()[-1], "--",
        *timeline(server),
    ]  # fmt: skip
    with RawTerminal(over, tmp_path, size=SIZE) as terminal:
        see(terminal, "30 events", "Event 3")
        terminal.send("/even 7\r")
        see(terminal, " 6 of 30 ", "Event 17")
        copy(terminal)
        terminal.send("\x1bq")
        assert terminal.ended() == 0
