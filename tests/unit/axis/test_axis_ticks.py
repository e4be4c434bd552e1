"""Ticks: in order, apart, and correct: the time that a label names begins in its cell."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from often import often

from timeline_tui.axis import Window, context, ticks
from timeline_tui.axis.density import CellCounts
from timeline_tui.axis.rows import draw
from timeline_tui.axis.ticks import year_tick
from timeline_tui.dates.calendar import DAY, civil_from_days, days_from_civil
from timeline_tui.dates.names import MONTHS

YEAR = 31_556_952
cells = st.sampled_from([1, 60, 3600, DAY, 30 * DAY, YEAR]) | st.integers(0, 16).flatmap(
    lambda n: st.integers(10**n, 10 ** (n + 1))
)
widths = st.integers(1, 250)


def first_seconds(cell: int) -> st.SearchStrategy[int]:
    """Beginnings of windows, including AD 1 and round years before it."""
    round_years = st.sampled_from([1, 0, -499, -999, -43, 2024, 1970, -65_999_999, -13_799_999_999])
    about = round_years.map(lambda year: days_from_civil(year) * DAY)
    return st.tuples(about, st.integers(-50, 50)).map(lambda at: at[0] + at[1] * cell + at[1]) | st.integers(
        -5 * 10**17, 5 * 10**17
    )


windows = cells.flatmap(lambda cell: st.builds(Window, first_seconds(cell), st.just(cell), widths))


def begins(label: str, window: Window, cell: int) -> list[int]:
    """Return the seconds of the cell at which the label's time begins, read from its text alone."""
    first, last = window.start_of(cell), window.start_of(cell + 1) - 1
    years = range(civil_from_days(first // DAY)[0], civil_from_days(last // DAY)[0] + 1)
    days = range(first // DAY, last // DAY + 1)
    found: list[int] = []
    if clock := re.fullmatch(r"(\d\d):(\d\d)(?::(\d\d))?", label):
        rest = int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3] or 0)
        found = [day * DAY + rest for day in days]
    elif day := re.fullmatch(r"(\d+) ([A-Z][a-z][a-z])(?: (?:AD )?[0-9.]+[MG]?(?: BC)?)?", label):
        found = [
            each * DAY for each in days
            if (civil_from_days(each)[2], MONTHS[civil_from_days(each)[1]][:3]) == (int(day[1]), day[2])
        ]  # fmt: skip
    elif label in [name[:3] for name in MONTHS[1:]] or re.fullmatch(r"Q[1-4]", label):
        names = [name[:3] for name in MONTHS]
        month = 3 * int(label[1]) - 2 if label[0] == "Q" else names.index(label)
        found = [days_from_civil(year, month) * DAY for year in years]
    else:
        found = [days_from_civil(year_of(label)) * DAY]
    return [second for second in found if first <= second <= last]


def year_of(label: str) -> int:
    """Return the astronomical year that a label names."""
    written = re.fullmatch(r"(?:AD )?([0-9.]+)([MG]?)( BC)?", label)
    assert written is not None, label
    whole, _, rest = written[1].partition(".")
    digits = {"": 0, "M": 6, "G": 9}[written[2]]
    number = int(whole + rest.ljust(digits, "0"))
    return 1 - number if written[3] else number


@often(500)
@given(windows)
def test_ticks_are_correct_ordered_and_apart(window: Window) -> None:
    found = ticks(window)
    for tick in found:
        assert 0 <= tick.cell < window.width
        assert begins(tick.label, window, tick.cell), tick
    for one, other in pairwise(found):
        assert one.cell + 1 + len(one.label) + 2 <= other.cell


@often(500)
@given(windows)
@example(Window(-62_135_596_810, 1, 20))  # ten seconds before the year 1, whose label has no room
def test_every_axis_of_20_cells_has_a_label(window: Window) -> None:
    """Every axis of 20 cells and more has a label."""
    if window.width >= 20:
        nothing = CellCounts(
            [0] * window.width,
            [0] * window.width,
            [0] * window.width,
            [0.0] * window.width,
            [0] * window.width,
        )
        row = "".join([run.text for run in draw(window, nothing, nothing)[-1]])
        assert row.strip(), (context(window), ticks(window))


@settings(deadline=None)
@given(windows)
def test_the_context_is_where_the_window_begins(window: Window) -> None:
    begin = context(window)
    year = civil_from_days(window.first // DAY)[0]
    last = civil_from_days((window.start_of(1) - 1) // DAY)[0]
    if named := re.fullmatch(r"(?:\d+ [A-Z][a-z][a-z] )?(?:year )?(.*[0-9GM](?: BC)?)", begin):
        assert year <= year_of(named[1]) <= last
    else:
        assert begin == ""


@pytest.mark.parametrize(
    ("first", "cell", "width", "expected"),
    [
        ("2024-08-07T14:00:00", 1, 50, "7 Aug 2024     ╵14:00:15      ╵14:00:30"),
        ("2024-08-07T14:00:00", 60, 50, "7 Aug 2024          ╵14:20    ╵14:30    ╵14:40"),
        ("2024-08-07", 3600, 50, "7 Aug 2024  ╵12:00      ╵8 Aug      ╵12:00"),
        ("2024-08-07", DAY, 40, "2024        ╵19 Aug       ╵2 Sep"),
        ("2023-11-01", 4 * DAY, 40, "2023   ╵Dec    ╵2024   ╵Feb   ╵Mar"),
        ("2020-01-01", 30 * DAY, 60, "╵2020       ╵2021       ╵2022       ╵2023       ╵2024"),
        ("-0499-01-01", 10 * YEAR, 40, "╵500 BC   ╵400 BC   ╵300 BC   ╵200 BC"),
        ("-0200-01-01", 10 * YEAR, 50, "╵200 BC   ╵100 BC   ╵AD 1     ╵100      ╵200"),
    ],
)
def test_labels_of_an_axis(first: str, cell: int, width: int, expected: str) -> None:
    from timeline_tui.dates import parse_edtf

    earliest = parse_edtf(first).earliest
    assert earliest is not None
    window = Window(earliest, cell, width)
    nothing = CellCounts([0] * width, [0] * width, [0] * width, [0.0] * width, [0] * width)
    row = "".join([run.text for run in draw(window, nothing, nothing)[-1]])
    assert row.rstrip() == expected


@pytest.mark.parametrize(
    ("year", "label"),
    [
        (2024, "2024"), (79, "AD 79"), (1, "AD 1"), (0, "1 BC"), (-43, "44 BC"), (-499, "500 BC"), (17_000, "17000"),
        (-999_998, "999999 BC"), (-999_999, "1M BC"), (-65_999_999, "66M BC"), (-66_000_000, "66.000001M BC"),
        (-13_799_999_999, "13.8G BC"), (12_500_000, "12.5M"), (10**9, "1G"),
    ],
)  # fmt: skip
def test_years_in_short(year: int, label: str) -> None:
    assert year_tick(year) == label
    assert year_of(label) == year
