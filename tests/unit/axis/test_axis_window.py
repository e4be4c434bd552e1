"""Windows: what zooming, panning, fitting and resizing keep."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.axis.window import FARTHEST, Window, fit

YEAR = 31_556_952
seconds = st.integers(-(10**18), 10**18)
cells = st.integers(1, 10**15) | st.sampled_from([1, 60, 3600, 86_400, YEAR, 10**6 * YEAR])
widths = st.integers(1, 300)
windows = st.builds(Window, seconds, cells, widths)


@given(windows, st.integers(0, 299))
def test_a_second_is_in_the_cell_whose_seconds_hold_it(window: Window, cell: int) -> None:
    start = window.start_of(cell)
    assert window.cell_of(start) == window.cell_of(start + window.cell - 1) == cell
    assert window.cell_of(start - 1) == cell - 1
    assert window.start_of(window.width) == window.end


@given(windows, cells | st.integers(-3, 0), st.integers(0, 299), st.integers(0, 10**15))
def test_zooming_keeps_the_second_in_its_column(window: Window, cell: int, column: int, rest: int) -> None:
    column %= window.width
    about = window.start_of(column) + rest % window.cell
    zoomed = window.zoomed(cell, about)
    assert zoomed.cell == max(1, cell)
    assert zoomed.width == window.width
    assert zoomed.cell_of(about) == column


@given(windows, cells, seconds)
def test_zooming_about_a_time_outside_of_the_window_centres_it(window: Window, cell: int, about: int) -> None:
    if not 0 <= window.cell_of(about) < window.width:
        assert window.zoomed(cell, about).cell_of(about) == window.width // 2


@given(windows, st.integers(-1000, 1000))
def test_panning_there_and_back(window: Window, by: int) -> None:
    assert window.panned(by).first == window.first + by * window.cell
    assert window.panned(by).panned(-by) == window


@given(windows, seconds)
def test_showing_moves_no_more_than_it_must(window: Window, second: int) -> None:
    shown = window.showing(second)
    assert 0 <= shown.cell_of(second) < shown.width
    assert (shown.first - window.first) % window.cell == 0
    assert shown[1:] == window[1:]
    if 0 <= window.cell_of(second) < window.width:
        assert shown == window


@given(seconds, st.integers(0, 10**18), widths | st.just(0))
def test_a_fit_covers_the_span_and_little_more(earliest: int, length: int, width: int) -> None:
    window = fit(earliest, earliest + length, width)
    assert window.first <= earliest
    assert window.end >= earliest + length
    assert window.cell >= 1
    assert (window.cell - 1) * window.width < max(1, length)


@given(st.integers(-(1 << 62), 1 << 62), st.integers(1, 1 << 62), widths, st.integers(-(1 << 62), 1 << 62))
def test_no_window_begins_beyond_what_can_be_shown(first: int, cell: int, width: int, second: int) -> None:
    window = Window(first, cell, width)
    for moved in (window.zoomed(cell, second), window.panned(width), window.panned(-width)):
        assert -FARTHEST <= moved.first <= FARTHEST
