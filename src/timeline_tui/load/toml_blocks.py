"""A TOML file cut into blocks at its top-level tables, each parsed alone.

Parsed whole, a large file costs several times the time and memory, and a slip of the pen costs all of it. Cut
at every `[[events]]`, it costs that event, every event knows its line, and a reload parses only what changed.

Tables with different first keys do not touch each other in TOML, so blocks are independent unless they share
theirs: `groups` joins those that do (`[events.more]` after another table belongs to the event before it), and
a group is parsed as one text, so that the parser itself judges what may be defined twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

import rtoml

from timeline_tui.load import limits, toml_syntax
from timeline_tui.load.toml_syntax import Block, Fault, text_of
from timeline_tui.patterns import repeated

__all__ = [
    "Block",
    "Fault",
    "Group",
    "Strings",
    "Table",
    "Unread",
    "groups",
    "merge",
    "split",
    "table_of",
    "tables",
]

Group: TypeAlias = tuple[Block, ...]

# What nearly every header is: a bare name that could not be a value in an array. Only within a multi-line
# string can such a line be anything but a header in a file that is valid.
_SHOWN = 40_000  # bytes of a table that is too long
_RECOVERED = 1000  # tables of any file that are recovered where the parser refuses them,
_BYTES_EACH = 100  # and one more for as many bytes
_BRACKETED = rb"[ \t]*+(\[\[?+)[ \t]*+" + repeated(
    rb"((?!(?:true|false|inf|nan)\b)[A-Za-z_][A-Za-z0-9_\-]*+)[ \t]*+"
    rb"(?:(\.)|\]\]?+(?=[ \t]*+(?:#|\r?\n|\Z)))",
    "?",
)
_FIRST_BRACKETED_LINE = re.compile(_BRACKETED)
_BRACKETED_LINE = re.compile(rb"\n" + _BRACKETED)


class Table(NamedTuple):
    """One top-level table as parsed: an event, an actor, `[timeline]`, or the keys before the first header.

    `key` is its name; it is "" for the keys before the first header (`root` is true) and for what stands
    below a header that cannot be read. `array` says that it is one of many, `[[key]]`. `value` is the table
    itself, not wrapped in its key, None where nothing of it could be read. `line` is that of its header,
    `blocks` where in the data it stands.
    """

    key: str
    array: bool
    value: dict[str, Any] | None
    line: int
    blocks: Group
    faults: tuple[Fault, ...]
    root: bool = False


def split(
    data: bytes, start: int = 0, stop: int | None = None, line: int = 1, strings: Strings | None = None
) -> Iterator[Block]:
    """The blocks of a TOML file, in order; together they are the whole file.

    A block is a header with the headers below it that follow: `[[events]]`, `[[events.quotes]]`,
    `[events.claims.quantity]`. The keys before the first header are a block with the path (). `data` is UTF-8
    without a byte-order mark. Broken TOML is split too, at the lines that look like headers.

    From `start`, the file's first byte or a header, which is in `line`, to the first header at or behind `stop`.
    `strings` are those of the same data, where parts of it are split one after the other.
    """
    path: tuple[str, ...] = ()
    array = False
    count = data.count
    for at, new_path, new_array in _openers(data, start, strings or Strings(data, stop or 0)):
        if at > start:
            yield Block(path, array, start, at, line)
            if stop is not None and at >= stop:
                return
            line += count(b"\n", start, at)
        start, array, path = at, new_array, new_path
    if len(data) > start:
        yield Block(path, array, start, len(data), line)


def _openers(data: bytes, start: int, strings: Strings) -> Iterator[tuple[int, tuple[str, ...], bool]]:
    """Every header that begins a block: the offset of its bracket, its path, whether it is an array's."""
    strings.begin(start)
    root: bytes | None = None  # the bare first key of the block that is open
    name = ""  # the same as text, quoted or not
    alone: tuple[str, ...] = ()  # the same as a path
    paths: dict[tuple[str, ...], tuple[str, ...]] = {}
    first = _FIRST_BRACKETED_LINE.match(data, start)
    for match in chain((first,) if first else (), _BRACKETED_LINE.finditer(data, start)):
        at = match.start(1)
        brackets, bare, dotted = match.groups()
        if at < strings.safe or ((bare is None or at > strings.next) and not strings.is_header(at, bare)):
            continue
        strings.safe = max(at, strings.safe)  # behind it, where several lines are read as one header
        if bare is not None and bare == root:  # the usual case: one more event, or more of this one
            if dotted is None:
                yield at, alone, brackets == b"[["
            continue
        header = toml_syntax.header(data, at, toml_syntax.line_end(data, at, len(data)))
        if len(header.path) > 1 and header.path[0] == name and root is not None:
            continue
        path = paths.setdefault(header.path, header.path)
        alone = paths.setdefault(path[:1], path[:1])
        name = path[0] if path else ""
        root = name.encode() if path else None
        yield at, path, header.array


class Strings:
    """Which bracketed lines are headers and which are text: follows the multi-line strings of a file.

    `next` is the offset of the next three quotes that were not looked at, `safe` the offset before which
    everything was: a line start at the top level. Quotes behind `near` are not looked for before they matter.
    """

    __slots__ = ("_broken", "_double", "_near", "_single", "data", "next", "safe")

    def __init__(self, data: bytes, near: int = 0) -> None:
        self.data = data
        self._near = near
        self._double = self._single = -1  # the next of each, as far as they are known
        self.begin(0)

    def begin(self, at: int) -> None:
        """Begin at the first byte of the file or at a header, behind what was read before."""
        self.safe = self.next = at
        self._broken = False  # whether the line before `safe` is
        self._seek(at)

    def _seek(self, at: int) -> None:
        """Moves `next` to the first three quotes at or after `at`."""
        double, single = self._double, self._single
        end = self._near if at < self._near else len(self.data)
        if double < at:
            double = self.data.find(b'"""', at, end)
            self._double = double = end if double < 0 else double
        if single < at:
            single = self.data.find(b"'''", at, end)
            self._single = single = end if single < 0 else single
        self.next = double if double < single else single

    def is_header(self, at: int, bare: bytes | None) -> bool:
        """Whether the bracket at `at`, the first after `safe` that begins a line, begins a header.

        `bare` is its first key, if simple.
        """
        data = self.data
        if self.next < at and self._near:
            self._near, self._double, self._single = 0, -1, -1
            self._seek(self.safe)
        while self.next < at:
            end = self._text_end()
            if end < 0 or (end > at and toml_syntax.HEADER_LINE.search(data, self.next, end)):
                return self._read_up_to(at)
            self.safe, self._broken = end, False
            self._seek(end)
        if at < self.safe:
            return False
        return bare is not None or self._read_up_to(at)

    def _text_end(self) -> int:
        """Where the statement ends whose value is the string that opens at `next`; -1 if there is none."""
        data, opens = self.data, self.next
        start = data.rfind(b"\n", 0, opens) + 1
        if opens == self._double and toml_syntax.KEY_ALONE.match(data, start, opens):
            close = data.find(b'"""', opens + 3)
            if close > 0 and data[close + 3 : close + 4] == b"\n" and data.find(b"\\", opens, close) < 0:
                return close + 4  # nearly all are so plain
        text = toml_syntax.TEXT_STATEMENT.match(data, start)
        return text.end() if text is not None and text.start("value") == opens else -1

    def _read_up_to(self, at: int) -> bool:
        """The same by reading every statement since `safe`, for what no short cut can tell."""
        for piece in toml_syntax.pieces(self.data, self.safe, len(self.data), self._broken):
            if piece.end > at:
                found = piece.kind is toml_syntax.Kind.HEADER
                self.safe = piece.end
                self._broken = piece.kind is toml_syntax.Kind.BROKEN
                self._seek(self.safe)
                return found
        return False


def groups(blocks: Iterable[Block]) -> list[Group]:
    """The blocks that must be parsed together, in the order of their first.

    `[[x]]` begins a group of its own, which takes the later `[x.y]` until the next `[[x]]`. Anything else
    joins all that shares its first key. Headers that cannot be read and follow each other are one group.
    """
    blocks = list(blocks)
    many = {block.path[0] for block in blocks if block.array and len(block.path) == 1}
    found: list[list[Block]] = []
    last: dict[str, int] = {}
    for block in blocks:
        root = block.path[0] if block.path else None
        if (
            root is None
            and block.start
            and found
            and not found[-1][-1].path
            and found[-1][-1].end == block.start
        ):
            found[-1].append(block)
        elif root is None or root not in last or (len(block.path) == 1 and root in many):
            if root is not None:
                last[root] = len(found)
            found.append([block])
        else:
            found[last[root]].append(block)
    return [tuple(group) for group in found]


class Unread:
    """The tables of a file that the parser refuses: a number of them is recovered, the rest is left out and counted.

    Recovery of a table takes ten times as long as parsing it, so a file of nothing but faults gets only as much of it
    as its size allows. In a file that people or programs meant to write, that is all of its tables.

    Args:
        data: The file.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.recoverable = _RECOVERED + len(data) // _BYTES_EACH
        self.count = 0
        """The number of tables that are left out."""
        self.line = 0
        """The line of the first of them."""
        self._texts: list[bytes] = []
        self._size = 0

    def recover(self, group: Group) -> bool:
        """Tell whether to recover a table that the parser refuses; if not, it is counted."""
        if self.recoverable:
            self.recoverable -= 1
            return True
        self.line = self.line or group[0].line
        self.count += 1
        if self._size < _SHOWN:
            for block in group:
                text = self._data[block.start : min(block.end, block.start + _SHOWN)]
                self._texts.append(text)
                self._size += len(text)
        return False

    def fault(self) -> Fault | None:
        """The fault that stands for the tables that are left out, None if there are none."""
        if not self.count:
            return None
        message = f"too many mistakes in this file: {self.count:,} tables from here on are left out"
        text = b"".join(self._texts)[:_SHOWN].decode("utf-8", "backslashreplace")
        hint = "mend the first ones"
        return Fault(self.line, 1, "toml-syntax", message, hint, "", text, self.count)


def tables(
    data: bytes,
    found: Sequence[Group] | None = None,
    want: Callable[[str], bool] | None = None,
    unread: Unread | None = None,
) -> Iterator[Table]:
    """Every top-level table of a file, parsed; what cannot be parsed is salvaged and its faults come with it.

    `found` are the file's `groups`, where they are known already. `want` says by the table's name ("" before
    the first header) whether to parse it: those that are not wanted are left out, as are those too many to recover,
    which `unread` counts.
    The order is that of the file. For a valid file `merge(tables(data))` is what a parser gives of the whole.
    """
    unread = unread or Unread(data)
    found = groups(split(data)) if found is None else found
    first: dict[str, Block] = {}
    many: dict[str, Block] = {}
    for group in found:  # the first of a name, and every `[[x]]`, begins a group
        block = group[0]
        if block.path and block.path[0] not in many:
            first.setdefault(block.path[0], block)
            if block.array and len(block.path) == 1:
                many[block.path[0]] = block
    taken = {key for key in first if want is not None and not want(key)}
    for group in found:
        block = group[0]
        if not block.path:
            wanted = want is None or want("")
            if not block.start:
                table, shared = _root(data, group, found, first, many)
                taken |= shared
                if wanted:
                    yield table
            elif wanted and unread.recover(group):
                yield _lost(data, group)
        elif block.path[0] not in taken:
            table = table_of(data, group, many, unread)
            if table.value is not None or table.faults:
                yield table


def _parse(
    data: bytes, group: Group, unread: Unread | None = None
) -> tuple[dict[str, Any] | None, tuple[Fault, ...]]:
    size = sum(block.end - block.start for block in group)
    if size > limits.now().table:
        return None, (_too_long(data, group[0], size),)
    try:
        return rtoml.loads(text_of(data, group)), ()
    except ValueError:  # the parser's own error and bytes that are not UTF-8 are both ValueErrors
        if unread is not None and not unread.recover(group):
            return None, ()
        value, faults = _salvage(data, group)
        return value, tuple(faults)


def _salvage(data: bytes, group: Group) -> tuple[dict[str, Any] | None, list[Fault]]:
    """What can be read of a table that the parser refuses, and its faults."""
    from timeline_tui.load.toml_recovery import salvage

    return salvage(data, *group)


def _too_long(data: bytes, block: Block, size: int) -> Fault:
    most = limits.now().table
    message = f"a table of {size:,} bytes is too long: at most {most:,} are read"
    hint = f"say --limit table={2 * size}"
    return _fault(data, block, "toml-too-long", message, hint, min(block.end, block.start + _SHOWN))


def _fault(data: bytes, block: Block, code: str, message: str, hint: str, end: int) -> Fault:
    """A fault at the beginning of a block; the text up to `end` is lost by it, none if that is the beginning."""
    from timeline_tui.load.toml_errors import fault, written

    found = fault(data, block.start, block.line, code, message, hint)
    return found if end == block.start else found._replace(text=written(data, block.start, end))


def table_of(data: bytes, group: Group, many: Mapping[str, Block], unread: Unread | None = None) -> Table:
    """A table under its own header. `many` holds the first block of each name that is an array's."""
    path, array, _, _, line = group[0]
    key = path[0]
    value, faults = _parse(data, group, unread)
    if value is None and not faults:
        return Table(key, key in many, None, line, group, ())
    inner = value.get(key) if value else None
    if key in many and not (array and len(path) == 1):
        if unread is not None and not unread.recover(group):
            return Table(key, True, None, line, group, ())
        faults += (_not_one_of_many(data, group[0], many[key]),)
        inner = inner if len(path) == 1 else None
    if isinstance(inner, list):
        inner = inner[0] if inner else None
    return Table(key, key in many, inner if isinstance(inner, dict) else None, line, group, faults)


def _not_one_of_many(data: bytes, block: Block, other: Block) -> Fault:
    key = block.path[0]
    if len(block.path) == 1:
        message, hint = f"[{key}] here, but [[{key}]] in line {other.line}", f"write [[{key}]]"
    else:
        message, hint = (
            f"this belongs to no [[{key}]]: the first is in line {other.line}",
            "move it below its own",
        )
    end = block.start if len(block.path) == 1 else block.end
    return _fault(data, block, "toml-duplicate", message, hint, end)


def _lost(data: bytes, group: Group) -> Table:
    """What stands below a header that cannot be read."""
    size = sum(block.end - block.start for block in group)
    if size > limits.now().table:
        return Table("", False, None, group[0].line, group, (_too_long(data, group[0], size),))
    _, faults = _salvage(data, group)
    return Table("", False, None, group[0].line, group, tuple(faults))


def _root(
    data: bytes, group: Group, found: Sequence[Group], first: dict[str, Block], many: dict[str, Block]
) -> tuple[Table, set[str]]:
    """The keys before the first header, with the tables that share one of them; and which those are."""
    value, faults = _parse(data, group)
    shared = {key for key in value or () if key in first}
    clashing, shared = shared & many.keys(), shared - many.keys()
    if shared:
        group += tuple(b for other in found for b in other if b.path and b.path[0] in shared)
        value, joined = _parse(data, group)
        faults = joined + tuple(fault for fault in faults if fault not in joined)
    if clashing:
        value = {name: item for name, item in (value or {}).items() if name not in clashing}
        faults += tuple(_clashes(data, group[0], clashing, many))
    return Table("", False, value, 1, group, faults, root=True), shared


def _clashes(data: bytes, block: Block, clashing: set[str], many: Mapping[str, Block]) -> Iterator[Fault]:
    """A fault for each of the keys in `block` whose name is also that of an array of tables."""
    from timeline_tui.load.toml_errors import Lines, fault, written

    lines, left = Lines(data, block.start, block.line), clashing.copy()
    for piece in toml_syntax.pieces(data, block.start, block.end):
        for key in left.intersection(toml_syntax.statement_key(data, piece.start, piece.end)[:1]):
            left.discard(key)
            line = many[key].line
            message = f"{key} has a value before the first header, and [[{key}]] follows in line {line}"
            at = piece.start
            found = fault(data, at, lines.at(at), "toml-duplicate", message, "keep one of the two")
            yield found._replace(text=written(data, at, piece.end))


def merge(found: Iterable[Table]) -> dict[str, Any]:
    """The tables as the one value that a parser gives of the whole file."""
    whole: dict[str, Any] = {}
    for table in found:
        if table.value is None:
            continue
        if table.root:
            whole |= table.value
        elif table.array:
            whole.setdefault(table.key, []).append(table.value)
        else:
            whole[table.key] = table.value
    return whole
