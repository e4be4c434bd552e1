"""JSON Lines: lines become events; what is wrong costs its line only, and has its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.load import Loaded, limits, load_bytes


def loaded(*lines: str | bytes | dict[str, Any]) -> Loaded:
    encoded = [
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()
        for line in lines
    ]
    return load_bytes(b"\n".join(encoded), "events.jsonl")


def places(found: Loaded) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.code) for problem in found.problems]


GOOD = {"date": "2024", "title": "good"}


def test_the_keys_are_those_of_the_format() -> None:
    found = loaded(
        {
            "id": "e",
            "date": "2024-08-07",
            "title": "Talks",
            "actors": ["Berg", {"actor": "Öz", "role": "affected"}],
            "quotes": [{"speaker": "Berg", "text": "No."}],
            "claims": [{"by": "Öz", "text": "Yes.", "assessments": [{"by": "Berg", "stance": "denies"}]}],
            "title_uk": "Переговори",
            "importance": 7,
        }
    )
    assert found.problems == ()
    event = found.chronology.events[0]
    assert [(part.actor.name, part.role) for part in event.actors] == [
        ("Berg", "participant"),
        ("Öz", "affected"),
    ]
    assert event.quotes[0].speaker is event.actors[0].actor
    assert event.claims[0].assessments[0].stance == "denies"
    assert event.titles == (("uk", "Переговори"),)


def test_the_layout_of_the_export_is_read() -> None:
    found = loaded(
        {
            "id": "e",
            "date": {"edtf": "2024-08~", "precision": "month", "earliest": "2024-08-01T00:00:00"},
            "title": "a",
            "titles": {"uk": "б"},
            "actors": [{"actor": "smirnov", "name": "Aleksei Smirnov", "role": "initiator"}],
            "locations": [{"location": "kursk", "name": "Kursk", "role": "scene", "lat": None, "lon": None}],
            "quotes": [
                {
                    "speaker": {"actor": "smirnov", "name": "Aleksei Smirnov"},
                    "text": "No.",
                    "to": [{"actor": "oez", "name": "Öz"}],
                    "source": {
                        "source": "report",
                        "title": "Report",
                        "url": "https://example.org/r",
                        "locator": "p. 2",
                    },
                }
            ],
            "extra": {"mine": 3},
            "file": "x.toml",
            "line": 9,
        }
    )
    assert places(found) == [(1, 1, "unknown-key")]  # as in the file that was exported
    event, chronology = found.chronology.events[0], found.chronology
    assert event.date is not None
    assert event.date.text == "2024-08~"
    assert chronology.actors["smirnov"].name == "Aleksei Smirnov"
    assert chronology.sources["report"].url == "https://example.org/r"
    assert event.quotes[0].source is not None
    assert event.quotes[0].source.locator == "p. 2"
    assert [actor.id for actor in event.quotes[0].to] == ["oez"]
    assert event.extra == (("mine", 3),)
    assert event.origin.line == 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"title": "x"', (1, 15, "json-syntax")),
        ('{"title": NaN}', (1, 1, "json-syntax")),
        ('{"title": "x", "title": "y"}', (1, 1, "json-syntax")),
        ('["x"]', (1, 1, "json-syntax")),
        ("[" * 100_000, (1, 1, "json-syntax")),
        (b'{"date": "2024", "title": "\xe9"}', (1, 28, "text-encoding")),
        ('{"date": "2024-13", "title": "x"}', (1, 2, "bad-date")),
        ('{"date": "2024", "title": ["x"]}', (1, 18, "wrong-type")),
        (
            '{"date": "2024", "title": "x", "claims": [{"text": "a"}, {"text": "b", "status": "odd"}]}',
            (1, 72, "unknown-value"),
        ),
        ('{"date": "2024", "titel": "x", "title": "y"}', (1, 18, "unknown-key")),
    ],
)
def test_problems_have_their_place_and_cost_nothing_else(
    line: str | bytes, expected: tuple[int, int, str]
) -> None:
    found = loaded(line, GOOD)
    assert expected in places(found)
    assert len(found.chronology.events) == 2
    assert "good" in [event.title for event in found.chronology.events]


def test_what_cannot_be_read_is_kept() -> None:
    event = loaded('{"title": "x"', GOOD).chronology.events[-1]
    assert event.extra == (("line 1", '{"title": "x"'),)


def test_one_value_over_several_lines_is_reported_once() -> None:
    found = load_bytes(json.dumps({"events": [GOOD]}, indent=2).encode(), "events.jsonl")
    assert [problem.code for problem in found.problems] == ["no-events", "json-syntax"]
    assert "jq" in found.problems[1].hint


def test_lone_surrogates_become_what_the_file_has() -> None:
    assert loaded('{"date": "2024", "title": "a\\ud800"}').chronology.events[0].title == "a\\ud800"


def test_a_line_over_the_limit_is_refused_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_now", limits.Limits(table=1000))
    found = loaded({"title": "x" * 2000}, GOOD)
    assert places(found) == [(1, 1, "record-too-long")]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["actor", "name", "source", "title", "edtf", "extra", "~", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        "date",
        "title",
        "actors",
        "locations",
        "sources",
        "quotes",
        "claims",
        "links",
        "titles",
        "ids",
        "extra",
        "~",
        "x",
    ]
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_any_object_is_an_event(value: dict[str, Any]) -> None:
    found = load_bytes(json.dumps(value).encode(), "events.jsonl")
    assert len(found.chronology.events) == 1


@given(st.binary(max_size=200))
def test_any_bytes_can_be_read(data: bytes) -> None:
    load_bytes(data, "events.jsonl")
