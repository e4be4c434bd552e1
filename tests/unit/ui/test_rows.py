"""A row of the list: no repeated dates, aligned columns, signs that do not depend on colour."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment

from timeline_tui.dates import parse_edtf
from timeline_tui.dates.shown import Shown, Times
from timeline_tui.model import Chronology, Event
from timeline_tui.store import Store
from timeline_tui.text import reveal
from timeline_tui.ui import rows, styles
from timeline_tui.ui.glyphs import ASCII, UNICODE, Glyphs


def event(date: str = "2024-08-07", title: str = "Title", **more: object) -> Event:
    return Event("x", parse_edtf(date) if date else None, title, **more)  # type: ignore[arg-type]


def store(*found: Event) -> Store:
    return Store(Chronology(events=found))


def text_of(segments: list[Segment]) -> str:
    return "".join(segment.text for segment in segments)


def row(of: Event, *others: Event, previous: Event | None = None, width: int = 60, **more: object) -> str:
    columns = rows.columns_for(store(of, *others))
    return text_of(rows.event_row(of, previous, width, columns, UNICODE, **more))  # type: ignore[arg-type]


def test_years_stand_below_each_other() -> None:
    days = event("1975-01-14"), event("1001-06"), event("1004"), event("197X"), event("1004/..")
    found = [row(one, *days) for one in days]
    assert [line[:16] for line in found] == [
        " 14 Jan 1975    ", "    Jun 1001    ", "        1004    ", "        1970s … ", "        1004– … ",
    ]  # fmt: skip
    years = event("1975"), event("197X")
    assert [row(one, *years)[:6] for one in years] == [" 1975 ", " 1970s"]


def test_open_ends_are_marked_after_the_year() -> None:
    found = [event(text) for text in ("2024-08-27/..", "2024-08-27/", "[2024-08-27,1667]", "[2024-08-27..]")]
    assert [row(one, event("1667")).split(" …")[0] for one in found] == [
        " 27 Aug 2024–", " 27 Aug 2024–?", " 1667 or", " 27 Aug 2024 or",
    ]  # fmt: skip


def test_a_cut_label_ends_in_an_ellipsis() -> None:
    days = ",".join([f"2024-08-{day}" for day in range(10, 31)])
    assert row(event(f"{{{days}}}"), event("1667"))[:15] == " 10 Aug 2024 +…"


def test_a_day_in_a_chronology_of_one_year() -> None:
    assert row(event()) == "  7 Aug Wed    Title"
    assert row(event("2024-08-17")) == " 17 Aug Sat    Title"


def test_the_year_where_there_are_several() -> None:
    other = event("2023-01-01")
    assert "7 Aug 2024" in row(event(), other)
    assert row(event("2023"), event()).split() == ["2023", "Title"]


def test_a_month_stands_under_the_months() -> None:
    day = row(event("2024-08-07"), event("2024-08"))
    month = row(event("2024-08"), event("2024-08-07"))
    assert day.index("Aug") == month.index("Aug")


def test_a_repeated_date_is_left_out() -> None:
    shown = row(event(), previous=event())
    assert "Aug" not in shown
    assert shown.index("Title") == row(event()).index("Title")


def test_times_have_a_column_where_there_are_any() -> None:
    timed = event("2024-08-07T14:30:00Z")
    assert " 14:30 " in row(timed)
    assert row(event(), timed).index("Title") == row(timed).index("Title")


def test_times_as_written_have_room_for_their_offsets() -> None:
    plain = event("2024-08-07T23:30"), event("2024-08-07")
    columns = rows.columns_for(store(*plain), Shown(Times.WRITTEN))

    def line(date: str, glyphs: Glyphs = UNICODE) -> str:
        return text_of(rows.event_row(event(date), None, 60, columns, glyphs))

    assert " 23:30+12 " in line("2024-08-07T23:30+12:00")
    assert " 23:30    " in line("2024-08-07T23:30")
    # The sample that determines the column width has no such time.
    assert " 23:30+5… " in line("2024-08-07T23:30+05:45")
    assert " 23:30... " in line("2024-08-07T23:30+05:45", ASCII)
    columns = rows.columns_for(store(event("2024-08-07T23:30+05:45")), Shown(Times.WRITTEN))
    assert " 23:30+5:45 " in line("2024-08-07T23:30+05:45")


@pytest.mark.parametrize(
    ("text", "times", "converted"),
    [
        ("2024-08-07T23:30Z", Times.ZONE, True),
        ("2024-08-07T23:30+02:00", Times.ZONE, False),
        ("2024-08-07T23:30+02:00", Times.UTC, True),
        ("2024-08-07T23:30+05:00/2024-08-08T23:30+02:00", Times.ZONE, True),
        ("2024-08-07T23:30Z", Times.WRITTEN, False),
        ("2024-08-07T23:30", Times.ZONE, False),
        ("2024-08-07", Times.ZONE, False),
    ],
)
def test_columns_know_whether_times_are_converted(text: str, times: Times, converted: bool) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    one = Event("x", parse_edtf(text, line=berlin), "Title")
    assert rows.columns_for(store(one), Shown(times, berlin)).converted is converted


@pytest.mark.parametrize(
    ("date", "sign", "ascii_sign"),
    [
        ("2024-08-07", " ", " "),
        ("2024-08-07~", "~", "~"),
        ("2024-08-07?", "?", "?"),
        ("2024-08-07%", "%", "%"),
        ("2024-08-07/2024-08-09", "↔", "="),
        ("", "-", "-"),
    ],
)
def test_signs(date: str, sign: str, ascii_sign: str) -> None:
    assert rows.signs(event(date), UNICODE) == (sign, " ")
    assert rows.signs(event(date), ASCII) == (ascii_sign, " ")


def test_the_sign_of_a_dispute() -> None:
    assert rows.signs(event(status="disputed"), UNICODE)[1] == "!"


def test_a_mark() -> None:
    assert row(event(), marked=True).startswith("*")


def test_a_cut_title_ends_in_an_ellipsis() -> None:
    shown = row(event(title="word " * 100), width=40)
    assert cell_len(shown) <= 40
    assert shown.endswith("…")
    columns = rows.columns_for(store(event()))
    assert text_of(rows.event_row(event(title="word " * 100), None, 40, columns, ASCII)).endswith("...")


def test_without_a_date() -> None:
    assert row(event("")).startswith(" no date")


def test_no_events_at_all() -> None:
    assert rows.columns_for(store()).before_title > 0


def test_matches_are_marked() -> None:
    segments = rows.highlighted("Peace and péace", ("peace",), styles.PLAIN)
    assert [(s.text, bool(s.style and s.style.underline)) for s in segments] == [
        ("Peace", True), (" and ", False), ("péace", True),
    ]  # fmt: skip


titles = st.text(st.sampled_from("aZ 日👩\u200d🇳🇴\ufe0fé\u0301\n\x1b\u202e[/]"), max_size=60)
dates = st.sampled_from(
    ["", "2024", "2024-08~", "-0043", "2024-08-07T10:00:00Z", "20XX", "2024-01/..", "../2024", "Y-170000002"]
)


@given(titles, dates, dates, st.integers(0, 80))
@example("\u200d\u200d\u202e", "", "", 14)
@example("\u200d\u200d" + "日" * 40, "2024", "", 40)
def test_a_row_is_never_wider_than_its_line(title: str, date: str, other: str, width: int) -> None:
    one = event(date, title)
    columns = rows.columns_for(store(one, event(other)))
    segments = rows.event_row(one, None, width, columns, UNICODE, terms=("a", "日"))
    assert sum(cell_len(s.text) for s in segments[:4]) == columns.before_title
    assert cell_len(text_of(segments)) <= max(width, columns.before_title)
    assert reveal(text_of(segments)) == text_of(segments)


@pytest.mark.parametrize(
    ("date", "unit", "label"),
    [
        ("2024-08-07", 0, ""),
        ("2024-08", 0, ""),
        ("2024", 0, ""),
        ("2024-08-07", 1, " 7 Wed"),
        ("2024-08-17", 1, "17 Sat"),
        ("2024-08", 1, ""),
        ("2024-21", 1, "spring"),
        ("2024-08-07", 2, " 7 Aug Wed"),
        ("2024-08", 2, "   Aug"),
        ("2024", 2, ""),
        ("2024-08-07", 3, " 7 Aug 2024"),
        ("[1667..]", 2, "1667 or"),
        ("../2024", 2, "to 2024"),
        ("2024-08-07/..", 0, "–"),
        ("2024-08-07/", 1, " 7–?"),
        ("2024-08/", 1, "–?"),
        ("2024/..", 2, "–"),
        ("{2024,2026}", 2, "+1"),
        ("", 0, ""),
    ],
)
def test_under_a_heading_the_date_omits_what_the_heading_shows(date: str, unit: int, label: str) -> None:
    columns = rows.columns_for(store(event("2024-08-07"), event("1999")))._replace(unit=unit)
    assert rows.label_in(event(date), columns).replace("       ", "") == label


def test_columns_do_not_move_from_row_to_row() -> None:
    found = [event("2024-08-07"), event("2024-08-07T10:00:00Z"), event("2024-08"), event("2024"), event("")]
    for unit in range(5):
        columns = rows.columns_for(store(*found), unit=unit, distances=True)
        shown = [text_of(rows.event_row(one, None, 60, columns, UNICODE, before=found[0])) for one in found]
        assert len({line.index("Title") for line in shown}) == 1


@given(titles, dates, st.integers(0, 12), st.integers(0, 80))
def test_a_heading_is_never_wider_than_its_line(title: str, date: str, unit: int, width: int) -> None:
    columns = rows.columns_for(store(event(date, title)), unit=unit)
    for glyphs in (UNICODE, ASCII):
        line = text_of(rows.heading_row(event(date, title), width, columns, glyphs))
        assert cell_len(line) <= width
        assert line.isascii() or glyphs is UNICODE


@pytest.mark.parametrize(
    ("times", "shown"),
    [
        (["14:30:05Z", "14:31:05Z"], ["14:30", "14:31"]),
        (["14:30:05Z", "14:30:07Z", "14:31Z"], ["14:30:05", "14:30:07", "14:31"]),
        (["14:30Z", "14:30Z"], ["14:30", "14:30"]),
        (["14:30:05.25Z", "14:30:05.5Z", "14:31:00Z"], ["14:30:05.25", "14:30:05.5", "14:31:00"]),
        (["14:30:05.418207Z", "14:30:05.418361Z"], ["14:30:05.418207", "14:30:05.418361"]),
        (["14:30:05.418Z", "14:31:05.419Z"], ["14:30", "14:31"]),
    ],
)
def test_seconds_are_shown_where_neighbours_need_them(times: list[str], shown: list[str]) -> None:
    events = [event(f"2024-08-07T{time}", "title") for time in times]
    columns = rows.columns_for(store(*events))
    shown_times = [text_of(rows.event_row(each, None, 80, columns, UNICODE)).split()[3] for each in events]
    assert shown_times == shown
