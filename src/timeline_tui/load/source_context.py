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
from timeline_tui.load.declared import Declared, undeclared
from timeline_tui.load.positions import KeyPath, Places
from timeline_tui.load.rules import problem
from timeline_tui.load.toml_blocks import Group, Table, Unread, groups, split
from timeline_tui.model import Origin
from timeline_tui.text import one_line

if TYPE_CHECKING:
    from timeline_tui.load.decode import Fault
    from timeline_tui.load.formats import Finder, Reader
    from timeline_tui.load.notes import Note


_KEYS = 10
"""Problems that are listed with one code and any key, as a multiple of those with the same key."""


def sort_of(code: str, path: KeyPath) -> tuple[str, str]:
    """What problems have in common of which only some are listed."""
    if not path:
        return code, ""
    return code, next((step for step in reversed(path) if isinstance(step, str)), "")


class Tally:
    """Decides which problems of a file are listed, and counts the others.

    Attributes:
        counted: The number of faults that are not listed, by sort: code and key, which is "" for all the other keys.
    """

    __slots__ = ("_codes", "counted", "listed")

    def __init__(self) -> None:
        self.listed: Counter[tuple[str, str]] = Counter()
        self._codes: Counter[str] = Counter()
        self.counted: Counter[tuple[str, str]] = Counter()

    def copy(self) -> Tally:
        """Return another that goes on from the same counts."""
        other = Tally()
        other.listed, other._codes = self.listed.copy(), self._codes.copy()
        return other

    def take(self, sort: tuple[str, str], faults: int = 1) -> bool:
        """Tell whether to list another problem of a sort; if not, the faults that it stands for are counted."""
        listed, code = self.listed.get(sort, 0), sort[0]
        if listed < SourceContext.most and self._codes.get(code, 0) < SourceContext.most * _KEYS:
            self.listed[sort] = listed + 1
            self._codes[code] += 1
            return True
        self.counted[sort if listed else (code, "")] += faults
        return False


class SourceContext:
    """A table of a file: `blocks` of `data`, and in them the way `root` to the table."""

    most: ClassVar[int] = 100
    """Problems of one sort, with one key, that are listed for one file. The rest is counted."""

    __slots__ = (
        "_blocks",
        "_groups",
        "_places",
        "_tally",
        "data",
        "declared",
        "floating",
        "line",
        "literals",
        "path",
        "problems",
        "reader",
        "root",
        "salvaged",
        "unread",
    )

    def __init__(self, path: str, data: bytes, problems: list[Problem], reader: Reader | None = None) -> None:
        self.path = path
        self.data = data
        self.problems = problems
        self.reader = reader  # None for TOML
        self._groups: Sequence[Group] | None = None
        self.floating: tzinfo | None = None  # the zone of the file's own times
        self.line: tzinfo | None = None  # the zone of the chronology
        self.declared: Declared = {}  # the keys that are the user's own
        self._blocks: Group = ()
        self._places: Finder | None = None
        self.literals: dict[str, Any] = {}  # what was found in the table by `written`
        self.root: KeyPath = ()
        self.salvaged = False  # parts of it could not be read: what is missing was said already
        self._tally = Tally()
        self.unread = Unread(data)

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

    @groups.setter
    def groups(self, groups: Sequence[Group]) -> None:
        self._groups = groups

    def go(self, line: int, root: KeyPath) -> bool:
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
            fault.problem(self.path)
            for fault in table.faults
            if self._tally.take((fault.code, ""), fault.faults)
        )

    def at(self, path: KeyPath = ()) -> tuple[int, int]:
        """Line and column in the file of a value of the table."""
        if self._places is None:
            find = Places if self.reader is None else self.reader.finder
            self._places = find(self.data, self.blocks)
        return self._places.find((*self.root, *path))

    def origin(self) -> Origin:
        """Where the table begins."""
        block = self.blocks[0]
        return Origin(self.path, block.line if block.path else self.at()[0])

    def can_report(self, notes: Sequence[Note]) -> bool:
        """Whether all notes that would be listed have their place."""
        tally = self._tally.copy()
        return all(tally.take((note.code, note.key)) <= bool(note.column) for note in notes)

    def report_notes(self, notes: Sequence[Note], line: int) -> None:
        """Report what was noted of a part that begins in `line`."""
        for note in notes:
            if self._tally.take((note.code, note.key), note.faults):
                place = self.path, line + note.line, note.column
                self.problems.append(problem(*place, note.code, note.message, note.hint, note.faults))

    def lists(self, code: str, path: KeyPath) -> bool:
        """Tell whether to list another problem, with the value at `path` of a table; if not, it is counted."""
        return self._tally.take(sort_of(code, path))

    def report(self, code: str, message: str, hint: Hint = "", path: KeyPath = (), count: int = 1) -> None:
        """Report a problem with a value of the table.

        Args:
            code: One of `codes.CODES`.
            message: What is wrong.
            hint: What to do. A callable is called only if the problem is listed, not if it is only counted.
            path: The way to the value from the table.
            count: The number of faults that the problem stands for.
        """
        if self._tally.take(sort_of(code, path), count):
            place = self.path, *self.at(path)
            self.problems.append(problem(*place, code, message, hint_text(hint), count))

    def fault(self, fault: Fault) -> None:
        """Report what of the table did not fit; a key that the user has declared is none of that."""
        judged: Fault | None = fault
        if self.declared and fault.value is not None:
            judged = undeclared(fault, self.root, self.declared)
        if judged is not None and judged.code == "unknown-key" and self.reader is not None:
            judged = None if self.reader.reports_unknown_keys else judged
        if judged is not None:
            self.report(judged.code, judged.message, judged.hint, judged.path, judged.faults)

    def rest(self) -> None:
        """Say how many problems were only counted."""
        for (code, key), more in self._tally.counted.items():
            about = f" with `{one_line(key[:60])}`" if key else ""
            message = f"{more:,} more problem{'s' * (more > 1)} of this sort{about}"
            hint = f"the first {self._tally.listed[code, key] or self.most * _KEYS} are listed"
            self.problems.append(problem(self.path, 0, 0, code, message, hint, more))
