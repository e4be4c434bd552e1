"""Paths to the parts of events: each leads somewhere in the model."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import pytest
from msgspec import Struct

from timeline_tui.columns import event_parts, field_keys, search_text
from timeline_tui.columns.event_parts import EventParts
from timeline_tui.dates import Date, parse_edtf
from timeline_tui.model import Actor, Assessment, Citation, Claim, Event, Participant, Quote, Source

PATHS = {
    *[path for paths in field_keys.PATHS.values() for path in paths],
    *[path for paths in field_keys.HAS.values() for path in paths],
    *[path for paths in field_keys.IS.values() for path in paths],
    *[path for paths in event_parts.UNIONS.values() for path in paths],
    *field_keys.ACTORS,
    *field_keys.IDENTIFIERS,
    *[path for paths in search_text.PATHS for path in paths],
}


def ends_of(path: str) -> set[Any]:
    """The types at the end of a path, from the annotations of the model."""
    if path in event_parts.UNIONS:
        return {end for each in event_parts.UNIONS[path] for end in ends_of(each)}
    before, _, names = path.rpartition("/")
    found: set[Any] = ends_of(before) if before else {Event}
    for name in names.split("."):
        owners = [kind for kind in found if isinstance(kind, type) and issubclass(kind, (Struct, Date))]
        assert owners
        found = {part for owner in owners for part in types_of(owner, name)}
    return found


def types_of(owner: type, name: str) -> set[Any]:
    if not (issubclass(owner, Struct) and name in owner.__struct_fields__):
        assert hasattr(owner, name), f"{owner.__name__} has no {name}"
        return {bool}
    hint = get_type_hints(owner)[name]
    return {part for each in (hint, *get_args(hint)) for part in (each, *get_args(each))}


@pytest.mark.parametrize("path", sorted(PATHS))
def test_each_path_leads_somewhere(path: str) -> None:
    assert ends_of(path)


def test_parts_come_with_the_index_of_their_event() -> None:
    one, other = Actor("a", "A"), Actor("b", "B")
    cited = Citation(Source("s", "S"), locator="p. 1")
    claim = Claim("x", assessments=(Assessment("denies", other, source=cited),))
    events = [
        Event("1", None, "", tags=("t", "u"), actors=(Participant(one),)),
        Event(
            "2",
            parse_edtf("2024"),
            "",
            sources=(cited,),
            claims=(claim,),
            quotes=(Quote("q", one, to=(other,)),),
        ),
    ]
    parts = EventParts(events)
    assert list(parts.at("tags")) == [(0, "t"), (0, "u")]
    assert list(parts.at(*field_keys.ACTORS)) == [(0, "a"), (1, "a"), (1, "b"), (1, "b")]
    assert list(parts.at("every-citation/locator", "summary")) == [(1, "p. 1"), (1, "p. 1")]
    assert parts.events_with("date", "every-citation") == [1]
    assert list(EventParts([]).at("every-citation/source.id")) == []
