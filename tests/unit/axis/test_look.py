"""What one looks at: all of it holds every end that is known, and zooming keeps what one looks at in sight."""

from __future__ import annotations

import pytest

from timeline_tui.axis import Look
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
def test_all_of_it_holds_every_known_end(dates: tuple[str, ...]) -> None:
    look = Look(store_of(*dates))
    look.width = 80
    window = look.window
    for event in look.store.events:
        assert event.date is not None
        for end in (event.date.earliest, event.date.latest):
            assert end is None or window.first <= end <= window.end
    drawn = window_of(look.store.view(), 80)
    assert drawn is not None
    known = [
        e for event in look.store.events if event.date for e in (event.date.earliest, event.date.latest) if e
    ]
    assert drawn.cell * drawn.width <= 2 * (max(known) - min(known)) + 1000 * 366 * 86400


def test_the_cursor_stays_in_sight_at_the_ends_of_time() -> None:
    look = Look(store_of("Y99999999999", "Y90000000000", "Y-99999999999", "2024-01-01"))
    look.width = 80
    event = look.store.events[-1]
    begin = look.beginning(event)
    assert begin is not None
    while look.zoom(1, begin):
        assert 0 <= look.window.cell_of(begin) < 80
    assert look.window.cell == 1


def test_an_open_start_is_looked_at_by_its_end() -> None:
    look = Look(store_of("../1900", "2000/.."))
    look.width = 80
    first = look.store.events[0]
    begin = look.beginning(first)
    assert first.date is not None
    assert first.date.latest == (begin or 0) + 1
    span = look.span(first)
    assert span is not None
    assert span[0] == begin
