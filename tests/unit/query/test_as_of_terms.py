"""`known:` in a query: its place, its days, and adding one to a text."""

from __future__ import annotations

import datetime

import pytest

from timeline_tui.dates import DateContext
from timeline_tui.errors import QueryError
from timeline_tui.query import Query, known_only, parse, with_known

TODAY = datetime.date(2024, 8, 8)


def read(text: str, *, live: bool = False) -> Query:
    return parse(text, DateContext(TODAY), live=live)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("known:2024-08-07", ["2024-08-07"]),
        ("known:(2024-08-07)", ["2024-08-07"]),
        ("known:yesterday", ["2024-08-07"]),
        ('known:"7 aug 2024"', ["2024-08-07"]),
        ("known:2024-08..2024-09-01", ["2024-08", "2024-09-01"]),
        ("(known:2024) (a OR b)", ["2024"]),
        ("a known:2024-08-07 b", ["2024-08-07"]),
    ],
)
def test_days(text: str, days: list[str]) -> None:
    known = read(text).known
    assert known is not None
    assert [date.text for date in (known.earlier, known.date) if date is not None] == days
    assert not known.certain


def test_known_terms_are_not_in_the_tree() -> None:
    assert read("known:2024").root is None
    both, alone = read("known:2024 claim:x").root, read("claim:x").root
    assert type(both) is type(alone)
    certain = read("known!:2024").known
    assert certain is not None
    assert certain.certain


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("-known:2024", "applies to the whole query"),
        ("-(a known:2024)", "applies to the whole query"),
        ("a OR known:2024", "applies to the whole query"),
        ("known:2024 a OR b", "applies to the whole query"),
        ("(known:2024 OR a) b", "applies to the whole query"),
        ("known:2024 known:2025", "only once"),
        ("known:2025..2024", "write 2024..2025"),
        ("known:2024..2024", "not after the first"),
        ("known:2024..", "takes a day, or two"),
        ("known:2024/..", "has no end"),
        ("known:soon", "not understood"),
        ("known:=2024", "takes no '='"),
    ],
)
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message.replace("(", r"\(")):
        read(text)


@pytest.mark.parametrize("text", ["known:", "known:2024-0", "known:2024..", "a known:"])
def test_an_unfinished_known_term_hides_nothing(text: str) -> None:
    query = read(text, live=True)
    assert query.pending is not None
    assert query.known is None


@pytest.mark.parametrize(
    ("text", "days", "result"),
    [
        ("", "2024", "known:2024 "),
        ("claim:x", "2024..2025", "known:2024..2025 claim:x"),
        ("a OR b", "2024", "known:2024 (a OR b)"),
        ("a known!:2023 b", "2024", "known:2024 a b"),
        ("a known:2023", "", "a"),
        ("known:2023", "", ""),
        ("a OR b", "", "a OR b"),
        ("claim:", "2024", "known:2024 "),
    ],
)
def test_with_known_sets_the_days_of_a_query(text: str, days: str, result: str) -> None:
    assert with_known(text, days) == result
    read(result)


def test_known_only_keeps_nothing_but_the_known_term() -> None:
    assert known_only("a known!:2023 b") == "known!:2023 "
    assert known_only("a b") == ""
    assert known_only("a OR b") == ""
