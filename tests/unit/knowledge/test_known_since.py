"""From which day facts are known: the table of docs/knowledge.md, row by row."""

from __future__ import annotations

import pytest

from timeline_tui.dates import parse_edtf
from timeline_tui.dates.value import BEYOND
from timeline_tui.knowledge import KnowledgeDay, KnownSince, of_event
from timeline_tui.knowledge.known_since import UNDATED, of_assessment, of_citation, of_date, of_statement
from timeline_tui.model import Assessment, Citation, Claim, Event, Quote, Source


def cite(published: str) -> Citation:
    return Citation(Source(published, published, published=parse_edtf(published) if published else None))


def start(text: str) -> int:
    found = parse_edtf(text).earliest
    assert found is not None
    return found


def on(text: str) -> KnowledgeDay:
    found = parse_edtf(text).latest
    assert found is not None
    return KnowledgeDay(found)


@pytest.mark.parametrize(
    ("date", "known", "certainly"),
    [
        ("2024-08-07", True, True),
        ("2024-08-08", True, True),
        ("2024-08-09", False, False),
        ("2024-08", True, False),  # it may have been before
        ("2024", True, False),
        ("2024-08-07~", True, False),  # an approximate date is never certain
        ("2024-08-08?", True, False),
        ("2024-08-09?", False, False),
        ("2024-08-08T23:59:59Z", True, True),
        ("2024-08-09T00:00:00Z", False, False),
        ("../2024-08-07", True, True),
        ("2024-08-07/..", True, False),
    ],
)
def test_a_date_on_8_august(date: str, known: bool, certainly: bool) -> None:
    since, day = of_date(parse_edtf(date)), on("2024-08-08")
    assert day.holds(since) is known
    assert KnowledgeDay(day.end, certain=True).holds(since) is certainly


def test_a_source_without_a_date_was_always_there_and_never_certainly() -> None:
    assert of_citation(cite("")) == UNDATED
    assert of_citation(cite("2024")).may == start("2024")


@pytest.mark.parametrize("make", [Quote, Claim])
def test_a_statement_has_its_own_date_else_that_of_its_source_else_its_events(
    make: type[Quote | Claim],
) -> None:
    event = KnownSince(1, 2, 3)
    assert of_statement(make("x"), event) == event
    assert of_statement(make("x", source=cite("")), event) == UNDATED
    assert of_statement(make("x", source=cite("2024-08-09")), event).may == start("2024-08-09")
    both = make("x", date=parse_edtf("2024-08-07"), source=cite("2024-08-09"))
    assert of_statement(both, event).may == start("2024-08-07")


def test_an_assessment_has_its_own_date_else_that_of_its_source() -> None:
    assert of_assessment(Assessment("denies")) == UNDATED
    assert of_assessment(Assessment("denies", source=cite("2024-08-09"))).may == start("2024-08-09")
    assert of_assessment(Assessment("denies", date=parse_edtf("2023"), source=cite("2024"))).may == start(
        "2023"
    )


@pytest.mark.parametrize(
    ("event", "since"),
    [
        (Event("e", None, "nothing is dated"), None),
        (Event("e", parse_edtf("2024-08-07"), "no source"), "2024-08-07"),
        (Event("e", parse_edtf("2024-08-07"), "", sources=(cite("2024-08-10"), cite("2024-08-09"))), "2024-08-09"),
        (Event("e", parse_edtf("2024-08-07"), "", sources=(cite("2024-08-10"), cite(""))), "2024-08-07"),
        (Event("e", parse_edtf("2024-08-07"), "", sources=(cite("2019"),)), "2024-08-07"),
        (Event("e", None, "", sources=(cite("2019"),)), "2019"),
        (Event("e", parse_edtf("2024-08-07"), "", claims=(Claim("x", source=cite("2024-08-09")),)), "2024-08-09"),
        (
            Event("e", parse_edtf("2024-08-06"), "", sources=(cite("2024-08-10"),),
                  quotes=(Quote("x", date=parse_edtf("2024-08-08")),)),
            "2024-08-08",
        ),
        (Event("e", parse_edtf("0079"), "", claims=(Claim("x", date=parse_edtf("2018")),)), "0079"),
        (
            Event("e", parse_edtf("0079"), "", sources=(cite(""),),
                  claims=(Claim("x", date=parse_edtf("2018")),)),
            "0079",
        ),
    ],
)  # fmt: skip
def test_an_event_has_its_first_record_but_not_before_it_began(event: Event, since: str | None) -> None:
    assert of_event(event).may == (-BEYOND if since is None else start(since))


def test_an_event_is_certain_from_its_first_certain_record() -> None:
    event = Event("e", parse_edtf("2024-08"), "", sources=(cite("2024-08-08?"), cite("2024-08-09"), cite("")))
    assert of_event(event).sure == parse_edtf("2024-08-09").latest
    assert of_event(Event("e", parse_edtf("2024-08"), "")).sure == BEYOND
