"""The week of a day, and the time since another event, in words."""

from __future__ import annotations

import pytest

from timeline_tui.dates import parse_edtf
from timeline_tui.export.phrases import ASCII, UNICODE, since, week
from timeline_tui.model import Event


def event(date: str) -> Event:
    return Event("x", parse_edtf(date) if date else None, "Title")


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2024-08-07", "week 32"),
        ("2024-08-07?", "week 32"),
        ("2024-12-30", "week 1 of 2025"),
        ("1583-01-01", "week 52 of 1582"),
        ("1582-12-31", ""),
        ("2024-08-07~", ""),
        ("2024-08-07T10:00:00Z", ""),
        ("2024-08", ""),
        ("2024-08-XX", ""),
        ("2024-08-06/2024-08-10", ""),
        ("[2024-08-06,2024-08-07]", ""),
        ("", ""),
    ],
)
def test_a_day_has_its_iso_week(date: str, shown: str) -> None:
    assert week(event(date)) == shown


def test_the_time_since_the_previous_event() -> None:
    assert since(event("2024-08-04"), event("2024-08-07"), UNICODE) == "3 days after the previous event shown"
    assert since(event("199X"), event("201X"), ASCII) == "10 - 30 years after the previous event shown"
    assert since(event(""), event("2024"), UNICODE) == ""
