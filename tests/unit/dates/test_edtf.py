"""EDTF levels 0 and 1, by the examples of the specification (https://www.loc.gov/standards/datetime/)."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TypeAlias
from zoneinfo import ZoneInfo

import pytest

from timeline_tui.dates import Date, Precision, certainly_within, may_overlap, parse_edtf
from timeline_tui.dates.calendar import DAY, days_from_civil
from timeline_tui.errors import DateError

P = Precision


def seconds(text: str | None) -> int | None:
    """`year-month-day` or `year-month-dayThh:mm:ss`, the year of any length and sign, in seconds."""
    if text is None:
        return None
    day, _, clock = text.partition("T")
    year, month, number = day.rsplit("-", 2)
    hour, minute, second = map(int, clock.split(":")) if clock else (0, 0, 0)
    return days_from_civil(int(year), int(month), int(number)) * DAY + hour * 3600 + minute * 60 + second


Case: TypeAlias = tuple[
    str, str | None, str | None, Precision
]  # text, earliest, latest (exclusive), precision

LEVEL_0: list[Case] = [
    ("1985-04-12", "1985-04-12", "1985-04-13", P.DAY),
    ("1985-04", "1985-04-01", "1985-05-01", P.MONTH),
    ("1985", "1985-01-01", "1986-01-01", P.YEAR),
    ("0000", "0-01-01", "1-01-01", P.YEAR),
    ("1985-04-12T23:20:30", "1985-04-12T23:20:30", "1985-04-12T23:20:31", P.SECOND),
    ("1985-04-12T23:20:30Z", "1985-04-12T23:20:30", "1985-04-12T23:20:31", P.SECOND),
    ("1985-04-12T23:20:30-04", "1985-04-13T03:20:30", "1985-04-13T03:20:31", P.SECOND),
    ("1985-04-12T23:20:30+04:30", "1985-04-12T18:50:30", "1985-04-12T18:50:31", P.SECOND),
    ("1964/2008", "1964-01-01", "2009-01-01", P.YEAR),
    ("2004-06/2006-08", "2004-06-01", "2006-09-01", P.MONTH),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-09", P.DAY),
    ("2004-02-01/2005-02", "2004-02-01", "2005-03-01", P.MONTH),
    ("2004-02-01/2005", "2004-02-01", "2006-01-01", P.YEAR),
    ("2005/2006-02", "2005-01-01", "2006-03-01", P.YEAR),
]
LEVEL_1: list[Case] = [
    ("Y170000002", "170000002-01-01", "170000003-01-01", P.YEAR),
    ("Y-170000002", "-170000002-01-01", "-170000001-01-01", P.YEAR),
    ("2001-21", "2001-03-01", "2001-06-01", P.SEASON),
    ("2001-22", "2001-06-01", "2001-09-01", P.SEASON),
    ("2001-23", "2001-09-01", "2001-12-01", P.SEASON),
    ("2001-24", "2001-12-01", "2002-03-01", P.SEASON),
    ("1984?", "1984-01-01", "1985-01-01", P.YEAR),
    ("2004-06~", "2004-06-01", "2004-07-01", P.MONTH),
    ("2004-06-11%", "2004-06-11", "2004-06-12", P.DAY),
    ("201X", "2010-01-01", "2020-01-01", P.DECADE),
    ("20XX", "2000-01-01", "2100-01-01", P.CENTURY),
    ("2004-XX", "2004-01-01", "2005-01-01", P.MONTH),
    ("1985-04-XX", "1985-04-01", "1985-05-01", P.DAY),
    ("1985-XX-XX", "1985-01-01", "1986-01-01", P.DAY),
    ("1985-04-12/..", "1985-04-12", None, P.DAY),
    ("1985-04/..", "1985-04-01", None, P.MONTH),
    ("1985/..", "1985-01-01", None, P.YEAR),
    ("../1985-04-12", None, "1985-04-13", P.DAY),
    ("../1985-04", None, "1985-05-01", P.MONTH),
    ("../1985", None, "1986-01-01", P.YEAR),
    ("1985-04-12/", "1985-04-12", None, P.DAY),
    ("1985-04/", "1985-04-01", None, P.MONTH),
    ("1985/", "1985-01-01", None, P.YEAR),
    ("/1985-04-12", None, "1985-04-13", P.DAY),
    ("/1985-04", None, "1985-05-01", P.MONTH),
    ("/1985", None, "1986-01-01", P.YEAR),
    ("/..", None, None, P.MILLENNIUM),
    ("../", None, None, P.MILLENNIUM),
    ("1984~/2004-06", "1984-01-01", "2004-07-01", P.YEAR),
    ("1984/2004-06~", "1984-01-01", "2004-07-01", P.YEAR),
    ("1984~/2004~", "1984-01-01", "2005-01-01", P.YEAR),
    ("1984?/2004%", "1984-01-01", "2005-01-01", P.YEAR),
    ("1984-06?/2004-08?", "1984-06-01", "2004-09-01", P.MONTH),
    ("1984-06-02?/2004-08-08~", "1984-06-02", "2004-08-09", P.DAY),
    ("1984-06-02?/", "1984-06-02", None, P.DAY),
    ("-1985", "-1985-01-01", "-1984-01-01", P.YEAR),
]
BESIDES: list[Case] = [
    ("-0043-03-15", "-43-03-15", "-43-03-16", P.DAY),
    ("-004X", "-49-01-01", "-39-01-01", P.DECADE),
    ("1XXX", "1000-01-01", "2000-01-01", P.MILLENNIUM),
    ("2024-02", "2024-02-01", "2024-03-01", P.MONTH),
    ("2024-08-07T14:30", "2024-08-07T14:30:00", "2024-08-07T14:31:00", P.MINUTE),
    ("2024-08-07T14:30Z", "2024-08-07T14:30:00", "2024-08-07T14:31:00", P.MINUTE),
    ("2024-08-07T14:30~", "2024-08-07T14:30:00", "2024-08-07T14:31:00", P.MINUTE),
    ("2024-08-07T14:30:00.999999999+05:30", "2024-08-07T09:00:00", "2024-08-07T09:00:01", P.SECOND),
    ("-0043-03-15T12:00:00+02", "-43-03-15T10:00:00", "-43-03-15T10:00:01", P.SECOND),
    ("0001-01-01T00:00+14:00", "0-12-31T10:00:00", "0-12-31T10:01:00", P.MINUTE),
    ("2024-08-07T14:30/2024-08-07T16:00", "2024-08-07T14:30:00", "2024-08-07T16:01:00", P.MINUTE),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-04", P.DAY),
    ("2001-21/2001-22", "2001-03-01", "2001-09-01", P.SEASON),
    ("2024-08-06/2024", "2024-08-06", "2025-01-01", P.YEAR),
    ("2024-08/2024-06", "2024-06-01", "2024-09-01", P.MONTH),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), LEVEL_0 + LEVEL_1 + BESIDES)
def test_spans(text: str, earliest: str | None, latest: str | None, precision: Precision) -> None:
    date = parse_edtf(text)
    assert (date.text, date.earliest, date.latest) == (text, seconds(earliest), seconds(latest))
    assert date.precision is precision
    assert date.interval is ("/" in text)
    assert date.approximate is ("~" in text or "%" in text)
    assert date.uncertain is ("?" in text or "%" in text)


def test_open_is_not_unknown() -> None:
    assert [
        (d.unknown_start, d.unknown_end) for d in map(parse_edtf, ("../2024", "/2024", "2024/..", "2024/"))
    ] == [
        (False, False),
        (True, False),
        (False, False),
        (False, True),
    ]


def test_parts() -> None:
    start = parse_edtf("2024-08-07T14:30:05-04:30").start
    assert start is not None
    assert (start.year, start.month, start.day, start.hour, start.minute, start.second) == (
        2024,
        8,
        7,
        14,
        30,
        5,
    )
    assert start.offset == -(4 * 3600 + 1800)
    season = parse_edtf("2001-24?").start
    assert season is not None
    assert (season.season, season.uncertain) == (24, True)
    open_digits = [parse_edtf(text).start for text in ("202X", "2024-XX", "2024-XX-XX")]
    assert [moment.unspecified for moment in open_digits if moment is not None] == [1, 2, 4]


def test_the_quick_way_reads_what_the_long_way_reads() -> None:
    from timeline_tui.dates.edtf import read

    zone = ZoneInfo("Europe/Kyiv")
    for text in (
        "2024-08-07",
        "2024-08-07T14:30",
        "2024-08-07T14:30:10",
        "2024-08-07T14:30:10Z",
        "2024-08-07T14:30:10+02",
        "2024-08-07T14:30:10-02:30",
    ):
        assert parse_edtf(text, zone, zone) == read(text, zone, zone)


@pytest.mark.parametrize(
    "text",
    [
        "2024-08-07T24:00:00",
        "2024-08-07T24:00",
        "2024-08-07 14:30:00",
        "2024-08-07T14:30:00z",
        "2024-08-07T14:30:00+0200",
        "2024-08-07T14.30:00",
        "2024-08-07T143000.000",
        "2024-W32-3",
        "20240807",
    ],
)
def test_what_datetime_reads_and_edtf_does_not(text: str) -> None:
    with pytest.raises(DateError):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("2024-02-31", "2024-02 has 29 days"),
        ("2023-02-29", "2023-02 has 28 days"),
        ("2024-06-00", "no day 00"),
        ("2024-13", "no month 13"),
        ("2024-00", "no month 00"),
        ("-44", "write -0044 (that is 45 BC; 44 BC is -0043)"),
        ("-0000", "write 0000"),
        ("20000", "write Y20000"),
        ("-17000", "write Y-17000"),
        ("Y2024", "write 2024"),
        ("Y012345", "write Y12345"),
        ("Y999999999999", "out of range"),
        ("2023-1-1", "write 2023-01-01"),
        ("2024/08/07", "write 2024-08-07"),
        ("20240807", "write 2024-08-07"),
        ("2024-08-07 14:30", "write 2024-08-07T14:30"),
        ("2024-08-07T14", "write 2024-08-07T14:00"),
        ("2024-12-31T24:00:00", "write 2025-01-01T00:00"),
        ("2024-08-07T14:30:60", "write 2024-08-07T14:30:59"),
        ("2024-08-07T14:60", "no minute 60"),
        ("2024-08-07T14:30+99:00", "no clock is +99:00 from UTC"),
        ("2024-XX-XXT12:00", "write 2024-XX-XX"),
        ("2024-21-03", "write 2024-21"),
        ("/", "leave the date out"),
        ("1984/unknown", "write 1984/"),
        ("1984/open", "write 1984/.."),
        ("199u", "write 199X"),
        ("1984?~", "write 1984%"),
        ("2024–2025", "write 2024/2025"),
        ("2024-08-06/10", "write 2024-08-06/2024-08-10"),
        ("2024-08-06/P3D", "durations are not EDTF"),
        ("1/2/3", "one slash"),
        ("2024-W32", "weeks"),
        ("２０２４", "digits are 0 to 9"),
        ("2024-08-06/2024-08-32", "the end of the interval: there is no day 32"),
        ("x" * 5000, "5,000 characters"),
    ],
)  # fmt: skip
def test_faults_say_the_way_out(text: str, reason: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_edtf(text)
    assert reason in caught.value.reason
    assert len(caught.value.text) <= 100


def test_an_offset_leads_to_the_line() -> None:
    kyiv, moscow = ZoneInfo("Europe/Kyiv"), ZoneInfo("Europe/Moscow")
    assert parse_edtf("2024-08-07T12:00:00Z", line=moscow).earliest == seconds("2024-08-07T15:00:00")
    assert parse_edtf("2024-01-07T12:00Z", line=kyiv).earliest == seconds("2024-01-07T14:00:00")
    assert parse_edtf("2024-08-07T12:00:00", kyiv, moscow).earliest == seconds("2024-08-07T12:00:00")
    assert parse_edtf("2024-01-07T12:00:00", kyiv, moscow).earliest == seconds("2024-01-07T13:00:00")
    assert parse_edtf("2024-08-07T12:00:00", kyiv).earliest == seconds("2024-08-07T09:00:00")
    assert parse_edtf("2024-08-07T12:00:00", None, moscow).earliest == seconds("2024-08-07T12:00:00")
    assert parse_edtf("2024-08-07T12:00", kyiv, ZoneInfo.no_cache("Europe/Kyiv")).earliest == seconds(
        "2024-08-07T12:00:00"
    )
    assert parse_edtf("2024-08-07", kyiv, moscow).earliest == seconds("2024-08-07")


def test_zones_beyond_datetime_use_the_standard_offset() -> None:
    new_york = ZoneInfo("America/New_York")
    standard = new_york.utcoffset(datetime(1, 6, 1))
    assert standard is not None
    early = parse_edtf("-0044-07-01T12:00Z", line=new_york).earliest
    noon = seconds("-44-07-01T12:00:00")
    assert noon is not None
    assert early == noon + int(standard.total_seconds())
    late = parse_edtf("9999-12-31T23:59:59-12:00", line=new_york).earliest
    assert late == seconds("10000-01-01T06:59:59")


def test_reversed_intervals_are_kept_and_flagged() -> None:
    date = parse_edtf("2024-08/2024-06")
    assert date.reversed
    assert date.start is not None
    assert date.start.month == 8
    assert not parse_edtf("2024-08/2024-08-06").reversed
    assert not parse_edtf("2024-08-06/2024-08-06").reversed


@pytest.mark.parametrize(
    ("text", "backwards"),
    [
        ("2024-10-27T02:45+02:00/2024-10-27T02:15+01:00", False),
        ("2024-10-27T02:15+01:00/2024-10-27T02:45+02:00", True),
        ("2024-10-27T02:15+02:00/2024-10-27T02:45+02:00", False),
        ("2024-10-27T02:45+01:00/2024-10-27T02:15+01:00", True),
        ("2024-10-27T02:45/2024-10-27T02:15", True),
    ],
)
def test_an_interval_in_the_hour_that_comes_twice(text: str, backwards: bool) -> None:
    """Instants tell which end is first. Its span lies in the hour, which holds two."""
    date = parse_edtf(text, line=ZoneInfo("Europe/Berlin"))
    assert date.reversed is backwards
    begin, end = seconds("2024-10-27T02:00:00"), seconds("2024-10-27T03:00:00")
    assert begin is not None
    assert end is not None
    assert date.earliest is not None
    assert date.latest is not None
    assert begin <= date.earliest < date.latest <= end


@pytest.mark.parametrize(
    ("zone", "day", "turn"),
    [
        ("America/New_York", "2024-11-03", "06:00"),
        ("Europe/Berlin", "2024-10-27", "01:00"),
        ("Australia/Lord_Howe", "2024-04-06", "15:00"),
        ("America/Sao_Paulo", "2018-02-18", "02:00"),  # back from midnight: an evening has the hour twice
        ("Atlantic/Azores", "2024-10-27", "01:00"),  # over the midnight of UTC
        ("Europe/Moscow", "2014-10-25", "22:00"),
    ],
)
def test_instants_keep_their_order_while_clocks_are_set(zone: str, day: str, turn: str) -> None:
    """Each minute of six hours has its place, later ones not before earlier ones, and ends where the next begins."""
    line, begin = ZoneInfo(zone), datetime.fromisoformat(f"{day}T{turn}+00:00") - timedelta(hours=3)
    moments = [begin + timedelta(minutes=n) for n in range(360)]
    dates = [parse_edtf(moment.strftime("%Y-%m-%dT%H:%MZ"), line=line) for moment in moments]
    keys = [date.sort_key for date in dates]
    assert keys == sorted(set(keys))
    assert all(one.latest == other.earliest for one, other in pairwise(dates))
    before, after = parse_edtf(day, line=line).earliest, dates[0].earliest
    assert before is not None
    assert after is not None
    assert (after - before) % 60 == 0


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("2024-11-03T00:59-04:00", "2024-11-03T00:59:00"),
        ("2024-11-03T01:00-04:00", "2024-11-03T01:00:00"),
        ("2024-11-03T01:50-04:00", "2024-11-03T01:25:00"),
        ("2024-11-03T01:00-05:00", "2024-11-03T01:30:00"),
        ("2024-11-03T01:10-05:00", "2024-11-03T01:35:00"),
        ("2024-11-03T02:00-05:00", "2024-11-03T02:00:00"),
        ("2024-11-03T01:30", "2024-11-03T01:30:00"),
    ],
)
def test_an_hour_that_comes_twice_has_the_room_of_one(text: str, stands: str) -> None:
    assert parse_edtf(text, line=ZoneInfo("America/New_York")).earliest == seconds(stands)


def test_order() -> None:
    ordered = [
        "/..",
        "-0043",
        "1990",
        "1990-12-31T23:59:59",
        "../1990",
        "2024/..",
        "2024/2025",
        "2024",
        "2024-XX",
        "2024-XX-XX",
    ]
    ordered += ["2024-01/2024-03", "2024-01", "2024-01-XX", "2024-01-01/2024-01-03", "2024-01-01"]
    ordered += ["2024-01-01T00:00", "2024-01-01T00:00:00", "2024-01-01T00:00:00.0"]
    ordered += [
        "2024-01-01T00:00:00.4",
        "2024-01-01T00:00:00.40",
        "2024-01-01T00:00:00.5",
        "2024-01-02",
        "2024-12-31",
    ]
    ordered += [
        "2024-12-31T23:59:59.9",
        "../2024",
        "XXXX",
        "XXXX-01",
        "XXXX-01-10",
        "XXXX-02-29",
        "XXXX-12-25",
    ]
    keys = [parse_edtf(text).sort_key for text in ordered]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def relation(text: str, lo: str | None, hi: str | None) -> tuple[bool, bool]:
    date: Date = parse_edtf(text)
    bounds = seconds(lo), seconds(hi)
    return may_overlap(date, *bounds), certainly_within(date, *bounds)


def test_may_and_certainly() -> None:
    august = ("2024-08-01", "2024-09-01")
    assert relation("2024-08-07", *august) == (True, True)
    assert relation("2024-08", *august) == (True, True)
    assert relation("2024", *august) == (True, False)
    assert relation("2024-09-01", *august) == (False, False)
    assert relation("2024-07-31", *august) == (False, False)
    assert relation("2024-08-07~", *august) == (True, False)
    assert relation("2024-08-07?", None, None) == (True, True)
    assert relation("2024-08-07/..", *august) == (True, False)
    assert relation("2024-08-07/", "2024-08-01", None) == (True, True)
    assert relation("../2024-07", *august) == (False, False)
    assert relation("../2024-07", None, "2024-08-01") == (True, True)
