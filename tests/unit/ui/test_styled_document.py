"""The description of an event: complete, ordered for reading, escaped and bounded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.dates import parse_edtf
from timeline_tui.export.document import LongText, Target
from timeline_tui.model import (
    Actor,
    Assessment,
    Chronology,
    Citation,
    Claim,
    Event,
    Link,
    Location,
    Origin,
    Participant,
    Place,
    Quantity,
    Quote,
    Source,
)  # fmt: skip
from timeline_tui.store import Store
from timeline_tui.text import reveal
from timeline_tui.ui.glyphs import ASCII, UNICODE, Glyphs
from timeline_tui.ui.styled_document import Description, describe, long_text

BERG = Actor("berg", "Anna Berg", title="Minister")
LUND = Actor("lund", "Erik Lund")
OSLO = Location("oslo", "Oslo", within="norway", lat=59.91, lon=10.75, precision="settlement")
NORWAY = Location("norway", "Norway")
WIRE = Source("wire", "The Wire")
GAZETTE = Source(
    "gazette", "The Gazette", url="https://x.example/a", parent="wire", reliability="B", type="article"
)
OTHER = Event("e2", parse_edtf("2024-02-01"), "Later", links=(Link("e1", "responds-to"),))
EVENT = Event(
    "e1", parse_edtf("2024-01-05~"), "Talks open", date_text="in early January", summary="First line.\nSecond line.",
    kind="statement", status="confirmed", tags=("talks", "peace"), importance=7,
    actors=(Participant(BERG, "mediator"), Participant(LUND)),
    locations=(Place(OSLO), Place(NORWAY, "mentioned")),
    sources=(Citation(GAZETTE, "p. 3", 2),),
    links=(Link("e2", "precedes"), Link("gone")),
    quotes=(
        Quote("Peace now.", BERG, to=(LUND,), source=Citation(GAZETTE), original_text="Fred nå.", original_lang="no"),
        Quote("He left.", kind="paraphrase"),
    ),
    claims=(
        Claim("It was raining", BERG, status="disputed", about=("oslo", "e2", "weather"), quantity=Quantity(4, 3, 5,
        "mm"),
              assessments=(Assessment("denies", LUND, note="the sun shone"), Assessment("confirms"))),
        Claim("Nobody came"),
    ),
    extra=(("weather", "rain"), ("n", [1, {"a": 2}])),
    origin=Origin("a.toml", 12),
)  # fmt: skip
STORE = Store(
    Chronology(
        events=(EVENT, OTHER),
        actors={a.id: a for a in (BERG, LUND)},
        locations={p.id: p for p in (OSLO, NORWAY)},
        sources={s.id: s for s in (GAZETTE, WIRE)},
    )
)


def text_of(of: Description) -> str:
    return "\n".join(" " * p.indent + p.text.plain for p in of.paragraphs)


def test_everything_is_shown_in_order() -> None:
    text = text_of(describe(EVENT, STORE, UNICODE))
    wanted = [
        "Talks open", "about", "5 January 2024", "confirmed", "statement", "importance 7", "“in early January”",
        "First line.",
        "Who 2", "Anna Berg", "Minister", "mediator", "Erik Lund", "Where 2", "Oslo", "in Norway", "59.91, 10.75",
        "settlement", "Norway", "mentioned", "Quotes 2", "Anna Berg", " to ", "Erik Lund", "“Peace now.”",
        "“Fred nå.”", "(no)",
        "unknown", "paraphrase", "He left.", "Claims 2", "claimed by", "Anna Berg", "disputed", "It was raining",
        "4 (3 – 5) mm",
        "about", "Oslo", "Later", "weather", "Erik Lund", "denies", "the sun shone", "unknown", "confirms",
        "Nobody came", "Sources", "The Gazette", "p. 3", "https://x.example/a", "The Wire", "Related",
        "precedes", "Later", "no event gone", "responds to", "Later", "Other fields", "weather", "rain", "n", "#talks",
        "#peace", "e1", "a.toml:12",
    ]  # fmt: skip
    at = 0
    for words in wanted:
        found = text.find(words, at)
        assert found >= 0, f"{words!r} is not in order after {text[max(0, at - 60) : at]!r}"
        at = found
    assert "“He left.”" not in text


def test_targets_of_an_event() -> None:
    described = describe(EVENT, STORE, UNICODE)
    targets = {(t.kind, t.value) for t in described.targets}
    assert targets >= {
        ("actor", "berg"), ("actor", "lund"), ("location", "oslo"), ("location", "norway"), ("source", "gazette"),
        ("source", "wire"), ("event", "e2"), ("tag", "talks"), ("tag", "peace"), ("status", "disputed"),
    }  # fmt: skip
    shown = []
    for paragraph in described.paragraphs:
        for span in paragraph.text.spans:
            meta = getattr(span.style, "meta", {})
            if "target" in meta:
                shown.append(meta["target"])
    assert set(shown) == set(range(len(described.targets)))
    assert isinstance(described.targets[0], Target)


def test_ascii() -> None:
    event = Event(
        "x",
        parse_edtf("2024-01/.."),
        "t",
        date_text="d",
        quotes=(Quote("q", BERG),),
        claims=EVENT.claims[:1],
        links=(Link("y"),),
    )
    assert text_of(describe(event, STORE, ASCII)).isascii()


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_the_smallest_event(glyphs: Glyphs) -> None:
    text = text_of(describe(Event("x", None, ""), Store(Chronology()), glyphs))
    assert "no valid date" in text


def test_many_of_a_kind_are_shown_in_part() -> None:
    many = 10_000
    event = Event(
        "x", None, "t",
        tags=tuple(f"t{n}" for n in range(many)),
        actors=tuple(Participant(Actor(f"a{n}", f"A{n}")) for n in range(many)),
        locations=tuple(Place(Location(f"l{n}", f"L{n}")) for n in range(many)),
        sources=tuple(Citation(Source(f"s{n}", f"S{n}")) for n in range(many)),
        links=tuple(Link(f"e{n}") for n in range(many)),
        quotes=tuple(Quote("q", to=(BERG,) * 500) for n in range(many)),
        claims=tuple(
            Claim("c", about=("x",) * 500, assessments=(Assessment("denies"),) * (500 if n < 100 else 1))
            for n in range(many)
        ),
        extra=tuple((f"k{n}", n) for n in range(many)),
    )  # fmt: skip
    described = describe(event, Store(Chronology(events=(event,))), UNICODE)
    assert "+9,950 more" in text_of(described)
    assert len(described.paragraphs) < 6_000
    assert len(described.targets) < 10_000
    assert len(text_of(described)) < 500_000


def test_long_texts_are_cut_with_a_note() -> None:
    def shown(text: str) -> list[str]:
        return [paragraph.text.plain for paragraph in long_text(LongText(text))]

    assert "1,000,000 characters in all" in shown("w" * 1_000_000)[-1]
    assert len("".join(shown("w" * 1_000_000))) < 21_000
    assert len(shown("- a\n" * 100_000)) <= 401
    assert shown("plain") == ["plain"]


hostile = st.text(st.sampled_from("a[/]x\x1b\x07\x9b\u202e\u200b\n\t🇳\u200d\u0301"), max_size=12)


@given(hostile)
def test_no_terminal_control_is_shown(text: str) -> None:
    actor, place, source = (
        Actor("a", text, title=text),
        Location("l", text, within=text, country=text),
        Source("s", text, url=text),
    )
    cited = Citation(source, text, 1)
    event = Event(
        text, None, text, date_text=text, summary=text, tags=(text,), actors=(Participant(actor),),
        locations=(Place(place),),
        sources=(cited,), links=(Link(text, text),), quotes=(Quote(text, actor, lang=text, original_text=text,
        original_lang=text),),
        claims=(Claim(text, actor, about=(text,), quantity=Quantity(1, unit=text), assessments=(Assessment("denies",
        actor, note=text),)),),
        extra=((text, text), (text, [text])), origin=Origin(text, 3),
    )  # fmt: skip
    described = describe(event, Store(Chronology(events=(event,))), UNICODE)
    for paragraph in described.paragraphs:
        assert reveal(paragraph.text.plain, lines=True) == paragraph.text.plain
        for span in paragraph.text.spans:
            assert not getattr(span.style, "link", None)


def test_people_and_places_of_one_name_are_shown_apart() -> None:
    def actor(id_: str, title: str = "") -> Actor:
        return Actor(id_, "Mary", title=title)

    here, there = Location("here", "Ivanivka", country="UA"), Location("there", "Ivanivka")
    mary = [actor("mary-1", "Queen of Scots"), actor("mary-2")]
    event = Event(
        "x",
        None,
        "x",
        actors=tuple(map(Participant, mary)),
        locations=(Place(here), Place(there)),
        quotes=(Quote("q", mary[0]),),
    )
    chronology = Chronology(
        (event,), {each.id: each for each in mary}, {place.id: place for place in (here, there)}
    )
    text = text_of(describe(event, Store(chronology), UNICODE))
    assert "Mary (mary-2)" in text
    assert "Mary · Queen of Scots" in text, "not twice"
    assert "Mary (Queen of Scots)" in text, "the speaker"
    assert "Ivanivka (there)" in text
    assert "Ivanivka (UA)" not in text
