"""What is asked of many events at once, put together while each was at hand: so it need not be read for that again."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from msgspec import Struct, msgpack

from timeline_tui.columns.field_keys import invert
from timeline_tui.columns.search_text import own_texts
from timeline_tui.columns.statement_dates import Stated, statements
from timeline_tui.dates.sides import Lasting, lasting
from timeline_tui.dates.value import BEYOND
from timeline_tui.model import Event

_UNDATED = BEYOND + 1  # the earliest second of an event without a date; its latest is `-BEYOND`

_encode = msgpack.Encoder().encode
_keys = msgpack.Decoder(dict[str, list[int]]).decode


class ColumnChunk(Struct, gc=False, array_like=True):
    """Columns about some events, which are numbered from 0: what is asked of all events of a chronology at once.

    `ids` are as the file has them, "" where it has none. `earliest` and `latest` are seconds, `BEYOND` with its sign
    where there is no bound; they and `precisions` are arrays as bytes (`ints`). `gaps` are the dates of which not all
    between these two is meant: the number of the event, and the EDTF. `intervals` say when each of
    them certainly lasts. `parts` are those of dates with fractions of a second: see `Date.parts`. `links` and
    `abouts` are what the events say of other things: the number of the event, the id, and the kind of the link.
    `statements` are what is said of them on other days.
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
    """What a filter asks of some events.

    `texts` are their `own_texts`. `keys` are messages in a message, by field: small, and looked at once.
    """

    texts: list[str]
    keys: dict[str, bytes]

    def numbers(self, field: str) -> dict[str, list[int]]:
        """The numbers of the events under each value of a field: one of `KEYS`."""
        found = self.keys.get(field)
        return {} if found is None else _keys(found)


def ints(columns: Iterable[bytes]) -> array[int]:
    """The numbers of columns, one after the other."""
    return array("q", b"".join(columns))


def sheet(events: Sequence[Event]) -> ColumnChunk:
    """The columns of these events."""
    dates = [event.date for event in events]
    links = [(n, link.to, link.kind) for n, event in enumerate(events) if event.links for link in event.links]
    claims = [(n, claim) for n, event in enumerate(events) if event.claims for claim in event.claims]
    return ColumnChunk(
        [event.id for event in events],
        _column([_UNDATED if d is None else -BEYOND if d.earliest is None else d.earliest for d in dates]),
        _column([-BEYOND if d is None else BEYOND if d.latest is None else d.latest for d in dates]),
        bytes([0 if d is None else d.precision for d in dates]),
        [(n, d.text) for n, d in enumerate(dates) if d is not None and d.gaps],
        [(n, lasting(d)) for n, d in enumerate(dates) if d is not None and d.interval],
        links,
        [(n, text) for n, claim in claims for text in claim.about],
        [(n, *d.parts) for n, d in enumerate(dates) if d is not None and d.parts is not None],
        statements(events),
    )


def words(events: Sequence[Event]) -> SearchText:
    """The words of these events."""
    keys = {field: _encode(numbers) for field, numbers in invert(events).items()}
    return SearchText(own_texts(events), keys)


def _column(values: list[int]) -> bytes:
    return array("q", values).tobytes()
