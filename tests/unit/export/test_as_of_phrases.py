"""The phrases for what was known on a day."""

from __future__ import annotations

import datetime

import pytest

from timeline_tui.dates import DateContext, parse_edtf
from timeline_tui.export import as_of
from timeline_tui.export.changes import changes
from timeline_tui.export.phrases import ASCII, UNICODE
from timeline_tui.knowledge import AsOfNote, EventAsOf, KnowledgeDay
from timeline_tui.model import Actor, Assessment, Chronology, Citation, Claim, Event, Quote, Source
from timeline_tui.query import AsKnown, parse
from timeline_tui.store import Store

KYIV = Actor("kyiv", "Kyiv")


def known(text: str) -> AsKnown:
    found = parse(text, DateContext(datetime.date(2024, 8, 8))).known
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "hidden", "expected"),
    [
        ("known:2024-08-08", 1, "as known on 8 August 2024: 1 event became known later"),
        ("known:2024-08", 0, "as known on August 2024: no event is left out"),
        ("known!:2024", 2000, "as certainly known on 2024: 2,000 events were not certainly known then"),
        ("known:2023..2024", 2, "as known on 2024, changed since 2023: 2 events became known later"),
    ],
)
def test_summary_names_the_day_and_counts_hidden_events(text: str, hidden: int, expected: str) -> None:
    assert as_of.summary(known(text), hidden) == expected


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ({}, ""),
        ({"source": 1}, "1 part became known later: 1 source"),
        ({"source": 1, "claim": 2}, "3 parts became known later: 2 claims, 1 source"),
    ],
)
def test_what_is_left_out(counted: dict[str, int], expected: str) -> None:
    assert as_of.later(EventAsOf(Event("e", None, "x"), {}, counted)) == expected


def test_parts_not_certainly_known_have_their_own_wording() -> None:
    shown = EventAsOf(Event("e", None, "x"), {}, {"quote": 1}, certain=True)
    assert as_of.later(shown) == "1 part not certainly known then: 1 quote"


@pytest.mark.parametrize(
    ("mark", "notes"),
    [
        (AsOfNote(), []),
        (AsOfNote(new=True, maybe=True), ["+ became known later", "may have become known later"]),
        (AsOfNote(cited=True), ["+ its source became known later"]),
        (AsOfNote(undated=True, maybe=True), ["undated: nothing says since when it was known"]),
        (AsOfNote(open=True), ["denied: as in the file; no date says since when"]),
        (AsOfNote(before="claimed"), ["claimed → denied"]),
        (AsOfNote(before="claimed", by=Assessment("denies", KYIV)), ["claimed → denied (by Kyiv)"]),
        (
            AsOfNote(before="claimed", by=Assessment("denies", KYIV, date=parse_edtf("2024-08-09"))),
            ["claimed → denied (9 August 2024, by Kyiv)"],
        ),
        (
            AsOfNote(
                before="claimed",
                by=Assessment(
                    "denies", KYIV, source=Citation(Source("s", "S", published=parse_edtf("2024-08-10")))
                ),
            ),
            ["claimed → denied (10 August 2024, by Kyiv)"],
        ),
    ],
)
def test_notes(mark: AsOfNote, notes: list[str]) -> None:
    assert as_of.notes(mark, "denied", UNICODE) == notes


def test_an_event_without_a_dated_source() -> None:
    assert as_of.notes(AsOfNote(undated=True), "reported", UNICODE, event=True) == ["no dated source"]


def test_changes_name_sources_that_came_later() -> None:
    late = Citation(Source("late", "A late report", published=parse_edtf("2024-08-10")))
    date = parse_edtf("2024-08-08")
    denial = Assessment("denies", KYIV, date=date, source=late)
    event = Event(
        "e", date, "x",
        quotes=(Quote("All is quiet.", date=date, source=late),),
        claims=(Claim("Six\ndowned", by=KYIV, date=date, source=late, status="denied", assessments=(denial,)),),
    )  # fmt: skip
    store = Store(Chronology((event,)))
    since, end = parse_edtf("2024-08-09").latest, parse_edtf("2024-08-10").latest
    assert since is not None
    assert end is not None
    assert list(changes(event, KnowledgeDay(end, since=since), ASCII, store)) == [
        "+ source of the quote: A late report - 10 August 2024",
        "+ source of the claim: A late report - 10 August 2024",
        "+ source of the assessment: A late report - 10 August 2024",
    ]
    assert (
        list(changes(event, KnowledgeDay(parse_edtf("2024-08-07").latest or 0, since=1), ASCII, store)) == []
    )
    first = list(changes(event, KnowledgeDay(since, since=parse_edtf("2024-08-07").latest), ASCII, store))
    assert first == [
        "+ became known",
        "+ quote: unknown - 8 August 2024: All is quiet.",
        "+ claim: Kyiv - 8 August 2024: Six downed (denied)",
        "+ assessment: Kyiv denies - 8 August 2024: Six downed",
    ]
