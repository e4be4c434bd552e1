"""Days and months of any year."""

from __future__ import annotations

import pytest

from timeline_tui.dates.yearly import Yearly


@pytest.mark.parametrize(
    ("asked", "date", "certain"),
    [
        ("XXXX-0X-1X", "2024-0X-1X", True),  # ten days that follow one another are one span
        ("XXXX-XX-1X", "2024-0X-1X", True),
        ("XXXX-0X", "2024-0X-1X", True),
        ("XXXX-0X-1X", "2024-XX-1X", False),  # it may be in December
        ("XXXX-02-29", "2023-02-XX", False),
    ],
)
def test_a_date_with_gaps_certainly_lies_on_days_of_any_year(asked: str, date: str, certain: bool) -> None:
    assert Yearly(asked).meets(date, certain=True) is certain
