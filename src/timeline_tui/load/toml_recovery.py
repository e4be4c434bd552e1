"""What is good in a table that the parser refuses: each statement is read alone, only the bad ones are lost.

An event with a broken `tags` line keeps its date, title and quotes. Every fault has its own place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import rtoml

from timeline_tui.load import toml_errors, toml_syntax
from timeline_tui.load.toml_syntax import Block, Fault, Kind, Piece, text_of
from timeline_tui.text import clip, reveal

Tree: TypeAlias = dict[str, Any]

_MOST = 1000  # faults of a table
_SHOWN = 40_000  # bytes of what is left out


def salvage(data: bytes, *blocks: Block) -> tuple[Tree | None, list[Fault]]:
    """Everything that can be read of blocks that belong together, and what could not.

    The value is what `rtoml.loads` would give of the good statements, None where there are none. A key or
    table that is given twice keeps its first value; both lines are named. There is always at least one
    fault where the parser refuses the blocks.
    """
    salvager = _Salvager(data)
    for n, block in enumerate(blocks):
        if len(salvager.faults) >= _MOST:
            salvager.rest(block.start, block.line, blocks[n:])
            break
        salvager.block(block)
    if not salvager.faults:
        salvager.faults.extend(_as_parsed(data, blocks))
    return salvager.root or None, salvager.faults


def _as_parsed(data: bytes, blocks: Sequence[Block]) -> list[Fault]:
    """What the parser holds against blocks whose every statement is good: tables defined in two ways."""
    try:
        rtoml.loads(text_of(data, blocks))
    except ValueError as error:
        joined = b"\n".join(data[block.start : block.end] for block in blocks)
        found = toml_errors.syntax_fault(joined, 0, len(joined), 1, str(error))
        line = found.line - 1
        for block in blocks:
            lines = data.count(b"\n", block.start, block.end) + 1
            if line < lines or block is blocks[-1]:
                return [found._replace(line=block.line + line)]
            line -= lines
    return []


class _Salvager:
    """The tree of what was read so far, and where each thing in it was given."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.root: Tree = {}
        self.faults: list[Fault] = []
        self.table: Tree | None = self.root  # what statements go to; None: below an unreadable header
        self.given: dict[
            tuple[int, str], int
        ] = {}  # (id of the table, key) -> line; the tree keeps ids alive
        self.headed: dict[int, int] = {}  # id of a table that had its own header -> line of it
        self.open: set[int] = {id(self.root)}  # ids of tables and arrays that headers made
        self.kept: list[object] = []  # tables that are in no tree, so that their ids stay theirs
        self.lines = toml_errors.Lines(data, 0, 1)
        self.unread: tuple[int, int] | None = None  # fault of an unreadable header, its first byte

    def block(self, block: Block) -> None:
        """Reads a block's pieces."""
        self.lines = toml_errors.Lines(self.data, block.start, block.line)
        self.table = self.root
        run: Piece | None = None  # broken lines in a row: one fault
        for piece in toml_syntax.pieces(self.data, block.start, block.end):
            if len(self.faults) >= _MOST:
                self.rest(piece.start, self.lines.at(piece.start), [block])
                return
            if piece.kind is Kind.BROKEN:
                if run and not toml_syntax.has_key(self.data, piece.start, piece.end):
                    run = run._replace(end=piece.end)
                    continue
                self._broken(run)
                run = piece
                continue
            if piece.kind is not Kind.BLANK or not self._good(piece):
                self._broken(run)
                run = None
            if piece.kind is Kind.HEADER:
                self._left_out(piece.start)
                self._header(piece)
                if self.table is None:
                    self.unread = len(self.faults) - 1, piece.start
            elif piece.kind is Kind.STATEMENT:
                self._statement(piece)
        self._broken(run)
        self._left_out(block.end)

    def rest(self, start: int, line: int, blocks: Sequence[Block]) -> None:
        """Leave out these blocks, the first from `start` on: each fault takes many times the memory of its text."""
        size = sum(block.end - block.start for block in blocks) - (start - blocks[0].start)
        message = f"too many mistakes: the rest of this table, {size:,} bytes, is left out"
        found = toml_errors.fault(self.data, start, line, "toml-syntax", message, "mend the first ones")
        places = [(start, blocks[0].end), *[(block.start, block.end) for block in blocks[1:_SHOWN]]]
        text = "\n".join([toml_errors.written(self.data, at, min(end, at + _SHOWN)) for at, end in places])
        self.faults.append(found._replace(text=text[:_SHOWN], faults=len(blocks)))

    def _left_out(self, end: int) -> None:
        """Gives the fault of an unreadable header the text of all that is lost with it, up to `end`."""
        if self.unread is not None:
            number, start = self.unread
            self.faults[number] = self.faults[number]._replace(
                text=toml_errors.written(self.data, start, end)
            )
            self.unread = None

    def _fault(self, piece: Piece, code: str, message: str, hint: str = "", at: int = -1) -> None:
        """Notes a fault that costs the piece, at the piece's first byte or at `at`."""
        place = piece.start if at < 0 else at
        found = toml_errors.fault(self.data, place, self.lines.at(place), code, message, hint)
        self.faults.append(found._replace(text=toml_errors.written(self.data, piece.start, piece.end)))

    def _parse(self, piece: Piece) -> Tree | None:
        """The piece as the parser reads it; None, with the fault noted, where it refuses."""
        start, end = piece.start, piece.end
        try:
            return rtoml.loads(self.data[start:end].decode().replace("\r\n", "\n"))
        except UnicodeDecodeError as error:
            at = start + error.start
            found = toml_errors.encoding(self.data, at, self.lines.at(at))
        except ValueError as error:
            found = toml_errors.syntax_fault(self.data, start, end, self.lines.at(start), str(error))
        self.faults.append(found._replace(text=toml_errors.written(self.data, start, end)))
        return None

    def _good(self, piece: Piece) -> bool:
        """Whether blank lines and comments are in order; notes the fault where they are not."""
        return self._parse(piece) is not None

    def _broken(self, run: Piece | None) -> None:
        """Notes the fault of broken lines."""
        if run is None:
            return
        count = len(self.faults)
        if self._parse(run) is not None and count == len(self.faults):
            # The parser reads these lines alone: it is what comes after them that they swallow.
            self._fault(run, "toml-syntax", "this string or list is not closed", "close it")

    def _header(self, piece: Piece) -> None:
        """Opens the table a header names, mended where its brackets are not sound."""
        header = toml_syntax.header(self.data, piece.start, piece.end)
        sound = self._parse(piece) is not None
        if not header.path:
            self.table = None
            if sound:
                self._fault(piece, "toml-syntax", "this header cannot be read", "write [name] or [[name]]")
            last = self.faults[-1]
            self.faults[-1] = last._replace(
                message=last.message + "; what follows up to the next header is left out",
                faults=max(1, self.data.count(b"\n", piece.start, piece.end)),
            )
            return
        self.table = self._descend(header.path, header.array, piece)

    def _descend(self, path: tuple[str, ...], array: bool, piece: Piece) -> Tree | None:
        """The table at `path`, made where it is missing; None where a value is in the way."""
        table = self.root
        for key in path[:-1]:
            below = self._child(table, key, piece.start)
            if below is None:
                self._in_the_way(path, array, piece, table, key)
                return None
            table = below
        return self._last(table, path, array, piece)

    def _child(self, table: Tree, key: str, at: int) -> Tree | None:
        """The table `key` in `table`, of an array the last, made where missing; None where it is closed."""
        if key not in table:
            table[key] = {}
            self.open.add(id(table[key]))
            self.given[id(table), key] = self.lines.at(at)
        child = table[key]
        if id(child) not in self.open:
            return None
        below: Tree = child[-1] if isinstance(child, list) else child
        return below

    def _last(self, table: Tree, path: tuple[str, ...], array: bool, piece: Piece) -> Tree | None:
        """The table that a header opens in `table`: a new one, or the one it repeats, with a fault."""
        key, line = path[-1], self.lines.at(piece.start)
        new: Tree = {}
        self.open.add(id(new))
        self.headed[id(new)] = line
        if key not in table:
            table[key] = [new] if array else new
            self.open.add(id(table[key]))
            self.given[id(table), key] = line
            return new
        child = table[key]
        first = self.given.get((id(table), key), 0)
        if id(child) not in self.open:
            self.kept.append(new)
            self._in_the_way(path, array, piece, table, key)
            return None
        name = _dotted(path)
        if isinstance(child, list):
            if not array:
                self._fault(
                    piece,
                    "toml-duplicate",
                    f"[{name}] here, but [[{name}]] in line {first}",
                    f"write [[{name}]]",
                )
            child.append(new)
            return new
        self.kept.append(new)
        if array:
            hint = "write both with two brackets, or give them different names"
            self._fault(piece, "toml-duplicate", f"[[{name}]] here, but [{name}] in line {first}", hint)
        elif id(child) in self.headed:
            first = self.headed[id(child)]
            self._fault(
                piece, "toml-duplicate", f"[{name}] is there already, in line {first}", "join the two"
            )
        self.headed.setdefault(id(child), line)
        return new if array else child

    def _in_the_way(self, path: tuple[str, ...], array: bool, piece: Piece, table: Tree, key: str) -> None:
        """Notes that a value stands where a header wants a table."""
        shown = f"[[{_dotted(path)}]]" if array else f"[{_dotted(path)}]"
        line = self.given.get((id(table), key), 0)
        self._fault(piece, "toml-duplicate", f"{shown} here, but {_dotted((key,))} has a value in line {line}",
                    "keep one of the two")  # fmt: skip

    def _statement(self, piece: Piece) -> None:
        """Reads `key = value` into the open table."""
        if self.table is None:
            return
        parsed = self._parse(piece)
        path = toml_syntax.statement_key(self.data, piece.start, piece.end)
        if parsed is None or not path:
            return
        table = self.table
        for part in path[:-1]:
            parsed = parsed[part]
            below = self._child(table, part, piece.start)
            if below is None:
                self._twice(piece, path, table, part)
                return
            table = below
        key = path[-1]
        if key in table:
            self._twice(piece, path, table, key)
            return
        table[key] = parsed[key]
        self.given[id(table), key] = self.lines.at(piece.start)

    def _twice(self, piece: Piece, path: tuple[str, ...], table: Tree, key: str) -> None:
        """Notes that a statement gives a key that is there already."""
        first, at = self.given.get((id(table), key), 0), piece.start
        indent = len(self.data[at : at + 200]) - len(self.data[at : at + 200].lstrip())
        message = f"{_dotted(path)} is given twice, first in line {first}"
        self._fault(piece, "toml-duplicate", message, "keep one", at + indent)


def _dotted(path: tuple[str, ...]) -> str:
    """A key path to show."""
    return clip(reveal(".".join(path)), 60)
