"""Where TOML's statements begin and end, seen from outside the parser.

Splitting a file and saving what is good in a broken one need only this much of TOML 1.0: headers, statements,
strings, brackets, comments. Everything here is bytes and offsets; the parser decides what a statement means.
All patterns are possessive: they never go back, so no input makes them slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple

import rtoml

from timeline_tui.errors import Hint, Problem, hint_text
from timeline_tui.load.rules import problem
from timeline_tui.patterns import late, repeated

# A key or a path of more parts than this is an attack on the stack; the parser refuses it at 80.
DEEPEST = 80

_BASIC = rb'"(?!"")' + repeated(rb'[^"\\\n]++|\\[^\n]') + rb'"'
_LITERAL = rb"'(?!'')[^'\n]*+'"
_STRING = (
    rb'(?:"""'
    + repeated(rb'[^"\\]++|\\[\s\S]|"(?!"")')
    + rb'"{3,5}+|'
    + _BASIC
    + rb"|'''"
    + repeated(rb"[^']++|'(?!'')")
    + rb"'{3,5}+|"
    + _LITERAL
    + rb")"
)


_END = rb"[ \t]*+" + repeated(rb"#[^\n]*+", "?") + rb"(?:\r?\n|\Z)"
_PART = rb"(?:[A-Za-z0-9_\-]++|" + _BASIC + rb"|" + _LITERAL + rb")"
_PATH = _PART + repeated(rb"[ \t]*+\.[ \t]*+" + _PART)
_NAMELESS_KEY = rb"[ \t]*+" + _PATH + rb"[ \t]*+="
_KEY = rb"[ \t]*+(?P<key>" + _PATH + rb")[ \t]*+="

# Outside of strings nothing is escaped, but were quotes behind a backslash to open a string, each of many lines could
# begin one that none of the others ends: each would be looked through to the end of the file.
_ESCAPED = rb"\\[^\n]?"


def _nested(depth: int) -> bytes:
    """An array or inline table that holds others, `depth` deep.

    A line that begins `key =` ends it: inside brackets TOML has no such line, so a bracket that was forgotten to
    close costs its own statement instead of the rest of the file.
    """
    inside = rb"(?!)"
    for _ in range(depth):
        inside = (
            rb"[\[{]"
            + repeated(
                rb"[^\"'#\[\]{}\n\\]++|\n(?!"
                + _NAMELESS_KEY
                + rb")|#[^\n]*+|"
                + _ESCAPED
                + rb"|"
                + _STRING
                + rb"|"
                + inside
            )
            + rb"[\]}]"
        )
    return inside


_BLANK = rb"(?:[ \t]*+" + repeated(rb"#[^\n]*+", "?") + rb"\r?\n|[ \t]*+#[^\n]*+\Z|[ \t]++\Z)"


def _assignment(depth: int) -> bytes:
    return _KEY + rb"[ \t]*+(?:" + _STRING + rb"|" + _nested(depth) + rb"|[^\"'#\[\]{}=,\n]++)" + _END


_BLANKS = late(repeated(_BLANK, "+"))


@cache
def _whole_assignment() -> re.Pattern[bytes]:
    """Compiled when a statement is looked for: nearly all files are read without."""
    return re.compile(_assignment(4))


_OPENER = late(_KEY + rb"[ \t]*+[\[{]")
_STARTS_KEY = late(_KEY)
_HEADER = late(
    rb"(?P<indent>[ \t]*+)(?P<open>\[\[?+)[ \t]*+(?P<path>" + _PATH + rb")[ \t]*+(?P<close>\]{0,2}+)" + _END
)
# Lines that neither a key, a header nor a comment begins: read as one, or each would cost as much as a statement.
_NOTHING = late(repeated(rb"[ \t]*+[^A-Za-z0-9_\-\"'\[#\s][^\n]*+(?:\n|\Z)", "+"))
# The same for lines with the bracket of a header and no key behind it.
_NAMELESS = late(repeated(rb"[ \t]*+\[\[?+[ \t]*+(?![A-Za-z0-9_\-\"'])[^\n]*+(?:\n|\Z)", "+"))
_NAMED = late(rb"[ \t]*+\[\[?+[ \t]*+[A-Za-z_]")
_PARTS = late(_PART)
_TOKEN = late(_ESCAPED + rb"|" + _STRING + rb"|#[^\n]*+|[\[\]{}]|\n" + _NAMELESS_KEY)
_LINE_END = late(_END)

HEADER_LINE = late(rb"\n[ \t]*+\[\[?+[ \t]*+[A-Za-z0-9_\-\"']")
"""A line that might be a header, with the newline before it: fast to search for."""

TEXT_STATEMENT = late(_NAMELESS_KEY + rb"[ \t]*+(?P<value>" + _STRING + rb")" + _END)
"""A whole statement, from the start of its line, whose value is a string."""

KEY_ALONE = late(rb"[ \t]*+[A-Za-z0-9_\-]++[ \t]*+=[ \t]*+\Z")
"""A bare key with its `=` and nothing after it."""


class Block(NamedTuple):
    """A top-level table with all that belongs to it and follows it: `data[start:end]`.

    `path` is the key path of the header that opens it, () for the keys before the first header and where the
    header cannot be read; `array` whether that is `[[x]]`; `line` that of its first byte, from 1.
    """

    path: tuple[str, ...]
    array: bool
    start: int
    end: int
    line: int


class Fault(NamedTuple):
    """Something in the text of a file that is not TOML, and cost the statement it is in.

    `line` and `column` count from 1, columns in characters. `code` is the rule's stable name, `hint` the way
    out or "", `excerpt` the line at fault, raw, clipped for messages; `text` all that was lost by the fault, "" where
    that is the excerpt at most; `faults` the number of faults that it stands for.
    """

    line: int
    column: int
    code: str
    message: str
    hint: Hint
    excerpt: str
    text: str = ""
    faults: int = 1

    def problem(self, path: str) -> Problem:
        """The same as the problem of the file `path`."""
        place = path, self.line, self.column
        return problem(*place, self.code, self.message, hint_text(self.hint), self.faults)


class Kind(Enum):
    """What a piece of a file is."""

    BLANK = "blank"
    HEADER = "header"
    STATEMENT = "statement"
    BROKEN = "broken"  # a line that begins nothing that ends, or several that begin nothing at all


class Piece(NamedTuple):
    """A statement, header, run of blank and comment lines, or broken lines: bytes `start` to `end`.

    Lines with the bracket of a header and no key behind it are one header.
    """

    kind: Kind
    start: int
    end: int


class Header(NamedTuple):
    """A header line. `path` is () where it is not known; `sound` is false where brackets are missing."""

    path: tuple[str, ...]
    array: bool
    sound: bool


def text_of(data: bytes, blocks: Sequence[Block]) -> str:
    """The blocks as one text, newlines as TOML's own tools read them; raises `UnicodeDecodeError`."""
    if len(blocks) == 1:
        text = data[blocks[0].start : blocks[0].end].decode()
    else:
        text = b"\n".join(data[block.start : block.end] for block in blocks).decode()
    return text.replace("\r\n", "\n") if "\r" in text else text


def unquote(part: bytes) -> str:
    """A key's part as the parser reads it; raises `ValueError` where the parser would."""
    if part[:1] not in (b'"', b"'"):
        return part.decode()
    value = rtoml.loads("k=" + part.decode())["k"]
    assert isinstance(value, str)
    return value


def key_path(raw: bytes) -> tuple[str, ...]:
    """The parts of a dotted key: `a."b.c"` is `("a", "b.c")`; () where it is not a key or too deep."""
    if raw.isalnum():  # of ASCII alone
        return (raw.decode(),)
    parts = _PARTS.findall(raw)
    try:
        return tuple(unquote(part) for part in parts) if len(parts) <= DEEPEST else ()
    except ValueError:
        return ()


def statement_key(data: bytes, start: int, end: int) -> tuple[str, ...]:
    """The key of the statement that begins at `start`, () if it has none."""
    match = _STARTS_KEY.match(data, start, end)
    return key_path(match["key"]) if match else ()


def has_key(data: bytes, start: int, end: int) -> bool:
    """Whether the line at `start` begins `key =`."""
    return _STARTS_KEY.match(data, start, end) is not None


def value_start(data: bytes, start: int, end: int) -> int:
    """Where the value of the statement at the line start `start` begins, -1 where there is no `key =`."""
    match = _STARTS_KEY.match(data, start, end)
    if not match:
        return -1
    at = match.end()
    while data[at : at + 1] in (b" ", b"\t"):
        at += 1
    return at


def header(data: bytes, start: int, end: int) -> Header:
    """Reads the header line at `start`."""
    match = _HEADER.match(data, start, end)
    if match is None:
        return Header((), data[start:end].lstrip().startswith(b"[["), False)
    path, opened, closed = key_path(match["path"]), len(match["open"]), len(match["close"])
    return Header(path, max(opened, closed) == 2, bool(path) and opened == closed)


def line_end(data: bytes, at: int, end: int) -> int:
    """The offset after the newline of the line that `at` is in, or `end`."""
    newline = data.find(b"\n", at, end)
    return end if newline < 0 else newline + 1


def _deep_end(data: bytes, start: int, end: int) -> int:
    """Where the statement at `start`, with brackets nested deeper than the pattern knows, ends; or -1."""
    opener = _OPENER.match(data, start, end)
    if opener is None:
        return -1
    depth = 0
    for token in _TOKEN.finditer(data, opener.end() - 1, end):
        first = token.group()[:1]
        if first in b"[{":
            depth += 1
        elif first in b"]}":
            depth -= 1
        elif first == b"\n":
            return -1
        if depth == 0:
            tail = _LINE_END.match(data, token.end(), end)
            return tail.end() if tail else -1
        if depth > DEEPEST:
            return -1
    return -1


def statement_end(data: bytes, start: int, end: int) -> int:
    """Where the statement at the line start `start` ends, -1 where none that ends begins there."""
    match = _whole_assignment().match(data, start, end)
    return match.end() if match else _deep_end(data, start, end)


def pieces(data: bytes, start: int, end: int, broken: bool = False) -> Iterator[Piece]:
    """The pieces of `data[start:end]`, which begins at the top level at the start of a line.

    After a broken line it goes on with the next; `broken` says that the line before `start` was one. A string
    or array that swallowed a header and is followed by prose was never closed where it should have been: lost
    quotes pair with the next event's, and turn text and tables inside out. Its first line is the broken one.
    """
    at = start
    while at < end:
        blank = _BLANKS.match(data, at, end)
        if blank:
            yield Piece(Kind.BLANK, at, blank.end())
            at = blank.end()
            continue
        piece = _piece(data, at, end, broken)
        broken = piece.kind is Kind.BROKEN
        yield piece
        at = piece.end


def _piece(data: bytes, at: int, end: int, broken: bool) -> Piece:
    """The piece at the line start `at`, which is not blank; `broken`: so was the line before."""
    below = line_end(data, at, end)
    if data[at:below].lstrip()[:1] == b"[":
        match = _HEADER.match(data, at, end)
        # Among the remains of a broken array, `[1]` and `  ["x"]` are its elements rather than headers.
        if match and (not broken or not match["indent"] or _NAMED.match(data, at)):
            return Piece(Kind.HEADER, at, match.end())
        nameless = _NAMELESS.match(data, at, end)
        return Piece(Kind.BROKEN if broken else Kind.HEADER, at, nameless.end() if nameless else below)
    nothing = _NOTHING.match(data, at, end)
    if nothing:
        return Piece(Kind.BROKEN, at, nothing.end())
    after = statement_end(data, at, end) if data.find(b"=", at, below) >= 0 else -1
    if after < 0 or (after > below and _inside_out(data, below, after, end)):
        return Piece(Kind.BROKEN, at, below)
    return Piece(Kind.STATEMENT, at, after)


def _inside_out(data: bytes, below: int, after: int, end: int) -> bool:
    """Whether a statement that goes on from `below` to `after` swallowed a header and prose follows it."""
    if not HEADER_LINE.search(data, below - 1, after):
        return False
    blank = _BLANKS.match(data, after, end)
    then = blank.end() if blank else after
    if then >= end or data[then : line_end(data, then, end)].lstrip()[:1] == b"[":
        return False
    return not has_key(data, then, end)
