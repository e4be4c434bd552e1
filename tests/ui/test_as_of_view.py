"""`@`: the chronology as of a day, and the changes between two days."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from seen import browse, chosen, ids, lines, pane, seen, session_of, until

from timeline_tui.ui.controllers import filter
from timeline_tui.ui.screens.facets import Facets

DENIED = """
[[sources]]
id = "late"
title = "A late report"
published = 2024-08-10

[[events]]
id = "downed"
date = 2024-08-08
title = "Drones downed"
actors = ["Ministry"]
links = ["told"]

[[events.quotes]]
text = "All is quiet."
source = "late"

[[events.claims]]
by = "Ministry"
text = "Six drones downed"
date = "2024-08"
status = "denied"
assessments = [{ by = "Kyiv", stance = "denies", date = 2024-08-09 }]

[[events.claims]]
by = "Ministry"
text = "It was night"
status = "confirmed"

[[events]]
id = "told"
date = 2024-08-08
title = "Told later"
sources = ["late"]

[[events]]
id = "old"
date = 2024-08-09
title = "Nobody has dated this"
"""


@pytest.fixture
def denied(write: Callable[..., str]) -> str:
    return write(DENIED, "denied.toml")


async def test_a_day_hides_what_came_later(denied: str) -> None:
    async with browse(denied, size=(160, 40)) as pilot:
        assert "denies it" in pane(pilot, "#detail")
        await pilot.press("at", *"8 aug", "enter")
        assert lines(pilot)[0].endswith("as known on 8 August 2024   1 of 3   8 Aug 2024")
        assert lines(pilot)[-1].startswith(" / known:2024-08-08")
        shown = pane(pilot, "#detail")
        assert "denied" not in shown.partition("denied.toml")[0]
        assert "All is quiet" not in shown
        assert "Told later" not in shown  # the link's event was not known yet
        assert "3 parts became known later: 1 quote, 1 assessment, 1 source; @ shows all" in shown
        assert "may have become known later" in shown  # August may end after the day
        assert "confirmed: as in the file; no date says since when" in shown
        assert "no dated source" not in shown  # the quote has one


async def test_an_event_without_a_dated_source_is_shown_with_a_note(denied: str) -> None:
    async with browse(denied) as pilot:
        await pilot.press("at", *"9 aug", "enter", "G")
        assert chosen(pilot) == "old"
        assert "no dated source" in pane(pilot, "#detail")


async def test_the_day_stays_while_other_terms_come_and_go(denied: str) -> None:
    async with browse(denied, size=(160, 40)) as pilot:
        await pilot.press("slash", *"drones", "enter", "at", *"2024-08-08", "enter")
        assert lines(pilot)[-1].startswith(" / known:2024-08-08 drones")
        await pilot.press("backslash", "slash", *"quiet", "enter")
        assert lines(pilot)[-1].startswith(" / known:2024-08-08 quiet")
        assert ids(pilot) == []
        assert "as known on 8 August 2024: 2 events became known later" in seen(pilot)
        await pilot.press("escape")
        assert ids(pilot) == ["downed"]
        await pilot.press("escape")
        assert len(ids(pilot)) == 3
        assert "as known" not in lines(pilot)[0]
        await pilot.press("ctrl+f")
        assert ids(pilot) == ["downed"]
        await pilot.press("at", "enter")
        assert len(ids(pilot)) == 3


async def test_what_changed_between_two_days(denied: str) -> None:
    async with browse(denied) as pilot:
        await pilot.press("at", *"8 aug..9 aug", "enter")
        assert "as known on 9 August 2024, changed since 8 August 2024" in lines(pilot)[0]
        assert ids(pilot) == ["downed", "old"]
        assert "claimed → denied (9 August 2024, by Kyiv)" in pane(pilot, "#detail")
        assert pane(pilot, "#detail").count("+ became known later") == 1
        await pilot.press("j")
        assert pane(pilot, "#detail").count("+ became known later") == 1
        await pilot.press("at", *"9 aug..10 aug", "enter")
        assert ids(pilot) == ["downed", "told"]


async def test_the_detail_follows_a_change_of_days(denied: str) -> None:
    async with browse(denied) as pilot:
        await pilot.press("at", *"8 aug..10 aug", "enter")
        assert "claimed → denied" in pane(pilot, "#detail")
        await pilot.press("at", *"9 aug..10 aug", "enter")
        assert "claimed → denied" not in pane(pilot, "#detail")
        await pilot.press("at", *"10 aug", "enter")
        assert "became known later" not in pane(pilot, "#detail")


@pytest.mark.parametrize("typed", ["soon", "2024-08-09..2024-08-08", "2024..", "2024/.."])
async def test_a_mistake_changes_nothing(denied: str, typed: str) -> None:
    async with browse(denied, size=(120, 30)) as pilot:
        await pilot.press("at", *typed, "enter")
        assert len(ids(pilot)) == 3
        assert session_of(pilot).content.prompt.typing
        assert session_of(pilot).content.prompt.message
        await pilot.press("escape")
        assert not session_of(pilot).content.prompt.typing
        assert lines(pilot)[-1].startswith(" /")


async def test_facets_count_what_was_known(denied: str) -> None:
    async with browse(denied) as pilot:
        await pilot.press("at", *"8 aug", "enter", "f")
        assert isinstance(pilot.app.screen, Facets)
        assert "facets of 1 event" in seen(pilot)
        assert "Kyiv" not in seen(pilot)
        assert "A late report" not in seen(pilot)
        await pilot.press("slash", *"ministry", "enter", "space", "escape")
        assert lines(pilot)[-1].startswith(" / known:2024-08-08 participant:=Ministry")
        assert ids(pilot) == ["downed"]


async def test_as_of_views_are_built_in_a_thread(denied: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filter, "MANY_READ", 0)
    async with browse(denied) as pilot:
        await pilot.press("at", *"8 aug", "enter")
        await until(pilot, lambda: ids(pilot) == ["downed"])
        await pilot.press("at", *"7 aug", "enter")
        await until(pilot, lambda: ids(pilot) == [])


async def test_it_holds_over_a_reload(denied: str) -> None:
    async with browse(denied) as pilot:
        await pilot.press("at", *"8 aug", "enter")
        Path(denied).write_text(DENIED.replace("2024-08-10", "2024-08-08"), encoding="utf-8")
        await pilot.press("r")
        await until(pilot, lambda: ids(pilot) == ["downed", "told"])
        assert "as known on 8 August 2024" in lines(pilot)[0]
