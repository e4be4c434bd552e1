"""Choose the input files, load them, and report problems with them."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.cli.output import UsageError, count, say
from timeline_tui.cli.progress import ProgressLine
from timeline_tui.errors import Problem, by_severity
from timeline_tui.load import limits, load
from timeline_tui.load import sources as load_files
from timeline_tui.secure import Feature, allowed, confined_open
from timeline_tui.store import Store

if TYPE_CHECKING:
    from timeline_tui.config import Config

STDIN = "-"
# Stores stay alive until the process ends: freeing one would take longer than most commands.
_alive: list[Store] = []


def configured() -> Config:
    """Return the user's settings; problems with them are printed and otherwise ignored."""
    from timeline_tui.config import Config, load_config

    if not allowed(Feature.SETTINGS):
        return Config()
    config, problems = load_config(os.environ)
    for problem in problems:
        say(str(problem))
    return config


def files_or_default(files: Sequence[str], config: Config | None = None) -> list[str]:
    """Return the files, or a default: $TIMELINE_FILE, else the configured file, else the bundled example.

    In secure mode, reading is restricted to them from now on.

    Args:
        files: The files that the command line names.
        config: The user's settings; None to load them if needed.

    Raises:
        UsageError: The file of the environment or the settings does not exist.
    """
    found = list(files) or [_default_file(config) or bundled()]
    confined_open.confine(found)
    return found


def _default_file(config: Config | None) -> str:
    """Return the file of the environment or the settings, "" if there is none."""
    named, by = os.environ.get("TIMELINE_FILE", ""), "$TIMELINE_FILE"
    if named.startswith("~"):
        named = os.path.expanduser(named)  # noqa: PTH111 - which leaves an unknown ~user as it is
    if not named:
        named, by = (config or configured()).file, "the settings"
    if named and named != STDIN and not os.path.lexists(named):
        raise UsageError(f"{named}: no such file or folder", f"  it is named by {by}")
    if not named and _has_piped_input():
        say("this is the example that comes with timeline: `timeline -` reads standard input")
    return named


def _has_piped_input() -> bool:
    """Return whether standard input is a pipe or a file, and so may be meant as input."""
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


def bundled() -> str:
    """Return the path of the example chronology, in the installed package or the source tree."""
    package = Path(__file__).parent.parent
    installed = package / "data" / "events.toml"
    return str(installed if installed.exists() else package.parent.parent / "data" / "events.toml")


def read_stdin() -> bytes:
    """Read all of standard input.

    Raises:
        UsageError: It is closed, or larger than the limit for a file.
    """
    if sys.stdin is None:
        raise UsageError("standard input is closed: there is nothing to read for `-`")
    if sys.stdin.isatty():
        say("reading from the terminal: end with Ctrl-D")
    most = limits.now().file
    data = load_files.read_stream(sys.stdin.buffer, most)
    if len(data) > most:
        problem = load_files.too_big("standard input", most)
        raise UsageError(f"{problem.path}: {problem.message}", f"  {problem.hint}")
    return data


def open_store(files: Sequence[str], *, words: bool = False) -> Store:
    """Load files into a store, with a `ProgressLine` while that takes long.

    Args:
        files: The files; `-` is standard input.
        words: Whether the text of the events will be searched.

    Returns:
        The store. What is wrong with the files is in its `problems`.
    """
    stdin = io.BytesIO(read_stdin()) if STDIN in files else None
    with ProgressLine() as line:
        loaded = load(files, stdin=stdin, words=words, looked=line.looked, progress=line.read)
    store = Store(loaded.chronology, loaded.problems)
    _alive[:] = [store]
    return store


def unread(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that prevented a whole file or folder from being read."""
    return [problem for problem in problems if problem.code.startswith(("file-", "folder-"))]


def report_unread(store: Store) -> int:
    """Report the files that could not be read, and return the exit code: 2 if there are any, else 0."""
    found = unread(store.problems)
    for problem in found:
        say(str(problem))
    return 2 if found else 0


def report_problems(store: Store, files: Sequence[str]) -> int:
    """Report unreadable files and the number of other problems, and return the exit code as `report_unread` does."""
    code = report_unread(store)
    by = by_severity(store.problems) - by_severity(unread(store.problems))
    rest = by["error"] + by["warning"]
    if rest:
        import shlex

        command = f": run `timeline check {' '.join(map(shlex.quote, files))}`"
        # A reader in secure mode has no shell to run a command in.
        say(f"{count(rest, 'problem')}{command if allowed(Feature.OUTSIDE) else ' in these files'}")
    return code
