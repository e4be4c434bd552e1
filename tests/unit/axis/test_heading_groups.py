"""Groups and their headings: never finer than the date, in the order of time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.axis.heading_groups import group_of, heading, unit_for, unit_name
from timeline_tui.dates import parse_edtf, units
from timeline_tui.dates.calendar import DAY, days_from_civil

DAYS, MONTHS, YEARS, DECADES = range(4)


@pytest.mark.parametrize(
    ("date", "unit", "shown"),
    [
        ("2024-08-07", DAYS, "Wed 7 August 2024 · week 32"),
        ("2024-08-07T14:30:00Z", DAYS, "Wed 7 August 2024 · week 32"),
        ("2024-12-30", DAYS, "Mon 30 December 2024 · week 1 of 2025"),
        ("1582-10-15", DAYS, "15 October 1582"),
        ("2024-08-07", MONTHS, "August 2024"),
        ("2024-08-07", YEARS, "2024"),
        ("2024-08-07", DECADES, "2020s"),
        ("2024-08-07", 4, "2000s (century)"),
        ("2024-08-07", 5, "2000s (millennium)"),
        # less precise
        ("2024-08", DAYS, "August 2024"),
        ("2024", DAYS, "2024"),
        ("2024-21", MONTHS, "2024"),
        ("199X", DAYS, "1990s"),
        ("19XX", MONTHS, "1900s (century)"),
        ("156X-12-25", DAYS, "1560s"),
        # in one of two
        ("2001-24", MONTHS, "2001 – 2002"),
        ("[1667,1670]", YEARS, "1660s – 1670s"),
        ("[1667..]", DAYS, "1667 or later"),
        # by where they begin
        ("2024-08-06/2024-08-10", DAYS, "Tue 6 August 2024 · week 32"),
        ("2024/2026", DAYS, "2024"),
        ("1999/..", YEARS, "1999"),
        ("{1667,1670}", DAYS, "1667"),
        ("../2024", DAYS, "2024"),
        ("../2024-02", DAYS, "February 2024"),
        ("/..", DAYS, "start open or unknown"),
        ("XXXX-03-13", DAYS, "no year"),
        ("XXXX", YEARS, "no year"),
        # before Christ, and far away
        ("-0043-03-15", DAYS, "15 March 44 BC"),
        ("-0043", DECADES, "49 – 40 BC"),
        ("0005", DECADES, "AD 1 – 9"),
        ("-004X", DECADES, "59 – 40 BC"),
        ("[-0004,0004]", DECADES, "9 BC – AD 9"),
        ("Y17000", 6, "AD 10000 – 20000"),
        ("Y-66000000", 8, "67M – 66M BC"),
        ("Y-13800000000", 11, "14G – 13G BC"),
    ],
)
def test_headings(date: str, unit: int, shown: str) -> None:
    group = group_of(parse_edtf(date), unit)
    assert heading(group) == shown
    assert heading(group, ascii=True).isascii()


def test_without_a_date() -> None:
    assert heading(group_of(None, DAYS)) == "no date"


def test_by_another_clock() -> None:
    date = parse_edtf("2024-08-07T23:30:00Z")
    assert date.earliest is not None
    assert heading(group_of(date, DAYS, date.earliest + 3600)).startswith("Thu 8 August")


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        (1, "day"),
        (3600, "day"),
        (DAY // 2, "day"),  # a tick a week
        (DAY, "month"),
        (10 * DAY, "month"),
        (30 * DAY, "year"),
        (365 * DAY, "decade"),
        (50 * 365 * DAY, "millennium"),
        (10**15, "1,000,000,000 years"),
    ],
)
def test_the_unit_follows_the_axis(cell: int, name: str) -> None:
    assert unit_name(unit_for(cell)) == name


seconds = st.integers(-(10**10) * 366 * DAY, 10**7 * 366 * DAY)


@given(seconds, seconds, st.integers(DAYS, units.COARSEST))
def test_cells_grow_with_time(one: int, other: int, unit: int) -> None:
    if one <= other:
        assert units.cell(one, unit) <= units.cell(other, unit)


@given(st.integers(-30_000, 30_000), st.integers(DECADES, 5))
def test_round_years_are_those_of_either_era(year: int, unit: int) -> None:
    """2024 belongs to 2020-2029, 44 BC to 49-40 BC."""
    found = units.cell(days_from_civil(year) * DAY, unit)
    width = units.years(unit)
    counted = year if year > 0 else 1 - year
    same = [
        other
        for other in range(counted // width * width, counted // width * width + width)
        if other > 0 and units.cell(days_from_civil(other if year > 0 else 1 - other) * DAY, unit) == found
    ]
    assert len(same) == width - (counted < width)


@given(st.integers(-400, 3000), st.integers(1, 12), st.integers(1, 28), st.integers(DAYS, 6))
def test_a_group_contains_the_beginning_and_is_at_least_as_long_as_its_unit(
    year: int, month: int, day: int, unit: int
) -> None:
    sign = "-" if year < 0 else ""
    for text in (
        f"{sign}{abs(year):04}-{month:02}-{day:02}", f"{sign}{abs(year):04}-{month:02}", f"{sign}{abs(year):04}",
    ):  # fmt: skip
        date = parse_edtf(text)
        assert date.earliest is not None
        group = group_of(date, unit)
        assert group.unit >= unit
        assert group.single
        assert group.first == units.cell(date.earliest, group.unit)
        assert date.latest is not None
        assert units.cell(date.latest - 1, group.unit) == group.first
