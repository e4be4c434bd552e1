"""Columns stay aligned with any characters in titles, by tmux's character widths."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest
from terminal import Terminal, needs_tmux

pytestmark = [pytest.mark.pty, needs_tmux]

# Without characters on whose width terminals, and versions of tmux, disagree: signs that VS16 turns into emoji (one
# cell or two), and the spacing marks of Indic scripts (none or one).
# Families of three: tmux stores 21 bytes per cell, and a fourth joined person would not fit.
TITLES = [
    "Plain letters",
    "日本語の題名、とても長いので途中で切られるはずです、最後まで読めません、もっと長く",
    "한국어 제목",
    "Flags 🇺🇦 🇷🇺 🇯🇵 in a row",
    "Family 👩‍👩‍👦 and firefighter 👩‍🚒 joined",
    "Thumbs 👍🏽 with a tone",
    "é as one, Zoe\u0308 as two",
    "עברית and العربية",
    "ไทย and Việt with marks",
    "ﬃ ligature, ％ fullwidth, ｱ halfwidth",
]

MEASURE = r"""
import sys, termios, tty
before = termios.tcgetattr(0)
tty.setcbreak(0)
found = []
for line in open(sys.argv[1], encoding="utf-8"):
    sys.stdout.write("\r\x1b[K" + line.rstrip("\n") + "\x1b[6n")
    sys.stdout.flush()
    answer = ""
    while not answer.endswith("R"):
        answer += sys.stdin.read(1)
    found.append(answer[2:-1].partition(";")[2])
termios.tcsetattr(0, termios.TCSANOW, before)
open(sys.argv[2], "w").write("\n".join(found))
"""
"""Print each line of a file and query the cursor's column, counted from 1."""


def widths(terminal: Terminal, folder: Path, texts: list[str]) -> list[int]:
    """Return the number of columns that the terminal uses for each text."""
    (folder / "measure.py").write_text(MEASURE)
    (folder / "texts").write_text("\n".join(texts))
    terminal.run(f"clear; {shlex.quote(sys.executable)} measure.py texts columns")
    assert terminal.finished() == 0
    return [int(column) - 1 for column in (folder / "columns").read_text().split()]


@pytest.mark.parametrize("size", ["120x30", "90x30"])
def test_the_next_column_stays_in_place(tmp_path: Path, size: str) -> None:
    events = [f'[[events]]\ndate = 2024-08-{n + 1:02}\ntitle = "{title}"\n' for n, title in enumerate(TITLES)]
    (tmp_path / "wide.toml").write_text("\n".join(events))
    with Terminal(tmp_path, size) as terminal:
        terminal.run("timeline wide.toml")
        terminal.wait_for(f"{len(TITLES)} events")
        terminal.press("i", *["j"] * 4, *["k"] * 4, "G")  # draws each row also as the cursor's
        terminal.wait_for("Sat 10 August 2024")
        rows = [line.partition("│")[0] for line in terminal.lines()[2:28]]
        terminal.press("q")
        assert terminal.finished() == 0
        found = widths(terminal, tmp_path, rows)
    wrong = [(width, row) for width, row in zip(found, rows, strict=True) if width != found[-1]]
    assert wrong == []
