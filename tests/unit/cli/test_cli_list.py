"""`timeline list`: formats, files, problems, terminals and pipes."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from pathlib import Path

import pytest

from timeline_tui.cli import main, queries
from timeline_tui.cli.cell_width import cells
from timeline_tui.cli.output import UsageError
from timeline_tui.cli.queries import check_query
from timeline_tui.load import limits


def test_plain_lines_have_tabs(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kursk]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "2024-08~\tgains\tBloggers report gains",
        "2024-08-07\temergency\tState of emergency",
        "2024-08-08T14:30\tspeech\tPutin speaks",
        "-\tundated\tNo date",
    ]
    assert err == "timeline: 1 problem: run `timeline check kursk.toml`\n"


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (["actor:путин"], ["speech"]),
        (["-tag:drone", "since:2024-08"], ["emergency", "speech"]),
        (["-q", "tag:drone OR tag:emergency"], ["gains", "emergency"]),
        (["tag:drone OR tag:emergency", "-q", "kind:report"], ["gains"]),
        (["nothing-of-the-kind"], []),
    ],
)
def test_query(kursk: str, query: list[str], ids: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kursk, *query]) == 0
    assert [line.split("\t")[1] for line in capsys.readouterr().out.splitlines()] == ids


def test_the_mistake_in_a_query_is_underlined(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kursk, "-q", "日本 actr:putin"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "timeline: query: no field 'actr': did you mean 'actor'?",
        "  日本 actr:putin",
        "       ^^^^",
    ] or err.splitlines()[2].startswith("       ^^^^")


def test_a_long_query_is_shown_around_its_mistake(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kursk, "-q", f"{'a ' * 200}actr:x {'b ' * 200}"]) == 2
    assert max(map(len, capsys.readouterr().err.splitlines())) < 140


def test_how_a_date_was_read_is_reported_once(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kursk, "date:8/8/2024"]) == 0
    assert "read as" not in capsys.readouterr().err
    assert main(["list", kursk, "since:7/8/24 -until:7/8/24"]) == 0
    out, err = capsys.readouterr()
    assert [line.split("\t")[1] for line in out.splitlines()] == ["speech"]
    assert err.count("7/8/24 read as Wed 7 August 2024: near 2024; write 2024-07-08 for the other") == 1


def test_the_order_of_numbers_is_a_setting(
    kursk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('date_order = "mdy"')
    monkeypatch.setenv("TIMELINE_CONFIG", str(settings))
    assert main(["list", kursk, "date!:8/7/24"]) == 0
    out, err = capsys.readouterr()
    assert "\temergency\t" in out
    assert "8/7/24 read as Wed 7 August 2024: near 2024; write 2024-07-08 for the other" in err


def test_files_are_distinguished_from_the_query(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "nosuch.toml", kursk, "tag:drone"]) == 2
    out, err = capsys.readouterr()
    assert out == "2024-08~\tgains\tBloggers report gains\n"
    assert err.startswith("timeline: nosuch.toml: error: there is no such file")


def test_folders(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("notes").mkdir()
    Path(kursk).rename("notes/kursk.toml")
    assert main(["list", "notes", "tag:drone"]) == 0
    assert capsys.readouterr().out == "2024-08~\tgains\tBloggers report gains\n"


def test_the_default_file(
    kursk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "id:kursk-emergency"]) == 0
    assert "\tkursk-emergency\t" in capsys.readouterr().out  # the bundled example
    settings = tmp_path / "config" / "timeline" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'file = "{Path(kursk).resolve()}"\n')
    assert main(["list", "tag:drone"]) == 0
    assert capsys.readouterr().out.startswith("2024-08~\tgains")
    other = tmp_path / "other.toml"
    other.write_text('[[events]]\nid = "x"\ndate = 2020-01-01\ntitle = "X"\n')
    monkeypatch.setenv("TIMELINE_FILE", str(other))
    assert main(["list"]) == 0
    assert capsys.readouterr().out == "2020-01-01\tx\tX\n"


def test_control_characters_are_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.toml").write_text(
        '[[events]]\nid = "a"\ndate = 2020-01-01\n'
        'title = "\\u001b]0;x\\u0007 \\u202eright \\u009b31m tab\\there\\nline"\n'
    )
    for extra in (
        [],
        ["--format", "csv"],
        ["--format", "json"],
        ["--format", "jsonl"],
        ["--format", "markdown"],
    ):
        assert main(["list", "a.toml", *extra]) == 0
        out = capsys.readouterr().out
        assert not [c for c in out if not c.isprintable() and c not in "\n\t"], extra
    assert main(["list", "a.toml"]) == 0
    assert capsys.readouterr().out == "2020-01-01\ta\t^[]0;x^G <U+202E>right <U+009B>31m tab here line\n"
    assert main(["list", "a.toml", "--format", "jsonl"]) == 0
    title = json.loads(capsys.readouterr().out)["title"]
    assert title == "\x1b]0;x\x07 \u202eright \x9b31m tab\there\nline"


def test_json(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kursk, "--format", "json", "since:2024-08-08"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["timeline", "actors", "locations", "sources", "events"]
    assert found["timeline"]["timezone"] == "Europe/Moscow"
    assert [event["id"] for event in found["events"]] == ["gains", "speech"]
    assert found["events"][0]["date"]["edtf"] == "2024-08~"


def test_json_without_events(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kursk, "nothing-at-all", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["events"] == []
    assert main(["list", kursk, "nothing-at-all", "--format", "jsonl"]) == 0
    assert capsys.readouterr().out == ""


def test_csv(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kursk, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["date"] for row in rows] == ["2024-08~", "2024-08-07", "2024-08-08T14:30", ""]
    assert rows[2]["quotes"] == "1"
    assert rows[0]["tags"] == "incursion; drone"


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_the_table_fits(
    kursk: str, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path(kursk).open("a", encoding="utf-8") as file:
        file.write(f'[[events]]\ndate = "-0043-03-15"\ntitle = "{"日本語テキスト " * 20}"\n')
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["list", kursk]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert all(cells(line) <= max(width, 40) for line in lines)
    assert lines[0].lstrip().startswith("15 Mar 44 BC")
    assert "…" in lines[0]
    assert ("  speech" in lines[3]) == (width >= 100)
    assert "14:30" in lines[3]
    assert "~" in lines[1]


def test_colour_is_for_terminals_that_want_it(
    kursk: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    main(["list", kursk])
    assert "\x1b[2m" in capsys.readouterr().out
    monkeypatch.setenv("TERM", "dumb")
    main(["list", kursk])
    assert "\x1b" not in capsys.readouterr().out


def test_an_ascii_locale_gets_ascii_output(
    kursk: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("COLUMNS", "30")
    main(["list", kursk])
    assert capsys.readouterr().out.isascii()


def test_nothing_matches_is_reported_on_a_terminal(
    kursk: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert main(["list", kursk, "nothing-at-all"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "no event matches" in err


class Endless:
    """An endless standard input that counts what is read of it."""

    read_bytes = 0

    def isatty(self) -> bool:
        return False

    @property
    def buffer(self) -> Endless:
        return self

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            raise MemoryError
        self.read_bytes += size
        return b"#" * size


def test_standard_input_without_an_end_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    endless = Endless()
    monkeypatch.setattr("sys.stdin", endless)
    monkeypatch.setattr(limits, "_now", limits.Limits(file=3_000_000))
    assert main(["list", "-"]) == 2
    assert "too many bytes: at most 3,000,000 are read" in capsys.readouterr().err
    assert endless.read_bytes == 3_000_001


CLOCKS = """
{zone}
[[events]]
id = "instant"
date = "2024-08-07T22:30Z"
title = "An instant"
date_text = "25 July 2024 (O.S.)"

[[events]]
id = "floating"
date = "2024-08-08T02:00?"
title = "A time without an offset"

[[events]]
id = "lasting"
date = "2024-08-08T10:00-04:00/2024-08-08T12:00:30-04:00"
title = "An interval"

[[events]]
id = "day"
date = "2024-08-09"
title = "A day"
"""
MOSCOW = '[timeline]\ntimezone = "Europe/Moscow"'


@pytest.mark.parametrize(
    ("zone", "times", "dates"),
    [
        (MOSCOW, "zone", ["2024-08-08T01:30+03:00", "2024-08-08T02:00+03:00?",
                          "2024-08-08T17:00+03:00/2024-08-08T19:00:30+03:00"]),
        (MOSCOW, "written", ["2024-08-07T22:30Z", "2024-08-08T02:00+03:00?",
                             "2024-08-08T10:00-04:00/2024-08-08T12:00:30-04:00"]),
        (MOSCOW, "utc", ["2024-08-07T22:30Z", "2024-08-07T23:00Z?",
                         "2024-08-08T14:00Z/2024-08-08T16:00:30Z"]),
        (MOSCOW, "local", ["2024-08-07T18:30-04:00", "2024-08-07T19:00-04:00?",
                           "2024-08-08T10:00-04:00/2024-08-08T12:00:30-04:00"]),
        ("", "local", ["2024-08-07T18:30-04:00", "2024-08-08T02:00?",
                       "2024-08-08T10:00-04:00/2024-08-08T12:00:30-04:00"]),
    ],
)  # fmt: skip
def test_times_by_a_clock(
    zone: str,
    times: str,
    dates: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    file = tmp_path / "clocks.toml"
    file.write_text(CLOCKS.format(zone=zone), encoding="utf-8")
    assert main(["list", str(file), "--times", times]) == 0
    out, err = capsys.readouterr()
    found = [line.split("\t") for line in out.splitlines()]
    assert [fields[1] for fields in found] == ["instant", "floating", "lasting", "day"]
    assert [fields[0] for fields in found] == [*dates, "2024-08-09"]
    where = {
        "zone": "in Europe/Moscow",
        "written": "as written",
        "utc": "in UTC",
        "local": "in America/New_York",
    }
    assert f"times {where[times]}; the order stays" in err


def test_times_go_with_text(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kursk, "--times", "utc", "--format", "json"]) == 2
    assert "--times needs --format text; json" in capsys.readouterr().err


def test_the_wording_of_a_date_in_the_source_is_the_fourth_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "clocks.toml"
    file.write_text(CLOCKS.format(zone=""), encoding="utf-8")
    assert main(["list", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2024-08-07T22:30Z\tinstant\tAn instant\t25 July 2024 (O.S.)"
    assert lines[3] == "2024-08-09\tday\tA day"


@pytest.mark.parametrize(("width", "shown"), [(80, True), (30, False)])
def test_the_table_by_a_clock_and_with_the_words_of_the_source(
    width: int,
    shown: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "clocks.toml"
    file.write_text(CLOCKS.format(zone=MOSCOW), encoding="utf-8")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["list", str(file), "--times", "written"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:4] == ["7", "Aug", "2024", "22:30Z"]
    assert ("An instant  “25 July 2024 (O.S.)”" in lines[0]) == shown
    assert lines[1].split()[:5] == ["8", "Aug", "2024", "02:00+3", "?"]
    assert lines[2].split()[3] == "10:00-4"


INCIDENT = {
    "api.toml": """
[timeline]
timezone = "Europe/Berlin"
[[events]]
id = "errors"
date = "2024-11-24T13:24:05.418207"
title = "Errors"
[[events]]
id = "lasting"
date = "2024-11-24T13:31/2024-11-24T14:41"
title = "Checkout is down"
[[events]]
id = "alert"
date = "2024-11-24T13:24:07"
title = "Alert"
""",
    "net.toml": """
[timeline]
timezone = "Asia/Tokyo"
[[events]]
id = "loss"
date = "2024-11-24T21:23:58"
title = "Packet loss"
""",
}


@pytest.fixture
def incident(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two files with different time zones, in the working directory."""
    for name, text in INCIDENT.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("incident")
def test_times_of_several_zones_have_their_offset_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "api.toml", "net.toml"]) == 0
    out, err = capsys.readouterr()
    assert [line.split("\t")[0] for line in out.splitlines()] == [
        "2024-11-24T21:23:58+09:00",
        "2024-11-24T13:24:05.418207+01:00",
        "2024-11-24T13:24:07+01:00",
        "2024-11-24T13:31+01:00/2024-11-24T14:41+01:00",
    ]
    assert err == ""
    assert main(["list", "net.toml"]) == 0  # one zone alone: as in the file
    assert capsys.readouterr().out.startswith("2024-11-24T21:23:58\t")


@pytest.mark.usefixtures("incident")
def test_the_table_shows_the_seconds_that_distinguish_events_and_names_the_clock(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["list", "api.toml", "net.toml"]) == 0
    out, err = capsys.readouterr()
    assert [line.split()[3] for line in out.splitlines()] == ["13:23:58", "13:24:05", "13:24:07", "13:31"]
    assert err == "timeline: times in Europe/Berlin\n"
    assert main(["list", "net.toml"]) == 0
    out, err = capsys.readouterr()
    assert (out.split()[3], err) == ("21:23", "")  # nothing to distinguish


FORMULAS = """
[[events]]
id = "a"
date = "-0043-03-15"
title = "=HYPERLINK(1)"
actors = ["@sum", "-x"]
tags = ["+1"]
summary = "\\t=1"
locations = [{ location = "plain", lat = -1.5, lon = 2.0 }]
"""


def test_formulas_in_csv_are_exact_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    Path("f.toml").write_text(FORMULAS)
    assert main(["list", "f.toml", "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    row = next(csv.DictReader(io.StringIO(out)))
    assert (row["date"], row["title"], row["actors"]) == ("-0043-03-15", "=HYPERLINK(1)", "@sum; -x")
    assert err.count("--spreadsheet guards them") == 1
    assert "or a tab: 7; a spreadsheet would take them for formulas" in err


def test_formulas_are_guarded_for_a_spreadsheet(capsys: pytest.CaptureFixture[str]) -> None:
    Path("f.toml").write_text(FORMULAS)
    assert main(["list", "f.toml", "--format", "csv", "--spreadsheet"]) == 0
    out, err = capsys.readouterr()
    row = next(csv.DictReader(io.StringIO(out)))
    assert (row["date"], row["title"], row["actors"]) == ("'-0043-03-15", "'=HYPERLINK(1)", "'@sum; -x")
    assert not [cell for cell in row.values() if re.match("[=+@\t\r\n]|-(?!1.5, 2.0$)", cell)]
    assert row["coordinates"] == "-1.5, 2.0"
    assert err == "timeline: 7 cells got an apostrophe in front: a spreadsheet would take them for formulas\n"


def test_csv_without_formulas_gives_no_warning(capsys: pytest.CaptureFixture[str]) -> None:
    Path("f.toml").write_text('[[events]]\ndate = 2024-08-07\ntitle = "A = b"\nlocations = ["x"]\n')
    for more in ([], ["--spreadsheet"]):
        assert main(["list", "f.toml", "--format", "csv", *more]) == 0
        assert capsys.readouterr().err == ""


def test_spreadsheet_goes_with_csv(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kursk, "--spreadsheet"]) == 2
    assert capsys.readouterr().err == "timeline: --spreadsheet needs --format csv\n"


def test_a_clock_that_is_a_day_from_utc_is_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a.toml").write_text('[[events]]\ndate = 2024-08-07T14:30:00Z\ntitle = "A"\n')
    monkeypatch.setenv("TZ", "AAA-24")
    time.tzset()
    try:
        queries._say_once.cache_clear()
        assert main(["list", "a.toml", "before:today"]) == 0
        assert capsys.readouterr().err.count("$TZ is a day or more from UTC") == 1
        assert main(["list", "a.toml", "--times", "local"]) == 2
        assert "--times local: $TZ is a day or more from UTC" in capsys.readouterr().err
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("query", ["has:casualties", "casualties:>3", "area:north", "has:comment"])
def test_names_that_a_file_may_declare_pass_the_early_check(query: str) -> None:
    check_query(query)


@pytest.mark.parametrize("query", ["has:qoute", "acter:x"])
def test_misspelt_queries_fail_the_early_check(query: str) -> None:
    with pytest.raises(UsageError):
        check_query(query)
