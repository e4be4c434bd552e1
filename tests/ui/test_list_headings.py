"""Headings and distances in the list: one key cycles through them; the cursor skips headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from seen import Browser, assert_tidy, browse, chosen, cursor_line, lines, pane, session_of

DAYS = (
    """
[[events]]
date = "2024"
title = "in that year"
[[events]]
date = "2024-08-06"
title = "first"
"""
    + "".join(
        f'[[events]]\ndate = 2024-08-{day:02}T1{n}:00:00\ntitle = "event {day}.{n}"\n'
        for day in range(7, 13)
        for n in range(day % 3 + 1)
    )
    + """
[[events]]
title = "undated"
"""
)


@pytest.fixture
def days(write: Callable[[str], str]) -> str:
    return write(DAYS)


def listed(pilot: Browser) -> list[str]:
    """Return the lines of the list that are not empty."""
    return [line for line in pane(pilot, "#list").splitlines()[1:] if line]


async def test_headings_where_there_is_room(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        assert listed(pilot)[0].startswith("─ January 2024 ──")
        assert listed(pilot)[1].split() == ["5", "Fri", "Talks", "open", "at", "Oslo"]
        assert not any("heading" in line for line in lines(pilot))
    async with browse(small, size=(80, 24)) as pilot:
        assert "Talks open" in listed(pilot)[0]


async def test_the_heading_key_cycles_through_the_modes(small: str) -> None:
    async with browse(small, size=(80, 24)) as pilot:
        plain = listed(pilot)
        await pilot.press("d")
        assert "headings by month" in lines(pilot)[-1]
        assert listed(pilot)[0].startswith("─ January 2024 ─")
        await pilot.press("d")
        assert "headings by month, and the time between events" in lines(pilot)[-1]
        await pilot.press("j", "j")
        assert "+4 d" in cursor_line(pilot)
        assert "4 days after the previous event shown" in pane(pilot, "#detail")
        await pilot.press("d", "g")
        assert listed(pilot) == plain
        assert "previous event" not in pane(pilot, "#detail")


async def test_the_axis_decides_how_long_groups_are(days: str) -> None:
    async with browse(days, size=(120, 40)) as pilot:
        found = listed(pilot)
        assert found[0].startswith("─ 2024 ─")
        await pilot.press("j", *["plus"] * 6)
        found = listed(pilot)
        assert found[0].startswith("─ 2024 ─")
        assert found[2].startswith("─ Tue 6 August 2024 · week 32 ─")
        assert [line.split() for line in found if "event 8." in line] == [
            ["10:00", "event", "8.0"], ["11:00", "event", "8.1"], ["12:00", "event", "8.2"],
        ]  # fmt: skip
        await pilot.press("0")
        assert "Tue 6" not in pane(pilot, "#list")


@pytest.mark.parametrize("size", [(120, 40), (40, 10)], ids=str)
async def test_every_row_can_be_reached(days: str, size: tuple[int, int]) -> None:
    async with browse(days, size=size) as pilot:
        events = session_of(pilot).content.event_list
        await pilot.press("j", *["plus"] * 6, "k")
        while "headings by day" not in lines(pilot)[-1]:
            await pilot.press("d")
        for key, way in (("j", 1), ("k", -1)):
            for _ in range(events.count - 1):
                before = events.cursor
                await pilot.press(key)
                assert events.cursor == before + way
                title = session_of(pilot).session.view[events.cursor].title
                assert title[:8] in cursor_line(pilot)
                assert_tidy(pilot)
        for key in ("G", "g", "space", "space", "b", "ctrl+d", "ctrl+u"):
            await pilot.press(key)
            title = session_of(pilot).session.view[events.cursor].title
            assert title[:8] in cursor_line(pilot)


async def test_a_click_is_on_what_is_shown(days: str) -> None:
    async with browse(days, size=(120, 40)) as pilot:
        await pilot.press("j", *["plus"] * 6)
        for y, line in [*enumerate(pane(pilot, "#list").splitlines())][::2]:
            before = chosen(pilot)
            await pilot.click("#list", offset=(12, y))
            if y == 0 or not line or line.startswith("─"):
                assert chosen(pilot) == before
            else:
                assert cursor_line(pilot).split() == line.split()


async def test_a_filter_keeps_the_headings(days: str) -> None:
    async with browse(days, size=(120, 40)) as pilot:
        await pilot.press("j", *["plus"] * 6, "slash", *"8.1", "enter")
        assert len(listed(pilot)) == 2
        assert listed(pilot)[0].startswith("─ Thu 8 August 2024 · week 32 ─")
        await pilot.press("slash", *"xyzzy", "enter")
        assert listed(pilot) == [" No events"]


async def test_in_ascii(small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C")
    async with browse(small, size=(120, 40)) as pilot:
        assert listed(pilot)[0].startswith("- January 2024 --")
        await pilot.press("d", "T")
        assert all(line.isascii() for line in listed(pilot)), listed(pilot)


async def test_headings_follow_the_display_clock(write: Callable[[str], str]) -> None:
    name = write(
        '[timeline]\ntimezone = "Europe/Moscow"\n'
        '[[events]]\ndate = 2024-08-07T23:30:00Z\ntitle = "late"\n[[events]]\ndate = 2024-08-09\ntitle = "x"\n'
    )
    async with browse(name, size=(120, 40)) as pilot:
        await pilot.press("d")
        assert listed(pilot)[:2] == [listed(pilot)[0], " 02:30    late"]
        assert listed(pilot)[0].startswith("─ Thu 8 August")
        await pilot.press("T", "T")
        assert listed(pilot)[0].startswith("─ Wed 7 August")
        assert "23:30" in listed(pilot)[1]


async def test_no_headings_without_dated_events(write: Callable[[str], str]) -> None:
    async with browse(write('[[events]]\ntitle = "x"\n'), size=(120, 40)) as pilot:
        assert len(listed(pilot)) == 1
        await pilot.press("d")
        assert "no dated events" in lines(pilot)[-1]


async def test_no_heading_for_each_event(write: Callable[[str], str]) -> None:
    name = write(
        "".join(f'[[events]]\ndate = "{year}"\ntitle = "{year}"\n' for year in range(1000, 2000, 100))
    )
    async with browse(name, size=(120, 40)) as pilot:
        assert len(listed(pilot)) == 10
        await pilot.press("d")
        assert len(listed(pilot)) == 20


async def test_headings_are_only_in_the_list(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        before = listed(pilot)
        await pilot.press("V", "d")
        assert "belong to the list" in lines(pilot)[-1]
        await pilot.press("V")
        assert listed(pilot) == before


INCIDENT = """
[[events]]
id = "alert"
date = 2024-08-07T14:30:00Z
title = "first alert"
[[events]]
date = 2024-08-07T14:44:05Z
title = "rolled back"
[[events]]
date = "2024-08-07T15:00:00Z/2024-08-07T16:17:00Z"
title = "degraded"
[[events]]
date = 2024-08-07T14:27:00Z
title = "deployed"
"""


async def test_times_are_counted_from_an_event(write: Callable[[str], str]) -> None:
    async with browse(write(INCIDENT), size=(120, 40)) as pilot:
        await pilot.press("j", "Z")
        assert "T+ relative to first alert" in lines(pilot)[-1]
        text = pane(pilot, "#list")
        for title, since in (
            ("deployed", "T-00:03:00"),
            ("first alert", "T+00:00:00"),
            ("rolled back", "T+00:14:05"),
        ):
            assert since in next(line for line in text.splitlines() if title in line)
        await pilot.press("j")
        assert "T+00:14:05 from “first alert”" in pane(pilot, "#detail")
        await pilot.press("j")
        assert "1 h 17 min" in pane(pilot, "#detail")
        await pilot.press("r")
        assert "T+00:14:05" in pane(pilot, "#list")
        await pilot.press("k", "k", "Z")
        assert "no longer" in lines(pilot)[-1]
        assert "T+" not in pane(pilot, "#list")
        assert_tidy(pilot)


async def test_the_detail_counts_days_and_years_exactly(write: Callable[[str], str]) -> None:
    later = '[[events]]\ndate = "2022-03-05T10:00"\ntitle = "days"\n'
    later += '[[events]]\ndate = "2023-04-01T00:00"\ntitle = "year"\n'
    first = "[[events]]\ndate = 2022-03-01T12:15:00\ntitle = 'alert'\n"
    async with browse(write(first + later), size=(120, 40)) as pilot:
        await pilot.press("g", "Z", "j")
        assert "T+3 d 21 h 45 min from “alert”" in pane(pilot, "#detail")
        assert "T+3 d 21:45 " in pane(pilot, "#list")
        assert "T+~1 y 30 d" in pane(pilot, "#list")
        await pilot.press("j")
        assert "T+1 y 30 d 11 h 45 min from “alert”" in pane(pilot, "#detail")


async def test_times_are_not_counted_from_what_has_no_beginning(write: Callable[[str], str]) -> None:
    async with browse(write('[[events]]\ntitle = "x"\n')) as pilot:
        await pilot.press("Z")
        assert "whose beginning is known" in lines(pilot)[-1]


async def test_distances_between_times_are_exact(write: Callable[[str], str]) -> None:
    async with browse(write(INCIDENT), size=(120, 40)) as pilot:
        await pilot.press("d", "d")
        assert "+14 min 5 s" in pane(pilot, "#list")
        await pilot.press("j", "j")
        assert "14 min 5 s after the previous event shown" in pane(pilot, "#detail")
