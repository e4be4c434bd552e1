"""The status of a claim and an event before some assessments were known."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from timeline_tui.dates import parse_edtf
from timeline_tui.knowledge import KnowledgeDay, as_known
from timeline_tui.model import Assessment, Claim, Event
from timeline_tui.vocabulary import ClaimStatus, EventStatus, Stance


def says(stance: Stance, date: str) -> Assessment:
    return Assessment(stance, date=parse_edtf(date) if date else None)


def known(event: Event, day: str) -> Event:
    end = parse_edtf(day).latest
    assert end is not None
    found = as_known(event, KnowledgeDay(end))
    assert found is not None
    return found


DENIED_LATER = (says("denies", "2024-08-09"),)
BOTH = (says("confirms", "2024-08-08"), says("denies", "2024-08-10"))


@pytest.mark.parametrize(
    ("final", "assessments", "day", "stood"),
    [
        ("denied", DENIED_LATER, "2024-08-08", "claimed"),
        ("denied", DENIED_LATER, "2024-08-09", "denied"),
        ("denied", BOTH, "2024-08-07", "claimed"),
        ("denied", BOTH, "2024-08-09", "confirmed"),
        ("denied", BOTH, "2024-08-10", "denied"),
        ("denied", (says("denies", "2024-08-08"), says("denies", "2024-08-10")), "2024-08-08", "denied"),
        ("denied", (says("disputes", ""), says("denies", "2024-08-10")), "2024-08-08", "disputed"),
        ("denied", (says("denies", "2024-08"),), "2024-08-08", "denied"),  # it may have been before
        ("refuted", (says("refutes", "2024-08-10"), says("disputes", "2024-08-09")), "2024-08-09", "disputed"),
        ("refuted", (says("refutes", "2024-08-10"), says("corroborates", "2024-08-08")), "2024-08-08", "corroborated"),
        ("claimed", DENIED_LATER, "2024-08-08", "claimed"),  # the file's own judgement
        ("claimed", DENIED_LATER, "2024-08-10", "claimed"),
        ("unverifiable", DENIED_LATER, "2024-08-08", "unverifiable"),  # it has no date
        ("confirmed", DENIED_LATER, "2024-08-08", "confirmed"),
        ("confirmed", (), "2024-08-08", "confirmed"),
        ("confirmed", (says("asserts", "2024-08-08"), says("confirms", "2024-08-09")), "2024-08-08", "claimed"),
    ],
)  # fmt: skip
def test_a_claim(
    final: ClaimStatus, assessments: tuple[Assessment, ...], day: str, stood: ClaimStatus
) -> None:
    event = Event(
        "e", parse_edtf("2024-08-01"), "x", claims=(Claim("c", status=final, assessments=assessments),)
    )
    assert known(event, day).claims[0].status == stood


@pytest.mark.parametrize(
    ("final", "assessments", "day", "stood"),
    [
        ("disputed", DENIED_LATER, "2024-08-08", "reported"),
        ("disputed", DENIED_LATER, "2024-08-09", "disputed"),
        (
            "disputed",
            (says("confirms", "2024-08-09"),),
            "2024-08-08",
            "disputed",
        ),  # it has no date
        ("disputed", (), "2024-08-08", "disputed"),
        ("confirmed", (says("corroborates", "2024-08-09"),), "2024-08-08", "reported"),
        ("retracted", (says("retracts", "2024-08-09"),), "2024-08-08", "reported"),
        ("reported", DENIED_LATER, "2024-08-08", "reported"),
    ],
)
def test_an_event(
    final: EventStatus, assessments: tuple[Assessment, ...], day: str, stood: EventStatus
) -> None:
    event = Event(
        "e", parse_edtf("2024-08-01"), "x", status=final, claims=(Claim("c", assessments=assessments),)
    )
    assert known(event, day).status == stood


def test_an_event_is_contested_only_once_a_denial_is_known() -> None:
    claim = Claim("c", status="denied", assessments=DENIED_LATER)
    event = Event("e", parse_edtf("2024-08-01"), "x", status="disputed", claims=(claim,))
    assert event.contested
    assert not known(event, "2024-08-08").contested
    assert known(event, "2024-08-09") is event
    assert known(replace(event, claims=()), "2024-08-08").contested
