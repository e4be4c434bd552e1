"""The extent of an axis: it holds every known end."""

from __future__ import annotations

import pytest
from dated import store_of, stores
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_tui.axis.extent import extent, window_of
from timeline_tui.dates import format_span, parse_edtf
from timeline_tui.dates.sides import sides
from timeline_tui.store import Store


@settings(deadline=None)
@given(stores)
def test_every_known_end_lies_within(store: Store) -> None:
    dates = [event.date for event in store.events if event.date is not None]
    known = [end for date in dates for end in (date.earliest, date.latest) if end is not None]
    span = extent(store.view())
    if not known:
        assert span is None
        return
    assert span is not None
    assert span[0] <= min(known) <= max(known) <= span[1]
    assert span[0] < span[1]


@settings(deadline=None)
@given(stores, st.integers(1, 300))
def test_the_window_holds_the_whole_extent(store: Store, width: int) -> None:
    span, window = extent(store.view()), window_of(store.view(), width)
    assert (span is None) == (window is None)
    if span is not None and window is not None:
        assert window.first <= span[0] < span[1] <= window.end
        assert window.width == width


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2024-08-07"], "7 Aug 2024"),
        (["2024", "2026"], "2024 – 2026"),
        (["2024/.."], "Jan 2024 – Jan 2025"),  # a twelfth more
        (["../2024"], "Dec 2023 – Dec 2024"),
        (["2000", "2024/.."], "2000 – 2027"),
        (["../1990", "2001"], "31 Dec 1988 – 31 Dec 2001"),
        (["2024/", "2001"], "2001 – 2027"),
        (["2026/2024"], "2024 – 2026"),
        (["../.."], None),
        ([], None),
    ],
)
def test_extents(dates: list[str], expected: str | None) -> None:
    span = extent(store_of([parse_edtf(text) for text in dates] + [None]).view())
    assert (None if span is None else format_span(*span)) == expected


def test_an_open_start_takes_a_twelfth_of_the_axis() -> None:
    dates = ["[..2024-11-24]", "2024-11-24T13:20", "2024-11-24T14:41"]
    span = extent(store_of([parse_edtf(text) for text in dates]).view())
    assert span is not None
    first, end = parse_edtf("2024-11-24T13:20").earliest, parse_edtf("2024-11-24").latest
    assert first is not None
    assert span[1] == end
    assert 0 < first - span[0] <= (span[1] - first) // 12 + 1


def test_one_day_is_four_cells_in_the_middle() -> None:
    window = window_of(store_of([parse_edtf("2024-08-07")]).view(), 100)
    day = parse_edtf("2024-08-07")
    assert window is not None
    assert day.earliest is not None
    assert window.cell == 6 * 3600
    assert window.cell_of(day.earliest) == 48


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2024/2026-03", "2024", "2026-03"),
        ("2026/2024", "2024", "2026"),  # reversed
        ("2024-08-01/..", "2024-08-01", None),
        ("/2024-08", None, "2024-08"),
    ],
)
def test_sides(text: str, begin: str | None, end: str | None) -> None:
    def span(written: str | None) -> tuple[int | None, int | None]:
        date = parse_edtf(written) if written else None
        return (date.earliest, date.latest) if date else (None, None)

    assert sides(parse_edtf(text)) == (span(begin), span(end))


def test_dates_without_a_year_do_not_set_the_range() -> None:
    """A photograph of some Christmas must not leave only a tenth of the axis to all other events."""
    some = [parse_edtf(text) for text in ("1939-09-01", "1945-05-08/1946")]
    alone = extent(store_of(some).view())
    for text in ("XXXX-12-25", "XXXX-12-XX", "XXXX"):
        with_it = store_of([*some, parse_edtf(text)])
        assert extent(with_it.view()) == alone
    assert extent(store_of([parse_edtf("XXXX-12-25")]).view()) is not None
