"""The columns of one chunk of events, made while the events are parsed, so that a query need not parse them again."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from msgspec import Struct, msgpack

from timeline_tui.columns.event_parts import EventParts
from timeline_tui.columns.field_keys import invert
from timeline_tui.columns.search_text import own_texts
from timeline_tui.columns.statement_dates import UNDATED, Stated, bounds_of, statements
from timeline_tui.dates.sides import Lasting, lasting
from timeline_tui.dates.value import BEYOND
from timeline_tui.model import Event

_encode = msgpack.Encoder().encode
_keys = msgpack.Decoder(dict[str, list[int]]).decode


# Helper processes send chunks as msgpack: array_like leaves out the field names, and bytes columns are copied whole.
class ColumnChunk(Struct, gc=False, array_like=True):
    """The columns of some events, which are numbered from 0.

    The first element of each tuple is the number of an event, except in `statements`, where it is a field of `Stated`.

    Attributes:
        ids: The ids as written in the file, "" where it has none.
        earliest: The first second of each date as an array of int64 in bytes (see `ints`): `-BEYOND` if its start is
            open, `BEYOND + 1` without a date.
        latest: The second after the last of each date, likewise: `BEYOND` if its end is open, `-BEYOND` without one.
        precisions: The `Precision` of each date, a byte each; 0 without a date.
        gaps: The dates that do not mean all seconds between these two, in EDTF.
        intervals: When each interval certainly lasts.
        links: The id that each link leads to, and its kind.
        abouts: What each claim is about.
        parts: The `Date.parts` of the dates with a fraction of a second.
        statements: The statements that have, or should have, a date of their own.
    """

    ids: list[str]
    earliest: bytes
    latest: bytes
    precisions: bytes
    gaps: list[tuple[int, str]]
    intervals: list[tuple[int, Lasting]]
    links: list[tuple[int, str, str]]
    abouts: list[tuple[int, str]]
    parts: list[tuple[int, int, int]]
    statements: list[Stated]

    def __len__(self) -> int:
        return len(self.ids)


class SearchText(Struct, gc=False, array_like=True):
    """The texts and values of a chunk, which only filters need.

    `texts` are the `own_texts` of the events. `keys` has the numbers of the events under each value, by field; each
    field is encoded by itself, which keeps it small, and is decoded once, for the index.
    """

    texts: list[str]
    keys: dict[str, bytes]

    def numbers(self, field: str) -> dict[str, list[int]]:
        """Return the numbers of the events under each value of `field`, one of `KEYS`."""
        found = self.keys.get(field)
        return {} if found is None else _keys(found)


def ints(columns: Iterable[bytes]) -> array[int]:
    """Decode columns of int64 and join them."""
    # In native byte order, since chunks never leave the machine.
    return array("q", b"".join(columns))


def chunk_of(events: Sequence[Event]) -> ColumnChunk:
    """Return the columns of these events."""
    parts = EventParts(events)
    dates = [(n, event.date) for n, event in parts.events if event.date is not None]
    earliest, latest = array("q", [UNDATED]) * len(events), array("q", [-BEYOND]) * len(events)
    precisions = bytearray(len(events))
    for number, date in dates:
        earliest[number], latest[number] = bounds_of(date)
        precisions[number] = date.precision
    return ColumnChunk(
        [event.id for event in events],
        earliest.tobytes(),
        latest.tobytes(),
        bytes(precisions),
        [(n, date.text) for n, date in dates if date.gaps],
        [(n, lasting(date)) for n, date in dates if date.interval],
        [(n, link.to, link.kind) for n, event in parts.events for link in event.links],
        [(n, text) for n, claim in parts.claims for text in claim.about],
        [(n, *date.parts) for n, date in dates if date.parts is not None],
        statements(events),
    )


def search_text_of(events: Sequence[Event]) -> SearchText:
    """Return the texts and values of these events."""
    parts = EventParts(events)
    # Encoded field by field: a query decodes those it needs.
    keys = {field: _encode(numbers) for field, numbers in invert(parts).items()}
    return SearchText(own_texts(parts), keys)
