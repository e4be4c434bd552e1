"""The completion scripts: complete, and as used by bash (zsh and fish: `test_completion_shells`)."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

import completions
import pytest

from timeline_tui import export
from timeline_tui.cli import main
from timeline_tui.cli.argparse_builder import build
from timeline_tui.cli.commands import COMMANDS, SHELLS
from timeline_tui.cli.completion import script
from timeline_tui.query import FIELDS

DOCS = Path(__file__).parents[3] / "docs" / "cli.md"


def spellings(name: str) -> list[str]:
    """Every option of a command and every fixed value."""
    found: list[str] = []
    for action in build(name)._actions:
        found += [text for text in action.option_strings if text.startswith("--")]
        found += [str(choice) for choice in action.choices or ()]
    return found


@pytest.mark.parametrize("shell", SHELLS)
def test_the_scripts_are_up_to_date(shell: str) -> None:
    """After a change of commands, formats or fields: python docs/completions.py."""
    assert script(shell) == completions.made(shell)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("name", COMMANDS)
def test_no_script_lacks_a_command_or_an_option(shell: str, name: str) -> None:
    text = script(shell)
    assert name in text
    for spelling in spellings(name):
        assert (f"-l {spelling[2:]}" if shell == "fish" and spelling.startswith("--") else spelling) in text


@pytest.mark.parametrize("shell", SHELLS)
def test_no_script_lacks_a_field(shell: str) -> None:
    text = script(shell).replace(":", " ").replace("'", " ").split()
    assert not set(FIELDS) - set(text)


@pytest.mark.parametrize("name", filter(None, COMMANDS))
def test_the_page_has_every_command(name: str) -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert f"\n## timeline {name}\n" in text
    assert f"\ntimeline {name}" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_has_every_option(name: str) -> None:
    text = DOCS.read_text(encoding="utf-8")
    for spelling in spellings(name):
        assert (
            f"`{spelling}" in text
            or f"timeline {spelling}`" in text
            or f"|{spelling}" in text
            or (
                spelling in SHELLS
                or f"--format {spelling}" in text
                or spelling in ("text", "--help", "--format")
            )
        ), spelling


def test_every_option_has_a_help() -> None:
    for name in COMMANDS:
        for action in build(name)._actions:
            assert action.help, (name, action.dest)
            assert isinstance(action, argparse.Action)


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_prints_the_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert capsys.readouterr().out == script(shell)


def completed(line: str) -> list[str]:
    """Return what bash would offer at the end of the line, which it also splits at colons."""
    words = line.replace(":", " : ").split(" ") if ":" in line else line.split(" ")
    words = [word for n, word in enumerate(words) if word or n == len(words) - 1]
    quoted = " ".join(f"'{word}'" for word in words)
    code = (
        f"{script('bash')}\nCOMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}\n"
        '_timeline; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "--norc", "-c", code], capture_output=True, text=True, check=True)
    return sorted(filter(None, done.stdout.splitlines()))


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        (
            "timeline ",
            [
                "a folder",
                "axis",
                "changes",
                "check",
                "completion",
                "kursk.toml",
                "list",
                "schema",
                "show",
                "stats",
            ],
        ),
        ("timeline c", ["changes", "check", "completion"]),
        ("timeline k", ["kursk.toml"]),
        ("timeline --", ["--at", "--help", "--idle", "--limit", "--query", "--secure", "--version"]),
        ("timeline list --f", ["--format"]),
        ("timeline list --format j", ["json", "jsonl"]),
        ("timeline show --format ", sorted(export.names(full=True))),
        ("timeline check --", ["--format", "--help", "--limit", "--notes", "--secure", "--strict"]),
        ("timeline stats --format ", ["json", "text"]),
        ("timeline completion ", ["bash", "fish", "zsh"]),
        ("timeline schema ", []),
        ("timeline list ac", ["accessed:", "actor-kind:", "actor:", "actors:"]),
        (
            "timeline list kursk.toml s",
            ["since:", "source:", "sources:", "speaker:", "stance:", "status:", "summary:"],
        ),
        ("timeline list -q loc", ["location:", "locations:", "locator:"]),
        ("timeline list kind:", ["event", "period", "report", "statement"]),
        ("timeline list status:de", ["denied"]),
        ("timeline check ac", []),
    ],
)
def test_bash(line: str, offered: list[str]) -> None:
    Path("kursk.toml").write_text("")
    Path("a folder").mkdir()
    Path("other.txt").write_text("")
    assert completed(line) == offered
