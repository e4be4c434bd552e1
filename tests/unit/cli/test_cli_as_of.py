"""`known:` on the command line, and `timeline changes`: a researcher's questions."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from timeline_tui.cli import main

BUNDLED = str(Path(__file__).parents[3] / "data" / "events.toml")

FILE = """
[[sources]]
id = "early"
title = "An early report"
published = 2024-08-08

[[sources]]
id = "late"
title = "A late report"
published = 2024-08-10

[[events]]
id = "downed"
date = 2024-08-08
title = "Drones downed"
status = "disputed"
sources = ["early", "late"]
links = [{ to = "told" }]

[[events.quotes]]
text = "All is quiet."
source = "late"

[[events.claims]]
by = "Ministry"
text = "Six drones downed"
status = "denied"
source = "early"
assessments = [{ by = "Kyiv", stance = "denies", date = 2024-08-09, note = "No drones." }]

[[events]]
id = "told"
date = 2024-08-08
title = "Told later"
sources = ["late"]
"""

THEN = """
[[sources]]
id = "early"
title = "An early report"
published = 2024-08-08

[[events]]
id = "downed"
date = 2024-08-08
title = "Drones downed"
sources = ["early"]

[[events.claims]]
by = "Ministry"
text = "Six drones downed"
source = "early"
"""
"""The file as of 8 August: later facts are removed by hand."""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "file.toml"
    path.write_text(FILE, encoding="utf-8")
    return str(path)


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main(["list", *words]) == 0
    return [line.split("\t")[1] for line in capsys.readouterr().out.splitlines()]


def test_known_selects_the_claims_and_events_of_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys, BUNDLED, "known:2024-08-07", "claim:drones") == []
    assert listed(capsys, BUNDLED, "known:2024-08-09", "claim:drones") == ["air-defence-claims"]
    assert listed(capsys, BUNDLED, "known:2024-08-09", "claim:drones", "is:contested") == []
    assert listed(capsys, BUNDLED, "known:2024-08-07") == ["zelenskiy-pressure"]
    assert len(listed(capsys, BUNDLED, "known:2024-08-09")) == 14


def test_how_many_are_left_out_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", BUNDLED, "known:2024-08-07"]) == 0
    assert capsys.readouterr().err == "timeline: as known on 7 August 2024: 13 events became known later\n"
    assert main(["stats", BUNDLED, "known!:2024-08-09"]) == 0
    assert (
        "as certainly known on 9 August 2024: 14 events were not certainly known then"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("known:2024-08-07", []),
        ("known:2024-08-08", ["downed"]),
        ("known:2024-08-10", ["downed", "told"]),
        ("known:2024-08-08 status:denied", []),
        ("known:2024-08-08 stance:denies", []),
        ("known:2024-08-08 actor:kyiv", []),
        ("known:2024-08-08 quiet", []),
        ("known:2024-08-08 has:quote", []),
        ("known:2024-08-08 has:link", []),
        ("known:2024-08-08 is:contested", []),
        ("known:2024-08-08 source:late", []),
        ("known:2024-08-09 status:denied", ["downed"]),
        ("known:2024-08-09 is:contested", ["downed"]),
        ("known!:2024-08-08", ["downed"]),
        ("known:2024-08-08..2024-08-09", ["downed"]),
        ("known:2024-08-09..2024-08-10", ["downed", "told"]),
        ("known:2024-08-10..2024-08-11", []),
        ("known:2024-08-08 (quiet OR drones)", ["downed"]),
    ],
)
def test_other_terms_match_what_was_known_on_the_day(
    file: str, query: str, ids: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert listed(capsys, file, "-q", query) == ids
    first, _, rest = query.partition(" ")
    assert listed(capsys, file, "-q", rest, first) == ids  # both must match


@pytest.mark.parametrize("name", ["json", "markdown", "csv"])
def test_output_equals_that_of_a_file_written_on_the_day(
    name: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    then = tmp_path / "then" / "file.toml"
    then.parent.mkdir()
    then.write_text(THEN, encoding="utf-8")

    def text(path: Path, *words: str) -> object:
        monkeypatch.chdir(path.parent)
        assert main(["list", path.name, *words, "--format", name]) == 0
        out = capsys.readouterr().out
        if name != "json":
            return re.sub(r"(file\.toml[:,])[0-9]+", r"\1", out)
        found = json.loads(out)
        found["actors"] = {actor["id"] for actor in found["actors"]} - {"kyiv"}  # people have no date
        for event in found["events"]:
            del event["line"]
        return found

    known_then = text(Path(file), "known:2024-08-08")
    assert known_then == text(then)


def test_changes(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", file, "known:2024-08-08..2024-08-10"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2024-08-08\tdowned\tDrones downed",
        "  reported → disputed",
        "  + quote: unknown: All is quiet.",
        "  claim: Six drones downed: claimed → denied (9 August 2024, by Kyiv)",
        "  + assessment: Kyiv denies · 9 August 2024: Six drones downed",
        "  + source: A late report · 10 August 2024",
        "2024-08-08\ttold\tTold later",
        "  + became known",
        "  + source: A late report · 10 August 2024",
    ]
    assert main(["changes", file, "known:2024-08-08..2024-08-10", "quiet"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6


@pytest.mark.parametrize("query", [[], ["known:2024-08-08"], ["quiet"]])
def test_changes_need_two_days(file: str, query: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", file, *query]) == 2
    assert "between which days?" in capsys.readouterr().err


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, str]:
    assert main(["show", *words]) == 0
    out, err = capsys.readouterr()
    return out, err


def test_one_event_as_it_was_known(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = shown(capsys, file, "downed", "--known", "2024-08-08")
    assert "All is quiet" not in out
    assert "denies" not in out
    assert "reported" in out
    assert "3 parts became known later: 1 quote, 1 assessment, 1 source" in out
    assert err == "timeline: as known on 8 August 2024: 1 event became known later\n"
    out, _ = shown(capsys, file, "downed", "--known", "9 aug 2024")
    assert "status: denied" in out
    assert "! Kyiv denies it" in out
    assert "2 parts became known later: 1 quote, 1 source" in out
    out, _ = shown(capsys, file, "downed", "--known", "2024-08-08..2024-08-10")
    assert "claimed → denied (9 August 2024, by Kyiv)" in out
    assert "+ became known later" in out
    out, _ = shown(capsys, file, "downed")
    assert "became known" not in out


def test_one_event_as_it_was_known_in_json(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = shown(capsys, file, "downed", "--known", "2024-08-08", "--format", "json")
    found = json.loads(out)
    assert (found["status"], found["quotes"], found["claims"][0]["status"]) == ("reported", [], "claimed")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["told", "--known", "2024-08-08"], 1, "`told` was not known on that day"),
        (["nobody", "--known", "2024-08-08"], 1, "`nobody`: no such event id"),
        (["told", "--known", "foo"], 2, "'foo' is not understood"),
    ],
)
def test_an_event_not_yet_known_is_reported(
    file: str, words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", file, *words]) == code
    assert message in capsys.readouterr().err


def test_an_empty_day_is_refused(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", file, "told", "--known", ""]) == 2
    assert "an empty argument" in capsys.readouterr().err
