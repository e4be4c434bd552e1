"""The lanes of a view, and the events that are in none."""

from __future__ import annotations

import datetime

import pytest
from msgspec import structs

from timeline_tui.aggregate import counts, nested
from timeline_tui.axis.lanes import indent, lanes_of
from timeline_tui.dates import DateContext
from timeline_tui.model import Actor, Chronology, Event, Location, Participant, Place
from timeline_tui.query import Query, parse
from timeline_tui.store import Store
from timeline_tui.ui.lane_model import LaneModel

ACTORS = [Actor(f"a{n}", f"Actor {n}") for n in range(12)]
NORWAY, OSLO = Location("norway", "Norway"), Location("oslo", "Oslo\n", within="norway")
EVENTS = tuple(
    Event(
        f"e{n}",
        None,
        f"Event {n}",
        tags=("odd",) if n % 2 else (),
        actors=tuple([Participant(actor) for m, actor in enumerate(ACTORS) if n >= m]) if n < 12 else (),
        locations=(Place(OSLO),) if n == 3 else (Place(NORWAY),) if n == 4 else (),
    )
    for n in range(14)
)
STORE = Store(
    Chronology(events=EVENTS, actors={a.id: a for a in ACTORS}, locations={"norway": NORWAY, "oslo": OSLO})
)


def date_range(text: str) -> Query:
    return parse(text, DateContext(datetime.date(2024, 8, 8)))


def test_the_values_with_the_most_events_have_lanes() -> None:
    found = lanes_of(STORE.view(), "actor")
    assert [lane.label for lane in found.lanes] == [f"Actor {n}" for n in range(10)]
    assert [len(lane.numbers) for lane in found.lanes] == list(range(12, 2, -1))
    assert found.more == 2
    assert sorted(found.without) == [12, 13]


def test_a_place_counts_the_events_of_places_within_it() -> None:
    found = lanes_of(STORE.view(), "location")
    assert [(lane.key, lane.label, list(lane.numbers)) for lane in found.lanes] == [
        ("norway", "Norway", [3, 4]),
        ("oslo", "Oslo", [3]),
    ]


def test_parts_stand_below_their_whole() -> None:
    """Even if another place has more events; the order is that of facets and `stats`."""
    inside = {"khob": "ua", "kh": "khob", "kup": "khob", "sudzha": "ru"}
    keys = ("kh", "khob", "kup", "ru", "sudzha", "ua", "far")
    places = {key: Location(key, key, within=inside.get(key, "")) for key in keys}
    many = {"kh": 5, "kup": 2, "sudzha": 4, "ru": 2, "far": 3}
    found = [key for key, count in many.items() for _ in range(count)]
    events = tuple(
        [Event(f"e{n}", None, "x", locations=(Place(places[key]),)) for n, key in enumerate(found)]
    )
    view = Store(Chronology(events=events, locations=places)).view()
    tree = [(lane.depth, lane.key, len(lane.numbers)) for lane in lanes_of(view, "location").lanes]
    assert tree == [
        (0, "ua", 7), (1, "khob", 7), (2, "kh", 5), (2, "kup", 2), (0, "ru", 6), (1, "sudzha", 4), (0, "far", 3),
    ]  # fmt: skip
    assert tree == [(depth, each.key, each.events) for depth, each in nested(counts(view, "location"))]
    model = LaneModel(view)
    model.field = "location"
    model.show(view)
    assert [(model.depth(n), model[n].key, model[n].events) for n in range(len(model))] == tree
    assert [lane.key for lane in lanes_of(view, "location", most=4).lanes] == ["ua", "khob", "kh", "ru"]


@pytest.mark.parametrize(
    ("depth", "room", "blanks"), [(0, 28, 0), (2, 28, 4), (9, 28, 7), (1, 4, 1), (3, 0, 0)]
)
def test_deep_labels_keep_room_for_their_names(depth: int, room: int, blanks: int) -> None:
    assert indent(depth, room) == " " * blanks


def test_lanes_count_only_the_events_of_the_view() -> None:
    found = lanes_of(STORE.view(date_range("tag:odd")), "actor", most=2)
    assert [list(lane.numbers) for lane in found.lanes] == [[1, 3, 5, 7, 9, 11]] * 2
    assert list(found.without) == [13]
    assert lanes_of(STORE.view(date_range("tag:even")), "actor") == (
        [],
        0,
        STORE.view(date_range("tag:even")).numbers,
    )


def test_every_event_is_in_a_lane_or_in_none() -> None:
    for field in ("actor", "location", "tag", "source", "kind"):
        found = lanes_of(STORE.view(), field, most=3)
        there = found.without.copy()
        for lane in found.lanes:
            there |= lane.numbers
        assert there == STORE.everything


def test_a_hostile_name_is_one_line() -> None:
    actor = structs.replace(ACTORS[0], name="a\x1b[2J\nb\u202e")
    event = Event("e", None, "x", actors=(Participant(actor),))
    store = Store(Chronology(events=(event,), actors={actor.id: actor}))
    assert [lane.label for lane in lanes_of(store.view(), "actor").lanes] == ["a^[[2J b<U+202E>"]
