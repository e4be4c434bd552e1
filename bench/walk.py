"""Follow an event from its file into the store, and a key from the terminal to the screen: python bench/walk.py

Prints the files of the package in which code runs, each with the functions that are called, in the order of the first
call. `--source DIR` follows the code of another checkout (its `src`), for a comparison.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import select
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import Any

SOURCE = Path(__file__).parent.parent / "src"
EVENT = (
    '[[actors]]\nid = "a"\nname = "Anna Berg"\n'
    '[[events]]\nid = "e"\ndate = "2024-01-05"\ntitle = "Talks open"\nactors = ["a"]\n'
)
QUIET = 1.0
"""Seconds without output after which the browser is at rest."""
PATIENCE = 60
"""Seconds to wait for the browser."""


_KEY: set[str | bytes] = {"j", b"j"}
_QUIT: set[str | bytes] = {"q", b"q"}


class Recorder:
    """Records the calls of functions of the package, from all threads."""

    def __init__(self) -> None:
        self.on = False
        self.calls: list[tuple[str, str]] = []
        self._threads: set[int | None] = set()

    def profile(self, frame: FrameType, event: str, _: object) -> None:
        """Record a call; the signature is that of `sys.setprofile`."""
        path = frame.f_code.co_filename
        if event == "call" and "timeline_tui" in path:
            given = {value for value in frame.f_locals.values() if isinstance(value, str | bytes)}
            if given & _KEY:
                # The first function that gets the key runs in the thread that reads the terminal.
                self.on, self._threads = True, {threading.get_ident(), threading.main_thread().ident}
            elif given & _QUIT:
                self.on = False
            if self.on and (not self._threads or threading.get_ident() in self._threads):
                self.calls.append((path.rpartition("timeline_tui/")[2], frame.f_code.co_name))

    def install(self) -> None:
        """Record this thread, and threads that start from now on."""
        threading.setprofile(self.profile)
        sys.setprofile(self.profile)


def _load(path: str) -> list[tuple[str, str]]:
    """Load a file into a store, and return the calls."""
    from timeline_tui.load import load
    from timeline_tui.store import Store

    Store(load([path]).chronology).view()[0]  # imports, and what is computed once
    recorder = Recorder()
    recorder.on = True
    recorder.install()
    Store(load([path]).chronology).view()[0]
    sys.setprofile(None)
    return recorder.calls


def _browse(path: str, report: str) -> None:
    """Browse a file, and write the calls that each `j` causes to a file, the last one last."""
    from timeline_tui.cli import main

    recorder = Recorder()
    recorder.install()
    try:
        main([path])
    finally:
        Path(report).write_text(json.dumps(recorder.calls), encoding="utf-8")


def _press_j(source: Path, path: str) -> list[tuple[str, str]]:
    """Press `j` in the browser, in a pseudo-terminal of 120 columns and 40 lines, and return the calls."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "calls.json"
        pid, terminal = pty.fork()
        if pid == 0:
            environment = os.environ | {"PYTHONPATH": str(source), "TERM": "xterm-256color", "COLUMNS": "120"}
            environment |= {"LINES": "40", "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder}
            child = [sys.executable, __file__, "--child", path, str(report)]
            os.execve(sys.executable, child, environment)
        select.select([terminal], [], [], PATIENCE)
        _rest(terminal)
        os.write(terminal, b"\x1b[1;1R")  # an answer to requests for the position of the cursor
        _rest(terminal)
        os.write(terminal, b"j")
        _rest(terminal)
        os.write(terminal, b"q")
        _read(terminal, lambda: report.exists() and report.stat().st_size > 0)
        calls: list[tuple[str, str]] = json.loads(report.read_text(encoding="utf-8"))
        os.close(terminal)
        os.waitpid(pid, 0)
        return calls


def _rest(terminal: int) -> None:
    """Read until there is no more output for a while."""
    while select.select([terminal], [], [], QUIET)[0]:
        os.read(terminal, 65536)


def _read(terminal: int, done: Callable[[], bool]) -> None:
    """Read and discard output until a condition holds."""
    end = time.monotonic() + PATIENCE
    while not done() and time.monotonic() < end:
        try:
            if select.select([terminal], [], [], 0.1)[0]:
                os.read(terminal, 65536)
        except OSError:  # the terminal is closed (EIO)
            time.sleep(0.01)


def _table(title: str, calls: Iterable[tuple[str, str]]) -> str:
    """Return a heading with the counts, and a line for each file."""
    calls = list(calls)
    files: dict[str, dict[str, None]] = {}
    for path, name in calls:
        files.setdefault(path, {})[name] = None
    lines = [f"  {path}: {', '.join(names)}" for path, names in files.items()]
    return "\n".join([f"{title}: {len(calls)} calls in {len(files)} files", *lines])


def main(arguments: list[str] | None = None) -> None:
    """Print both walks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=SOURCE, help="the folder with timeline_tui")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--load", help=argparse.SUPPRESS)
    args: Any = parser.parse_args(arguments)
    if args.child:
        _browse(*args.child)
        return
    if args.load:
        print(json.dumps(_load(args.load)))
        return
    with tempfile.TemporaryDirectory() as folder:
        one, several = Path(folder) / "one.toml", Path(folder) / "several.toml"
        one.write_text(EVENT, encoding="utf-8")
        several.write_text(
            "".join(f'[[events]]\ndate = "2024-01-{day:02}"\ntitle = "Day {day}"\n' for day in range(1, 29)),
            encoding="utf-8",
        )
        environment = os.environ | {"PYTHONPATH": str(args.source)}
        load = [sys.executable, __file__, "--load", str(one)]
        done = subprocess.run(load, capture_output=True, check=True, env=environment)
        print(_table("An event from the file into the store", json.loads(done.stdout)))
        print(_table("j from the terminal to the screen", _press_j(args.source, str(several))))


if __name__ == "__main__":
    main()
