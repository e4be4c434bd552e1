"""The command line: what was asked for is found out here, and done by one module a command.

Exit codes, for every command: 0 fine, 1 what was looked for is wrong or is not there (`check`, `show`),
2 not understood, or nothing could be read. Textual is imported by the browser alone.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from timeline_tui import secure
from timeline_tui.cli.output import UsageError, say

__all__ = ["main", "program"]

_INTERRUPTED = 130  # 128 + SIGINT, as a shell reports it
_PIPE_CLOSED = 141  # 128 + SIGPIPE


def program() -> NoReturn:
    """The process `timeline`: `main`, and gone.

    Not by way of Python's own ending, which would take a large chronology apart event by event, and wait for a
    thread that makes ready what nobody will ask for any more.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `timeline` with the arguments (those of the process without any); returns the exit code."""
    try:
        if (
            signal.getsignal(signal.SIGINT) is signal.SIG_DFL
            and threading.current_thread() is threading.main_thread()
        ):
            signal.signal(signal.SIGINT, signal.default_int_handler)  # see __main__
        code = _run(_secured(sys.argv[1:] if argv is None else list(argv)))
        if sys.stdout is not None:
            sys.stdout.flush()
    except UsageError as refusal:
        say(str(refusal), refusal.detail)
        return refusal.code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return _PIPE_CLOSED
    except OSError as error:
        # Reading is told as problems: what arrives here is a disk that is full, a terminal that is gone.
        _drop_output()
        say(f"this cannot be written: {error.strerror or error}")
        return 2
    except MemoryError:
        say("there is not enough memory for that: name fewer files")
        return 2
    except Exception as error:
        from timeline_tui.cli import crash_report

        return crash_report.tell(error)
    return code


def _secured(argv: list[str]) -> list[str]:
    """The arguments without --secure; with it, or $TIMELINE_SECURE, this is secure mode from now on."""
    options = argv[: argv.index("--")] if "--" in argv else argv
    if "--secure" not in options and os.environ.get("TIMELINE_SECURE", "0") in ("", "0"):
        return argv
    if not sys.flags.ignore_environment:
        _refuse_python_variables()
    secure.begin()
    return [*[word for word in options if word != "--secure"], *argv[len(options) :]]


_HARMLESS = frozenset(
    (
        "PYTHONCOERCECLOCALE",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONNODEBUGRANGES",
        "PYTHONNOUSERSITE",
        "PYTHONSAFEPATH",
        "PYTHONSTARTUP",
        "PYTHONUNBUFFERED",
        "PYTHONUTF8",
        "PYTHON_BASIC_REPL",
        "PYTHON_COLORS",
        "PYTHON_HISTORY",
    )
)
"""What has changed neither which code runs nor where this process reads and writes; `secure.begin` clears it."""


def _refuse_python_variables() -> None:
    """Raises Refusal if variables may have changed this very process, such as where its modules come from."""
    found = [name for name in os.environ if name.startswith("PYTHON") and name not in _HARMLESS]
    if found:
        names = " and ".join([", ".join(found[:-1]), found[-1]] if found[1:] else found)
        raise UsageError(
            f"{names} {'are' if found[1:] else 'is'} set, which secure mode cannot undo",
            f"  start it as env {' '.join(f'-u {name}' for name in found)} timeline --secure ...\n"
            '  or without any variables: env -i TERM="$TERM" timeline --secure ...',
        )


def _limit(told: Sequence[str]) -> None:
    """Read no more than secure mode does, or the user says."""
    from timeline_tui.load import limits

    found = limits.SECURE if secure.on() else limits.Limits()
    for text in told:
        try:
            found = limits.raised(found, text)
        except ValueError as error:
            raise UsageError(f"--limit {text}: {error}") from None
    limits.put(found)


def _run(argv: list[str]) -> int:
    from importlib import import_module

    from timeline_tui.cli.arguments import parse

    try:
        asked = parse(argv)
    except SystemExit as leaving:  # argparse leaves by itself after --help, --version and mistakes
        return leaving.code if isinstance(leaving.code, int) else 2
    if asked.limit or secure.on():
        _limit(asked.limit)
    command = import_module(f"timeline_tui.cli.{asked.module}")
    code: int = command.run(asked)
    return code


def _drop_output() -> None:
    """Let nothing more be written, so that Python does not complain again when it ends."""
    try:
        descriptor = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, descriptor)
    os.close(nothing)
