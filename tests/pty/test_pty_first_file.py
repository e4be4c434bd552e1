"""Follow the steps of README.md and docs/first-file.md: write a file, open it, break it, fix it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from terminal import ROOT, Terminal, needs_tmux

pytestmark = [pytest.mark.pty, needs_tmux]

PAGES = ["README.md", "docs/first-file.md"]
BREAKS = [
    ('date = "0079-08-24?"', 'date = "79-08-24?"'),
    ('locations = ["Vesuvius", "Pompeii"', 'location = ["Vesuvius", "Pompeii"'),
]


def examples(page: str) -> list[str]:
    """Return the chronologies on a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [block for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if "[[events]]" in block]


def shown(page: str) -> list[str]:
    """Return the output of `timeline check` as printed on a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(r"^vesuvius\.toml:\d+:.*$", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_the_tutorial_file_can_be_browsed_and_checked(tmp_path: Path, page: str) -> None:
    smallest, grown = examples(page)
    file = tmp_path / "vesuvius.toml"
    with Terminal(tmp_path, "200x40") as terminal:
        file.write_text(smallest)
        terminal.run("timeline vesuvius.toml")
        terminal.wait_for_all("1 event", "Vesuvius erupts", "AD 79")
        file.write_text(grown)
        terminal.press("r")
        terminal.wait_for_all("3 events", "An earthquake ruins much of Pompeii")
        terminal.press("q")
        assert terminal.finished() == 0
        terminal.run("timeline check vesuvius.toml")
        assert terminal.finished() == 0


@pytest.mark.parametrize("page", PAGES)
def test_check_reports_the_errors_that_the_tutorial_shows(tmp_path: Path, page: str) -> None:
    _, grown = examples(page)
    broken = grown
    for right, wrong in BREAKS:
        assert right in broken
        broken = broken.replace(right, wrong)
    (tmp_path / "vesuvius.toml").write_text(broken)
    with Terminal(tmp_path, "200x40") as terminal:
        terminal.run("clear; timeline check vesuvius.toml")
        assert terminal.finished() == 1
        seen = terminal.screen()
        assert shown(page), f"{page} does not show what check says"
        for line in shown(page):
            assert line in seen
        terminal.run("timeline vesuvius.toml")
        terminal.wait_for_all("3 events", "2 problems", "Vesuvius erupts")
        terminal.press("!")
        terminal.wait_for("write 0079-08-24?")
        terminal.press("q", "q")
        assert terminal.finished() == 0
