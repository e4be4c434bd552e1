"""What a program and all that it started cost: memory and processor time, as Linux counts them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def processes(pid: int) -> list[int]:
    """A process and all below it; the process alone where the system does not tell."""
    found = [pid]
    for process in found:  # grows while it is gone through
        for text in _read(process, "children"):
            found += [int(child) for child in text.split()]
    return found


def memory(pid: int) -> float | None:
    """Megabytes of memory (proportional set size: pages that several share are shared out); None if unknown."""
    total = None
    for process in processes(pid):
        with contextlib.suppress(OSError):
            found = re.search(
                r"^Pss:\s+(\d+) kB", (PROC / f"{process}/smaps_rollup").read_text(), re.MULTILINE
            )
            total = (total or 0.0) + int(found[1]) / 1024 if found else total
    return total


def used(pid: int) -> float:
    """Seconds of processor time so far, by all threads that still are."""
    return _schedule(pid, 1)


def wanted(pid: int) -> float:
    """The same and the seconds that they would have liked to run and had to wait for others."""
    return _schedule(pid, 2)


def _schedule(pid: int, columns: int) -> float:
    nanoseconds = 0
    for process in processes(pid):
        for text in _read(process, "schedstat"):
            nanoseconds += sum(int(number) for number in text.split()[:columns])
    return nanoseconds / 1e9


def _read(pid: int, name: str) -> Iterator[str]:
    """A file of every thread of a process."""
    with contextlib.suppress(OSError):  # it has ended, or this is no Linux
        for thread in (PROC / f"{pid}/task").iterdir():
            with contextlib.suppress(OSError):
                yield (thread / name).read_text()
