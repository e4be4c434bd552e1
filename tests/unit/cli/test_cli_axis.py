"""`timeline axis`, `list --axis` and `stats --lanes`: time as text, and the file with a picture."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from timeline_tui.axis.lanes import FIELDS
from timeline_tui.cli import main
from timeline_tui.cli.cell_width import cells
from timeline_tui.cli.commands import LANES


def test_text(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["axis", kursk]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "4 events · ~ Aug 2024 · 1 without a date"
    labels = [line[:15].strip() for line in lines]
    assert {"Kyiv", "Aleksei Smirnov", "Vladimir Putin", "none of these"} <= set(labels)
    assert next(line for line in lines if line.startswith("Vladimir Putin")).split()[-1] == "!"
    assert lines[-1].startswith("▁█ number of events, at most ")
    assert all(cells(line) <= 100 for line in lines)


DRAWN = """
[[events]]
date = "2000-01-01"
title = "begin"
actors = ["Anna"]
[[events]]
date = "2010-01-01~"
title = "about"
actors = ["Anna", "Bert"]
[[events]]
date = "2020-01-01"
title = "disputed"
status = "disputed"
actors = ["Bert"]
[[events]]
date = "2004-03-01/2006-03-01"
title = "lasts"
actors = ["Carl"]
[[events]]
date = "2008-03-01/.."
title = "goes on"
actors = ["Doris"]
[[events]]
title = "when?"
actors = ["Anna", "Doris"]
"""


@pytest.mark.parametrize(
    "command",
    [["axis"], ["list", "--lanes", "actor"], ["stats", "--lanes", "actor"]],
    ids=lambda words: words[0],
)
def test_lanes_are_drawn_as_in_the_browser(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.toml").write_text(DRAWN)
    main([*command, str(tmp_path / "a.toml")])
    lines = capsys.readouterr().out.splitlines()
    lane = {line.split()[0]: line.split()[2:] for line in reversed(lines) if len(line.split()) > 2}
    assert lane["Anna"] == ["●", "○", "1"]
    assert lane["Bert"] == ["○", "!"]
    assert lane["Carl"][0].replace("━", "") == "┣┫"
    assert [sign.strip("━") for sign in lane["Doris"]] == ["┣", "1"]
    assert any(line.endswith("  no date") for line in lines)
    for shown in ("┣ ┫ begins, ends", "○ about, or uncertain", "! disputed"):
        assert any(shown in line for line in lines)


@pytest.mark.parametrize("lanes", LANES)
@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_axis_fits_the_terminal(
    lanes: str, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["axis", "--lanes", lanes]) == 0
    drawn = capsys.readouterr().out.splitlines()[1:]
    assert max(cells(line) for line in drawn) <= max(width, 33)
    if width >= 40:
        assert max(cells(line) for line in drawn) <= width


TREE = """
[[locations]]
id = "north"
name = "North"
[[locations]]
id = "town"
name = "Town"
within = "north"
[[locations]]
id = "else"
name = "Elsewhere"
""" + "".join(
    [
        f'[[events]]\ndate = "2024-08-{n:02}"\ntitle = "x"\nlocations = ["{place}"]\n'
        for n, place in enumerate(["north", "north", "else", "else", "town"], 1)
    ]
)


@pytest.mark.parametrize("command", [["axis"], ["list", "--axis"], ["stats"]], ids=lambda words: words[0])
def test_lanes_are_a_tree(command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.toml").write_text(TREE)
    main([*command, str(tmp_path / "a.toml"), "--lanes", "location"])
    labels = [line[:12].rstrip() for line in capsys.readouterr().out.splitlines()]
    begin = next(n for n, label in enumerate(labels) if "North" in label)
    margin = labels[begin].index("North")
    assert [label[margin:].rstrip(" 123") for label in labels[begin : begin + 3]] == [
        "North",
        "  Town",
        "Elsewhere",
    ]


def test_lanes_of_a_picture_are_a_tree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.toml").write_text(TREE)
    main(["axis", str(tmp_path / "a.toml"), "--lanes", "location", "--svg", "-"])
    found = re.findall(r'<text x="(\d+)"[^>]*class="label">([^<]*)<', capsys.readouterr().out)
    assert [name for _, name in found] == ["North", "Town", "Elsewhere"]
    assert int(found[0][0]) == int(found[2][0]) < int(found[1][0])


def test_every_field_is_a_choice_for_lanes() -> None:
    assert (*FIELDS, "none") == LANES  # the parser does not import `FIELDS`


def test_ascii(kursk: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert main(["axis", kursk, "--lanes", "tag"]) == 0
    assert main(["list", kursk, "putin", "--axis"]) == 0
    assert main(["stats", kursk, "--lanes", "kind"]) == 0
    assert capsys.readouterr().out.isascii()


def test_a_list_with_its_axis(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kursk, "speaks"]) == 0
    plain = capsys.readouterr().out
    assert main(["list", kursk, "speaks", "--axis"]) == 0
    axis, _, rest = capsys.readouterr().out.partition("\n\n")
    assert rest == plain
    assert "· left out by the query" in axis


def test_a_list_with_its_lanes(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kursk, "speaks", "--lanes", "actor"]) == 0
    assert "Vladimir Putin" in capsys.readouterr().out.partition("\n\n")[0]


def test_without_dates_no_axis_is_printed(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["axis", kursk, "is:undated"]) == 0
    assert main(["list", kursk, "is:undated", "--axis"]) == 0
    assert capsys.readouterr().out == "1 event · 1 without a date\n-\tundated\tNo date\n"


def test_stats_have_the_axis_and_the_numbers(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", kursk, "--lanes", "actor"]) == 0
    out = capsys.readouterr().out
    assert "\n  Vladimir Putin " in out
    assert "\n  2024-08  3 ███\n" in out
    assert out.index("╵") < out.index("2024-08  3")


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--axis", "--format", "csv"],
        ["list", "--lanes", "tag", "--format", "csv"],
        ["stats", "--lanes", "tag", "--format", "json"],
    ],
)
def test_the_axis_with_another_format_is_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert "needs --format text" in capsys.readouterr().err


def test_a_picture_on_standard_output(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["axis", kursk, "--svg", "-"]) == 0
    root = ElementTree.fromstring(capsys.readouterr().out.encode())
    assert next(each.text for each in root) == "Kursk"


def test_a_picture_overwrites_an_older_one(kursk: str) -> None:
    file = Path("out.svg")
    file.write_text("<svg>" + "x" * 100_000)
    file.chmod(0o640)
    assert main(["axis", kursk, "tag:drone", "--svg", "out.svg", "--lanes", "tag"]) == 0
    text = file.read_text(encoding="utf-8")
    assert text.endswith("</svg>\n")
    assert re.search(r"1 event · [~ ]*[0-9 –A-Za-z]+ · tag:drone", text)
    assert file.stat().st_mode & 0o777 == 0o640


def test_only_a_regular_file_is_written_over(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("pipe")
    for path in ("pipe", "/dev/null", ".", "no/such/folder.svg", kursk, "new.toml"):
        assert main(["axis", kursk, "--svg", path]) == 2
        assert capsys.readouterr().err.startswith(f"timeline: {path}: ")
    assert Path(kursk).read_text(encoding="utf-8").startswith("\n[timeline]")
    assert not Path("new.toml").exists()


def test_a_picture_does_not_overwrite_a_chronology(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = '[[events]]\ndate = 2024-08-07\ntitle = "x"\n'
    for name in ("chron.txt", "other.TOML"):
        Path(name).write_text(text)
    Path("link.svg").symlink_to("other.TOML")
    Path("hard.svg").hardlink_to("chron.txt")
    Path("other.svg").hardlink_to("other.TOML")  # which is not read here
    for out in ("chron.txt", "other.TOML", "link.svg", "hard.svg", "other.svg"):
        assert main(["axis", "chron.txt", "--svg", out]) == 2
        assert f"{out}: " in capsys.readouterr().err
    assert main(["axis", "-", "--svg", "hard.svg"]) == 2
    assert Path("chron.txt").read_text() == Path("other.TOML").read_text() == text


def test_lanes_show_what_the_query_leaves_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.toml").write_text(DRAWN)
    assert main(["axis", str(tmp_path / "a.toml"), "begin OR disputed"]) == 0
    lines = capsys.readouterr().out.splitlines()
    lane = {line.split()[0]: line.split()[2:] for line in reversed(lines) if len(line.split()) > 2}
    assert lane["Bert"] == ["·", "!"]
    assert any("· ░ left out by the query" in line for line in lines)
