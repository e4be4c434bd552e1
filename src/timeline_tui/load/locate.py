"""Where in a piece of TOML a value stands, for problems that the parser could not know of.

The parser gives values without places; asking it for places would cost every load. So the text is
searched, and only when there is something to say: strings and comments are blanked out first, so that
nothing inside them is taken for a key. Ordinary layouts are found exactly; where a value is not found,
the nearest table above it is.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from timeline_tui.load.patterns import repeated

Way: TypeAlias = tuple[str | int, ...]
"""The keys and list positions on the way to a value: `("events", 0, "quotes", 1, "kind")`."""

_OPAQUE = re.compile(
    r'"""' + repeated(r'[^"\\]++|\\.|""?(?!")') + r'"{3,5}'
    r"|'''" + repeated(r"[^']++|''?(?!')") + r"'{3,5}"
    r'|"' + repeated(r'[^"\\\n]++|\\.') + r'"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*",
    re.DOTALL,
)
_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_HEADER = re.compile(rf"^[ \t]*\[(\[?)[ \t]*({_DOTTED})[ \t]*\]", re.MULTILINE)
_STATEMENT = re.compile(rf"^[ \t]*({_DOTTED})[ \t]*=[ \t]*", re.MULTILINE)
_PIECE = re.compile(_KEY)


def _blank(match: re.Match[str]) -> str:
    text = match.group()
    if text[0] == "#":
        return " " * len(text)
    inner = "~" * (len(text) - 2)  # no sign of a key: else a long text would be tried as one at every letter
    return text[0] + inner + text[-1]


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character of `text`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def locate(text: str, path: Way) -> tuple[int, int]:
    """Line and column, both from 1, of the value at `path` or of what stands nearest above it."""
    masked = _OPAQUE.sub(_blank, text)
    start, end, rest = _section(text, masked, path)
    offset = start
    while rest:
        found = _statement(text, masked, start, end, rest) if offset == start else None
        if found is None:
            break
        offset, value, rest = found
        offset = _inside(text, masked, offset, value, rest)
        break
    return position(text, offset)


def _pieces(text: str, start: int, end: int) -> tuple[str, ...]:
    return tuple(piece.strip("\"'") for piece in _PIECE.findall(text[start:end]))


def _section(text: str, masked: str, path: Way) -> tuple[int, int, Way]:
    """The deepest table with a header of its own on the way: its start, its end, the path inside it."""
    counts: dict[tuple[str, ...], int] = {}
    best = (0, len(text), path)
    depth = 0
    headers = list(_HEADER.finditer(masked))
    if headers:
        best = (0, headers[0].start(), path)
    for n, header in enumerate(headers):
        names = _pieces(text, *header.span(2))
        if header.group(1):
            counts[names] = counts.get(names, -1) + 1
            for longer in [c for c in counts if len(c) > len(names) and c[: len(names)] == names]:
                del counts[longer]
        here: list[str | int] = []
        for k in range(1, len(names) + 1):
            here.append(names[k - 1])
            if names[:k] in counts:
                here.append(counts[names[:k]])
        if len(here) >= depth and tuple(here) == path[: len(here)]:
            depth = len(here)
            start = header.start(2) - 1 - len(header.group(1))
            end = headers[n + 1].start() if n + 1 < len(headers) else len(text)
            best = (start, end, path[len(here) :])
    return best


def _statement(text: str, masked: str, start: int, end: int, rest: Way) -> tuple[int, int, Way] | None:
    """What sets the first keys of `rest`: offset of its key, of its value, the way inside it."""
    for match in _STATEMENT.finditer(masked, start, end):
        names = _pieces(text, *match.span(1))
        common = min(len(names), len(rest))
        if names[:common] == rest[:common]:
            return match.start(1), match.end(), rest[common:]
    return None


def _inside(text: str, masked: str, offset: int, at: int, rest: Way) -> int:
    """Follow `rest` into the inline lists and tables that begin at `at`; `offset` where that fails."""
    for step in rest:
        if isinstance(step, int):
            found = _element(masked, at, step)
            if found is None:
                break
            offset = at = found
        else:
            key = _inline_key(text, masked, at, step)
            if key is None:
                break
            offset, at = key
    return offset


def _element(masked: str, at: int, index: int) -> int | None:
    """Where the element `index` of the list that opens at `at` begins."""
    if masked[at : at + 1] != "[":
        return None
    depth = 0
    for match in re.finditer(r"[\[\]{},]|[^\s\[\]{},][^\[\]{},\n]*", masked[at:]):
        char = match.group()
        starts = depth == 1 and char not in ("]", "}", ",")
        if starts and index == 0:
            return at + match.start()
        if char in ("[", "{"):
            depth += 1
        elif char in ("]", "}"):
            depth -= 1
            if depth == 0:
                return None
        elif char == "," and depth == 1:
            index -= 1
    return None


def _inline_key(text: str, masked: str, at: int, key: str) -> tuple[int, int] | None:
    """Offset of a key of the inline table that opens at `at`, and of its value."""
    depth = 0
    for match in re.finditer(rf"[\[\]{{}}]|(?<![A-Za-z0-9_-])({_KEY})[ \t]*=[ \t]*", masked[at:]):
        char = match.group()
        if match.group(1) is not None:
            name = text[at + match.start(1) : at + match.end(1)].strip("\"'")
            if depth == 1 and name == key:
                return at + match.start(1), at + match.end()
        elif char in "[{":
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                return None
    return None
