"""Which reader a file gets, and that what is exported comes back."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from cases import CASES, Case

from timeline_tui import export
from timeline_tui.export.csv_text import COLUMNS
from timeline_tui.load import limits, load, load_bytes
from timeline_tui.load.formats import reader_for
from timeline_tui.store import Store

ROOT = Path(__file__).parents[4]

WITHOUT_ZONE = (
    "floating beside zoned",
    "beside the hour that the clocks skipped",
    "beside the hour that the clocks showed twice",
)
"""Cases with `[timeline] timezone`, which JSON Lines do not carry."""
OTHER_WAY = ("empty references",)
"""A claim about a name that the chronology mentions later: read back, it is known from the beginning."""


@pytest.mark.parametrize(
    ("path", "data", "expected"),
    [
        ("a.toml", b'{"title": "x"}', "NoneType"),
        ("a.csv", b"", "CsvReader"),
        ("A.TSV", b"", "CsvReader"),
        ("a.jsonl", b"", "JsonLinesReader"),
        ("a.ndjson", b"[[events]]", "JsonLinesReader"),
        ("-", b'\n {"title": "x"}', "JsonLinesReader"),
        ("-", b"date,title\n", "CsvReader"),
        ("-", b"Date;Title\n", "CsvReader"),
        ("-", b'[[events]]\ntitle = "date,title"\n', "NoneType"),
        ("-", b"# title, date\n[[events]]\n", "NoneType"),
        ("-", b'title = "a, title"\n', "NoneType"),
        ("notes.txt", b"A title, and more\n", "NoneType"),
        ("-", b"", "NoneType"),
    ],
)
def test_the_reader_of_a_file(path: str, data: bytes, expected: str) -> None:
    assert type(reader_for(path, data)).__name__ == expected


def _records(data: bytes, path: str) -> tuple[bytes, list[dict[str, Any]]]:
    """Load a file and export it; the records are without the place where the event stands."""
    store = Store(load_bytes(data, path).chronology)
    lines = list(export.write("jsonl", store, store.events))
    found = [json.loads(line) for line in lines]
    kept = [{key: value for key, value in each.items() if key not in ("file", "line")} for each in found]
    return "\n".join(lines).encode(), kept


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.name not in (*WITHOUT_ZONE, *OTHER_WAY)],
    ids=lambda case: case.name,
)
def test_json_lines_come_back_as_they_were(case: Case) -> None:
    exported, records = _records(case.data, "events.toml")
    assert _records(exported, "events.jsonl")[1] == records


def test_the_example_comes_back() -> None:
    exported, records = _records((ROOT / "data" / "events.toml").read_bytes(), "events.toml")
    assert _records(exported, "events.jsonl")[1] == records
    assert load_bytes(exported, "events.jsonl").problems == ()


def test_a_table_of_the_example_has_all_that_fits_into_a_table() -> None:
    store = Store(load_bytes((ROOT / "data" / "events.toml").read_bytes(), "events.toml").chronology)
    lines = list(export.write("csv", store, store.events))
    back = Store(load_bytes("\n".join(lines).encode(), "events.csv").chronology)
    again = list(export.write("csv", back, back.events))
    derived = ("coordinates", "quotes", "claims", "quantities", "file", "line")
    columns = [n for n, name in enumerate(COLUMNS) if name not in derived]
    rows, others = list(csv.reader(lines)), list(csv.reader(again))
    assert [[row[n] for n in columns] for row in others] == [[row[n] for n in columns] for row in rows]


def test_registered_entries_come_before_those_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[[actors]]\nid = "smirnov"\nname = "Registered"\nkind = "person"\n')
    (tmp_path / "b.csv").write_text("date,title,actors,actor_ids\n2024,a,Other,smirnov\n")
    found = load([str(tmp_path / "b.csv"), str(tmp_path / "a.toml")])
    assert found.problems == ()
    assert found.chronology.actors["smirnov"].name == "Registered"
    assert found.chronology.events[0].actors[0].actor.kind == "person"


def test_rows_count_as_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("date,title\n" + "2024,a\n" * 50)
    monkeypatch.setattr(limits, "_now", limits.Limits(tables=40))
    assert [problem.code for problem in load([str(tmp_path / "a.csv")]).problems] == ["file-too-big"]


def test_a_folder_means_its_toml_files(tmp_path: Path) -> None:
    """An export beside its chronology would show each event twice."""
    (tmp_path / "a.toml").write_text('[[events]]\ndate = 2024\ntitle = "a"\n')
    (tmp_path / "a.csv").write_text("date,title\n2024,a\n")
    assert len(load([str(tmp_path)]).chronology.events) == 1
