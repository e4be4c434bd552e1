"""What holds for every date: spans, order, the calendar, texts read back."""

from __future__ import annotations

import contextlib
from datetime import date as civil_date
from fractions import Fraction
from itertools import islice, pairwise, takewhile
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st
from often import often

from timeline_tui.dates import (
    BEYOND,
    DateContext,
    certainly_within,
    describe_precision,
    format_date,
    format_span,
    may_overlap,
    parse_edtf,
    read_human,
    short_date,
    span_label,
)
from timeline_tui.dates.calendar import add_months, civil_from_days, days_from_civil, days_in_month, weekday
from timeline_tui.errors import DateError


@st.composite
def moments(draw: st.DrawFn) -> str:
    year = draw(st.integers(-9999, 9999))
    text = f"-{-year:04}" if year < 0 else f"{year:04}"
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, days_in_month(year, month)))
    clock = f"{text}-{month:02}-{day:02}T{draw(st.integers(0, 23)):02}:{draw(st.integers(0, 59)):02}"
    offset = draw(st.sampled_from(["", "Z", "+05", "-05:30"]))
    forms = [
        text,
        f"{text[:-1]}X",
        f"{text[:-2]}XX",
        f"{text}-{month:02}",
        f"{text}-{draw(st.integers(21, 24))}",
        f"{text}-XX",
        f"{text}-XX-XX",
        f"{text}-{month:02}-XX",
        f"{text}-{month:02}-{day:02}",
        clock + offset,
        f"{clock}:{draw(st.integers(0, 59)):02}{offset}",
        f"{clock}:{draw(st.integers(0, 59)):02}.{draw(st.integers(0, 999_999))}{offset}",
        f"Y{draw(st.sampled_from(['', '-']))}{draw(st.integers(10_000, 99_999_999_999))}",
        f"Y-{draw(st.integers(10_000, 10_000_000))}",
    ]
    return draw(st.sampled_from(forms)) + draw(st.sampled_from(["", "", "~", "?", "%"]))


PLAIN = st.builds("{:04}-{:02}-{:02}".format, st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28))


@st.composite
def open_digits(draw: st.DrawFn) -> str:
    """A date with any of its digits left open."""
    text = draw(PLAIN)
    text = "".join("X" if sign != "-" and draw(st.booleans()) else sign for sign in text)
    return draw(st.sampled_from(["", "-"])) + text[: draw(st.sampled_from([4, 7, 10]))]


@st.composite
def in_parts(draw: st.DrawFn) -> str:
    """A date with qualifiers on either side of its parts."""
    marks = st.sampled_from(["", "", "~", "?", "%"])
    parts = draw(PLAIN).split("-")[: draw(st.integers(1, 3))]
    return "-".join(draw(marks) + part + draw(marks) for part in parts)


long_years = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["1950", "-0079", "Y17101", "Y-3388E2", "Y17E8"]),
    st.sampled_from(["", "S1", "S2", "S3", "S4"]),
    st.just(""),
    st.sampled_from(["", "~", "?"]),
)
groupings = st.builds("{:04}-{}".format, st.integers(1, 9999), st.integers(21, 41))
level_2 = st.one_of(open_digits(), in_parts(), long_years, groupings)


@st.composite
def sets(draw: st.DrawFn) -> str:
    """Dates of any level, ranges of days, and an open side at either end."""
    members = draw(
        st.lists(st.one_of(level_2, PLAIN, PLAIN.map(lambda day: day[:4])), min_size=1, max_size=4)
    )
    days = sorted([draw(PLAIN), draw(PLAIN)])
    members += draw(st.sampled_from([[], ["..".join(days)]]))
    members[0] = draw(st.sampled_from(["", ".."])) * (".." not in members[0]) + members[0]
    members[-1] += draw(st.sampled_from(["", ".."])) * (".." not in members[-1])
    return draw(st.sampled_from(["[{}]", "{{{}}}"])).format(",".join(members))


def is_date(text: str) -> bool:
    try:
        parse_edtf(text)
    except DateError:
        return False
    return True


dates = st.one_of(
    moments(),
    level_2.filter(is_date),
    sets().filter(is_date),
    st.builds("{}/{}".format, moments(), level_2).filter(is_date),
    st.builds("{}/{}".format, moments(), st.one_of(moments(), st.sampled_from(["", ".."]))),
    st.builds("{}/{}".format, st.sampled_from(["", ".."]), moments()),
).filter(lambda text: "-0000" not in text and "-000X" not in text)


@given(dates)
@often(150)
@example("[..0001-21,0001-01-01..0001-01-01]")
@example("{..Y-99998}")
@example("Y-9999998~/")
def test_every_date_has_a_span_and_every_form_is_shown(text: str) -> None:
    date = parse_edtf(text)
    assert date.text == text
    assert parse_edtf(date.text) == date
    if date.earliest is not None and date.latest is not None:
        assert date.earliest < date.latest
        assert max(map(abs, (date.earliest, date.latest))) < 1 << 62
        assert may_overlap(date, date.earliest, date.latest)
    assert format_date(date)
    assert describe_precision(date)
    assert span_label([date])
    assert format_date(date, ascii=True).isascii()
    label = short_date(date)
    both = label.tail and label.label_day.startswith(("by ", "to "))
    assert len(label.label_day + label.tail) <= (14 if both else 11)  # "by spring N or", "to 10000 BC"
    assert len(label.mark) <= 1
    assert all(part.isascii() for part in short_date(date, ascii=True))
    assert format_span(date.earliest, date.latest, ascii=True).isascii()


@given(dates)
@often(300)
def test_the_spans_of_a_date_lie_in_its_hull_and_apart(text: str) -> None:
    date = parse_edtf(text)
    spans = list(islice(date.spans, 50))
    assert spans[0][0] == date.earliest
    for one, other in pairwise(spans):
        assert one[1] is not None
        assert other[0] is not None
        assert one[1] < other[0]
        assert not may_overlap(date, one[1], other[0])
    for start, end in spans:
        assert may_overlap(date, start, end)
        assert start is None or end is None or start < end
        assert end is None or date.latest is None or end <= date.latest
    assert date.gaps == (len(spans) > 1)
    if len(spans) < 50:
        assert spans[-1][1] == date.latest
    assert certainly_within(date, None, None)


@given(dates, st.integers(-(10**11), 10**11), st.integers(1, 10**10))
@often(300)
def test_a_date_touches_what_one_of_its_spans_touches(text: str, lo: int, width: int) -> None:
    date = parse_edtf(text)
    hi = lo + width
    before = islice(date.spans, 20_000)
    spans = takewhile(lambda span: span[0] is None or span[0] < hi, before)
    assert may_overlap(date, lo, hi) == any(end is None or end > lo for _, end in spans)


@given(st.lists(dates, max_size=6))
@often(50)
def test_order_is_by_place_then_longer_first(texts: list[str]) -> None:
    ordered = sorted(map(parse_edtf, texts), key=lambda date: date.sort_key)
    for one, other in pairwise(ordered):
        assert one.place <= other.place
        if one.place == other.place == one.earliest == other.earliest:
            assert one.lower is not None
            assert other.lower is not None
            assert one.lower <= other.lower
            if one.lower == other.lower and one.upper is not None:
                assert other.upper is not None
                assert one.upper >= other.upper


@given(dates)
@often(150)
@example("9989/0000")
def test_a_date_stands_where_it_begins(text: str) -> None:
    date = parse_edtf(text)
    if date.earliest is None:
        assert date.place == (-BEYOND if date.latest is None else date.latest - 1)
    elif "XXXX" in text and "-XXXX" not in text and "/" not in text and text[0] not in "[{":
        assert date.place == BEYOND
    elif "/" in text and "0000" in text:
        assert date.place in (date.earliest, BEYOND)  # a span of all years is not told from any year
    elif text[0] not in "[{":
        assert date.place == date.earliest


fractions = st.text("0123456789", min_size=1, max_size=18)


@given(fractions, fractions, st.integers(0, 1), st.sampled_from([None, "America/New_York"]))
@often(200)
def test_fractions_are_ordered_as_numbers(one: str, other: str, second: int, zone: str | None) -> None:
    line = ZoneInfo(zone) if zone else None
    texts = [f"2024-11-03T06:10:0{n}.{digits}Z" for n, digits in ((0, one), (second, other))]
    first, then = (parse_edtf(text, line=line) for text in texts)
    numbers = [Fraction(int(digits), 10 ** len(digits)) + n for n, digits in ((0, one), (second, other))]
    assert first.lower is not None
    assert then.lower is not None
    if numbers[0] != numbers[1]:
        assert (first.lower < then.lower) == (numbers[0] < numbers[1]) == (first.sort_key < then.sort_key)
    else:
        assert (first.sort_key < then.sort_key) == (len(one) < len(other))
    after = [*(then.lower or (0, 0))]
    assert may_overlap(first, after[0], None, (after[1], 0)) == (
        first.upper is not None and first.upper > then.lower
    )


@given(fractions)
def test_a_fraction_lies_in_its_second(digits: str) -> None:
    whole, part = parse_edtf("2024-08-07T12:20:19Z"), parse_edtf(f"2024-08-07T12:20:19.{digits}Z")
    assert (part.earliest, part.latest, part.precision) == (whole.earliest, whole.latest, whole.precision)
    assert whole.sort_key < part.sort_key
    assert certainly_within(part, whole.earliest, whole.latest)
    assert not certainly_within(whole, whole.earliest, whole.earliest, (0, 1))
    assert format_date(part) == f"Wed 7 August 2024, 12:20:19.{digits} UTC"
    assert (
        read_human(format_date(part, weekday=False), DateContext(civil_date(2024, 1, 1))).date.parts
        == part.parts
    )


@given(fractions, fractions)
def test_an_interval_within_a_second(one: str, other: str) -> None:
    date = parse_edtf(f"2024-08-07T12:20:19.{one}Z/2024-08-07T12:20:19.{other}Z")
    begin, end = Fraction(int(one), 10 ** len(one)), Fraction(int(other) + 1, 10 ** len(other))
    assert date.reversed == (end <= begin)


@often(400)
@given(
    moments(),
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from("0123456789-+/.:~?%XYTZa ")), max_size=2),
)
def test_a_date_with_a_slip_is_a_date_or_none(text: str, slips: list[tuple[int, str]]) -> None:
    for at, sign in slips:
        text = text[:at] + sign + text[at + 1 :]
    for size in (len(text), max(0, len(text) - 3)):
        with contextlib.suppress(DateError):
            parse_edtf(text[:size])


@given(st.text(alphabet="0123456789-+/.:~?%XYTZESPW[]{}, xu", max_size=24))
@often(300)
def test_nothing_but_date_error_is_raised(text: str) -> None:
    with contextlib.suppress(DateError):
        assert parse_edtf(text).text == text


@given(st.text(max_size=30))
@often(150)
def test_any_typed_text_is_a_date_or_a_date_error(text: str) -> None:
    with contextlib.suppress(DateError):
        read_human(text, DateContext(civil_date(2024, 8, 9)))


WORDS = (
    "7 31 44 79 2024 '24 17000 99999999999 0 aug february winter monday week 53 w1 q3 h2 first second half quarter of "
    "the last next this month year decade century weekend ago in 3 - to from since until between and 1990s 60s 20th "
    "c. millennium BC AD about ? ~ (uncertain) (decade) (reversed) some day open end , 14:30 +02:00 UTC 1/2/24 13/13 "
    "99/1 99th 2024-08 today now -2w +999999y Y17000 199X"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join), st.integers(-9999, 9999))
@often(300)
def test_any_words_of_dates_are_a_date_or_a_date_error(text: str, year: int) -> None:
    near = parse_edtf(f"-{-year:04}" if year < 0 else f"{year:04}")
    for today in (civil_date(2024, 2, 29), civil_date.min, civil_date.max):
        with contextlib.suppress(DateError):
            reading = read_human(text, DateContext(today, near=near))
            assert parse_edtf(reading.date.text) == reading.date
            assert len(reading.note) < 250


@given(st.dates())
def test_the_calendar_agrees_with_datetime(day: civil_date) -> None:
    days = day.toordinal() - civil_date(1970, 1, 1).toordinal()
    assert days_from_civil(day.year, day.month, day.day) == days
    assert civil_from_days(days) == (day.year, day.month, day.day)
    assert weekday(days) == day.weekday()


@given(st.integers(-(10**7), 10**7), st.integers(1, 12), st.integers(1, 31))
def test_the_calendar_goes_both_ways_in_any_year(year: int, month: int, day: int) -> None:
    day = min(day, days_in_month(year, month))
    assert civil_from_days(days_from_civil(year, month, day)) == (year, month, day)


@given(st.integers(-(10**9), 10**9))
def test_days_are_consecutive(days: int) -> None:
    assert days_from_civil(*civil_from_days(days)) == days
    assert civil_from_days(days) < civil_from_days(days + 1)


def test_months_later() -> None:
    assert add_months(2024, 1, 31, 1) == (2024, 2, 29)
    assert add_months(2024, 2, 29, -12) == (2023, 2, 28)
    assert add_months(1, 1, 1, -13) == (-1, 12, 1)
