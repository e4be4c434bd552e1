"""Command-line words: files, queries and options."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_tui.cli.arguments import files_and_query, parse
from timeline_tui.cli.commands import COMMANDS


@pytest.mark.parametrize(
    ("argv", "files", "queries"),
    [
        (["list"], [], []),
        (["list", "a.toml", "actor:putin", "since:2024"], ["a.toml"], ["actor:putin since:2024"]),
        (["list", "actor:putin", "a.toml"], ["a.toml"], ["actor:putin"]),
        (["list", "x/y", "-"], ["x/y", "-"], []),
        (["list", "-tag:drone", "peace"], [], ["-tag:drone peace"]),
        (["list", "--", "-tag:drone", "-peace"], [], ["-tag:drone -peace"]),
        (["list", "-q", "-tag:drone"], [], ["-tag:drone"]),
        (["list", "-q", "-tag:drone", "peace"], [], ["peace", "-tag:drone"]),
        (["list", "a", "-q", "b", "c"], [], ["a c", "b"]),
        (["list", "--query=-tag:x"], [], ["-tag:x"]),
        (["list", "date:2024-08-06/2024-08-10"], [], ["date:2024-08-06/2024-08-10"]),
        (["list", "link-kind:a/b", "x.casualties:a/b"], [], ["link-kind:a/b x.casualties:a/b"]),
        (
            ["list", "-link-kind:foo", "-member_of:bar", "-x.casualties:3"],
            [],
            ["-link-kind:foo -member_of:bar -x.casualties:3"],
        ),
        (["list", "(actor:a", "OR", "actor:b)"], [], ["(actor:a OR actor:b)"]),
        (["list", "date!:2024-08", "title:x.toml"], [], ["date!:2024-08 title:x.toml"]),
        (["list", "-q", ""], [], []),
        (["list", "here"], [], ["here"]),
        (["list", "./here"], ["./here"], []),
    ],
)
def test_files_and_query(argv: list[str], files: list[str], queries: list[str]) -> None:
    assert files_and_query(parse(argv)) == (files, queries)


def test_what_exists_is_a_file() -> None:
    Path("notes").mkdir()
    Path("tag:drone").write_text("")
    args = parse(["list", "notes", "tag:drone", "tag:tank"])
    assert files_and_query(args) == (["notes", "tag:drone"], ["tag:tank"])


def test_a_file_named_like_a_command() -> None:
    Path("list").write_text("")
    args = parse(["./list"])
    assert args.command == ""
    assert args.words == ["./list"]


@pytest.mark.parametrize("at", ["-2w", "-0043", "7 aug"])
def test_at_accepts_any_text(at: str) -> None:
    assert parse(["--at", at]).at == at


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["list", "--nosuch"], "unrecognized arguments: --nosuch"),
        (["list", "--form", "json"], "unrecognized arguments: --form"),
        (["list", "--format", "yaml"], "invalid choice: 'yaml'"),
        (["list", "-peace"], "a query that begins with a dash goes after -q or after --"),
        (["list", ""], "an empty argument"),
        (["schema", "x"], "unrecognized arguments: x"),
        (["completion"], "required: shell"),
        (["--at"], "expected one argument"),
    ],
)
def test_usage_errors_exit_with_2(argv: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        parse(argv)
    assert leaving.value.code == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.startswith("usage: timeline")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_has_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        parse([*([name] if name else []), "--help"])
    assert leaving.value.code == 0
    out = capsys.readouterr().out
    assert "examples:\n  timeline" in out
    assert all(len(line) <= 110 for line in out.splitlines())
