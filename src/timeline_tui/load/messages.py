"""Events on their way from one process to another: in the shape of the format, all that a reader had to do done."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TypeAlias

import msgspec
from msgspec.structs import force_setattr

from timeline_tui.load.blocks import Block
from timeline_tui.load.decode import Fault
from timeline_tui.load.locate import Way
from timeline_tui.load.stretch import EVENTS, Ready
from timeline_tui.load.tables import AssessmentTable, ClaimTable, EventTable, QuoteTable
from timeline_tui.load.where import Where
from timeline_tui.load.written import written

_FAR, _NONE = timedelta(hours=12), timedelta()

Sent: TypeAlias = tuple[int, int, int, EventTable | None, bytes]
"""An event in a message: where its block starts and ends, its line, its table; where that has what messages have no
types for, table and faults pickled. Neither: it is to be read with care."""

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(list[Sent])


def packed(events: Iterable[Ready], where: Where, base: int) -> bytes:
    """Events as a message. `where` is of the data they were read from, which begins at `base` in the file."""
    where.root = (*EVENTS, 0)
    sent: list[Sent] = []
    for block, table, faults in events:
        where.blocks = (block,)
        place = block.start + base, block.end + base, block.line
        if table is None or (not faults and _dates_as_text(table, where)):
            sent.append((*place, table, b""))
        else:
            sent.append((*place, None, _pickled(table, faults)))
    return _encoder.encode(sent)


def unpacked(message: bytes) -> Iterator[Ready]:
    """The events of a message, TOML's own dates as the same in EDTF. Only for what this very program has packed."""
    for start, end, line, table, pickled in _decoder.decode(message):
        block = Block(EVENTS, True, start, end, line)
        yield Ready(block, *pickle.loads(pickled)) if pickled else Ready(block, table)


def _pickled(table: EventTable, faults: Sequence[Fault]) -> bytes:
    """Empty where it cannot be done, as with the zones of TOML's date-times: then it is read once more."""
    try:
        return pickle.dumps((table, faults))
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError):
        return b""


def _dates_as_text(table: EventTable, where: Where) -> bool:
    """Write TOML's own dates in EDTF; False where a date is neither, or may be none in EDTF."""
    for part, way in _dated(table):
        value = part.date
        kind = type(value)
        if kind is datetime and -_FAR <= (value.utcoffset() or _NONE) <= _FAR:
            force_setattr(part, "date", written(value, where, way))
        elif kind is date:
            force_setattr(part, "date", value.isoformat())
        elif kind is not str and value is not None:
            return False
    return True


def _dated(table: EventTable) -> Iterator[tuple[EventTable | QuoteTable | ClaimTable | AssessmentTable, Way]]:
    """Everything in an event that has a date, and the way to that."""
    yield table, ("date",)
    for n, quote in enumerate(table.quotes):
        yield quote, ("quotes", n, "date")
    for n, claim in enumerate(table.claims):
        yield claim, ("claims", n, "date")
        for k, assessment in enumerate(claim.assessments):
            yield assessment, ("claims", n, "assessments", k, "date")
