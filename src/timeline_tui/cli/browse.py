"""`timeline FILE`: open the browser, or print the list without a terminal."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from timeline_tui import secure
from timeline_tui.cli import inputs, queries
from timeline_tui.cli.arguments import Args, files_only
from timeline_tui.cli.output import UsageError, say
from timeline_tui.cli.progress import ProgressLine
from timeline_tui.dates import DateContext, read_human
from timeline_tui.errors import DateError
from timeline_tui.load import readers
from timeline_tui.load.sources import expand, is_little

# Minutes without a key after which the browser exits in secure mode.
_SECURE_IDLE_MINUTES = 60.0


def run(args: Args) -> int:
    """Open the browser and return the exit code."""
    # Nearly everything allocated before the first paint stays alive, and collecting it would take a tenth of that
    # time. The browser enables the collector again (ui/gc_tuning.py).
    gc.disable()
    try:
        return _browse(args)
    finally:
        gc.enable()


def _browse(args: Args) -> int:
    """Check the arguments, read standard input if it is named, and run the browser, or the list instead."""
    named = files_only(args.words)
    if args.query:
        queries.check_query(args.query)
    if args.at:
        _check_date(args.at)
    reason = no_browser(named)
    if reason is not None:
        from timeline_tui.cli import listing

        if reason:
            say(f"{reason}: this is what `timeline list` prints")
        return listing.run(args)
    config = inputs.configured()
    files = inputs.files_or_default(named, config)
    for path in files:
        _check_path(path)
    stdin = None
    if inputs.STDIN in files:
        stdin = inputs.read_stdin()
        _keys_from_terminal()
    # Processes that parse large files. This is the last chance to fork: the browser will have threads.
    helpers = None if is_little(files, readers.LARGE, steps=100) else readers.start()
    _import_asyncio()
    from timeline_tui.state import kept
    from timeline_tui.ui import app
    from timeline_tui.ui.state_saver import StateSaver

    messages: list[str] = []
    state = StateSaver(kept(files, messages.append), messages)
    idle = _SECURE_IDLE_MINUTES if args.idle is None and secure.on() else (args.idle or 0)
    try:
        return app.run(
            files, query=args.query, at=args.at, config=config, stdin=stdin, helpers=helpers, idle=idle * 60,
            state=state, exit_messages=messages,
        )  # fmt: skip
    finally:
        # Only now: the browser has left the alternate screen, which a terminal discards.
        for line in messages:
            say(line)


def _import_asyncio() -> None:
    """Import asyncio, which Textual needs, without TLS, since the browser makes no connections.

    OpenSSL would add 5 ms to the start, and 4 MB.
    """
    kept = sys.modules.get("ssl")
    sys.modules["ssl"] = None  # type: ignore  # documented to make an import fail
    try:
        import asyncio  # noqa: F401
    finally:
        if kept is None:
            del sys.modules["ssl"]
        else:
            sys.modules["ssl"] = kept


def _check_path(path: str) -> None:
    """Check that a path exists and, if it is a folder, that there are files to read in it.

    Raises:
        UsageError: It does not exist, there are none, or it cannot be read.
    """
    if path != inputs.STDIN and not os.path.lexists(path):
        raise UsageError(f"{path}: no such file or folder")
    try:
        if not Path(path).is_dir():
            return
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    with ProgressLine() as line:
        found, problems = expand([path], line.looked)
    if not found:
        raise UsageError("\n".join(map(str, problems)))


def no_browser(files: list[str]) -> str | None:
    """Return why the browser cannot run: None if it can, "" if the reason is obvious."""
    if sys.stdout is None or not sys.stdout.isatty():
        return ""
    term = os.environ.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        value = f"is {term}" if term else "is not set"
        return f"this terminal cannot show the browser (TERM {value})"
    if inputs.STDIN not in files and (sys.stdin is None or not sys.stdin.isatty()):
        return "standard input is not a terminal"
    return None


def _check_date(text: str) -> None:
    """Check the value of `--at`.

    Raises:
        UsageError: It is not a date.
    """
    try:
        read_human(text, DateContext(queries.today()))
    except DateError as error:
        raise UsageError(
            f"--at {error.text}: {error.reason}", queries.underlined(text, 0, len(text))
        ) from None


def _keys_from_terminal() -> None:
    """Reopen the terminal as standard input, which has been read to its end, so that keys can be read.

    Raises:
        UsageError: The terminal cannot be opened.
    """
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC)
    except OSError as error:
        hint = "  save it to a file, or use `timeline list -`"
        raise UsageError(f"no terminal to read keys from: {error.strerror}", hint) from None
    os.dup2(terminal, 0)
    os.close(terminal)
