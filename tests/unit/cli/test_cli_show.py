"""`timeline show`: one complete event, and the messages for an unknown one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline_tui.cli import main
from timeline_tui.cli.cell_width import cells
from timeline_tui.cli.show import laid_out
from timeline_tui.export.plain_text import PlainParagraph


def test_text(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", kursk, "speech"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    for shown in (
        "Putin speaks\nThu 8 August 2024, 14:30 (Europe/Moscow) · reported · ! a claim is contested · ",
        "  Vladimir Putin · speaker\n",
        "    “A large-scale provocation.”\n",
        "  ! claimed by Vladimir Putin\n",
        "    6 (5 – 7) towns\n",
        "    ! Kyiv denies it: Not so.\n",
        "speech · kursk.toml:",
    ):
        assert shown in out


def test_json_and_markdown(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", kursk, "speech", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["claims"][0]["quantity"]["best"] == 6
    assert main(["show", kursk, "emergency", "--format", "markdown"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "# State of emergency\n\n*Wed 7 August 2024 · week 32 · reported · given to the day*\n"
    )
    assert "- An article · para. 2 · reliability B, credibility 3\n  - <https://example.org/a>\n" in out


@pytest.mark.parametrize(("wanted", "near"), [("emergancy", "emergency"), ("eech", "speech")])
def test_an_unknown_id(kursk: str, wanted: str, near: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", kursk, wanted]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f"did you mean {near}?" in err


def test_no_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show"]) == 2
    assert "which event?" in capsys.readouterr().err


def test_a_missing_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "nosuch.toml", "x"]) == 2
    assert "nosuch.toml: error:" in capsys.readouterr().err


def test_the_default_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "kursk-emergency"]) == 0
    assert "Aleksei Smirnov" in capsys.readouterr().out


@pytest.mark.parametrize("width", [12, 20, 40])
def test_paragraphs_are_wrapped(width: int) -> None:
    text = "one two three four five six 日本 seven\nand another line of it"
    lines = list(laid_out(PlainParagraph(text, 2, 2), width))
    assert all(cells(line) <= width for line in lines)
    assert " ".join(" ".join(lines).split()) == " ".join(text.split())
    assert lines[0].startswith("  one")
    assert lines[1].startswith("    " if width < 40 else "  and")


def test_wrapping_keeps_a_long_word_whole() -> None:
    assert list(laid_out(PlainParagraph("https://example.org/a/very/long/one", 2), 10)) == [
        "  https://example.org/a/very/long/one"
    ]
    assert list(laid_out(PlainParagraph("as long as it is", 2), 0)) == ["  as long as it is"]


def test_times_by_a_clock(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", kursk, "speech", "--times", "utc"]) == 0
    out, err = capsys.readouterr()
    assert "Thu 8 August 2024, 14:30 = Thu 8 August 2024, 11:30 UTC" in out
    assert err.startswith("timeline: times in UTC; the order stays")
    assert main(["show", kursk, "speech", "--times", "utc", "--format", "markdown"]) == 2
    assert "--times needs --format text" in capsys.readouterr().err


def test_a_time_has_its_zone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = []
    for name, zone in (("api", "Europe/Berlin"), ("net", "Asia/Tokyo")):
        files.append(str(tmp_path / f"{name}.toml"))
        event = f'[[events]]\nid = "{name}"\ndate = "2024-11-24T13:24"\ntitle = "{name}"\n'
        Path(files[-1]).write_text(f'[timeline]\ntimezone = "{zone}"\n{event}', encoding="utf-8")
    assert main(["show", files[0], "api"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("Sun 24 November 2024, 13:24 (Europe/Berlin)")
    assert main(["show", *files, "net"]) == 0
    there = "Sun 24 November 2024, 13:24 = Sun 24 November 2024, 05:24 +01:00 (Europe/Berlin)"
    assert capsys.readouterr().out.splitlines()[1].startswith(there)
    assert main(["show", *files, "net", "--times", "written"]) == 0
    own = "Sun 24 November 2024, 13:24 (+09:00, its file's time zone)"
    assert capsys.readouterr().out.splitlines()[1].startswith(own)


def test_several_ids(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", kursk, "speech", "emergency"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Putin speaks\n")
    assert "\n\nState of emergency\n" in out
    assert main(["show", "emergency", "speech", kursk, "--format", "json"]) == 0  # in any order
    assert [event["id"] for event in json.loads(capsys.readouterr().out)] == ["emergency", "speech"]
    assert main(["show", kursk, "speech", "emergency", "--format", "markdown"]) == 0
    assert "\n\n# State of emergency\n" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["speech", "emergancy"], ["emergancy", "speech"]])
def test_a_word_that_is_neither_file_nor_id(
    kursk: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", kursk, *words]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "`emergancy`: no such file or event id" in err
    assert "did you mean emergency?" in err
