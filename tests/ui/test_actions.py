"""Actions: copying, editing, reloading, help, commands, problems."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from seen import browse, chosen, ids, line_with, lines, pane, seen, session_of, title_of, until
from textual.widgets import Input, OptionList

from timeline_tui.config import Config
from timeline_tui.ui.browser.screen import MainScreen
from timeline_tui.ui.screens.copy import CopyMenu
from timeline_tui.ui.screens.key_help import KeyHelp
from timeline_tui.ui.screens.problems import Problems
from timeline_tui.ui.widgets.line_list import LineList

Write = Callable[..., str]

MORE = '\n[[events]]\nid = "late"\ndate = 2024-06-01\ntitle = "Late news"\n'

# -- copying ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "wanted", "name"),
    [
        ("y", ("Talks open at Oslo (5 January 2024). The Gazette, Gazette Press, 6 January 2024, p. 1, "
              "https://gazette.example/talks"), "citation"),
        ("i", "talks-open", "id"),
        ("l", "https://gazette.example/talks", "link"),
        ("f", "events.toml:61", "file and line"),
    ],
)  # fmt: skip
async def test_copying(small: str, key: str, wanted: str, name: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("y")
        assert isinstance(pilot.app.screen, CopyMenu)
        assert name in seen(pilot)
        await pilot.press(key)
        assert pilot.app.clipboard == wanted
        assert f"{name}: sent to the terminal's clipboard" in lines(pilot)[-1]


async def test_copying_quotes(small: str) -> None:
    async with browse(small, query="id:berg-speaks") as pilot:
        await pilot.press("y", "t")
        assert pilot.app.clipboard == (
            "“Peace is patience, and patience is peace.” — Anna Berg, 2 February 2024\n\n"
            "Nobody has left the table. — Anna Berg, 2 February 2024 (paraphrase)"
        )


async def test_the_copy_menu_by_cursor_escape_and_a_key_without_an_entry(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("y", "j", "enter")
        assert pilot.app.clipboard == "talks-open"
        await pilot.press("j", "y", "escape")
        assert pilot.app.clipboard == "talks-open"
        await pilot.press("y", "l")  # no link, so the key has no effect
        assert isinstance(pilot.app.screen, CopyMenu)


# -- editing and reloading --------------------------------------------------------------------------------------


async def test_the_editor_needs_a_terminal(small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "false")
    async with browse(small) as pilot:
        await pilot.press("e")
        assert "this terminal cannot be handed to an editor" in lines(pilot)[-1]


async def test_standard_input_cannot_be_edited(small: str) -> None:
    async with browse("-", stdin=Path(small).read_bytes()) as pilot:
        await pilot.press("e")
        assert "this was read from standard input" in lines(pilot)[-1]


async def test_a_file_that_is_gone_cannot_be_edited(small: str) -> None:
    async with browse(small) as pilot:
        Path(small).unlink()
        await pilot.press("e")
        assert "events.toml is no longer there" in lines(pilot)[-1]


@pytest.mark.parametrize("key", ["r", "f5"])
async def test_reloading(small: str, key: str) -> None:
    async with browse(small, query="peace", at="2024-04-01") as pilot:
        await pilot.press("m")
        file = Path(small)
        file.write_text(file.read_text() + MORE.replace("news", "peace"))
        await pilot.press(key)
        await until(pilot, lambda: "reloaded: 13 events (+1)" in lines(pilot)[-1])
        assert "late" in ids(pilot)
        assert chosen(pilot) == "vote"
        assert lines(pilot)[-1].startswith(" / peace")
        assert list(session_of(pilot).session.marks) == ["vote"]
        assert "Late peace" in pane(pilot, "#list")


async def test_reloading_without_the_selected_event_keeps_the_row(small: str) -> None:
    async with browse(small, at="2024-04-01") as pilot:
        file = Path(small)
        file.write_text(
            file.read_text().replace('id = "vote"', 'id = "voting"').replace("votes for", "voted for")
        )
        await pilot.press("r")
        await until(pilot, lambda: "reloaded" in lines(pilot)[-1])
        assert chosen(pilot) == "voting"  # the event now at that row
        assert title_of(pilot) == "Parliament voted for peace"


# -- help and commands ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help(small: str, key: str) -> None:
    async with browse(small, size=(100, 80)) as pilot:
        await pilot.press(key)
        assert isinstance(pilot.app.screen, KeyHelp)
        help_text = seen(pilot)
        for words in (
            "In the list",
            "Everywhere",
            "Go to a date",
            "Facets",
            "Reload the files",
            "Half a page down",
        ):
            assert words in help_text
        assert line_with(pilot, "Next day").split("│")[1].split()[0] == "}"
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, MainScreen)


@pytest.mark.parametrize("focus", [[], ["tab"], ["V"]])
async def test_help_is_whole_on_a_small_screen(small: str, focus: list[str]) -> None:
    """No word is cut, and "more below" is shown only if there is more."""
    async with browse(small, size=(80, 24)) as pilot:
        await pilot.press(*focus, "question_mark")
        rows = pilot.app.screen.query_one(LineList)
        assert rows.size.width == 74
        found = ["".join([part.text for part in rows.draw_row(row, 74)]) for row in range(rows.count)]
        assert [words for words in found if cell_len(words) > 74] == []
        assert "move (more below)" in seen(pilot)
        await pilot.press("G")
        assert "j k move  Esc close" in seen(pilot)
        await pilot.press("g")
        assert "move (more below)" in seen(pilot)


async def test_help_of_the_detail(small: str) -> None:
    async with browse(small, size=(100, 60)) as pilot:
        await pilot.press("tab", "question_mark")
        assert "In the detail" in seen(pilot)
        assert "Filter by the item" in seen(pilot)


async def test_help_shows_remapped_keys(small: str) -> None:
    async with browse(small, size=(100, 60), config=Config(keys=(("date.go", "ctrl+g"),))) as pilot:
        await pilot.press("question_mark")
        assert "Ctrl-g" in line_with(pilot, "Go to a date")


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_every_command_is_in_the_palette(small: str, key: str) -> None:
    async with browse(small, size=(100, 60)) as pilot:
        wanted = {
            binding.description
            for binding in (active.binding for active in pilot.app.screen.active_bindings.values())
            if binding.id and binding.action != "app.command_palette"
        }
        assert len(wanted) > 25
        await pilot.press(key)
        await until(pilot, lambda: "Facets" in seen(pilot))
        offered = {str(option.prompt) for option in pilot.app.screen.query_one(OptionList).options}
        assert wanted <= {prompt[19:].strip() for prompt in offered}
        assert line_with(pilot, "Facets").split("Facets")[0].split()[-1] == "f"


async def test_the_cursor_of_the_palette_does_not_blink(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("colon")
        await until(pilot, lambda: "Facets" in seen(pilot))
        assert [line.cursor_blink for line in pilot.app.screen.query(Input)] == [False]


async def test_the_palette_runs_the_selected_command(small: str) -> None:
    async with browse(small, size=(100, 40)) as pilot:
        await pilot.press("colon", *"next day")
        await until(pilot, lambda: "Next day" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        await until(pilot, lambda: chosen(pilot) == "shot")


# -- problems ---------------------------------------------------------------------------------------------------

FAULTY = """
[timeline]
title = "Faulty"

[[events]]
date = 2024-01-01
title = "Good"

[[events]]
date = "2024-13-45"
title = "Bad date"
actors = [{ actor = "x", role = "boss" }]
"""


async def test_problems(write: Write) -> None:
    async with browse(write(FAULTY), size=(120, 40)) as pilot:
        found = [each.severity for each in session_of(pilot).session.store.problems]
        assert found == ["error", "note"]
        assert "! 1 problem " in lines(pilot)[0]  # notes are not counted
        assert "!" in lines(pilot)[0]
        await pilot.press("exclamation_mark")
        assert isinstance(pilot.app.screen, Problems)
        text = seen(pilot)
        assert "events.toml:" in text
        assert "2024-13-45" in text
        await pilot.press("j", "k", "escape")
        assert isinstance(pilot.app.screen, MainScreen)
        await pilot.press("exclamation_mark", "enter")
        assert "this terminal cannot be handed to an editor" in lines(pilot)[-1]


async def test_no_problems(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("exclamation_mark")
        assert "no problems were found" in lines(pilot)[-1]


async def test_the_event_without_a_readable_date_is_still_there(write: Write) -> None:
    async with browse(write(FAULTY), size=(120, 40)) as pilot:
        await pilot.press("G")
        assert title_of(pilot) == "Bad date"
        assert "no date" in pane(pilot, "#list")
        assert "no valid date" in pane(pilot, "#detail")


# -- nothing to show --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (40, 10)])
async def test_an_empty_file(write: Write, size: tuple[int, int]) -> None:
    async with browse(write(""), size=size) as pilot:
        if size == (40, 10):
            assert "No events. Enter for details" in seen(pilot)
            await pilot.press("enter")
        else:
            assert " No events" in pane(pilot, "#list")
            assert "Enter says" not in seen(pilot)
        assert "No events yet" in seen(pilot)
        assert "Nothing is wrong" not in seen(pilot)  # below "! 1 problem"
        await pilot.press("tab", "j", "G", "escape", "slash", "x", "escape", "f", "escape", "comma", "m", "y")
        await pilot.press("right_square_bracket", "J", "t", *"2024", "enter")
        assert pilot.app.is_running


async def test_a_broken_file(write: Write) -> None:
    async with browse(write(b"\xff\xfe[\x00"), size=(100, 30)) as pilot:
        text = pane(pilot, "#detail")
        assert "No events could be read" in text
        assert "looks like UTF-16" in " ".join(text.replace("│", " ").split())
        assert "edit the file in your $EDITOR" in " ".join(text.split())
        assert "r    reload" in text


async def test_a_missing_file(write: Write) -> None:
    write("", "other.toml")
    async with browse("missing.toml", size=(100, 30)) as pilot:
        assert "missing.toml" in pane(pilot, "#detail")


async def test_a_mended_file(write: Write) -> None:
    name = write("")
    async with browse(name) as pilot:
        write(MORE)
        await pilot.press("r")
        await until(pilot, lambda: ids(pilot) == ["late"])
        assert title_of(pilot) == "Late news"
        assert chosen(pilot) == "late"


def test_every_test_has_its_own_working_directory(small: str) -> None:
    """No test may depend on the working directory."""
    assert os.listdir() == [small]  # noqa: PTH208
