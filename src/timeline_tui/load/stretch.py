"""The part of a file that holds nothing but events, which is most of a large one, read quickly.

Behind the last header of any other table, every block begins with `[[events]]`. There it need not be followed which
lines are text and which are headers: what lies between two such lines is given to the parser, and if that takes it as
one event, no string is open at its end, so the second line was a header too. Only where it is refused is the block
looked for with care.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import rtoml

from timeline_tui.load import blocks
from timeline_tui.load.blocks import Block, Group
from timeline_tui.load.decode import Fault, decode
from timeline_tui.load.patterns import repeated
from timeline_tui.load.tables import EventTable

PART = 60_000
"""Bytes that are read at a time."""

_EVENTS = ("events",)
_EVENT = b"\n[[events]]"

# A line that may be a header, and is not for certain one of [[events]] or below it.
_BELOW = rb"\.[A-Za-z0-9_\-]++"
_OTHER = re.compile(
    rb"\n[ \t]*+\[(?!(?:\[events" + repeated(_BELOW) + rb"\]|events" + repeated(_BELOW, "+") + rb")\][ \t]*+"
    + repeated(rb"#[^\n]*+", "?") + rb"(?:\r?\n|\Z))"
)  # fmt: skip


class Ready(NamedTuple):
    """An event that was read: its block, its table, what did not fit in there. No table: it is to be read with care."""

    block: Block
    table: EventTable | None
    faults: Sequence[Fault] = ()


class Part(NamedTuple):
    """The events from one place of a file to another, `end`, where the next event begins."""

    end: int
    events: list[Ready]


class Stretch(NamedTuple):
    """`head` is what stands before it. `begins` are the places where its parts begin, as it seems: the first does."""

    head: list[Group]
    begins: list[int]


def find(data: bytes, part: int = PART) -> Stretch | None:
    """The stretch of a file; None where it has none that can be read for itself."""
    last = 0
    for match in _OTHER.finditer(data):
        last = match.start()
    begins: list[int] = []
    at = data.find(_EVENT, last)
    while at >= 0:
        begins.append(at + 1)
        at = data.find(_EVENT, at + part)
    if not begins:
        return None
    head = blocks.groups(blocks.split(data, 0, begins[0]))
    return Stretch(head, begins) if _is_alone(data, head, begins[0]) else None


def _is_alone(data: bytes, head: Sequence[Group], start: int) -> bool:
    """Whether there is a header at `start`, and before it nothing called events but others of their kind."""
    before = [block for group in head for block in group]
    for block in before:
        if not block.path and b"events" in data[block.start : block.end]:
            return False
        if block.path[:1] == _EVENTS and not (block.array and block.path == _EVENTS):
            return False
    return max([block.end for block in before], default=0) == start


def read(data: bytes, parts: Iterable[tuple[int, int]]) -> Iterator[Part]:
    """The events of parts of a file, each from a header to the first header at or behind where it is to end.

    A part begins where the one before it has ended, if that is behind its own beginning.
    """
    strings: blocks.Strings | None = None
    line, at = 1, 0
    for start, stop in parts:
        if start > at:
            line += data.count(b"\n", at, start)
            at = start
        found: list[Ready] = []
        while at < stop:
            next_ = data.find(_EVENT, at) + 1 or len(data)
            ready = _event(data, Block(_EVENTS, True, at, next_, line))
            if ready is None:
                strings = strings or blocks.Strings(data)
                ready = Ready(next(blocks.split(data, at, at + 1, line, strings)), None)
            found.append(ready)
            line += data.count(b"\n", at, ready.block.end)
            at = ready.block.end
        yield Part(at, found)


def _event(data: bytes, block: Block) -> Ready | None:
    """What the block holds, if it is one event and nothing else."""
    try:
        text = data[block.start : block.end].decode()
        events: Any = rtoml.loads(text.replace("\r\n", "\n") if "\r" in text else text)["events"]
    except ValueError:
        return None
    if len(events) != 1:
        return None
    return Ready(block, *decode(events[0], EventTable, "events"))
