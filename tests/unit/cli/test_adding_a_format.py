"""An output format is one module and one line: the recipe of CONTRIBUTING.md with a toy format."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from types import ModuleType

import completions
import pytest

from timeline_tui import export
from timeline_tui.cli import main
from timeline_tui.cli.commands import SHELLS
from timeline_tui.model import Event
from timeline_tui.store import Store


class ToyModule(ModuleType):
    """The contents of a module `export/toy.py`."""

    @staticmethod
    def write_toy(store: Store, events: Iterable[Event]) -> Iterator[str]:
        yield store.chronology.title
        for event in events:
            yield f"* {event.id}"


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "timeline_tui.export.toy", ToyModule("timeline_tui.export.toy"))
    monkeypatch.setitem(export.FORMATS, "toy", export.Format("toy:write_toy", "toy:write_toy"))


def test_list_prints_it(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kursk, "tag:drone", "--format", "toy"]) == 0
    assert capsys.readouterr().out == "Kursk\n* gains\n"


def test_show_prints_it(kursk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", kursk, "speech", "--format", "toy"]) == 0
    assert capsys.readouterr().out == "Kursk\n* speech\n"


@pytest.mark.parametrize("command", ["list", "show"])
def test_the_help_offers_it(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert ",toy}" in capsys.readouterr().out


@pytest.mark.parametrize("shell", SHELLS)
def test_the_completions_have_it(shell: str) -> None:
    assert completions.made(shell).count(" toy") == 2, "for list and for show"
