"""The browser in a terminal with the bundled chronology: a first session, and a researcher's questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import UNTOUCHED, Terminal, needs_tmux

pytestmark = [pytest.mark.pty, needs_tmux]

TITLE = "Kursk incursion, August 2024"


def test_a_first_visit(tmp_path: Path) -> None:
    with Terminal(tmp_path, "120x40") as terminal:
        before = terminal.line_settings()
        terminal.run("clear; timeline")
        seen = terminal.wait_for("14 events")
        assert TITLE in seen
        assert terminal.modes().alternate

        terminal.press("j", "j", "j")
        terminal.wait_for("Aleksei Smirnov, acting governor")
        terminal.press("G")
        terminal.wait_for("The article ends on open questions")
        terminal.press("g")
        terminal.wait_for("The article takes it as given")

        terminal.type("/drones")
        terminal.wait_for("2 of 14")
        terminal.press("Escape")
        terminal.wait_for("14 events")
        terminal.type("/drones\r")
        terminal.wait_for("2 of 14")
        terminal.press("\\")
        terminal.wait_for("14 events")

        terminal.press("t")
        terminal.type("8 aug\r")
        terminal.wait_for("Russia's Defence Ministry claims drones and missiles")

        terminal.press("f")
        seen = terminal.wait_for("facets of 14 events")
        assert "Volodymyr Zelenskiy" in seen
        terminal.press("Escape")
        terminal.wait_gone("facets of 14")

        terminal.press("q")
        assert terminal.finished() == 0
        assert TITLE not in terminal.screen()
        assert terminal.modes() == UNTOUCHED
        assert terminal.line_settings() == before


def test_a_researchers_questions(tmp_path: Path) -> None:
    with Terminal(tmp_path, "120x40") as terminal:
        terminal.run("timeline")
        terminal.wait_for("14 events")

        # What did Zelenskiy say? Any spelling will do.
        terminal.type("/speaker:zelensk\r")
        terminal.wait_for_all(
            "2 of 14", "Zelenskiy: more pressure on Russia", "'Just peace through just force'"
        )
        terminal.press("G")
        terminal.wait_for(lambda screen: "Just peace through just force" in screen.partition("Quotes")[2])

        # Who claims that drones were shot down, and is a denial recorded?
        terminal.press("\\")
        terminal.type("/claim:drones\r")
        terminal.wait_for("1 of 14")
        claims = terminal.wait_for("Fourteen drones downed in Belgorod region").partition("Claims")[2]
        terminal.press("Tab", "G")
        claims += terminal.wait_for("air-defence-claims")  # the last line of the detail
        assert "Russian Defence Ministry" in claims
        assert "denies" not in claims

        # Everything in Belgorod, by typing and by choosing.
        terminal.press("\\")
        terminal.wait_for("14 events")
        terminal.type("/location:belgorod\r")
        terminal.wait_for("1 of 14")
        terminal.press("\\")
        terminal.wait_for("14 events")
        terminal.press("f")
        terminal.wait_for("facets of 14")
        terminal.type("/belgorod\r")
        terminal.wait_for(lambda screen: "Belgorod region" in screen and "Ukraine   " not in screen)
        terminal.press("Enter")
        terminal.wait_for("1 of 14")
        terminal.press("Escape")
        terminal.wait_gone("facets of")

        # What happened on 7 August?
        terminal.press("\\")
        terminal.wait_for("14 events")
        terminal.type("t7 aug\r")
        terminal.wait_for("Aleksei Smirnov, acting governor")
        terminal.type("/date!:2024-08-07\r")
        terminal.wait_for_all(
            "2 of 14", "Kursk's acting governor declares", "Zelenskiy: more pressure on Russia"
        )
        terminal.press("q")
        assert terminal.finished() == 0


def test_keys_typed_ahead_reach_the_view_that_the_previous_key_opens(tmp_path: Path) -> None:
    """Keys arrive in one burst, as on a slow line. None may be taken for a command (`e` opens the editor)."""
    with Terminal(tmp_path) as terminal:
        terminal.run("timeline")
        terminal.wait_for("14 events")
        terminal.type("/belgorod")
        terminal.wait_for("1 of 14")
        terminal.type("\r\\jjyi")
        terminal.wait_for("id: sent")
        assert terminal.clipboard() == "putin-accusation"  # two rows below the match
        terminal.type("t7 aug\rfq/zelensk\rq")
        assert terminal.finished() == 0


def test_keys_typed_before_the_first_paint_count(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.run("timeline")
        terminal.wait_for(lambda _: terminal.modes().alternate)
        terminal.type("/belgorod\r")
        terminal.wait_for("1 of 14")
