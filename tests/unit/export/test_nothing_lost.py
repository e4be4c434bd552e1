"""A marker in every key of the format appears in every complete output."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest

from timeline_tui.export import write
from timeline_tui.export.markdown import event_document
from timeline_tui.export.plain_text import plain_paragraphs
from timeline_tui.load import load_bytes, tables
from timeline_tui.model import Event
from timeline_tui.store import Store

# ruff: noqa: E501 - an inline table of TOML 1.0 is one line
MARKED = """
novel = "zqFileExtra"

[timeline]
title = "zqTimelineTitle"
summary = "zqTimelineSummary"
timezone = "Asia/Kathmandu"
lang = "tlh"
novel = "zqTimelineExtra"

[[actors]]
id = "zqActorId"
name = "zqActorName"
aliases = ["zqActorAlias", "zqActorAlias2"]
kind = "armed-group"
title = "zqActorTitle"
member_of = ["group", "zqNoGroup"]
country = "QX"
ids = { zqActorCatalogue = "zqActorElsewhere" }
distinct_from = ["zqOtherActor"]
novel = "zqActorExtra"

[[actors]]
id = "group"
name = "zqGroupName"

[[actors]]
id = "speaker"
name = "zqSpeaker"
aliases = ["zqSpeakerAlias"]

[[locations]]
id = "zqLocationId"
name = "zqLocationName"
aliases = ["zqLocationAlias"]
country = "QY"
lat = 12.3456789
lon = -98.7654321
precision = "sea-air"
within = "zqWithin"
ids = { zqLocationCatalogue = 600613 }
distinct_from = ["zqOtherPlace"]
novel = "zqLocationExtra"

[[sources]]
id = "zqSourceId"
title = "zqSourceTitle"
publisher = "zqPublisher"
author = "zqAuthor"
url = "https://example.org/zqUrl"
archived_url = "https://example.org/zqArchived"
published = "1901"
accessed = "1902"
type = "dataset"
lang = "vo"
reliability = "D"
parent = "zqParent"
ids = { zqSourceCatalogue = "zqSourceElsewhere" }
novel = "zqSourceExtra"

[[sources]]
id = "cited"
title = "zqCited"
url = "https://example.org/zqCitedUrl"

[[events]]
id = "zqEventId"
date = "1903"
date_text = "zqDateText"
title = "zqEventTitle"
summary = "zqEventSummary"
title_uk = "zqTitleUk"
summary_zh-Hant = "zqSummaryZh"
kind = "period"
status = "retracted"
tags = ["zqTag"]
importance = 7
actors = [{ actor = "zqActorId", role = "mediator", novel = "zqActorRefExtra" }]
locations = [
  { location = "zqLocationId", role = "dateline", lat = 23.45678, lon = -87.65432, precision = "zqPrecision", novel = "zqLocationRefExtra" },
]
sources = [{ source = "zqSourceId", locator = "zqLocator", credibility = 3, note = "zqSourceNote", novel = "zqSourceRefExtra" }]
quantities = [
  { best = 30003, low = 20002, high = 40004, unit = "zqEventUnit", label = "zqEventLabel", novel = "zqEventQuantityExtra" },
]
ids = { zqEventCatalogue = "zqEventElsewhere" }
links = [
  { to = "zqNowhere", kind = "zqLinkKind", novel = "zqLinkExtra" },
  { to = "other", kind = "zqLinkKind2" },
]
novel = { deep = ["zqEventExtra"] }

[[events.quotes]]
speaker = "speaker"
text = "zqQuote"
kind = "translated"
to = ["zqTo"]
lang = "ia"
original_text = "zqOriginal"
original_lang = "eo"
date = "1904"
source = { source = "cited", locator = "zqQuoteLocator", credibility = 4, note = "zqQuoteSourceNote", novel = "zqQuoteSourceExtra" }
novel = "zqQuoteExtra"

[[events.media]]
path = "zqMediaPath"
url = "https://example.org/zqMediaUrl"
caption = "zqMediaCaption"
credit = "zqMediaCredit"
hash = "zqMediaHash"
warning = "zqMediaWarning"
novel = "zqMediaExtra"

[[events.claims]]
by = "zqBy"
text = "zqClaim"
status = "refuted"
date = "1905"
about = ["zqAbout", "other"]
quantity = { best = 70007, low = 60006, high = 80008, unit = "zqUnit", label = "zqLabel", novel = "zqQuantityExtra" }
source = { source = "zqClaimSource", locator = "zqClaimLocator", credibility = 5, note = "zqClaimSourceNote", novel = "zqClaimSourceExtra" }
novel = "zqClaimExtra"

[[events.claims.assessments]]
by = "zqAssessor"
stance = "corroborates"
date = "1906"
source = { source = "zqAssessmentSource", locator = "zqAssessmentLocator", credibility = 2, note = "zqSaidSourceNote", novel = "zqSaidExtra" }
note = "zqNote"
novel = "zqAssessmentExtra"

[[events]]
id = "other"
date = "1907"
title = "zqOther"
links = [{ to = "zqEventId", kind = "zqBackKind" }]
"""

OTHERS = (
    "1901", "1902", "1903", "1904", "1905", "1906", "QX", "QY", "12.3456789", "-98.7654321",
    "23.45678", "-87.65432", "600613",
    "dataset", "vo", "period", "retracted", "mediator", "dateline", "translated", "ia", "eo", "refuted", "corroborates",
)  # fmt: skip
"""Values that cannot be arbitrary text."""

IN_WORDS = (
    "reliability D", "importance 7", "credibility 2", "credibility 3", "credibility 4", "credibility 5",
    "70,007", "60,006", "80,008",
    "30,003", "20,002", "40,004", "armed group", "precision: sea or air",
)  # fmt: skip
"""Those that text for readers spells out."""

IDS = {"zqActorId", "zqLocationId", "zqSourceId"}
"""Ids tie files together; the output shows names instead."""


@pytest.fixture(scope="module")
def store() -> Store:
    return Store(*load_bytes(MARKED.encode(), "w.toml"))


def whole(store: Store) -> Event:
    event = store.event("zqEventId")
    assert event is not None
    return event


def marks() -> set[str]:
    return set(re.findall(r"zq\w+", MARKED))


def missing(wanted: set[str], text: str) -> set[str]:
    return {mark for mark in wanted if not re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", text)}


def keys_of(rows: list[dict[str, Any]]) -> set[str]:
    return {key for row in rows for key in row}


def test_the_file_has_every_key_of_the_format() -> None:
    file = tomllib.loads(MARKED)
    event = file["events"][0]
    quote, claim = event["quotes"][0], event["claims"][0]
    for table, rows in (
        (tables.TimelineTable, [file["timeline"]]),
        (tables.ActorTable, file["actors"]),
        (tables.LocationTable, file["locations"]),
        (tables.SourceTable, file["sources"]),
        (tables.EventTable, [event]),
        (tables.ActorRef, event["actors"]),
        (tables.LocationRef, event["locations"]),
        (tables.SourceRef, [*event["sources"], quote["source"], claim["source"]]),
        (tables.LinkTable, event["links"]),
        (tables.QuoteTable, [quote]),
        (tables.ClaimTable, [claim]),
        (tables.QuantityTable, [claim["quantity"], *event["quantities"]]),
        (tables.MediaTable, event["media"]),
        (tables.AssessmentTable, claim["assessments"]),
    ):
        known = set(tables.keys(table)) - {"undated"}  # it has a date
        if table is tables.EventTable:
            known |= {"title_uk", "summary_zh-Hant"}
        assert keys_of(rows) == {*known, "novel"}, table


def test_show(store: Store) -> None:
    output = "\n".join([paragraph.text for paragraph in plain_paragraphs(whole(store), store)])
    of_the_timeline = {mark for mark in marks() if mark.startswith(("zqTimeline", "zqFile"))}
    assert missing(marks() - IDS - of_the_timeline | {*OTHERS, *IN_WORDS}, output) == set()


def test_markdown(store: Store) -> None:
    output = "\n".join(write("markdown", store, store.events)).replace("\\", "")
    assert missing(marks() - IDS | {*OTHERS, *IN_WORDS, "Asia/Kathmandu", "tlh"}, output) == set()


def test_markdown_of_one_event(store: Store) -> None:
    output = "\n".join(event_document(store, whole(store)))
    of_the_timeline = {mark for mark in marks() if mark.startswith(("zqTimeline", "zqFile"))}
    assert missing(marks() - IDS - of_the_timeline | {*OTHERS, *IN_WORDS}, output.replace("\\", "")) == set()


def test_json(store: Store) -> None:
    output = "\n".join(write("json", store, store.events))
    json.loads(output)
    numbers = {'"importance": 7', '"reliability": "D"', "70007", "60006", "80008", "30003", "20002", "40004"}
    grades = {f'"credibility": {n}' for n in (2, 3, 4, 5)}
    assert missing(marks() | {*OTHERS, "armed-group", "sea-air", "Asia/Kathmandu", "tlh"}, output) == set()
    assert {text for text in numbers | grades if text not in output} == set()


@pytest.mark.parametrize(
    ("status", "assessments", "shown"),
    [
        ("claimed", "[]", True),
        ("unverifiable", "[]", True),
        ("denied", "[]", False),
        ("confirmed", "[]", False),
        ("disputed", "[]", False),
        ("claimed", '[{ by = "B", stance = "denies" }]', False),
    ],
)
def test_missing_assessments_are_mentioned_only_where_they_are_missing(
    status: str, assessments: str, shown: bool
) -> None:
    toml = (
        '[[events]]\nid = "e"\ndate = 2024-08-07\ntitle = "x"\n'
        f'[[events.claims]]\nby = "A"\ntext = "t"\nstatus = "{status}"\nassessments = {assessments}\n'
    )
    store = Store(*load_bytes(toml.encode(), "w.toml"))
    (event,) = store.events
    words = "no assessments recorded"
    assert (words in "\n".join([paragraph.text for paragraph in plain_paragraphs(event, store)])) is shown
    assert (words in "\n".join(event_document(store, event))) is shown
