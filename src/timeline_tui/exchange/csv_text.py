"""CSV (RFC 4180, but with line feeds): an event a row, for spreadsheets and data frames.

Cells hold what the file holds. One exception: characters that cannot be seen are shown, as everywhere. A cell
that begins with `=`, `+`, `-` or `@` is left alone, as a date before Christ does: import columns as text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from timeline_tui.exchange.facts import coordinates_text
from timeline_tui.exchange.record import instant
from timeline_tui.exchange.wording import ASCII, quantity_text
from timeline_tui.model import Event, Place
from timeline_tui.store import Store
from timeline_tui.text import reveal

Cell: TypeAlias = str | int | None

COLUMNS = (
    "date", "earliest", "before", "title", "kind", "status", "importance", "actors", "locations", "coordinates",
    "tags", "quotes", "claims", "quantities", "sources", "summary", "ids", "id", "file", "line",
)  # fmt: skip
"""Where a cell holds several things, "; " stands between; `quotes` and `claims` say how many. `coordinates` are those
of the event, or else of the location; `ids` are written `wikidata:Q42`.
"""


class _Line:
    """What `csv.writer` writes to: keeps the one row."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        """Called once a row."""
        self.text = text.removesuffix("\n")


def write_csv(store: Store, events: Iterable[Event]) -> Iterator[str]:  # noqa: ARG001 - as every writer
    """The header and a row for each event."""
    line = _Line()
    writer = csv.writer(line, lineterminator="\n")  # its characters are those that make a cell need quotes
    writer.writerow(COLUMNS)
    yield line.text
    for event in events:
        writer.writerow([reveal(cell, lines=True) if isinstance(cell, str) else cell for cell in _row(event)])
        yield line.text


def _row(event: Event) -> tuple[Cell, ...]:
    date = event.date
    return (
        date.text if date is not None else "",
        instant(date.earliest) if date is not None else "",
        instant(date.latest) if date is not None else "",
        event.title,
        event.kind,
        event.status,
        event.importance,
        "; ".join([p.actor.name for p in event.actors]),
        "; ".join([p.location.name for p in event.locations]),
        "; ".join([text for place in event.locations if (text := _coordinates(place))]),
        "; ".join(event.tags),
        len(event.quotes),
        len(event.claims),
        "; ".join([quantity_text(quantity, ASCII) for quantity in event.quantities]),
        "; ".join([c.source.title for c in event.sources]),
        event.summary.strip("\n"),
        "; ".join([f"{catalogue}:{value}" for catalogue, value in event.ids]),
        event.id,
        event.origin.path,
        event.origin.line or None,
    )


def _coordinates(place: Place) -> str:
    return coordinates_text(place) or coordinates_text(place.location)
