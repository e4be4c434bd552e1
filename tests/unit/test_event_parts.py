"""Parts of events have the index of their event, in the order of the events."""

from __future__ import annotations

from timeline_tui.columns.event_parts import EventParts
from timeline_tui.columns.field_keys import COMMON, KEYS
from timeline_tui.dates import parse_edtf
from timeline_tui.model import Actor, Assessment, Citation, Claim, Event, Participant, Quantity, Quote, Source

ONE, OTHER = Actor("a", "A"), Actor("b", "B")
CITED = Citation(Source("s", "S"), locator="p. 1")
CLAIM = Claim("x", quantity=Quantity(1), assessments=(Assessment("denies", OTHER, source=CITED),))
EVENTS = [
    Event("1", None, "", actors=(Participant(ONE),), claims=(CLAIM,)),
    Event(
        "2", parse_edtf("2024"), "", sources=(CITED,), claims=(CLAIM,), quotes=(Quote("q", ONE, to=(OTHER,)),)
    ),
]


def test_parts_are_found_at_every_depth() -> None:
    parts = EventParts(EVENTS)
    assert parts.participants == [(0, Participant(ONE))]
    assert parts.stating_actors == [(0, OTHER), (1, ONE), (1, OTHER), (1, OTHER)]
    assert parts.citations == [(0, CITED), (1, CITED), (1, CITED)]
    assert parts.quantities == [(0, Quantity(1)), (1, Quantity(1))]
    assert EventParts([]).citations == []


def test_each_field_is_named_once() -> None:
    assert len(set(KEYS)) == len(KEYS)
    assert {*COMMON} <= {*KEYS}
