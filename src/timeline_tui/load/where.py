"""The table that is being read, for those who find a fault in it: its file, its text, its place.

One is made for each file and moved from table to table, since nearly all tables have nothing to report.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import tzinfo

from timeline_tui.errors import Problem
from timeline_tui.load.blocks import Group
from timeline_tui.load.codes import problem
from timeline_tui.load.locate import Way, locate
from timeline_tui.model import Origin


class Where:
    """A table of a file: `blocks` of `data`, and in them the way `root` to the table."""

    __slots__ = ("blocks", "data", "floating", "groups", "line", "path", "problems", "root", "salvaged")

    def __init__(self, path: str, data: bytes, problems: list[Problem]) -> None:
        self.path = path
        self.data = data
        self.groups: Sequence[Group] = ()  # all of the file
        self.problems = problems
        self.floating: tzinfo | None = None  # the zone of the file's own times
        self.line: tzinfo | None = None  # the zone of the chronology
        self.blocks: Group = ()
        self.root: Way = ()
        self.salvaged = False  # parts of it could not be read: what is missing was said already

    @property
    def text(self) -> str:
        """The text of the table, and of what stands between its parts."""
        return self.data[self.blocks[0].start : self.blocks[-1].end].decode("utf-8", "replace")

    @property
    def first(self) -> int:
        """The line in which `text` begins."""
        return self.blocks[0].line

    def go(self, line: int, root: Way) -> bool:
        """Move to the block that begins in `line`, if there is one."""
        n = bisect_left(self.groups, line, key=lambda group: group[0].line)
        if n == len(self.groups) or self.groups[n][0].line != line:
            return False
        self.blocks, self.root = self.groups[n], root
        return True

    def at(self, path: Way = ()) -> tuple[int, int]:
        """Line and column in the file of a value of the table."""
        line, column = locate(self.text, (*self.root, *path))
        return self.first + line - 1, column

    def origin(self) -> Origin:
        """Where the table begins."""
        block = self.blocks[0]
        return Origin(self.path, block.line if block.path else self.at()[0])

    def report(self, code: str, message: str, hint: str = "", path: Way = ()) -> None:
        """A problem with the value at `path` of the table."""
        self.problems.append(problem(self.path, *self.at(path), code, message, hint))
