"""`timeline stats`: counts and bars."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.aggregate import Bin
from timeline_tui.axis.heading_groups import group_of, heading
from timeline_tui.cli import main
from timeline_tui.cli.cell_width import cells
from timeline_tui.cli.stats import BarRow, edtf, histogram
from timeline_tui.dates import parse_edtf, units


def test_json(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", kursk, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["events"], found["undated"], found["contested"]) == (4, 1, 1)
    assert found["with"] == {"quotes": 1, "claims": 1, "sources": 1}
    assert found["when"] == [{"edtf": "2024-08", "events": 3}]
    assert {"id": "putin", "name": "Vladimir Putin", "events": 1} in found["actors"]
    assert [tag["name"] for tag in found["tags"]] == ["drone", "emergency", "incursion"]


def test_text(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", kursk]) == 0
    out = capsys.readouterr().out
    assert out.startswith("4 events · ~ Aug 2024 · 1 without a date\n")
    assert "\n  2024-08  3 ███\n" in out


def test_a_query(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", kursk, "tag:drone"]) == 0
    assert capsys.readouterr().out.startswith("1 event · ")
    assert main(["stats", kursk, "nothing-at-all"]) == 0
    assert capsys.readouterr().out == "0 events\n"


def test_ascii(kursk: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert main(["stats", kursk]) == 0
    out = capsys.readouterr().out
    assert out.isascii()
    assert "###" in out


@pytest.mark.parametrize("width", [30, 60, 100])
def test_stats_fit_the_terminal(
    kursk: str, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["stats"]) == 0
    bars = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert all(cells(line) <= width for line in bars)


def test_months_have_their_gaps() -> None:
    rows = histogram([Bin(2023, 11, 2), Bin(2024, 0, 1), Bin(2024, 2, 3)], ascii_only=False)
    assert rows == [
        BarRow("2023-11", 2),
        BarRow("2023-12", 0),
        BarRow("2024", 1),
        BarRow("2024-01", 0),
        BarRow("2024-02", 3),
    ]


@pytest.mark.parametrize(
    ("first", "last", "count", "label"),
    [
        (2020, 2023, 4, "2020"),
        (-43, 14, 6, "49 – 40 BC"),
        (1900, 1999, 10, "1900s (decade)"),
        (-13_800_000_000, 2024, 14, "14G – 13G BC"),
    ],
)
def test_long_times_have_few_bars(first: int, last: int, count: int, label: str) -> None:
    rows = histogram([Bin(first, 0, 1), Bin(last, 5, 2)], ascii_only=False)
    assert len(rows) <= 36
    assert len(rows) >= min(count, 36) - 1
    assert sum(row.events for row in rows) == 3
    assert rows[0].label == label


def test_centuries_are_those_of_the_headings() -> None:
    found = [
        Bin(-799, 0, 1),
        Bin(-799, 0, 2, 100),
        Bin(-700, 0, 1),
        Bin(0, 0, 1),
        Bin(1, 5, 1),
        Bin(100, 0, 1),
    ]
    rows = histogram(found, ascii_only=False)
    assert rows == [
        BarRow("899 – 800 BC", 1),
        BarRow("-07XX", 2),  # 800 to 701 BC, which is in two centuries
        BarRow("799 – 700 BC", 1),
        *[BarRow(f"{n + 99} – {n} BC", 0) for n in range(600, 99, -100)],
        BarRow("99 – 1 BC", 1),
        BarRow("AD 1 – 99", 1),
        BarRow("AD 100s (century)", 1),
    ]
    assert [row.label for row in histogram([Bin(-1, 0, 1), Bin(2, 0, 1)], ascii_only=False)] == [
        "2 BC",
        "1 BC",
        "AD 1",
        "AD 2",
    ]


@pytest.mark.parametrize(("encoding", "fold"), [("C.UTF-8", "…"), ("C", "...")])
def test_a_long_gap_is_one_line(
    encoding: str,
    fold: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LC_ALL", encoding)
    path = tmp_path / "a.toml"
    path.write_text(
        "".join(f"[[events]]\ndate = '{year}'\ntitle = 'T'\n" for year in (1901, 1905, 1910, 1911))
    )
    assert main(["stats", str(path)]) == 0
    found = capsys.readouterr().out.split("\n  1901  ")[1].splitlines()
    assert [line.split()[0] for line in found[1:8]] == ["1902", "1903", "1904", "1905", fold, "1910", "1911"]


@pytest.mark.parametrize(
    ("each", "text"),
    [
        (Bin(2024, 8, 1), "2024-08"),
        (Bin(79, 0, 1), "0079"),
        (Bin(2020, 0, 1, 10), "202X"),
        (Bin(1900, 0, 1, 100), "19XX"),
        (Bin(-39, 0, 1, 10), "-003X"),
        (Bin(-43, 3, 1), "-0043-03"),
        (Bin(17000, 0, 1), "Y17000"),
        (Bin(-17000, 0, 1), "Y-17000"),
    ],
)
def test_edtf(each: Bin, text: str) -> None:
    assert edtf(each) == text


@given(st.integers(-4000, 3000), st.integers(0, 7000))
def test_rows_and_headings_name_years_alike(first: int, more: int) -> None:
    rows = histogram([Bin(first, 0, 1), Bin(first + more, 0, 1)], ascii_only=True)
    dates = [parse_edtf(edtf(Bin(year, 0, 1))) for year in (first, first + more)]
    if len(rows) == 1 or more * 12 <= 36:
        return
    headings = [
        {heading(group_of(date, unit), ascii=True) for unit in range(units.YEAR_UNIT, units.COARSEST)}
        for date in dates
    ]
    assert rows[0].label in headings[0]
    assert rows[-1].label in headings[1]


def test_a_decade_has_its_own_row() -> None:
    rows = histogram(
        [Bin(1900, 0, 4, 100), Bin(2020, 0, 2, 10), Bin(2020, 0, 1), Bin(2022, 8, 1)], ascii_only=False
    )
    assert rows[:3] == [BarRow("19XX", 4), BarRow("2020s", 2), BarRow("2020", 1)]
    assert sum(row.events for row in rows) == 8
    assert histogram([Bin(2020, 0, 2, 10)], ascii_only=False) == [BarRow("2020s", 2)]
    assert len(histogram([Bin(10, 0, 2, 10), Bin(1900, 0, 1), Bin(2022, 8, 1)], ascii_only=False)) < 20


def test_what_has_no_start_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.toml"
    path.write_text('[[events]]\ndate = "../2024"\ntitle = "T"\n')
    assert main(["stats", str(path)]) == 0
    assert "\n  no start: 1\n" in capsys.readouterr().out
    assert main(["stats", str(path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["no_start"] == 1
