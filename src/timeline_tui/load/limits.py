"""How much is read: what a chronology may take of the machine, whoever wrote it.

All are far above what people write, and can be raised on the command line (`--limit file=2G`). Memory follows from
them: some three times the bytes of the files, and a table is held several times while it is parsed. Nesting has a limit
of its own, for the parser's sake: `syntax.DEEPEST`.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Limits(NamedTuple):
    """The most that is read. What is above is refused, with its place; the rest is shown."""

    file: int = 1 << 30
    """Bytes of a file."""
    total: int = 4 << 30
    """Bytes of all files."""
    files: int = 10_000
    """Files below a folder."""
    tables: int = 16_000_000
    """Headers of tables in all files."""
    values: int = 400_000_000
    """Values in all files: what stands behind `=`, and in arrays. Text counts too, for its commas and the like."""
    table: int = 16 << 20
    """Bytes of a table with the tables below it: an event with its quotes and claims."""


SECURE = Limits(file=64 << 20, total=256 << 20, files=1000, tables=200_000, values=10_000_000, table=1 << 20)
"""In secure mode, where the readers have not chosen the files."""

_SIZES = {"": 1, "k": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_now = Limits()


def now() -> Limits:
    """The limits of this process."""
    return _now


def put(limits: Limits) -> None:
    """From now on these."""
    global _now
    _now = limits


def raised(limits: Limits, option: str) -> Limits:
    """The limits with one of them changed by an option: "file=2G". Raises ValueError, with what to write instead."""
    match = re.fullmatch(r"([a-z]+)=([0-9]{1,15})([kMG]?)", option)
    if not match or match[1] not in Limits._fields:
        raise ValueError(f"write one of {' '.join(Limits._fields)}, and a number: file=2G, tables=900k")
    return limits._replace(**{match[1]: int(match[2]) * _SIZES[match[3]]})
