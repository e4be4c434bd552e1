"""The output for a difference between frames, rule by rule."""

from __future__ import annotations

import re

from rich.cells import cell_len
from shown import Emulator, painted

from timeline_tui.ui.terminal.diff import CLEAR, Capabilities, paint
from timeline_tui.ui.terminal.frame import Cell, CellFactory, ScreenRow, blank_rows
from timeline_tui.ui.terminal.sgr import BOLD, PLAIN, REVERSE, CellStyle

FULL = Capabilities(bce=True, columns=True, partial_reset=True, regions=True)
CELLS = CellFactory(cell_len)
RED, BLUE = CellStyle(0, "31"), CellStyle(0, "", "44")


def screen(*lines: str | list[tuple[str, CellStyle]], width: int = 40) -> list[ScreenRow]:
    rows = blank_rows(width, len(lines))
    for row, line in zip(rows, lines, strict=True):
        found: list[Cell] = []
        sure = True
        for text, style in [(line, PLAIN)] if isinstance(line, str) else line:
            sure = CELLS.add(found, text, style) and sure
        row.put(0, found, not sure)
    return rows


def test_an_unknown_screen_is_painted_in_full() -> None:
    assert paint(None, screen("ab", ""), FULL) == CLEAR + "\x1b[Hab"
    assert paint(screen("ab"), screen("ab", ""), FULL) == CLEAR + "\x1b[Hab"  # the size changed


def test_only_changed_cells_are_painted() -> None:
    assert paint(screen("one two"), screen("one six"), FULL) == "\x1b[;5Hsix"


def test_a_short_stretch_is_written_again() -> None:
    assert paint(screen("a-b-c"), screen("x-y-z"), FULL) == "\x1b[Hx-y-z"


def test_a_long_stretch_is_passed() -> None:
    assert paint(screen("a       b" + "x" * 30), screen("c       d" + "x" * 30), FULL) == "\x1b[Hc\x1b[9Gd"


def test_the_start_of_a_row_is_written_again_rather_than_passed() -> None:
    found = paint(screen("ab" + "-" * 30, "ab" + "-" * 30), screen("ax" + "-" * 30, "ax" + "-" * 30), FULL)
    assert found == "\x1b[Hax\r\nax"


def test_blanks_to_the_end_are_erased() -> None:
    text = "some words here"
    assert paint(screen(text + "x", text), screen(text + "x", "some"), FULL) == "\x1b[2;6H\x1b[K"
    assert "\x1b[K" not in paint(screen(text), screen(text[:-2]), FULL)  # two blanks are shorter


def test_a_background_is_erased_only_where_the_terminal_keeps_it() -> None:
    old, new = screen([("x" * 40, BLUE)], "y" * 30), screen([("ab", BLUE), (" " * 38, BLUE)], "y" * 30)
    assert paint(old, new, FULL) == "\x1b[H\x1b[44mab\x1b[K\x1b[m"
    assert "\x1b[K" not in paint(old, new, FULL._replace(bce=False))


def test_reversed_blanks_are_never_erased() -> None:
    old, new = screen("x" * 40, "y" * 30), screen([("ab" + " " * 38, CellStyle(REVERSE))], "y" * 30)
    assert "\x1b[K" not in paint(old, new, FULL)


def test_a_blank_does_not_change_the_pen() -> None:
    assert (
        paint(screen(""), screen([("a", RED), (" ", PLAIN), ("b", RED)]), FULL) == "\x1b[H\x1b[31ma b\x1b[m"
    )


def test_the_cursor_is_unknown_after_the_last_column() -> None:
    found = paint(screen("", "", width=5), screen("abcde", "abcde", width=5), FULL)
    assert found == "\x1b[Habcde\x1b[2Habcde"


def test_half_a_wide_character_is_overwritten() -> None:
    emulator = Emulator(12, 1)
    frames = [
        screen("日本語", width=12),
        screen("x本語", width=12),
        screen("xyz語", width=12),
        screen("日 日", width=12),
    ]
    shown = None
    for frame in frames:
        emulator.feed(paint(shown, frame, FULL))
        assert emulator.cells == painted(frame)
        shown = frame


def test_a_cluster_of_doubtful_width_stands_on_blanks_and_is_not_trusted() -> None:
    found = paint(screen("-" * 20), screen("ab🇺🇦cd" + "-" * 14), FULL)
    assert found == "\x1b[Hab  \x1b[3G🇺🇦\x1b[5Gcd"  # and rewrites what it may have covered


def test_beside_a_cluster_of_doubtful_width_all_it_may_cover_is_written() -> None:
    found = paint(screen("ab🇺🇦cdefgh"), screen("ab🇺🇦Cdefgh"), FULL)
    assert found == "\x1b[Hab  \x1b[3G🇺🇦\x1b[5GCd"
    assert "🇺🇦" not in paint(screen("ab🇺🇦cdefgh"), screen("ab🇺🇦cdefgH"), FULL)


def test_rows_that_moved_are_moved() -> None:
    lines = [f"row {n} with a text of its own, number {n}" for n in range(9)]
    found = paint(screen("head", *lines[:8], "foot"), screen("head", *lines[1:], "foot"), FULL)
    assert found.startswith("\x1b[2;9r\x1b[9H\n\x1b[r")
    assert found.count("row") == 1
    found = paint(screen("head", *lines[1:], "foot"), screen("head", *lines[:8], "foot"), FULL)
    assert found.startswith("\x1b[2;9r\x1b[2H\x1bM\x1b[r")
    assert found.count("row") == 1
    assert "r\x1b[" not in paint(screen(*lines[:8]), screen(*lines[1:]), FULL._replace(regions=False))


def test_rows_beside_a_pane_that_changed_are_not() -> None:
    left = [f"row {n:2}" for n in range(9)]
    old = screen(*[f"{a}  {n} old pane" for n, a in enumerate(left[:8])])
    new = screen(*[f"{a}  {n} new pane" for n, a in enumerate(left[1:])])
    assert "\x1b[r" not in paint(old, new, FULL)


def test_clearing_where_that_is_shorter() -> None:
    full = ["words " * 6] * 12
    found = paint(screen(*full), screen("one", *[""] * 11), FULL)
    assert found == CLEAR + "\x1b[Hone"


def test_a_limited_terminal_gets_only_what_it_supports() -> None:
    old = screen(*[f"{n} words that are here" for n in range(9)])
    new = screen(
        *[[(f"{n + 1} words", CellStyle(BOLD, "31")), (" that", RED), (" is", PLAIN)] for n in range(9)]
    )
    found = paint(old, new, Capabilities())
    assert set(re.findall(r"\x1b\[[0-9;]*(.)", found)) <= set("mHKABCDJ")
    assert not re.search(r"\x1b\[(?:[0-9;]*;)?(?:22|39|49)(?:;|m)", found)


def test_a_wide_character_for_another_moves_the_cursor_by_two() -> None:
    found = paint(screen("a日e   ", width=9), screen("x＃e   b", width=9), Capabilities())
    emulator = Emulator(9, 1)
    emulator.feed(paint(None, screen("a日e   ", width=9), FULL) + found)
    assert emulator.lines == ["x＃e   b "]
