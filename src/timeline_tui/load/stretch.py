"""The part of a file that holds nothing but events, which is most of a large one, read quickly.

Behind the last header of any other table, every block begins with `[[events]]`. There it need not be followed which
lines are text and which are headers: what lies between two such lines is given to the parser, and if that takes it as
one event, no string is open at its end, so the second line was a header too. Only where it is refused is the block
looked for with care.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import rtoml

from timeline_tui.load import limits, toml_blocks
from timeline_tui.load.decode import Fault, decode
from timeline_tui.load.tables import EventTable
from timeline_tui.load.toml_blocks import Block, Group
from timeline_tui.patterns import repeated

PART = 60_000
"""Bytes that are read at a time."""

_COMPARED = 1 << 16  # bytes that are compared at a time

EVENTS = ("events",)
_EVENT = b"\n[[events]]"

# A line that may be a header, and is not for certain one of [[events]] or below it.
_BELOW = rb"\.[A-Za-z0-9_\-]++"
_OTHER = re.compile(
    rb"\n[ \t]*+\[(?!(?:\[events" + repeated(_BELOW) + rb"\]|events" + repeated(_BELOW, "+") + rb")\][ \t]*+"
    + repeated(rb"#[^\n]*+", "?") + rb"(?:\r?\n|\Z))"
)  # fmt: skip


# What may hide the end of an event or begin another, behind the header of one.
_UNSURE = re.compile(rb"\"\"\"|'''|\n[ \t]*+\[\[?+(?!events\.[A-Za-z0-9_\-])")


class Ready(NamedTuple):
    """An event that was read: its block, its table, what did not fit in there. No table: read it one by one.

    `refused`: the parser refuses the block, and it is an event for certain.
    """

    block: Block
    table: EventTable | None
    faults: Sequence[Fault] = ()
    refused: bool = False


class Stretch(NamedTuple):
    """`head` is what stands before it; it begins at `begin`, and goes on to the end of the file."""

    head: list[Group]
    begin: int


def find(data: bytes) -> Stretch | None:
    """The stretch of a file; None where it has none that can be read for itself."""
    last = 0
    for match in _OTHER.finditer(data):
        last = match.end()  # not its start, which may itself look like the header of an event
    begin = data.find(_EVENT, last) + 1
    if not begin:
        return None
    head = toml_blocks.groups(toml_blocks.split(data, 0, begin))
    return Stretch(head, begin) if _is_alone(data, head, begin) else None


class Known(NamedTuple):
    """A file as it was before, and where its stretch began."""

    data: bytes
    begin: int


def find_known(data: bytes, before: Known) -> Stretch | None:
    """The same as `find`, sooner, where the stretch begins as before; None where it may not."""
    start = _alike(data, before.data)
    if start < before.begin + len(_EVENT):
        return None
    most = min(len(data), len(before.data)) - start
    end = len(data) - _alike_in_the_end(data, before.data, most)
    line = data.rfind(b"\n", 0, start)
    if _OTHER.search(data, line, data.find(b"\n", end) + 1 or len(data)):
        return None
    return Stretch(toml_blocks.groups(toml_blocks.split(data, 0, before.begin)), before.begin)


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes are the same in the beginning."""
    same, most = 0, min(len(one), len(other))
    step = _COMPARED
    while same < most:
        # Slices are copies: small ones, or they would cost more than to compare them.
        if one[same : same + step] == other[same : same + step]:
            same = min(same + step, most)
        elif step == 1:
            return same
        else:
            step = (step + 1) // 2
    return same


def _alike_in_the_end(one: bytes, other: bytes, most: int) -> int:
    """The same in the end, at most that many."""
    same = 0
    step = _COMPARED
    while same < most:
        step = min(step, most - same)
        ends = len(one) - same, len(other) - same
        if one[ends[0] - step : ends[0]] == other[ends[1] - step : ends[1]]:
            same += step
        elif step == 1:
            return same
        else:
            step = (step + 1) // 2
    return same


def next_event(data: bytes, at: int) -> int:
    """Where behind `at` an event seems to begin; the end of the data where none does."""
    return data.find(_EVENT, at) + 1 or len(data)


def _is_alone(data: bytes, head: Sequence[Group], start: int) -> bool:
    """Whether there is a header at `start`, and before it nothing called events but others of their kind."""
    before = [block for group in head for block in group]
    for block in before:
        if not block.path and any(word in data[block.start : block.end] for word in (b"events", b"\\")):
            return False  # a name may be written with escapes
        if block.path[:1] == EVENTS and not (block.array and block.path == EVENTS):
            return False
    return max([block.end for block in before], default=0) == start


def pieces(data: bytes, line: int) -> Iterator[Ready]:
    """What lies between the headers of a part, as it seems. Its first is in `line`; offsets are those of the part.

    Each that is one event is one, if it begins at a header.
    """
    at = 0
    while at < len(data):
        end = next_event(data, at)
        yield read(data, Block(EVENTS, True, at, end, line))
        line += data.count(b"\n", at, end)
        at = end


class Reader:
    """Reads on from `at`, where a header is."""

    def __init__(self, data: bytes, at: int) -> None:
        self.at = at
        self._data = data
        self._known = 0, 1  # a place and its line, from which those of others are counted
        self._strings: toml_blocks.Strings | None = None

    @property
    def line(self) -> int:
        """The line of what stands at `at`."""
        known, line = self._known
        line += self._data.count(b"\n", known, self.at)
        self._known = self.at, line
        return line

    def skip(self, size: int, lines: int) -> None:
        """Go on behind bytes and lines that are known to be events."""
        self._known = self.at + size, self.line + lines
        self.at += size

    def _pass_by(self, block: Block) -> None:
        self.at = block.end
        self._known = block.start, block.line

    def read(self, stop: int) -> Iterator[Ready]:
        """The events up to the first that begins at or behind `stop`."""
        data = self._data
        while self.at < stop:
            at, line = self.at, self.line
            ready = read(data, Block(EVENTS, True, at, next_event(data, at), line))
            if ready.table is None and _UNSURE.search(data, at, ready.block.end):
                # Its end may have been a line of a text.
                self._strings = self._strings or toml_blocks.Strings(data)
                ready = Ready(next(toml_blocks.split(data, at, at + 1, line, self._strings)), None)
            self._pass_by(ready.block)
            yield ready


def read(data: bytes, block: Block) -> Ready:
    """What the block holds, if it is one event and nothing else."""
    if block.end - block.start > limits.now().table:
        return Ready(block, None)
    try:
        text = data[block.start : block.end].decode()
        events: Any = rtoml.loads(text.replace("\r\n", "\n") if "\r" in text else text)["events"]
    except ValueError:
        return Ready(block, None, refused=True)
    except KeyError:
        return Ready(block, None)
    if not isinstance(events, list) or len(events) != 1:
        return Ready(block, None)
    return Ready(block, *decode(events[0], EventTable, "events"))
