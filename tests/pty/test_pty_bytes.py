"""The bytes written to the terminal: text from files never acts on it."""

from __future__ import annotations

import base64
import re
import subprocess
from pathlib import Path

import pytest
from rawpty import RawTerminal, foreign
from terminal import environment

pytestmark = [pytest.mark.pty]

EVIL = (
    r"\u001b]0;owned\u0007\u001b[2J\u001b[?1049l\u001bc"
    r"\u009b31m"
    r"\u0090q\u009c\u0007\b\u0000\u007f\r\n\u202Eabc\u2066\u200f"
)
MARKUP = "[@click=app.quit]x[/] [/nosuch] [link=file:///]y[/link]"


def hostile() -> str:
    """Return a chronology in which every text is an attack."""
    shown = f"{EVIL} {MARKUP}"
    return f"""
[timeline]
title = "{shown}"
summary = "{shown}"

[[actors]]
id = "a{EVIL}"
name = "Actor {shown}"
aliases = ["{shown}"]
title = "{shown}"

[[locations]]
id = "l"
name = "Place {shown}"

[[sources]]
id = "s"
title = "Source {shown}"
url = "https://example.org/{EVIL}"
archived_url = "javascript:{EVIL}"
author = "{shown}"

[[events]]
id = "first {EVIL}"
date = 2024-08-07
date_text = "{shown}"
title = "First {shown}"
summary = "{shown}"
tags = ["tag {shown}"]
actors = ["a{EVIL}", "nobody {shown}"]
locations = ["l", "nowhere {shown}"]
sources = [{{ source = "s", locator = "{shown}" }}, "https://example.org/{EVIL}"]
links = [{{ to = "second", kind = "{shown}" }}]
"unknown {EVIL}" = "{shown}"
importance = "{shown}"

[[events.quotes]]
speaker = "a{EVIL}"
text = "{shown}"
original_text = "{shown}"
source = "s"

[[events.claims]]
by = "nobody {shown}"
text = "{shown}"
about = ["{shown}"]
quantity = {{ best = 1, unit = "{shown}" }}
assessments = [{{ by = "{shown}", stance = "denies", note = "{shown}" }}]

[[events]]
id = "second"
date = "{EVIL}"
title = "Second"

[[events]]
id = "third"
date = 2024-08-09
title = "Third"
sources = [{{ source = "t" }}]

[[sources]]
id = "t"
title = "Harmless"
url = "https://example.org/a?b=c&d=ü"
"""


def test_hostile_text_cannot_control_the_terminal(tmp_path: Path) -> None:
    """In all views, also with hostile file names."""
    folder = tmp_path / "evil \x1b]0;owned\x07\u202e"
    folder.mkdir()
    (folder / "x\x1b[31m.toml").write_text(hostile())
    with RawTerminal(["timeline", str(folder)], tmp_path, size=(120, 40)) as terminal:
        terminal.wait_for("First")
        for keys in [
            *(
                "j",
                "G",
                "g",
                "\t",
                "j",
                "j",
                "j",
                "j",
                "G",
                "\r",
                "\x1b",
            ),  # the detail, and activating its targets
            *("\\", "f", "j", "j", "\r", "G", "\x1b", "\\"),
            *("!", "j", "G", "q", "?", "G", "q", "m", ","),
            *("\\", "/\x1b[200~\u202e\x07\x1b]0;x\x07\x1b[201~", "\r", "\\", "/actor:a", "\t", "\r", "\\"),
            *("t\x1b[200~\u202e\x07\x1b[201~", "\r", "\x03"),
            *("g", "y", "j", "j", "q", ":", "x", "\x1b", "e", "r"),
        ]:
            terminal.send(keys)
            terminal.quiet(0.02)
        terminal.send("q")
        assert terminal.ended() == 0
    found = foreign(terminal.output)
    assert found == []
    assert b"owned" in terminal.output  # shown as text
    assert b"\x1b]0;" not in terminal.output
    assert b"javascript" not in b"".join(re.findall(rb"\x1b\]8;[^\x1b\x07]*", terminal.output))


@pytest.mark.parametrize(
    "command", ["list", "show third", "show second", "check", "stats", "list --format csv"]
)
def test_hostile_text_in_command_output_cannot_control_the_terminal(tmp_path: Path, command: str) -> None:
    (tmp_path / "evil.toml").write_text(hostile())
    name, *words = command.split()
    with RawTerminal(["timeline", name, "evil.toml", *words], tmp_path, size=(120, 40)) as terminal:
        terminal.ended()
    assert terminal.output
    assert foreign(terminal.output) == []


def test_error_messages_cannot_control_the_terminal(tmp_path: Path) -> None:
    for words in (
        ["\x1b]0;x\x07.toml"],
        ["list", "-q", "actr:\x1b]0;x\x07"],
        ["--at", "\x1b[2J\u202e"],
        ["--\x1b[2J"],
    ):
        with RawTerminal(["timeline", *words], tmp_path) as terminal:
            assert terminal.ended() == 2
        assert terminal.output
        assert foreign(terminal.output) == [], words


def test_copying_is_osc_52(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(
        '[[events]]\nid = "it"\ndate = 2024-08-07\ntitle = "Zoë \\"said\\" so"\nsources = ["https://example.org/x"]\n'
    )
    with RawTerminal(["timeline", "one.toml"], tmp_path) as terminal:
        terminal.wait_for("1 event")
        terminal.send("yl")
        terminal.wait_for("link: sent")
        terminal.send("yy")
        terminal.wait_for("citation: sent")
        terminal.send("q")
        assert terminal.ended() == 0
    copied = [
        base64.b64decode(found).decode()
        for found in re.findall(rb"\x1b\]52;c;([^\x07\x1b]*)", terminal.output)
    ]
    assert copied[0] == "https://example.org/x"
    assert copied[1].startswith('Zoë "said" so ')
    assert foreign(terminal.output, copied=True) == []


def test_the_list_for_other_programs_is_plain(tmp_path: Path) -> None:
    (tmp_path / "evil.toml").write_text(hostile())
    found = environment(tmp_path)
    done = subprocess.run(
        ["/usr/bin/env", "timeline", "evil.toml"],
        capture_output=True, cwd=tmp_path, env=found, stdin=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    assert b"\x1b" not in done.stdout
    assert foreign(done.stdout.replace(b"\t", b" ")) == []
