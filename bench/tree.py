"""Memory and processor time of a program and its descendants, as Linux counts them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def processes(pid: int) -> list[int]:
    """Return a process and its descendants; only the process if the system does not list them."""
    found = [pid]
    for process in found:  # the list grows during the iteration
        for text in _read(process, "children"):
            found += [int(child) for child in text.split()]
    return found


def memory(pid: int) -> float | None:
    """Return the memory in megabytes, None if unknown.

    It is the proportional set size: shared pages are divided among the processes that share them.
    """
    total = None
    for process in processes(pid):
        with contextlib.suppress(OSError):
            found = re.search(
                r"^Pss:\s+(\d+) kB", (PROC / f"{process}/smaps_rollup").read_text(), re.MULTILINE
            )
            total = (total or 0.0) + int(found[1]) / 1024 if found else total
    return total


def used(pid: int) -> float:
    """Return the seconds of processor time so far, of all threads that still exist."""
    return _schedule(pid, 1)


def wanted(pid: int) -> float:
    """Return the seconds of processor time so far, plus the time spent ready to run but waiting for a processor."""
    return _schedule(pid, 2)


def _schedule(pid: int, columns: int) -> float:
    nanoseconds = 0
    for process in processes(pid):
        for text in _read(process, "schedstat"):
            nanoseconds += sum(int(number) for number in text.split()[:columns])
    return nanoseconds / 1e9


def _read(pid: int, name: str) -> Iterator[str]:
    """Yield a file under /proc of every thread of a process."""
    with contextlib.suppress(OSError):  # it has ended, or this is not Linux
        for thread in (PROC / f"{pid}/task").iterdir():
            with contextlib.suppress(OSError):
                yield (thread / name).read_text()
