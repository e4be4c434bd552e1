"""Ten thousand hostile strings, in all text fields of a file, reach the terminal only as text.

By default, all are shown in the list, the facets, the problems and the commands, and some events in the detail.
`TIMELINE_HOSTILE=1000 pytest tests/pty/test_pty_hostile.py` shows the details of all.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from rawpty import RawTerminal, foreign

pytestmark = [pytest.mark.pty]

EVENTS = 1000
LOOKED_AT = int(os.environ.get("TIMELINE_HOSTILE", "25"))
PIECES = (
    *(rf"\u{code:04x}" for code in (*range(1, 32), *range(0x7F, 0xA0))),
    *(rf"\u{code:04x}" for code in (0x202A, 0x202B, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F)),
    *(rf"\u{code:04x}" for code in (0x61C, 0x200B, 0x2028, 0x2029, 0x2060, 0xFEFF, 0xFFF9, 0xFFFB, 0xAD, 0x180E)),
    r"\u001b]0;owned\u0007", r"\u001b[2J", r"\u001b[?1049l", r"\u001bc", r"\u001b[6n", r"\u001b]52;p;eA==\u0007",
    r"\u001b]8;;file:///etc/passwd\u001b\\", r"\u009b31m", r"\u0090q\u009c", r"\u001bP+q544e\u001b\\", r"\u001b(0",
    r"\u001b[200~", r"\u001b[>4;2m", r"\u001b_Gf=100;AAAA\u001b\\", r"\r\n", r"\t", r"\b\b\b", r"\U000e0041",
    "[@click=app.quit]x[/]", "[/nosuch]", "[link=file:///]y[/]", "[bold red]", "$var", "{x}", "%s", r"\\", r"\"",
    "漢字", "👩‍👩‍👧", "é́́́́́́́́́́́", "ﷺ", "العربية", "🇺🇦", "a", " ", "word",
)  # fmt: skip


def chronology() -> str:
    """Return a chronology in which all texts are made of such strings, ten per event."""
    chance = random.Random(1)

    def text() -> str:
        return "".join(chance.choices(PIECES, k=chance.randrange(1, 6)))

    def address() -> str:
        return f"https://example.org/{text()}"

    def event(n: int) -> str:
        return f"""
[[events]]
id = "{n} {text()}"
date = 2024-{1 + n % 12:02}-{1 + n % 28:02}
date_text = "{text()}"
title = "{text()}"
summary = "{text()}"
tags = ["{text()}"]
actors = ["{text()}", {{ actor = "{text()}", role = "{text()}" }}]
locations = ["{text()}"]
sources = ["{address()}", {{ source = "{text()}", locator = "{text()}" }}]
links = [{{ to = "{n - 1}", kind = "{text()}" }}]
"k{text()}" = "{text()}"
quotes = [{{ speaker = "{text()}", text = "{text()}" }}]
[[events.claims]]
by = "{text()}"
text = "{text()}"
assessments = [{{ by = "{text()}", stance = "denies", note = "{text()}" }}]
"""

    return f'[timeline]\ntitle = "{text()}"\nsummary = "{text()}"\n' + "".join(map(event, range(EVENTS)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the file; return its folder."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "hostile.toml").write_text(chronology(), encoding="utf-8")
    return folder


def test_the_file_has_ten_thousand_hostile_strings(folder: Path) -> None:
    from timeline_tui.load import load

    loaded = load([str(folder / "hostile.toml")])
    assert len(loaded.chronology.events) == EVENTS
    assert chronology().count('"') // 2 - EVENTS >= 10_000  # without the strings that are not attacks
    assert not [problem for problem in loaded.problems if problem.code.startswith("toml")]


@pytest.mark.parametrize(
    "variables", [{}, {"LANG": "C", "LC_ALL": "C", "NO_COLOR": "1"}], ids=["colour", "ascii"]
)
def test_every_view_shows_hostile_strings_safely(folder: Path, variables: dict[str, str]) -> None:
    with RawTerminal(["timeline", "hostile.toml"], folder, size=(160, 50), env=variables) as terminal:
        terminal.wait_for(f"{EVENTS:,} events")
        found = []

        def press(keys: str) -> None:
            terminal.send(keys)
            terminal.quiet(0.01)
            found.extend(foreign(terminal.output, copied=True))
            terminal.output = b""

        for _ in range(EVENTS // 45 + 1):
            press("\x1b[6~")
        press("g")
        for _ in range(LOOKED_AT):
            press("j")
        for keys in (
            "\t", "G", "\r", "\x1b", "\x1b", "g", "f", "G", "g", "\t", "G", "\t", "G", "\t", "G", "\r", "\x1b", "\x1b",
            "!", *["\x1b[6~"] * 12, "\r", "\x1b", "y", "j", "j", "\r", "\x1b", ":", "copy", "\x1b", "?", "G", "\x1b",
            "/\x1b[200~\u202e\x07\x1b]0;x\x07\x1b[201~", "\r", "\x1b", "\x1b", "/tag:", "\t", "\r", "\x1b", "\x1b",
            "t\x1b[200~\u009b31m\x1b[201~", "\r", "\x1b", "m", ",", "e", "r", "\x0c",
        ):  # fmt: skip
            press(keys)
        terminal.process.terminate()
        terminal.ended()
        found += foreign(terminal.output, copied=True)
    assert found == []


@pytest.mark.parametrize(
    "command",
    [
        "list",
        "check",
        "stats",
        "axis",
        "axis --lanes tag",
        "axis --svg -",
        "list --format csv",
        "show 7",
        "show nowhere",
    ],
)
def test_every_command_prints_hostile_strings_safely(folder: Path, command: str) -> None:
    name, *words = command.split()
    with RawTerminal(["timeline", name, "hostile.toml", *words], folder, size=(160, 50)) as terminal:
        assert terminal.ended() in (0, 1)
    assert terminal.output
    assert foreign(terminal.output.replace(b"\t", b" ")) == []  # tabs separate columns
