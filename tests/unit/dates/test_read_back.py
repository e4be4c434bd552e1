"""What is shown can be typed: displaying a date and reading it back loses no precision and no doubt.

Of levels 0 and 1 that holds for every part, of level 2 for what is meant. `NOT_READ` has what is refused.
"""

from __future__ import annotations

from datetime import date as civil_date
from itertools import islice

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from often import often

from timeline_tui.dates import Date, DateContext, Moment, format_date, parse_edtf, read_human
from timeline_tui.dates.calendar import days_in_month
from timeline_tui.dates.sets import members
from timeline_tui.errors import DateError

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
    reading = read_human(shown, DateContext(TODAY))
    assert known(reading.date) == known(date), (shown, reading)


# -- level 2 ----------------------------------------------------------------------------------------------------

PLAIN = st.builds("{:04}-{:02}-{:02}".format, st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28))
NAMED = 8
"""Members of a set that are all shown."""
NOT_READ = (
    ("[1601,1602,1603,1604,1605,1606,1607,1608,1610]", "not every date of the set is told: write them all, [1601,"),
    ("{1601,1602,1603,1604,1605,1606,1607,1608,1610..}", "not every date of the set is told: write them all, [1601,"),
)  # fmt: skip
"""All that is shown and refused when it is typed: sets of which not every member is shown."""


@st.composite
def open_digits(draw: st.DrawFn) -> str:
    text = "".join("X" if sign != "-" and draw(st.booleans()) else sign for sign in draw(PLAIN))
    text = draw(st.sampled_from(["", "-"])) + text[: draw(st.sampled_from([4, 7, 10]))]
    return text + draw(st.sampled_from(["", "", "~", "?", "%"]))


@st.composite
def in_parts(draw: st.DrawFn) -> str:
    """Qualifiers on either side of the parts, of which some may be open."""
    marks = st.sampled_from(["", "", "~", "?", "%"])
    plain = draw(st.one_of(PLAIN, open_digits().map(lambda text: text.rstrip("~?%"))))
    year, *parts = plain.removeprefix("-").split("-")
    parts = ["-" * plain.startswith("-") + year, *parts]
    return "-".join(draw(marks) + part + draw(marks) for part in parts)


long_years = st.builds(
    "{}{}{}".format,
    st.sampled_from(["1950", "-0079", "0009", "Y17101", "Y-3388E2", "Y17E8"]),
    st.sampled_from(["", "S1", "S2", "S3", "S4"]),
    st.sampled_from(["", "~", "?", "%"]),
)
groupings = st.builds(
    "{}{:04}-{}{}".format,
    st.sampled_from(["", "-"]),
    st.integers(1, 9999),
    st.integers(21, 41),
    st.sampled_from(["", "~"]),
)
masked_groupings = st.builds("{}X-{}".format, st.integers(100, 999), st.integers(21, 41))


def is_date(text: str) -> bool:
    try:
        parse_edtf(text)
    except DateError:
        return False
    return "-0000" not in text


level_2 = st.one_of(open_digits(), in_parts(), long_years, groupings, masked_groupings).filter(is_date)


@st.composite
def sets(draw: st.DrawFn) -> str:
    days = st.one_of(moments().filter(lambda text: "T" not in text), level_2, PLAIN)
    named = draw(st.lists(days, min_size=1, max_size=6))
    named += draw(st.sampled_from([[], ["..".join(sorted([draw(PLAIN), draw(PLAIN)]))]]))
    named[0] = draw(st.sampled_from(["", ".."])) * (".." not in named[0]) + named[0]
    named[-1] += draw(st.sampled_from(["", ".."])) * (".." not in named[-1])
    return draw(st.sampled_from(["[{}]", "{{{}}}"])).format(",".join(named))


any_end = st.one_of(level_2, moments(), st.sampled_from(["", ".."]))
all_of_level_2 = st.one_of(
    level_2,
    sets().filter(is_date),
    st.builds("{}/{}".format, level_2, any_end).filter(is_date),
    st.builds("{}/{}".format, any_end, level_2).filter(is_date),
)


def how_many(date: Date) -> int:
    """Members of a set, 0 of what is none."""
    return len(members(date.text)) if date.one_of or date.all_of else 0


def meant(date: Date) -> tuple[object, ...]:
    """What a date means. A set of one date is that date; `156X-X0` leaves nothing but `156X-10`."""
    doubts = (
        date.approximate,
        date.uncertain,
        date.interval,
        date.reversed,
        date.unknown_start,
        date.unknown_end,
    )
    ends = [end and (end.doubts, end.estimate, end.precision) for end in (date.start, date.end)]
    kind = (date.one_of, date.all_of) if how_many(date) else ends
    return (date.earliest, date.latest, list(islice(date.spans, 50)), date.precision, doubts, kind)


@given(all_of_level_2, st.booleans())
@often(500)
@example("2024-1X-XX", True)
@example("2024-XX-XX/2026", True)
@example("1950S2~", False)
@example("0079S2%", False)
@example("-000X-12-25", False)
@example("2004-06~-11/?2005-06-~11", True)
@example("[1667,1668,1670..1672]", True)
@example("[..00XX-X1,0001-01-01..0001-05-01]", False)
@example("{9999-11-28,9887-25,-1XXX-11-16..}", False)
@example("[0048,-0433-07-X1..]", False)
@example("{..-XXX1-09-2X}", False)
@example("{?2004-06-~11,1667}", False)
@example("000X-X1/000X-X1", True)
@example("[Y17101S1,0000]", True)
@example("[-0079,Y17101S1]", False)
@example("[Y17101S1,-0079,Y17101S3]", False)
def test_level_2_is_read_back(text: str, ascii_only: bool) -> None:
    date = parse_edtf(text)
    shown = format_date(date, weekday=False, ascii=ascii_only)
    reading = read_human(shown, DateContext(TODAY))
    one, other = meant(reading.date), meant(date)
    if how_many(date) == 1:  # which is shown, and read, without its brackets
        one, other = one[:-1], other[:-1]
    assert one == other, (shown, reading)


@pytest.mark.parametrize(("text", "reason"), NOT_READ)
def test_what_is_shown_in_part_is_refused(text: str, reason: str) -> None:
    assert len(members(text)) > NAMED
    with pytest.raises(DateError) as caught:
        read_human(format_date(parse_edtf(text)), DateContext(TODAY))
    assert reason in caught.value.reason
