"""The command line: parse the arguments and run the module of the command.

Exit codes of all commands: 0 for success, 1 if the result is negative (`check` finds errors, `show` no such event), 2
for invalid arguments or unreadable input. Only the browser imports Textual.
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

# 128 + SIGINT, as shells report it.
_INTERRUPTED = 130
# 128 + SIGPIPE.
_PIPE_CLOSED = 141


def program() -> NoReturn:
    """Run `main`, then end the process without Python's finalisation.

    Finalisation would free a large chronology event by event, and wait for a background thread whose results are no
    longer needed.
    """
    code = main()
    # `os._exit` does not flush Python's buffers.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `timeline` and return the exit code.

    Args:
        argv: The arguments; None for those of the process.
    """
    try:
        code = _run(_enter_secure_mode(sys.argv[1:] if argv is None else list(argv)))
        if sys.stdout is not None:
            sys.stdout.flush()
    except UsageError as error:
        say(str(error), error.detail)
        return error.code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return _PIPE_CLOSED
    except OSError as error:
        # Faults in input files are reported as problems, so this is an output error: disk full, terminal gone.
        _drop_output()
        say(f"write error: {error.strerror or error}")
        return 2
    except MemoryError:
        say("out of memory: pass fewer files")
        return 2
    except Exception as error:
        from timeline_tui.cli import crash_report

        return crash_report.report(error)
    return code


def _enter_secure_mode(argv: list[str]) -> list[str]:
    """Return the arguments without --secure, having turned secure mode on if that or $TIMELINE_SECURE asks for it."""
    # Not with argparse, whose gettext reads LANGUAGE and the like: the environment has to be cleaned first.
    options = argv[: argv.index("--")] if "--" in argv else argv
    if "--secure" not in options and os.environ.get("TIMELINE_SECURE", "0") in ("", "0"):
        return argv
    # With -E or -I, Python has ignored its variables.
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
"""Variables that affect neither the code that runs nor where it reads and writes; `secure.begin` unsets them."""


def _refuse_python_variables() -> None:
    """Check that no Python variable may have affected this process already, such as the location of its modules.

    Raises:
        UsageError: There is such a variable.
    """
    found = [name for name in os.environ if name.startswith("PYTHON") and name not in _HARMLESS]
    if found:
        names = " and ".join([", ".join(found[:-1]), found[-1]] if found[1:] else found)
        raise UsageError(
            f"{names} {'are' if found[1:] else 'is'} set, which secure mode cannot undo",
            f"  start it as env {' '.join(f'-u {name}' for name in found)} timeline --secure ...\n"
            '  or without any variables: env -i TERM="$TERM" timeline --secure ...',
        )


def _set_limits(options: Sequence[str]) -> None:
    """Set the limits on what is read: those of the mode, as changed by the options."""
    from timeline_tui.load import limits

    found = limits.SECURE if secure.on() else limits.Limits()
    for text in options:
        try:
            found = limits.raised(found, text)
        except ValueError as error:
            raise UsageError(f"--limit {text}: {error}") from None
    limits.put(found)


def _run(argv: list[str]) -> int:
    """Run the command that the arguments name, and return the exit code."""
    from importlib import import_module

    from timeline_tui.cli.arguments import parse

    try:
        args = parse(argv)
    except SystemExit as leaving:
        # Argparse exits by itself after --help, --version and errors.
        return leaving.code if isinstance(leaving.code, int) else 2
    if args.limit or secure.on():
        _set_limits(args.limit)
    command = import_module(f"timeline_tui.cli.{args.module}")
    _catch_interrupts()
    code: int = command.run(args)
    return code


def _catch_interrupts() -> None:
    """Let Ctrl-C raise KeyboardInterrupt, where `__main__` has set the system's default.

    Not before msgspec's structs are defined: an exception in the middle of that ends the process with SIGSEGV (seen
    with msgspec 0.22, in one of fifty interrupted imports).
    """
    # `signal.signal` raises ValueError in any thread but the main one.
    if (
        signal.getsignal(signal.SIGINT) is signal.SIG_DFL
        and threading.current_thread() is threading.main_thread()
    ):
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _drop_output() -> None:
    """Redirect standard output to the null device, so that Python's final flush cannot fail again."""
    try:
        descriptor = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, descriptor)
    os.close(nothing)
