"""The lanes in place of the list, by keys and mouse."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pyroaring import BitMap
from rich.color import ColorType
from seen import (
    Browser,
    assert_tidy,
    browse,
    chosen,
    focused,
    ids,
    line_with,
    lines,
    pane,
    seen,
    session_of,
    strips,
    style_at,
    until,
    wheel,
)

from timeline_tui.axis import CellCounts, Density, Window
from timeline_tui.ui.widgets.lanes import LanesView

ROME = (Path(__file__).parent / "rome.toml").read_text(encoding="utf-8")


def lanes(pilot: Browser) -> LanesView:
    return session_of(pilot).query_one(LanesView)


def cells(pilot: Browser, name: str) -> str:
    """Return the cells of a lane as drawn."""
    return line_with(pilot, f" {name} ")[lanes(pilot)._label :]


def labels(pilot: Browser) -> list[str]:
    """Return the labels and counts of the visible lanes."""
    width = lanes(pilot)._label
    return [
        " ".join(line[:width].split())
        for line in pane(pilot, "#lanes").split("\n")[1:]
        if line[:width].strip()
    ]


def reversed_labels(pilot: Browser) -> list[str]:
    """Return the lanes whose name is reversed, which marks the cursor's."""
    return [
        strip.text[1:].split("  ")[0].rstrip() for strip in strips(pilot)[2:] if style_at(strip, 1).reverse
    ]


def reversed_cells(pilot: Browser, name: str) -> str:
    """Return the reversed cells of a lane."""
    strip = next(strip for strip in strips(pilot) if strip.text.startswith(f" {name} "))
    begin = lanes(pilot)._label
    return "".join([char for n, char in enumerate(strip.text) if n >= begin and style_at(strip, n).reverse])


# -- what is shown ----------------------------------------------------------------------------------------------


TREE = """
[[locations]]
id = "north"
name = "North"
[[locations]]
id = "town"
name = "Town"
within = "north"
[[locations]]
id = "else"
name = "Elsewhere"
""" + "".join(
    [
        f'[[events]]\ndate = "2024-08-{n:02}"\ntitle = "x"\nlocations = ["{place}"]\n'
        for n, place in enumerate(["north", "north", "else", "else", "town"], 1)
    ]
)


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_child_lanes_are_indented_below_their_parent(
    write: Callable[[str], str], size: tuple[int, int]
) -> None:
    async with browse(write(TREE), size=size) as pilot:
        await pilot.press("V", "b")
        found = [line[: lanes(pilot)._label] for line in pane(pilot, "#lanes").split("\n")]
        names = [re.sub(r" +\d+ *$", "", line) for line in found if line.strip(" 0123456789")]
        begin = names.index(" North")
        assert names[begin : begin + 3] == [" North", "   Town", " Elsewhere"]


async def test_most_events_first(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V")
        assert focused(pilot) == "lanes"
        assert "7 by actor, 1 undated, b: by location" in lines(pilot)[1]
        assert labels(pilot) == [
            "all 7",
            "Rome 4",
            "Carthage 2",
            "Hannibal 2",
            "Caesar 1",
            "Romulus 1",
            "(none) 1",
        ]
        assert "600 BC" in lines(pilot)[3]
        assert "Rome is founded" in pane(pilot, "#detail")
        assert_tidy(pilot)


async def test_b_cycles_through_the_fields(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V", "b")
        assert labels(pilot) == ["all 7", "Italy 4", "Rome 2", "(none) 3"]
        await pilot.press("b")
        assert labels(pilot) == ["all 7", "war 3", "(none) 4"]
        await pilot.press("b")
        assert labels(pilot) == ["all 7", "(none) 7"]
        await pilot.press("b")
        assert labels(pilot) == ["all 7", "event 6", "period 1"]
        await pilot.press("b")
        assert "by actor" in lines(pilot)[1]
        await pilot.press("B")
        assert "by kind, 1 undated, b: by actor" in lines(pilot)[1]


async def test_marks_lines_dots_and_the_sign_of_a_dispute(rome: str) -> None:
    async with browse(rome, size=(120, 40)) as pilot:
        await pilot.press("V", "g")
        assert cells(pilot, "Carthage").split()[-1].strip("│") == "┣┫"
        assert "!" in cells(pilot, "Hannibal")
        assert cells(pilot, "Caesar").strip(" │") == "●"
        assert set(cells(pilot, "(none)").strip(" │")) == {"⣀"}
        assert set(cells(pilot, "Hannibal")) <= set(" │!┫")


async def test_uncertain_dates_have_their_own_sign(rome: str) -> None:
    async with browse(rome, size=(120, 40)) as pilot:
        await pilot.press("V", "G", *["plus"] * 3)
        assert cells(pilot, "Romulus").strip(" │") == "⣀" * len(cells(pilot, "Romulus").strip(" │"))
        await pilot.press("0", "g")
        assert cells(pilot, "Romulus").strip(" │") == "○"


async def test_events_without_a_date_are_counted(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V")
        assert "1 undated" in lines(pilot)[1]
        shown = {
            line.split()[0]: line.split()[-1] for line in pane(pilot, "#lanes").split("\n") if line.split()
        }
        assert (shown["all"], shown["Rome"]) == ("1", "1")
        assert " no date" in seen(pilot)
        assert not cells(pilot, "Carthage").strip(" │┣━┫!●")
        await pilot.press("slash", *"has:date", "enter")
        assert "undated" not in lines(pilot)[1]
        assert "no date" not in pane(pilot, "#lanes").split("\n", 4)[3]
        assert_tidy(pilot)
    async with browse(rome, size=(40, 10)) as pilot:  # no room for a column
        await pilot.press("V")
        assert "7 by actor, 1 undated" in lines(pilot)[1]


async def test_nothing_is_reversed_in_the_gaps_of_a_date(write: Callable[[str], str]) -> None:
    dates = ("[2001,2007]", "2004", "1999", "2012")
    text = "".join(f'[[events]]\ndate = "{date}"\ntitle = "E"\nactors = ["Anna"]\n' for date in dates)
    async with browse(write(text), size=(120, 40)) as pilot:
        await pilot.press("V", "g", "l")
        assert set(reversed_cells(pilot, "Anna")) == {"⣀"}
        assert "⣀  " in cells(pilot, "Anna")


async def test_every_lane_of_the_event_is_marked(rome: str) -> None:
    async with browse(rome, size=(120, 40)) as pilot:
        await pilot.press("V", "g", "l", "l")
        assert chosen(pilot) == "cannae"
        assert reversed_labels(pilot) == ["Rome"]
        assert reversed_cells(pilot, "Rome") == reversed_cells(pilot, "Hannibal") == "!"
        assert not reversed_cells(pilot, "Carthage")
        assert "│" in cells(pilot, "Caesar")  # a thin line in empty cells


async def test_no_information_depends_on_colour(rome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V", "g", "l")
        assert reversed_labels(pilot) == ["Rome"]
        for strip in strips(pilot):
            for _, style, _ in strip:
                for color in (style.color, style.bgcolor) if style else ():
                    assert color is None or color.type is ColorType.DEFAULT


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 10)], ids=str)
async def test_ascii(rome: str, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
    monkeypatch.setenv("LANG", "C")
    async with browse(rome, size=size) as pilot:
        for keys in (
            ["V"],
            ["g", "l"],
            ["b"],
            ["plus", "plus"],
            ["slash", *"war", "enter"],
            ["question_mark"],
            *[["pagedown"]] * 5,
        ):
            await pilot.press(*keys)
            assert seen(pilot).isascii(), [line for line in lines(pilot) if not line.isascii()]


async def test_a_long_name_is_cut_and_its_number_is_not(write: Callable[[str], str]) -> None:
    name = write(
        '[[events]]\ndate = 2024-01-01\ntitle = "x"\nactors = ["The Very Long Name of a Ministry\\u202e"]\n'
    )
    async with browse(name, size=(40, 10)) as pilot:
        await pilot.press("V")
        assert labels(pilot)[1] == "The Very… 1"
        assert_tidy(pilot)


# -- moving -----------------------------------------------------------------------------------------------------


async def test_between_lanes_and_along_them(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V", "g")
        assert chosen(pilot) == "first"
        await pilot.press("l", "j")
        assert (chosen(pilot), reversed_labels(pilot)) == ("second", ["Carthage"])
        await pilot.press("j")
        assert (chosen(pilot), reversed_labels(pilot)) == ("second", ["Hannibal"])
        await pilot.press("l", "k")
        assert (chosen(pilot), reversed_labels(pilot)) == ("second", ["Carthage"])
        await pilot.press("h", "h", "h")
        assert chosen(pilot) == "first"
        await pilot.press("G")
        assert (chosen(pilot), reversed_labels(pilot)) == ("hoard", ["(none)"])
        await pilot.press("g", "dollar_sign")
        assert chosen(pilot) == "stone"
        assert not reversed_cells(pilot, "Rome")  # it has no place on the axis
        await pilot.press("circumflex_accent")
        assert chosen(pilot) == "first"


async def test_keys_of_the_list_move_to_a_lane_with_the_event(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V", "g", "J", "J")
        assert (chosen(pilot), reversed_labels(pilot)) == ("cannae", ["Rome"])
        await pilot.press("J")
        assert (chosen(pilot), reversed_labels(pilot)) == ("murder", ["Caesar"])
        await pilot.press("t", *"750 BC", "enter")
        assert chosen(pilot) == "first"
        await pilot.press("left_curly_bracket", "m", "right_curly_bracket", "u")
        assert chosen(pilot) == "founded"


async def test_there_and_back_with_the_same_event(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("j", "j", "V")
        assert (chosen(pilot), reversed_labels(pilot)) == ("second", ["Rome"])
        await pilot.press("l", "V")
        assert (chosen(pilot), focused(pilot)) == ("cannae", "list")
        assert session_of(pilot).content.axis.display
        assert "Cannae" in pane(pilot, "#list")
        await pilot.press("V", "b", "h", "escape")
        assert (chosen(pilot), focused(pilot)) == ("second", "list")
        assert ids(pilot)[0] == "founded"


async def test_one_step_back_at_a_time(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("slash", *"war", "enter", "V", "z", "enter", "escape")
        assert focused(pilot) == "lanes"
        await pilot.press("escape")
        assert "detail" in seen(pilot)
        await pilot.press("escape")
        assert (focused(pilot), len(ids(pilot))) == ("list", 3)
        await pilot.press("escape")
        assert len(ids(pilot)) == 7


async def test_zoomed_and_panned(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V", "g")
        before = cells(pilot, "Carthage")
        await pilot.press("plus", "plus", "plus")
        assert "┣━━━" in cells(pilot, "Carthage")
        width = session_of(pilot).content.viewport.width
        await pilot.press("L")
        assert chosen(pilot) == "first"
        assert session_of(pilot).content.viewport.width == width == len(before.ljust(width))
        await pilot.press("0")
        assert cells(pilot, "Carthage") == before
        await pilot.press("i")
        assert "always have an axis" in lines(pilot)[-1]


async def test_the_window_follows_the_event(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V", "g", *["plus"] * 5)
        for _ in range(3):
            await pilot.press("l")
            assert reversed_cells(pilot, "Rome") or chosen(pilot) == "stone"


async def test_the_window_follows_the_event_that_a_filter_selects(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V", "plus", "plus", "plus", "slash", *"punic", "enter")
        assert chosen(pilot) == "first"
        assert reversed_cells(pilot, "Carthage").startswith("╌━")


async def test_a_range_is_picked(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V", "g", "v", "l", "l", "enter")
        assert ids(pilot) == ["first", "second", "cannae"]
        assert focused(pilot) == "lanes"
        await pilot.press("v", "escape")
        assert focused(pilot) == "lanes"


async def test_more_lanes_than_lines(write: Callable[[str], str]) -> None:
    text = "".join(
        f'[[events]]\nid = "e{n}"\ndate = 20{n:02}-01-01\ntitle = "E{n}"\nactors = ["A{n:02}"]\n'
        for n in range(60)
    )
    async with browse(write(text), size=(80, 24)) as pilot:
        await pilot.press("V")
        assert reversed_labels(pilot) == ["A00"]
        await pilot.press("space")
        assert reversed_labels(pilot) == ["A11"]
        await pilot.press("ctrl+d", "ctrl+u", "pageup")
        assert reversed_labels(pilot) == ["A00"]
        await pilot.press("G")
        assert labels(pilot)[-1] == "A59 1"
        assert chosen(pilot) == "e59"
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert reversed_labels(pilot) == ["A59"]


async def test_only_lanes_in_sight_are_counted(
    write: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[Window] = []
    whole = Density.cells

    def counting(self: Density, window: Window, numbers: BitMap | None = None) -> CellCounts:
        counted.append(window)
        return whole(self, window, numbers)

    monkeypatch.setattr(Density, "cells", counting)
    text = "".join(f'[[events]]\ndate = 2024-01-01\ntitle = "E"\nactors = ["A{n}"]\n' for n in range(500))
    async with browse(write(text), size=(80, 24)) as pilot:
        await pilot.press("V")
        counted.clear()
        await pilot.press("plus")
        assert 0 < len(counted) <= 24
        counted.clear()
        await pilot.press("j", "k", "l", "h")
        assert not counted


# -- filters, reloads, sizes ------------------------------------------------------------------------------------


async def test_filtered_out_events_are_light_marks(rome: str) -> None:
    async with browse(rome, size=(120, 40)) as pilot:
        await pilot.press("V", "slash", *"tag:war -kind:period", "enter")
        assert labels(pilot) == ["all 2", "Hannibal 2", "Rome 2", "Carthage 1"]
        assert set("─·") & set(cells(pilot, "Carthage"))
        assert "2 by actor" in lines(pilot)[1]


async def test_narrowing_to_a_lane(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V", "g", "j", "comma")
        assert ids(pilot) == ["first", "second"]
        assert lines(pilot)[-1].startswith(" / actor:=Carthage")
        assert reversed_labels(pilot) == ["Carthage"]
        await pilot.press("backslash", "b", "g", "comma")
        assert lines(pilot)[-1].startswith(" / location:=")
        await pilot.press("backslash", "G", "comma")
        assert lines(pilot)[-1].startswith(" / -has:location")
        assert ids(pilot) == ["first", "hoard", "stone"]


async def test_a_filter_without_matches(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V", "slash", *"xyzzy", "enter")
        assert "No events" in pane(pilot, "#lanes")
        assert "Enter says" not in seen(pilot)
        await pilot.press("j", "l", "G", "space", "plus", "comma", "b", "dollar_sign", "enter")
        assert focused(pilot) == "detail"
        assert_tidy(pilot)


async def test_an_empty_file(write: Callable[[str], str]) -> None:
    async with browse(write(""), size=(80, 24)) as pilot:
        await pilot.press("V", "j", "l", "b", "enter", "escape", "V")
        assert_tidy(pilot)


async def test_as_known_on_a_day(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V", "at", *"2024", "enter")
        assert "as known" in lines(pilot)[0]
        assert labels(pilot)[1] == "Rome 4"
        await pilot.press("g", "l", "at", "enter")
        assert (chosen(pilot), labels(pilot)[1]) == ("second", "Rome 4")


async def test_over_a_reload(rome: str, write: Callable[[str], str]) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V", "g", "j", "l")
        write(ROME + '[[events]]\ndate = "-0148/-0145"\ntitle = "Third"\nactors = ["Carthage"]\n')
        await pilot.press("r")
        await until(pilot, lambda: "Carthage 3" in labels(pilot))
        assert (chosen(pilot), reversed_labels(pilot)) == ("second", ["Carthage"])


@pytest.mark.parametrize(
    "size", [(80, 24), (120, 40), (40, 10), (200, 50), (20, 5), (10, 3), (5, 2), (1, 1)], ids=str
)
async def test_any_size(rome: str, size: tuple[int, int]) -> None:
    async with browse(rome, size=size) as pilot:
        for keys in (
            ["V"],
            ["g", "l"],
            ["b"],
            ["enter"],
            ["escape"],
            ["z"],
            ["slash", "w", "enter"],
            ["z"],
            ["escape"],
        ):
            await pilot.press(*keys)
            assert_tidy(pilot)
        for other in [(1, 1), (200, 50), (40, 10), (80, 24)]:
            await pilot.resize_terminal(*other)
            await pilot.pause()
            assert_tidy(pilot)


async def test_the_detail_is_below_or_behind(rome: str) -> None:
    async with browse(rome, size=(120, 40)) as pilot:
        await pilot.press("V")
        screen = session_of(pilot).content
        assert lanes(pilot).region.width == 120
        assert screen.detail.region.y >= lanes(pilot).region.bottom
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen.detail.region.height == 8
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert not screen.detail.display or not screen.detail.region.height
        assert "Rome is founded" in lines(pilot)[-2]  # the bottom line shows the event
        await pilot.press("enter")
        assert "Romulus" in pane(pilot, "#detail")
        await pilot.press("escape")
        assert focused(pilot) == "lanes"


async def test_help_and_palette_have_the_keys(rome: str) -> None:
    async with browse(rome, size=(100, 60)) as pilot:
        await pilot.press("V", "question_mark")
        assert "In the lanes" in seen(pilot)
        assert "Next lane" in seen(pilot)
        await pilot.press("escape", "colon", *"timeline")
        await until(pilot, lambda: "The timeline, or the list again" in seen(pilot))


# -- the mouse --------------------------------------------------------------------------------------------------


async def test_clicks_and_the_wheel(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        await pilot.press("V", "g")
        x = line_with(pilot, " Caesar ").index("●")
        y = next(n for n, line in enumerate(lines(pilot)) if line.startswith(" Caesar"))
        await pilot.click(offset=(x, y))
        assert (chosen(pilot), reversed_labels(pilot)) == ("murder", ["Caesar"])
        await pilot.click(offset=(x, y))
        assert focused(pilot) == "detail"
        await pilot.press("escape")
        await pilot.click(offset=(2, y - 1))
        assert reversed_labels(pilot) == ["Hannibal"]
        await wheel(pilot, "#lanes", up=True)
        assert reversed_labels(pilot) == ["Carthage"]
        await pilot.click(offset=(40, 3))  # the axis
        assert reversed_labels(pilot) == ["Carthage"]


async def test_the_hints_are_those_of_the_lanes(rome: str) -> None:
    async with browse(rome, size=(80, 24)) as pilot:
        assert "V lanes" in lines(pilot)[-1]
        await pilot.press("V")
        assert "V list  b group  ? keys  q quit" in lines(pilot)[-1]
        await pilot.press("V")
        assert "V lanes" in lines(pilot)[-1]


@pytest.mark.parametrize("width", [40, 60, 61, 76, 80, 100, 101, 120, 200])
async def test_hints_are_never_cut(rome: str, width: int) -> None:
    async with browse(rome, size=(width, 24)) as pilot:
        for key in ("j", "V"):
            await pilot.press(key)
            assert lines(pilot)[-1].rstrip().endswith("q quit")


async def test_the_title_shows_the_full_name_of_a_cut_label(tmp_path: Path) -> None:
    path = tmp_path / "hosts.toml"
    names = ("orders-database-primary-us-east-1a", "orders-database-us-1a", "api")
    events = [f'[[events]]\ndate = 2024-11-24\ntitle = "{name}"\nactors = ["{name}"]\n' for name in names]
    path.write_text("".join(events))
    async with browse(str(path), size=(80, 24)) as pilot:
        await pilot.press("V")
        assert line_with(pilot, " orders-database-us-1a  1 ")  # a third of the width is for labels
        assert "3 by actor, b: by location: orders-database-primary-us-east-1a" in line_with(
            pilot, "by actor"
        )
        await pilot.press("G")
        assert "orders" not in line_with(pilot, "by actor")


async def test_the_event_below_the_lanes_shows_its_local_time(tmp_path: Path) -> None:
    path = tmp_path / "clock.toml"
    path.write_text(
        '[timeline]\ntimezone = "Europe/Berlin"\n[[events]]\ndate = "2024-11-24T13:24"\ntitle = "A"\n'
        '[[events]]\ndate = "2024-11-24T12:40Z"\ntitle = "B"\n'
    )
    async with browse(str(path), size=(40, 10)) as pilot:
        await pilot.press("V")
        assert "13:24    A" in "\n".join(lines(pilot))
