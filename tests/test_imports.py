"""What each command imports: the screen's libraries belong to the browser alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCREEN = {"textual", "rich", "dateutil"}
LATER = {"asyncio", "json", "csv", "tomllib", "importlib.metadata", "platformdirs", "zoneinfo"}

RUN = """
import sys
from timeline_tui.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
print("\\n" + " ".join(sys.modules), file=sys.stderr)
sys.exit(code)
"""


def imported(*arguments: str) -> set[str]:
    """The modules that the command has imported, whole names and top-level names."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "TIMELINE_FILE": str(ROOT / "data/events.toml"),
    }
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], capture_output=True, env=environment, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    names = set(done.stderr.splitlines()[-1].split())
    return names | {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["list"],
        ["list", "actor:putin", "since:2024-08-07"],
        ["list", "--format", "json"],
        ["list", "--format", "csv"],
        ["list", "--format", "markdown"],
        ["show", "kursk-emergency"],
        ["check"],
        ["stats"],
        ["schema"],
        ["completion", "bash"],
    ],
    ids=" ".join,
)
def test_no_command_imports_the_screen(arguments: list[str]) -> None:
    assert not imported(*arguments) & SCREEN


@pytest.mark.parametrize(
    "arguments", [["--help"], ["list", "--help"], ["--version"], ["completion", "zsh"]], ids=" ".join
)
def test_what_reads_no_file_imports_next_to_nothing(arguments: list[str]) -> None:
    assert not imported(*arguments) & {"msgspec", "rtoml", "pyroaring", "timeline_tui.model", *LATER}


@pytest.mark.parametrize("arguments", [["list"], ["check"]], ids=" ".join)
def test_nothing_is_imported_for_another_format(arguments: list[str]) -> None:
    assert not imported(*arguments) & (LATER - {"zoneinfo"})


def test_the_package_costs_nothing() -> None:
    code = "import sys, timeline_tui; print(sum(name.startswith('timeline_tui.') for name in sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=True)
    assert done.stdout.strip() == b"0"
