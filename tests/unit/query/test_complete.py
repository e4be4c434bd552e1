"""Completions at the cursor, marked `|` in the cases."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from often import often

from timeline_tui.dates import DateContext
from timeline_tui.query import FIELDS, complete, parse
from timeline_tui.query.complete import DATES

NAMES = {"actor": ("Vladimir Putin", "Pushkin"), "tag": ("air defence", "drone")}


def values(field: str, prefix: str) -> Iterable[str]:
    return [name for name in NAMES.get(field, ()) if prefix.lower() in name.lower()]


def offered(marked: str) -> list[str]:
    """Return the whole query after each completion."""
    cursor = marked.index("|")
    text = marked.replace("|", "")
    return [text[: found.start] + found.text + text[found.end :] for found in complete(text, cursor, values)]


@pytest.mark.parametrize(
    ("marked", "results"),
    [
        ("ac|", ["actor:", "actors:", "accessed:", "actor-kind:"]),
        ("date_|", ["date-text:"]),
        ("sources:|", []),
        ("tags:dr|", ["tags:drone"]),
        ("reliability:b|", ["reliability:B"]),
        ("a -loca|", ["a -location:", "a -locations:", "a -locator:"]),
        ("(whe|", ["(location:"]),
        ("sta|", ["status:", "stance:"]),
        ("act|or:putin", ["actor:putin", "actors:putin", "actor-kind:putin"]),
        ("da|te!:2024", ["date!:2024"]),
        ("actor:pu|", ['actor:"Vladimir Putin"', "actor:Pushkin"]),
        ("actor:|", ['actor:"Vladimir Putin"', "actor:Pushkin"]),
        ("actor:|x", ['actor:"Vladimir Putin"', "actor:Pushkin"]),
        ("actor:=push|", ["actor:=Pushkin"]),
        ("who:push|k b", ["who:Pushkin b"]),
        ('actor:"vladimir p|', ['actor:"Vladimir Putin"']),
        ('actor:"vladimir p|"', ['actor:"Vladimir Putin"']),
        ('actor:"vladimir p| tag:x', ['actor:"Vladimir Putin" tag:x']),
        ("tag:(drone OR ai|", ['tag:(drone OR "air defence"']),
        ("tag:(drone OR |", ['tag:(drone OR "air defence"', "tag:(drone OR drone"]),
        ("status:disp|", ["status:disputed"]),
        ("status:re|", ["status:reported", "status:retracted", "status:refuted"]),
        ("has:co|", ["has:coordinates"]),
        ("is:un|", ["is:uncertain", "is:undated"]),
        ("date:t|", ["date:today", "date:yesterday"]),
        ("zzz|", []),
        ("zzz:a|", []),
        ("zzz:|", []),
        ('"phrase|', []),
        ('"phrase"|', []),
        ("a)|", []),
        ("title:a|", []),
        ("importance:|", []),
    ],
)
def test_completions(marked: str, results: list[str]) -> None:
    assert offered(marked) == results


def test_all_fields_are_offered_where_nothing_is_typed() -> None:
    found = complete("a ", 2, values)
    assert [one.text for one in found] == [f"{name}:" for name in FIELDS]
    assert all(one.note for one in found)


def test_notes_and_limit() -> None:
    assert complete("is:cont", 7, values)[0].note.startswith("it, or one of its claims")
    assert len(complete("", 0, values, limit=3)) == 3


@pytest.mark.parametrize("text", DATES)
def test_offered_dates_are_dates(text: str) -> None:
    parse(f"date:{text}", DateContext(datetime.date(2024, 8, 8)))


@often(300)
@given(st.text(alphabet='ab :()"-=!\\OR tag', max_size=30), st.integers(0, 30))
def test_completions_at_any_cursor_stay_within_the_text(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    for found in complete(text, cursor, values):
        assert 0 <= found.start <= cursor <= found.end <= len(text)


def test_has_offers_declared_keys() -> None:
    found = complete("has:ca", 6, lambda _field, _prefix: [], own=("casualties",))
    assert (found[0].text, found[0].note) == ("casualties", "a user-defined key")
