"""The store of a day is built once for all its views, and freed with the last of them."""

from __future__ import annotations

import datetime
import gc
from weakref import ref

import pytest

from timeline_tui.dates import DateContext, parse_edtf
from timeline_tui.model import Chronology, Event, Source
from timeline_tui.query import parse
from timeline_tui.store import QueryCancelled, Store

TODAY = datetime.date(2024, 8, 8)


def store() -> Store:
    return Store(
        Chronology(events=tuple(Event(f"e{n}", parse_edtf(f"2024-08-0{n}"), "x") for n in range(1, 9)))
    )


def test_the_store_of_a_day_is_cached_and_freed() -> None:
    whole = store()
    gc.disable()  # it must be freed without a garbage collection
    try:
        first = whole.view(parse("known:2024-08-05", DateContext(TODAY)))
        again = whole.view(parse("known:2024-08-05 x", DateContext(TODAY)))
        between = whole.view(parse("known:2024-08-03..2024-08-05", DateContext(TODAY)))
        assert first.store is again.store is between.store
        assert len(first) == len(again) == 5
        assert [event.id for event in between] == ["e4", "e5"]
        _ = first.store.ids, first.store.texts("text"), first.store.index("kind")
        kept = ref(first.store)
        del first, again, between
        assert kept() is None
    finally:
        gc.enable()


def test_building_the_store_of_a_day_can_be_cancelled() -> None:
    with pytest.raises(QueryCancelled):
        store().view(parse("known:2024-08-05", DateContext(TODAY)), lambda: True)


def test_sources_that_may_be_later_are_not_certainly_known() -> None:
    sources = {"s": Source("s", "Report", published=parse_edtf("2024-08"))}
    event = Event("e", parse_edtf("2024-08-01"), "x")
    whole = Store(Chronology(events=(event,), sources=sources))
    assert set(whole.view(parse("known:2024-08-05", DateContext(TODAY))).store.chronology.sources) == {"s"}
    assert set(whole.view(parse("known!:2024-08-05", DateContext(TODAY))).store.chronology.sources) == set()


def test_a_query_without_a_day_builds_no_store() -> None:
    whole = store()
    assert whole.view(parse("x", DateContext(TODAY))).day is None
    assert "_days" not in vars(whole)
