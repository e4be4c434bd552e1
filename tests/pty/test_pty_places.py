"""Opening the browser: sizes, kinds of terminal, no terminal, pipes, unusual files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from terminal import UNTOUCHED, Terminal, needs_tmux

pytestmark = [pytest.mark.pty, needs_tmux]

SGR = re.compile(r"\x1b\[([0-9;:]*)m")
COLOUR = re.compile(r"[34]8[;:](?:5|2[;:]\d+[;:]\d+)[;:]\d+|(?<!\d)(?:[34][0-7]|9[0-7]|10[0-7])(?!\d)")
TWO = '[[events]]\ndate = 2024-08-07\ntitle = "One"\n\n[[events]]\ndate = 2024-08-08\ntitle = "Two"\n'


def colours(styled: str) -> set[str]:
    """Return the SGR parameters in a styled screen that set a colour."""
    return {found for parameters in SGR.findall(styled) for found in COLOUR.findall(parameters)}


@pytest.mark.parametrize("size", ["40x10", "80x24", "120x40", "250x60"])
def test_sizes(tmp_path: Path, size: str) -> None:
    width, height = map(int, size.split("x"))
    with Terminal(tmp_path, size) as terminal:
        terminal.run("timeline")
        terminal.wait_for("14 events")
        terminal.press("j")
        terminal.press("Enter")
        terminal.wait_for("Bloggers report Ukrainian gains")
        terminal.wait_for("about August 2024")
        seen = terminal.lines()
        assert len(seen) == height + 1  # plus what follows the last line break
        assert all(len(line) <= width for line in seen)
        terminal.press("q")
        assert terminal.finished() == 0


def test_resizing_the_window(tmp_path: Path) -> None:
    with Terminal(tmp_path, "120x40") as terminal:
        terminal.run("timeline")
        terminal.wait_for("14 events")
        terminal.press("j")
        for width, height in [(40, 10), (250, 60), (80, 24), (20, 5), (100, 30)]:
            terminal.resize(width, height)
            terminal.wait_for(lambda seen: "Blo" in seen)
        terminal.wait_for("14 events")
        terminal.press("j")
        terminal.wait_for("For the most part, officials in Ukraine")
        terminal.press("q")
        assert terminal.finished() == 0


@pytest.mark.parametrize("term", ["xterm-256color", "screen-256color", "screen", "linux", "xterm", "vt100"])
def test_kinds_of_terminal(tmp_path: Path, term: str) -> None:
    """Only the sixteen ANSI colours of the user's terminal theme are used."""
    with Terminal(tmp_path) as terminal:
        terminal.run(f"TERM={term} timeline")
        terminal.wait_for("14 events")
        terminal.wait_for("The article takes it as given")
        for one in colours(terminal.screen(styled=True)):
            assert one.isdigit(), one
        terminal.press("q")
        assert terminal.finished() == 0


def test_no_color(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.run("NO_COLOR=1 timeline -q drones")
        terminal.wait_for("2 of 14")
        assert colours(terminal.screen(styled=True)) == set()
        terminal.press("f")
        terminal.wait_for("facets of")
        assert colours(terminal.screen(styled=True)) == set()
        terminal.press("q", "q")
        assert terminal.finished() == 0


def test_no_utf_8(tmp_path: Path) -> None:
    with Terminal(tmp_path, "120x40") as terminal:
        terminal.run("LANG=C timeline -q zelensk")
        terminal.wait_for(" of 14")
        for keys, sign in [("f", "find a value"), ("?", "In the list"), ("y", "citation"), (":", "Search")]:
            terminal.press(keys)
            terminal.wait_for(sign)
            strange = sorted({char for char in terminal.screen() if not char.isascii()})
            assert strange == [], (keys, strange)
            terminal.press("Escape")
            terminal.wait_gone(sign)
        terminal.press("q")
        assert terminal.finished() == 0


@pytest.mark.parametrize("term", ["dumb", "''"])
def test_an_incapable_terminal_gets_the_list(tmp_path: Path, term: str) -> None:
    with Terminal(tmp_path, "120x40") as terminal:
        terminal.run(f"clear; TERM={term} timeline")
        seen = terminal.wait_for("this is what `timeline list` prints")
        assert terminal.finished() == 0
        assert "Zelenskiy: 'Just peace through just force'" in terminal.screen()
        assert terminal.modes() == UNTOUCHED
        assert "TERM" in seen


def test_piped_out(tmp_path: Path) -> None:
    with Terminal(tmp_path, "120x40") as terminal:
        terminal.run("clear; timeline | cat")
        assert terminal.finished() == 0
        seen = terminal.wait_for("zelenskiy-just-force")
        assert "Zelenskiy: 'Just peace through just force'" in seen
        terminal.run("clear; timeline | head -n 1; timeline | true; echo and no complaint")
        seen = terminal.wait_for(lambda text: "\nand no complaint" in text)
        assert "Traceback" not in seen
        assert "Broken" not in seen


def test_piped_in(tmp_path: Path) -> None:
    (tmp_path / "two.toml").write_text(TWO)
    with Terminal(tmp_path) as terminal:
        before = terminal.line_settings()
        terminal.run("cat two.toml | timeline -")
        terminal.wait_for("2 events")
        terminal.press("j")
        terminal.wait_for("Thu 8 August 2024")
        terminal.type("/one")
        terminal.wait_for("1 of 2")
        terminal.press("Escape")
        terminal.wait_for("2 events")
        terminal.press("e")
        terminal.wait_for("standard input")
        terminal.press("q")
        assert terminal.finished() == 0
        assert terminal.line_settings() == before


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").write_text("")
    with Terminal(tmp_path) as terminal:
        terminal.run("timeline empty.toml")
        terminal.wait_for("No events yet")
        terminal.press("j", "k", "G", "Enter", "y", "n", "q")
        assert terminal.finished() == 0


def test_a_file_without_a_valid_event(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text('[[events]]\ndate = 2024-13-45\ntitle = "unended\n')
    with Terminal(tmp_path) as terminal:
        terminal.run("timeline broken.toml")
        terminal.wait_for("broken.toml:")
        terminal.press("j", "G", "q")
        assert terminal.finished() == 0
        terminal.run("clear; timeline check broken.toml")
        assert terminal.finished() == 1
        assert "broken.toml:2:" in terminal.screen()


def test_a_folder_without_toml_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    with Terminal(tmp_path) as terminal:
        terminal.run("timeline notes")
        assert terminal.finished() == 2
        assert "no *.toml file in this folder" in terminal.screen()


def test_no_such_file(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.run("timeline nowhere.toml")
        assert terminal.finished() == 2
        assert "nowhere.toml: no such file or folder" in terminal.screen()
