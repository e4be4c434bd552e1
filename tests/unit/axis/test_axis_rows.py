"""The rows of an axis, and lanes: as wide as the window, with a sign for each kind of date."""

from __future__ import annotations

import pytest
from dated import store_of, stores
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from often import often
from pyroaring import BitMap

from timeline_tui.axis import CellCounts, Density, Role, Run, Window, draw
from timeline_tui.axis.lanes import lane, lane_of, remaining
from timeline_tui.axis.rows import columns
from timeline_tui.dates import parse_edtf
from timeline_tui.dates.calendar import days_from_civil
from timeline_tui.model import Chronology
from timeline_tui.store import Store

DAY, YEAR = 86_400, 31_556_952
NOON = 1_709_208_000  # 2024-02-29T12:00:00Z

windows = st.builds(
    Window, st.integers(NOON - 2 * YEAR, NOON + YEAR), st.integers(1, 40 * DAY), st.integers(1, 120)
)
spans = st.none() | st.tuples(st.integers(NOON - YEAR, NOON + YEAR), st.integers(1, YEAR)).map(
    lambda span: (span[0], span[0] + span[1])
)


def text(row: tuple[Run, ...]) -> str:
    return "".join([run.text for run in row])


def marked(row: tuple[Run, ...], name: str) -> list[int]:
    """Return the cells of a row that are selected, or in the picked range."""
    found: list[int] = []
    at = 0
    for run in row:
        if getattr(run, name):
            found += range(at, at + len(run.text))
        at += len(run.text)
    return found


def touched(window: Window, span: tuple[int, int] | None) -> list[int]:
    if span is None:
        return []
    starts = [(cell, window.start_of(cell)) for cell in range(window.width)]
    return [cell for cell, start in starts if start < span[1] and span[0] < start + window.cell]


@often(300)
@given(stores, st.sets(st.integers(0, 29)), windows, st.integers(1, 4), st.booleans(), spans, spans)
def test_rows(
    store: Store,
    some: set[int],
    window: Window,
    height: int,
    ascii: bool,
    chosen: tuple[int, int] | None,
    picked: tuple[int, int] | None,
) -> None:
    density = Density(store)
    shown = density.cells(window, BitMap(n for n in some if n < len(store)))
    everything = density.cells(window)
    place = [columns(window, chosen)] if touched(window, chosen) else []
    drawn = draw(window, shown, everything, height=height, ascii=ascii, chosen=place, picked=picked)
    one_lane = lane(shown, ascii, everything=everything)
    assert len(drawn) == min(height, 3)
    for row in (*drawn, one_lane):
        assert len(text(row)) == window.width
        assert all(run.text for run in row)
        assert not ascii or text(row).isascii()
        assert all(
            (run.text.strip() == "") == (run.role is Role.EMPTY) for run in row if run.role is not Role.TICK
        )
    signs = drawn[:-1] if height > 1 else drawn
    for row in signs:
        assert marked(row, "picked") == touched(window, picked)
    assert [cells for row in signs if (cells := marked(row, "chosen"))] == (
        [found] if (found := touched(window, chosen)) else []
    )
    for cell in range(window.width):
        seen = any(text(row)[cell] != " " for row in signs)
        kinds = everything.points, everything.intervals, everything.vague, everything.maybe
        there = any(kind[cell] for kind in kinds)
        assert seen == bool(there)
        assert (text(one_lane)[cell] != " ") == bool(there)


def test_filtered_out_events_have_their_own_sign() -> None:
    store = store_of(
        [parse_edtf("2024-02-28"), parse_edtf("2024-02-29"), parse_edtf("2024-02-28/2024-03-02")]
    )
    first = parse_edtf("2024-02-26").earliest
    assert first is not None
    window, density = Window(first, DAY, 8), Density(store)
    numbers = BitMap(
        n for n, event in enumerate(store.events) if event.date and event.date.text == "2024-02-29"
    )
    shown, everything = density.cells(window, numbers), density.cells(window)
    assert [text(row) for row in draw(window, shown, everything, height=3)[:2]] == ["  ░█    ", "  ────  "]
    assert [text(row) for row in draw(window, shown, everything, height=3, ascii=True)[:2]] == [
        "  %#    ",
        "  ____  ",
    ]
    roles = [run.role for run in draw(window, shown, everything, height=3)[1] if run.text.strip()]
    assert roles == [Role.HIDDEN_LASTING]


def test_the_signs_of_a_lane() -> None:
    points = [0, 1, 2, 9, 10, 0, 0, 0, 0, 1, 0, 0]
    intervals = [0, 0, 0, 0, 0, 1, 0, 2, 0, 1, 0, 1]
    vague = [0, 0, 0, 0, 0, 0, 3, 1, 0, 1, 0, 0]
    maybe = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]
    cells = CellCounts(points, intervals, vague, [0.0] * 12, maybe)
    assert text(lane(cells)) == " ●29+━⣶╍ ●╌━"
    assert text(lane(cells, ascii=True)) == " o29+=^& o~="
    nothing = CellCounts([0] * 12, [0] * 12, [0] * 12, [0.0] * 12, [0] * 12)
    assert text(lane(nothing, everything=cells)) == " ····─·· ·──"
    assert text(lane(nothing, True, everything=cells)) == " ''''_'' '__"


def test_intervals_show_their_beginning_and_end() -> None:
    store = store_of(
        [
            parse_edtf("2024-02-02/2024-02-04"),
            parse_edtf("2024-02-04/2024-02-05"),
            parse_edtf("2024-02-08/.."),
        ]
    )
    window, density = Window(days_from_civil(2024, 2) * DAY, DAY, 10), Density(store)
    ends = density.ends(window, store.everything)
    assert text(lane(density.cells(window), ends=ends)) == " ┣━╋┫  ┣━━"
    assert text(lane(density.cells(window), ascii=True, ends=ends)) == " [=H]  [=="


@pytest.mark.parametrize(
    ("date", "drawn", "ascii"),
    [
        ("2024-03-28/2024-04-03", "   ┣━━━━━┫  ", "   [=====]  "),
        ("2024-02/2024-06", "━━━━━━━━━━━━", "============"),
        ("2024-03/2024-06", "╌╌╌╌╌╌━━━━━━", "~~~~~~======"),
        ("2024-03/2024-04-02", "╌╌╌╌╌╌━━┫   ", "~~~~~~==]   "),
        ("2024-03-28/2024-04", "   ┣━━━━╌╌╌╌", "   [====~~~~"),
        ("2024-03~/2024-04-02", "╌╌╌╌╌╌╌━┫   ", "~~~~~~~=]   "),
        ("2024-03-28~/2024-04-02?", "   ╌━━━━╌   ", "   ~====~   "),
        ("2024-03-28/", "   ┣╌╌╌╌╌╌╌╌", "   [~~~~~~~~"),
        ("2024-03-28/..", "   ┣━━━━━━━━", "   [========"),
        ("/2024-04-02", "╌╌╌╌╌╌╌╌┫   ", "~~~~~~~~]   "),
        ("../2024-04-02", "━━━━━━━━┫   ", "========]   "),
        ("2024-03/", "╌╌╌╌╌╌╌╌╌╌╌╌", "~~~~~~~~~~~~"),
        ("2024-04~/2024-04-02?", "       ╌╌   ", "       ~~   "),
        ("2024-04-02/2024-04-01", "       ┣┫   ", "       []   "),
        ("2024/2025", "╌╌╌╌╌╌╌╌╌╌╌╌", "~~~~~~~~~~~~"),
    ],
)
def test_intervals_show_uncertain_ends(date: str, drawn: str, ascii: str) -> None:
    """The source does not say that it began on the first of the month."""
    store = store_of([parse_edtf(date)])
    window, density = Window(days_from_civil(2024, 3, 25) * DAY, DAY, 12), Density(store)
    ends = density.ends(window, store.everything)
    assert text(lane(density.cells(window), ends=ends)) == drawn
    assert text(lane(density.cells(window), True, ends=ends)) == ascii
    rows = draw(window, density.cells(window), density.cells(window), height=3)
    assert text(rows[0]).translate(str.maketrans("", "", " ")) == ""
    assert text(rows[1]) == drawn.translate(str.maketrans("┣┫", "━━"))


def test_disputed_cells_are_marked() -> None:
    points, none = [1, 2, 0, 0, 0, 0, 0, 1], [0] * 8
    cells = CellCounts(points, [0, 0, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 1, 0], [0.0] * 8, none)
    some = CellCounts([1, 1, *none[2:]], cells.intervals, cells.vague, [0.0] * 8, none)
    drawn = lane(cells, contested=some)
    assert text(drawn) == "!2!━ !⣀●"
    assert [(run.text, run.role) for run in drawn if run.role is Role.CONTESTED] == [
        ("!2!━", Role.CONTESTED),
        ("!⣀", Role.CONTESTED),
    ]


def test_ten_and_a_hundred_in_a_cell() -> None:
    cells = CellCounts([9, 10, 99, 100, 100_000], [0] * 5, [0] * 5, [0.0] * 5, [0] * 5)
    assert text(lane(cells)) == text(lane(cells, ascii=True)) == "9++##"


def lane_of_dates(*dates: str, ascii: bool = False, cell: int = DAY, disputed: str = "") -> str:
    """Return a lane of ten cells from 2024-02-01 on."""
    events = store_of([parse_edtf(date) for date in dates]).chronology.events
    changed = [
        structs.replace(event, status="disputed") if event.date and event.date.text == disputed else event
        for event in events
    ]
    store = Store(Chronology(events=tuple(changed)))
    window = Window(days_from_civil(2024, 2) * DAY, cell, 10)
    stand = remaining(store.everything)
    return text(lane_of(Density(store), window, store.view(), stand, stand, ascii=ascii))


def test_uncertain_short_dates_have_a_sign() -> None:
    dates = (
        "2024-02-01",
        "2024-02-02~",
        "2024-02-03?",
        "2024-02-04%",
        "2024-02-05~",
        "2024-02-05",
        "2024-~02-06",
    )
    assert lane_of_dates(*dates) == "●○○○2○    "
    assert lane_of_dates(*dates, ascii=True) == "o???2?    "


def test_a_disputed_uncertain_date_has_the_sign_of_a_dispute() -> None:
    assert lane_of_dates("2024-02-02~", "2024-02-03~", disputed="2024-02-03~") == " ○!       "


def test_known_dates_are_drawn_over_vague_ones() -> None:
    days = [f"2024-02-0{n}" for n in (2, 3, 3, 3, *[5] * 12, *[6] * 100)]
    assert lane_of_dates(*days, "20XX") == lane_of_dates(*days).replace(" ", "⣀") == "⣀●3⣀+#⣀⣀⣀⣀"


def test_a_disputed_vague_date_does_not_mark_the_dates_within_it() -> None:
    assert lane_of_dates("20XX", "2024-02-02", "2024-02-03", disputed="20XX") == "!●●⣀⣀⣀⣀⣀⣀⣀"
    assert lane_of_dates("2024-01/2024-03", "2024-02-01", disputed="2024-01/2024-03") == "●!━━━━━━━━"


def test_nothing_is_drawn_into_a_gap() -> None:
    assert lane_of_dates("[2024-02-02,2024-02-05,2024-02-09]", cell=DAY // 2) == "  ⣀⣀    ⣀⣀"
    assert lane_of_dates("{2024-02-02,2024-02-05~}") == " ○  ○     "
