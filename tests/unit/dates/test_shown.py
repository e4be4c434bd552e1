"""Times by another clock: gaps and folds, odd offsets, skipped days, what cannot be converted; never the order."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.dates import Date, format_date, parse_edtf, short_date
from timeline_tui.dates.local import UnusableZoneError, local_zone, now
from timeline_tui.dates.shown import Shown, Times, full_shown, short_shown

MOSCOW = ZoneInfo("Europe/Moscow")
NEW_YORK = ZoneInfo("America/New_York")


def by(times: Times, line: tzinfo | None = None, local: str = "Europe/Moscow") -> Shown:
    return Shown(times, line, ZoneInfo(local))


def listed(text: str, shown: Shown) -> str:
    """Day and time as the list shows them."""
    short = short_shown(parse_edtf(text, line=shown.line), shown)
    return f"{short.year} {short.label_day} {short.time}"


@pytest.mark.parametrize(
    ("zone", "text", "day", "offset"),
    [
        # The wrap: the next day, the day before, another year.
        ("Europe/Moscow", "2024-08-07T23:30Z", "2024 8 Aug Thu 02:30", "02:30 +03:00"),
        ("America/New_York", "2024-01-01T02:00Z", "2023 31 Dec Sun 21:00", "21:00 -05:00"),
        # Moscow: +04:00 the year round from 2011, +03:00 from 26 October 2014.
        ("Europe/Moscow", "2011-03-26T12:00Z", "2011 26 Mar Sat 15:00", "15:00 +03:00"),
        ("Europe/Moscow", "2011-12-26T12:00Z", "2011 26 Dec Mon 16:00", "16:00 +04:00"),
        ("Europe/Moscow", "2014-10-25T21:59Z", "2014 26 Oct Sun 01:59+4", "01:59 +04:00"),
        ("Europe/Moscow", "2014-10-25T22:00Z", "2014 26 Oct Sun 01:00+3", "01:00 +03:00"),
        # New York: the hour that comes twice, and the one that does not come, told apart by their offsets.
        ("America/New_York", "2024-11-03T05:30Z", "2024 3 Nov Sun 01:30-4", "01:30 -04:00"),
        ("America/New_York", "2024-11-03T06:30Z", "2024 3 Nov Sun 01:30-5", "01:30 -05:00"),
        ("America/New_York", "2024-03-10T06:59Z", "2024 10 Mar Sun 01:59", "01:59 -05:00"),
        ("America/New_York", "2024-03-10T07:00Z", "2024 10 Mar Sun 03:00", "03:00 -04:00"),
        # Lord Howe Island: summer time is half an hour.
        ("Australia/Lord_Howe", "2024-04-06T14:59Z", "2024 7 Apr Sun 01:59+11", "01:59 +11:00"),
        ("Australia/Lord_Howe", "2024-04-06T15:00Z", "2024 7 Apr Sun 01:30+10:30", "01:30 +10:30"),
        # Samoa had no 30 December 2011.
        ("Pacific/Apia", "2011-12-30T09:59Z", "2011 29 Dec Thu 23:59", "23:59 -10:00"),
        ("Pacific/Apia", "2011-12-30T10:00Z", "2011 31 Dec Sat 00:00", "00:00 +14:00"),
        # Offsets with seconds are shown with them.
        ("Africa/Monrovia", "1960-06-01T12:00Z", "1960 1 Jun Wed 11:15", "11:15 -00:44:30"),
        # Years that datetime lacks take the nearest offset it knows.
        ("Europe/Moscow", "-0043-03-15T22:00Z", "44 BC 16 Mar 00:30", "00:30 +02:30:17"),
    ],
)
def test_an_instant_by_the_clock_of_a_zone(zone: str, text: str, day: str, offset: str) -> None:
    shown = by(Times.LOCAL, local=zone)
    assert listed(text, shown) == day
    full = full_shown(parse_edtf(text), shown)
    written = format_date(parse_edtf(text))
    assert full.startswith(f"{written} = ")
    assert full.endswith(f", {offset} ({zone})")


def test_amsterdam_before_1937() -> None:
    zone = ZoneInfo("Europe/Amsterdam")
    offset = datetime(1930, 1, 1, tzinfo=zone).utcoffset()
    if offset != timedelta(minutes=19, seconds=32):
        pytest.skip("this machine's database has another history of Amsterdam")
    full = full_shown(parse_edtf("1930-01-01T12:00Z"), by(Times.LOCAL, local="Europe/Amsterdam"))
    assert full.endswith("Wed 1 January 1930, 12:19 +00:19:32 (Europe/Amsterdam)")


@pytest.mark.parametrize(
    ("text", "times", "line", "full"),
    [
        ("2024-08-07", Times.UTC, MOSCOW, "Wed 7 August 2024"),
        ("2024-08", Times.LOCAL, MOSCOW, "August 2024"),
        ("2024-08-06/2024-08-10", Times.UTC, MOSCOW, "6 – 10 August 2024"),
        # Without an offset: a time of the chronology's zone.
        ("2024-08-07T14:30", Times.ZONE, MOSCOW, "Wed 7 August 2024, 14:30 (Europe/Moscow)"),
        ("2024-08-07T14:30", Times.WRITTEN, MOSCOW, "Wed 7 August 2024, 14:30 (Europe/Moscow)"),
        ("2024-08-07T14:30", Times.UTC, MOSCOW, "Wed 7 August 2024, 14:30 = Wed 7 August 2024, 11:30 UTC"),
        # Where that names none, it stays, and says so.
        ("2024-08-07T14:30", Times.ZONE, None, "Wed 7 August 2024, 14:30"),
        ("2024-08-07T14:30", Times.UTC, None, "Wed 7 August 2024, 14:30 (no time zone)"),
        ("2024-08-07T14:30", Times.LOCAL, None, "Wed 7 August 2024, 14:30 (no time zone)"),
        # With an offset it is an instant.
        ("2024-08-07T14:30Z", Times.ZONE, None, "Wed 7 August 2024, 14:30 UTC"),
        ("2024-08-07T14:30Z", Times.UTC, MOSCOW, "Wed 7 August 2024, 14:30 UTC"),
        ("2024-08-07T14:30Z", Times.WRITTEN, MOSCOW, "Wed 7 August 2024, 14:30 UTC"),
        (
            "2024-08-07T14:30:05+02:00?", Times.UTC, None,
            "Wed 7 August 2024, 14:30:05 +02:00 (uncertain) = Wed 7 August 2024, 12:30:05 UTC (uncertain)",
        ),
        (
            "2024-08-07T22:30Z", Times.ZONE, MOSCOW,
            "Wed 7 August 2024, 22:30 UTC = Thu 8 August 2024, 01:30 +03:00 (Europe/Moscow)",
        ),
        # Of an interval each end for itself.
        (
            "2024-08-07T14:30+02:00/2024-08-07T16:00+02:00", Times.UTC, None,
            "7 August 2024, 14:30 – 16:00 +02:00 = 7 August 2024, 12:30 – 14:00 UTC",
        ),
        (
            "2024-08-07/2024-08-08T01:00+02:00", Times.UTC, None,
            "7 August 2024 – 8 August 2024, 01:00 +02:00 = 7 August 2024 – 7 August 2024, 23:00 UTC",
        ),
        (
            "2024-08-07T14:30/2024-08-07T16:00", Times.UTC, MOSCOW,
            "7 August 2024, 14:30 – 16:00 = 7 August 2024, 11:30 – 13:00 UTC",
        ),
        (
            "2024-08-07T14:30+02:00/..", Times.UTC, None,
            "from 7 August 2024, 14:30 +02:00, open end = from 7 August 2024, 12:30 UTC, open end",
        ),
        (
            "2024-08-07T16:00Z/2024-08-07T14:30Z", Times.LOCAL, None,
            (
                "7 August 2024, 16:00 – 14:30 UTC (reversed) = "
                "7 August 2024, 19:00 – 17:30 +03:00 (reversed) (Europe/Moscow)"
            ),
        ),
        (
            "2024-08-07T14:30/2024-08-07T16:00Z", Times.WRITTEN, MOSCOW,
            "7 August 2024, 14:30 – 7 August 2024, 16:00 UTC (Europe/Moscow)",
        ),
        (
            "2024-08-07T14:30/2024-08-07T16:00Z", Times.LOCAL, None,
            (
                "7 August 2024, 14:30 – 7 August 2024, 16:00 UTC (no time zone) = "
                "7 August 2024, 14:30 – 7 August 2024, 19:00 +03:00 (Europe/Moscow)"
            ),
        ),
    ],
)  # fmt: skip
def test_in_full(text: str, times: Times, line: tzinfo | None, full: str) -> None:
    assert full_shown(parse_edtf(text, line=line), by(times, line)) == full
    assert full_shown(parse_edtf(text, line=line), by(times, line), ascii=True) == full.replace("–", "-")


def test_the_list_shows_the_day_by_that_clock() -> None:
    text = "2024-08-07T23:30-04:00"
    assert listed(text, by(Times.ZONE, MOSCOW)) == "2024 8 Aug Thu 06:30"
    assert listed(text, by(Times.WRITTEN, MOSCOW)) == "2024 7 Aug Wed 23:30-4"
    assert listed(text, by(Times.UTC, MOSCOW)) == "2024 8 Aug Thu 03:30"
    assert listed(text, by(Times.LOCAL, MOSCOW, "America/New_York")) == "2024 7 Aug Wed 23:30"
    assert listed("2024-08-07T14:30", by(Times.UTC)) == "2024 7 Aug Wed 14:30+?"
    assert listed("2024-08-07T14:30", by(Times.ZONE)) == "2024 7 Aug Wed 14:30"
    assert listed("2024-08-07T14:30", by(Times.ZONE)._replace(mixed=True)) == "2024 7 Aug Wed 14:30+?"
    assert listed("2024-08-07", by(Times.LOCAL, MOSCOW, "Pacific/Apia")) == "2024 7 Aug Wed "


def test_hours_that_came_twice_or_never() -> None:
    utc = by(Times.UTC, MOSCOW)
    assert full_shown(parse_edtf("2014-10-26T01:30", line=MOSCOW), utc).endswith(
        "Sat 25 October 2014, 21:30 UTC"
    )
    assert full_shown(parse_edtf("2011-03-27T02:30", line=MOSCOW), utc).endswith(
        "Sat 26 March 2011, 23:30 UTC"
    )
    # Its offset tells an instant in the hour that comes twice.
    first, second = (parse_edtf(f"2014-10-26T01:30+0{hours}:00", line=MOSCOW) for hours in (4, 3))
    assert first.sort_key < second.sort_key
    assert full_shown(first, utc).endswith("21:30 UTC")
    assert full_shown(second, utc).endswith("22:30 UTC")


def test_a_time_of_a_file_with_a_zone_of_its_own() -> None:
    date = parse_edtf("2024-08-07T14:30", NEW_YORK, MOSCOW)
    assert (
        full_shown(date, by(Times.UTC, MOSCOW)) == "Wed 7 August 2024, 14:30 = Wed 7 August 2024, 18:30 UTC"
    )
    assert full_shown(date, by(Times.WRITTEN, MOSCOW)).endswith("14:30 (-04:00, its file's time zone)")
    # In the hour that comes twice in the chronology's zone its instant cannot be told: it is not made up.
    twice = parse_edtf("2014-10-25T17:30", NEW_YORK, MOSCOW)
    assert full_shown(twice, by(Times.UTC, MOSCOW)) == "Sat 25 October 2014, 17:30 (its file's time zone)"


instants = st.builds(
    "{}{}".format,
    st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)).map(lambda d: d.isoformat(timespec="seconds")),
    st.sampled_from(["Z", "+02:00", "-11:30"]),
)
zones = st.sampled_from(
    [
        "Europe/Moscow",
        "America/New_York",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Africa/Monrovia",
        "Asia/Kolkata",
    ]
)


@given(instants, zones, st.sampled_from([None, MOSCOW, NEW_YORK]))
def test_it_is_the_clock_that_datetime_shows(text: str, name: str, line: tzinfo | None) -> None:
    here = datetime.fromisoformat(text).astimezone(UTC).astimezone(ZoneInfo(name))
    short = short_shown(parse_edtf(text, line=line), by(Times.LOCAL, line, name))
    assert short.time == f"{here:%H:%M}"
    assert short.label_day.startswith(f"{here.day} {here:%b}")
    utc = datetime.fromisoformat(text).astimezone(UTC)
    assert short_shown(parse_edtf(text, line=line), by(Times.UTC, line)).time == f"{utc:%H:%M}"


@given(instants, st.sampled_from(list(Times)), st.sampled_from([None, MOSCOW]))
def test_what_is_written_is_always_shown(text: str, times: Times, line: tzinfo | None) -> None:
    date = parse_edtf(text, line=line)
    assert full_shown(date, by(times, line)).startswith(format_date(date))


@given(
    st.sampled_from(
        ["2024", "2024-08", "2024-08-07~", "-0043", "2024-08-06/..", "202X", "/2024-22", "Y17000"]
    )
)
def test_what_has_no_clock_is_never_shifted(text: str) -> None:
    date: Date = parse_edtf(text, line=MOSCOW)
    for times in Times:
        shown = by(times, MOSCOW, "Pacific/Apia")
        assert short_shown(date, shown) == short_date(date)
        assert full_shown(date, shown) == format_date(date)


def test_the_zone_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert str(local_zone({"TZ": ":Asia/Tokyo"})) == "Asia/Tokyo"
    link = tmp_path / "localtime"
    (tmp_path / "zoneinfo/Europe").mkdir(parents=True)
    (tmp_path / "zoneinfo/Europe/Moscow").touch()
    link.symlink_to(tmp_path / "zoneinfo/Europe/Moscow")
    assert str(local_zone({}, link)) == "Europe/Moscow"


def test_a_zone_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    try:
        zone = local_zone({"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"})
        shown = Shown(Times.LOCAL, None, zone)
        assert listed("2024-08-07T12:00Z", shown) == "2024 7 Aug Wed 14:00"
        assert listed("2024-01-07T12:00Z", shown) == "2024 7 Jan Sun 13:00"
        assert full_shown(parse_edtf("2024-01-07T12:00Z"), shown).endswith("13:00 +01:00 (local time)")
    finally:
        monkeypatch.undo()
        time.tzset()


def test_an_interval_in_the_hour_that_comes_twice_is_listed_by_its_start() -> None:
    berlin = by(Times.ZONE, ZoneInfo("Europe/Berlin"))
    assert (
        listed("2024-10-27T02:45+02:00/2024-10-27T02:15+01:00", berlin) == "2024 27 Oct Sun 02:45+2"
    )  # which is after the beginning of its span


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2024-08-07T09:15+01:00", "09:15+1"),
        ("2024-08-07T08:15:30Z", "08:15Z"),
        ("2024-08-07T23:30-05:00", "23:30-5"),
        ("2024-08-07T23:30+12:45", "23:30+12:45"),
        ("2024-08-07T23:30-03:30", "23:30-3:30"),
        ("2024-08-07T23:30", "23:30"),
        ("2024-08-07T23:30+01:00/2024-08-08", "23:30+1"),
        ("2024-08-07", ""),
    ],
)
def test_as_written_a_time_has_its_offset(text: str, time: str) -> None:
    """Else a clock seems to run backwards."""
    date = parse_edtf(text)
    assert short_shown(date, by(Times.WRITTEN)).time == time
    assert short_shown(date, by(Times.ZONE)).time == short_date(date).time


@pytest.mark.parametrize("name", ["AAA-24", "AAA+24:30", "AAA-23BBB"])
def test_a_zone_a_day_from_utc_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """POSIX allows 24 hours and 59 minutes; `datetime` less than 24 hours."""
    monkeypatch.setenv("TZ", name)
    time.tzset()
    try:
        with pytest.raises(UnusableZoneError, match="not supported"):
            local_zone({"TZ": name})
        if name != "AAA-23BBB":
            with pytest.raises(UnusableZoneError):
                now()
    finally:
        monkeypatch.undo()
        time.tzset()
