"""The viewport: the full window holds every known end, and zooming keeps the cursor in sight."""

from __future__ import annotations

import pytest

from timeline_tui.axis import Viewport
from timeline_tui.axis.extent import window_of
from timeline_tui.load import load_bytes
from timeline_tui.store import Store


def store_of(*dates: str) -> Store:
    text = "".join([f'[[events]]\ndate = "{date}"\ntitle = "{date}"\n' for date in dates])
    return Store(load_bytes(text.encode()).chronology)


@pytest.mark.parametrize(
    "dates",
    [
        ("2024-03", "2024-04-10", "2024-09/.."),
        ("../2024", "2026-05", "2027/.."),
        ("../1900", "2000/.."),
        ("2000/..",),
        ("../1900",),
        ("Y99999999999", "Y-99999999999", "2024-01-01"),
    ],
)
def test_the_full_window_holds_every_known_end(dates: tuple[str, ...]) -> None:
    viewport = Viewport(store_of(*dates))
    viewport.width = 80
    window = viewport.window
    for event in viewport.store.events:
        assert event.date is not None
        for end in (event.date.earliest, event.date.latest):
            assert end is None or window.first <= end <= window.end
    drawn = window_of(viewport.store.view(), 80)
    assert drawn is not None
    known = [
        e
        for event in viewport.store.events
        if event.date
        for e in (event.date.earliest, event.date.latest)
        if e
    ]
    assert drawn.cell * drawn.width <= 2 * (max(known) - min(known)) + 1000 * 366 * 86400


def test_the_cursor_stays_in_sight_at_the_ends_of_time() -> None:
    viewport = Viewport(store_of("Y99999999999", "Y90000000000", "Y-99999999999", "2024-01-01"))
    viewport.width = 80
    event = viewport.store.events[-1]
    begin = viewport.beginning(event)
    assert begin is not None
    while viewport.zoom(1, begin):
        assert 0 <= viewport.window.cell_of(begin) < 80
    assert viewport.window.cell == 1


def test_an_open_start_is_shown_at_its_end() -> None:
    viewport = Viewport(store_of("../1900", "2000/.."))
    viewport.width = 80
    first = viewport.store.events[0]
    begin = viewport.beginning(first)
    assert first.date is not None
    assert first.date.latest == (begin or 0) + 1
    span = viewport.span(first)
    assert span is not None
    assert span[0] == begin


def test_the_window_survives_any_change_of_width() -> None:
    viewport = Viewport(store_of("2000-01-01", "2024-01-01"))
    viewport.width = 2
    assert viewport.zoom(1, viewport.beginning(viewport.store.events[1]))
    first = viewport.window
    for width in (120, 7, 1, 500, 33):
        viewport.width = width
        assert viewport.window.width == width
        assert viewport.window.first == first.first
        assert 0 <= viewport.window.end - first.end < viewport.window.cell * width
        assert viewport.window.cell <= first.cell * 2
        viewport.follow(viewport.store.events[1])
    viewport.width = 2
    assert viewport.window == first


def test_an_event_has_no_place_in_the_gaps_of_its_date() -> None:
    viewport = Viewport(store_of("[2001,2005]", "2000", "2009-12-31", "2001-02/2003", "{2002,2003}"))
    viewport.width = 10
    found = {event.title: viewport.place(event) for event in viewport.store.events}
    assert found["[2001,2005]"] == [range(1, 3), range(5, 7)]  # a year is a little more or less than a cell
    assert found["2001-02/2003"] == [range(1, 4)]
    assert found["{2002,2003}"] == [range(2, 4)]
    assert viewport.place(None) == []
    open_ended = Viewport(store_of("2000", "2010", "2005/.."))
    open_ended.width = 10
    assert open_ended.place(open_ended.store.events[1])[0].stop == 10
