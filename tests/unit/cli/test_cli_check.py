"""`timeline check`: exit codes, formats, and what counts as a problem."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from timeline_tui.cli import main


def test_a_file_without_problems_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.toml").write_text('[[events]]\ndate = 2024-08-07\ntitle = "A"\n')
    assert main(["check", "a.toml"]) == 0
    out, err = capsys.readouterr()
    assert out == "a.toml: 1 event, no problems\n"
    assert err == ""


def test_problems_are_sorted_and_counted(broken: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", broken]) == 1
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert [line.split(":")[1] for line in lines] == ["4", "5"]
    assert "error:" in lines[0]
    assert "2024-13-01" in lines[0]
    assert "warning:" in lines[1]
    assert err == "timeline: 1 event, 1 error, 1 warning\n"


def test_strict_counts_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.toml").write_text('[[events]]\ndate = 2024-08-07\ntitle = "A"\ntitel = "B"\n')
    assert main(["check", "a.toml"]) == 0
    assert main(["check", "--strict", "a.toml"]) == 1


def test_notes_are_shown_only_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.toml").write_text(
        '[[actors]]\nid = "x"\nname = "X"\n[[events]]\ndate = 2024-08-07\ntitle = "A"\n'
    )
    assert main(["check", "a.toml"]) == 0
    assert capsys.readouterr().out == "a.toml: 1 event, no problems\n"
    assert main(["check", "--notes", "--strict", "a.toml"]) == 0
    out, err = capsys.readouterr()
    assert "note:" in out
    assert err == "timeline: 1 event, 0 errors, 0 warnings, 1 note\n"


def test_json(broken: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json", broken]) == 1
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert err == ""
    assert [problem["severity"] for problem in found] == ["error", "warning"]
    assert list(found[0]) == ["path", "line", "column", "severity", "code", "message", "hint", "faults"]


def test_the_total_includes_problems_that_are_not_listed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.toml").write_text('[[events]]\ndate = 2024-08-07\ntitle = "A"\nmine = 1\n' * 1304)
    assert main(["check", "a.toml"]) == 0
    out, err = capsys.readouterr()
    assert "1,204 more problems of this sort with `mine`" in out
    assert err == "timeline: 1,304 events, 0 errors, 1,304 warnings\n"
    assert main(["list", "a.toml"]) == 0
    assert "1,304 problems: run" in capsys.readouterr().err


def test_json_of_nothing_is_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.toml").write_text('[[events]]\ndate = 2024-08-07\ntitle = "A"\n')
    assert main(["check", "--format", "json", "a.toml"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_github(capsys: pytest.CaptureFixture[str]) -> None:
    name = "a,b:c%.toml"
    Path(name).write_text('[[events]]\ndate = "100%\\n::error::x"\ntitle = "A"\n')
    assert main(["check", "--format", "github", name]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("::error file=a%2Cb%3Ac%25.toml,line=2,col=")
    assert "title=bad-date::" in lines[0]
    assert "100%25" in lines[0]


def test_a_missing_file_is_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nosuch.toml"]) == 1
    assert capsys.readouterr().out.startswith("nosuch.toml: error: there is no such file")


def test_a_query_in_place_of_a_file_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "actor:putin"]) == 2
    assert "actor:putin: no such file or folder" in capsys.readouterr().err


def test_the_name_of_a_file_need_not_be_utf8(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON cannot contain such a name (RFC 8259, section 8.2): its byte is escaped."""
    name = os.fsdecode(b"caf\xe9.toml")
    try:
        Path(name).write_text('[[events]]\nid = "a"\ndate = 2024-08-07\ntitle = "A"\n[[events]]\nid = "a"\n')
    except OSError:
        pytest.skip("this file system has names in UTF-8 only")
    assert main(["check", "--format", "json", name]) == 1
    problems = json.loads(capsys.readouterr().out)
    assert {problem["path"] for problem in problems} == {"caf\\xe9.toml"}
    assert any("already taken at caf\\xe9.toml:1" in problem["message"] for problem in problems)
    for command in ("check", "list", "stats", "axis"):
        assert main([command, name]) in (0, 1)
    for format_ in ("text", "github"):
        assert main(["check", "--format", format_, name]) == 1


@pytest.mark.parametrize(
    "line",
    ["[[events\n", "[[events]]\n=\n", "[\n", '[[events]]\na = """\n', '[[events]]\nlocations = ["7"]\n'],
)
def test_a_megabyte_of_errors_is_handled_and_keeps_valid_events(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = '[[events]]\ndate = 2024-08-07\ntitle = "sound {}"\n'
    path = tmp_path / "nonsense.toml"
    path.write_text(sound.format(1) + line * (1_000_000 // len(line)) + sound.format(2))
    assert main(["check", str(path)]) in (0, 1)
    shown = capsys.readouterr()
    assert shown.out.count("\n") < 1000
    assert main(["list", "--format", "csv", str(path)]) in (0, 1)
    listed = capsys.readouterr().out
    assert "sound 1" in listed
    assert "sound 2" in listed or '"""' in line  # an open string takes the next event's first line
