"""Where in the text of a table a value stands, for problems that the parser could not know of.

The parser gives values without places; asking it for places would cost every load. So the text is indexed, and only
when there is something to report: strings and comments are masked first, so that nothing inside them is taken for a
key. Ordinary layouts are found exactly; where a value is not found, the nearest table above it is.

Each part of the text is indexed once, when something in it is looked for. A look-up then takes as many steps as its
path has, so that a table with thousands of faults costs no more than its size.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from timeline_tui.load.toml_syntax import Block
from timeline_tui.patterns import late, repeated

KeyPath: TypeAlias = tuple[str | int, ...]
"""The keys and list positions on the way to a value: `("events", 0, "quotes", 1, "kind")`."""

_OPAQUE = late(
    r"\\[^\n]"  # nothing is escaped here, but this is what keeps the search linear: see syntax._ESCAPED
    r'|"""' + repeated(r'[^"\\]++|\\.|""?(?!")') + r'"{3,5}'
    r"|'''" + repeated(r"[^']++|''?(?!')") + r"'{3,5}"
    r'|"' + repeated(r'[^"\\\n]++|\\.') + r'"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*",
    re.DOTALL,
)
_KEY = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_DOTTED = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_HEADER = late(rf"^[ \t]*(\[\[?)[ \t]*({_DOTTED})[ \t]*\]", re.MULTILINE)
_STATEMENT = late(rf"^[ \t]*({_DOTTED})[ \t]*=[ \t]*", re.MULTILINE)
_PIECE = late(_KEY)
_ITEM = late(r"[\[\]{},]|[^\s\[\]{},][^\[\]{},\n]*")
_INLINE = late(rf"[\[\]{{}}]|(?<![A-Za-z0-9_-])({_KEY})[ \t]*=[ \t]*")


def _mask(match: re.Match[str]) -> str:
    text = match.group()
    if text[0] in "#\\":
        return " " * len(text)
    inner = "~" * (len(text) - 2)  # no sign of a key: else a long text would be tried as one at every letter
    return text[0] + inner + text[-1]


class _Node:
    """A step of the ways that the headers of a text lead, or the keys of its statements."""

    __slots__ = ("below", "first", "last", "place")

    def __init__(self) -> None:
        self.below: dict[str | int, _Node] = {}
        self.last = -1  # of an array of tables, the position of its last
        self.place: tuple[int, int] | None = None  # what stands at the end of this way
        self.first: tuple[int, int] | None = None  # the first of what stands at its end or below

    def child(self, step: str | int) -> _Node:
        """The node of a further step, made where it is missing."""
        found = self.below.get(step)
        if found is None:
            found = self.below[step] = _Node()
        return found


class Places:
    """Finds the values of a table in the `blocks` of `data` that hold it."""

    def __init__(self, data: bytes, blocks: Sequence[Block]) -> None:
        texts = [data[block.start : block.end].decode("utf-8", "replace") for block in blocks]
        self._text = "".join(texts)
        self._masked = _OPAQUE.sub(_mask, self._text)
        self._marks: list[int] = []  # where lines and blocks begin
        self._lines: list[
            tuple[int, int]
        ] = []  # of each: its line, and the characters before it in that line
        at = 0
        for block, text in zip(blocks, texts, strict=True):
            line_start = data.rfind(b"\n", 0, block.start) + 1
            self._marks.append(at)
            self._lines.append((block.line, len(data[line_start : block.start].decode("utf-8", "replace"))))
            ends = [match.end() for match in re.finditer("\n", text)]
            self._marks += [at + end for end in ends]
            self._lines += [(block.line + n, 0) for n in range(1, len(ends) + 1)]
            at += len(text)
        self._headers = self._sections()
        self._statements: dict[int, _Node] = {}
        self._lists: dict[int, list[int]] = {}
        self._tables: dict[int, dict[str, tuple[int, int]]] = {}

    def find(self, path: KeyPath) -> tuple[int, int]:
        """Find a value.

        Args:
            path: The way to the value from the top level of the file.

        Returns:
            Line and column in the file, both from 1, of the value, or of what stands nearest above it.
        """
        node, depth = self._headers, 0
        section, done = node.place or (0, 0), 0
        for step in path:
            below = node.below.get(step)
            if below is None:
                break
            node, depth = below, depth + 1
            if node.place is not None:
                section, done = node.place, depth
        offset = section[0]
        statement = self._statement(*section, path[done:])
        if statement is not None:
            offset, value, taken = statement
            offset = self._inside(offset, value, path[done + taken :])
        return self._position(offset)

    def _position(self, offset: int) -> tuple[int, int]:
        n = bisect_right(self._marks, offset) - 1
        line, before = self._lines[n]
        return line, before + offset - self._marks[n] + 1

    def _keys(self, match: re.Match[str], group: int) -> list[str]:
        """The keys of a dotted path."""
        return [piece.strip("\"'") for piece in _PIECE.findall(self._text, *match.span(group))]

    def _sections(self) -> _Node:
        """The headers by their ways, each with where its table begins and ends; the root has what is above them."""
        root = _Node()
        headers = list(_HEADER.finditer(self._masked))
        ends = [*[header.start() for header in headers], len(self._text)]
        root.place = 0, ends[0]
        for header, end in zip(headers, ends[1:], strict=True):
            node = root
            *above, last = self._keys(header, 2)
            for key in above:
                node = node.child(key)
                node = node.below.get(node.last, node)
            node = node.child(last)
            if header[1] == "[[":
                node.last += 1
                node = node.child(node.last)
            else:
                node = node.below.get(node.last, node)
            node.place = header.start(1), end
        return root

    def _statement(self, start: int, end: int, rest: KeyPath) -> tuple[int, int, int] | None:
        """Find what sets the first keys of `rest`: the offsets of its key and value, how many keys it has of `rest`."""
        node = self._statements.get(start)
        if node is None:
            node = self._statements[start] = self._indexed(start, end)
        found: tuple[int, int, int] | None = None
        for n, step in enumerate(rest):
            below = node.below.get(step)
            if below is None:
                return found
            node = below
            if node.place is not None and (found is None or node.place < found):
                found = *node.place, n + 1
        # All of them are keys: a longer statement sets something below.
        if rest and node.first is not None and (found is None or node.first < found):
            found = *node.first, len(rest)
        return found

    def _indexed(self, start: int, end: int) -> _Node:
        """The statements between two offsets by their keys."""
        root = _Node()
        for match in _STATEMENT.finditer(self._masked, start, end):
            place = match.start(1), match.end()
            node = root
            for key in self._keys(match, 1):
                node = node.child(key)
                node.first = node.first or place
            node.place = node.place or place
        return root

    def _inside(self, offset: int, at: int, rest: KeyPath) -> int:
        """Follow `rest` into the inline lists and tables that begin at `at`; `offset` where that fails."""
        for step in rest:
            if isinstance(step, int):
                items = self._items(at)
                if step >= len(items):
                    break
                offset = at = items[step]
            else:
                found = self._inline(at).get(step)
                if found is None:
                    break
                offset, at = found
        return offset

    def _items(self, at: int) -> list[int]:
        """The offsets of the items of the list that opens at `at`."""
        found = self._lists.get(at)
        if found is None:
            found = self._lists[at] = list(self._read_items(at)) if self._masked[at : at + 1] == "[" else []
        return found

    def _read_items(self, at: int) -> Iterator[int]:
        depth, begun = 0, False
        for match in _ITEM.finditer(self._masked, at):
            char = match.group()
            if depth == 1 and not begun and char not in ("]", "}", ","):
                yield match.start()
                begun = True
            if char in ("[", "{"):
                depth += 1
            elif char in ("]", "}"):
                depth -= 1
                if depth == 0:
                    return
            elif char == "," and depth == 1:
                begun = False

    def _inline(self, at: int) -> dict[str, tuple[int, int]]:
        """The keys of the inline table that opens at `at`, each with its offset and that of its value."""
        found = self._tables.get(at)
        if found is not None:
            return found
        found = self._tables[at] = {}
        depth = 0
        for match in _INLINE.finditer(self._masked, at) if self._masked[at : at + 1] == "{" else ():
            char = match.group()
            if match.group(1) is not None:
                if depth == 1:
                    name = self._text[match.start(1) : match.end(1)].strip("\"'")
                    found.setdefault(name, (match.start(1), match.end()))
            elif char in "[{":
                depth += 1
            else:
                depth -= 1
                if depth == 0:
                    break
        return found
