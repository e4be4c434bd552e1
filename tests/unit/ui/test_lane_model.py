"""The lanes of a view, and moving between them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.aggregate import Count, counts
from timeline_tui.axis import Viewport
from timeline_tui.axis.lanes import FIELDS
from timeline_tui.dates import DateContext, parse_edtf
from timeline_tui.model import Actor, Chronology, Event, Participant
from timeline_tui.query import parse
from timeline_tui.store import Store, View
from timeline_tui.ui.lane_model import NONE, LaneModel
from timeline_tui.ui.render_cache import RenderCache

ACTORS = {name: Actor(name, name.upper()) for name in "abc"}


def event(n: int, date: str, actors: str) -> Event:
    who = tuple([Participant(ACTORS[name]) for name in actors])
    return Event(f"e{n}", parse_edtf(date) if date else None, f"Event {n}", actors=who, tags=("t",) * (n % 2))


def lane_model(*events: tuple[str, str], query: str = "") -> LaneModel:
    """Return the lanes by actor of events given as dates and actors, in order."""
    made = tuple([event(n, *each) for n, each in enumerate(events)])
    store = Store(Chronology(events=made, actors=ACTORS))
    view = store.view(parse(query, DateContext(datetime.date(2024, 8, 8))) if query else None)
    found = LaneModel(view)
    found.show(view)
    return found


WARS = (("1900", "a"), ("1910/1930", "b"), ("1914", "ab"), ("1920", "a"), ("1940", ""), ("", "c"))


def test_lanes_are_sorted_by_events_with_none_last() -> None:
    assert [(lane.label, lane.events) for lane in (lane_model(*WARS)[n] for n in range(4))] == [
        ("A", 3),
        ("B", 2),
        ("C", 1),
        (NONE, 1),
    ]


def test_only_lanes_with_something_in_them() -> None:
    found = lane_model(*WARS, query="tag:t")
    assert [(found[n].label, found[n].events) for n in range(len(found))] == [("A", 1), ("B", 1), ("C", 1)]
    assert sorted(found.everything("a")) == [0, 2, 3]
    assert sorted(found.numbers(0)) == [3]


def test_the_cursor_stays_in_its_lane_as_long_as_that_has_the_event() -> None:
    found = lane_model(*WARS)
    found.follow(2)
    assert found.at == 0
    found.go(1, 2)
    found.follow(2)
    assert found.at == 1
    found.follow(3)
    assert found.at == 0
    found.follow(4)
    assert found[found.at].label == NONE


def test_along_a_lane() -> None:
    found = lane_model(*WARS)
    assert [found.step(n, 1) for n in (0, 2, 3)] == [2, 3, None]
    assert [found.step(n, -1) for n in (0, 2, 3)] == [None, 0, 2]
    assert (found.step(1, 1), found.step(1, -1)) == (2, 0)  # from an event outside of the lane
    assert (found.end(-1), found.end(1)) == (0, 3)


def test_to_the_nearest_in_time() -> None:
    found = lane_model(*WARS)
    assert found.nearest(0, 2) == 2  # the event itself
    assert found.nearest(1, 3) == 1  # which is still in progress
    assert found.nearest(0, 4) == 3
    assert found.nearest(0, 5) == 3  # from an event without a date, to the last
    assert found.nearest(2, 0) == 5  # to an event without a date, if there is no other


def test_an_interval_is_near_over_its_whole_length() -> None:
    found = lane_model(("1900/1950", "a"), ("1940", "b"), ("1941", "a"))
    assert found.nearest(0, 1) == 0


def test_moving_over_several_lanes_stays_near_the_starting_time() -> None:
    found = lane_model(
        ("1900", "c"), ("1910", "a"), ("1910", "b"), ("1912", "a"), ("1950", "b"), ("1951", "a")
    )
    here = found.go(1, 1)
    assert here == 2
    here = found.go(2, here)
    assert here == 0
    here = found.go(1, here)
    here = found.go(0, here)
    assert here == 1  # not an event near 1900
    assert found.go(99, here) == 0
    assert found.at == 2


def test_a_place_under_the_mouse() -> None:
    found = lane_model(*WARS)
    second = parse_edtf("1918").earliest
    assert second is not None
    assert found.nearest_to(0, second) == 3
    assert found.nearest_to(1, second) in (1, 2)
    assert found.nearest_to(2, second) == 5


def test_by_another_field() -> None:
    found = lane_model(*WARS)
    found.group(1)
    assert (found.field, found.next_field, found.shown, len(found)) == ("location", "tag", None, 0)
    found.show(found.view)
    assert [found[0].label] == [NONE]
    found.group(-1)
    found.group(-1)
    assert found.field == "kind"


def test_each_field_is_counted_once_for_a_view(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[tuple[View, str]] = []

    def counting(view: View, field: str) -> list[Count]:
        counted.append((view, field))
        return counts(view, field)

    monkeypatch.setattr("timeline_tui.ui.lane_model.counts", counting)
    found = lane_model(*WARS)
    first = [found[n] for n in range(len(found))]
    for _ in range(2 * len(FIELDS)):
        found.group(1)
        found.show(found.view)
    assert len(counted) == len(FIELDS)
    assert [found[n] for n in range(len(found))] == first


def test_events_without_a_date_are_counted_by_lane() -> None:
    found = lane_model(*WARS, ("", "a"), ("", ""))
    drawn = RenderCache(Viewport(found.view.store), ascii=False)
    assert [(found[n].label, drawn.placeless(found, n)) for n in range(4)] == [
        ("A", 1),
        ("B", 0),
        ("C", 1),
        (NONE, 1),
    ]
    assert len(found.undated) == 3
    found.show(found.view.store.view(parse("has:date", DateContext(datetime.date(2024, 8, 8)))))
    assert not found.undated


def test_another_view_is_counted_anew() -> None:
    found = lane_model(*WARS)
    first = [found[n] for n in range(len(found))]
    found.show(found.view.store.view(parse("tag:t", DateContext(datetime.date(2024, 8, 8)))))
    assert [found[n] for n in range(len(found))] != first


def test_a_lane_keeps_its_place_by_its_name() -> None:
    found = lane_model(*WARS)
    found.go(1, 2)
    found.show(found.view.store.view(parse("tag:t", DateContext(datetime.date(2024, 8, 8)))))
    assert found[found.at].label == "B"


def test_a_model_without_events() -> None:
    found = lane_model()
    assert len(found) == 0
    found.follow(0)


dated = st.tuples(
    st.sampled_from(["1900", "1905", "1900/1910", "1910~", "../1902", "1907/..", ""]),
    st.text("abc", max_size=3),
)


@given(st.lists(dated, min_size=1, max_size=12), st.data())
def test_every_event_can_be_reached(some: list[tuple[str, str]], data: st.DataObject) -> None:
    some.sort(key=lambda each: parse_edtf(each[0]).sort_key if each[0] else (1 << 63, 0, 0))
    some = [(date, "".join(sorted(set(actors)))) for date, actors in some]
    found = lane_model(*some)
    reached = set()
    for lane in range(len(found)):
        assert found.go(lane, data.draw(st.integers(0, len(some) - 1))) in found.numbers(lane)
        here: int | None = found.end(-1)
        steps = 0
        while here is not None:
            assert found.holds(lane, here)
            reached.add(here)
            here, steps = found.step(here, 1), steps + 1
        assert steps == found[lane].events
    assert reached == set(range(len(some)))


@pytest.mark.parametrize("number", range(5))
def test_nearest_is_never_farther_than_another(number: int) -> None:
    found = lane_model(*WARS)
    bounds = found.view.store.bounds

    def far(other: int) -> int:
        return max(
            0,
            bounds.earliest[other] - bounds.earliest[number],
            bounds.earliest[number] - bounds.latest[other] + 1,
        )

    for lane in range(len(found)):
        assert far(found.nearest(lane, number)) == min(far(other) for other in found.numbers(lane))
