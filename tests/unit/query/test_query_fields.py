"""Every key of the format can be queried, or there is a reason why not."""

from __future__ import annotations

import datetime
import re

import pytest

from timeline_tui.aggregate import counts
from timeline_tui.dates import DateContext
from timeline_tui.errors import QueryError
from timeline_tui.load import load_bytes
from timeline_tui.load.tables import INNER, ROOTS, keys
from timeline_tui.query import parse
from timeline_tui.query.nodes import render
from timeline_tui.store import Store

FILE = """
[[actors]]
id = "alpha-id"
name = "Alpha Person"
aliases = ["Beta Alias"]
kind = "armed-group"
title = "Gamma Officer"
member_of = ["delta-group"]
country = "EE"
ids = { wikidata = "Q11" }

[[actors]]
id = "delta-group"

[[locations]]
id = "epsilon-id"
name = "Epsilon Place"
aliases = ["Zeta Alias"]
country = "LV"
lat = 1.0
lon = 2.0
within = "eta-region"
ids = { wikidata = "Q12" }

[[locations]]
id = "eta-region"
precision = "admin2"

[[sources]]
id = "theta-id"
title = "Theta Title"
publisher = "Iota Press"
author = "Kappa Writer"
url = "https://lambda.example/"
archived_url = "https://archive.example/"
published = 2001-02-03
accessed = 2002-03-04
type = "dataset"
lang = "lt"
reliability = "C"
parent = "mu-wire"
ids = { wikidata = "Q13" }

[[sources]]
id = "mu-wire"
title = "Mu Wire"

[[events]]
id = "full"
date = 1999-01-01
date_text = "nu day"
title = "Xi title"
summary = "Omicron summary"
kind = "period"
status = "retracted"
tags = ["pi"]
importance = 7
ids = { wikidata = "Q14" }
quantities = [{ best = 900, label = "tsade" }]
media = [
  { path = "qof.jpg", caption = "shin", credit = "tav", hash = "sha256:00", warning = "alif" },
  { url = "https://resh.example/" },
]
actors = [{ actor = "alpha-id", role = "mediator" }]
locations = ["eta-region", { location = "epsilon-id", role = "dateline", lat = 3.0, lon = 4.0, precision = "vicinity" }]
sources = [{ source = "theta-id", locator = "rho page", credibility = 4, note = "kaf note" }]
links = [{ to = "other", kind = "sigma-kind" }]

[[events.quotes]]
speaker = "Tau Speaker"
text = "upsilon words"
kind = "paraphrase"
to = ["Phi Hearer"]
lang = "fi"
original_text = "chi words"
original_lang = "sv"
source = "Psi Source"

[[events.claims]]
by = "Omega Claimant"
text = "ayin words"
status = "unverifiable"
about = ["Bet Thing"]
source = "Gimel Source"
quantity = { best = 50, low = 40, high = 60, unit = "dalet" }
assessments = [{ by = "He Assessor", stance = "corroborates", note = "waw note", source = "Zayin Source" }]

[[events]]
id = "other"
date = 2024-01-01
title = "Other"
"""

QUERIES = {
    "actors": {
        "id": "actor:=alpha-id", "name": 'actor:"alpha person"', "aliases": "actor:beta",
        "kind": "actor-kind:armed-group", "title": "office:gamma", "member_of": "member_of:delta",
        "country": "country:ee", "ids": "identifier:wikidata:q11",
    },
    "locations": {
        "id": "location:=epsilon-id", "name": 'location:"epsilon place"', "aliases": "location:zeta",
        "country": "country:LV", "precision": "precision:admin2", "within": "within:eta",
        "ids": "ids:q12",
    },
    "sources": {
        "id": "source:theta-id", "title": 'source:"theta title"', "publisher": "publisher:iota",
        "author": "author:kappa", "url": "url:lambda", "archived_url": "archived_url:archive",
        "published": "published:2001-02",
        "accessed": "accessed:..2002", "type": "type:dataset", "lang": "lang:lt", "reliability": "reliability:c",
        "parent": 'parent:"mu wire"',
        "ids": "ids:q13",
    },
    "events": {
        "id": "id:full", "date": "date:1999", "date_text": 'date_text:"nu day"', "title": "title:xi",
        "summary": "summary:omicron", "kind": "kind:period", "status": "status:retracted", "tags": "tags:pi",
        "importance": "importance:7", "actors": "actors:>=2", "locations": "locations:2", "sources": "sources:>3",
        "links": "links:1", "ids": "ids:q14", "quantities": "quantity:900", "media": "media:tav",
        "quotes": "quotes:1", "claims": "claims:1",
    },
    "events.media": {
        "path": "media:qof", "url": "media:resh", "caption": "media:shin", "credit": "media:tav",
        "hash": "media:sha256", "warning": "media:alif",
    },
    "events.actors": {"actor": "actor:alpha", "role": "role:mediator"},
    "events.locations": {"location": "location:epsilon", "role": "role:dateline", "precision": "precision:vicinity"},
    "events.sources": {"source": "source:theta", "locator": "locator:rho", "credibility": "credibility:4",
        "note": "note:kaf"},
    "events.source": {"source": "source:psi", "locator": "locator:page", "credibility": "credibility:<5",
        "note": 'note:"kaf note"'},
    "events.links": {"to": "links-to:other", "kind": "link-kind:sigma"},
    "events.quotes": {
        "speaker": "speaker:tau", "text": "quote:upsilon", "kind": "quote-kind:paraphrase", "to": "addressee:phi",
        "lang": "lang:fi", "original_text": "quote:chi", "original_lang": "original_lang:sv", "source": "source:psi",
    },
    "events.claims": {
        "by": "by:omega", "text": "claim:ayin", "status": "status:unverifiable", "about": "about:bet",
        "quantity": "quantity:>=1", "source": "source:gimel", "assessments": "assessments:1",
    },
    "events.quantity": {
        "best": "quantity:50", "low": "quantity:<41", "high": "quantity:>59.5", "unit": "unit:dalet",
        "label": "label:tsade",
    },
    "events.quantities": {
        "best": "quantity:900", "low": "quantity:<41", "high": "quantity:>59.5", "unit": "unit:dalet",
        "label": "label:tsade",
    },
    "events.assessments": {
        "by": "assessor:he", "stance": "stance:corroborates", "source": "source:zayin", "note": "note:waw",
    },
}  # fmt: skip

REASONS = {
    "timeline": dict.fromkeys(("title", "summary", "timezone", "lang"), "of the chronology as a whole"),
    "actors": {"distinct_from": "for check alone"},
    "locations": {
        **dict.fromkeys(("lat", "lon"), "has:coordinates; how far away a place is belongs on a map"),
        "distinct_from": "for check alone",
    },
    "events": {"undated": "is:undated"},
    "events.locations": dict.fromkeys(("lat", "lon"), "has:coordinates"),
    "events.quotes": {"date": "known: asks since when it is known"},
    "events.claims": {"date": "known: asks since when it is known"},
    "events.assessments": {"date": "known: asks since when it is known"},
}

STORE = Store(load_bytes(FILE.encode()).chronology)


def test_the_test_file_has_no_problems() -> None:
    assert load_bytes(FILE.encode()).problems == ()


def test_every_key_of_the_format_has_a_field() -> None:
    tables = {**ROOTS, **{f"events.{name}": table for name, table in INNER["events"].items()}}
    for name, table in tables.items():
        known = {**QUERIES.get(name, {}), **REASONS.get(name, {})}
        assert set(known) == set(keys(table)), name


@pytest.mark.parametrize("text", [text for queries in QUERIES.values() for text in queries.values()])
def test_a_key_is_found_by_its_field(text: str) -> None:
    query = parse(text, DateContext(datetime.date(2024, 8, 8)))
    assert [event.id for event in STORE.view(query)] == ["full"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("sources:1", []),
        ('sources:"1"', []),
        ("sources:0", ["other"]),
        ("sources:<2", ["other"]),
        ("sources:theta", ["full"]),
        ("sources:4 tags:1 links:1", ["full"]),
        ("-sources:0", ["full"]),
        ("link:full", ["other"]),
        ("link:other", ["full"]),
        ("links-to:other", ["full"]),
        ("linked-from:full", ["other"]),
        ("linked-from:other", []),
        ("links:other", ["full"]),
        ("lang:t", []),
        ("country:e", ["full"]),
    ],
)
def test_counts_links_and_codes(text: str, ids: list[str]) -> None:
    query = parse(text, DateContext(datetime.date(2024, 8, 8)))
    assert [event.id for event in STORE.view(query)] == ids


OWN = """
[schema.events]
Casualties = "number"
country = "string"
[schema.sources]
paywalled = "boolean"

[[sources]]
id = "s"
paywalled = true

[[events]]
id = "a"
date = 2024-01-01
title = "A"
Casualties = 3
country = "x"
mine = "Some Words"
sources = ["s"]

[[events]]
id = "b"
date = 2024-01-02
title = "B"
Casualties = [13, 2.5]
"""


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("casualties:3", ["a"]),
        ("casualties:>3", ["b"]),
        ("casualties:>=3", ["a", "b"]),
        ("casualties:<2.6", ["b"]),
        ("x.casualties:3..5", ["a"]),
        ("X.Casualties:13", ["b"]),
        ("paywalled:true", ["a"]),
        ("x.country:x", ["a"]),
        ("country:x", []),
        ("x.mine:words", ["a"]),
        ("x.mine:=words", []),
        ('x.mine:="some words"', ["a"]),
        ("x.nothing:1", []),
    ],
)
def test_user_defined_keys_are_fields(text: str, ids: list[str]) -> None:
    loaded = load_bytes(OWN.encode())
    assert [(p.code, p.line) for p in loaded.problems] == [("unknown-key", 18)]
    query = parse(text, DateContext(datetime.date(2024, 8, 8)), own=loaded.chronology.own_keys)
    assert [event.id for event in Store(loaded.chronology).view(query)] == ids


def test_an_undeclared_key_is_not_a_field() -> None:
    with pytest.raises(QueryError, match=r"no field 'mine': user-defined keys are x\.mine"):
        parse("mine:x", DateContext(datetime.date(2024, 8, 8)), own=("casualties",))


def test_country_follows_within() -> None:
    text = b"""
[[locations]]
id = "ua"
name = "Ukraine"
country = "UA"

[[locations]]
id = "oblast"
name = "Kharkiv Oblast"
within = "ua"

[[locations]]
id = "city"
name = "Kharkiv"
within = "oblast"

[[locations]]
id = "enclave"
name = "Enclave"
within = "ua"
country = "RU"

[[events]]
id = "city"
date = 2024-01-01
title = "a"
locations = ["city"]

[[events]]
id = "enclave"
date = 2024-01-02
title = "b"
locations = ["enclave"]

[[events]]
id = "elsewhere"
date = 2024-01-03
title = "c"
locations = ["Paris"]
"""
    store = Store(load_bytes(text).chronology)

    def found(query: str) -> list[str]:
        return [event.id for event in store.view(parse(query, DateContext(datetime.date(2024, 1, 1))))]

    assert found("country:ua") == found("location:ukraine") == ["city", "enclave"]
    assert found("country:=RU") == ["enclave"]
    assert found("-country:u") == ["elsewhere"]
    assert [(each.key, each.events) for each in counts(store.view(), "country")] == [("UA", 2), ("RU", 1)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("has:casualties", ["a", "b"]),
        ("has:Casualties", ["a", "b"]),
        ("-has:casualties", []),
        ("has:paywalled", ["a"]),
        ("has:x.mine", ["a"]),
        ("-has:x.mine", ["b"]),
        ("has:(x.mine OR casualties)", ["a", "b"]),
        ("has:x.nothing", []),
    ],
)
def test_has_accepts_user_defined_keys(text: str, ids: list[str]) -> None:
    chronology = load_bytes(OWN.encode()).chronology
    today = datetime.date(2024, 8, 8)
    query = parse(text, DateContext(today), own=chronology.own_keys)
    assert [event.id for event in Store(chronology).view(query)] == ids
    again = parse(render(query.root), DateContext(today))
    assert [event.id for event in Store(chronology).view(again)] == ids


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("has:ids", "did you mean 'identifier'?"),
        ("has:comment", "did you mean 'note'?"),
        ("has:who", "did you mean 'actor'?"),
        ("has:casualtis", "did you mean 'casualties'?"),
        ("has:xyzzy", "link, date, casualties"),
    ],
)
def test_has_suggests(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        parse(text, DateContext(datetime.date(2024, 8, 8)), own=("casualties",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("area:north", "did you mean 'tag:area:north'?"),
        ("Area:north", "did you mean 'tag:area:north'?"),
        ('area:"far north"', "did you mean 'tag:\"area:far north\"'?"),
        ("area:(a OR b)", "did you mean 'tag:area:'?"),
        ("region:north", "did you mean 'location'?"),
    ],
)
def test_a_dimension_of_tags_is_not_a_field(text: str, message: str) -> None:
    store = Store(
        load_bytes(
            b'[[events]]\ndate = 2024\ntitle = "x"\ntags = ["area:far north", "Area:north"]'
        ).chronology
    )
    today = datetime.date(2024, 8, 8)
    with pytest.raises(QueryError, match=re.escape(message)):
        parse(text, DateContext(today), dimensions=lambda: store.dimensions)
    if "(" not in text and text[0] in "aA":
        intended = message.partition("'")[2].removesuffix("'?")
        assert len(store.view(parse(intended, DateContext(today)))) == 1
