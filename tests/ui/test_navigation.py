"""Navigation: every key of the list and the detail, and the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from seen import (
    browse,
    burst,
    chosen,
    cursor_line,
    detail_lines,
    focused,
    ids,
    line_with,
    lines,
    pane,
    seen,
    send,
    session_of,
    strips,
    title_of,
    until,
    wheel,
)

from timeline_tui.config import Config
from timeline_tui.model import Event
from timeline_tui.store import Store
from timeline_tui.ui import styled_document
from timeline_tui.ui.browser import display
from timeline_tui.ui.glyphs import Glyphs

ORDER = [
    "talks-open", "crowd", "shot", "winter", "berg-speaks", "army-claims", "retreat", "letter", "vote", "signing",
    "parade", "after",
]  # fmt: skip


async def test_start(small: str) -> None:
    async with browse(small) as pilot:
        assert ids(pilot) == ORDER
        assert "The Oslo talks" in lines(pilot)[0]
        assert "12 events" in lines(pilot)[0]
        assert "Talks open at Oslo" in cursor_line(pilot)
        assert "Minister of Peace" in pane(pilot, "#detail")


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        (["j"], 1),
        (["down", "j", "k"], 1),
        (["j", "j", "up"], 1),
        (["k"], 0),
        (["G"], 11),
        (["end"], 11),
        (["G", "j"], 11),
        (["G", "g"], 0),
        (["end", "home"], 0),
        (["right_curly_bracket"], 2),
        (["right_curly_bracket", "right_curly_bracket", "left_curly_bracket"], 2),
        (["G", "left_curly_bracket"], 9),
        (["right_square_bracket"], 3),
        (["right_square_bracket", "right_square_bracket", "left_square_bracket"], 3),
        (["J", "J", "K"], 1),
    ],
)
async def test_keys_of_the_list(small: str, keys: list[str], wanted: int) -> None:
    async with browse(small) as pilot:
        await pilot.press(*keys)
        assert chosen(pilot) == ORDER[wanted]
        event = session_of(pilot).session.event
        assert event is not None
        assert event.title in cursor_line(pilot)
        assert event.title in pane(pilot, "#detail")


@pytest.mark.parametrize(("down", "up"), [("ctrl+d", "ctrl+u"), ("space", "b"), ("pagedown", "pageup")])
async def test_pages(small: str, down: str, up: str) -> None:
    async with browse(small, size=(100, 10)) as pilot:
        await pilot.press(down)
        row = ORDER.index(chosen(pilot))
        assert 2 <= row <= 6
        await pilot.press(up)
        assert chosen(pilot) == ORDER[0]
        await pilot.press(*[down] * 6)
        assert chosen(pilot) == ORDER[-1]
        assert "Border opens again" in cursor_line(pilot)


async def test_no_day_after_the_last(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("G", "right_curly_bracket")
        assert chosen(pilot) == "after"
        assert "no day with events after this one" in lines(pilot)[-1]
        await pilot.press("k")
        assert "no day" not in lines(pilot)[-1]  # a message stays until the next key


async def test_panes(small: str) -> None:
    async with browse(small) as pilot:
        assert focused(pilot) == "list"
        await pilot.press("tab")
        assert focused(pilot) == "detail"
        await pilot.press("shift+tab")
        assert focused(pilot) == "list"
        await pilot.press("enter")
        assert focused(pilot) == "detail"
        await pilot.press("J")
        assert focused(pilot) == "detail"
        assert chosen(pilot) == "crowd"
        assert "Crowd cheers outside" in pane(pilot, "#detail")
        await pilot.press("K", "escape")
        assert focused(pilot) == "list"
        assert chosen(pilot) == "talks-open"


async def test_the_detail_scrolls(small: str) -> None:
    async with browse(small, size=(100, 12), at="2024-02-02") as pilot:
        await pilot.press("tab")
        top = pane(pilot, "#detail")
        for down, up in (
            ("space", "b"),
            ("pagedown", "pageup"),
            ("ctrl+d", "ctrl+u"),
            ("G", "g"),
            ("end", "home"),
        ):
            await pilot.press(down)
            assert pane(pilot, "#detail") != top
            await pilot.press(up)
            assert pane(pilot, "#detail") == top


async def test_parts_in_the_detail(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        detail = session_of(pilot).content.detail
        await pilot.press("tab", "j")
        assert detail.target is not None
        assert detail.target.value == "berg"
        await pilot.press("l")
        assert detail.target.value == "lund"
        await pilot.press("h", "enter")
        assert session_of(pilot).session.text == 'actor:="Anna Berg"'
        assert ids(pilot) == ["talks-open", "berg-speaks", "signing"]
        assert chosen(pilot) == "talks-open"


async def test_following_a_related_event(small: str) -> None:
    async with browse(small, size=(120, 40), at="2024-01-09") as pilot:
        assert chosen(pilot) == "shot"
        await pilot.press("tab")
        detail = session_of(pilot).content.detail
        while detail.target is None or detail.target.kind != "event":
            await pilot.press("l")
        await pilot.press("enter")
        assert chosen(pilot) == "talks-open"


async def test_a_hidden_event_clears_the_filter(small: str) -> None:
    async with browse(small, size=(120, 40), query="shot") as pilot:
        await pilot.press("tab")
        detail = session_of(pilot).content.detail
        while detail.target is None or detail.target.kind != "event":
            await pilot.press("l")
        await pilot.press("enter")
        assert chosen(pilot) == "talks-open"
        assert len(ids(pilot)) == 12
        assert "filter cleared to show this event" in lines(pilot)[-1]


async def test_zoom(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("z")
        assert "Minister of Peace" not in seen(pilot)
        await pilot.press("enter")
        assert "Minister of Peace" in seen(pilot)
        assert "Crowd cheers outside" not in seen(pilot)
        await pilot.press("escape", "escape")
        assert "Minister of Peace" in seen(pilot)
        assert "Crowd cheers outside" in seen(pilot)


async def test_going_to_a_date(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("t")
        assert lines(pilot)[-1].startswith(" go to")
        await pilot.press(*"2024-04", "enter")
        assert chosen(pilot) == "vote"
        assert lines(pilot)[-1].startswith(" /")


async def test_going_to_a_day_without_events_selects_the_next(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("t", *"12 apr", "enter")
        assert chosen(pilot) == "after"
        assert "nothing on" in lines(pilot)[-1]
        assert "this is the next event" in lines(pilot)[-1]


async def test_how_a_date_was_read_is_reported(small: str) -> None:
    async with browse(small, size=(160, 30)) as pilot:
        await pilot.press("t", *"1/4/24", "enter")
        assert chosen(pilot) == "vote"
        assert "1/4/24 read as Mon 1 April 2024: write 2024-01-04 for the other" in lines(pilot)[-1]
        await pilot.press("t", *"1/4/2024", "enter")
        await pilot.press("j")
        assert "read as" not in lines(pilot)[-1]


async def test_the_order_of_numbers_is_a_setting(small: str) -> None:
    async with browse(small, size=(160, 30), config=Config(date_order="mdy")) as pilot:
        await pilot.press("t", *"1/4/24", "enter")
        assert chosen(pilot) == "talks-open"
        assert "1/4/24 read as Thu 4 January 2024" in lines(pilot)[-1]


async def test_how_the_start_date_was_read_is_also_reported_on_exit(small: str) -> None:
    async with browse(small, size=(160, 30), at="1/4/24") as pilot:
        assert chosen(pilot) == "vote"
        assert "1/4/24 read as Mon 1 April 2024" in lines(pilot)[-1]
        messages = pilot.app._exit_messages  # type: ignore[attr-defined]
        assert messages == [
            (
                "--at 1/4/24 read as Mon 1 April 2024: near 2024; write 2024-01-04 for the other; "
                "date_order in the settings decides"
            )
        ]


async def test_an_invalid_date_keeps_the_prompt_open(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("t", *"31 feb", "enter")
        assert chosen(pilot) == "talks-open"
        assert "31 feb" in lines(pilot)[-1]  # still there, to be corrected
        assert "29" in lines(pilot)[-1]  # with a hint: the last day of February
        await pilot.press("escape", "j")
        assert chosen(pilot) == "crowd"
        assert lines(pilot)[-1].startswith(" /")


async def test_marks(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("u")
        assert "nothing is marked" in lines(pilot)[-1]
        await pilot.press("j", "m")
        assert "marked: 1 in all" in lines(pilot)[-1]
        assert "*" not in line_with(pilot, "Talks open")
        assert cursor_line(pilot).startswith("*")
        await pilot.press("G", "m", "u")
        assert chosen(pilot) == "crowd"
        await pilot.press("U")
        assert chosen(pilot) == "after"
        await pilot.press("m")
        assert "no longer marked: 1 in all" in lines(pilot)[-1]
        await pilot.press("U")
        assert chosen(pilot) == "crowd"


async def test_mouse(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        region = session_of(pilot).content.event_list.region
        row = next(y for y, line in enumerate(lines(pilot)) if "A shot is fired" in line)
        await pilot.click("#list", offset=(20, row - region.y))
        assert chosen(pilot) == "shot"
        assert "A shot is fired" in cursor_line(pilot)
        assert "A shot is fired" in pane(pilot, "#detail")
        await pilot.click("#list", offset=(20, row - region.y))
        assert pilot.app.focused is session_of(pilot).content.detail


async def test_wheel(small: str) -> None:
    async with browse(small, size=(100, 12)) as pilot:
        await wheel(pilot, "#list")
        assert chosen(pilot) == ORDER[3]
        await wheel(pilot, "#list", up=True)
        assert chosen(pilot) == ORDER[0]
        before = pane(pilot, "#detail")
        await wheel(pilot, "#detail")
        assert pane(pilot, "#detail") != before
        await wheel(pilot, "#detail", up=True)
        assert pane(pilot, "#detail") == before


async def test_a_click_on_a_part(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        region = session_of(pilot).content.detail.region
        y, line = next((y, line) for y, line in enumerate(lines(pilot)) if "Erik Lund" in line)
        await pilot.click("#detail", offset=(line.index("Erik") + 1 - region.x, y - region.y))
        assert session_of(pilot).session.text == 'actor:="Erik Lund"'


async def test_remapped_keys(small: str) -> None:
    config = Config(keys=(("list.down", "s"), ("filter.edit", "ctrl+k")))
    async with browse(small, config=config) as pilot:
        await pilot.press("j")
        assert chosen(pilot) == "talks-open"
        await pilot.press("s")
        assert chosen(pilot) == "crowd"
        await pilot.press("ctrl+k", *"vote")
        assert ids(pilot) == ["vote"]


async def test_many_keys_at_once(small: str) -> None:
    async with browse(small) as pilot:
        await burst(pilot, "jjjjjkk")
        await until(pilot, lambda: chosen(pilot) == ORDER[3])
        assert "Winter halts" in pane(pilot, "#detail")


async def test_only_what_is_drawn_is_described(small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    described: list[str] = []
    made = styled_document.describe

    def counted(
        event: Event, store: Store, glyphs: Glyphs, day: None, before: None, zero: None
    ) -> styled_document.Description:
        described.append(event.id)
        return made(event, store, glyphs, day, before, zero)

    monkeypatch.setattr(display, "describe", counted)
    async with browse(small) as pilot:
        await burst(pilot, "jjjjjjjjj")
        await until(pilot, lambda: chosen(pilot) == ORDER[9])
        assert title_of(pilot) in cursor_line(pilot)
        assert described[-1] == ORDER[9]
        assert len(described) < 10  # the first, those drawn in between, the last


async def test_returning_to_an_event_draws_the_same(small: str) -> None:
    async with browse(small) as pilot:
        detail = session_of(pilot).content.detail
        first = [strip.simplify() for strip in strips(pilot)]
        await pilot.press("j", "k")
        assert [strip.simplify() for strip in strips(pilot)] == first
        detail.forget()
        await pilot.press("j", "k")
        assert [strip.simplify() for strip in strips(pilot)] == first
        await pilot.press("tab", "j", "J", "K")
        assert detail.target is None  # the target was deselected


async def test_keys_for_the_detail_act_on_the_event_that_earlier_keys_selected(small: str) -> None:
    async with browse(small, size=(120, 40)) as pilot:
        await burst(pilot, "\tJJl")
        detail = session_of(pilot).content.detail
        assert detail.target is not None
        assert "A shot is fired" in detail_lines(pilot)[0]


async def test_quit(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("q")
        await until(pilot, lambda: pilot.app._exit)
        assert pilot.app.return_code in (0, None)


async def test_keys_after_quitting(small: str) -> None:
    """Holding q down does not cause a traceback."""
    async with browse(small) as pilot:
        await burst(pilot, "jq" + "qj" * 50)
        await until(pilot, lambda: pilot.app._exit)


async def test_keys_left_over_at_the_end(small: str) -> None:
    async with browse(small) as pilot:
        send(pilot, "j" * 200)


async def test_repaint(small: str) -> None:
    async with browse(small) as pilot:
        before = seen(pilot)
        await pilot.press("ctrl+l")
        assert seen(pilot) == before


async def test_the_day_of_a_typed_clock_time_is_reported_within_80_columns(tmp_path: Path) -> None:
    path = tmp_path / "incident.toml"
    events = [f'[[events]]\ndate = "2024-11-24T{time}"\ntitle = "{time}"\n' for time in ("13:20", "13:31")]
    path.write_text("".join(events))
    async with browse(str(path), size=(80, 24)) as pilot:
        await pilot.press("t", *"13:20", "enter")
        assert lines(pilot)[-1].strip() == (
            "/ 13:20 read as Sun 24 November 2024, 13:20: the cursor's day; or add a day"
        )
        await pilot.press("t", *"13:24", "enter")
        assert "/ next event: 13:24 read as Sun 24 November 2024, 13:24: the cursor's day" in lines(pilot)[-1]
