"""How long after one date another begins: no more precisely than both are known."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from often import often

from timeline_tui.dates import parse_edtf
from timeline_tui.dates.apart import WIDTH, apart, from_zero
from timeline_tui.dates.calendar import DAY, civil_from_days, iso_week
from timeline_tui.dates.lengths import duration, exact
from timeline_tui.dates.value import Date


@pytest.mark.parametrize(
    ("earlier", "later", "short", "words"),
    [
        ("2024-08-04", "2024-08-07", "+3 d", "3 days after"),
        ("2024-08-07", "2024-08-08", "+1 d", "1 day after"),
        ("2024-08-07", "2024-08-07", "", "the same day as"),
        ("2023", "2024", "+1 y", "1 year after"),
        ("2024-06", "2024-08", "+2 mo", "2 months after"),
        ("2022-03", "2024-08", ">2 y", "more than 2 years after"),
        ("2024-01-31", "2024-08-30", ">6 mo", "more than 6 months after"),
        ("2020-01-01", "2024-01-01", "+4 y", "4 years after"),
        ("2024-08-07T10:00:00Z", "2024-08-07T10:00:05Z", "+5 s", "5 seconds after"),
        ("2024-08-07T10:00Z", "2024-08-07T10:25Z", "+25 min", "25 minutes after"),
        ("2024-08-07T10:00Z", "2024-08-07T12:30Z", "+2 h 30 min", "2 h 30 min after"),
        ("2024-08-07T10:00Z", "2024-08-09T12:30Z", "+2 d 2:30", "2 d 2 h 30 min after"),
        ("2022-03-01T14:19", "2022-03-05T10:00", "+3 d 19:41", "3 d 19 h 41 min after"),
        ("2022-03-01T14:19:00", "2022-03-05T10:00:07", "~+3 d 19:41", "3 d 19 h 41 min 7 s after"),
        ("2022-03-01T10:00", "2022-03-05T10:00", "+4 d", "4 days after"),
        ("2022-03-01T10:00", "2022-03-05T12:00", "+4 d 2 h", "4 d 2 h after"),
        ("2022-03-01T12:15", "2023-04-01T00:00", "~+1 y 30 d", "1 y 30 d 11 h 45 min after"),
        ("2022-03-01T12:15", "2023-03-01T12:00", "+364 d 23:45", "364 d 23 h 45 min after"),
        ("2022-03-01T12:15", "2024-03-01T12:15", "+2 y", "2 years after"),
        ("2022-03-01T10:00~", "2022-03-05T14:00", "~+4 d", "about 4 days after"),
        ("2024-08-07T10:00Z", "2024-08-07T12:04Z", "+2 h 4 min", "2 h 4 min after"),
        ("2024-08-07T10:00:00Z", "2024-08-07T10:14:05Z", "+14 min 5 s", "14 min 5 s after"),
        ("2024-08-07T10:00:00Z", "2024-08-07T12:04:31Z", "+2:04:31", "2 h 4 min 31 s after"),
        ("2024-08-07T10:00Z", "2024-08-09T09:59Z", "+47 h 59 min", "47 h 59 min after"),
        ("2024-08-07T10:00~", "2024-08-07T12:04", "~+2 h", "about 2 hours after"),
        # a time counts as its day beside a day, as its minute beside a minute
        ("2024-08-07T10:00Z", "2024-08-09", "+2 d", "2 days after"),
        ("2024-08-07", "2024-08-07T10:00Z", "", "the same day as"),
        ("2024-08-07T10:00Z", "2024-08-07T10:25:30Z", "+25 min", "25 minutes after"),
        ("2024-08-07T10:00:30Z", "2024-08-07T12:00Z", "+2 h", "2 hours after"),
        # about or uncertain
        ("1914~", "1918", "~+4 y", "about 4 years after"),
        ("1914", "1918?", "~+4 y", "about 4 years after"),
        ("0079-08-24?", "01XX", "~20-121 y", "about 20 – 121 years after"),
        # not two of a kind: from the shortest to the longest
        ("2023-36", "2024-33", "+0-6 mo", "up to 6 months after"),
        ("2023-23", "2024-21", "+3-9 mo", "3 – 9 months after"),
        ("2023-41", "2024-40", "+0-12 mo", "up to 12 months after"),
        ("1667-22", "[1668-01,1668-09]", "+4-16 mo", "4 – 16 months after"),
        ("2023-12", "2024-33", "+0-4 mo", "up to 4 months after"),
        ("2023-12-31", "2024", "+0-12 mo", "up to 12 months after"),
        ("2023-12-31", "2024-01", "+1-31 d", "1 – 31 days after"),
        ("2023-12-31T23:59", "2024-01", "+1-31 d", "1 – 31 days after"),
        ("2024-08-07", "2024-09", "+25-54 d", "25 – 54 days after"),
        ("1914-06-28", "1918", "+3-5 y", "3 – 5 years after"),
        ("2001-24", "2003-05", "+14-18 mo", "14 – 18 months after"),
        ("199X", "201X", "+10-30 y", "10 – 30 years after"),
        ("[1667,1670]", "1690", "+19-24 y", "19 – 24 years after"),
        # too long for the column
        ("0500", "[1000..1500]", "<1001 y", "499 – 1,001 years after"),
        ("[Y-50123..1900]", "2000", "<52124 y", "99 – 52,124 years after"),
        ("[Y-654321~..1900~]", "2000", "~99-657K y", "about 99 – 656,322 years after"),
        ("Y-123456", "[1000,2000]", "~+125K y", "124,455 – 125,457 years after"),
        ("Y-130000S2", "-0100", "~+135K y", "129,899 – 139,900 years after"),
        ("Y-13E9", "Y-12E9", "+1G y", "1,000,000,000 years after"),
        # from beginning to beginning
        ("2024-08-06/2024-08-10", "2024-08-09", "+3 d", "3 days after"),
        ("{1667,1670}", "1690", "+23 y", "23 years after"),
        # far away
        ("Y-13800000000", "2024", "+13.8G y", "13,800,002,024 years after"),
    ],
)
def test_told(earlier: str, later: str, short: str, words: str) -> None:
    found = apart(parse_edtf(earlier), parse_edtf(later))
    assert found is not None
    assert (found.short, found.words()) == (short, words)
    assert found.words(ascii=True).isascii()


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2024-08", "2024-08-07"),  # perhaps the same day, perhaps later
        ("2024", "2024-08-07"),
        ("1914~", "1914"),
        ("2023-12-31~", "2024"),  # it may be about that day's year
        ("2023-36", "2023-12-31"),
        ("2024-21", "2024-21"),
        ("../2024", "2024"),
        ("[1667..]", "1690"),
        ("2024-08-07/2024-08-01", "2024-08-09"),
    ],
)
def test_not_known(earlier: str, later: str) -> None:
    assert apart(parse_edtf(earlier), parse_edtf(later)) is None


def test_without_a_date() -> None:
    assert apart(None, parse_edtf("2024")) is None
    assert apart(parse_edtf("2024"), None) is None


def test_hours_of_a_day_with_fewer() -> None:
    before, after = parse_edtf("2024-03-31T01:00"), parse_edtf("2024-03-31T04:00")
    found, real = apart(before, after), apart(before, after, ZoneInfo("Europe/Berlin"))
    assert found is not None
    assert real is not None
    assert (found.short, real.short) == ("+3 h", "+2 h")


@pytest.mark.parametrize(
    ("earlier", "later", "short"),
    [
        ("2024-11-03T01:50-04:00", "2024-11-03T01:10-05:00", "+20 min"),
        ("2024-11-03T01:30-04:00", "2024-11-03T01:30-05:00", "+1 h"),
        ("2024-11-03T01:10:07-05:00", "2024-11-03T01:10:08-05:00", "+1 s"),
        ("2024-11-03T00:30-04:00", "2024-11-03T03:30-05:00", "+4 h"),
        ("2024-11-03T00:30", "2024-11-03T03:30", "+4 h"),
    ],
)
def test_hours_of_a_day_with_more(earlier: str, later: str, short: str) -> None:
    """An hour that comes twice: instants are told by their offsets."""
    line = ZoneInfo("America/New_York")
    dates = parse_edtf(earlier, line=line), parse_edtf(later, line=line)
    found, back = apart(*dates, line), apart(dates[1], dates[0], line)
    assert found is not None
    assert found.short == short
    assert back is None


@given(st.integers(-(10**6), 10**6), st.integers(0, 10**5))
def test_days_are_counted_whole_and_never_beyond(first: int, days: int) -> None:
    texts = []
    for at in (first, first + days):
        year, month, day = civil_from_days(at)
        if not -9999 <= year <= 9999:
            return
        texts.append(f"{'-' * (year < 0)}{abs(year):04}-{month:02}-{day:02}")
    found = apart(parse_edtf(texts[0]), parse_edtf(texts[1]))
    assert found is not None
    assert found.least == found.most
    length = {"d": (1, 1), "mo": (28, 31), "y": (365, 366)}[found.unit]
    assert found.most * length[0] <= days
    assert days < (found.most + 1) * length[1]
    assert found.over or found.unit == "d" or texts[0][-2:] == texts[1][-2:] or texts[0][-2:] > "28"


_year = st.integers(1000, 2030).map(str)
_known = st.one_of(
    st.dates(date(1000, 1, 1), date(2030, 1, 1)).map(str),
    st.datetimes(datetime(1000, 1, 1), datetime(2030, 1, 1)).map(lambda time: time.isoformat("T", "minutes")),
    st.builds("{}-{:02}".format, _year, st.integers(1, 12)),
    st.builds("{}-{}".format, _year, st.integers(21, 41)),
    _year,
    st.builds("{}X".format, st.integers(100, 202)),
    st.builds("{}-1X".format, _year),
    st.builds("{}X-12-25".format, st.integers(100, 202)),
    st.builds(lambda year, more: f"[{year},{year + more}]", st.integers(1000, 2000), st.integers(1, 30)),
    st.builds(
        lambda day, more: f"[{day}..{day + timedelta(more)}]",
        st.dates(date(1000, 1, 1), date(2030, 1, 1)),
        st.integers(1, 300),
    ),
)


@given(_known, _known, st.floats(0, 1), st.floats(0, 1))
@often(600)
def test_the_words_hold_of_any_two_days(one: str, other: str, early: float, late: float) -> None:
    """Both ends of a range; one number of whole units of the calendar to less than one more or less."""
    first, second = sorted((parse_edtf(one), parse_edtf(other)), key=lambda date: date.sort_key)
    found = apart(first, second)
    if found is None or found.exact is not None or found.unit in ("s", "min", "h"):
        return
    start, end = _day_in(first, early), _day_in(second, late)
    if found.unit == "d":
        least, most = timedelta(found.least), timedelta(found.most)
        assert start + least <= end <= start + most
    elif found.least != found.most:
        assert start + _length(found.least, found.unit) <= end <= start + _length(found.most, found.unit)
    else:
        assert start + _length(found.least - (not found.over), found.unit) < end
        assert end < start + _length(found.most + 1, found.unit)


def _day_in(date_: Date, part: float) -> date:
    assert date_.earliest is not None
    assert date_.latest is not None
    days = date_.earliest // DAY, (date_.latest - 1) // DAY
    return date(1970, 1, 1) + timedelta(days[0] + int((days[1] - days[0]) * part))


def _length(many: int, unit: str) -> relativedelta:
    return relativedelta(months=many) if unit == "mo" else relativedelta(years=many)


@given(_known, _known)
def test_a_range_begins_and_ends_where_the_dates_allow(one: str, other: str) -> None:
    """No wider than what the first and the last days make it: each end is less than a unit away from them."""
    first, second = sorted((parse_edtf(one), parse_edtf(other)), key=lambda date: date.sort_key)
    found = apart(first, second)
    if found is None or found.least == found.most or found.unit == "d":
        return
    shortest = _day_in(first, 1) + _length(found.least + 1, found.unit)
    longest = _day_in(first, 0) + _length(found.most - 1, found.unit)
    assert shortest > _day_in(second, 0)
    assert longest < _day_in(second, 1)


years = st.integers(0, 10**11 - 1).map(
    lambda year: f"Y-{year}" if year > 9999 else f"-{year:04}" if year else "0001"
)


@given(years, years)
def test_never_wider_than_its_column(one: str, other: str) -> None:
    first, second = sorted((parse_edtf(one), parse_edtf(other)), key=lambda date: date.sort_key)
    found = apart(first, second)
    assert found is not None
    assert len(found.short) <= WIDTH


@given(years, years, years, st.sampled_from(["", "~"]))
@often(300)
def test_no_range_is_wider_than_the_column_or_ends_too_early(
    one: str, two: str, three: str, mark: str
) -> None:
    start, end, later = sorted((one, two, three), key=lambda text: parse_edtf(text).sort_key)
    found = apart(parse_edtf(f"[{start}{mark}..{end}{mark}]"), parse_edtf(later))
    if found is None:
        return
    assert len(found.short) <= WIDTH
    if "<" in found.short or "-" in found.short:
        told = [_number(text) for text in found.short.strip("~+<y ").split("-")]
        assert told[-1] >= found.most
        assert len(told) == 1 or told[0] <= found.least


def _number(text: str) -> int:
    return round(float(text.rstrip("KMG")) * {"K": 10**3, "M": 10**6, "G": 10**9}.get(text[-1], 1))


@given(st.dates())
def test_weeks_are_those_of_iso_8601(day: object) -> None:
    import datetime

    assert isinstance(day, datetime.date)
    year, week, _ = day.isocalendar()
    if year > 0:
        assert iso_week(day.toordinal() - datetime.date(1970, 1, 1).toordinal()) == (year, week)


@pytest.mark.parametrize(
    ("zero", "date", "text"),
    [
        ("2024-08-07T10:00:00Z", "2024-08-07T10:14:05Z", "T+00:14:05"),
        ("2024-08-07T10:14:05Z", "2024-08-07T10:00:00Z", "T-00:14:05"),
        ("2024-08-07T10:00:00Z", "2024-08-07T10:00:00Z", "T+00:00:00"),
        ("2024-08-07T10:03Z", "2024-08-07T10:00:59Z", "T-00:03"),
        ("2024-08-07T10:00Z", "2024-08-08T23:30Z", "T+37:30"),
        ("2024-08-07T10:00Z", "2024-08-10T23:30Z", "T+3 d 13:30"),
        ("2024-08-10T23:30:10Z", "2024-08-07T10:00:00Z", "T-~3 d 13:30"),
        ("2024-08-10T23:30:10Z", "2024-08-07T10:00Z", "T-3 d 13:30"),
        ("2024-08-07T10:00Z", "2025-12-30T23:30Z", "T+~1 y 146 d"),
        ("2024-08-07T10:00Z", "2024-08-04", "T-3 d"),
        ("2024-08-07", "2024-08-07T10:00Z", "T+0"),
        ("1918", "1914~", "T-~4 y"),
        ("2024-09", "2024-08-07", "T-25-54 d"),
        ("2024", "2024-08-07", ""),
        ("../2024", "2024-08-07", ""),
    ],
)
def test_counted_from_an_event(zero: str, date: str, text: str) -> None:
    assert from_zero(parse_edtf(zero), parse_edtf(date)) == text


_times = st.datetimes(datetime(2024, 1, 1), datetime(2024, 1, 3)).map(
    lambda time: time.isoformat("T", "seconds")
)


@given(_times.map(parse_edtf), _times.map(parse_edtf))
def test_what_is_counted_from_an_event_turns_round(one: Date, other: Date) -> None:
    there, back = from_zero(one, other), from_zero(other, one)
    assert len(there) <= WIDTH
    if there != "T+00:00:00" and ":" in there:
        assert back == there.translate(str.maketrans("+-", "-+"))
        hours, minutes, seconds = map(int, there[2:].split(":"))
        between = (other.earliest or 0) - (one.earliest or 0)
        assert hours * 3600 + minutes * 60 + seconds == abs(between)
        assert (between > 0) == (there[1] == "+")


@given(st.integers(0, 10**6))
def test_an_exact_length_says_every_second(seconds: int) -> None:
    sizes = {"d": 86_400, "h": 3600, "min": 60, "s": 1}
    words = exact(seconds).split()
    assert (
        sum(int(count) * sizes[unit] for count, unit in zip(words[::2], words[1::2], strict=True)) == seconds
    )


_moments = st.datetimes(datetime(1000, 1, 1), datetime(3000, 1, 1))
_SIZES = {"d": 86_400, "h": 3600, "min": 60, "s": 1}


def _read(text: str, start: datetime) -> tuple[datetime, timedelta]:
    """Where a distance from `start` leads, and the size of its last unit."""
    at, last = start, timedelta()
    words = text.split()
    if ":" in words[-1]:
        clock = [*map(int, words.pop().split(":")), 0][:3]
        at += timedelta(hours=clock[0], minutes=clock[1], seconds=clock[2])
        last = timedelta(seconds=1 if text.count(":") == 2 else 60)
    for count, unit in zip(words[::2], words[1::2], strict=True):
        if unit.startswith("y"):
            at += relativedelta(years=int(count))
            last = last or timedelta(366)
        else:
            size = _SIZES.get(unit) or _SIZES[unit.rstrip("s")[: 3 if unit.startswith("min") else 1]]
            at += timedelta(seconds=int(count) * size)
            last = last or timedelta(seconds=size)
    return at, last


@given(_moments, st.one_of(st.integers(0, 10**6), st.integers(0, 10**9)))
@often(600)
def test_a_distance_between_times_is_exact_or_marked(start: datetime, seconds: int) -> None:
    end = start = start.replace(microsecond=0)
    end += timedelta(seconds=seconds)
    one, other = [parse_edtf(time.isoformat("T", "seconds")) for time in (start, end)]
    found, counted = apart(one, other), from_zero(one, other)
    assert found is not None
    assert found.short[:1] in (("+", "~") if seconds else ("",))
    for text in (found.short, counted):
        assert len(text) <= WIDTH
        if seconds:
            at, unit = _read(text.strip("T~+"), start)
            assert abs(at - end) <= (unit / 2 if "~" in text else timedelta())
    if seconds:
        assert _read(found.words().removesuffix(" after"), start)[0] == end
    assert _read(from_zero(one, other, whole=True)[2:], start)[0] == end


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2024-08-07T12:00/2024-08-07T13:17", "1 h 17 min"),
        ("2024-08-07T12:00:00Z/2024-08-07T13:17:05Z", "1 h 17 min 5 s"),
        ("2024-08-07T12:00:30Z/2024-08-07T13:17Z", "1 h 17 min"),
        ("2024-08-07T12:00+03:00/2024-08-07T12:00Z", "3 h"),
        ("2024-08-07T12:00/2024-08-10T12:05", "3 d 5 min"),
        ("2023-04-01T00:00/2024-05-02T01:01", "1 y 31 d 1 h 1 min"),
        ("2024-08-07T10:00:00.5/2024-08-07T10:00:01.752", "1.252 s"),
        ("2024-08-07T10:00:00.1/2024-08-07T10:00:00.4", "0.3 s"),
        ("2024-08-07T10:00:00.9/2024-08-07T10:00:01", "1 s"),
        ("2024-08-07T10:00:00/2024-08-07T10:00:00.4", "less than 1 s"),
        ("2024-08-07T10:00/2024-08-07T10:00:30", "less than 1 min"),
        ("2024-08-07T10:00:00.4/2024-08-07T10:00:00.1", ""),
        ("2024-08-06/2024-08-10", "5 days"),
        ("2024-08-06/2024-08-06", "1 day"),
        ("2024-08-07T12:00~/2024-08-07T13:17", ""),
        ("2024-08/2024-09", ""),
        ("2024-08-07T12:00/2024-08-10", ""),
        ("2024-08-07T12:00/..", ""),
        ("2024-08-07T13:00/2024-08-07T12:00", ""),
        ("2024-08-XX/2024-09-10", ""),
        ("2024-08-07", ""),
    ],
)
def test_how_long_an_interval_lasts(text: str, length: str) -> None:
    assert duration(parse_edtf(text)) == length


def test_an_interval_over_the_hour_that_clocks_skip() -> None:
    line = ZoneInfo("Europe/Berlin")
    date = parse_edtf("2024-03-31T01:00/2024-03-31T04:00", line=line)
    assert duration(date, line) == "2 h"


@pytest.mark.parametrize(
    ("zero", "date", "short", "words", "counted"),
    [
        ("13:20:18.998", "13:20:19.250", "+0.252 s", "0.252 s after", "T+00:00.252"),
        ("13:20:18.998", "13:20:19.31", "+0.312 s", "0.312 s after", "T+00:00.312"),  # .31 is .310
        ("13:20:18.9", "13:34:24.2", "+14:05.3", "14 min 5.3 s after", "T+14:05.3"),
        ("13:20:18.000001", "13:20:18.000253", "+0.000252 s", "0.000252 s after", "T+0.000252 s"),
        ("13:20:18.5", "15:20:18.25", "+1:59:59.75", "1 h 59 min 59.75 s after", "T+~02:00:00"),
        ("13:20:18.250", "13:20:18.25", "", "the same second as", "T+00:00:00"),
        (
            "13:20:18",
            "13:20:19.250",
            "+1 s",
            "1 second after",
            "T+00:00:01",
        ),  # the second of one is all that is known
    ],
)
def test_fractions_of_a_second_count(zero: str, date: str, short: str, words: str, counted: str) -> None:
    one, other = (parse_edtf(f"2024-11-25T{time}Z") for time in (zero, date))
    found = apart(one, other)
    assert found is not None
    assert (found.short, found.words()) == (short, words)
    assert from_zero(one, other) == counted
    if short:
        assert from_zero(other, one) == counted.replace("+", "-")
