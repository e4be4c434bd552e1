"""Stores of events that have only dates."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from timeline_tui.dates import Date, parse_edtf
from timeline_tui.model import Chronology, Event
from timeline_tui.store import Store

DATES = (
    "2024", "2024", "2024-02", "2024-02-29", "2024-02-28", "2024-02-29T12:00:00Z", "2024-02-29T12:30", "2024-02~",
    "2024-02-29?", "2023%", "2024-01/2024-03", "2024-02-27/2024-02-28", "2024-02-29T12:00/2024-03-02T01:00",
    "2024-02-29T12:00:01/2024-02-29T12:00:02", "2024-02/..", "../2024-02", "/2024", "2024/", "-0043-03-15", "20XX",
    "202X", "2024-21", "2024-XX", "2023/2024", "2024-02~/2024-02-29?", "2023~/2025", "2023/2024-03%", "/..", "../",
    "2024-03-02/2024-03-01", "../..", "0001", "0000", "Y-13800000000", "1XXX",
)  # fmt: skip

GAPS = (
    "[2023,2024-02-29]", "{2023,2024-02-29}", "{2024-02-28,2024-02-29,2025}", "[2024-02-28,2024-03-01?]", "202X-02-28",
    "{202X-02-28,2024-01}", "2024-1X-2X", "2024-XX-31", "[..2023,2024-03]", "{2023-12-31,2025..}", "200X-24", "2XX4",
    "[2024-02-29,2024-02-29,2024-04]", "{2024-02,2024-02-29,2024-04}", "[2024-02-29..2024-03-02,2024-05]",
)  # fmt: skip
"""Dates with gaps between their first second and their last."""

dates = st.sampled_from((*DATES, *GAPS)).map(parse_edtf)


def store_of(found: Iterable[Date | None]) -> Store:
    """Return a store with one event per date, in order."""
    dated = sorted([date for date in found if date is not None], key=lambda date: date.sort_key)
    undated = [None for date in found if date is None]
    events = [Event(f"e{n}", date, f"Event {n}") for n, date in enumerate([*dated, *undated])]
    return Store(Chronology(events=tuple(events)))


stores = st.lists(st.none() | dates, max_size=30).map(store_of)
