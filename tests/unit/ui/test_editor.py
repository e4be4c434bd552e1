"""The user's editor: opened at the line with its own syntax; a file name is never taken for an option."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_tui.ui.editor import command


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, ["vi", "+7", "FILE"]),
        ({"EDITOR": "nano"}, ["nano", "+7", "FILE"]),
        ({"EDITOR": "nano", "VISUAL": "emacs -nw"}, ["emacs", "-nw", "+7", "FILE"]),
        ({"EDITOR": ""}, ["vi", "+7", "FILE"]),
        ({"EDITOR": "code"}, ["code", "--wait", "--goto", "FILE:7"]),
        ({"EDITOR": "code --wait"}, ["code", "--wait", "--goto", "FILE:7"]),
        ({"EDITOR": "/usr/bin/code -w"}, ["/usr/bin/code", "-w", "--goto", "FILE:7"]),
        ({"EDITOR": "hx"}, ["hx", "FILE:7"]),
        ({"EDITOR": "'/opt/my editor/ed' -x"}, ["/opt/my editor/ed", "-x", "+7", "FILE"]),
    ],
)
def test_commands(environment: dict[str, str], wanted: list[str]) -> None:
    file = str(Path("a b.toml").resolve())
    assert command("a b.toml", 7, environment) == [part.replace("FILE", file) for part in wanted]


def test_no_file_name_is_an_option() -> None:
    assert not any(part.startswith("-") for part in command("-rf", 1, {"EDITOR": "ed"})[2:])
    assert command("--help", 0, {})[1:] == ["+1", str(Path("--help").resolve())]


def test_a_missing_quote() -> None:
    with pytest.raises(ValueError, match="quot"):
        command("x", 1, {"EDITOR": "'vi"})


def test_a_blank_editor_is_an_error() -> None:
    with pytest.raises(IndexError):
        command("x", 1, {"EDITOR": " "})
