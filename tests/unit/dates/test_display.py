"""Dates for people: never more precise than written, shared parts once, doubt always said."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from timeline_tui.dates import describe_precision, format_date, format_span, parse_edtf, short_date


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("2024-08-07", "Wed 7 August 2024"),
        ("2024-08-07T14:30:00+02:00", "Wed 7 August 2024, 14:30:00 +02:00"),
        ("2024-08-07T14:30", "Wed 7 August 2024, 14:30"),
        ("2024-08-07T14:30Z", "Wed 7 August 2024, 14:30 UTC"),
        ("2024-08-07T14:30-04:30~", "about Wed 7 August 2024, 14:30 -04:30"),
        ("2024-08~", "about August 2024"),
        ("2024-08?", "August 2024 (uncertain)"),
        ("2024-08%", "about August 2024 (uncertain)"),
        ("2024-08-XX", "some day in August 2024"),
        ("2024-XX", "some month in 2024"),
        ("2024-XX-XX", "some day in 2024"),
        ("2024-22", "summer 2024"),
        ("2024", "2024"),
        ("202X", "2020s"),
        ("200X", "2000s (decade)"),
        ("19XX", "1900s (century)"),
        ("1XXX", "1000s (millennium)"),
        ("-0043", "44 BC"),
        ("0000", "1 BC"),
        ("0079-08-24", "24 August AD 79"),
        ("-0043-03-15", "15 March 44 BC"),
        ("-004X", "50 BC – 41 BC (decade)"),
        ("000X", "1 BC – AD 9 (decade)"),
        ("Y17000", "year 17000"),
        ("Y-17000", "17001 BC"),
        ("2024-08-06/2024-08-10", "6 – 10 August 2024"),
        ("2024-07-30/2024-08-02", "30 July – 2 August 2024"),
        ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024"),
        ("2024-08/2024-10", "August – October 2024"),
        ("1939/1945", "1939 – 1945"),
        ("-0043/0014", "44 BC – AD 14"),
        ("2024-08-06/2024-10", "6 August 2024 – October 2024"),
        ("2024-08-06~/2024-08-10", "about 6 August 2024 – 10 August 2024"),
        ("2024-08-07T14:30/2024-08-07T16:00", "7 August 2024, 14:30 – 16:00"),
        ("2024-08-07T14:30Z/2024-08-08T16:00Z", "7 August 2024, 14:30 UTC – 8 August 2024, 16:00 UTC"),
        ("2024-08-06/..", "from 6 August 2024, open end"),
        ("2024-08-06/", "from 6 August 2024, end unknown"),
        ("../2024-08?", "until August 2024 (uncertain), open start"),
        ("/2024-08-06", "until 6 August 2024, start unknown"),
        ("/..", "start unknown, open end"),
        ("2024-08/2024-06", "August – June 2024 (reversed)"),
    ],
)
def test_long_form(text: str, long: str) -> None:
    assert format_date(parse_edtf(text)) == long
    assert format_date(parse_edtf(text), ascii=True) == long.replace("–", "-")


def test_weekdays_only_where_they_were_kept() -> None:
    assert format_date(parse_edtf("2024-08-07"), weekday=False) == "7 August 2024"
    assert format_date(parse_edtf("1582-10-04")) == "4 October 1582"
    assert format_date(parse_edtf("1583-01-01")) == "Sat 1 January 1583"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2024-08-07", ("2024", "7 Aug Wed", "", "")),
        ("2024-08-27", ("2024", "27 Aug Tue", "", "")),
        ("2024-08-07T14:30:10", ("2024", "7 Aug Wed", "14:30", "")),
        ("2024-08-07T23:30:00-04:00", ("2024", "8 Aug Thu", "03:30", "")),
        ("2024-08~", ("2024", "Aug", "", "~")),
        ("2024-08-07?", ("2024", "7 Aug Wed", "", "?")),
        ("2024%", ("2024", "2024", "", "%")),
        ("2024-08-XX", ("2024", "Aug", "", "…")),
        ("2024-XX", ("2024", "2024", "", "…")),
        ("2024-22", ("2024", "summer", "", "")),
        ("194X", ("1940s", "1940s", "", "…")),
        ("-0043", ("44 BC", "44 BC", "", "")),
        ("-0043-03-15", ("44 BC", "15 Mar", "", "")),
        ("Y-99999999999", ("100G BC", "100G BC", "", "")),
        ("2024-08-06/2024-08-10", ("2024", "6 Aug Tue", "", "↔")),
        ("2024-08-06~/2024-08-10?", ("2024", "6 Aug Tue", "", "%")),
        ("../2024-08-27", ("2024", "to 27 Aug", "", "<")),
        ("2024-08/2024-06", ("2024", "Jun", "", "↔")),
        ("../..", ("", "", "", "…")),
        ("../Y-338800", ("338801 BC", "to 339K BC", "", "<")),
        ("../Y-9999998", ("9999999 BC", "to 10M BC", "", "<")),
        ("../Y-10000", ("10001 BC", "to 10001 BC", "", "<")),
    ],
)
def test_short_parts(text: str, parts: tuple[str, str, str, str]) -> None:
    assert short_date(parse_edtf(text))[:4] == parts


@pytest.mark.parametrize(
    ("text", "label", "ascii_only"),
    [
        ("[1667,1668]", "1667 or", "1667 or"),
        ("[1667..1668]", "1667 or", "1667 or"),
        ("{1667,1668}", "1667 +1", "1667 +1"),
        ("{1667..1668}", "1667 +", "1667 +"),
        ("1667/1668", "1667", "1667"),
        ("1667/..", "1667–", "1667-"),
        ("1667/", "1667–?", "1667-?"),
        ("../1667", "to 1667", "to 1667"),
        ("/1667", "?–1667", "?-1667"),
        ("[..1667]", "by 1667", "by 1667"),
        ("[..1667,1670]", "by 1667 or", "by 1667 or"),
        ("{..1667}", "to 1667 +", "to 1667 +"),
        ("[1667..]", "1667 or", "1667 or"),
        ("{1667..}", "1667 +", "1667 +"),
        ("1667~/..", "1667–", "1667-"),
        ("[2024-08-07,2024-08-09]", "7 Aug or", "7 Aug or"),
        ("2024-08-27/", "27 Aug–?", "27 Aug-?"),
        ("Y-9999998/", "10M BC–?", "10M BC-?"),
    ],
)
def test_what_is_open_is_told_without_the_sign(text: str, label: str, ascii_only: str) -> None:
    short = short_date(parse_edtf(text))
    assert short.label_day + short.tail == label
    short = short_date(parse_edtf(text), ascii=True)
    assert short.label_day + short.tail == ascii_only


def test_short_parts_follow_the_line() -> None:
    date = parse_edtf("2024-08-07T22:30Z", line=ZoneInfo("Europe/Moscow"))
    assert short_date(date)[:3] == ("2024", "8 Aug Thu", "01:30")


def test_marks_without_unicode() -> None:
    assert short_date(parse_edtf("2024/2025"), ascii=True).mark == "="
    assert short_date(parse_edtf("2024-XX"), ascii=True).mark == "."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-08-07", "given to the day"),
        ("2024-08-07T14:30", "given to the minute"),
        ("2024-08-07T14:30:05", "given to the second"),
        ("2024-08-07T14:30:05.4", "given to the tenth of a second"),
        ("2024-08-07T14:30:05.418", "given to the millisecond"),
        ("2024-08-07T14:30:05.418207", "given to the microsecond"),
        ("2024-08-07T14:30:05.4182", "given to 4 decimals of a second"),
        ("2024-08~", "given to the month"),
        ("2024-08%", "given to the month"),
        ("2024-08-XX", "given to the day, which is not known"),
        ("202X", "given to the decade"),
        ("2024-08-06/", "interval, given to the day"),
        ("../2024", "interval, given to the year"),
        ("2024-08-06~/2025", "interval, start given to the day, end given to the year"),
        ("2024-08/2024-06", "interval, given to the month, the end is before the start"),
    ],
)
def test_precision_in_words(text: str, words: str) -> None:
    assert describe_precision(parse_edtf(text)) == words


@pytest.mark.parametrize(
    ("first", "last", "header"),
    [
        ("2024-08-06", "2024-08-08", "6 – 8 Aug 2024"),
        ("2024-08-06", "2024-08-06", "6 Aug 2024"),
        ("2024-08-01", "2024-08-20", "1 – 20 Aug 2024"),
        ("2024-08-06T14:30", "2024-08-08T12:00", "6 – 8 Aug 2024"),
        ("2024-08", "2024-08", "Aug 2024"),
        ("2024-08", "2024-10", "Aug – Oct 2024"),
        ("2023-11", "2024-02", "Nov 2023 – Feb 2024"),
        ("2024-08-30", "2024-09-02", "30 Aug – 2 Sep 2024"),
        ("2023-12-30", "2024-01-02", "30 Dec 2023 – 2 Jan 2024"),
        ("1939", "1945", "1939 – 1945"),
        ("-0043", "2024-08-08", "44 BC – 2024"),
    ],
)
def test_spans_for_headers(first: str, last: str, header: str) -> None:
    earliest, latest = parse_edtf(first).earliest, parse_edtf(last).latest
    assert format_span(earliest, latest) == header
    assert format_span(earliest, latest, ascii=True) == header.replace("–", "-")


def test_unbounded_spans() -> None:
    august = parse_edtf("2024-08")
    assert format_span(None, august.latest) == "until 31 Aug 2024"
    assert format_span(august.earliest, None) == "from 1 Aug 2024"
    assert format_span(None, None) == "all time"


@pytest.mark.parametrize(
    ("text", "label"),
    [("200X", "2000s"), ("20XX", "20XX"), ("2XXX", "2XXX"), ("-003X", "-003X"), ("-04XX", "-04XX"),
     ("09XX", "09XX"), ("../2XXX", "to 2XXX")],
)  # fmt: skip
def test_decade_century_and_millennium_differ_in_the_list(text: str, label: str) -> None:
    assert short_date(parse_edtf(text)).label_day == label
