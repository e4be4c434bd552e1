"""Run the suite where it has most to put up with: a busy machine, a long path, another user, time zone and locale.

    python bench/anywhere.py [--rounds 3] [--busy 8] [-- PYTEST ARGUMENTS]

It copies the files that git tracks into a folder whose path has 150 characters, starts `--busy` processes that never
rest, and runs the suite there, each round in another time zone and locale. The environment there is a new one, into
which pip installs the package with what its tests need. Root runs it as an account that exists for that long, which
needs a Python outside of root's home (`--python`). Prints a line for each round, and what failed; the whole output of a
round that failed is in the system's temporary folder. Exits with 0 if no test failed, with 2 if the suite cannot run.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
LENGTH = 150
"""Characters of the folder's path: beyond the 108 bytes of a socket's address (unix(7))."""
PLACES = (
    {"TZ": "Pacific/Apia", "LANG": "C", "LC_ALL": "C"},  # skipped 30 December 2011
    {"TZ": "America/St_Johns", "LANG": "C.UTF-8"},  # half an hour, and summer time
    {
        "TZ": "Asia/Kathmandu",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "C.UTF-8",
    },  # a quarter; its I has another lower case
)


def main() -> int:
    """Run the rounds and print one line for each. Returns the exit code."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--busy", type=int, default=8, help="processes that never rest")
    options.add_argument("--python", default="/usr/bin/python3")
    options.add_argument("pytest", nargs="*", help="arguments for pytest")
    asked = options.parse_args()
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM)
    )  # the account and the folder go too
    failed = 0
    with tempfile.TemporaryDirectory(prefix="timeline-") as top, _account() as user:
        Path(top).chmod(0o755)
        folder = Path(top, "x" * (LENGTH - len(top) - 1))
        _copy(folder)
        try:
            python = _environment(folder, asked.python, user)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"The suite cannot run with {asked.python}: {error}", file=sys.stderr)
            return 2
        busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(asked.busy)]
        try:
            for n in range(asked.rounds):
                failed += not _round(n, folder, python, user, asked.pytest)
        finally:
            for process in busy:
                process.kill()
    return 1 if failed else 0


@contextmanager
def _account() -> Iterator[str]:
    """An account of its own to run the suite as, "" where one may not be made. It has a shell, which sshd needs."""
    if os.geteuid() != 0:
        yield ""
        return
    name = f"timeline-{os.getpid()}"
    subprocess.run(["useradd", "--system", "--shell", "/bin/sh", "--home-dir", "/", name], check=True)
    try:
        yield name
    finally:
        subprocess.run(["pkill", "-KILL", "-u", name], check=False)
        subprocess.run(["userdel", "--force", name], check=False, stderr=subprocess.DEVNULL)


def _copy(folder: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in filter(None, tracked.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def _environment(folder: Path, python: str, user: str) -> str:
    """Make an environment in the copy, and try whether the user can run the tests with it.

    Args:
        folder: Where the copy is.
        python: The interpreter to make it with.
        user: Who will run the suite; "" for whoever runs this.

    Returns:
        The environment's interpreter.

    Raises:
        OSError: There is no such interpreter.
        subprocess.CalledProcessError: It has no venv, something could not be installed, or the user cannot run it.
    """
    subprocess.run([python, "-m", "venv", str(folder / ".venv")], check=True)
    made = str(folder / ".venv" / "bin" / "python")
    subprocess.run([made, "-m", "pip", "install", "-qq", "-e", ".[test]"], cwd=folder, check=True)
    if user:
        subprocess.run(["chown", "-R", user, str(folder)], check=True)
    modules = "timeline_tui.ui.app, hypothesis, pyte, pytest, pytest_asyncio, pytest_textual_snapshot, xdist"
    subprocess.run([*_as(user), made, "-c", f"import {modules}"], cwd=folder, check=True)
    return made


def _as(user: str) -> list[str]:
    """What stands before a command that the user is to run."""
    if not user:
        return []
    # sshd hands a terminal to the group tty (grantpt), which only a member may do where devpts is not mounted so.
    return ["setpriv", f"--reuid={user}", "--clear-groups", "--regid=tty", "--inh-caps=-all"]


def _round(n: int, folder: Path, python: str, user: str, more: list[str]) -> bool:
    """Run the suite once; whether everything passed."""
    place = PLACES[n % len(PLACES)]
    home = folder / f"home{n}"
    home.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "CI") if name in os.environ}
    command = [
        *_as(user),
        python,
        "-m",
        "pytest",
        f"--basetemp={folder / f'temp{n}'}",
        "-p",
        "no:cacheprovider",
        *more,
    ]
    if user:
        shutil.chown(home, user)
    begun = time.monotonic()
    done = subprocess.run(
        command, cwd=folder, env={**kept, **place, "HOME": str(home)}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
    )  # fmt: skip
    last = done.stdout.rstrip().rpartition("\n")[2]
    print(
        f"round {n + 1}: {place} load {os.getloadavg()[0]:.0f}, {time.monotonic() - begun:.0f} s: {last}",
        flush=True,
    )
    for line in re.findall("^(?:FAILED|ERROR) .*", done.stdout, re.MULTILINE):
        print(f"  {line}")
    if done.returncode:
        Path(tempfile.gettempdir(), f"anywhere-{n + 1}.txt").write_text(done.stdout, encoding="utf-8")
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
