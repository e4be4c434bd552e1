"""Dates as TOML gives them: precision as written, and no number taken for a date."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta, timezone

import pytest

from timeline_tui.dates import Precision, from_toml
from timeline_tui.errors import DateError

PLUS_2 = timezone(timedelta(hours=2))


def test_dates_and_times() -> None:
    assert from_toml(date(2024, 8, 7)).text == "2024-08-07"
    assert from_toml("2024-08~").approximate
    naive = from_toml(datetime(2024, 8, 7, 14, 30))
    assert (naive.text, naive.precision) == ("2024-08-07T14:30:00", Precision.SECOND)
    aware = from_toml(datetime(2024, 8, 7, 14, 30, tzinfo=PLUS_2))
    assert aware.text == "2024-08-07T14:30:00+02:00"
    assert aware.earliest == int(datetime(2024, 8, 7, 14, 30, tzinfo=PLUS_2).timestamp())


def test_the_source_text_keeps_the_precision() -> None:
    value = datetime(2024, 8, 7, 14, 30, tzinfo=PLUS_2)
    assert from_toml(value, "2024-08-07 14:30+02:00").precision is Precision.MINUTE
    assert from_toml(value, "2024-08-07t14:30:00.123456789z").text == "2024-08-07T14:30:00.123456789Z"
    assert from_toml(value, "nonsense").text == "2024-08-07T14:30:00+02:00"


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (2024, 'write date = "2024"'),
        (79, '"0079"'),
        (-44, 'write date = "-0044", or date = "-0043" if 44 BC is meant'),
        (-1, '"0000" if 1 BC'),
        (-17000, '"Y-17000", or date = "Y-16999" if 17000 BC'),
        (-10000, '"Y-10000", or date = "-9999" if 10000 BC'),
        (20000, 'date = "Y20000"'),
        (202408, 'date = "2024-08"'),
        (20240807, "date = 2024-08-07"),
        pytest.param(10**5000, "a number is no date", id="5,000 digits"),
        (2024.08, 'date = "2024-08"'),
        (math.nan, "a number is no date"),
        (math.inf, "a number is no date"),
        (True, "true and false"),
        (time(14, 30), "date = 2024-08-07T14:30:00"),
        ([2024], "not a list"),
        ({"year": 2024}, "not a table"),
        (None, "NoneType"),
    ],
)
def test_whatever_is_no_date_is_refused_with_the_way_out(value: object, hint: str) -> None:
    with pytest.raises(DateError) as caught:
        from_toml(value)
    assert hint in caught.value.reason


def test_the_month_of_a_number_is_read_from_its_source() -> None:
    with pytest.raises(DateError, match='"2024-10"'):
        from_toml(2024.1, "2024.10")
