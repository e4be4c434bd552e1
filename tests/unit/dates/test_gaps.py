"""Where a date with gaps may lie, and where it certainly does."""

from __future__ import annotations

from itertools import islice

import pytest

from timeline_tui.dates import certainly_within, may_overlap, parse_edtf
from timeline_tui.dates.calendar import DAY, civil_from_days


@pytest.mark.parametrize(
    ("text", "within", "may", "certainly"),
    [
        ("[1667,1760..1762]", "1667", True, False),
        ("[1667,1760..1762]", "1700", False, False),
        ("[1667,1760..1762]", "1761-06", True, False),
        ("[1667,1760..1762]", "1763", False, False),
        ("[1667,1760..1762]", "1667/1762", True, True),
        ("{1667,1760..1762}", "1667", True, False),
        ("{1667,1760..1762}", "1700", False, False),
        ("{1667,1760..1762}", "1600/1799", True, True),
        ("[1667,1760?]", "1600/1799", True, False),
        ("[..1667,1760]", "1500", True, False),
        ("[..1667,1760]", "1700", False, False),
        ("[..1667,1760]", "../1760", True, True),
        ("{1667,1760..}", "2024", True, False),
        ("{1667,1760..}", "1700/1710", False, False),
        ("[1667,1668]", "1667/1668", True, True),
        ("156X-12-25", "1565-06", False, False),
        ("156X-12-25", "1565-12", True, False),
        ("156X-12-25", "1565-12-24", False, False),
        ("156X-12-25", "156X", True, True),
        ("156X-12-25", "1570", False, False),
        ("XXXX-12-XX", "2024-11", False, False),
        ("XXXX-12-XX", "2024-12", True, False),
        ("XXXX-02-29", "2023", False, False),
        ("XXXX-02-29", "2024", True, False),
        ("1560-XX-31", "1560-06", False, False),
        ("1560-XX-31", "1560-07", True, False),
        ("1984-1X", "1984-11", True, False),
        ("1984-1X", "1984-09", False, False),
        ("1984-1X", "1984", True, True),
        ("1XX3", "1904/1912", False, False),
        ("156X-24", "1561-01", True, False),
        ("156X-24", "1560-01/1560-11", False, False),
        ("156X-24", "1570-02", True, False),
        ("[156X-12-25,1580]", "1570/1579", False, False),
        ("1950S2", "1912", True, False),
        ("1950S2", "19XX", True, True),
        ("2004-06~-11", "2004-06-11", True, False),
    ],
)
def test_may_and_certainly(text: str, within: str, may: bool, certainly: bool) -> None:
    date, span = parse_edtf(text), parse_edtf(within)
    assert may_overlap(date, span.earliest, span.latest) is may
    assert certainly_within(date, span.earliest, span.latest) is certainly


@pytest.mark.parametrize(
    ("text", "count", "first", "last"),
    [
        ("1667", 1, "1667-01-01", "1668-01-01"),
        ("[1667,1668]", 1, "1667-01-01", "1669-01-01"),
        ("[1667,1670..1672,1671-05]", 2, "1667-01-01", "1673-01-01"),
        ("156X-12-25", 10, "1560-12-25", "1569-12-26"),
        ("15XX-12-25", 100, "1500-12-25", "1599-12-26"),
        ("XXXX-12-XX", 10_000, "0000-12-01", "10000-01-01"),
        ("1XXX-XX", 1, "1000-01-01", "2000-01-01"),
        ("2004-XX-31", 7, "2004-01-31", "2005-01-01"),
        ("2004-0X-1X", 9, "2004-01-10", "2004-09-20"),
        ("{1667-05,1667-05-03,1760}", 2, "1667-05-01", "1761-01-01"),
    ],
)
def test_the_spans(text: str, count: int, first: str, last: str) -> None:
    spans = list(islice(parse_edtf(text).spans, 20_000))
    assert len(spans) == count
    assert day(spans[0][0]) == first
    assert day(spans[-1][1]) == last


def test_sets_say_whether_one_or_all_is_meant() -> None:
    one, every, plain = parse_edtf("[1667,1668]"), parse_edtf("{1667,1668}"), parse_edtf("1667")
    assert (one.one_of, one.all_of) == (True, False)
    assert (every.one_of, every.all_of) == (False, True)
    assert (plain.one_of, plain.all_of) == (False, False)


def day(second: int | None) -> str:
    assert second is not None
    year, month, of_month = civil_from_days(second // DAY)
    return f"{year:04}-{month:02}-{of_month:02}"
