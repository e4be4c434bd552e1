"""Two of the same name are distinguished in all output, as in the browser."""

from __future__ import annotations

import csv
import io

import pytest

from timeline_tui.dates import parse_edtf
from timeline_tui.export.changes import changes
from timeline_tui.export.csv_text import COLUMNS, write_csv
from timeline_tui.export.markdown import event_document, write_markdown
from timeline_tui.export.phrases import UNICODE
from timeline_tui.export.plain_text import plain_paragraphs
from timeline_tui.knowledge import KnowledgeDay
from timeline_tui.load import load_bytes
from timeline_tui.model import Event
from timeline_tui.store import Store

MARYS = b"""
[[actors]]
id = "mary1"
name = "Mary"
title = "Nurse"
[[actors]]
id = "mary2"
name = "Mary"
[[actors]]
id = "mary3"
name = "Mary"
member_of = ["mary2"]
distinct_from = ["mary1"]
[[locations]]
id = "iv1"
name = "Ivanivka"
within = "Kherson Oblast"
[[locations]]
id = "iv2"
name = "Ivanivka"
[[locations]]
id = "house"
name = "House"
within = "iv2"
[[sources]]
id = "s1"
title = "Report"
publisher = "UN"
[[sources]]
id = "s2"
title = "Report"
parent = "s1"
[[events]]
id = "e"
date = 2020-01-01
title = "x"
actors = ["mary1", "mary2"]
locations = ["iv1", "house"]
sources = ["s1", "s2"]
quotes = [{ speaker = "mary3", to = ["mary1"], text = "hi" }]
[[events.claims]]
by = "mary2"
text = "c"
date = 2020-01-03
about = ["mary3", "iv2"]
source = "s2"
assessments = [{ by = "mary3", stance = "denies" }]
"""


@pytest.fixture(scope="module")
def store() -> Store:
    loaded = load_bytes(MARYS)
    assert not loaded.problems
    return Store(loaded.chronology)


def event_of(store: Store) -> Event:
    event = store.event("e")
    assert event is not None
    return event


def test_show(store: Store) -> None:
    lines = [paragraph.text for paragraph in plain_paragraphs(event_of(store), store)]
    for line in (
        "Mary · Nurse",  # what is beside the name is not repeated
        "Mary (mary2)",
        "Ivanivka · in Kherson Oblast",
        "House · in Ivanivka (iv2)",
        "Mary (mary3) to Mary (Nurse) · verbatim",
        "! claimed by Mary (mary2) · Fri 3 January 2020",
        "! Mary (mary3) denies it",
        "about Mary (mary3), Ivanivka (iv2)",
        "source: Report (s2)",
        "member of Mary (mary2) · not Mary (Nurse)",
        "Report · UN",
        "Report (s2)",
        "repeats Report (UN)",
    ):
        assert line in lines


@pytest.mark.parametrize("whole", [True, False])
def test_markdown(store: Store, whole: bool) -> None:
    event = event_of(store)
    text = "\n".join(write_markdown(store, [event]) if whole else event_document(store, event))
    for line in (
        "- Mary · Nurse",
        "- Mary (mary2)",
        "- Ivanivka · in Kherson Oblast",
        "- House · in Ivanivka (iv2)",
        "- Mary (mary3) to Mary (Nurse) · verbatim",
        "  > “hi”",
        "- **!** claimed by Mary (mary2) · Fri 3 January 2020",
        "  - about Mary (mary3), Ivanivka (iv2)",
        "  - **!** Mary (mary3) **denies it**",
        "  - source: Report (s2)",
        "- Mary (mary3)",
        "  - member of Mary (mary2) · not Mary (Nurse)",
        "- Report · UN",
        "- Report (s2)",
        "  - repeats Report (UN)",
    ):
        assert line in text.splitlines()


def test_changes(store: Store) -> None:
    since, until = [parse_edtf(day).latest for day in ("2020-01-02", "2020-01-04")]
    assert since is not None
    assert until is not None
    found = list(changes(event_of(store), KnowledgeDay(until, since=since), UNICODE, store))
    assert "+ claim: Mary (mary2) · 3 January 2020: c" in found


def test_csv(store: Store) -> None:
    (row,) = csv.DictReader(io.StringIO("\n".join(write_csv(store, [event_of(store)]))))
    assert (row["actors"], row["actor_ids"]) == ("Mary; Mary", "mary1; mary2")
    assert (row["locations"], row["location_ids"]) == ("Ivanivka; House", "iv1; house")
    assert (row["sources"], row["source_ids"]) == ("Report; Report", "s1; s2")
    assert COLUMNS.index("line") == 20  # new columns come after the old ones
    assert COLUMNS[21:] == ("actor_ids", "location_ids", "source_ids")


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (2, '"Mary" names both "m0" and "m1"'),
        (3, '"Mary" names "m0", "m1" and "m2"'),
        (4, '"Mary" names "m0", "m1", "m2" and "m3"'),
        (5, '"Mary" names "m0", "m1", "m2", "m3" and 1 more'),
        (2_000, '"Mary" names "m0", "m1", "m2", "m3" and 1,996 more'),
    ],
)
def test_check_names_all_who_share_a_name(count: int, expected: str) -> None:
    actors = "".join(f'[[actors]]\nid = "m{n}"\nname = "Mary"\n' for n in range(count))
    loaded = load_bytes(f'{actors}[[events]]\ndate = 2020\ntitle = "x"\nactors = ["Mary"]\n'.encode())
    assert [problem.message for problem in loaded.problems if problem.code == "ambiguous-reference"] == [
        expected
    ]
