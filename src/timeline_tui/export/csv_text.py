"""CSV (RFC 4180, but with line feeds): one row per event, for spreadsheets and data frames.

Cells hold what the file holds, except that invisible characters are revealed, as in all output. Spreadsheets execute
a cell that starts with `=`, `+`, `-` or `@` as a formula. Such cells are counted, and on request prefixed with an
apostrophe, as OWASP recommends (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from timeline_tui.export.phrases import ASCII, quantity_text
from timeline_tui.export.record import instant
from timeline_tui.export.registry_facts import coordinates_text
from timeline_tui.model import Event, Place
from timeline_tui.store import Store
from timeline_tui.text import reveal

Cell: TypeAlias = str | int | None

COLUMNS = (
    "date", "earliest", "before", "title", "kind", "status", "importance", "actors", "locations", "coordinates",
    "tags", "quotes", "claims", "quantities", "sources", "summary", "media", "ids", "id", "file", "line",
    "actor_ids", "location_ids", "source_ids",
)  # fmt: skip
"""The columns. Several values in a cell are separated by "; "; `quotes` and `claims` are counts.

`coordinates` are those of the event, or else of the location; `ids` are written `wikidata:Q42`. `actor_ids`,
`location_ids` and `source_ids` have as many entries as the names, in the same order, because names may be shared.
"""

# The lookbehind excepts negative numbers: after a minus, it looks ahead for digits up to the end.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠](?<!-(?=[0-9.]+(?:, -?[0-9.]+)*\Z))")
"""Matches what a spreadsheet takes for a formula, partly only in East Asian locales; not a number or a pair of them."""


class _RowBuffer:
    """The file object that `csv.writer` writes to; it holds one row."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        """Store the row; `csv.writer` calls this once per row."""
        self.text = text.removesuffix("\n")


class CsvWriter:
    """Writes events as CSV.

    Args:
        guard: Prefix every cell that a spreadsheet would take for a formula with an apostrophe.

    Attributes:
        formulas: The number of such cells written so far.
    """

    def __init__(self, *, guard: bool = False) -> None:
        self._guard = guard
        self.formulas = 0

    def lines(self, events: Iterable[Event]) -> Iterator[str]:
        """Yield the header, then one row per event."""
        line = _RowBuffer()
        # A cell that contains this character is quoted.
        writer = csv.writer(line, lineterminator="\n")
        writer.writerow(COLUMNS)
        yield line.text
        for event in events:
            writer.writerow([self._cell(cell) if isinstance(cell, str) else cell for cell in _row(event)])
            yield line.text

    def _cell(self, text: str) -> str:
        text = reveal(text, lines=True)
        if not _FORMULA.match(text):
            return text
        self.formulas += 1
        return f"'{text}" if self._guard else text


def write_csv(store: Store, events: Iterable[Event]) -> Iterator[str]:  # noqa: ARG001 - as every writer
    """Yield the header, then one row per event."""
    return CsvWriter().lines(events)


def _row(event: Event) -> tuple[Cell, ...]:
    """Return the cells of an event, in the order of `COLUMNS`."""
    date = event.date
    when = (date.text, instant(date.earliest), instant(date.latest)) if date is not None else ("", "", "")
    return (
        *when,
        event.title,
        event.kind,
        event.status,
        event.importance,
        _joined(p.actor.name for p in event.actors),
        _joined(p.location.name for p in event.locations),
        _joined(filter(None, map(_coordinates, event.locations))),
        _joined(event.tags),
        len(event.quotes),
        len(event.claims),
        _joined(quantity_text(quantity, ASCII) for quantity in event.quantities),
        _joined(c.source.title for c in event.sources),
        event.summary.strip("\n"),
        _joined(media.path or media.url for media in event.media),
        _joined(map(":".join, event.ids)),
        event.id,
        event.origin.path,
        event.origin.line or None,
        _joined(p.actor.id for p in event.actors),
        _joined(p.location.id for p in event.locations),
        _joined(c.source.id for c in event.sources),
    )


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)


def _coordinates(place: Place) -> str:
    return coordinates_text(place) or coordinates_text(place.location)
