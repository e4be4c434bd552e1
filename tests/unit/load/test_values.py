"""Coordinates of an event's own place, identifiers elsewhere, quantities, notes on citations."""

from __future__ import annotations

import csv
import datetime
import json

import pytest

from timeline_tui.dates import DateContext
from timeline_tui.errors import Problem
from timeline_tui.export import write
from timeline_tui.export.plain_text import plain_paragraphs
from timeline_tui.load import load_bytes
from timeline_tui.model import Event
from timeline_tui.query import parse
from timeline_tui.store import Store

HEAD = """
[[locations]]
id = "sudzha"
name = "Sudzha"
lat = 51.19
lon = 35.27
precision = "settlement"

[[events]]
id = "e"
date = 2024-08-07
title = "T"
"""


def read(*lines: str) -> tuple[Store, Event, list[Problem]]:
    store = Store(*load_bytes((HEAD + "\n".join(lines)).encode(), "x.toml"))
    return store, store.events[0], [p for p in store.problems if p.severity != "note"]


def shown(store: Store, event: Event) -> str:
    return "\n".join([paragraph.text for paragraph in plain_paragraphs(event, store)])


def found(store: Store, query: str) -> int:
    return len(store.view(parse(query, DateContext(datetime.date(2024, 8, 8)))))


def row(store: Store) -> dict[str, str]:
    (found,) = csv.DictReader(write("csv", store, store.events))
    return found


def test_an_event_has_coordinates_of_its_own_beside_those_of_the_place() -> None:
    store, event, problems = read(
        'locations = [{ location = "sudzha", lat = 51.2, lon = 35.3, precision = "vicinity" }]'
    )
    assert problems == []
    reported = shown(store, event)
    assert (
        "Sudzha · 51.2, 35.3 · precision: vicinity · registered at 51.19, 35.27, precision: settlement"
        in reported
    )
    assert row(store)["coordinates"] == "51.2, 35.3"
    exported = json.loads("\n".join(write("json", store, store.events)))
    place = exported["events"][0]["locations"][0]
    assert (place["lat"], place["lon"], place["precision"]) == (51.2, 35.3, "vicinity")
    assert exported["locations"][0]["lat"] == 51.19


def test_a_place_without_an_entry_has_coordinates() -> None:
    store, event, problems = read('locations = [{ location = "The mill", lat = -1.5, lon = 0 }]')
    assert problems == []
    assert "The mill · -1.5, 0.0" in shown(store, event)
    assert found(store, "has:coordinates") == 1
    store, _, _ = read('locations = ["The mill"]')
    assert found(store, "has:coordinates") == 0


def test_coordinates_of_the_registry_are_exported_where_the_event_has_none() -> None:
    store, _, _ = read('locations = ["sudzha"]')
    assert row(store)["coordinates"] == "51.19, 35.27"
    assert found(store, "has:coordinates") == 1


@pytest.mark.parametrize(
    ("table", "codes", "lost"),
    [
        ("lat = 51.2", ["half-coordinates"], (("lat", 51.2),)),
        ("lat = 91, lon = 3", ["out-of-range"], (("lat", 91), ("lon", 3.0))),
        ('lat = "51.2", lon = 3', ["wrong-type"], (("lat", "51.2"), ("lon", 3.0))),
        ("lat = nan, lon = 3", ["out-of-range"], None),
    ],
)
def test_bad_coordinates_cost_themselves_alone(table: str, codes: list[str], lost: object) -> None:
    _, event, problems = read(f'locations = [{{ location = "sudzha", role = "target", {table} }}]')
    assert [problem.code for problem in problems] == codes
    (place,) = event.locations
    assert (place.location.id, place.role, place.lat, place.lon) == ("sudzha", "target", None, None)
    assert lost is None or place.extra == lost


def test_identifiers_are_shown_and_found() -> None:
    store, event, problems = read(
        'ids = { wikidata = "Q42", viaf = 113230702 }',
        'actors = ["A B"]',
        "[[actors]]",
        'name = "A B"',
        'ids = { opensanctions = "NK-7" }',
    )
    assert problems == []
    assert event.ids == (("wikidata", "Q42"), ("viaf", "113230702"))
    reported = shown(store, event)
    assert "wikidata Q42" in reported
    assert "opensanctions NK-7" in reported
    queries = (
        "ids:q42",
        "identifier:wikidata:q42",
        "identifier:=opensanctions:nk-7",
        "q42",
        "has:identifier",
    )
    assert [found(store, query) for query in queries] == [1] * len(queries)
    assert row(store)["ids"] == "wikidata:Q42; viaf:113230702"


def test_a_wrong_identifier_costs_no_other() -> None:
    _, event, problems = read('ids = { wikidata = "Q42", isni = [1], note = true }')
    assert [(p.code, p.line) for p in problems] == [("wrong-type", 13), ("wrong-type", 13)]
    assert event.ids == (("wikidata", "Q42"),)
    assert event.extra == (("ids.isni", [1]), ("ids.note", True))


def test_quantities_of_an_event() -> None:
    store, event, problems = read(
        'quantities = [{ label = "killed", best = 34, low = 30, high = 40, unit = "people" },'
        ' { best = 1200000, unit = "USD" }]'
    )
    assert problems == []
    reported = shown(store, event)
    assert "killed: 34 (30 – 40) people" in reported
    assert "1,200,000 USD" in reported
    assert row(store)["quantities"] == "killed: 34 (30 - 40) people; 1,200,000 USD"
    assert [found(store, query) for query in ("has:quantity", "killed", "usd")] == [1, 1, 1]


def test_a_quantity_out_of_order_is_reported_with_its_place() -> None:
    _, event, problems = read("quantities = [{ best = 1 }, { low = 9, high = 3 }]")
    assert [(p.code, p.line) for p in problems] == [("reversed-quantity", 13)]
    assert len(event.quantities) == 2


def test_a_note_on_a_citation() -> None:
    store, event, problems = read('sources = [{ source = "S", note = "Quotes the first edition" }]')
    assert problems == []
    assert "note: Quotes the first edition" in shown(store, event)
    assert [found(store, query) for query in ("has:note", '"first edition"')] == [1, 1]
