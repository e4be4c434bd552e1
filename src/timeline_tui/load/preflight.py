"""Counting what is in files before anything is parsed: a parser holds all of it, and nothing stops it meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable

_HEADER = re.compile(rb"(?:\A|\n)[ \t]*+\[[^\n]*\][ \t]*+(?:#[^\n]*+)?(?=\r?\n|\Z)")


def headers(data: bytes) -> int:
    """The headers of tables, or more: a string may have lines like them."""
    return sum(1 for _ in _HEADER.finditer(data))


def values(data: bytes) -> int:
    """At least as many as there are values: a sign stands before each, or behind it. Text has such signs too."""
    return sum(map(data.count, (b",", b"=", b"[", b"{")))


class Amount:
    """What is counted of the files that are taken, up to the most that there may be.

    `least` are the bytes that one of it takes, so that a file that is not large need not be looked at; `roughly` may
    say too many, and costs less than `count`, which is asked only where there might be too many.
    """

    def __init__(
        self,
        most: int,
        least: int,
        count: Callable[[bytes], int],
        roughly: Callable[[bytes], int] | None = None,
    ) -> None:
        self._most = most
        self._least = least
        self._count = count
        self._roughly = roughly or count
        self._rough = 0
        self._exact: int | None = None  # once it has to be known
        self._taken: list[bytes] = []

    def take(self, data: bytes) -> bool:
        """Whether this file can be taken as well."""
        if self._exact is None:
            left, bound = self._most - self._rough, len(data) // self._least + 1
            self._rough += bound if bound < left else self._roughly(data)
            if self._rough <= self._most:
                self._taken.append(data)
                return True
            self._exact = sum(map(self._count, self._taken))
            self._taken.clear()
        more = self._count(data)
        if self._exact + more > self._most:
            return False
        self._exact += more
        return True


def tables(most: int) -> Amount:
    """Of tables, by their headers of at least four bytes."""
    return Amount(most, 4, headers, lambda data: data.count(b"["))


def rows(most: int) -> Amount:
    """Of rows, by their line ends."""
    return Amount(most, 2, lambda data: data.count(b"\n") + 1)
