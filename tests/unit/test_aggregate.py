"""Counts by value and by month: their order, and what is left out."""

from __future__ import annotations

import pytest

from timeline_tui.aggregate import Bin, Count, by_month, counts, label
from timeline_tui.dates import parse_edtf
from timeline_tui.model import Actor, Chronology, Event, Location, Participant, Place
from timeline_tui.store import Store

BERG = Actor("berg", "Anna\x1bBerg")
OSLO = Location("oslo", "Oslo")


def store(*dates: str) -> Store:
    events = tuple(
        Event(
            f"e{n}",
            parse_edtf(date) if date else None,
            "t",
            tags=("b", "A")[: n + 1],
            actors=(Participant(BERG), Participant(BERG, "speaker")),
            locations=(Place(OSLO),),
        )
        for n, date in enumerate(dates)
    )
    return Store(Chronology(events=events, actors={"berg": BERG}, locations={"oslo": OSLO}))


def test_most_first_then_by_name() -> None:
    assert counts(store("2024", "2024", "2024").view(), "tag") == [Count("b", "b", 3), Count("A", "A", 2)]


def test_an_event_counts_once_for_a_value() -> None:
    assert counts(store("2024").view(), "actor") == [Count("berg", "Anna^[Berg", 1)]


def test_labels() -> None:
    one = store("2024")
    assert label(one, "actor", "berg") == "Anna^[Berg"
    assert label(one, "location", "oslo") == "Oslo"
    assert label(one, "location", "nowhere") == "nowhere"
    assert label(one, "tag", "a\nb") == "a b"


def test_months() -> None:
    dates = (
        "",
        "../2024",
        "-0043-03-15",
        "2024",
        "2024-02-29",
        "2024-02",
        "2024-02-01/2024-02-10",
        "2024-02/..",
        "2024-21",
    )
    assert by_month(store(*dates).view()) == (
        [Bin(-43, 3, 1), Bin(2024, 0, 2), Bin(2024, 2, 4)],
        2,
    )


def test_a_decade_is_counted_apart_from_its_first_year() -> None:
    assert by_month(store("202X", "2020", "20XX", "2XXX", "202X/2030").view())[0] == [
        Bin(2000, 0, 1, 1000),
        Bin(2000, 0, 1, 100),
        Bin(2020, 0, 2, 10),
        Bin(2020, 0, 1),
    ]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("156X-12-25", Bin(1560, 0, 1, 10)),
        ("15XX-12-25", Bin(1500, 0, 1, 100)),
        ("-004X-03-15", Bin(-49, 0, 1, 10)),
        ("XXXX-12-XX", None),
        ("1984-1X", Bin(1984, 0, 1)),
        ("1984-10-1X", Bin(1984, 10, 1)),
        ("[1667,1668]", Bin(1660, 0, 1, 10)),
        ("[1667,1760-12]", Bin(1000, 0, 1, 1000)),
        ("[1984-10-01,1984-10-08]", Bin(1984, 10, 1)),
        ("[-0001,0001]", None),
        ("[1984..]", None),
        ("[..1984]", None),
        ("{1667-05,1760}", Bin(1667, 5, 1)),
        ("{..1984}", None),
        ("1950S2", Bin(1900, 0, 1, 100)),
        ("Y171010000S3", None),
        ("156X-12-25/1570", Bin(1560, 0, 1, 10)),
        ("2001-34", Bin(2001, 0, 1)),
    ],
)
def test_a_date_of_level_2_is_counted_where_it_surely_begins(text: str, where: Bin | None) -> None:
    """Otherwise it counts for the shortest span of years that holds all possible dates, not for the first year."""
    assert by_month(store(text).view()) == (([], 1) if where is None else ([where], 0))


def test_counts_of_an_empty_store() -> None:
    assert counts(store().view(), "tag") == []
    assert by_month(store().view()) == ([], 0)
