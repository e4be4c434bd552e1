"""The words of the format are the same in the schema, the query fields, completion and the documentation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from timeline_tui import vocabulary
from timeline_tui.load.schema import json_schema
from timeline_tui.query.complete import complete
from timeline_tui.query.fields import FIELDS

FORMAT = (Path(__file__).parents[2] / "docs" / "format.md").read_text("utf-8")
LISTS = {
    name: words for name, words in vars(vocabulary).items() if name.isupper() and isinstance(words, tuple)
}
CLOSED = ("RELIABILITIES", "EVENT_STATUSES", "CLAIM_STATUSES", "STANCES")
FIELD_OF = {
    "ACTOR_KINDS": "actor-kind", "ACTOR_ROLES": "role", "LOCATION_ROLES": "role", "LOCATION_PRECISIONS": "precision",
    "SOURCE_TYPES": "type", "EVENT_KINDS": "kind", "QUOTE_KINDS": "quote-kind", "RELIABILITIES": "reliability",
    "EVENT_STATUSES": "status", "CLAIM_STATUSES": "status", "STANCES": "stance",
}  # fmt: skip


def enumerations(node: Any) -> Iterator[list[str]]:
    """Yield every list of words in a JSON schema: `enum` of closed lists, `examples` of open ones."""
    if isinstance(node, dict):
        yield from (node[key] for key in ("enum", "examples") if key in node)
        node = list(node.values())
    for value in node if isinstance(node, list) else ():
        yield from enumerations(value)


def test_every_list_has_a_field() -> None:
    assert set(LISTS) == set(FIELD_OF)


@pytest.mark.parametrize("name", LISTS)
def test_the_schema_has_the_words(name: str) -> None:
    found = [sorted(words) for words in enumerations(json.loads(json.dumps(json_schema())))]
    assert sorted(LISTS[name]) in found


@pytest.mark.parametrize("name", FIELD_OF)
def test_the_field_and_its_completion_have_the_words(name: str) -> None:
    field = FIELDS[FIELD_OF[name]]
    assert set(LISTS[name]) <= set(field.values)
    text = f"{field.name}:"
    offered = {found.text for found in complete(text, len(text), lambda *_: ())}
    assert set(LISTS[name]) <= offered


@pytest.mark.parametrize("name", LISTS)
def test_the_documentation_has_the_words(name: str) -> None:
    assert [word for word in LISTS[name] if f"`{word}`" not in FORMAT] == []


def test_what_is_contested_is_among_the_words() -> None:
    assert {*vocabulary.EVENT_STATUSES, *vocabulary.CLAIM_STATUSES} > vocabulary.CONTESTED
    assert {*vocabulary.STANCES} > vocabulary.AGAINST
    assert get_args(vocabulary.Stance) == vocabulary.STANCES
