"""What takes too long for every run: `pytest -m long`, before a release or after a change to the loader."""

from __future__ import annotations

from itertools import pairwise

import pytest

from timeline_tui.load import load_bytes

pytestmark = pytest.mark.long

COUNT = 1_000_000


def test_a_million_events() -> None:
    # Days from the last to the first, forty events on most: the file's order is wrong but for ties.
    days = [
        f"{year}-{month:02}-{day:02}"
        for year in range(1990, 2064)
        for month in range(1, 13)
        for day in range(1, 29)
    ]
    data = "".join(
        f'[[events]]\ndate = {days[-1 - n * len(days) // COUNT]}\ntitle = "{n}"\n' for n in range(COUNT)
    )
    loaded = load_bytes(data.encode(), "million.toml")
    del data
    assert loaded.problems == ()
    events = loaded.chronology.events
    assert len(events) == COUNT
    assert len({event.id for event in events}) == COUNT
    assert {event.title for event in events} == set(map(str, range(COUNT)))
    for one, other in pairwise(events):
        assert one.date is not None
        assert other.date is not None
        assert one.date.earliest is not None
        assert other.date.earliest is not None
        assert (one.date.earliest, one.origin.line) < (other.date.earliest, other.origin.line)


def test_a_string_of_100_mb_below_the_limit() -> None:
    size = 100_000_000
    data = b'[[events]]\ndate = 2024-08-07\ntitle = "T"\nsummary = "' + b"x" * size + b'"\n'
    loaded = load_bytes(data, "large.toml")
    assert loaded.problems == ()
    assert len(loaded.chronology.events[0].summary) == size
