"""Text as cells of Rich's widths, and the cells on whose width terminals disagree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from timeline_tui.ui.terminal.frame import BLANK, Cell, CellFactory, ScreenRow, blank_rows, clusters
from timeline_tui.ui.terminal.sgr import BOLD, PLAIN, REVERSE, CellStyle


def cells_of(text: str, style: CellStyle = PLAIN) -> tuple[list[Cell], bool]:
    found: list[Cell] = []
    return found, CellFactory(cell_len).add(found, text, style)


@pytest.mark.parametrize(
    "text",
    [
        "plain", "日本語", "e\u0301", "Zoë", "─│└", "한국어", "ไทย",
        "🇺🇦🇷🇺", "👩‍👩‍👦x", "👍🏽", "☀️", "1️⃣", "क्षि", "ﬃ ％ ｱ", "\u2028",
    ],
)  # fmt: skip
def test_widths_match_those_of_rich(text: str) -> None:
    found, _ = cells_of(text)
    assert len(found) == cell_len(text)
    assert "".join([cell.text for cell in found]) == (text if cell_len(text) else "")


@given(st.text(st.sampled_from("ab日本\u0301\u200d\ufe0f👩🇺🇦👍🏽☀é─ \u093fक"), max_size=12))
def test_cells_of_any_text_add_up_to_its_width(text: str) -> None:
    found, _ = cells_of(text)
    assert len(found) == cell_len(text)
    assert sum(cell.width for cell in found if cell.text) == len(found)


def test_clusters() -> None:
    assert clusters("e\u0301日🇺🇦🇷🇺👩‍🚒x", cell_len) == ["e\u0301", "日", "🇺🇦", "🇷🇺", "👩‍🚒", "x"]


@pytest.mark.parametrize("text", ["abc", "─│", "日本語", "한국어", "e\u0301", "Đặng", "שָׁלוֹם", "％"])
def test_widths_that_every_terminal_agrees_on(text: str) -> None:
    assert cells_of(text)[1]


@pytest.mark.parametrize("text", ["🇺🇦", "👩‍🚒", "👍🏽", "☀️", "1️⃣", "क्षि", "🙂", "✅"])
def test_widths_that_terminals_disagree_on(text: str) -> None:
    assert not cells_of(text)[1]


def test_a_mark_whose_letter_is_in_another_style() -> None:
    found: list[Cell] = []
    cells = CellFactory(cell_len)
    cells.add(found, "e", CellStyle(BOLD))
    cells.add(found, "\u0301x", PLAIN)
    assert [(cell.text, cell.style.on) for cell in found] == [("e\u0301", BOLD), ("x", 0)]


def test_controls_become_visible() -> None:
    found, _ = cells_of("a\x1b\x9b\x07\ud800")
    assert [cell.text for cell in found] == ["a", "\ufffd", "\ufffd", "\ufffd", "\ufffd"]


def test_a_blank_has_no_colour_of_its_own() -> None:
    assert cells_of(" ", CellStyle(BOLD, "31"))[0] == [BLANK]
    assert cells_of(" ", CellStyle(REVERSE, "31"))[0] != [BLANK]


def test_half_a_cluster_becomes_a_blank() -> None:
    row = blank_rows(6, 1)[0]
    row.put(0, cells_of("日本語")[0])
    row.put(1, cells_of("xy")[0])
    assert [cell.text for cell in row] == [" ", "x", "y", " ", "語", ""]
    row.put(5, cells_of("日")[0])
    assert [cell.text for cell in row] == [" ", "x", "y", " ", " ", " "]


def test_cells_are_the_same_objects() -> None:
    cells = CellFactory(cell_len)
    one, two = ScreenRow(), ScreenRow()
    for row in (one, two):
        cells.add(row, "a b 日", CellStyle(BOLD, "31"))
    assert all(a is b for a, b in zip(one, two, strict=True))
