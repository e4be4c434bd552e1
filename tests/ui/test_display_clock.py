"""The display clock: T switches to the next clock, which changes the display only."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from seen import Browser, browse, chosen, detail_lines, ids, lines, session_of

from timeline_tui.ui.browser.screen import MainScreen

TIMES = """
[timeline]
timezone = "Europe/Moscow"

[[events]]
id = "day"
date = 2024-08-07
title = "A day"

[[events]]
id = "late"
date = 2024-08-07T23:30:00Z
title = "Late in Greenwich"

[[events]]
id = "own"
date = 2024-08-08T03:00:00
title = "By the clock of Moscow"

[[events]]
id = "far"
date = 2024-08-07T20:15:00-04:00
title = "Far away"

[[events.claims]]
by = "Somebody"
text = "Earlier"
date = 2024-08-07T12:00:00Z
"""


@pytest.fixture
def times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Write events: a day, and three times within an hour by three clocks."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    path = tmp_path / "moscow.toml"
    path.write_text(TIMES)
    return str(path)


def listed(pilot: Browser) -> list[str]:
    """Return the day and time of each row."""
    shown = session_of(pilot).content.event_list
    found = []
    for row in range(shown.count):
        text = "".join([segment.text for segment in shown.draw_row(row, 60)])
        found.append(" ".join(text[: shown._columns.before_title].split()))
    return found


def detail(pilot: Browser) -> str:
    """Return the text of the detail pane, joined."""
    return " ".join(" ".join(detail_lines(pilot)).split())


def screen(pilot: Browser) -> MainScreen:
    found = pilot.app.screen
    assert isinstance(found, MainScreen)
    return found


async def test_the_clock_key_cycles_through_the_clocks(times: str) -> None:
    async with browse(times, size=(140, 30)) as pilot:
        await pilot.press("j")
        assert chosen(pilot) == "late"
        await pilot.press("d", "d")  # no headings, so the day is next to the time
        in_moscow = listed(pilot)
        assert in_moscow == ["7 Aug Wed", "8 Aug Thu 02:30", "03:00", "03:15"]
        written = "Wed 7 August 2024, 23:30:00 UTC"
        assert f"{written} = Thu 8 August 2024, 02:30:00 +03:00 (Europe/Moscow)" in detail(pilot)
        assert "times in Europe/Moscow" in lines(pilot)[0]  # because some were written by other clocks

        await pilot.press("T")
        assert listed(pilot) == ["7 Aug Wed", "23:30Z", "8 Aug Thu 03:00+3", "7 Aug Wed 20:15-4"]
        assert written in detail(pilot)
        assert " = " not in detail(pilot)
        assert "times as written" in lines(pilot)[0]
        assert "times as written; the order stays" in lines(pilot)[-1]

        await pilot.press("T")
        assert listed(pilot) == ["7 Aug Wed", "23:30", "8 Aug Thu 00:00", "00:15"]
        assert "times in UTC" in lines(pilot)[0]
        await pilot.press("j")
        own = "Thu 8 August 2024, 03:00:00 = Thu 8 August 2024, 00:00:00 UTC"
        assert own in detail(pilot)

        await pilot.press("T")
        assert listed(pilot) == ["7 Aug Wed", "8 Aug Thu 08:30", "09:00", "09:15"]
        assert "times in Asia/Tokyo" in lines(pilot)[0]
        assert "times in Asia/Tokyo, this machine's" in lines(pilot)[-1]
        await pilot.press("j")
        assert "09:15:00 +09:00 (Asia/Tokyo)" in detail(pilot)
        assert (
            "claimed by Somebody · Wed 7 August 2024, 12:00:00 UTC = Wed 7 August 2024, 21:00:00 +09:00"
            in detail(pilot)
        )

        await pilot.press("T")
        assert listed(pilot) == in_moscow
        assert "times in Europe/Moscow" in lines(pilot)[0]
        assert "times in Europe/Moscow, the chronology's" in lines(pilot)[-1]


async def test_times_as_written_show_their_offset_when_zones_differ(tmp_path: Path) -> None:
    for name, zone in (("a", "Europe/Berlin"), ("b", "America/New_York"), ("c", "Asia/Tokyo")):
        event = f'[[events]]\ndate = "2024-11-24T07:24:05"\ntitle = "{name}"\n'
        (tmp_path / f"{name}.toml").write_text(f'[timeline]\ntimezone = "{zone}"\n{event}')
    async with browse(str(tmp_path), size=(80, 24)) as pilot:
        assert [line.split()[-1] for line in listed(pilot)] == ["23:24", "07:24", "13:24"]
        await pilot.press("T")
        assert [line.split()[-1] for line in listed(pilot)] == ["07:24+9", "07:24+1", "07:24-5"]
        assert "07:24:05 (+09:00, its file's time zone)" in detail(pilot)


async def test_order_and_answers_stay(times: str) -> None:
    async with browse(times, size=(140, 30)) as pilot:
        order = ids(pilot)
        answers: dict[str, list[str]] = {}
        for _ in range(4):
            assert ids(pilot) == order
            for query in ("date:2024-08-07", "date!:2024-08-08", "since:2024-08-08T03:00"):
                found = [event.id for event in session_of(pilot).session.view_of(query)]
                assert answers.setdefault(query, found) == found
            await pilot.press("end")
            assert chosen(pilot) == "far"
            await pilot.press("left_curly_bracket", "home", "T")
        assert answers["date!:2024-08-08"] == ["late", "own", "far"]


async def test_a_time_without_a_zone_stays(
    small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    path = tmp_path / "one.toml"
    path.write_text('[[events]]\ndate = "2024-08-07T14:30"\ntitle = "Half past two"\n')
    async with browse(str(path), size=(120, 30)) as pilot:
        assert "no time zone" not in detail(pilot)
        await pilot.press("T", "T")
        assert "14:30 (no time zone)" in detail(pilot)
        await pilot.press("T")
        assert listed(pilot) == ["7 Aug Wed 14:30+?"]
        assert "14:30 (no time zone)" in detail(pilot)


async def test_it_outlives_a_filter_and_a_reload(times: str) -> None:
    async with browse(times, size=(140, 30)) as pilot:
        await pilot.press("d", "d", "T", "T", "slash", *"late", "enter", "r")
        assert "times in UTC" in lines(pilot)[0]
        assert listed(pilot) == ["7 Aug Wed 23:30"]
        assert screen(pilot).session.times.value == "utc"


async def test_a_time_without_a_zone_is_marked_beside_converted_times(small: str, tmp_path: Path) -> None:
    path = tmp_path / "mixed.toml"
    events = ("2024-08-07T09:00", "2024-08-07T12:00Z", "2024-08-07T14:30+03:00")
    path.write_text("".join(f'[[events]]\ndate = "{date}"\ntitle = "Something"\n' for date in events))
    async with browse(str(path), size=(120, 30)) as pilot:
        assert "times in UTC" in lines(pilot)[0]
        assert listed(pilot) == ["7 Aug Wed 09:00+?", "11:30", "12:00"]
        assert "09:00 (no time zone)" in detail(pilot)
        await pilot.press("T")  # as written
        assert [line.split()[-1] for line in listed(pilot)] == ["09:00+?", "14:30+3", "12:00Z"]


async def test_an_hour_that_comes_twice(small: str, tmp_path: Path) -> None:
    path = tmp_path / "autumn.toml"
    events = ("2024-11-03T01:10-05:00", "2024-11-03T01:50-04:00", "2024-11-03T03:00-05:00")
    path.write_text(
        '[timeline]\ntimezone = "America/New_York"\n'
        + "".join(f'[[events]]\ndate = "{date}"\ntitle = "Something"\n' for date in events)
    )
    async with browse(str(path), size=(120, 30)) as pilot:
        assert listed(pilot) == ["3 Nov Sun 01:50-4", "01:10-5", "03:00"]
        await pilot.press("T", "T")
        assert "times in UTC" in lines(pilot)[0]
        assert [line.split()[-1] for line in listed(pilot)] == ["05:50", "06:10", "08:00"]


@pytest.mark.parametrize(
    ("presses", "typed", "found"),
    [
        (0, "8 aug 2024 02:30", "late"),  # Moscow, the chronology's zone
        (1, "8 aug 2024 02:30", "late"),  # as written: no single zone, so the chronology's is used
        (2, "7 aug 2024 23:30", "late"),  # UTC
        (2, "8 aug 2024 00:15", "far"),
        (3, "8 aug 2024 08:30", "late"),  # Tokyo, the machine's zone
        (2, "2024-08-08T03:15+03:00", "far"),  # an explicit offset overrides the clock
    ],
)
async def test_a_typed_time_is_read_by_the_clock_on_screen(
    times: str, presses: int, typed: str, found: str
) -> None:
    async with browse(times, size=(100, 24)) as pilot:
        await pilot.press(*["T"] * presses, "t")
        await pilot.press(*typed, "enter")
        assert chosen(pilot) == found
        clock = ["", "", "times in UTC", "times in Asia/Tokyo"][presses]
        assert clock in lines(pilot)[-1]


async def test_a_time_without_a_day_is_on_the_day_of_the_selected_event(times: str) -> None:
    async with browse(times, size=(120, 24)) as pilot:
        await pilot.press("G", "t", *"02:31", "enter")
        assert chosen(pilot) == "own"
        assert "02:31 read as Thu 8 August 2024, 02:31" in lines(pilot)[-1]
        await pilot.press("slash", *"since:03:10", "enter")
        assert ids(pilot) == ["far"]
        assert "03:10 read as Thu 8 August 2024, 03:10" in "\n".join(lines(pilot))


async def test_relative_hours_count_from_now(times: str) -> None:
    async with browse(times, size=(120, 24)) as pilot:
        session_of(pilot).session.today = lambda: datetime(2024, 8, 8, 2, tzinfo=UTC)
        await pilot.press("slash", *"since:-2h", "enter")
        assert ids(pilot) == ["own", "far"]
