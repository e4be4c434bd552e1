"""The imports of each command: only the browser imports the libraries of the screen."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCREEN = {"textual", "rich", "dateutil"}
LATER = {"asyncio", "json", "csv", "tomllib", "importlib.metadata", "platformdirs", "zoneinfo", "pickle"}

RUN = """
import sys
from timeline_tui.cli import main
code = main(sys.argv[1:])
sys.stdout.flush()
print("\\n" + " ".join(sys.modules), file=sys.stderr)
sys.exit(code)
"""

FIRST_PAINT = """
import sys
from timeline_tui.cli import browse
from timeline_tui.cli.inputs import bundled

browse._import_asyncio()
import asyncio
from timeline_tui.config import Config
from timeline_tui.ui.app import TimelineApp
from timeline_tui.ui.browser.screen import MainScreen
from timeline_tui.ui.loading import FileLoader

MainScreen._begin = lambda self: self.app.exit()  # what follows the first paint

async def paint():
    app = TimelineApp(FileLoader([bundled()]), Config())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#list").count == 14

asyncio.run(paint())
print(" ".join(sys.modules))
"""


COUNTED = """
def compile(*given):
    made.append(given)
    return once(*given)
re._compiler.compile = compile
"""


def imported(*arguments: str) -> set[str]:
    """The modules that the command has imported, by full and by top-level name."""
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
        ["changes", "known:2024-08-07..2024-08-09"],
        ["axis"],
        ["axis", "--svg", "-"],
        ["list", "--axis"],
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
def test_commands_that_read_no_file_import_little(arguments: list[str]) -> None:
    assert not imported(*arguments) & {"msgspec", "rtoml", "pyroaring", "timeline_tui.model", *LATER}


@pytest.mark.parametrize("arguments", [["list"], ["check"]], ids=" ".join)
def test_nothing_is_imported_for_another_format(arguments: list[str]) -> None:
    assert not imported(*arguments) & {
        *LATER,
        "argparse",
        "timeline_tui.load.toml_recovery",
        "timeline_tui.query",
    }


def test_importing_the_package_imports_no_module() -> None:
    code = "import sys, timeline_tui; print(sum(name.startswith('timeline_tui.') for name in sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=True)
    assert done.stdout.strip() == b"0"


def test_the_first_paint_waits_for_no_import_that_it_does_not_need() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT], capture_output=True, env=environment, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    found = set(done.stdout.split())
    assert "timeline_tui.ui.browser.screen" in found
    parts = (
        "query",
        "knowledge",
        "store.as_of_events",
        "export.as_of",
        "aggregate",
        "store.evaluate",
        "store.hierarchy",
        "load.toml_recovery",
        "load.toml_errors",
        "cli.argparse_builder",
    )
    screens = (
        "screens.facets",
        "screens.problems",
        "screens.copy",
        "screens.key_help",
        "active_keys",
        "screens.overlay",
        "keyboard_layouts",
        "editor",
        "citation",
        "empty_state",
    )
    later = {f"timeline_tui.{name}" for name in parts} | {f"timeline_tui.ui.{name}" for name in screens}
    assert all(importlib.util.find_spec(name) for name in later)
    assert not found & (later | {"argparse", "zoneinfo", "dateutil", "ssl", "_ssl", "tomllib"})


def test_a_start_compiles_few_patterns() -> None:
    """Each takes up to a millisecond: those not needed at once are compiled by `patterns.late`."""
    code = f"import re; once = re._compiler.compile; made = []\n{COUNTED}\n{FIRST_PAINT}\nprint(len(made))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment, check=True, text=True
    )
    assert (
        int(done.stdout.splitlines()[-1]) <= 100
    )  # three in four are those of Textual, Rich and the library


def test_ssl_can_be_imported_after_asyncio_without_it() -> None:
    code = "from timeline_tui.cli import browse; browse._import_asyncio(); import ssl; print(ssl.OPENSSL_VERSION)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=True)
    assert b"SSL" in done.stdout
