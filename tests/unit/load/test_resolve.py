"""References, roles, dates, ids and order."""

from __future__ import annotations

import re
from datetime import date as civil_date
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from timeline_tui.dates import DateContext
from timeline_tui.load import load_bytes
from timeline_tui.load.registry import Ids, slug
from timeline_tui.model import Chronology
from timeline_tui.query import parse
from timeline_tui.store import Store

REGISTRY = """
[[events]]
date = 2024-08-07
title = "State of emergency in Kursk region"
actors = ["zel", "volodymyr zelénskiy", "Zelenskyy", "Somebody", "somebody", {actor = "zel", role = "target"}]
locations = ["Kursk", { location = "kursk", role = "dateline" }]
sources = ["https://example.org/a", "https://example.org/b", "A Title", "new title"]

[[actors]]
id = "zel"
name = "Volodymyr Zelenskiy"
aliases = ["Zelenskyy"]
member_of = ["Government"]

[[actors]]
id = "gov"
name = "Government"

[[sources]]
id = "s"
title = "A title"
url = "https://example.org/a"
"""


def chronology(text: str) -> Chronology:
    loaded = load_bytes(text.encode())
    assert loaded.problems == ()
    return loaded.chronology


def test_ids_then_names_then_aliases_then_the_string_itself() -> None:
    event = chronology(REGISTRY).events[0]
    assert [part.actor.id for part in event.actors] == ["zel", "zel", "zel", "somebody", "somebody", "zel"]
    assert event.actors[3].actor is event.actors[4].actor
    assert event.actors[3].actor.origin.line == 0
    assert event.actors[0].actor.member_of == ("gov",)
    assert [citation.source.id for citation in event.sources] == [
        "s",
        "https-example-org-b",
        "s",
        "new-title",
    ]
    assert event.sources[1].source.url == "https://example.org/b"


def test_roles_have_defaults() -> None:
    event = chronology(REGISTRY).events[0]
    assert [part.role for part in event.actors][-2:] == ["participant", "target"]
    assert [place.role for place in event.locations] == ["scene", "dateline"]
    assert event.locations[0].location is event.locations[1].location


def test_an_id_wins_over_a_name() -> None:
    c = chronology(
        '[[actors]]\nid = "a"\nname = "b"\n[[actors]]\nid = "b"\nname = "c"\n'
        '[[events]]\ndate = 2024-01-01\ntitle = "t"\nactors = ["b"]\n'
    )
    assert c.events[0].actors[0].actor.name == "c"


def test_ids_are_derived_and_written_ones_come_first() -> None:
    event = '[[events]]\ndate = 2024-08-07\ntitle = "State of emergency in Kursk region"\n'
    taken = event + 'id = "2024-08-07-state-of-emergency-in-kursk"\n'
    c = chronology(event + event + taken)
    stem = "2024-08-07-state-of-emergency-in-kursk"
    assert [e.id for e in c.events] == [f"{stem}-2", f"{stem}-3", stem]


@pytest.mark.parametrize(
    ("date", "stem"),
    [
        ("-0043", "44-bc"),
        ("-0043-03-15", "44-bc-03-15"),
        ("-0043-03-15~", "44-bc-03-15"),
        ("-0043/-0042", "44-bc"),
        ("../-0043", "44-bc"),
        ("[-0043,-0041]", "44-bc"),
        ("?-0043", "44-bc"),
        ("0000", "1-bc"),
        ("0000-12", "1-bc-12"),
        ("Y-17000", "17001-bc"),
        ("Y-17E7", "170000001-bc"),
        ("-004X", "50-41-bc"),
        ("-0043-XX-XX", "44-bc-xx-xx"),
        ("0044", "0044"),
        ("2024/-0043", "2024"),
        ("XXXX-05", "xxxx-05"),  # not "6-bc": its month is not a year
        ("XXXX-12-25", "xxxx-12-25"),
    ],
)
def test_derived_ids_name_years_before_christ_as_people_do(date: str, stem: str) -> None:
    (event,) = load_bytes(f'[[events]]\ndate = "{date}"\ntitle = "Ides"\n'.encode()).chronology.events
    assert event.date is not None
    assert event.id == f"{stem}-ides"


def test_slugs() -> None:
    assert slug("Żółć & Straße, 5!") == "zolc-strasse-5"
    assert slug("Белгород") == "белгород"
    assert slug("…") == ""
    assert len(slug("x" * 500)) == 60
    ids = Ids(["a", "a-2"])
    assert [ids.unique("a"), ids.unique("a"), ids.unique("b")] == ["a-3", "a-4", "b"]


def test_order_is_by_date_then_by_file() -> None:
    dates = ['"2024-08-07"', '"2024-08"', '"2024-08-01"', "2024-08-07T00:00:00", '"-0043"', '"2024-08"']
    text = "".join(f'[[events]]\ndate = {date}\ntitle = "{n}"\n' for n, date in enumerate(dates))
    assert [event.title for event in chronology(text).events] == ["4", "1", "5", "2", "0", "3"]


def test_date_times_keep_their_precision() -> None:
    times = [
        "2024-08-07T14:30:00",
        "2024-08-07 14:30:00Z",
        "2024-08-07T14:30:00.5+03:00",
        '"2024-08-07T14:30"',
    ]
    text = "".join(f'[[events]]\ntitle = "date = {n}"\ndate = {date}\n' for n, date in enumerate(times))
    written = {event.title: event.date.text for event in chronology(text).events if event.date}
    assert next(iter(written.values())) == "2024-08-07T14:30:00.5+03:00"
    assert set(written.values()) == {
        "2024-08-07T14:30:00",
        "2024-08-07T14:30:00Z",
        "2024-08-07T14:30:00.5+03:00",
        "2024-08-07T14:30",
    }


def test_date_times_inside_an_event_keep_their_precision_too() -> None:
    c = chronology(
        '[[sources]]\nid = "s"\ntitle = "S"\npublished = 2024-08-07T14:30Z\naccessed = 2024-08-08 09:00:00\n'
        '[[events]]\ndate = 2024-08-07T14:30:00\ntitle = "t"\nsummary = """\ndate = 2024-08-07T14:29"""\n'
        '[[events.quotes]]\ntext = "q"\ndate = 2024-08-07T14:30\n'
        '[[events.claims]]\ntext = "c"\n"date" = 2024-08-07T14:30:00\n'
        'assessments = [{ stance = "denies", date = 2024-08-07T15:00:00+00:00 },'
        ' { stance = "denies", date = 2024-08-07T14:30 }]\n'
    )
    (event,) = c.events
    (quote,), (claim,) = event.quotes, event.claims
    source = c.sources["s"]
    dates = [event.date, quote.date, claim.date, *(a.date for a in claim.assessments)]
    dates += [source.published, source.accessed]
    assert [date.text if date else "" for date in dates] == [
        "2024-08-07T14:30:00",
        "2024-08-07T14:30",
        "2024-08-07T14:30:00",
        "2024-08-07T15:00:00+00:00",
        "2024-08-07T14:30",
        "2024-08-07T14:30Z",
        "2024-08-08T09:00:00",
    ]


def test_order_holds_where_a_date_has_no_beginning_or_there_is_none() -> None:
    text = "".join(f'[[events]]\ndate = {date}\ntitle = "{n}"\n' for n, date in enumerate(
        ['"2024"', '"../2020"', '"2024-01-01"', '"/2019"', '"2024-01"', '"2024/.."']
    ))  # fmt: skip
    loaded = load_bytes((text + '[[events]]\ntitle = "none"\n').encode())
    assert [event.title for event in loaded.chronology.events] == ["3", "1", "5", "0", "4", "2", "none"]


def test_zones_place_times_on_the_line() -> None:
    c = chronology(
        '[timeline]\ntimezone = "Europe/Moscow"\n'
        '[[events]]\ndate = 2024-08-07T12:00:00\ntitle = "floating"\n'
        '[[events]]\ndate = 2024-08-07T08:59:00Z\ntitle = "zoned"\n'
    )
    assert c.zone == "Europe/Moscow"
    assert [event.title for event in c.events] == ["zoned", "floating"]


def test_claims_about_names_become_ids() -> None:
    c = chronology(
        '[[actors]]\nid = "a"\nname = "The Agency"\n[[events]]\ndate = 2024-01-01\ntitle = "t"\n'
        '[[events.claims]]\ntext = "x"\nabout = ["the agency", "Other words"]\n'
    )
    assert c.events[0].claims[0].about == ("a", "Other words")


def test_the_message_shows_the_blank_that_makes_a_date_none() -> None:
    loaded = load_bytes(b'[[events]]\ntitle = "T"\ndate = "2024-08-07 "\n', "x.toml")
    assert [p.message for p in loaded.problems] == ['`date` is not a date: "2024-08-07 "']


@pytest.mark.parametrize(
    ("name", "intended"),
    [
        ("localtime", 'write a name such as "Europe/Kyiv"'),
        ("posixrules", ""),
        ("Factory", ""),
        ("right/UTC", 'did you mean "UTC"?'),
        ("posix/Europe/Kyiv", 'did you mean "Europe/Kyiv"?'),
    ],
)
def test_what_only_lies_among_the_systems_zones_is_none(name: str, intended: str) -> None:
    loaded = load_bytes(
        f'[timeline]\ntimezone = "{name}"\n[[events]]\ndate = 2024-08-07\ntitle = "T"\n'.encode()
    )
    assert loaded.chronology.zone == ""
    assert [(p.code, p.line) for p in loaded.problems] == [("unknown-timezone", 2)]
    assert intended in loaded.problems[0].hint


def test_seconds_are_never_invented_however_long_the_event() -> None:
    quotes = "".join(
        f'[[events.quotes]]\ntext = "{n}"\ndate = 20{n % 100:02}-01-02T14:30{":00" if n % 2 else ""}+03:00\n'
        for n in range(4000)
    )
    (event,) = load_bytes(
        b"[[events]]\ndate = 2024-01-01\ntitle = 'long'\n" + quotes.encode()
    ).chronology.events
    dates = [quote.date.text for quote in event.quotes if quote.date is not None]
    assert dates == [f"20{n % 100:02}-01-02T14:30{':00' if n % 2 else ''}+03:00" for n in range(4000)]


@pytest.mark.parametrize(
    ("name", "intended"),
    [
        ("GMT+3", "Etc/GMT-3"),
        ("UTC+3", "Etc/GMT-3"),
        ("UTC +03:00", "Etc/GMT-3"),
        ("gmt-5", "Etc/GMT+5"),
        ("+2", "Etc/GMT-2"),
        ("UTC+0", "UTC"),
        ("UTC+5:30", "T14:30+05:30"),
        ("UTC+19", "T14:30+19:00"),
        ("Europe/Kyivv", "Europe/Kyiv"),
    ],
)
def test_the_zone_of_a_fixed_offset(name: str, intended: str) -> None:
    loaded = load_bytes(f'[timeline]\ntimezone = "{name}"\n[[events]]\ndate = 2024\n'.encode())
    hint = next(problem.hint for problem in loaded.problems if problem.code == "unknown-timezone")
    assert intended in hint
    if intended.startswith("Etc/"):
        assert "sign is turned round" in hint
        east = int(re.sub("[A-Za-z ]", "", name).partition(":")[0])
        assert ZoneInfo(intended).utcoffset(datetime(2024, 8, 7)) == timedelta(hours=east)


def test_times_of_one_second_are_ordered_and_queried_by_their_fractions() -> None:
    fractions = [".418361", ".418207", ".418207123", "", ".500", ",40"]
    text = "".join(
        [
            f'[[events]]\ndate = "2024-11-25T12:20:19{each}Z"\ntitle = "{n}"\n'
            for n, each in enumerate(fractions)
        ]
    )
    store = Store(load_bytes(text.encode()).chronology)
    assert [event.title for event in store.events] == ["3", "5", "1", "2", "0", "4"]
    for query, titles in {
        "after:2024-11-25T12:20:19.4Z": ["3", "4"],
        "after!:2024-11-25T12:20:19.41Z": ["4"],
        "since:2024-11-25T12:20:19.4182Z": ["3", "1", "2", "0", "4"],
        "before:2024-11-25T12:20:19.4182Z": ["3", "5"],
        "until:2024-11-25T12:20:19.418207Z": ["3", "5", "1", "2"],
        "date!:2024-11-25T12:20:19.4Z": ["5", "1", "2", "0"],
        "date:2024-11-25T12:20:19Z": ["3", "5", "1", "2", "0", "4"],
    }.items():
        found = store.view(parse(query, DateContext(civil_date(2024, 11, 25))))
        assert [event.title for event in found] == titles, query


def test_what_stands_apart_and_what_stands_at_its_end() -> None:
    dates = [
        "../1877",
        "/1877",
        "[..1877]",
        "1876",
        "1877-12-31",
        "1878",
        "XXXX-03-13",
        "XXXX-01-10",
        "1900-03-13",
    ]
    text = "".join([f'[[events]]\ndate = "{each}"\ntitle = "{each}"\n' for each in [*dates, "unknown"]])
    store = Store(load_bytes(text.encode()).chronology)
    assert [event.title for event in store.events] == [
        "1876", "1877-12-31", "../1877", "/1877", "[..1877]", "1878", "1900-03-13", "XXXX-01-10", "XXXX-03-13",
        "unknown",
    ]  # fmt: skip
    assert [date.text for date in store.ends] == ["../1877", "1876", "1900-03-13"]
    for query, titles in {
        "date!:XXXX-03-13": ["1900-03-13", "XXXX-03-13"],
        "before:1800": ["../1877", "/1877", "[..1877]", "XXXX-01-10", "XXXX-03-13"],
        "since:1890": ["1900-03-13", "XXXX-01-10", "XXXX-03-13"],
    }.items():
        found = store.view(parse(query, DateContext(civil_date(2024, 1, 1))))
        assert [event.title for event in found] == titles, query
