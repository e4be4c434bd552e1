"""What is on the screen: a terminal emulator (pyte) that does not stumble over what real programs write.

Sequences that pyte would take for others or print as text are taken out, and what it lacks of those that move text
(scroll, repeat: ncurses uses them) is added. Without that, cells would seem changed, or unchanged, that are not.
"""

from __future__ import annotations

import re
from typing import Any

import pyte

Cells = tuple[tuple[Any, ...], ...]
"""Rows of cells; a cell is what pyte keeps of it: the character, its colours, its attributes."""

UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[]PX^_](?:(?!\x07|\x1b\\).)*|[ -/]*)\Z", re.DOTALL)
FOREIGN = re.compile(
    rb"\x1b\[[<=>][0-?]*[ -/]*[@-~]"  # keyboards, xterm's own
    rb"|\x1b\[\?[0-?]*(?:[ -/]+[@-~]|[@-gi-km-~])"  # private, other than switching a mode on (h) or off (l)
    rb"|\x1b\[[0-9;]*(?::[0-?]*[ -/]*|[ -/]+)[@-~]"  # colours with colons, the cursor's shape
    rb"|\x1b[PX^_].*?\x1b\\",  # strings to the device
    re.DOTALL,
)


def split(data: bytes) -> tuple[bytes, bytes]:
    """What is complete, and the beginning of a sequence that the next bytes will complete."""
    found = UNFINISHED.search(data)
    return (data[: found.start()], data[found.start() :]) if found else (data, b"")


def changed(before: Cells, after: Cells) -> int:
    """How many cells differ between two screens of one size."""
    return sum(
        old != new
        for row, now in zip(before, after, strict=True)
        if row != now
        for old, new in zip(row, now, strict=True)
    )


class _Screen(pyte.Screen):
    """A screen that also scrolls when it is told to, and repeats."""

    last = " "

    def draw(self, data: str) -> None:
        if data:
            self.last = data[-1]
        super().draw(data)

    def repeat(self, count: int = 1) -> None:
        """REP: the last character again."""
        super().draw(self.last * (count or 1))

    def scroll_up(self, count: int = 1) -> None:
        """SU: the scrolling region up, empty lines from below."""
        self._scroll(count, (self.margins.bottom if self.margins else self.lines - 1), self.index)

    def scroll_down(self, count: int = 1) -> None:
        """SD: the scrolling region down, empty lines from above."""
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
    """A screen that bytes are shown on."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = _Screen(columns, rows)
        self._stream = _Stream(self._screen)
        self._rest = b""
        self._cells = [self._row(y) for y in range(rows)]

    def show(self, data: bytes) -> bytes:
        """Show what is complete of `data` and of what was left before; it is also what is returned."""
        complete, self._rest = split(self._rest + data)
        self._stream.feed(FOREIGN.sub(b"", complete))
        return complete

    def look(self) -> bool:
        """Whether any cell is not as it was when one looked before; where the cursor stands does not count."""
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
        """The text on the screen."""
        return list(self._screen.display)

    @property
    def cells(self) -> Cells:
        """Every cell as it is now."""
        self.look()
        return tuple(self._cells)
