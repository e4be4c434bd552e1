"""A real terminal for tests: tmux with a shell.

tmux implements character widths, the alternate screen and modes as terminals do, so its screen is the reference.
Nothing here sleeps for a fixed time: a test states what it waits for.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PROMPT = "ready$"
PATIENCE = 60.0
"""The timeout of all waits in seconds, for busy machines."""

without_tmux = shutil.which("tmux") is None
needs_tmux = pytest.mark.skipif(
    without_tmux and os.environ.get("CI", "").lower() != "true", reason="tmux is not installed"
)
"""Skips tests if tmux is missing; on the CI machine they fail instead."""


def installed(folder: Path) -> Path:
    """Return the folder of the installed `timeline`, or else of a script in `folder` that runs the package."""
    beside = Path(sys.executable).parent
    if (beside / "timeline").exists():
        return beside
    script = folder / "bin" / "timeline"
    script.parent.mkdir(exist_ok=True)
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m timeline_tui "$@"\n')
    script.chmod(0o755)
    return script.parent


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a user's shell, independent of the one of the test run; settings are in `folder`."""
    found = {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "settings"),
        "PATH": f"{installed(folder)}:{os.environ.get('PATH', os.defpath)}",
        "SHELL": "/bin/sh",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "EDITOR": "false",
    }
    paths = os.environ.get("PYTHONPATH", "")
    if paths:
        found["PYTHONPATH"] = os.pathsep.join([str(Path(path).resolve()) for path in paths.split(os.pathsep)])
    return {**found, **more}


class Modes(NamedTuple):
    """The terminal modes that a program may fail to reset."""

    alternate: bool
    cursor: bool
    mouse: bool
    keypad: bool


UNTOUCHED = Modes(alternate=False, cursor=True, mouse=False, keypad=False)


class Terminal:
    """A shell in tmux with the working directory `folder`; as a context manager, it ends tmux.

    The prompt shows the exit code of the last command, and the number of the next: `0 2 ready$`.
    """

    def __init__(self, folder: Path, size: str = "100x30", env: Mapping[str, str] | None = None) -> None:
        assert not without_tmux, "these tests need tmux"
        self._socket = f"timeline-{uuid.uuid4().hex[:12]}"
        width, height = size.split("x")
        settings = folder / "tmux.conf"
        settings.write_text(
            "set -s default-terminal tmux-256color\nset -s set-clipboard on\nset -g remain-on-exit on\n"
            "set -g status off\nset -g history-limit 5000\n"
        )
        self._env = environment(folder, **(env or {}), PS1=f"$? \\# {PROMPT} ")
        self._env.setdefault("TMUX_TMPDIR", "/tmp")
        subprocess.run(
            ["tmux", "-u", "-L", self._socket, "-f", str(settings), "new-session", "-d", "-x", width, "-y", height,
             "-c", str(folder), "bash --norc --noprofile"],
            check=True, env=self._env, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        self._commands = 0
        self.wait_for(PROMPT)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.tmux("kill-server", check=False)

    def tmux(self, *words: str, check: bool = True) -> str:
        """Run a tmux command and return its output."""
        done = subprocess.run(
            ["tmux", "-u", "-L", self._socket, *words],
            check=check, capture_output=True, encoding="utf-8", env=self._env, timeout=PATIENCE,
        )  # fmt: skip
        return done.stdout

    # -- the user's hands -----------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names: `j`, `Enter`, `C-c`."""
        self.tmux("send-keys", *[";" if key == ";" else key for key in keys])

    def type(self, text: str) -> None:
        """Type text in one burst."""
        self.tmux("send-keys", "-l", text)

    def run(self, command: str) -> None:
        """Type a command at the prompt."""
        self._commands += 1
        self.type(command)
        self.press("Enter")

    def resize(self, width: int, height: int) -> None:
        """Resize the window."""
        self.tmux("resize-window", "-x", str(width), "-y", str(height))

    # -- the user's eyes ------------------------------------------------------------------------------------

    def screen(self, *, styled: bool = False, history: bool = False) -> str:
        """Return the screen's lines without trailing blanks; with SGR sequences if `styled`."""
        options = (["-e"] if styled else []) + (["-S", "-"] if history else [])
        return self.tmux("capture-pane", "-p", *options)

    def lines(self) -> list[str]:
        """Return the lines of the screen."""
        return self.screen().split("\n")

    def wait_for(self, wanted: str | Callable[[str], bool], timeout: float = PATIENCE) -> str:
        """Wait until the screen contains a text or satisfies a predicate; return the screen."""
        end = time.monotonic() + timeout
        while True:
            seen = self.screen()
            if wanted in seen if isinstance(wanted, str) else wanted(seen):
                return seen
            if time.monotonic() > end:
                raise AssertionError(f"after {timeout:g} s still waiting for {wanted!r} in\n{seen}")
            time.sleep(0.02)

    def wait_for_all(self, *wanted: str) -> str:
        """Wait until the screen contains all texts, since typing is applied letter by letter; return the screen."""
        return self.wait_for(lambda seen: all(text in seen for text in wanted))

    def wait_gone(self, text: str) -> str:
        """Wait until the screen does not contain the text; return the screen."""
        return self.wait_for(lambda seen: text not in seen)

    def finished(self) -> int:
        """Wait for the prompt; return the exit code of the last command."""

        end = f" {self._commands + 1} {PROMPT}"
        seen = self.wait_for(lambda seen: seen.rstrip().endswith(end) and self.modes() == UNTOUCHED)
        return int(seen.rstrip().rpartition("\n")[2].removesuffix(end))

    def modes(self) -> Modes:
        """Return the terminal's modes."""
        flags = "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag}"
        return Modes(*[flag == "1" for flag in self.tmux("display", "-p", flags).split()])

    def clipboard(self) -> str:
        """Return the text that was last copied with OSC 52."""
        return self.tmux("show-buffer")

    def line_settings(self) -> str:
        """Return the output of `stty -a` at the prompt: echo, line editing, signals."""
        self.run("clear; stty -a")
        assert self.finished() == 0
        return "\n".join([line for line in self.lines() if PROMPT not in line]).strip()
