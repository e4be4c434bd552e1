"""Rows and headings in the lines of a list: all rows can be reached, for any groups and any height."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.ui import list_layout

groups = st.lists(st.booleans(), min_size=1, max_size=60)
heights = st.integers(2, 30)


def begins(given: list[bool]) -> Callable[[int], bool]:
    """Return a function that says whether a row begins a group; it must not be called for the first row."""

    def found(row: int) -> bool:
        assert 0 < row < len(given)
        return given[row]

    return found


@given(groups, heights, st.data())
def test_the_row_is_visible_from_any_scroll_position(
    marks: list[bool], height: int, data: st.DataObject
) -> None:
    count = len(marks)
    row, top = (data.draw(st.integers(0, count - 1)) for _ in range(2))
    found = list_layout.top_showing(row, top, count, height, begins(marks))
    lines = list_layout.lines_from(found, count, height, begins(marks))
    assert 0 <= found < count
    assert row in lines
    assert list_layout.top_showing(row, found, count, height, begins(marks)) == found


@given(groups, heights, st.data())
def test_lines_are_rows_in_order_each_under_its_heading(
    marks: list[bool], height: int, data: st.DataObject
) -> None:
    top = data.draw(st.integers(0, len(marks) - 1))
    lines = list_layout.lines_from(top, len(marks), height, begins(marks))
    assert len(lines) <= height
    rows = [line for line in lines if line >= 0]
    assert rows == list(range(top, top + len(rows)))
    assert lines[:2] == [~top, top][:height]
    for line, after in pairwise(lines):
        if line < 0:
            assert after == ~line
        elif after >= 0:
            assert not marks[after]
    assert len(lines) == height or rows[-1] == len(marks) - 1


@given(groups, heights)
def test_the_end_leaves_at_most_one_line_free(marks: list[bool], height: int) -> None:
    top = list_layout.first_top(len(marks) - 1, height, begins(marks))
    lines = list_layout.lines_from(top, len(marks), height, begins(marks))
    assert lines[-1] == len(marks) - 1
    assert top == 0 or len(lines) >= height - 1


@given(groups, st.integers(1, 30), st.booleans())
def test_pages_leave_no_row_out(marks: list[bool], height: int, on: bool) -> None:
    """Paging from one end shows every row."""
    count, check = len(marks), begins(marks)
    height = max(height, 5)
    row, step = (0, 1) if on else (count - 1, -1)
    top = list_layout.top_showing(row, 0, count, height, check)
    seen = set(list_layout.lines_from(top, count, height, check))
    while row != (count - 1 if on else 0):
        passed = list_layout.rows_in(height - 3, row, step, count, check)
        assert passed > 0
        row = max(0, min(count - 1, row + step * passed))
        top = list_layout.top_showing(row, top, count, height, check)
        seen.update(list_layout.lines_from(top, count, height, check))
    assert set(range(count)) <= seen


@given(st.integers(1, 60), st.integers(1, 30), st.data())
def test_without_headings_each_line_is_a_row(count: int, height: int, data: st.DataObject) -> None:
    row, top = (data.draw(st.integers(0, count - 1)) for _ in range(2))
    found = list_layout.top_showing(row, top, count, height, None)
    assert found <= row < found + height
    assert found + height <= max(count, height)
    assert list_layout.rows_in(height, row, 1, count, None) == height


def test_layout_examines_no_more_rows_than_lines() -> None:
    tested: list[int] = []

    def counted(row: int) -> bool:
        tested.append(row)
        return row % 7 == 0

    list_layout.top_showing(500_000, 0, 1_000_000, 40, counted)
    list_layout.lines_from(500_000, 1_000_000, 40, counted)
    list_layout.rows_in(37, 500_000, -1, 1_000_000, counted)
    assert len(tested) <= 3 * 40
