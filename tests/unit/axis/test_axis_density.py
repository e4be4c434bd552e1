"""The counts of each cell, computed twice: by `Density`, and naively from each event."""

from __future__ import annotations

import pytest
from dated import DATES, GAPS, dates, store_of, stores
from hypothesis import given, settings
from hypothesis import strategies as st
from often import often
from pyroaring import BitMap

from timeline_tui.axis import CellCounts, Density, Window, coverage, fit
from timeline_tui.dates import Date, parse_edtf
from timeline_tui.dates.value import BEYOND
from timeline_tui.store import Store

DAY, YEAR = 86_400, 31_556_952
NOON = 1_709_208_000  # 2024-02-29T12:00:00Z

near = st.builds(
    Window,
    st.integers(NOON - 3 * YEAR, NOON + YEAR) | st.integers(NOON - 3600, NOON + 60),
    st.sampled_from([1, 60, 3600, 43_200, DAY, DAY + 1, 7 * DAY, 29 * DAY, 30 * DAY, 366 * DAY, YEAR])
    | st.integers(1, 40 * DAY),
    st.integers(1, 60),
)
anywhere = st.builds(
    Window, st.integers(-5 * 10**17, 10**17), st.integers(1, 10**16), st.integers(1, 60)
) | st.builds(Window, st.sampled_from([-1 << 61, 1 << 61]), st.sampled_from([1, 1 << 61]), st.integers(1, 9))
windows = near | anywhere


def naive(dated: list[Date], window: Window) -> CellCounts:
    """Count each event by itself."""
    width = window.width
    points, intervals, vague, shares = [0] * width, [0] * width, [0] * width, [0.0] * width
    maybe = [0] * width
    for date in dated:
        if date.gaps:
            scatter(date, window, points, vague, shares)
            continue
        begin = None if date.earliest is None else (date.earliest - window.first) // window.cell
        behind = None if date.latest is None else -((window.first - date.latest) // window.cell)
        if (
            date.earliest is not None
            and date.latest is not None
            and date.latest - date.earliest <= window.cell
        ):
            if begin is not None and 0 <= begin < width:
                points[begin] += 1
            continue
        for cell in range(width):
            if (begin is None or begin <= cell) and (behind is None or cell < behind):
                start, end = window.start_of(cell), window.start_of(cell + 1)
                (vague if not date.interval else intervals if lasts(date, start, end) else maybe)[cell] += 1
                if begin is not None and behind is not None and not date.interval:
                    shares[cell] += 1 / (behind - begin)
    return CellCounts(points, intervals, vague, shares, maybe)


def lasts(date: Date, start: int, end: int) -> bool:
    """Return whether an interval certainly covers a second of a cell, for any beginning and end that it may have."""
    texts = date.text.split("/")[:: -1 if date.reversed else 1]
    sides = [None if text in ("", "..") else parse_edtf(text) for text in texts]
    clock = ["T" in text for text in texts]
    last_begin, first_end = -(1 << 70), 1 << 70
    if sides[0] is not None and sides[0].earliest is not None and sides[0].latest is not None:
        last_begin = sides[0].earliest if clock[0] else sides[0].latest - 1
        last_begin += sides[0].approximate or sides[0].uncertain
    if sides[1] is not None and sides[1].earliest is not None and sides[1].latest is not None:
        first_end = sides[1].latest - 1 if clock[1] else sides[1].earliest
        first_end -= sides[1].approximate or sides[1].uncertain
    if texts[1] == "":
        first_end = -BEYOND if date.earliest is None else date.earliest
    if texts[0] == "":
        last_begin = (BEYOND if date.latest is None else date.latest) - 1
    return last_begin < end and first_end >= start


def scatter(date: Date, window: Window, points: list[int], vague: list[int], shares: list[float]) -> None:
    """A date with gaps, by its spans: one of them, or for each member of an "all of" one."""
    each = [parse_edtf(f"[{text}]") for text in date.text[1:-1].split(",")] if date.all_of else [date]
    found, open_cells = set(), set()
    for one in each:
        if one.earliest is not None and one.latest is not None and one.latest - one.earliest <= window.cell:
            found.add((one.earliest - window.first) // window.cell)
            continue
        spans = list(one.spans)
        total = sum(b - a for a, b in spans if a is not None and b is not None)
        for cell in range(window.width):
            start, end = window.start_of(cell), window.start_of(cell + 1)
            for a, b in spans:
                seconds = min(end, end if b is None else b) - max(start, start if a is None else a)
                if seconds > 0:
                    open_cells.add(cell)
                    if one.earliest is not None and one.latest is not None:
                        shares[cell] += seconds / total
    for cell in found & set(range(window.width)):
        points[cell] += 1
    for cell in open_cells:
        vague[cell] += 1


def same(one: CellCounts, other: CellCounts) -> None:
    assert one[:3] == other[:3]
    assert one.maybe == other.maybe
    assert one.shares == pytest.approx(other.shares, abs=1e-9)


def dates_of(store: Store, numbers: BitMap) -> list[Date]:
    return [date for n in numbers if (date := store.events[n].date) is not None]


@often(400)
@given(stores, windows)
def test_cells_of_all_events_match_a_naive_count(store: Store, window: Window) -> None:
    same(Density(store).cells(window), naive(dates_of(store, store.everything), window))


@often(400)
@given(stores, windows, st.sets(st.integers(0, 29)))
def test_cells_of_some_events_match_a_naive_count(store: Store, window: Window, some: set[int]) -> None:
    numbers = BitMap(n for n in some if n < len(store))
    same(Density(store).cells(window, numbers), naive(dates_of(store, numbers), window))


@often(400)
@given(stores, windows, st.sets(st.integers(0, 29)))
def test_cells_of_many_intervals_match_a_naive_count(store: Store, window: Window, some: set[int]) -> None:
    numbers = BitMap(n for n in some if n < len(store))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coverage, "MANY", 0)
        density = Density(store)
        for each in (store.everything, numbers, store.everything):
            same(density.cells(window, each), naive(dates_of(store, each), window))


@settings(deadline=None)
@given(stores, st.lists(windows, min_size=2, max_size=4))
def test_cells_of_successive_windows_match_a_naive_count(store: Store, moving: list[Window]) -> None:
    density = Density(store)
    for window in [*moving, moving[0]]:
        same(density.cells(window), naive(dates_of(store, store.everything), window))


@settings(deadline=None)
@given(st.lists(dates, min_size=1, max_size=20), st.integers(1, 100))
def test_shares_add_up(some: list[Date], width: int) -> None:
    closed = [d for d in some if d.earliest is not None and d.latest is not None and not d.interval]
    closed = [d for d in closed if not d.all_of]  # which lies in several places
    if not closed:
        return
    store = store_of(closed)
    assert store.view().span is not None
    earliest = min(date.earliest or 0 for date in closed)
    latest = max(date.latest or 0 for date in closed)
    cells = Density(store).cells(fit(earliest, latest, width))
    assert sum(cells.weights) == pytest.approx(len(closed))


def test_a_neighbour_of_another_length_changes_nothing() -> None:
    """A day is a point in cells of a day, beside any other dates."""
    window = Window(NOON - NOON % DAY - 5 * DAY, DAY, 10)
    alone = Density(store_of([parse_edtf("2024-02-29")])).cells(window)
    assert alone.points == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    longer = parse_edtf("2024-02-24T00:00/2024-02-25T06:00")
    assert Density(store_of([parse_edtf("2024-02-29"), longer])).cells(window).points == alone.points


def test_the_same_date_many_times() -> None:
    store = store_of([parse_edtf(text) for text in (*DATES, *GAPS) for _ in range(50)])
    window = Window(NOON - 40 * DAY, DAY, 80)
    same(Density(store).cells(window), naive(dates_of(store, store.everything), window))


def test_cells_without_dates_are_empty() -> None:
    window = Window(0, DAY, 4)
    nothing = CellCounts([0] * 4, [0] * 4, [0] * 4, [0.0] * 4, [0] * 4)
    assert Density(store_of([])).cells(window) == nothing
    assert Density(store_of([None, None])).cells(window) == nothing


def test_intervals_of_many_events_are_counted_without_an_index() -> None:
    """Without asking what else they are."""
    store = store_of([parse_edtf("2024-01-01/2024-03-31")] * 5000)
    cells = Density(store).cells(Window(NOON, DAY, 3))
    assert (cells.intervals, cells.vague, cells.maybe) == ([5000] * 3, [0] * 3, [0] * 3)
    assert not store.indexes_ready(("is",))


YEAR_1600 = -11_676_096_000


@pytest.mark.parametrize(
    ("text", "points", "vague", "shares"),
    [
        ("[1600-05,1605-04]", [], [0, 5], {0: 31 / 61, 5: 30 / 61}),
        ("{1600-05,1605-05}", [0, 5], [], {}),
        ("160X-12-25", [], list(range(10)), dict.fromkeys(range(10), 0.1)),
        ("{160X-12-25,1604-05}", [4], list(range(10)), dict.fromkeys(range(10), 0.1)),
        ("[..1600-02,1605-05]", [], [0, 5], {}),
        ("[1602-05-01,1602-05-03]", [2], [], {}),
        ("{1602-05-01,1602-05-03}", [2], [], {}),
    ],
)
def test_nothing_lies_in_the_gaps_of_a_date(
    text: str, points: list[int], vague: list[int], shares: dict[int, float]
) -> None:
    """In cells of a year, from 1600 on."""
    window = Window(YEAR_1600, YEAR, 10)
    date = parse_edtf(text)
    assert date.gaps
    cells = Density(store_of([date])).cells(window)
    assert [n for n in range(10) if cells.points[n]] == points
    assert [n for n in range(10) if cells.vague[n]] == vague
    assert {n: share for n, share in enumerate(cells.shares) if share} == pytest.approx(shares, rel=0.01)


def test_a_date_of_ten_thousand_spans() -> None:
    store = store_of([parse_edtf(text) for text in ("XXXX-12-XX", "XXXX-02-29", "[..-0400,XXXX-02-29]")])
    for window in (fit(-70_000_000_000, 260_000_000_000, 9), Window(NOON - 9 * DAY, 3 * DAY, 20)):
        same(Density(store).cells(window), naive(dates_of(store, store.everything), window))
