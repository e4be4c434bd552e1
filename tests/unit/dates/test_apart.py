"""How long after one date another begins: no more precisely than both are known."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.dates import parse_edtf
from timeline_tui.dates.apart import WIDTH, apart
from timeline_tui.dates.calendar import civil_from_days, iso_week


@pytest.mark.parametrize(
    ("earlier", "later", "short", "words"),
    [
        ("2024-08-04", "2024-08-07", "+3 d", "3 days after"),
        ("2024-08-07", "2024-08-08", "+1 d", "1 day after"),
        ("2024-08-07", "2024-08-07", "", "the same day as"),
        ("2023", "2024", "+1 y", "1 year after"),
        ("2024-06", "2024-08", "+2 mo", "2 months after"),
        ("2022-03", "2024-08", ">2 y", "more than 2 years after"),
        ("2024-01-31", "2024-08-30", ">6 mo", "more than 6 months after"),
        ("2020-01-01", "2024-01-01", "+4 y", "4 years after"),
        ("2024-08-07T10:00:00Z", "2024-08-07T10:00:05Z", "+5 s", "5 seconds after"),
        ("2024-08-07T10:00Z", "2024-08-07T10:25Z", "+25 min", "25 minutes after"),
        ("2024-08-07T10:00Z", "2024-08-07T12:30Z", ">2 h", "more than 2 hours after"),
        ("2024-08-07T10:00Z", "2024-08-09T12:30Z", "+2 d", "2 days after"),
        # known less well
        ("2024-08-07", "2024-09", "~+1 mo", "about 1 month after"),
        ("1914~", "1918", "~+4 y", "about 4 years after"),
        ("1914", "1918?", "~+4 y", "about 4 years after"),
        ("199X", "201X", "+11-29 y", "11 – 29 years after"),
        ("2024-08-07T10:00Z", "2024-08-09", "~+2 d", "about 2 days after"),
        ("[1667,1670]", "1690", "+20-23 y", "20 – 23 years after"),
        ("0079-08-24?", "01XX", "~21-120 y", "about 21 – 120 years after"),
        ("2001-24", "2003-05", "~1-2 y", "about 1 – 2 years after"),
        ("Y-13E9", "Y-12E9", "+1G y", "1,000,000,000 years after"),
        ("Y-130000S2", "-0100", "~+135K y", "129,900 – 139,899 years after"),
        # from beginning to beginning
        ("2024-08-06/2024-08-10", "2024-08-09", "+3 d", "3 days after"),
        ("{1667,1670}", "1690", "+23 y", "23 years after"),
        # far away
        ("Y-13800000000", "2024", "+13.8G y", "13,800,002,024 years after"),
    ],
)
def test_told(earlier: str, later: str, short: str, words: str) -> None:
    found = apart(parse_edtf(earlier), parse_edtf(later))
    assert found is not None
    assert (found.short, found.words()) == (short, words)
    assert found.words(ascii=True).isascii()


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2024-08", "2024-08-07"),  # perhaps the same day, perhaps later
        ("2024", "2024-08-07"),
        ("1914~", "1914"),
        ("../2024", "2024"),
        ("[1667..]", "1690"),
        ("2024-08-07/2024-08-01", "2024-08-09"),
    ],
)
def test_not_known(earlier: str, later: str) -> None:
    assert apart(parse_edtf(earlier), parse_edtf(later)) is None


def test_without_a_date() -> None:
    assert apart(None, parse_edtf("2024")) is None
    assert apart(parse_edtf("2024"), None) is None


def test_hours_of_a_day_with_fewer() -> None:
    before, after = parse_edtf("2024-03-31T01:00"), parse_edtf("2024-03-31T04:00")
    found, real = apart(before, after), apart(before, after, ZoneInfo("Europe/Berlin"))
    assert found is not None
    assert real is not None
    assert (found.short, real.short) == ("+3 h", "+2 h")


@given(st.integers(-(10**6), 10**6), st.integers(0, 10**5))
def test_days_are_counted_whole_and_never_beyond(first: int, days: int) -> None:
    texts = []
    for at in (first, first + days):
        year, month, day = civil_from_days(at)
        if not -9999 <= year <= 9999:
            return
        texts.append(f"{'-' * (year < 0)}{abs(year):04}-{month:02}-{day:02}")
    found = apart(parse_edtf(texts[0]), parse_edtf(texts[1]))
    assert found is not None
    assert found.least == found.most
    length = {"d": (1, 1), "mo": (28, 31), "y": (365, 366)}[found.unit]
    assert found.most * length[0] <= days
    assert days < (found.most + 1) * length[1]
    assert found.over or found.unit == "d" or texts[0][-2:] == texts[1][-2:] or texts[0][-2:] > "28"


years = st.integers(0, 10**11 - 1).map(
    lambda year: f"Y-{year}" if year > 9999 else f"-{year:04}" if year else "0001"
)


@given(years, years)
def test_never_wider_than_its_column(one: str, other: str) -> None:
    first, second = sorted((parse_edtf(one), parse_edtf(other)), key=lambda date: date.sort_key)
    found = apart(first, second)
    assert found is not None
    assert len(found.short) <= WIDTH


@given(st.dates())
def test_weeks_are_those_of_iso_8601(day: object) -> None:
    import datetime

    assert isinstance(day, datetime.date)
    year, week, _ = day.isocalendar()
    if year > 0:
        assert iso_week(day.toordinal() - datetime.date(1970, 1, 1).toordinal()) == (year, week)
