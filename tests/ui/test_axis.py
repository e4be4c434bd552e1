"""The time axis, by keys and mouse: axis and list follow each other."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from seen import assert_tidy, browse, chosen, ids, lines, seen, session_of, strips, style_at, until, wheel

SPREAD = """
[[events]]
date = "1000"
title = "old"
[[events]]
date = 2024-08-06
title = "first"
[[events]]
date = "2024-08-06/2024-08-10"
title = "lasting"
[[events]]
date = 2024-08-07T14:30:00
title = "exact"
[[events]]
date = 2024-08-07T14:30:05
title = "later"
[[events]]
title = "undated"
"""


@pytest.fixture
def density(write: Callable[[str], str]) -> str:
    return write(SPREAD)


def reversed_cells(pilot: object) -> list[int]:
    """Return the cells of the axis's first row that are drawn as the cursor."""
    strip = strips(pilot)[1]  # type: ignore[arg-type]
    return [n for n in range(len(strip.text)) if style_at(strip, n).reverse]


@pytest.mark.parametrize(("size", "rows"), [((40, 10), 1), ((80, 24), 2), ((120, 40), 3)])
async def test_the_axis_has_as_many_rows_as_fit(small: str, size: tuple[int, int], rows: int) -> None:
    async with browse(small, size=size) as pilot:
        assert session_of(pilot).content.axis.size == (size[0], rows)
        assert "events 12" in lines(pilot)[1 + rows]
        assert_tidy(pilot)
        await pilot.press("i")
        assert "events 12" in lines(pilot)[1]
        await pilot.press("plus")
        assert "axis is hidden" in lines(pilot)[-1]
        await pilot.press("i")
        assert "events 12" in lines(pilot)[1 + rows]


async def test_no_axis_without_dates(write: Callable[[str], str]) -> None:
    async with browse(write('[[events]]\ntitle = "x"\n')) as pilot:
        assert "events 1" in lines(pilot)[1]
        await pilot.press("l")
        assert "no axis yet" in lines(pilot)[-1]


async def test_the_whole_span_of_the_selected_event_is_marked(density: str) -> None:
    async with browse(density, size=(100, 24)) as pilot:
        assert lines(pilot)[1][0] == "▂"  # a year is shorter than a cell
        assert reversed_cells(pilot) == [0]
        await pilot.press("j")
        assert reversed_cells(pilot) == [99]
        await pilot.press("j", *["plus"] * 13)
        cells = reversed_cells(pilot)
        assert len(cells) > 1
        assert cells == list(range(cells[0], cells[-1] + 1))
        assert "━" in lines(pilot)[1]


async def test_closer_to_a_second_and_back(density: str) -> None:
    async with browse(density, size=(100, 24)) as pilot:
        await pilot.press("j", "j", "j")
        await pilot.press(*["plus"] * 40)
        assert "maximum zoom" in lines(pilot)[-1]
        assert session_of(pilot).content.viewport.window.cell == 1
        first = lines(pilot)[1].index("█")
        assert lines(pilot)[1][first + 5] == "█"
        assert ":30" in lines(pilot)[2]
        assert "7 Aug 2024" in lines(pilot)[2]
        await pilot.press("0")
        assert session_of(pilot).content.viewport.whole
        await pilot.press("minus")
        assert "whole chronology shown" in lines(pilot)[-1]


async def test_cell_by_cell(density: str) -> None:
    async with browse(density, size=(100, 24)) as pilot:
        await pilot.press("l")
        assert chosen(pilot) == ids(pilot)[1]  # all of 2024 is in the last cell
        await pilot.press("l")
        assert "nothing later" in lines(pilot)[-1]
        await pilot.press("h")
        assert chosen(pilot) == ids(pilot)[0]
        await pilot.press("h")
        assert "nothing earlier" in lines(pilot)[-1]
        await pilot.press("l", *["plus"] * 30, "l")
        assert chosen(pilot) == ids(pilot)[3]
        await pilot.press("l")
        assert chosen(pilot) == ids(pilot)[4]
        await pilot.press("h")
        assert chosen(pilot) == ids(pilot)[3]
        await pilot.press("G", "h")  # an event without a date: starts from the beginning
        assert chosen(pilot) == ids(pilot)[0]


async def test_it_follows_the_cursor_and_pans(density: str) -> None:
    async with browse(density, size=(100, 24)) as pilot:
        await pilot.press("j", *["plus"] * 20)
        before = session_of(pilot).content.viewport.window
        await pilot.press("L")
        assert session_of(pilot).content.viewport.window.first == before.first + 50 * before.cell
        await pilot.press("H")
        assert session_of(pilot).content.viewport.window == before
        await pilot.press("g")
        window = session_of(pilot).content.viewport.window
        event = session_of(pilot).session.event
        assert event is not None
        assert event.date is not None
        assert event.date.earliest is not None
        assert 0 <= window.cell_of(event.date.earliest) < window.width
        for _ in range(60):
            await pilot.press("H")
            if "end of data" in lines(pilot)[-1]:
                break
        assert "end of data" in lines(pilot)[-1]


async def test_a_range_is_picked(density: str) -> None:
    async with browse(density, size=(100, 24)) as pilot:
        await pilot.press("j", *["plus"] * 13, "v")
        assert "2024-08-06..2024-08-10: move" in lines(pilot)[-1]
        await pilot.press("j", "escape", "v")
        assert "2024-08-06: move" in lines(pilot)[-1]
        await pilot.press("l")
        assert "2024-08-06..2024-08-07: move" in lines(pilot)[-1]
        await pilot.press("escape")
        assert "move" not in lines(pilot)[-1]
        assert len(ids(pilot)) == 6
        await pilot.press("h", "v", "v", "enter")  # v again ends the selection, so Enter opens the event
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "detail"
        await pilot.press("escape", "v", "j", "j", "enter")
        assert "/ date:2024-08-06..2024-08-10" in lines(pilot)[-1]
        assert len(ids(pilot)) == 4


async def test_filtered_out_events_stay_on_the_axis(density: str) -> None:
    async with browse(density, size=(100, 24)) as pilot:
        await pilot.press("slash", *"old", "enter")
        assert lines(pilot)[1][0] == "▂"
        assert lines(pilot)[1][99] == "░"


async def test_the_mouse(density: str) -> None:
    async with browse(density, size=(100, 24)) as pilot:
        await pilot.click("#axis", offset=(99, 0))
        assert chosen(pilot) == ids(pilot)[1]
        await wheel(pilot, "#axis", up=True, offset=(99, 0))
        assert not session_of(pilot).content.viewport.whole
        await wheel(pilot, "#axis", offset=(99, 0))
        assert session_of(pilot).content.viewport.whole
        await pilot.mouse_down("#axis", offset=(90, 0))
        await pilot.hover("#axis", offset=(95, 0))
        await pilot.mouse_up("#axis", offset=(99, 0))
        await until(pilot, lambda: len(ids(pilot)) < 6)
        assert "date:" in lines(pilot)[-1]
        assert "old" not in seen(pilot)


async def test_a_drag_back_to_where_it_began_is_a_click(density: str) -> None:
    async with browse(density, size=(100, 24)) as pilot:
        picked = session_of(pilot).content.axis
        await pilot.mouse_down("#axis", offset=(90, 0))
        await pilot.hover("#axis", offset=(95, 0))
        await until(pilot, lambda: picked._picked is not None)
        await pilot.hover("#axis", offset=(90, 0))
        await until(pilot, lambda: picked._picked is None)
        await pilot.mouse_up("#axis", offset=(90, 0))
        await until(pilot, lambda: chosen(pilot) == ids(pilot)[1])
        assert picked._picked is None
        assert len(ids(pilot)) == 6


async def test_a_drag_ends_the_picking_by_keys(density: str) -> None:
    async with browse(density, size=(100, 24)) as pilot:
        await pilot.press("v")
        assert "move, Enter filters" in lines(pilot)[-1]
        await pilot.mouse_down("#axis", offset=(90, 0))
        await pilot.hover("#axis", offset=(95, 0))
        await pilot.mouse_up("#axis", offset=(99, 0))
        await until(pilot, lambda: len(ids(pilot)) < 6)
        assert session_of(pilot).content.axis._picked is None
        left = len(ids(pilot))
        await pilot.press("enter")  # opens the event, because nothing is selected
        assert len(ids(pilot)) == left
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "detail"


async def test_the_window_survives_a_tiny_terminal(density: str) -> None:
    async with browse(density, size=(100, 24)) as pilot:
        await pilot.press("j", *["plus"] * 4)
        viewport = session_of(pilot).content.viewport
        before = viewport.window
        await pilot.resize_terminal(2, 2)
        await until(pilot, lambda: viewport.width == 2)
        await pilot.resize_terminal(100, 24)
        await until(pilot, lambda: viewport.width == 100)
        assert viewport.window == before
        await pilot.resize_terminal(2, 2)
        await until(pilot, lambda: viewport.width == 2)
        await pilot.press("plus")
        small = viewport.window
        await pilot.resize_terminal(100, 24)
        await until(pilot, lambda: viewport.width == 100)
        assert viewport.window.end - viewport.window.first <= small.end - small.first + 100


async def test_events_not_known_on_the_day_are_lighter() -> None:
    async with browse("data/events.toml", size=(100, 24)) as pilot:
        await pilot.press("at", *"2024-08-07", "enter")
        await until(pilot, lambda: len(ids(pilot)) < 14)
        assert "░" in lines(pilot)[1] or "·" in lines(pilot)[1]


RANDOM_DATES = (
    "[1667,1670]", "156X-12-25", "1990-01-01", "{1667,1670}", "XXXX-12-25", "2024", "1914/1918", "1600/", "../1700",
    "2024-08-07T14:30:00Z", "-0043-03-15", "Y-13800000000", "2024-08~", "[..1760-12]", "2004-06-1X", "1984-XX-31",
)  # fmt: skip
RANDOM_KEYS = "plus plus minus 0 L L H l h j k g G v escape V d T i".split()  # noqa: SIM905


@pytest.mark.parametrize(("dates", "keys"), [("[1667,1670]", "++LLL"), ("156X-12-25 1990-01-01", "+++L")])
async def test_a_window_in_the_gap_of_a_date(write: Callable[..., str], dates: str, keys: str) -> None:
    text = "".join([f'[[events]]\ndate = "{date}"\ntitle = "a {date}"\n' for date in dates.split()])
    async with browse(write(text), size=(80, 24)) as pilot:
        await pilot.press(*keys.replace("+", "plus ").replace("L", "L ").split())
        assert_tidy(pilot)
        assert reversed_cells(pilot) == []
        await pilot.press("0")
        assert reversed_cells(pilot) != []


@pytest.mark.parametrize("seed", range(6))
async def test_random_keys_over_random_dates(write: Callable[..., str], seed: int) -> None:
    chance = random.Random(seed)
    dates = chance.sample(RANDOM_DATES, 4)
    text = "".join([f'[[events]]\ndate = "{date}"\ntitle = "a {date}"\n' for date in dates])
    async with browse(write(text), size=chance.choice([(80, 24), (120, 40), (40, 10)])) as pilot:
        for _ in range(25):
            await pilot.press(chance.choice(RANDOM_KEYS))
        assert pilot.app.is_running
        assert_tidy(pilot)
