"""Incremental output gives the same screen as a full repaint, including colours, according to tmux."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rawpty import RawTerminal
from shown import Emulator, Seen
from terminal import PATIENCE, Terminal, needs_tmux

pytestmark = [pytest.mark.pty]


def styled(terminal: Terminal, size: tuple[int, int]) -> list[list[Seen]]:
    """Return tmux's screen as emulated cells, because tmux may write one style with different sequences."""
    width, height = size
    emulator = Emulator(width, height)
    for y, line in enumerate(terminal.screen(styled=True).split("\n")[:height]):
        emulator.feed(f"\x1b[{y + 1}H" + re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", line))
    return emulator.cells


def settled(terminal: Terminal) -> str:
    """Wait until the screen is stable; return it with its styles."""
    last: list[str] = []

    def still(_: str) -> bool:
        last.append(terminal.screen(styled=True))
        return len(last) > 4 and len(set(last[-4:])) == 1

    terminal.wait_for(still)
    return last[-1]


def assert_same_repainted(terminal: Terminal, size: tuple[int, int], *, styles: bool = True) -> None:
    """Assert that a full repaint, over a screen that was corrupted, changes nothing."""

    def shown() -> object:
        settled(terminal)
        return styled(terminal, size) if styles else terminal.screen()

    before = shown()
    tty = terminal.tmux("display", "-p", "#{pane_tty}").strip()
    with open(tty, "w", encoding="utf-8") as line:  # noqa: PTH123 - as another program would
        line.write("\x1b[H\x1b[31mSPOILED\x1b[m")
    terminal.wait_for("SPOILED")
    terminal.press("C-l")
    terminal.wait_gone("SPOILED")
    assert shown() == before


@needs_tmux
@pytest.mark.parametrize(
    "size", [(120, 40), pytest.param((70, 36), marks=pytest.mark.long)], ids=["wide", "narrow"]
)
def test_a_walk_with_repaints(tmp_path: Path, size: tuple[int, int]) -> None:
    with Terminal(tmp_path, f"{size[0]}x{size[1]}") as terminal:

        def go(keys: list[str], expected: str) -> None:
            terminal.press(*keys)
            terminal.wait_for(expected)
            assert_same_repainted(terminal, size)

        terminal.run("timeline")
        terminal.wait_for("14 events")
        go(["j"], "Reports by Russian pro-war bloggers")
        go(["j", "j", "k"], "For the most part, officials")
        go(["Space"], "detail")
        go(["G"], "The article ends on open questions")
        go(["g"], "The article takes it as given")
        terminal.press("Tab", "j", "j")
        go(["Space"], "↑")
        go(["g", "BTab"], "The article takes it as given")
        terminal.type("/claim")
        go(["Enter"], " of 14")
        go(["\\"], "14 events")
        go(["z"], "14 events")
        go(["z"], "detail")
        go(["f"], "facets of 14")
        go(["j", "j"], "facets of 14")
        terminal.press("Escape")
        terminal.wait_gone("facets of 14")
        assert_same_repainted(terminal, size)
        go(["?"], "Esc close")
        go(["G"], "Esc close")
        terminal.press("Escape")
        terminal.wait_gone("Esc close")
        terminal.press(":")
        terminal.wait_for("Ctrl-z")
        terminal.press("Escape")
        terminal.wait_gone("Ctrl-z")
        assert_same_repainted(terminal, size)
        terminal.press("C-z")
        terminal.wait_for("Stopped")
        terminal.type("fg\r")
        terminal.wait_for("14 events")
        terminal.wait_gone("Stopped")
        assert_same_repainted(terminal, size)
        terminal.resize(size[0] - 17, size[1] - 9)
        terminal.wait_for(lambda seen: len(seen.rstrip("\n").split("\n")) == size[1] - 9)
        terminal.press("j")
        terminal.wait_for("Reports by Russian pro-war bloggers")
        assert_same_repainted(terminal, (size[0] - 17, size[1] - 9))
        terminal.press("q")
        terminal.wait_gone("14 events")


PICTURES = [
    "Flags 🇺🇦 🇷🇺",
    "Family 👩‍👩‍👦 x",
    "Thumbs 👍🏽 x",
    "Sun ☀️ x",
    "日本語の題名",
    "Keycap 1️⃣ x",
    "क्षि x",
    "🙂🙃 ✅",
]


@needs_tmux
def test_clusters_of_doubtful_width(tmp_path: Path) -> None:
    events = [
        f'[[events]]\ndate = 2024-08-{n + 1:02}\ntitle = "{title}"\n' for n, title in enumerate(PICTURES)
    ]
    (tmp_path / "pictures.toml").write_text("\n".join(events))
    with Terminal(tmp_path, "90x24") as terminal:
        terminal.run("timeline pictures.toml")
        terminal.wait_for(f"{len(PICTURES)} events")
        for n in range(2, len(PICTURES)):
            terminal.press("j")
            terminal.wait_for(f"{n} August 2024")
            assert_same_repainted(terminal, (90, 24), styles=False)
        terminal.press("q")
        assert terminal.finished() == 0


def test_sigterm_ends_the_program_when_its_output_is_not_read(tmp_path: Path) -> None:
    with RawTerminal(["timeline"], tmp_path, size=(200, 60)) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet()
        for _ in range(30):
            terminal.send("f\x1b[B\x1b[B\x0c\x0c\x0cq")  # their output is not read
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGTERM


def test_idle_is_silent(tmp_path: Path) -> None:
    with RawTerminal(["timeline"], tmp_path) as terminal:
        terminal.wait_for("14 events")
        terminal.quiet(0.5)
        sent = len(terminal.output)
        terminal.listen(1.0)
        assert len(terminal.output) == sent


@pytest.mark.parametrize(
    ("term", "bce", "columns", "regions"),
    [
        ("xterm-256color", True, True, True),
        ("vt220", False, False, True),
        ("no-such-terminal", False, False, False),
    ],
)
def test_capabilities_come_from_terminfo(term: str, bce: bool, columns: bool, regions: bool) -> None:
    script = f"from timeline_tui.ui.terminal.capabilities import detect; print(*detect({term!r}, 2))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    found = done.stdout.split()
    assert (found[0], found[1], found[3]) == (str(bce), str(columns), str(regions))


@needs_tmux
def test_terminal_replies_do_not_reach_the_shell(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        for _ in range(3):
            terminal.run("timeline")
            terminal.wait_for("14 events")
            terminal.type("jjjjkkkkjjjjGgGgq")  # frames are in transit when it ends
            assert terminal.finished() == 0
        terminal.run("echo the last")
        shown = terminal.wait_for("the last")
        assert not re.search(r"\d;\d+R|\^\[", shown)
