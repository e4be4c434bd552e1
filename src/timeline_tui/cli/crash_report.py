"""Report internal errors, with enough detail to fix them and nothing that could act on the terminal."""

from __future__ import annotations

import zlib
from pathlib import Path
from types import TracebackType

from timeline_tui.cli.output import say
from timeline_tui.secure import Feature, allowed

# EX_SOFTWARE of sysexits.h.
_EXIT_CODE = 70


def report(error: BaseException) -> int:
    """Report an internal error and return the exit code.

    Secure mode prints only a number, a checksum of the type of the error and its place, so the same error has the
    same number.
    """
    # Not `hash`, which differs from one process to the next (PYTHONHASHSEED).
    number = f"{zlib.crc32(_place(error).encode()):08x}"
    if not allowed(Feature.TRACEBACKS):
        say(f"internal error {number}: tell the administrator")
        return _EXIT_CODE
    import traceback

    lines = "".join(traceback.format_exception(error)).rstrip("\n")
    say("internal error", lines)
    say(f"internal error {number}: please report it, with the lines above")
    return _EXIT_CODE


def _place(error: BaseException) -> str:
    """Return the type of an error and where it was raised, without anything from the input."""
    at: TracebackType | None = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at is not None else ""
    return f"{type(error).__name__} {place}"
