"""Properties of the output: it produces the new frame, with no more bytes than a full repaint."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from often import often
from rich.cells import cell_len
from shown import Emulator, painted

from timeline_tui.ui.terminal.diff import CLEAR, Capabilities, paint
from timeline_tui.ui.terminal.frame import CellFactory, ScreenRow, blank_rows
from timeline_tui.ui.terminal.sgr import BLINK, BOLD, ITALIC, REVERSE, STRIKE, UNDERLINE, CellStyle

FULL = Capabilities(bce=True, columns=True, partial_reset=True, regions=True)
TERMINALS = [
    FULL,
    Capabilities(),
    Capabilities(columns=True, partial_reset=True, regions=True),
    Capabilities(bce=True),
]

STYLES = st.sampled_from(
    [
        CellStyle(),
        CellStyle(),
        CellStyle(BOLD),
        CellStyle(BOLD | ITALIC, "31"),
        CellStyle(0, "32"),
        CellStyle(0, "38;5;240"),
        CellStyle(0, "38;2;1;2;3", "48;2;40;50;60"),
        CellStyle(0, "", "44"),
        CellStyle(REVERSE),
        CellStyle(UNDERLINE, "36"),
        CellStyle(STRIKE | BLINK),
    ]
)
# Only characters on whose width pyte and Rich agree. Flags and emoji are tested in tmux (test_pty_output.py).
WORDS = st.one_of(
    st.sampled_from(
        [
            "a",
            "ab",
            "event",
            "the same words again",
            "日本語",
            "한국",
            "e\u0301te\u0301",
            "Đặng",
            "é",
            "─" * 9,
            "│",
            "·",
            "＃",
        ]
    ),
    st.integers(1, 12).map(lambda n: " " * n),
    st.text("abc xyz 日本\u0301é", max_size=8),
)
PIECES = st.lists(st.tuples(WORDS, STYLES), max_size=6)


def row_of(cells: CellFactory, pieces: Sequence[tuple[str, CellStyle]], width: int) -> ScreenRow:
    row = blank_rows(width, 1)[0]
    found: list = []  # type: ignore[type-arg]
    sure = True
    for text, style in pieces:
        sure = cells.add(found, text, style) and sure
    row.put(0, found, not sure)
    return row


@st.composite
def films(draw: st.DrawFn, shortest: int = 2) -> list[list[ScreenRow]]:
    """Generate sequences of frames: new, slightly changed, scrolled, or of another size."""
    cells = CellFactory(cell_len)
    width, height = draw(st.integers(1, 30)), draw(st.integers(1, 9))
    rows = [row_of(cells, draw(PIECES), width) for _ in range(height)]
    found = [rows]
    for kind in draw(
        st.lists(
            st.sampled_from(["patch", "patch", "new", "move", "resize"]), min_size=shortest - 1, max_size=5
        )
    ):
        rows = list(rows)
        if kind == "resize":
            width, height = draw(st.integers(1, 30)), draw(st.integers(1, 9))
        if kind in ("resize", "new"):
            rows = [row_of(cells, draw(PIECES), width) for _ in range(height)]
        elif kind == "move":
            by = draw(st.integers(-3, 3))
            fresh = [row_of(cells, draw(PIECES), width) for _ in range(abs(by))]
            rows = (
                ([*rows, *fresh][by:] if by > 0 else [*fresh, *rows])[:height] if abs(by) < height else rows
            )
        else:
            for _ in range(draw(st.integers(1, 3))):
                y, x = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
                patch: list = []  # type: ignore[type-arg]
                sure = cells.add(patch, *draw(st.tuples(WORDS, STYLES)))
                row = ScreenRow(rows[y], rows[y].doubtful)
                row.put(x, patch, not sure)
                rows[y] = row
        found.append(rows[:height])
    return found


@pytest.mark.parametrize("terminal", TERMINALS, ids=str)
@given(film=films())
@often(120)
def test_the_same_picture_as_painted_whole(terminal: Capabilities, film: list[list[ScreenRow]]) -> None:
    emulator = Emulator(len(film[0][0]), len(film[0]))
    shown: list[ScreenRow] | None = None
    for rows in film:
        emulator.resize(len(rows[0]), len(rows))
        emulator.feed(paint(shown, rows, terminal))
        assert emulator.cells == painted(rows)
        assert emulator.pen == Emulator(1, 1).pen  # reset to the default
        shown = rows


@pytest.mark.parametrize("terminal", TERMINALS, ids=str)
@given(film=films())
@often(120)
def test_never_longer_than_painting_all(terminal: Capabilities, film: list[list[ScreenRow]]) -> None:
    for old, new in pairwise(film):
        whole = paint(None, new, terminal)
        assert whole.startswith(CLEAR)
        assert len(paint(old, new, terminal).encode()) <= len(whole.encode())


@given(film=films(shortest=1))
def test_equal_screens_give_no_output(film: list[list[ScreenRow]]) -> None:
    for rows in film:
        assert paint(rows, [ScreenRow(row, row.doubtful) for row in rows], FULL) == ""
