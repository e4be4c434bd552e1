"""Starting the browser: its arguments, and only where it can run."""

from __future__ import annotations

import os
import pty
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from timeline_tui.cli import main

SOURCE = Path(__file__).parents[3] / "src"


class Browser(ModuleType):
    """A replacement of `timeline_tui.ui.app` that records its arguments."""

    def __init__(self) -> None:
        super().__init__("timeline_tui.ui.app")
        self.given: list[tuple[Sequence[str], dict[str, Any]]] = []

    def run(self, paths: Sequence[str], **given: Any) -> int:
        """Record the arguments of `app.run`."""
        self.given.append((paths, given))
        return 7


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A terminal, and a browser that only records its arguments."""
    import timeline_tui.ui

    stub = Browser()
    monkeypatch.setitem(sys.modules, "timeline_tui.ui.app", stub)
    monkeypatch.setattr(timeline_tui.ui, "app", stub, raising=False)
    monkeypatch.setattr("timeline_tui.cli.browse.no_browser", lambda files: None)
    return stub


def test_arguments_are_passed_to_the_browser(browser: Browser, kursk: str) -> None:
    assert main([kursk, "-q", "-tag:drone", "--at", "7 aug 2024"]) == 7
    paths, given = browser.given[0]
    assert list(paths) == [kursk]
    assert (given["query"], given["at"], given["stdin"]) == ("-tag:drone", "7 aug 2024", None)


def test_without_a_file_it_is_the_example(browser: Browser) -> None:
    assert main([]) == 7
    assert [Path(path).name for path in browser.given[0][0]] == ["events.toml"]


def test_a_query_may_stand_alone(browser: Browser) -> None:
    assert main(["-q", "tag:drone"]) == 7


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-q", "actr:x"], "  actr:x\n  ^^^^\n"),
        (["--at", "someday"], "  someday\n  ^^^^^^^\n"),
        (["nosuch.toml"], "nosuch.toml: no such file or folder"),
        (["tag:drone"], "write a query after -q"),
    ],
)
def test_usage_errors_do_not_start_the_browser(
    browser: Browser, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert message in capsys.readouterr().err
    assert not browser.given


def test_a_missing_file_is_reported_with_the_variable_that_names_it(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIMELINE_FILE", "nosuch")
    assert main([]) == 2
    assert "it is named by $TIMELINE_FILE" in capsys.readouterr().err


def test_wrong_settings_are_reported_and_ignored(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "c.toml"
    settings.write_text('them = "x"\n[keys]\n"list.down" = "j"\n')
    monkeypatch.setenv("TIMELINE_CONFIG", str(settings))
    assert main([]) == 7
    assert "did you mean `theme`?" in capsys.readouterr().err
    assert browser.given[0][1]["config"].keys == (("list.down", "j"),)


STUB = """
import os, sys, types
app = types.ModuleType("timeline_tui.ui.app")
app.run = lambda paths, **given: print(paths, len(given["stdin"]), os.isatty(0), os.read(0, 9)) or 0
sys.modules["timeline_tui.ui.app"] = app
import timeline_tui.ui
timeline_tui.ui.app = app
from timeline_tui.cli import main
sys.exit(main(["-"]))
"""


def test_standard_input_is_read_and_keys_come_from_the_terminal() -> None:
    Path("stub.py").write_text(STUB)
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(PYTHONPATH=str(SOURCE), TERM="xterm")
        os.execvp("sh", ["sh", "-c", f"printf 12345 | {sys.executable} stub.py"])
    os.write(terminal, b"key\n")
    shown = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(terminal)
    assert os.waitpid(pid, 0)[1] == 0
    assert b"['-'] 5 True b'key\\n'" in shown
