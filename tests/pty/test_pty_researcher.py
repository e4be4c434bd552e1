"""What was known about the drones shot down, and when: a session with real keys and the bundled chronology."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import Terminal, needs_tmux

pytestmark = [pytest.mark.pty, needs_tmux]

DENIED = """
[[events]]
id = "downed"
date = 2024-08-08
title = "Drones downed"

[[events.quotes]]
text = "All is quiet."
date = 2024-08-10

[[events.claims]]
by = "Ministry"
text = "Six drones downed"
date = 2024-08-08
status = "denied"
assessments = [{ by = "Kyiv", stance = "denies", date = 2024-08-09 }]
"""


def test_what_was_known_of_the_drones_on_7_and_on_9_august(tmp_path: Path) -> None:
    with Terminal(tmp_path, "120x40") as terminal:
        terminal.run("timeline")
        terminal.wait_for("14 events")
        terminal.type("/claim:drones\r")
        terminal.wait_for("1 of 14")

        # As of 7 August: nothing. No source had reported them, and the claims are from the next day.
        terminal.press("@")
        terminal.wait_for("Enter: all")
        terminal.type("7 aug\r")
        seen = terminal.wait_for_all("as known on 7 August 2024", "0 of 14", "No event matches the filter")
        assert "known:2024-08-07 claim:drones" in seen
        assert "13 events became known later" in seen

        # As of 9 August: the ministry's claim, without a recorded denial.
        terminal.press("@")
        terminal.wait_for("Enter: all")
        terminal.type("9 aug\r")
        seen = terminal.wait_for_all(
            "as known on 9 August 2024", "1 of 14", "Six drones downed over Kursk region"
        )
        assert "Russian Defence Ministry" in seen
        terminal.press("Tab", "G")
        shown = terminal.wait_for("air-defence-claims")
        assert "no assessments recorded" in seen + shown
        assert "became known later" not in shown
        terminal.press("Escape")

        # Stepping back keeps the day and shows all that was known then. "@" with Enter shows everything again.
        terminal.press("\\")
        terminal.wait_for_all("as known on 9 August 2024", "14 events")
        terminal.press("@")
        terminal.type("7 aug\r")
        terminal.wait_for_all("as known on 7 August 2024", "1 of 14", "2 quotes, 1 source; @")
        terminal.press("@", "Enter")
        terminal.wait_for(lambda seen: "14 events" in seen and "as known on" not in seen)

        # What became known between the two days.
        terminal.press("@")
        terminal.type("7 aug..9 aug\r")
        terminal.wait_for_all(
            "as known on 9 August 2024, changed since 7 August 2024", "+ became known later"
        )
        terminal.type("/speaker:zelensk\r")
        terminal.wait_for("2 of 14")
        terminal.wait_for("known:2024-08-07..2024-08-09 speaker:zelensk")
        terminal.press("q")
        assert terminal.finished() == 0


def test_everything_that_may_have_happened_before_the_state_of_emergency(tmp_path: Path) -> None:
    with Terminal(tmp_path, "120x40") as terminal:
        terminal.run("timeline")
        terminal.wait_for("14 events")
        terminal.type("/state of emergency\r")
        terminal.wait_for_all("1 of 14", "7 August 2024")
        terminal.type("/")
        terminal.press("C-u")
        terminal.type("before:2024-08-07\r")
        seen = terminal.wait_for("3 of 14 (0 certainly)")
        for may in (
            "Ukrainian incursions into Kursk",
            "Bloggers report Ukrainian",
            "Ukrainian officials say li",
        ):
            assert may in seen
        assert "Kursk's acting governor" not in seen
        terminal.type("/")
        terminal.press("C-u")
        terminal.type("before!:2024-08-07\r")
        terminal.wait_for_all("0 of 14", "No event matches the filter")
        terminal.press("q")
        assert terminal.finished() == 0


def test_who_denied_it_and_when(tmp_path: Path) -> None:
    (tmp_path / "denied.toml").write_text(DENIED, encoding="utf-8")
    with Terminal(tmp_path, "100x30") as terminal:
        terminal.run("timeline denied.toml")
        terminal.wait_for_all("status: denied", "All is quiet.")
        terminal.type("@2024-08-08\r")
        seen = terminal.wait_for("as known on 8 August 2024")
        assert "denied" not in seen.partition("Claims")[2].partition("denied.toml")[0]
        assert "2 parts became known later: 1 quote," in seen
        terminal.type("@8 aug 2024..9 aug 2024\r")
        terminal.wait_for_all(
            "claimed → denied (9 August 2024, by Kyiv)", "+ became known later", "1 quote; @"
        )
        terminal.press("@")
        terminal.type("the day before\r")
        terminal.wait_for("not understood")
        terminal.press("Escape", "q")
        assert terminal.finished() == 0
