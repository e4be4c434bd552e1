"""Dates with open digits take few steps, whatever is asked of them: counted, for a clock depends on the machine."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from often import often

from timeline_tui.axis import Window
from timeline_tui.axis.sparse_dates import SparseDates, cells_of, parts_of
from timeline_tui.dates import Date, DateContext, masks, may_overlap, parse_edtf, read_human, sets, spans
from timeline_tui.errors import DateError

DAYS = ",".join([f"XXXX-XX-{day:02}" for day in range(1, 32)])
SLOW = (
    "XXXX-XX-1X", "[XXXX-XX-0X,XXXX-XX-1X,XXXX-XX-2X]", "[XXXX-XX-0X,XXXX-XX-1X,XXXX-XX-2X,XXXX-XX-3X]",
    "{XXXX-XX-0X,XXXX-XX-1X,XXXX-XX-2X,XXXX-XX-3X}", f"[{DAYS}]", f"[{DAYS},-{DAYS.replace(',', ',-')}]",
    "[1XXX-XX-0X,1XXX-XX-1X,1XXX-XX-2X,1XXX-XX-3X]", "[XXXX-0X,XXXX-1X]", "[XXXX-21,XXXX-22,XXXX-23,XXXX-24]",
    "[19XX-XX-0X,19XX-XX-1X,19XX-XX-2X,19XX-XX-3X]", "XXXX-12-25", "XXXX-XX-3X", "-XXXX-0X-3X", "156X-12-25",
)  # fmt: skip
DAY = 86_400
FEW = 2 * spans.MOST_STEPS
"""Steps that all questions in a test may take: a walk through the date, and what is asked of single spans."""


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many spans were made; nothing is remembered from earlier tests."""
    count = [0]
    make = masks._span

    def counted(year: int, month: int | None, day: int | None) -> tuple[int, int] | None:
        count[0] += 1
        return make(year, month, day)

    for cached in (masks.hull, sets.members, spans.have_gaps, parts_of):
        cached.cache_clear()
    SparseDates.__init__.__globals__["_each"].cache_clear()
    monkeypatch.setattr(masks, "_span", counted)
    return count


def ask(text: str) -> Date:
    """Everything that is asked of a date."""
    date = parse_edtf(text)
    may_overlap(date, 0, DAY)
    may_overlap(date, -50 * 365 * DAY, -49 * 365 * DAY)
    for window in (Window(0, DAY, 100), Window(-800 * 365 * DAY, 365 * DAY, 100)):
        SparseDates({0: text}).placed(window)
        cells_of(text, window)
    parts_of(text, 1000)
    return date


@pytest.mark.parametrize("text", SLOW)
def test_few_steps(text: str, steps: list[int]) -> None:
    date = ask(text)
    assert date.text == text
    assert date.earliest is not None
    assert date.latest is not None
    assert steps[0] <= FEW


@pytest.mark.parametrize("text", SLOW)
def test_few_steps_as_a_query(text: str, steps: list[int]) -> None:
    assert read_human(text, DateContext(datetime.date(2024, 8, 8))).date.text == text
    assert steps[0] <= FEW


digits = st.sampled_from("0123X")
masked = st.builds(
    lambda year, month, day: "-".join(filter(None, [year, month, day])),
    st.text(digits, min_size=4, max_size=4),
    st.sampled_from(["XX", "0X", "1X", "X1", "12"]),
    st.sampled_from(["", "XX", "0X", "1X", "2X", "3X", "X1", "25"]),
)


@often(60)
@given(st.lists(masked, min_size=1, max_size=12), st.sampled_from(["[]", "{}"]))
def test_few_steps_whatever_is_open(members: list[str], signs: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        count = [0]
        make = masks._span

        def counted(year: int, month: int | None, day: int | None) -> tuple[int, int] | None:
            count[0] += 1
            return make(year, month, day)

        patch.setattr(masks, "_span", counted)
        text = members[0] if len(members) == 1 else f"{signs[0]}{','.join(members)}{signs[1]}"
        try:
            ask(text)
        except DateError:
            return
        assert count[0] <= FEW


@pytest.mark.parametrize("text", SLOW)
def test_gaps_are_known_to_queries_however_many(text: str) -> None:
    date = parse_edtf(text)
    if text == "XXXX-XX-1X":
        assert not may_overlap(date, 0, DAY)
        assert may_overlap(date, 9 * DAY, 10 * DAY)
    assert not spans.too_open("XXXX-12-25")
    assert spans.too_open(text) == (text not in ("XXXX-12-25", "156X-12-25"))
