"""CSV: rows become events; what is wrong costs the bad part only, and has its place."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.load import Loaded, limits, load_bytes


def loaded(text: str | bytes) -> Loaded:
    return load_bytes(text.encode() if isinstance(text, str) else text, "events.csv")


def places(found: Loaded) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.code) for problem in found.problems]


def test_the_columns_are_the_keys_of_the_format() -> None:
    found = loaded(
        "id,date,date_text,title,title_uk,summary,kind,status,importance,tags,actors,locations,sources,links,ids,media\n"
        'e,2024-08-07~,in August,Talks,Переговори,"Two\nlines",statement,confirmed,7,a; b,Berg; Öz,Kursk,'
        "Report,f,wikidata:Q1; doi:10.1/x,a.jpg; https://example.org/b.jpg\n"
        "f,2024,,Other,,,,,,,,,,,,\n"
    )
    assert found.problems == ()
    event = next(event for event in found.chronology.events if event.id == "e")
    assert event.date is not None
    assert event.date.text == "2024-08-07~"
    assert (event.date_text, event.title, event.titles) == ("in August", "Talks", (("uk", "Переговори"),))
    assert (event.summary, event.kind, event.status, event.importance) == (
        "Two\nlines",
        "statement",
        "confirmed",
        7,
    )
    assert event.tags == ("a", "b")
    assert [part.actor.name for part in event.actors] == ["Berg", "Öz"]
    assert [place.location.name for place in event.locations] == ["Kursk"]
    assert [citation.source.title for citation in event.sources] == ["Report"]
    assert [link.to for link in event.links] == ["f"]
    assert event.ids == (("wikidata", "Q1"), ("doi", "10.1/x"))
    assert [(media.path, media.url) for media in event.media] == [
        ("a.jpg", ""),
        ("", "https://example.org/b.jpg"),
    ]
    assert event.origin.line == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_recognised(delimiter: str, end: str) -> None:
    rows = [["Date", "Title"], ["2024", "first, or; so"], ["2025", "second"]]
    output = io.StringIO()
    csv.writer(output, delimiter=delimiter, lineterminator=end).writerows(rows)
    found = loaded(output.getvalue())
    assert found.problems == ()
    assert [event.title for event in found.chronology.events] == ["first, or; so", "second"]


def test_unknown_columns_are_kept_and_reported_once() -> None:
    found = loaded("date,title,Casualties,\n2024,a,3,x\n2025,b,,\n")
    assert places(found) == [(1, 1, "unknown-column")]
    assert found.chronology.events[0].extra == (("Casualties", "3"), ("column 4", "x"))


@pytest.mark.parametrize(
    ("text", "expected", "titles"),
    [
        (
            'date,title\n2024,"open\n2025,"open\n2026,good\n',
            [(2, 1, "csv-syntax"), (3, 1, "csv-syntax")],
            {"open", "good"},
        ),
        ("date,title\n2024-13,bad\n2024,good\n", [(2, 1, "bad-date")], {"bad", "good"}),
        ('date,"the, title",title\n2024,"x, y",bad,\n', [(1, 1, "unknown-column")], {"bad"}),
        ("date,title\n2024,a,b,c\n2025,good\n", [(2, 1, "csv-cells")], {"a", "good"}),
        ('date,title\n2024,"never closed\n2025,good\n', [(2, 1, "csv-syntax")], {"never closed", "good"}),
        ('date,title\n2024,"closed" twice\n2025,good\n', [(2, 1, "csv-syntax")], {"closed twice", "good"}),
        ("title,title,date\na,b,2024\n", [(1, 1, "csv-header"), (1, 1, "unknown-column")], {"a"}),
        (
            "name,when\na,b\n",
            [(1, 1, "csv-header"), (1, 1, "unknown-column"), (2, 1, "missing-date"), (2, 1, "missing-title")],
            {"(untitled)"},
        ),
        ('date,title,importance\n2024,"two\nlines",many\n', [(3, 8, "wrong-type")], {"two lines"}),
    ],
)
def test_problems_have_their_place_and_cost_nothing_else(
    text: str, expected: list[tuple[int, int, str]], titles: set[str]
) -> None:
    found = loaded(text)
    assert places(found) == expected
    assert {" ".join(event.title.split()) for event in found.chronology.events} == titles


def test_a_byte_that_is_not_utf8_has_its_place_and_the_likely_encoding() -> None:
    found = loaded("date,title\n2024,Gespräch über Frieden\n2025,good\n".encode("cp1252"))
    assert places(found)[0] == (2, 11, "text-encoding")
    assert "iconv" in found.problems[0].hint
    assert [event.title for event in found.chronology.events] == [r"Gespr\xe4ch \xfcber Frieden", "good"]


def test_names_beside_their_ids_are_those_of_the_entries() -> None:
    found = loaded(
        "date,title,actors,actor_ids,sources,source_ids\n"
        "2024,a,Aleksei Smirnov; Öz,smirnov; oez,A; B,report\n"
        "2025,b,Other Name,smirnov,,\n"
        "2026,c,one; two; three,x; y,,\n"
    )
    actors = found.chronology.actors
    assert (actors["smirnov"].name, actors["oez"].name) == ("Aleksei Smirnov", "Öz")
    assert found.chronology.sources["report"].title == "A; B"
    first, second, third = found.chronology.events
    assert [part.actor.id for part in first.actors] == ["smirnov", "oez"]
    assert [part.actor.id for part in second.actors] == ["smirnov"]
    assert [part.actor.id for part in third.actors] == ["x", "y"]
    assert third.extra == (("actor_names", "one; two; three"),)


def test_a_table_that_only_counts_quotes_says_so() -> None:
    found = loaded(
        "date,earliest,before,title,quotes,claims,file,line\n2024,,,a,2,1,x.toml,7\n2025,,,b,0,0,x.toml,9\n"
    )
    assert [problem.code for problem in found.problems] == ["csv-incomplete"]
    assert "2 quotes and 1 claims" in found.problems[0].message
    assert found.chronology.events[0].extra == ()


def test_coordinates_belong_to_the_locations_if_there_are_as_many() -> None:
    found = loaded(
        'date,title,locations,coordinates\n2024,a,Kursk; Sudzha,"51.7, 36.2; 51.2, -35"\n2025,b,Kursk; X,"1, 2"\n'
    )
    first, second = found.chronology.events
    assert [(place.lat, place.lon) for place in first.locations] == [(51.7, 36.2), (51.2, -35.0)]
    assert second.extra == (("coordinates", "1, 2"),)


def test_many_quotes_that_are_never_closed_take_time_in_proportion() -> None:
    text = "date,title\n" + '2024,"open\n' * 20_001
    found = loaded(text)
    assert len(found.chronology.events) == 20_001


def test_a_row_over_the_limit_is_refused_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_now", limits.Limits(table=1000))
    found = loaded("date,title\n2024," + "x" * 2000 + "\n2025,good\n")
    assert places(found) == [(2, 1, "record-too-long")]
    assert found.chronology.events[0].title == "good"


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_no_cell_is_lost(rows: list[tuple[str, str, str]]) -> None:
    output = io.StringIO()
    csv.writer(output, lineterminator="\n").writerows([("title", "summary", "own"), *rows])
    found = loaded(output.getvalue())
    kept = [row for row in rows if any(row)]
    assert len(found.chronology.events) == len(kept)
    by_line = sorted(found.chronology.events, key=lambda event: event.origin.line)
    for event, (title, summary, own) in zip(by_line, kept, strict=True):
        if title.strip():
            assert event.title == title
        if summary.strip():
            assert event.summary == summary
        if own.strip():
            assert ("own", own) in event.extra


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(data: bytes) -> None:
    loaded(b"date,title\n" + data)
    loaded(data)
