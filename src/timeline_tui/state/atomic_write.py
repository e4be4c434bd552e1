"""Write files atomically, so that a crash or power failure leaves the old content or the new."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from itertools import count
from pathlib import Path

NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def read(path: Path, most: int) -> bytes:
    """Read a regular file.

    Args:
        path: The file.
        most: The most bytes to read.

    Returns:
        The content; b"" for a pipe or a device, which could block.

    Raises:
        OSError: The file cannot be read.
    """
    # O_NONBLOCK: opening a FIFO would wait for a writer otherwise (open(2)).
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(file, "rb") as stream:
        return stream.read(most) if stat.S_ISREG(os.fstat(file).st_mode) else b""


def write(path: Path, data: bytes) -> None:
    """Replace the content of a file with `data`, completely or not at all.

    The data is written to a temporary file beside it, synced with fsync(2), then renamed. The folder is synced too,
    since it holds the name.

    Raises:
        OSError: The file cannot be written; it is unchanged then.
    """
    # In the same folder, because rename(2) is atomic only within a file system.
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | NO_LINK, 0o600)
        try:
            # write(2) may write less than it is given.
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(file, rest) :]
            # Before the rename: if that reached the disk first, a power failure would leave an empty file.
            os.fsync(file)
        finally:
            os.close(file)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
    # Not every file system can sync a folder.
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def sweep(path: Path) -> None:
    """Delete temporary files of interrupted writes. No other process may be writing at the time."""
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name.startswith(f".{path.name}."):
                os.unlink(entry.path)  # noqa: PTH108


def set_aside(path: Path) -> Path:
    """Rename a file that cannot be used to an unused name beside it, and return that.

    Raises:
        OSError: The file cannot be renamed.
    """
    for number in count(1):
        aside = path.with_name(f"{path.stem}.broken-{number}{path.suffix}")
        if not os.path.lexists(aside):
            break
    path.replace(aside)
    return aside
