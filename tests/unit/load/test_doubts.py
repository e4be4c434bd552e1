"""What is reported of a date that is odd."""

from __future__ import annotations

import pytest

from timeline_tui.load import load_bytes


@pytest.mark.parametrize(
    ("zone", "date", "message", "hint"),
    [
        (
            "Europe/Berlin",
            "2024-10-27T02:30~",
            "2024-10-27T02:30~ came twice in Europe/Berlin: at +02:00 and at +01:00",
            "write 2024-10-27T02:30+02:00~ or 2024-10-27T02:30+01:00~",
        ),
        (
            "Europe/Dublin",
            "1916-10-01T02:30",
            "1916-10-01T02:30 came twice in Europe/Dublin: at +00:34:39 and at +00:00",
            "nothing can say which: an offset is written in whole minutes",
        ),
    ],
)
def test_a_time_that_came_twice_names_both_offsets(zone: str, date: str, message: str, hint: str) -> None:
    text = f'[timeline]\ntimezone = "{zone}"\n[[events]]\ndate = "{date}"\ntitle = "a"\n'
    (problem,) = load_bytes(text.encode()).problems
    assert (problem.code, problem.message, problem.hint) == ("came-twice", message, hint)
