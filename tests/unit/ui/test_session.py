"""The browser's session: the selection survives filters and reloads, and is always valid."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.dates import parse_edtf
from timeline_tui.dates.value import BEYOND
from timeline_tui.errors import DateError, QueryError
from timeline_tui.model import Chronology, Event
from timeline_tui.store import Store
from timeline_tui.ui.session import Period, Session, day_of, month_of

TODAY = datetime.date(2024, 8, 8)
DATES = (
    "../2023",
    "2024-01-05",
    "2024-01-05",
    "2024-01-09T10:00:00Z",
    "2024-02~",
    "2024-02-03",
    "2024-04",
    "",
)


def replace(one: Session, store: Store) -> None:
    """Reload: evaluate the current filter in the new store, then replace the old store."""
    one.replace(store, store.view(one.view.query))


def events(*dates: str) -> tuple[Event, ...]:
    return tuple(Event(f"e{n}", parse_edtf(d) if d else None, f"title{n}") for n, d in enumerate(dates))


def session(*dates: str) -> Session:
    return Session(Store(Chronology(events=events(*(dates or DATES)))), lambda: TODAY)


def filtered(of: Session, text: str) -> Session:
    of.show(of.store.view(of.parse(text)))
    return of


def test_at_the_start() -> None:
    one = session()
    assert one.row == 0
    assert one.event is not None
    assert one.event.id == "e0"


def test_the_choice_survives_a_filter() -> None:
    one = session()
    one.choose(3)
    filtered(one, "title5 OR title6")
    assert one.event is not None
    assert one.event.id == "e5"
    filtered(one, "title0")
    assert one.event.id == "e0"
    filtered(one, "")
    assert one.row == 3


def test_a_filter_without_matches() -> None:
    one = filtered(session(), "zzz")
    assert one.event is None
    assert one.row == 0
    one.choose(0)
    assert one.toggle_mark() is None
    assert one.row_of_next_mark(1) is None
    for step in (1, -1):
        assert one.row_of_next_period(step, day_of) is None
    assert one.row_at("2024")[0] == 0


def test_a_store_without_events() -> None:
    one = Session(Store(Chronology()), lambda: TODAY)
    assert one.event is None
    assert one.row == 0
    assert one.row_at("2024-01-01")[0] == 0


def test_an_error_is_kept_until_the_query_is_valid() -> None:
    one = session()
    assert one.parse("actr:x") is None
    assert one.fault is not None
    assert one.parse("actor:x") is not None
    assert one.fault is None


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("2024-01-05", 1),
        ("2024-01-06", 3),
        ("2024-02", 4),
        ("2024-02-03", 5),
        ("2024-03", 6),
        ("1066", 0),
        ("44 BC", 0),
        ("9999", 6),
        ("today", 6),
    ],
)
def test_going_to_a_date(text: str, row: int) -> None:
    assert session().row_at(text)[0] == row


def test_going_to_an_invalid_date() -> None:
    with pytest.raises(DateError):
        session().row_at("31 feb")


def test_days_and_months() -> None:
    one = session()
    found = []
    while (row := one.row_of_next_period(1, month_of)) is not None:
        one.choose(row)
        found.append(row)
    assert found == [1, 4, 6, 7]
    back = []
    while one.row:
        row = one.row_of_next_period(-1, day_of)
        assert row is not None
        one.choose(row)
        back.append(row)
    assert back == [6, 5, 4, 3, 1, 0]


def row_by_row(one: Session, step: int, of: Callable[[Event], object]) -> int | None:
    """A slow and simple version of `row_of_next_period`."""
    rows, at = one.view, one.row
    if not len(rows):
        return None
    here = of(rows[at])
    while 0 <= at < len(rows) and of(rows[at]) == here:
        at += step
    if step < 0:
        if at < 0:
            return 0
        while at > 0 and of(rows[at - 1]) == of(rows[at]):
            at -= 1
    return at if at < len(rows) else None


@given(
    st.lists(
        st.sampled_from([*DATES, "../1999", "1999-12", "2024-03/..", "/2024", "-0044-03-15"]), max_size=12
    ),
    st.sampled_from(["", "title1", "-title2", "has:date"]),
    st.integers(0, 11),
    st.sampled_from([1, -1]),
    st.sampled_from([day_of, month_of]),
)
def test_periods_are_those_found_row_by_row(
    dates: list[str], text: str, row: int, step: int, of: Callable[[Event], Period]
) -> None:
    made = events(*dates)
    last = (BEYOND + 1, 0, 0)
    ordered = tuple(sorted(made, key=lambda event: last if event.date is None else event.date.sort_key))
    one = Session(Store(Chronology(events=ordered)), lambda: TODAY)
    filtered(one, text).choose(row)
    assert one.row_of_next_period(step, of) == row_by_row(one, step, of)


def test_a_full_day_is_stepped_over_at_once() -> None:
    dates = [parse_edtf(text) for text in ("2024-01-05", "2024-01-06")]
    full = [Event(f"e{n}", dates[n == 9_999], "t") for n in range(10_000)]
    one = Session(Store(Chronology(events=tuple(full))), lambda: TODAY)
    examined = []

    def of(event: Event) -> Period:
        examined.append(event)
        return day_of(event)

    assert one.row_of_next_period(1, of) == 9_999
    one.choose(9_999)
    assert one.row_of_next_period(-1, of) == 0
    assert len(examined) < 200


def test_marks_go_round() -> None:
    one = session()
    for row in (1, 4):
        one.choose(row)
        assert one.toggle_mark() is True
    one.choose(0)
    assert one.row_of_next_mark(1) == 1
    assert one.row_of_next_mark(-1) == 4
    one.choose(4)
    assert one.row_of_next_mark(1) == 1
    assert one.toggle_mark() is False
    assert one.row_of_next_mark(1) == 1
    filtered(one, "title6")
    assert one.row_of_next_mark(1) is None


def test_a_reload_keeps_what_is_still_there() -> None:
    one = filtered(session(), "title")
    one.choose(2)
    one.toggle_mark()
    one.choose(5)
    one.toggle_mark()
    without = tuple(event for event in one.store.events if event.id != "e2")
    replace(one, Store(Chronology(events=without)))
    assert one.event is not None
    assert one.event.id == "e5"
    assert list(one.marks) == ["e2", "e5"]  # a mark is kept until its event returns
    assert one.text == "title"


def test_a_reload_without_the_chosen_event() -> None:
    one = session()
    one.choose(3)
    replace(one, Store(Chronology(events=one.store.events[:3])))
    assert one.event is not None
    assert one.event.id == "e2"
    replace(one, Store(Chronology()))
    assert one.event is None
    replace(one, Store(Chronology(events=events("2024"))))
    assert one.event is not None


@given(
    st.lists(
        st.sampled_from(["title1", "title5 OR title2", "zzz", "", "date:2024-02", "-title3"]), max_size=5
    ),
    st.integers(-2, 9),
)
def test_the_cursor_stays_within_the_view(texts: list[str], row: int) -> None:
    one = session()
    one.choose(row)
    chosen = one.chosen
    for text in texts:
        filtered(one, text)
        assert 0 <= one.row < max(1, len(one.view))
        assert (one.event is None) == (len(one.view) == 0)
    assert filtered(one, "").event is not None
    assert one.chosen == chosen


def test_days_of_knowledge_do_not_depend_on_the_cursor() -> None:
    one = Session(Store(Chronology(events=events(*DATES))), lambda: TODAY)
    assert one.days("8 aug") == "2024-08-08"
    assert one.days("8 aug 2024..9 aug 2024") == "2024-08-08..2024-08-09"
    assert one.days("yesterday") == "2024-08-07"
    with pytest.raises(QueryError):
        one.days("soon")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("", ""),
        ("a", ""),
        ("known:2024", ""),
        ("known:2024 ", ""),
        ("known:2024 a", "known:2024 "),
        ("a OR b", ""),
    ],
)
def test_a_step_back_leaves_the_day_first(text: str, left: str) -> None:
    one = Session(Store(Chronology(events=events(*DATES))), lambda: TODAY)
    one.parse(text)
    assert one.cleared() == left


def test_the_cursor_moves_to_the_nearest_event_known_on_the_day() -> None:
    one = Session(Store(Chronology(events=events("2024-01-05", "2024-02-03", "2024-04"))), lambda: TODAY)
    one.choose(2)
    one.show(one.store.view(one.parse("known:2024-02-03")))
    assert [event.id for event in one.view] == ["e0", "e1"]
    assert one.row == 1
    one.show(one.store.view(one.parse("")))
    assert one.row == 2
    assert one.view.store.whole is one.store
