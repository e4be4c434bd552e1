"""Decoding keeps everything: what fits in the tables, the rest in their extra."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from timeline_tui.load.decode import decode, show
from timeline_tui.load.positions import KeyPath, Places
from timeline_tui.load.tables import EventTable, keys
from timeline_tui.load.toml_syntax import Block

TEXT = '''
[[events]]
title = "[[events.quotes]] in a text"
"odd key" = 1
tags = ["a", 5, "b"]
actors = ["x", { actor = "y", role = "targt" }, { actor = "z",
  x = 1 }]
summary = """
kind = "not here"
"""
quantity.x = 1 # kind = 5

[[events.quotes]]
text = "one"
[[events.quotes]]
text = "two" # note = 3
kind = "dirct"
  [[events.claims]]
  assessments = [{ by = "x, y", stance = "denis" }]
'''


def mended(value: dict[str, Any]) -> tuple[EventTable, list[tuple[Any, ...]]]:
    table, faults = decode(value, EventTable, "events")
    return table, [(fault.path, fault.code) for fault in faults]


def test_good_tables_pass() -> None:
    table, faults = mended({"title": "x", "actors": ["a", {"actor": "b"}], "quotes": [{"text": "q"}]})
    assert faults == []
    assert table.title == "x"
    assert table.quotes[0].text == "q"


def test_what_does_not_fit_goes_to_extra() -> None:
    table, faults = mended(
        {
            "title": "x",
            "mine": 1,
            "importance": 11,
            "tags": ["a", 5],
            "quotes": [{"kind": 3, "text": "q", "own": 2}],
            "claims": [{"quantity": {"best": "many", "unit": "x"}}],
        }
    )
    assert sorted(faults, key=str) == sorted(
        [
            (("mine",), "unknown-key"),
            (("importance",), "out-of-range"),
            (("tags", 1), "wrong-type"),
            (("quotes", 0, "own"), "unknown-key"),
            (("quotes", 0, "kind"), "wrong-type"),
            (("claims", 0, "quantity", "best"), "wrong-type"),
        ],
        key=str,
    )
    assert table.extra == {"mine": 1, "importance": 11, "tags": [5]}
    assert table.tags == ("a",)
    assert table.quotes[0].extra == {"own": 2, "kind": 3}
    assert table.claims[0].quantity is not None
    assert table.claims[0].quantity.extra == {"best": "many"}
    assert table.claims[0].quantity.unit == "x"


@pytest.mark.parametrize("value", [5, {"a": 1}, "x", {"~": {"~": 1}}])
def test_the_key_of_extra_is_a_key_like_any_other(value: object) -> None:
    table, _ = mended({"~": value, "importance": 99})
    assert table.extra is not None
    assert table.extra["importance"] == 99
    assert table.extra["~"] == value


@pytest.mark.parametrize("key", keys(EventTable))
@pytest.mark.parametrize("value", [5, -1.5, True, "x", [], [[]], [5], {}, {"a": {}}, [{}], float("nan")])
def test_no_value_raises_or_is_lost(key: str, value: Any) -> None:
    table, faults = mended({key: value})
    assert key == "date" or faults or table.extra is None


def test_hints_name_the_nearest_word() -> None:
    _, faults = decode({"status": "confirmd", "acters": [], "tags": "a"}, EventTable, "events")
    assert [fault.hint for fault in faults] == [
        "did you mean `actors`?",
        'did you mean "confirmed"?',
        'write tags = ["a"]',
    ]


def located(text: str, path: KeyPath) -> tuple[int, int]:
    data = text.encode()
    return Places(data, [Block((), False, 0, len(data), 1)]).find(path)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (2, 1)),
        (("title",), (3, 1)),
        (("odd key",), (4, 1)),
        (("tags", 1), (5, 14)),
        (("actors", 1, "role"), (6, 31)),
        (("actors", 2, "x"), (7, 3)),
        (("quantity", "x"), (11, 1)),
        (("quotes", 0), (13, 1)),
        (("quotes", 1, "kind"), (17, 1)),
        (("quotes", 1, "absent"), (15, 1)),
        (("claims", 0, "assessments", 0, "stance"), (19, 33)),
        (("absent",), (2, 1)),
    ],
)
def test_values_are_located(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert located(TEXT, ("events", 0, *path)) == place


def test_inline_events_are_located() -> None:
    text = 'events = [\n  { title = "a" },\n  { title = "b", kind = 5 },\n]\n'
    tomllib.loads(text)
    assert located(text, ("events", 1, "kind")) == (3, 18)


def test_show_is_short_and_printable() -> None:
    values: tuple[object, ...] = ("\x1b" * 500, 10**6000, [[[]]] * 500, {"a": "\u202e"}, True, 1.5)
    for value in values:
        assert len(show(value)) < 80
        assert show(value).isprintable()


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({"quotes": {"text": "q"}}, "events.quotes"),
        ({"claims": {"text": "c"}}, "events.claims"),
        ({"claims": [{"text": "c", "assessments": {"stance": "denies"}}]}, "events.claims.assessments"),
        ({"actors": {"actor": "a"}}, "events.actors"),
    ],
)
def test_one_bracket_where_two_belong(value: dict[str, Any], name: str) -> None:
    _, faults = decode(value, EventTable, "events")
    assert faults[0].hint.startswith(f"write [[{name}]], two brackets on each side")
