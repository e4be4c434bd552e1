"""The problems of a part, kept until the loader reports them in their turn, wherever the part stands.

A place is costly to find, and only the first hundred problems of a sort are reported for a file: the
others have none. If a note without its place has to be reported after all, the part is read one by one instead.
"""

from __future__ import annotations

from typing import NamedTuple

from timeline_tui.errors import Hint, hint_text
from timeline_tui.load.positions import KeyPath
from timeline_tui.load.rules import ELSEWHERE
from timeline_tui.load.source_context import SourceContext, Tally, sort_of


class Note(NamedTuple):
    """A problem: `line` is counted from the first line of the part, `column` 0 where its place was not looked for."""

    line: int
    column: int
    code: str
    key: str
    message: str
    hint: str
    faults: int = 1


class Noting(SourceContext):
    """Keeps notes instead of telling problems. `noted` are those of the file that were noted by anybody.

    `elsewhere`: what was said of a table depends on what other tables say.
    """

    __slots__ = ("_noted", "elsewhere", "notes")

    def __init__(self, path: str, data: bytes, noted: Tally) -> None:
        super().__init__(path, data, [])
        self._noted = noted
        self.notes: list[Note] = []
        self.elsewhere = False

    def report(self, code: str, message: str, hint: Hint = "", path: KeyPath = (), count: int = 1) -> None:
        """Note a problem with the value at `path` of the table; its place and hint only if it may be listed."""
        self.elsewhere |= code in ELSEWHERE
        sort = sort_of(code, path)
        line, column, text = self.blocks[0].line, 0, ""
        if self._noted.take(sort):
            line, column = self.at(path)
            text = hint_text(hint)
        self.notes.append(Note(line, column, *sort, message, text, count))


class Silent(SourceContext):
    """Says nothing: for tables of which everything was said."""

    __slots__ = ()

    def report(self, code: str, message: str, hint: Hint = "", path: KeyPath = (), count: int = 1) -> None:
        """Nothing."""
