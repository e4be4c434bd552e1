"""What is said when `timeline` itself is wrong: enough to mend it, and nothing that could act on the terminal."""

from __future__ import annotations

import zlib
from pathlib import Path
from types import TracebackType

from timeline_tui.cli.output import say
from timeline_tui.secure import Feature, allowed

_CODE = 70  # EX_SOFTWARE of sysexits.h


def tell(error: BaseException) -> int:
    """Say that something went wrong that no file and no user is to blame for; the exit code.

    In secure mode only a number is told: which kind of mistake, and where. The same mistake has the same number.
    """
    number = f"{zlib.crc32(_place(error).encode()):08x}"
    if not allowed(Feature.TRACEBACKS):
        say(f"this is a mistake in timeline, number {number}: tell whoever runs it")
        return _CODE
    import traceback

    told = "".join(traceback.format_exception(error)).rstrip("\n")
    say("something went wrong", told)
    say(f"this is a mistake in timeline, number {number}: please report it, with the lines above")
    return _CODE


def _place(error: BaseException) -> str:
    """The kind of the mistake and where it arose, which says nothing of what was read."""
    at: TracebackType | None = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at is not None else ""
    return f"{type(error).__name__} {place}"
