"""What is shown can be typed: displaying a date and reading it back loses no precision and no doubt."""

from __future__ import annotations

from datetime import date as civil_date

from hypothesis import example, given
from hypothesis import strategies as st
from often import often

from timeline_tui.dates import Date, Moment, format_date, parse_edtf, read_human
from timeline_tui.dates.calendar import days_in_month

TODAY = civil_date(2024, 8, 9)


@st.composite
def moments(draw: st.DrawFn) -> str:
    year = draw(st.one_of(st.integers(-9999, 9999), st.integers(-120, 120), st.integers(1900, 2030)))
    text = f"-{-year:04}" if year < 0 else f"{year:04}"
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, days_in_month(year, month)))
    clock = f"{text}-{month:02}-{day:02}T{draw(st.integers(0, 23)):02}:{draw(st.integers(0, 59)):02}"
    offset = draw(st.sampled_from(["", "Z", "+05", "-05:30", "+00:00", "-00:30"]))
    forms = [
        text,
        f"{text[:-1]}X",
        f"{text[:-2]}XX",
        f"{text[:-3]}XXX",
        f"{text}-{month:02}",
        f"{text}-{draw(st.integers(21, 24))}",
        f"{text}-XX",
        f"{text}-XX-XX",
        f"{text}-{month:02}-XX",
        f"{text}-{month:02}-{day:02}",
        clock + offset,
        f"{clock}:{draw(st.integers(0, 59)):02}{offset}",
        f"Y{draw(st.integers(10_000, 99_999_999_999))}",
        f"Y-{draw(st.integers(10_000, 99_999_999_999))}",
    ]
    return draw(st.sampled_from(forms)) + draw(st.sampled_from(["", "", "~", "?", "%"]))


@st.composite
def near_by(draw: st.DrawFn) -> str:
    """Two dates of one form that share their year, so that what they share is shown once."""
    year = draw(st.sampled_from(["2024", "0079", "-0043", "0009"]))
    form = draw(st.sampled_from(["{0}-{1:02}", "{0}-{1:02}-{2:02}", "{0}-{1:02}-{2:02}T{3:02}:30"]))
    offset = draw(st.sampled_from(["", "Z", "+03:00"])) if "T" in form else ""
    parts = st.tuples(st.integers(7, 8), st.integers(1, 31), st.integers(0, 23))
    return "/".join([form.format(year, *draw(parts)) + offset for _ in range(2)])


dates = st.one_of(
    moments(),
    near_by(),
    st.builds("{}/{}".format, moments(), moments()),
    st.builds("{}/{}".format, moments(), st.sampled_from(["", ".."])),
    st.builds("{}/{}".format, st.sampled_from(["", ".."]), moments()),
    st.sampled_from(["../..", "/..", "../"]),
).filter(lambda text: "-0000" not in text and "-000X" not in text)


def known(date: Date) -> tuple[object, ...]:
    """All that a date says, but for how it is written."""
    ends: list[Moment | None] = [date.start, date.end]
    doubts = (date.approximate, date.uncertain, date.interval, date.reversed)
    return (date.earliest, date.latest, date.precision, doubts, date.unknown_start, date.unknown_end, ends)


@given(dates, st.booleans(), st.booleans())
@often(300)
@example("-003X/-0019", True, True)
@example("000X", True, True)
@example("0000/0009", True, False)
@example("-0039/-0030", True, True)
@example("2024-08-07T14:30+03:00/2024-08-07T15:30+03:00", True, True)
@example("2024-08-07T14:30/2024-08-07T15:30+03:00", True, True)
@example("2024-08/2024-06", True, True)
@example("202X?/203X~", True, True)
@example("200X/2009", True, True)
def test_what_is_shown_is_read_back(text: str, weekday: bool, ascii_only: bool) -> None:
    date = parse_edtf(text)
    shown = format_date(date, weekday=weekday, ascii=ascii_only)
    reading = read_human(shown, today=TODAY)
    assert known(reading.date) == known(date), (shown, reading)
