"""The content of the screen: a terminal emulator (pyte) that copes with the output of real programs.

Sequences that pyte would misinterpret or print are removed. Sequences that it lacks and that move text are added (SU,
SD, REP, which ncurses uses). Otherwise cells would seem changed, or unchanged, that are not.
"""

from __future__ import annotations

import re
from typing import Any

import pyte

Cells = tuple[tuple[Any, ...], ...]
"""Rows of cells as pyte stores them: character, colours, attributes."""

UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[]PX^_](?:(?!\x07|\x1b\\).)*|[ -/]*)\Z", re.DOTALL)
FOREIGN = re.compile(
    rb"\x1b\[[<=>][0-?]*[ -/]*[@-~]"  # kitty keyboard protocol, and xterm's own
    # private sequences other than setting (h) and resetting (l) a mode
    rb"|\x1b\[\?[0-?]*(?:[ -/]+[@-~]|[@-gi-km-~])"
    # colours with colons (ISO 8613-6), cursor shape (DECSCUSR)
    rb"|\x1b\[[0-9;]*(?::[0-?]*[ -/]*|[ -/]+)[@-~]"
    rb"|\x1b[PX^_].*?\x1b\\",  # control strings: DCS, SOS, PM, APC
    re.DOTALL,
)


def split(data: bytes) -> tuple[bytes, bytes]:
    """Split bytes into complete sequences, and the start of a sequence that later bytes will complete."""
    found = UNFINISHED.search(data)
    return (data[: found.start()], data[found.start() :]) if found else (data, b"")


def changed(before: Cells, after: Cells) -> int:
    """Return how many cells differ between two screens of the same size."""
    return sum(
        old != new
        for row, now in zip(before, after, strict=True)
        if row != now
        for old, new in zip(row, now, strict=True)
    )


class _Screen(pyte.Screen):
    """A pyte screen that supports scrolling and repetition."""

    last = " "

    def draw(self, data: str) -> None:
        if data:
            self.last = data[-1]
        super().draw(data)

    def repeat(self, count: int = 1) -> None:
        """Repeat the last character (REP, ECMA-48 8.3.103)."""
        super().draw(self.last * (count or 1))

    def scroll_up(self, count: int = 1) -> None:
        """Scroll the scrolling region up, with empty lines from below (SU, ECMA-48 8.3.147)."""
        self._scroll(count, (self.margins.bottom if self.margins else self.lines - 1), self.index)

    def scroll_down(self, count: int = 1) -> None:
        """Scroll the scrolling region down, with empty lines from above (SD, ECMA-48 8.3.113)."""
        self._scroll(count, (self.margins.top if self.margins else 0), self.reverse_index)

    def _scroll(self, count: int, edge: int, step: Any) -> None:
        y, self.cursor.y = self.cursor.y, edge
        for _ in range(count or 1):
            step()
        self.cursor.y = y


class _Stream(pyte.ByteStream):
    csi = {**pyte.ByteStream.csi, "S": "scroll_up", "T": "scroll_down", "b": "repeat"}  # noqa: RUF012
    events = pyte.ByteStream.events | {"scroll_up", "scroll_down", "repeat"}


class Emulator:
    """A terminal screen to display bytes on."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = _Screen(columns, rows)
        self._stream = _Stream(self._screen)
        self._rest = b""
        self._cells = [self._row(y) for y in range(rows)]

    def show(self, data: bytes) -> bytes:
        """Display the complete sequences of the earlier rest and `data`, and return them."""
        complete, self._rest = split(self._rest + data)
        self._stream.feed(FOREIGN.sub(b"", complete))
        return complete

    def has_changed(self) -> bool:
        """Return whether any cell has changed since the last call; the position of the cursor does not count."""
        rows = {y: self._row(y) for y in self._screen.dirty if y < len(self._cells)}
        self._screen.dirty.clear()
        different = any(self._cells[y] != row for y, row in rows.items())
        for y, row in rows.items():
            self._cells[y] = row
        return different

    def _row(self, y: int) -> tuple[Any, ...]:
        return tuple(map(self._screen.buffer[y].__getitem__, range(self._screen.columns)))

    @property
    def lines(self) -> list[str]:
        """The lines of text on the screen."""
        return list(self._screen.display)

    @property
    def cells(self) -> Cells:
        """All cells of the screen."""
        self.has_changed()
        return tuple(self._cells)
