"""The completions that real zsh and fish offer, without the user's settings."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from timeline_tui import export
from timeline_tui.cli.completion import script

PATIENCE = 60.0
"""Seconds that a shell may take on a busy machine."""

COMMANDS = ["axis", "changes", "check", "completion", "list", "schema", "show", "stats"]

# zsh completes only at its prompt: this begins with a line typed, presses Tab, and leaves. Everything that a
# completion offers passes through `compadd`; calls with -O, -A or -D only test what would match.
ZSHRC = """
autoload -Uz compinit && compinit -u -D
source $SCRIPT
setopt no_auto_list no_auto_menu
compadd() {
    if (( ! ${@[(I)-(O|A|D)]} )); then
        local -a found
        builtin compadd -O found "$@"
        print -rl -- $found >> $OFFERED
    fi
    builtin compadd "$@"
}
complete-and-leave() { BUFFER=$LINE CURSOR=$#LINE; zle complete-word; exit }
zle -N zle-line-init complete-and-leave
"""
IN_A_TERMINAL = "zmodload zsh/zpty; zpty shell zsh -d -i; while zpty -r shell; do :; done"


def installed(shell: str) -> str:
    """Return the shell's path; without it, skip the test, or fail on the CI machine, where it must be."""
    path = shutil.which(shell)
    if path is None:
        missing = pytest.fail if os.environ.get("CI", "").lower() == "true" else pytest.skip
        missing(f"{shell} is not installed")
    return path


def offered_by_zsh(line: str, home: Path) -> list[str]:
    """Return what Tab offers at the end of the line."""
    offered = home / "offered"
    offered.touch()
    (home / "_timeline").write_text(script("zsh"))
    (home / ".zshrc").write_text(ZSHRC)
    settings = {"HOME": home, "ZDOTDIR": home, "SCRIPT": home / "_timeline", "OFFERED": offered, "LINE": line}
    subprocess.run(
        [installed("zsh"), "-f", "-c", IN_A_TERMINAL],
        env={**os.environ, **{name: str(value) for name, value in settings.items()}},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    return sorted(filter(None, offered.read_text().replace("\\ ", " ").splitlines()))


def offered_by_fish(line: str, home: Path) -> list[str]:
    """Return what Tab offers at the end of the line, without descriptions."""
    (home / "timeline.fish").write_text(script("fish"))
    code = "source $argv[1]; complete -C $argv[2]"
    done = subprocess.run(
        [installed("fish"), "--no-config", "-c", code, str(home / "timeline.fish"), line],
        env={**os.environ, "HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return sorted(found.partition("\t")[0].rstrip("/") for found in done.stdout.splitlines())


CASES = [
    ("timeline ", sorted(["a folder", *COMMANDS, "kursk.toml"])),
    ("timeline c", ["changes", "check", "completion"]),
    ("timeline k", ["kursk.toml"]),
    ("timeline list --format ", sorted(export.names())),
    ("timeline list --format j", ["json", "jsonl"]),
    ("timeline show --format ", sorted(export.names(full=True))),
    ("timeline check ", ["a folder", "kursk.toml"]),
    ("timeline check k", ["kursk.toml"]),
    ("timeline check --s", ["--secure", "--strict"]),
    ("timeline completion ", ["bash", "fish", "zsh"]),
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and a working directory with files that are offered and one that is not."""
    here = tmp_path / "here"
    (here / "a folder").mkdir(parents=True)
    (here / "kursk.toml").touch()
    (here / "other.txt").touch()
    monkeypatch.chdir(here)
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("line", "offered"), [*CASES, ("timeline list act", ["actor", "actor-kind", "actors"])]
)
def test_zsh(line: str, offered: list[str], home: Path) -> None:
    assert offered_by_zsh(line, home) == offered


@pytest.mark.parametrize(
    ("line", "offered"), [*CASES, ("timeline list act", ["actor-kind:", "actor:", "actors:"])]
)
def test_fish(line: str, offered: list[str], home: Path) -> None:
    assert offered_by_fish(line, home) == offered
