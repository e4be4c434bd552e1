"""Terminals with few characters: the Linux console's font, and encodings other than UTF-8."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rawpty import ALLOWED, RawTerminal
from terminal import PATIENCE, Terminal, needs_tmux

pytestmark = [pytest.mark.pty]

FONT = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    bytes(range(0x80, 0xFF)).decode("cp437") + "•○→←↑↓↔▲▼"
)
CYRILLIC = """
[timeline]
title = "Хроника"
[[events]]
date = 2024-08-07
title = "Событие «один» – 東京"
actors = ["Иван Иванов"]
[[events]]
date = 2024-08-08
title = "دخل الجنود القدس"
summary = "Two"
[[events]]
date = 2024-08-09
title = "ירושלים והחיילים"
summary = "Three"
"""


def text_of(output: bytes) -> str:
    """Return output without escape sequences."""
    return ALLOWED.sub("", output.decode())


def test_on_the_linux_console(tmp_path: Path) -> None:
    with RawTerminal(["timeline"], tmp_path, (100, 30), env={"TERM": "linux"}) as terminal:
        terminal.wait_for("14 events")
        for keys in (
            "G",
            "V",
            "b",
            "V",
            "f",
            "\x1b[B",
            "q",
            "?",
            "q",
            "y",
            "q",
            ":",
            "fac",
            "\x1b",
            "/kur",
            "\r",
        ):
            terminal.send(keys)
            terminal.quiet(0.1)
        terminal.send("q")
        assert terminal.ended() == 0
    found = set(text_of(terminal.output))
    assert found - FONT == set()
    assert {"─", "┌", "└", "│"} <= found


@needs_tmux
def test_the_frames_of_the_console_in_a_terminal(tmp_path: Path) -> None:
    with Terminal(tmp_path, "80x24", env={"TERM": "linux"}) as terminal:
        terminal.run("TERM=linux timeline")
        seen = terminal.wait_for("14 events")
        assert re.search("─+", seen)
        assert not re.search("[\u2800-\u28ff╭╮╰╯━]", seen)
        terminal.press("q")
        assert terminal.finished() == 0


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C"},
        {"LC_ALL": "", "LANG": "C"},
        {"LC_ALL": "xx_XX.ISO-8859-1"},
    ],
    ids=str,
)
def test_an_encoding_that_is_not_utf_8(env: dict[str, str], tmp_path: Path) -> None:
    """Names stay readable; each letter is replaced by one of the same width, so columns stay aligned."""
    (tmp_path / "mine.toml").write_text(CYRILLIC)
    with RawTerminal(["timeline", "mine.toml"], tmp_path, env=env) as terminal:
        terminal.wait_for("3 events")
        terminal.send("V")
        terminal.wait_for("Ivan Ivanov", PATIENCE)
        terminal.quiet()
        terminal.send("q")
        assert terminal.ended() == 0
    assert terminal.output.isascii()
    text = text_of(terminal.output)
    assert 'Sobytie "odin" - DoJi' in text
    assert "dkl aljnwd alqds" in text
    assert "yrvslym vhhyylym" in text
    assert "Kronika" in text
    assert "??" not in text


@pytest.mark.parametrize("env", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}], ids=str)
def test_commands_escape_what_the_charset_lacks(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(CYRILLIC)
    with RawTerminal(["timeline", "list", "mine.toml"], tmp_path, env=env) as terminal:
        assert terminal.ended() == 0
    assert b"\\u0421\\u043e" in terminal.output
    assert b"?" not in terminal.output
