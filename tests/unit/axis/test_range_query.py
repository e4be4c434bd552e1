"""A picked range as a query."""

from __future__ import annotations

import pytest

from timeline_tui.axis.range_query import date_range
from timeline_tui.dates.calendar import DAY, days_from_civil


def at(year: int, month: int = 1, day: int = 1, second: int = 0) -> int:
    return days_from_civil(year, month, day) * DAY + second


@pytest.mark.parametrize(
    ("first", "end", "cell", "text"),
    [
        (at(2024, 8, 6), at(2024, 8, 9), 3600, "2024-08-06..2024-08-08"),
        (at(2024, 8, 6, 3700), at(2024, 8, 8, 3700), DAY, "2024-08-06..2024-08-08"),
        (at(2024, 8, 6, 3700), at(2024, 8, 6, 3720), 1, "2024-08-06T01:01:40..2024-08-06T01:01"),
        (at(1667, 6), at(1667, 7), 1, "1667-06"),
        (at(1667), at(1669), 60, "1667..1668"),
        (at(-43), at(1661), 90 * DAY, "44 BC..1660"),
        (at(-43, 3, 15), at(-43, 3, 16), 1, "15 Mar 44 BC"),
        (at(-43, 3), at(-43, 4), 1, "Mar 44 BC"),
        (at(-13_800_000_000), at(12_000), DAY, "13800000001 BC..Y11999"),
    ],
)
def test_a_range_becomes_a_query(first: int, end: int, cell: int, text: str) -> None:
    assert date_range(first, end, cell) == text
