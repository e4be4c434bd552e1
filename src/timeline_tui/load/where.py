"""The table that is being read, for those who find a fault in it: its file, its text, its place.

One is made for each file and moved from table to table, since nearly all tables have nothing to report.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Any, ClassVar

from timeline_tui.errors import Hint, Problem, hint_text
from timeline_tui.load.blocks import Group, Table, groups, split
from timeline_tui.load.codes import problem
from timeline_tui.load.declared import Declared, undeclared
from timeline_tui.load.locate import Places, Way
from timeline_tui.model import Origin
from timeline_tui.text import one_line

if TYPE_CHECKING:
    from timeline_tui.load.decode import Fault
    from timeline_tui.load.notes import Note


def sort_of(code: str, path: Way) -> tuple[str, str]:
    """What problems have in common of which only some are told."""
    return code, next((step for step in reversed(path) if isinstance(step, str)), "")


class Where:
    """A table of a file: `blocks` of `data`, and in them the way `root` to the table."""

    most: ClassVar[int] = 100
    """Problems of one sort, with one key, that are told for one file. The rest is counted."""

    __slots__ = (
        "_blocks",
        "_counts",
        "_groups",
        "_places",
        "data",
        "declared",
        "floating",
        "line",
        "literals",
        "path",
        "problems",
        "root",
        "salvaged",
    )

    def __init__(self, path: str, data: bytes, problems: list[Problem]) -> None:
        self.path = path
        self.data = data
        self.problems = problems
        self._groups: Sequence[Group] | None = None
        self.floating: tzinfo | None = None  # the zone of the file's own times
        self.line: tzinfo | None = None  # the zone of the chronology
        self.declared: Declared = {}  # the keys that are the user's own
        self._blocks: Group = ()
        self._places: Places | None = None
        self.literals: dict[str, Any] = {}  # what was found in the table by `written`
        self.root: Way = ()
        self.salvaged = False  # parts of it could not be read: what is missing was said already
        self._counts: dict[tuple[str, str], int] = {}

    @property
    def blocks(self) -> Group:
        """Where the table stands in the data."""
        return self._blocks

    @blocks.setter
    def blocks(self, blocks: Group) -> None:
        if blocks is not self._blocks:  # or a file whose events are one inline list would be indexed for each
            self._blocks, self._places = blocks, None
            if self.literals:
                self.literals.clear()

    @property
    def groups(self) -> Sequence[Group]:
        """All of the file; looked for when first asked for."""
        if self._groups is None:
            self._groups = groups(split(self.data))
        return self._groups

    def go(self, line: int, root: Way) -> bool:
        """Move to the block that begins in `line`, if there is one."""
        n = bisect_left(self.groups, line, key=lambda group: group[0].line)
        if n == len(self.groups) or self.groups[n][0].line != line:
            return False
        self.blocks, self.root = self.groups[n], root
        return True

    def take(self, table: Table) -> None:
        """Move to a table that was parsed, and report what of it could not be."""
        self.blocks, self.root, self.salvaged = table.blocks, (), bool(table.faults)
        self.problems.extend(
            fault.problem(self.path) for fault in table.faults if self._count((fault.code, ""), fault.faults)
        )

    def at(self, path: Way = ()) -> tuple[int, int]:
        """Line and column in the file of a value of the table."""
        if self._places is None:
            self._places = Places(self.data, self.blocks)
        return self._places.find((*self.root, *path))

    def origin(self) -> Origin:
        """Where the table begins."""
        block = self.blocks[0]
        return Origin(self.path, block.line if block.path else self.at()[0])

    def can_tell(self, notes: Sequence[Note]) -> bool:
        """Whether none of the notes that would be told lacks its place."""
        count = Counter(self._counts)
        for note in notes:
            count[note.code, note.key] += 1
            if not note.column and count[note.code, note.key] <= self.most:
                return False
        return True

    def tell(self, notes: Sequence[Note], line: int) -> None:
        """Report what was noted of a part that begins in `line`."""
        for note in notes:
            if self._count((note.code, note.key), note.faults):
                place = self.path, line + note.line, note.column
                self.problems.append(problem(*place, note.code, note.message, note.hint, note.faults))

    def _count(self, sort: tuple[str, str], more: int = 1) -> bool:
        """Whether another problem of this sort is told; if not, the `more` faults it stands for are counted."""
        count = self._counts.get(sort, 0)
        self._counts[sort] = count + (1 if count < self.most else more)
        return count < self.most

    def report(self, code: str, message: str, hint: Hint = "", path: Way = (), count: int = 1) -> None:
        """Report a problem with a value of the table.

        Args:
            code: One of `codes.CODES`.
            message: What is wrong.
            hint: What to do. A callable is called only if the problem is listed, not if it is only counted.
            path: The way to the value from the table.
            count: The number of faults that the problem stands for.
        """
        if self._count(sort_of(code, path), count):
            place = self.path, *self.at(path)
            self.problems.append(problem(*place, code, message, hint_text(hint), count))

    def fault(self, fault: Fault) -> None:
        """Report what of the table did not fit; a key that the user has declared is none of that."""
        judged: Fault | None = fault
        if self.declared and fault.value is not None:
            judged = undeclared(fault, self.root, self.declared)
        if judged is not None:
            self.report(judged.code, judged.message, judged.hint, judged.path, judged.faults)

    def rest(self) -> None:
        """Say how many problems were only counted."""
        for (code, key), count in self._counts.items():
            if count > self.most:
                about = f" with `{one_line(key[:60])}`" if key else ""
                more = count - self.most
                message = f"{more:,} more problem{'s' * (more > 1)} of this sort{about}"
                hint = f"the first {self.most} are listed"
                self.problems.append(problem(self.path, 0, 0, code, message, hint, more))
