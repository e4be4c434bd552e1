"""Cached results of earlier queries never change a result."""

from __future__ import annotations

import datetime
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_against_oracle import chronologies, nodes

from timeline_tui.dates import DateContext, masks, may_overlap, parse_edtf
from timeline_tui.errors import QueryError
from timeline_tui.model import Chronology, Event
from timeline_tui.query import Node, Query, parse
from timeline_tui.store import QueryCancelled, Store, date_bounds, evaluate

TODAY = datetime.date(2024, 8, 8)


def found(store: Store, text: str) -> list[str] | None:
    try:
        query = parse(text, DateContext(TODAY), live=True)
    except QueryError:
        return None
    return [event.id for event in store.view(query)]


typed = st.text('annorsk :-"b', max_size=12)


@given(chronologies, st.lists(typed, min_size=1, max_size=4))
def test_a_typed_filter_finds_the_same_as_a_pasted_one(chronology: Chronology, texts: list[str]) -> None:
    store = Store(chronology)
    with patch("timeline_tui.store.event_indexes._KEPT", 3):
        for text in texts:
            for end in range(len(text) + 1):
                assert found(store, text[:end]) == found(Store(chronology), text[:end]), text[:end]


@given(chronologies, nodes)
def test_both_ways_to_find_the_ends_agree(chronology: Chronology, node: Node) -> None:
    store = Store(chronology)
    few = store.view(Query("", node)).ends
    with patch.object(date_bounds, "_FEW", 0):
        assert store.view(Query("", node)).ends == few
        store.bounds.warm()
        assert store.view(Query("", node)).ends == few


@pytest.mark.parametrize("query", ["word", "-word", "title:word", "word OR other", "(word other)"])
def test_an_outdated_query_is_cancelled(query: str) -> None:
    date = parse_edtf("2024")
    store = Store(Chronology(tuple(Event(str(n), date, "word") for n in range(50))))
    answers = iter([False, False, True])
    with patch.object(evaluate, "_AT_A_TIME", 10), pytest.raises(QueryCancelled):
        store.view(parse(query, DateContext(TODAY)), lambda: next(answers))
    assert len(store.searches) == 0
    assert len(store.view(parse("word", DateContext(TODAY)))) == 50


def test_a_query_over_dates_with_gaps_is_cancelled() -> None:
    date = parse_edtf("[1667,1760]")
    store = Store(Chronology(tuple(Event(str(n), date, "word") for n in range(500))))
    answers = iter([False, False, True])
    with pytest.raises(QueryCancelled):
        store.view(parse("date:1700", DateContext(TODAY)), lambda: next(answers))
    assert len(store.view(parse("date:1700", DateContext(TODAY)))) == 0
    assert len(store.view(parse("date:1667", DateContext(TODAY)))) == 500


def test_members_of_a_set_out_of_range_are_not_expanded() -> None:
    date = parse_edtf(f"[{','.join(f'1{n:02}X-0X-1X' for n in range(83))}]")
    within = parse_edtf("1825-03-11")
    with patch.object(masks, "members", wraps=masks.members) as looked:
        assert may_overlap(date, within.earliest, within.latest)
    assert looked.call_count == 1
