"""Run the test suite under adverse conditions: a busy machine, a long path, other users, time zones and locales.

    python bench/anywhere.py [--rounds 3] [--busy 8] [-- PYTEST ARGUMENTS]

It copies the files that git tracks into a folder whose path has 150 characters, starts `--busy` processes that keep
the processors busy, and runs the suite there, each round in another time zone and locale. pip installs the package
and its test dependencies into a new environment. If root starts it, the suite runs as a temporary account, which
needs a Python outside root's home (`--python`). It prints a line per round and what failed; the full output of a
failed round is kept in the system's temporary folder. The exit code is 0 if no test failed, 2 if the suite cannot
run.
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
"""Length of the folder's path: more than the 108 bytes of a socket address (unix(7))."""
PLACES = (
    {"TZ": "Pacific/Apia", "LANG": "C", "LC_ALL": "C"},  # skipped 30 December 2011
    {"TZ": "America/St_Johns", "LANG": "C.UTF-8"},  # offset with half an hour, and summer time
    # The offset has a quarter of an hour; the Turkish lower case of I is not i.
    {"TZ": "Asia/Kathmandu", "LANG": "tr_TR.UTF-8", "LC_ALL": "C.UTF-8"},
)


def main() -> int:
    """Run the rounds, print a line for each, and return the exit code."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--busy", type=int, default=8, help="processes that never rest")
    options.add_argument("--python", default="/usr/bin/python3")
    options.add_argument("pytest", nargs="*", help="arguments for pytest")
    requested = options.parse_args()
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM)
    )  # the account and the folder are removed too
    failed = 0
    with tempfile.TemporaryDirectory(prefix="timeline-") as top, _account() as user:
        Path(top).chmod(0o755)
        folder = Path(top, "x" * (LENGTH - len(top) - 1))
        _copy(folder)
        try:
            python = _environment(folder, requested.python, user)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"The suite cannot run with {requested.python}: {error}", file=sys.stderr)
            return 2
        busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(requested.busy)]
        try:
            for n in range(requested.rounds):
                failed += not _round(n, folder, python, user, requested.pytest)
        finally:
            for process in busy:
                process.kill()
    return 1 if failed else 0


@contextmanager
def _account() -> Iterator[str]:
    """Create a temporary account to run the suite as; "" if not allowed. It has a shell, which sshd needs."""
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
    """Create a virtual environment in the copy, and check that the user can run the tests with it.

    Args:
        folder: The folder of the copy.
        python: The interpreter to create it with.
        user: The account that runs the suite; "" for the current one.

    Returns:
        The interpreter of the environment.

    Raises:
        OSError: There is no such interpreter.
        subprocess.CalledProcessError: The interpreter has no venv, an installation failed, or the user cannot run it.
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
    """Return the prefix of a command that the user is to run."""
    if not user:
        return []
    # sshd gives the terminal to the group tty (grantpt(3)), which only a member may do if devpts is not mounted that
    # way.
    return ["setpriv", f"--reuid={user}", "--clear-groups", "--regid=tty", "--inh-caps=-all"]


def _round(n: int, folder: Path, python: str, user: str, more: list[str]) -> bool:
    """Run the suite once, and return whether all tests passed."""
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
