"""What people type: the precision typed is the precision used, and nothing is made up."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from datetime import date as civil_date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.dates import DateContext, DateOrder, parse_edtf, read_human
from timeline_tui.dates.human import in_edtf
from timeline_tui.dates.human.reading import Context, full_year
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
        ("-1m", "2024-07"),
        ("-10y", "2014"),
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
        ("Wednesday, August 7, 2024 2:30:15 PM", "2024-08-07T14:30:15"),
        ("2024 aug 7", "2024-08-07"),
        ("friday 9 august 2024", "2024-08-09"),
        ("7 aug 2024 at 9:05", "2024-08-07T09:05"),
        ("now", "2024-08-09"),
        ("day before yesterday", "2024-08-07"),
        ("two weeks ago", "2024-07-26"),
        ("in 3 days", "2024-08-12"),
        ("a month ago", "2024-07"),
        ("-2m", "2024-06"),
        ("+1y", "2025"),
        ("500 years ago", "1524"),
        ("2 months from now", "2024-10"),
        ("3000 years ago", "-0976"),
        ("this week", "2024-08-05/2024-08-11"),
        ("last week", "2024-07-29/2024-08-04"),
        ("last weekend", "2024-08-03/2024-08-04"),
        ("last month", "2024-07"),
        ("next month", "2024-09"),
        ("last quarter", "2024-34"),
        ("last year", "2023"),
        ("this decade", "202X"),
        ("last century", "1901/2000"),
        ("last august", "2023-08"),
        ("next summer", "2025-22"),
        ("this autumn", "2024-23"),
        ("last 7 days", "2024-08-03/2024-08-09"),
        ("next 2 months", "2024-08-09/2024-10-08"),
        ("Q3 2024", "2024-35"),
        ("2024-Q3", "2024-35"),
        ("3rd quarter 2024", "2024-35"),
        ("fourth quarter of 44 BC", "-0043-36"),
        ("H1 2024", "2024-40"),
        ("first half of 2024", "2024-40"),
        ("second half of february 2024", "2024-02-16/2024-02-29"),
        ("first half of the 1990s", "1990/1994"),
        ("last quarter of the 19th century", "1876/1900"),
        ("week 32 2024", "2024-08-05/2024-08-11"),
        ("week 32", "2024-08-05/2024-08-11"),
        ("2024-W32", "2024-08-05/2024-08-11"),
        ("2024-W32-3", "2024-08-07"),
        ("week 53 of 2020", "2020-12-28/2021-01-03"),
        ("the 1990s", "199X"),
        ("40s BC", "-0048/-0039"),
        ("2nd millennium BC", "-1999/-1000"),
        ("50 BC - 41 BC (decade)", "-004X"),
        ("50 BC - 41 BC", "-0049/-0040"),
        ("6-10 august 2024", "2024-08-06/2024-08-10"),
        ("about 6 to 10 august 2024", "2024-08-06~/2024-08-10~"),
        ("jan-mar 2024", "2024-01/2024-03"),
        ("1990-1995", "1990/1995"),
        ("from 1914 to 1918", "1914/1918"),
        ("between 7 aug and 9 aug", "2024-08-07/2024-08-09"),
        ("last monday to today", "2024-08-05/2024-08-09"),
        ("since 2022", "2022/.."),
        ("from 2022, end unknown", "2022/"),
        ("until 44 BC", "../-0043"),
        ("1667 or 1668", "[1667,1668]"),
        ("either 1667 or 1668", "[1667,1668]"),
        ("one of 1667, 1668 or 1670", "[1667,1668,1670]"),
        ("one of 1667, 1668, 1670 - 1672", "[1667,1668,1670..1672]"),
        ("one of 6 - 10 august 2024", "[2024-08-06..2024-08-10]"),
        ("both 7 aug and 9 aug", "{2024-08-07,2024-08-09}"),
        ("all of 7 aug, 8 aug and 9 aug", "{2024-08-07,2024-08-08,2024-08-09}"),
        ("7 or 8 august 1914", "[1914-08-07,1914-08-08]"),
        ("june or july 1914", "[1914-06,1914-07]"),
        ("31 december 1914 or 1 january 1915", "[1914-12-31,1915-01-01]"),
        ("1 january 1915 or 31 december 1914", "[1915-01-01,1914-12-31]"),
        ("7 august 1914 or 9th", "[1914-08-07,1914-08-09]"),
        ("100 or 99 BC", "[-0099,-0098]"),
        ("99 or 98 BC", "[-0098,-0097]"),
        ("490 or 480 BC", "[-0489,-0479]"),
        ("both 490 and 480 BCE", "{-0489,-0479}"),
        ("one of 490, 485 or 480 BC", "[-0489,-0484,-0479]"),
        ("490 or earlier", "[..0490]"),
        ("one of 490 or earlier, 480 BC", "[..-0489,-0479]"),
        ("may 490 or june 480 bc", "[-0489-05,-0479-06]"),
        ("7 or 8 march 44 BC", "[-0043-03-07,-0043-03-08]"),
        ("march or april 44 BC", "[-0043-03,-0043-04]"),
        ("12000 or 11000 BC", "[Y-11999,Y-10999]"),
        ("AD 9 or 9 BC", "[0009,-0008]"),
        ("7 august 1914 or 9 august", "[1914-08-07,1914-08-09]"),
        ("all of 1, 2 and 5 august 1914", "{1914-08-01,1914-08-02,1914-08-05}"),
        ("december 1760 or earlier", "[..1760-12]"),
        ("1984 and every year before", "{..1984}"),
        ("25 December of some year in the 1560s", "156X-12-25"),
        ("some day in December of an unknown year", "XXXX-12-XX"),
        ("some day in October - December 2024", "2024-1X-XX"),
        ("one of the days 10 - 19 in june 2004", "2004-06-1X"),
        ("one of october - december 1984", "1984-1X"),
        ("11 June 2004 (year uncertain, day approximate)", "?2004-06-~11"),
        ("spring 2001 (southern hemisphere)", "2001-29"),
        ("2nd quadrimester 2001", "2001-38"),
        ("about 1950 (between 1900 and 1999)", "1950S2"),
        ("from some day in 2024 to 2026", "2024-XX-XX/2026"),
    ],
)
def test_understood(typed: str, edtf: str) -> None:
    assert read_human(typed, DateContext(TODAY)).date == parse_edtf(edtf)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("foo", "'foo' is not understood: write"),
        ("last blursday", "'blursday' is not understood (did you mean thursday?): write 2024-08-07"),
        ("early 1990s", "write what you mean by 'early', such as 1990/1993,"),
        ("end of 2023", "write what you mean by 'end', such as 2023-10/2023-12,"),
        ("Tue 7 aug 2024", "2024-08-07 is a Wed, not a Tue"),
        ("week 53 2024", "there is no week 53: 2024 has 52 weeks"),
        ("3rd half of 2024", "two halves"),
        ("december - february 2024", "it ends before it begins"),
        ("march 2024 foo", "'foo' is not understood"),
        ("79", "AD 79, or 79 BC"),
        ("7 aug 2", "which year is 2?"),
        ("2000s", "Write 200X or 20XX"),
        ("31 feb 2024", "29 days"),
        ("7 aug 2024 25:00", "no hour 25"),
        ("0 BC", "no year 0 BC"),
        ("-44", "44 BC is -0043"),
        ("20240807", "write 2024-08-07"),
        ("2024-13-45", "no month 13"),
        ("+999999m", "in the years -9999 to 9999 only"),
        ("a" * 600, "too long"),
        ("some day in june - august 2024", "write the first and the last, [2024-06-01..2024-08-31]"),
        ("some day in 2024 - 2026", "Write from some day in 2024 to 2026, or the first and the last day"),
        ("about 1950 (between 1900 and 1950)", "significant digits leave other years: write 1900/1950"),
        (
            "all of day 30 or 31 in October AD 511 - day 10, 20 or 30 in December 1669",
            "not a date: write it in EDTF, such as [1667,1668], or {1667,1668}",
        ),
        ("one of foo", "'foo' is not understood: write it in EDTF, such as [1667,1668]"),
        ("both 1667 and blursday", "write it in EDTF"),
        ("31 dec or 1 jan 1915", "the dates are out of order: write each with its year"),
        ("december or january 1915", "write each with its year"),
        ("both december and january 1915", "write each with its year"),
        ("december 1914 or january", "write each with its year"),
        ("31 or 1 january 1915", "write each with its year"),
        ("winter or spring 1915", "write each with its year"),
        ("one of 30 dec, 31 dec, 1 jan 1915", "write each with its year"),
        ("7 august 1914 or 15", "is 15 a day or a year? Write each date with its month and its year"),
        ("march 44 or april 43 BC", "is march 44 BC or AD? Write the era beside each year"),
        ("7 march 44 or 8 april 43 BC", "is 7 march 44 BC or AD?"),
        ("500 BC or 480", "is 480 BC or AD? Write the era beside each year, such as 480 BC"),
        ("one of AD 490, 485, 480 BC", "is 485 BC or AD?"),
        ("one of 480 - 490, 470 BC", "is 480 - 490 BC or AD?"),
        ("1914-16 may", "of which year is 16 may? Write both ends with their years"),
        ("2013-15 may", "of which year is 15 may?"),
        ("1914-5 may", "of which year is 5 may?"),
        ("1914 - may", "of which year is may?"),
        ("1984 and every month before", "every month beside a year"),
        ("june 2004 (day uncertain)", "the date has no day"),
        ("one of 9 dates, from 1601 to 1609", "not every date of the set is told"),
    ],
)
def test_refused(typed: str, reason: str) -> None:
    with pytest.raises(DateError) as caught:
        read_human(typed, DateContext(TODAY))
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("typed", "edtf", "note"),
    [
        ("7 aug 2024", "2024-08-07", ""),
        ("7 aug", "2024-08-07", ""),
        ("7/7/2024", "2024-07-07", ""),
        ("13/2/2024", "2024-02-13", ""),
        ("2/13/2024", "2024-02-13", ""),
        ("1/2/2024", "2024-02-01", "read as Thu 1 February 2024: write 2024-01-02 for the other"),
        (
            "1/2/24",
            "2024-02-01",
            "read as Thu 1 February 2024: write 2024-01-02 for the other; date_order in",
        ),
        ("24/2/13", "2013-02-24", "read as Sun 24 February 2013: write 2024-02-13 for the other"),
        ("13/2/24", "2024-02-13", "read as Tue 13 February 2024: write 2013-02-24 for the other"),
        ("8/24", "2024-08-24", "read as Sat 24 August 2024: write Aug 2024 for the month"),
        ("2 years ago", "2022", "read as 2022: years are counted whole"),
        ("-1m", "2024-07", "read as July 2024: months are counted whole"),
        ("last decade", "201X", "read as 2010s"),
        ("7/8", "2024-08-07", "read as Wed 7 August 2024: write 2024-07-08 for the other"),
        ("7/8/2024 wednesday", "2024-08-07", "write 2024-07-08 for the other"),
        ("7 aug 24", "2024-08-07", "read as Wed 7 August 2024: write the year in full"),
        ("aug 24", "2024-08-24", "read as Sat 24 August 2024: write Aug 2024 for the month"),
        ("aug 24th", "2024-08-24", ""),
        ("aug '24", "2024-08", "read as August 2024"),
        ("aug 44", "1944-08", "read as August 1944"),
        ("90s", "199X", "read as 1990s"),
        ("60s", "196X", "read as 1960s"),
        ("monday", "2024-08-05", "read as Mon 5 August 2024: the one to come is next Mon"),
        ("fri", "2024-08-09", "read as Fri 9 August 2024"),
        ("last friday", "2024-08-02", "read as Fri 2 August 2024"),
        ("next friday", "2024-08-16", "read as Fri 16 August 2024"),
        ("this week", "2024-08-05/2024-08-11", "read as 5 - 11 August 2024"),
        ("7 august 2024 9am", "2024-08-07", "the hour is left out: write it with minutes, 14:00"),
        ("winter 2024", "2024-24", "read as Dec 2024 - Feb 2025: the one before is winter 2023"),
        ("about 1667 or 1668", "[1667~,1668]", "a doubt is of the date beside it alone"),
        ("1500 or 1400 BC", "[1500,-1399]", "read as 1500 or 1400 BC: 1500 is AD 1500; the other is 1500 BC"),
        ("1500 BC or 1400", "[-1499,1400]", "1400 is AD 1400; the other is 1400 BC"),
        ("490 or 480 BC ?", "[-0489,-0479?]", "a doubt is of the date beside it alone"),
        ("about 1667 or about 1668", "[1667~,1668~]", ""),
        ("now", "2024-08-09", "read as Fri 9 August 2024"),
        ("1/2/24 to 3/4/24", "2024-02-01/2024-04-03", "1/2/24 to 3/4/24 read as 1 February - 3 April 2024"),
    ],
)
def test_what_is_guessed_is_said(typed: str, edtf: str, note: str) -> None:
    reading = read_human(typed, DateContext(TODAY))
    assert reading.date == parse_edtf(edtf)
    assert reading.note.startswith(typed) or not reading.note
    assert note in reading.note
    assert bool(note) == bool(reading.note)


@pytest.mark.parametrize(
    ("typed", "order", "edtf"),
    [
        ("1/2/2024", "dmy", "2024-02-01"),
        ("1/2/2024", "mdy", "2024-01-02"),
        ("1/2/2024", "ymd", "2024-01-02"),
        ("1.2.24", "mdy", "2024-01-02"),
        ("24/2/13", "ymd", "2024-02-13"),
        ("7/8", "mdy", "2024-07-08"),
        ("13/2/2024", "mdy", "2024-02-13"),
        ("7/8/2024 9:05 Z", "mdy", "2024-07-08T09:05Z"),
    ],
)
def test_the_order_is_the_users(typed: str, order: DateOrder, edtf: str) -> None:
    assert read_human(typed, DateContext(TODAY, order=order)).date == parse_edtf(edtf)


def test_a_year_that_is_taken_from_elsewhere_is_said() -> None:
    near = parse_edtf("1914-06-28")
    notes = {
        typed: read_human(typed, DateContext(TODAY, near=near)).note
        for typed in ("7 aug", "1/2/24", "1/2", "20s")
    }
    assert notes == {
        "7 aug": "7 aug read as Fri 7 August 1914: near 1914; write the year",
        "1/2/24": "1/2/24 read as Fri 1 February 1924: near 1914; write 1924-01-02 for the other; date_order in the "
        "settings decides",
        "1/2": "1/2 read as Sun 1 February 1914: near 1914; write 1914-01-02 for the other; date_order in the "
        "settings decides",
        "20s": "20s read as 1920s: near 1914; write it in full if not",
    }
    assert read_human("7 aug", DateContext(TODAY, near=parse_edtf("2024"))).note == ""


@given(st.integers(0, 99), st.integers(-200, 2300), st.integers(1950, 2100))
def test_two_digits_are_the_year_near_by(digits: int, near: int, this: int) -> None:
    year = full_year(digits, Context(civil_date(this, 1, 1), near))
    assert year % 100 == digits
    assert year >= 1
    if near > 60:
        assert -100 < near - year < 100
        assert abs(near - year) <= 50 or year + 100 > max(near, this) + 10


@given(st.dates(min_value=civil_date(2, 1, 1)))
def test_weeks_are_those_of_iso_8601(day: civil_date) -> None:
    year, week, nth = day.isocalendar()
    monday, sunday = (
        (civil_date.fromisocalendar(year, week, n) for n in (1, 7)) if year < 9999 else (day, day)
    )
    if year < 9999:
        assert read_human(f"{year:04}-W{week:02}", DateContext(TODAY)).date.text == f"{monday}/{sunday}"
        assert read_human(f"{year:04}-W{week:02}-{nth}", DateContext(TODAY)).date.text == str(day)


@given(st.dates(civil_date(1900, 1, 1), civil_date(2100, 1, 1)), st.integers(0, 6))
def test_days_of_the_week(today: civil_date, name: int) -> None:
    def days(typed: str) -> int:
        found = read_human(typed, DateContext(today)).date
        assert found.earliest is not None
        day = civil_date(1970, 1, 1) + timedelta(found.earliest // 86_400)
        assert day.weekday() == name
        return (day - today).days

    word = ("monday", "tue", "wed", "thursday", "fri", "saturday", "sun")[name]
    assert -7 <= days(f"last {word}") < 0
    assert 0 < days(f"next {word}") <= 7
    assert -6 <= days(word) <= 0
    assert -6 <= days(f"this {word}") <= 6


def test_files_are_told_no_guess() -> None:
    assert in_edtf("7 aug 2024") == "2024-08-07"
    assert in_edtf("Q3 2024") == "2024-35"
    for guessed in ("7 aug", "7 aug 24", "90s", "1/2/2024", "today", "last monday", "Q3", "week 32"):
        assert in_edtf(guessed) == ""


def test_the_day_comes_first_where_it_can() -> None:
    assert read_human("7/8/2024", DateContext(TODAY)).date.text == "2024-08-07"
    assert read_human("8/13/2024", DateContext(TODAY)).date.text == "2024-08-13"
    assert read_human("7.8.2024", DateContext(TODAY)).date.text == "2024-08-07"


def test_the_year_of_what_is_near() -> None:
    assert read_human("7 aug", DateContext(TODAY, near=parse_edtf("1914-06-28"))).date.text == "1914-08-07"
    assert read_human("7 aug", DateContext(TODAY, near=parse_edtf("19XX"))).date.text == "2024-08-07"
    assert read_human("15 march", DateContext(TODAY, near=parse_edtf("-0043"))).date.text == "-0043-03-15"


def test_leap_days_step_to_the_end_of_february() -> None:
    assert (
        read_human("last 1 year", DateContext(civil_date(2024, 2, 29))).date.text == "2023-03-01/2024-02-29"
    )


def test_zones_reach_typed_times() -> None:
    zone = ZoneInfo("Europe/Moscow")
    typed = read_human("7 aug 2024 12:00 Z", DateContext(TODAY, line=zone)).date
    assert typed == parse_edtf("2024-08-07T12:00Z", line=zone)


def test_dateutil_is_imported_only_when_needed() -> None:
    code = "import sys, timeline_tui.dates; sys.exit('dateutil' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "vague",
    [
        "early 1990s",
        "late 19th century",
        "mid 1914",
        "early august 2024",
        "end of 2023",
        "beginning of summer",
    ],
)
def test_what_is_offered_for_vague_words_is_understood_and_lies_there(vague: str) -> None:
    """ "Early 1990s" is not to be answered with a month of 2023."""
    with pytest.raises(DateError) as caught:
        read_human(vague, DateContext(TODAY))
    offered = caught.value.reason.partition("such as ")[2].replace(" or ", " ").split(", ")
    assert offered
    year = re.search("[0-9]{3}", vague)
    for words in offered:
        assert read_human(words, DateContext(TODAY)).date.text
        assert year is None or year[0] in words


@pytest.mark.parametrize("order", ["dmy", "mdy", "ymd"])
@pytest.mark.parametrize("sign", ["/", ".", "-"])
def test_numbers_are_read_as_they_stand_or_rejected(order: DateOrder, sign: str) -> None:
    """Whatever is typed on the way to a date: it is read with every key."""
    read, reasons = 0, list[str]()
    for first in (0, 1, 2, 7, 12, 13, 31, 32, 99):
        for second in range(100):
            for year in ("", f"{sign}24", f"{sign}2024"):
                if sign != "/" and not year:
                    continue
                typed = f"{first}{sign}{second}{year}"
                try:
                    found = read_human(typed, DateContext(TODAY, order=order)).date.text
                except DateError as error:
                    reasons.append(error.reason)
                    continue
                read += 1
                digits = {int(part) for part in re.findall(r"[0-9]+", found)}
                assert first % 100 in {n % 100 for n in digits}, (typed, found)
                assert second in {n % 100 for n in digits}, (typed, found)
    assert read > 50
    assert all(reasons)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2/30", "no month has such a day: write Feb 2030 for the month"),
        ("7/89", "no month has such a day: write Jul 1989 for the month"),
        ("2/30/2024", "no month has such a day"),
    ],
)
def test_numbers_beyond_a_month(typed: str, reason: str) -> None:
    with pytest.raises(DateError) as caught:
        read_human(typed, DateContext(TODAY))
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("2024-11-03T01:30", "this hour came twice: write 2024-11-03T01:30-04:00 or 2024-11-03T01:30-05:00"),
        ("3 nov 2024 1:30", "this hour came twice: write 2024-11-03T01:30-04:00 or 2024-11-03T01:30-05:00"),
        ("2024-11-03T01:30-05:00", ""),
        ("2024-11-03T02:30", ""),
        ("2024-11-03", ""),
    ],
)
def test_an_hour_that_comes_twice(typed: str, note: str) -> None:
    assert read_human(typed, DateContext(TODAY, line=ZoneInfo("America/New_York"))).note == note


NOW = datetime(2024, 8, 9, 1, 30, 20, tzinfo=timezone(timedelta(hours=3)))


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("-2h", "2024-08-08T20:30Z"),
        ("- 2 hours", "2024-08-08T20:30Z"),
        ("2 hours ago", "2024-08-08T20:30Z"),
        ("an hour ago", "2024-08-08T21:30Z"),
        ("-90min", "2024-08-08T21:00Z"),
        ("90 minutes ago", "2024-08-08T21:00Z"),
        ("+30s", "2024-08-08T22:30:50Z"),
        ("in 2 hours", "2024-08-09T00:30Z"),
        ("-2h/", ""),
    ],
)
def test_hours_are_counted_from_now(typed: str, edtf: str) -> None:
    if not edtf:
        with pytest.raises(DateError):
            read_human(typed, DateContext(NOW))
        return
    reading = read_human(typed, DateContext(NOW))
    assert reading.date == parse_edtf(edtf)
    assert "counted from now" in reading.note


@given(st.integers(-(10**5), 10**5), st.sampled_from([("h", 3600), ("min", 60), ("s", 1)]))
def test_so_many_hours_from_now_are_so_many_seconds(count: int, unit: tuple[str, int]) -> None:
    date = read_human(f"{count:+}{unit[0]}", DateContext(NOW)).date
    moment = NOW + timedelta(seconds=count * unit[1])
    assert date.earliest is not None
    assert date.latest is not None
    assert date.earliest <= moment.timestamp() < date.latest


def test_hours_need_a_clock() -> None:
    with pytest.raises(DateError, match="not known"):
        read_human("-2h", DateContext(TODAY))


@pytest.mark.parametrize(
    ("typed", "near", "edtf"),
    [
        ("14:05", "2024-08-07", "2024-08-07T14:05"),
        ("at 9:05", "2024-08-07T22:30:00", "2024-08-07T09:05"),
        ("14:05:30", "2024-08-06/2024-08-10", "2024-08-06T14:05:30"),
        ("14:05 +03:00", "2024-08-07", "2024-08-07T14:05+03:00"),
        ("14:05Z", "2024-08-07", "2024-08-07T14:05Z"),
        ("14:05 - 15:00", "2024-08-07", "2024-08-07T14:05/2024-08-07T15:00"),
        ("about 14:05", "2024-08-07", "2024-08-07T14:05~"),
        ("14:05", "-0043-03-15", "-0043-03-15T14:05"),
        ("14:05", None, f"{TODAY}T14:05"),
    ],
)
def test_a_time_is_of_the_day_that_is_near(typed: str, near: str | None, edtf: str) -> None:
    reading = read_human(typed, DateContext(TODAY, near=parse_edtf(near) if near else None))
    assert reading.date == parse_edtf(edtf)
    assert "or add a day" in reading.note


def test_a_time_is_of_the_day_by_the_clock_that_it_is_read_in() -> None:
    """An event at 23:30 UTC stands on the next day in Moscow."""
    moscow = ZoneInfo("Europe/Moscow")
    near = parse_edtf("2024-08-07T23:30Z", line=moscow)
    for zone, day in ((moscow, "2024-08-08"), (UTC, "2024-08-07")):
        assert (
            read_human("14:05", DateContext(TODAY, near=near, floating=zone, line=moscow)).date.text
            == f"{day}T14:05"
        )


@pytest.mark.parametrize("near", ["2024-08", "2024", "../2024-08-07", "[2024-08-07,2024-08-09]", "Y17000"])
def test_a_time_whose_day_is_not_known(near: str) -> None:
    with pytest.raises(DateError, match="needs its day"):
        read_human("14:05", DateContext(TODAY, near=parse_edtf(near)))


@pytest.mark.parametrize("typed", ["24:00", "25:10", "14:60", "14:05:60"])
def test_a_time_that_no_clock_shows(typed: str) -> None:
    with pytest.raises(DateError, match=r"there is no|end of a day|leap second"):
        read_human(typed, DateContext(TODAY))
