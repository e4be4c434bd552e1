"""What people type: the precision typed is the precision used, and nothing is made up."""

from __future__ import annotations

import subprocess
import sys
from datetime import date as civil_date
from zoneinfo import ZoneInfo

import pytest

from timeline_tui.dates import parse_edtf, parse_human
from timeline_tui.errors import DateError

TODAY = civil_date(2024, 8, 9)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2024-08", "2024-08"),
        (" 2024-08-06/.. ", "2024-08-06/.."),
        ("-0044-03-15", "-0044-03-15"),
        ("7 aug 2024", "2024-08-07"),
        ("7th of August 2024", "2024-08-07"),
        ("7 aug", "2024-08-07"),
        ("aug 7", "2024-08-07"),
        ("aug 7, 2024", "2024-08-07"),
        ("August 7 2024", "2024-08-07"),
        ("august 2024", "2024-08"),
        ("sept 2024", "2024-09"),
        ("aug", "2024-08"),
        ("7 aug 2024 9:05", "2024-08-07T09:05"),
        ("7 aug 2024, 14:30 +02:00", "2024-08-07T14:30+02:00"),
        ("15 march 44 BC", "-0043-03-15"),
        ("44 BC", "-0043"),
        ("44BC", "-0043"),
        ("44 bce", "-0043"),
        ("1 BC", "0000"),
        ("12000 BC", "Y-11999"),
        ("AD 79", "0079"),
        ("79 CE", "0079"),
        ("year 17000", "Y17000"),
        ("today", "2024-08-09"),
        ("yesterday", "2024-08-08"),
        ("tomorrow", "2024-08-10"),
        ("-2w", "2024-07-26"),
        ("+3d", "2024-08-12"),
        ("-1m", "2024-07-09"),
        ("-10y", "2014-08-09"),
        ("2 weeks ago", "2024-07-26"),
        ("1990s", "199X"),
        ("2000s decade", "200X"),
        ("2000s (century)", "20XX"),
        ("20th century", "1901/2000"),
        ("1st century BC", "-0099/0000"),
        ("summer 2024", "2024-22"),
        ("fall 1989", "1989-23"),
        ("2024-8-7", "2024-08-07"),
        ("2024/8", "2024-08"),
        ("7/8/2024", "2024-08-07"),
        ("8/13/2024", "2024-08-13"),
        ("about 1944", "1944~"),
        ("circa august 1944", "1944-08~"),
        ("about 20th century", "1901~/2000~"),
        ("august 1944 (uncertain)", "1944-08?"),
        ("Wed 7 August 2024", "2024-08-07"),
        ("Wednesday, August 7, 2024 2:30 PM", "2024-08-07T14:30"),
        ("2024 aug 7", "2024-08-07"),
    ],
)
def test_understood(typed: str, edtf: str) -> None:
    assert parse_human(typed, today=TODAY) == parse_edtf(edtf)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("foo", "not a date: write"),
        ("monday", "not a date"),
        ("2:30", "not a date"),
        ("march 2024 foo", "not a date"),
        ("79", "AD 79, or 79 BC"),
        ("7 aug 24", "which year is 24?"),
        ("Wed 7 aug 24", "not a date"),
        ("2000s", "Write 200X or 20XX"),
        ("31 feb 2024", "29 days"),
        ("7 aug 2024 25:00", "no hour 25"),
        ("0 BC", "no year 0 BC"),
        ("-44", "44 BC is -0043"),
        ("20240807", "write 2024-08-07"),
        ("2024-13-45", "no month 13"),
        ("+999999y", "not a date"),
        ("a" * 200, "too long"),
    ],
)
def test_refused(typed: str, reason: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_human(typed, today=TODAY)
    assert reason in caught.value.reason


def test_the_day_comes_first_where_it_can() -> None:
    assert parse_human("7/8/2024", today=TODAY).text == "2024-08-07"
    assert parse_human("8/13/2024", today=TODAY).text == "2024-08-13"
    assert parse_human("7.8.2024", today=TODAY).text == "2024-08-07"


def test_the_year_of_what_is_near() -> None:
    assert parse_human("7 aug", today=TODAY, near=parse_edtf("1914-06-28")).text == "1914-08-07"
    assert parse_human("7 aug", today=TODAY, near=parse_edtf("19XX")).text == "2024-08-07"
    assert parse_human("15 march", today=TODAY, near=parse_edtf("-0043")).text == "-0043-03-15"


def test_leap_days_step_to_the_end_of_february() -> None:
    assert parse_human("-1y", today=civil_date(2024, 2, 29)).text == "2023-02-28"


def test_zones_reach_typed_times() -> None:
    zone = ZoneInfo("Europe/Moscow")
    typed = parse_human("7 aug 2024 12:00 Z", today=TODAY, line=zone)
    assert typed == parse_edtf("2024-08-07T12:00Z", line=zone)


def test_dateutil_is_imported_only_when_needed() -> None:
    code = "import sys, timeline_tui.dates; sys.exit('dateutil' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
