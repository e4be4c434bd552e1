"""The order of events: by date, by length, by precision, then as they stand."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from timeline_tui.columns import chunk_of, ints
from timeline_tui.dates import parse_edtf
from timeline_tui.load.finish import Order
from timeline_tui.model import Event

TEXTS = (
    "2024", "2024-01", "2024-01-01", "2024-01-01T00:00", "2024-01-01/2024-02-01", "2024-01/..", "2023-21", "202X",
    "-0043", "Y10000000001", "Y10000000002", "Y-10000000001", "Y-10000000002", "", "2024-01~", "2024-01-01/",
    "[2024,2026]", "{2024-01..2024-02}", "[..2024]", "[2024-01..]", "202X-01-XX", "2024-0X", "2024-37", "2020S3",
)  # fmt: skip


@given(st.lists(st.sampled_from(TEXTS)))
@example(list(TEXTS * 2))
def test_events_are_in_the_order_of_their_keys(texts: list[str]) -> None:
    events = [Event(str(n), parse_edtf(text) if text else None, "") for n, text in enumerate(texts)]
    dated = [event for event in events if event.date is not None]
    wanted = sorted(dated, key=lambda event: event.date.sort_key if event.date else (0, 0, 0))
    assert ordered(events) == [*wanted, *[event for event in events if event.date is None]]
    bounded = [event for event in dated if event.date is not None and event.date.earliest is not None]
    assert ordered(bounded) == [event for event in wanted if event in bounded]


def ordered(events: list[Event]) -> list[Event]:
    columns = chunk_of(events)
    parts = {number: (begin, end) for number, begin, end in columns.parts}
    order = Order(ints([columns.earliest]), ints([columns.latest]), columns.precisions, parts)
    return [events[n] for n in order.numbers()]
