"""Filters: by typing, by the value under the cursor, by facets; and the explanation if nothing matches."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from seen import (
    browse,
    burst,
    chosen,
    cursor_line,
    ids,
    line_with,
    lines,
    pane,
    seen,
    session_of,
    styles_of,
    until,
)  # fmt: skip
from textual.widgets import Input

from timeline_tui.store import Index, Store
from timeline_tui.ui.app import TimelineApp
from timeline_tui.ui.screens.facets import FacetList, Facets


async def test_it_applies_while_typing(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("slash", *"pe")
        assert ids(pilot) == ["talks-open", "berg-speaks", "vote", "signing", "after"]
        await pilot.press(*"ace")
        assert "talks-open" in ids(pilot)  # Anna Berg is Minister of Peace
        assert lines(pilot)[-1].startswith(" / peace")
        assert f"{len(ids(pilot))} of 12" in lines(pilot)[0]
        await pilot.press("enter")
        assert pilot.app.focused is session_of(pilot).content.event_list
        assert lines(pilot)[-1].startswith(" / peace")


async def test_how_a_date_was_read_is_reported_while_typing(small: str) -> None:
    async with browse(small, size=(160, 30)) as pilot:
        await pilot.press("slash", *"date:1/4/24")
        assert ids(pilot) == ["vote"]
        assert "1/4/24 read as Mon 1 April 2024: write 2024-01-04 for the other" in lines(pilot)[-1]
        await pilot.press("enter")
        assert "1/4/24 read as" in lines(pilot)[-1]
        await pilot.press("slash", "ctrl+u", *"date:2/4/1899")
        assert "0 of 12: 2/4/1899 read as Sun 2 April 1899" in lines(pilot)[-1]


async def test_matches_are_marked_in_both_panes(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        await pilot.press("slash", *"PATIENCE", "enter")
        assert ids(pilot) == ["berg-speaks"]
        in_list = styles_of(pilot, "patience", "#list")
        in_detail = styles_of(pilot, "patience", "#detail")
        assert len(in_list) == 1
        assert len(in_detail) == 3  # once in the title, twice in the quote
        assert all(style.bold for style in in_list)
        assert all(style.bold and style.underline for style in in_detail)
        assert not any(style.underline for style in styles_of(pilot, "Nobody has left", "#detail"))


async def test_matches_outside_of_the_cursor_row_are_marked(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("slash", *"peace", "enter")
        other = styles_of(pilot, "peace", "#list")
        assert all(style.bold and style.underline for style in other[1:])


async def test_a_term_for_another_field_marks_no_title(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        await pilot.press("slash", *"location:oslo", "enter")
        assert not any(style.underline for style in styles_of(pilot, "Oslo", "#list"))


async def test_the_chosen_event_stays(small: str) -> None:
    async with browse(small, at="2024-04-01") as pilot:
        assert chosen(pilot) == "vote"
        await pilot.press("slash", *"peace")
        assert chosen(pilot) == "vote"
        assert "Parliament votes" in pane(pilot, "#list")
        await pilot.press(*" sign")
        assert chosen(pilot) == "signing"  # the nearest event that matches
        await pilot.press(*["backspace"] * 5)
        assert chosen(pilot) == "vote"  # restored, because the user did not move
        await pilot.press("escape")
        assert chosen(pilot) == "vote"
        assert len(ids(pilot)) == 12


async def test_moving_while_typing(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("slash", *"peace", "down", "down")
        assert chosen(pilot) == "vote"
        await pilot.press("up", "pagedown", "pageup")
        assert chosen(pilot) == "talks-open"
        await pilot.press("down", "enter")
        assert chosen(pilot) == "berg-speaks"
        await pilot.press("backslash")
        assert chosen(pilot) == "berg-speaks"


async def test_nothing_matches(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("slash", *"xyzzy")
        assert ids(pilot) == []
        assert "0 of 12: clear with Esc" in lines(pilot)[-1]
        assert "No event matches the filter" in pane(pilot, "#detail")
        assert "xyzzy" in pane(pilot, "#detail")
        assert "show all 12 events" in pane(pilot, "#detail")
        await pilot.press("enter", "j", "k", "G", "g", "space", "m", "y", "comma", "J", "n", "u")
        await pilot.press("right_curly_bracket", "left_square_bracket", "enter", "enter", "escape")
        assert ids(pilot) == []
        await pilot.press("escape")
        assert len(ids(pilot)) == 12
        assert chosen(pilot) == "talks-open"


async def test_an_error_is_underlined_with_its_reason(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        await pilot.press("slash", *"peace ")
        before = ids(pilot)
        await burst(pilot, "actr:berg ")
        assert ids(pilot) == before  # the last valid filter still applies
        assert "actor" in lines(pilot)[-1]  # as a suggestion
        assert styles_of(pilot, "actr", "#prompt")[0].underline
        assert not styles_of(pilot, "peace", "#prompt")[0].underline
        await pilot.press(*["backspace"] * 10)
        assert not styles_of(pilot, "peace", "#prompt")[0].underline
        assert "did you mean" not in lines(pilot)[-1]


async def test_an_unfinished_term_is_not_an_error(small: str) -> None:
    async with browse(small) as pilot:
        for typed in ("actor:", "(peace", '"peace', "peace OR", "-", "date:2024-"):
            await pilot.press("slash")
            await burst(pilot, typed)
            assert not any(style.underline for style in styles_of(pilot, typed, "#prompt")), typed
            assert ids(pilot), typed
            await pilot.press("escape")


async def test_escape_clears(small: str) -> None:
    async with browse(small, query="peace") as pilot:
        assert lines(pilot)[-1].startswith(" / peace")
        await pilot.press("escape")
        assert len(ids(pilot)) == 12
        assert "peace" not in lines(pilot)[-1]


async def test_backslash_clears(small: str) -> None:
    async with browse(small, query="peace") as pilot:
        await pilot.press("backslash")
        assert len(ids(pilot)) == 12


async def test_off_and_on_again(small: str) -> None:
    async with browse(small, query="vote") as pilot:
        await pilot.press("ctrl+f")
        assert len(ids(pilot)) == 12
        assert "filter off" in lines(pilot)[0]
        await pilot.press("ctrl+f")
        assert ids(pilot) == ["vote"]
        assert "filter off" not in lines(pilot)[0]


async def test_editing_continues_the_current_filter(small: str) -> None:
    async with browse(small, query="peace") as pilot:
        await pilot.press("slash", *" vote", "enter")
        assert lines(pilot)[-1].startswith(" / peace vote")
        assert ids(pilot) == ["vote"]


async def test_keys_typed_before_the_filter_opens_go_into_it(small: str) -> None:
    """Characters after the slash are text, however fast they arrive."""
    async with browse(small) as pilot:
        await burst(pilot, "/freezing q e z t")
        assert session_of(pilot).session.text == "freezing q e z t"
        assert lines(pilot)[-1].startswith(" / freezing q e z t")


async def test_completion(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("slash", *"actor:an")
        await pilot.press("tab")
        assert lines(pilot)[-1].startswith(' / actor:"Anna Berg"')
        await pilot.press(*" tag:pea")
        await until(pilot, lambda: "tag:peace" in lines(pilot)[-1])  # offered as a completion
        assert session_of(pilot).session.text.endswith("tag:pea")
        await pilot.press("tab", "enter")
        assert session_of(pilot).session.text == 'actor:"Anna Berg" tag:peace'
        assert ids(pilot) == ["signing"]


async def test_matches_in_the_detail(small: str) -> None:
    async with browse(small, size=(100, 12), query="patience") as pilot:
        await pilot.press("tab")
        top = pane(pilot, "#detail")
        await pilot.press("n")
        assert "patience is peace" in pane(pilot, "#detail")
        assert pane(pilot, "#detail") != top
        await pilot.press("N")
        assert pane(pilot, "#detail") == top


async def test_no_match_in_the_detail(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("n")
        assert "no match of the filter in this text" in lines(pilot)[-1]


async def test_narrowing_to_the_day(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("comma")
        assert session_of(pilot).session.text == "date:2024-01-05"
        assert ids(pilot) == ["talks-open", "crowd"]
        assert "date:2024-01-05" in lines(pilot)[-1]


async def test_narrowing_to_a_part(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("tab", "j", "comma")
        assert session_of(pilot).session.text == 'actor:="Anna Berg"'
        await pilot.press("comma")
        assert session_of(pilot).session.text == 'actor:="Anna Berg"'  # not added a second time


async def test_narrowing_to_every_kind_of_date(small: str) -> None:
    """A filter by the date under the cursor matches at least its own event."""
    async with browse(small) as pilot:
        for event_id in list(ids(pilot)):
            assert chosen(pilot) == event_id
            await pilot.press("comma")
            assert session_of(pilot).session.fault is None, session_of(pilot).session.text
            assert event_id in ids(pilot), session_of(pilot).session.text
            await pilot.press("backslash", "j")


# -- facets -----------------------------------------------------------------------------------------------------


def facet_text(pilot: object) -> str:
    return pane(pilot, "#box")  # type: ignore[arg-type]


async def test_facets_count(small: str) -> None:
    async with browse(small, size=(120, 60)) as pilot:
        await pilot.press("f")
        text = facet_text(pilot)
        assert "facets of 12 events" in text
        for heading in ("Took part", "Spoke", "Claimed", "Locations", "Tags", "Sources", "Status", "Kind"):
            assert f" {heading} " in text
        assert line_with(pilot, "Anna Berg").rstrip("│ ").endswith(" 3")
        assert any("Oslo " in line and line.rstrip("│ ").endswith(" 5") for line in text.split("\n"))
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, Facets)


async def test_including_excluding_and_taking_back(small: str) -> None:
    async with browse(small, size=(120, 60)) as pilot:
        session = session_of(pilot).session
        await pilot.press("f")
        assert "Anna Berg" in cursor_line(pilot, "#facets")  # sorted by count
        await pilot.press("enter")
        assert session.text == 'participant:="Anna Berg"'
        assert "+ Anna Berg" in facet_text(pilot)
        assert "facets of 3 events" in facet_text(pilot)
        await pilot.press("enter")
        assert session.text == ""
        await pilot.press("minus")
        assert session.text == '-participant:="Anna Berg"'
        assert "- Anna Berg" in facet_text(pilot)
        await pilot.press("x")
        assert session.text == ""
        await pilot.press("space")
        assert session.text == 'participant:="Anna Berg"'
        await pilot.press("minus")  # from included to excluded directly
        assert session.text == '-participant:="Anna Berg"'


async def test_several_values_of_a_field_mean_any(small: str) -> None:
    async with browse(small, size=(120, 60)) as pilot:
        await pilot.press("f", "enter", "j", "enter")
        assert set(ids(pilot)) >= {"talks-open", "berg-speaks", "signing"}
        assert " OR " in session_of(pilot).session.text
        first = len(ids(pilot))
        await pilot.press("tab", "tab", "tab", "enter")  # a value of another field narrows the filter
        assert 0 < len(ids(pilot)) < first


async def test_a_facet_value_excludes_names_that_contain_it(small: str) -> None:
    """Northern Army is not Northern Army Staff: the filter finds as many events as the facet counts."""
    async with browse(small, size=(120, 60)) as pilot:
        await pilot.press("f", "slash", *"northern army", "enter")
        # As a participant, within its staff's name, and as a claimant.
        assert facet_text(pilot).count("Northern Army") == 3
        for _ in range(2):
            line = cursor_line(pilot, "#facets")
            await pilot.press("enter")
            assert len(ids(pilot)) == int(line.split()[-1]), line
            await pilot.press("enter", "j")


async def test_choosing_a_facet_value_finds_as_many_events_as_it_counts(small: str) -> None:
    async with browse(small, size=(120, 60)) as pilot:
        await pilot.press("f")
        facets = pilot.app.screen.query_one(FacetList)
        for chosen_row in [row for row in facets._rows if row.value is not None]:
            assert chosen_row.value is not None
            facets.move_to(facets._rows.index(chosen_row))
            facets.action_choose(False)
            await until(pilot, lambda: session_of(pilot).session.text)
            assert len(ids(pilot)) == chosen_row.value.events, chosen_row
            facets.action_choose(False)
            await until(pilot, lambda: not session_of(pilot).session.text)


async def test_finding_a_value(small: str) -> None:
    async with browse(small, size=(120, 60)) as pilot:
        await pilot.press("f", "slash", *"viol")
        text = facet_text(pilot)
        assert "violence" in text
        assert "Anna Berg" not in text
        await pilot.press("enter", "enter")
        assert (
            session_of(pilot).session.text == 'tag:="violence"'
            or session_of(pilot).session.text == "tag:=violence"
        )
        assert ids(pilot) == ["shot", "winter", "army-claims"]
        await pilot.press("slash", *["backspace"] * 4, "escape")
        assert "Northern Army" in facet_text(pilot)
        assert "Anna Berg" not in facet_text(pilot)  # none of her events match


async def test_tab_goes_to_the_next_field(small: str) -> None:
    async with browse(small, size=(120, 60)) as pilot:
        await pilot.press("f", "tab")
        facets = pilot.app.screen.query_one(FacetList)
        assert facets._rows[facets.cursor].field == "speaker"
        await pilot.press("tab", "tab", "tab")
        assert facets._rows[facets.cursor].field == "location"
        await pilot.press("tab")
        assert facets._rows[facets.cursor].field == "tag"
        await pilot.press(*["shift+tab"] * 6)
        assert facets._rows[facets.cursor].field == "kind"


async def test_a_value_is_found_by_an_alias(small: str) -> None:
    async with browse(small, size=(120, 60)) as pilot:
        await pilot.press("f", "slash", *"a. berg")
        assert "Anna Berg" in facet_text(pilot)
        assert "Erik Lund" not in facet_text(pilot)


async def test_facets_are_a_tree_that_folds(small: str) -> None:
    async with browse(small, size=(120, 60)) as pilot:
        await pilot.press("f", "tab", "tab", "tab", "tab")
        assert cursor_line(pilot, "#facets").split() == ["Norway", "7"]
        assert "\n      Oslo " in pane(pilot, "#facets")
        await pilot.press("l", "j", "h")  # already open; to its first child; and back to the parent
        assert "Norway" in cursor_line(pilot, "#facets")
        await pilot.press("h")
        assert "> Norway" in cursor_line(pilot, "#facets")
        assert "Oslo" not in pane(pilot, "#facets")
        await pilot.press("h", "right")
        assert "Oslo" in pane(pilot, "#facets")
        await pilot.press("left", "enter")
        assert session_of(pilot).session.text == "location:=Norway"
        assert len(ids(pilot)) == 7


async def test_facets_show_what_the_filter_leaves_most_first(small: str) -> None:
    async with browse(small, size=(120, 60), query="tag:violence") as pilot:
        await pilot.press("f")
        facets = pilot.app.screen.query_one(FacetList)
        shown = [(row.field, row.value.label, row.value.events) for row in facets._rows if row.value]
        assert [each[1:] for each in shown if each[0] == "participant"] == [
            ("Northern Army", 3),
            ("Northern Army Staff", 1),
        ]
        assert [each[1] for each in shown if each[0] == "assessor"] == ["Erik Lund"]
        assert {"talks", "violence"} <= {
            each[1] for each in shown if each[0] == "tag"
        }  # a second value would widen the result
        assert all(each[2] for each in shown)


async def test_a_chosen_facet_value_stays_without_events(small: str) -> None:
    async with browse(small, size=(120, 60), query='participant:="Anna Berg" tag:=violence') as pilot:
        await pilot.press("f")
        assert line_with(pilot, "+ Anna Berg").rstrip("│ ").endswith(" 0")
        assert line_with(pilot, "+ violence").rstrip("│ ").endswith(" 0")
        assert "facets of 0 events" in facet_text(pilot)
        await pilot.press("G", "g")
        while "+ Anna Berg" not in cursor_line(pilot, "#facets"):
            await pilot.press("j")
        await pilot.press("minus")
        assert session_of(pilot).session.text == 'tag:=violence -participant:="Anna Berg"'
        assert "- Anna Berg" in cursor_line(pilot, "#facets")
        await pilot.press("minus")
        assert session_of(pilot).session.text == "tag:=violence"


async def test_an_actor_in_the_query_has_a_facet_row(small: str) -> None:
    """By any of its names. The query names neither participant nor claimant, so the actor has a row of its own."""
    async with browse(small, size=(120, 60), query='actor:="A. Berg"') as pilot:
        await pilot.press("f")
        assert " Actors 1" in facet_text(pilot)
        assert "+ Anna Berg" in facet_text(pilot)
        facets = pilot.app.screen.query_one(FacetList)
        at = next(n for n, row in enumerate(facets._rows) if row.field == "actor" and row.value)
        facets.move_to(at)
        await pilot.press("enter")
        assert session_of(pilot).session.text == ""
        assert " Actors" not in facet_text(pilot)


async def test_the_cursor_stays_on_a_value_that_is_excluded(small: str) -> None:
    async with browse(small, size=(120, 60)) as pilot:
        await pilot.press("f", *["tab"] * 4)
        before = cursor_line(pilot, "#facets")
        await pilot.press("minus")
        assert cursor_line(pilot, "#facets") == before.replace("  Norway", "- Norway")


async def test_dimensions_of_tags_are_groups(tmp_path: Path) -> None:
    path = tmp_path / "areas.toml"
    tags = (["area:north", "aid"], ["Area:south"], ["area:north"], ["see:http://x", "http://x"], ["12:30"])
    path.write_text("".join(f'[[events]]\ndate = "2024"\ntitle = "e"\ntags = {each}\n' for each in tags))
    async with browse(str(path), size=(120, 60)) as pilot:
        await pilot.press("f")
        facets = pilot.app.screen.query_one(FacetList)
        shown = [(row.field, row.value.label) for row in facets._rows if row.value]
        assert shown[:5] == [("tag", "12:30"), ("tag", "aid"), ("tag", "http://x"), *shown[3:5]]
        assert shown[3:6] == [("tag:area", "north"), ("tag:area", "south"), ("tag:see", "http://x")]
        await pilot.press("tab")
        assert cursor_line(pilot, "#facets").split() == ["north", "2"]
        await pilot.press("enter")
        assert session_of(pilot).session.text == 'tag:="area:north"'
        assert len(ids(pilot)) == 2
        assert "+ north" in facet_text(pilot)
        await pilot.press("j", "enter")
        assert session_of(pilot).session.text == 'tag:=("area:north" OR "Area:south")'


async def test_facets_without_any_value(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("f", "slash", *"xyzzy", "enter", "enter", "j", "tab", "minus", "escape")
        assert session_of(pilot).session.text == ""
        assert "12 events" in seen(pilot)


async def test_enter_on_an_invalid_query_keeps_the_prompt_open(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("slash", *"actor:", "enter")
        assert session_of(pilot).content.prompt.typing
        assert "needs a value" in lines(pilot)[-1]
        await pilot.press(*"berg", "enter")
        assert not session_of(pilot).content.prompt.typing
        assert lines(pilot)[-1].startswith(" / actor:berg")


async def test_a_burst_of_text_is_one_change(small: str) -> None:
    """It used to be handled letter by letter, which took ten seconds for two thousand."""
    async with browse(small) as pilot:
        typed = "peace -war " * 100
        filters: list[str] = []
        session_of(pilot).filter.filter_by = filters.append  # type: ignore[method-assign, assignment]
        await burst(pilot, f"/{typed}")
        line = pilot.app.focused
        assert isinstance(line, Input)
        assert line.value == typed
        assert filters[-1] == typed
        assert len(filters) <= 3


async def test_keys_before_the_text_keep_their_place(small: str) -> None:
    async with browse(small) as pilot:
        await burst(pilot, "jj/vote")
        await pilot.press("escape")
        assert chosen(pilot) == "shot"
        await burst(pilot, "/vote")
        assert session_of(pilot).session.text == "vote"


async def test_facets_of_many_events_are_counted_beside_the_screen(
    small: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = threading.Event()
    index = Store.index

    def slowly(self: Store, field: str) -> Index:
        assert threading.current_thread() is not threading.main_thread() or field in self._indexes
        assert opened.wait(60)
        return index(self, field)

    monkeypatch.setattr(Store, "warm", lambda self: None)
    monkeypatch.setattr("timeline_tui.store.event_indexes._FEW", 0)
    async with browse(small) as pilot:
        monkeypatch.setattr(Store, "index", slowly)
        await pilot.press("f")
        await until(pilot, lambda: "counting" in seen(pilot))
        opened.set()
        await until(pilot, lambda: "Anna Berg" in pane(pilot, "#facets"))
        assert "counting" not in seen(pilot)


async def test_facets_that_are_closed_before_they_are_counted(
    small: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, done = threading.Event(), threading.Event()
    call = TimelineApp.call_later

    def late(self: TimelineApp, show: Callable[..., object], *words: Any) -> bool:
        if threading.current_thread() is threading.main_thread():
            return call(self, show, *words)
        assert opened.wait(60)
        try:
            return call(self, show, *words)
        finally:
            done.set()

    monkeypatch.setattr(Store, "warm", lambda self: None)
    monkeypatch.setattr("timeline_tui.store.event_indexes._FEW", 0)
    async with browse(small) as pilot:
        monkeypatch.setattr(TimelineApp, "call_later", late)
        await pilot.press("f")
        await until(pilot, lambda: "counting" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "counting" not in seen(pilot))
        opened.set()
        await until(pilot, done.is_set)
        await pilot.press("j")
        assert pilot.app.is_running
