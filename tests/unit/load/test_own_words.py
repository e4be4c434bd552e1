"""Words of a file's own: kept, shown, exported, searched, in every open list; closed lists stay closed."""

from __future__ import annotations

import datetime
import json

import pytest

from timeline_tui.dates import DateContext
from timeline_tui.export import write
from timeline_tui.export.markdown import event_document
from timeline_tui.export.plain_text import plain_paragraphs
from timeline_tui.load import load_bytes
from timeline_tui.query import parse
from timeline_tui.store import Store

OWN = """
[[actors]]
name = "The Times"
kind = "newspaper"

[[locations]]
name = "Old Town"
precision = "street-corner"

[[sources]]
title = "Ledger"
type = "manuscript"

[[events]]
date = "1788"
title = "x"
kind = "dynasty"
actors = [{ actor = "The Times", role = "service" }]
locations = [{ location = "Old Town", role = "birthplace" }]
sources = ["Ledger"]
quotes = [{ text = "Hear", kind = "hearsay" }]
"""
WORDS = ("newspaper", "street-corner", "manuscript", "dynasty", "service", "birthplace", "hearsay")


@pytest.fixture(scope="module")
def store() -> Store:
    return Store(*load_bytes(OWN.encode(), "w.toml"))


def test_each_own_word_is_a_note_with_its_place(store: Store) -> None:
    assert {(p.severity, p.code) for p in store.problems} == {("note", "own-word")}
    lines = OWN.splitlines()
    for word, problem in zip(WORDS, sorted(store.problems, key=lambda p: p.line), strict=True):
        assert word in problem.message
        assert word in lines[problem.line - 1]


def test_user_defined_words_are_in_every_output(store: Store) -> None:
    (event,) = store.events
    shown = "\n".join([paragraph.text for paragraph in plain_paragraphs(event, store)])
    markdown = "\n".join(event_document(store, event)).replace("\\", "")
    exported = "\n".join(write("json", store, store.events))
    json.loads(exported)
    for word in WORDS:
        assert word in shown
        assert word in markdown
        assert word in exported
    assert "“Hear”" not in shown, "nobody says that these are the words"
    assert "“Hear”" not in markdown


@pytest.mark.parametrize("query", ["kind:dynasty", "kind:=dynasty", "role:service", "role:BIRTH"])
def test_own_words_are_found(store: Store, query: str) -> None:
    assert len(store.view(parse(query, DateContext(datetime.date(2024, 8, 8))))) == 1


@pytest.mark.parametrize(
    "line",
    [
        'status = "sure"',
        'claims = [{ text = "c", status = "sure" }]',
        'claims = [{ text = "c", assessments = [{ stance = "doubts" }] }]',
        'sources = ["s"]\n[[sources]]\nid = "s"\nreliability = "Z"',
    ],
)
def test_the_lists_that_the_program_acts_on_stay_closed(line: str) -> None:
    found = load_bytes(f'[[events]]\ndate = 2024-08-07\ntitle = "T"\n{line}\n'.encode()).problems
    assert [problem.code for problem in found] == ["unknown-value"]
