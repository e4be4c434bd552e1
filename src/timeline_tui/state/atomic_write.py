"""Files that are there whole or not at all, whenever the power or the process goes."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def read(path: Path, most: int) -> bytes:
    """What the file holds, at most so many bytes; b"" of a pipe or a device, for which nobody waits. Raises OSError."""
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(file, "rb") as stream:
        return stream.read(most) if stat.S_ISREG(os.fstat(file).st_mode) else b""


def write(path: Path, data: bytes) -> None:
    """Put `data` in place of what the file holds: all of it or, where that fails, none. Raises OSError.

    Written beside it, forced to the disk, then renamed; the folder is forced to the disk too, for it has the name.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | NO_LINK, 0o600)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(file, rest) :]
            os.fsync(file)
        finally:
            os.close(file)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
    with suppress(OSError):  # not every file system can
        folder = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def sweep(path: Path) -> None:
    """Take away what was left of writings that came to no end. Nobody else may be writing."""
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name.startswith(f".{path.name}."):
                os.unlink(entry.path)  # noqa: PTH108


def set_aside(path: Path) -> Path:
    """Give a file that cannot be used another name, next to its own, and say which. Raises OSError."""
    for number in range(1, 1000):
        aside = path.with_name(f"{path.stem}.broken-{number}{path.suffix}")
        if not os.path.lexists(aside):
            break
    path.replace(aside)
    return aside
