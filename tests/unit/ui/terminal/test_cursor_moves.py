"""The cursor reaches its target by the shortest sequence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import Emulator

from timeline_tui.ui.terminal.cursor_moves import UNKNOWN, move

COLUMNS, ROWS = st.integers(0, 119), st.integers(0, 39)


@given(
    x=COLUMNS, y=ROWS, to_x=COLUMNS, to_y=ROWS, columns=st.booleans(), lost=st.sampled_from(["", "x", "xy"])
)
def test_moves_reach_their_target(x: int, y: int, to_x: int, to_y: int, columns: bool, lost: str) -> None:
    emulator = Emulator(120, 40)
    emulator.feed(f"\x1b[{y + 1};{x + 1}H")
    sequence = move(UNKNOWN if "x" in lost else x, UNKNOWN if "y" in lost else y, to_x, to_y, columns)
    emulator.feed(sequence)
    assert emulator.cursor == (to_x, to_y)
    assert len(sequence) <= len(f"\x1b[{to_y + 1};{to_x + 1}H")
    assert columns or "G" not in sequence


@pytest.mark.parametrize(
    ("start", "end", "sequence"),
    [
        ((5, 5), (5, 5), ""),
        ((UNKNOWN, UNKNOWN), (0, 0), "\x1b[H"),
        ((UNKNOWN, UNKNOWN), (9, 0), "\x1b[;10H"),
        ((UNKNOWN, UNKNOWN), (0, 9), "\x1b[10H"),
        ((UNKNOWN, 5), (19, 5), "\x1b[20G"),
        ((70, 5), (0, 5), "\r"),
        ((70, 5), (0, 6), "\r\n"),
        ((70, 5), (71, 5), "\x1b[C"),
        ((70, 5), (79, 5), "\x1b[9C"),
        ((109, 5), (107, 5), "\x1b[2D"),
        ((70, 5), (70, 4), "\x1b[A"),
        ((70, 5), (70, 25), "\x1b[20B"),
    ],
)
def test_the_shortest_move_is_chosen(start: tuple[int, int], end: tuple[int, int], sequence: str) -> None:
    assert move(*start, *end) == sequence
