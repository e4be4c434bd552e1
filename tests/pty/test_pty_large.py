"""A file large enough to be parsed by other processes, which are forked only before any thread starts."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from terminal import UNTOUCHED, Terminal, needs_tmux

pytestmark = [pytest.mark.pty, needs_tmux]

COUNT = 15_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a file of over four megabytes, more than is loaded before the first screen."""
    path = tmp_path_factory.mktemp("large") / "large.toml"
    filler = "and what else there is to say of it, " * 6
    path.write_text(
        "\n".join(
            f'[[events]]\nid = "e-{n}"\ndate = {1900 + n // 365}-{n % 12 + 1:02}-{n % 28 + 1:02}\ntitle = "Event {n}"\n'
            f'summary = "{"drones " if n % 3 else ""}{filler}"\nactors = ["Anna {n % 50}"]\n'
            for n in range(COUNT)
        ),
        encoding="utf-8",
    )
    assert path.stat().st_size > 4_000_000
    return path


def test_a_filter_on_the_command_line_applies_to_a_large_file(tmp_path: Path, large: Path) -> None:
    with Terminal(tmp_path, "120x40") as terminal:
        terminal.run(f"timeline {large} -q drones")
        terminal.wait_for("10,000 of 15,000")
        terminal.press("q")
        assert terminal.finished() == 0
        assert terminal.modes() == UNTOUCHED


@pytest.mark.parametrize("keys", ["/drones", "f", "fjj\r", "/anna\r"])
def test_keys_work_while_a_large_file_loads(tmp_path: Path, large: Path, keys: str) -> None:
    """Search text is read, also by the main thread, while another thread still builds it."""
    with Terminal(tmp_path, "120x40") as terminal:
        terminal.run(f"timeline {large}")
        terminal.wait_for("events")
        terminal.type(keys)
        terminal.wait_for("10,000 of 15,000" if "drones" in keys else "15,000")
        terminal.press("Escape")
        terminal.press("Escape")
        terminal.press("q")
        assert terminal.finished() == 0
        assert terminal.modes() == UNTOUCHED


def test_sigterm_while_search_text_is_built_restores_the_terminal(tmp_path: Path, large: Path) -> None:
    with Terminal(tmp_path, "120x40") as terminal:
        terminal.run(f"timeline {large}")
        terminal.wait_for("15,000 events")
        subprocess.run(["pkill", "-TERM", "-f", f"timeline.*{large}"], check=True)
        assert terminal.finished() == 143
        assert terminal.modes() == UNTOUCHED
