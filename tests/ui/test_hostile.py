"""Untrusted text: no control character takes effect, nothing is hidden, no line breaks, and sizes are bounded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from seen import (
    Browser,
    assert_tidy,
    browse,
    burst,
    detail_lines,
    lines,
    pane,
    paste,
    seen,
    session_of,
    strips,
    until,
)

Write = Callable[..., str]

MARKUP = "[@click=app.quit]x[/] [/nosuch] [link=https://x.example]y[/link] [bold red]z"
CONTROLS = "a\x1b]0;owned\x07b\x1b[2Jc\x9b31md\x7fe\x00f\u202eg\u2066h\u200bi\u2028j\ufeffk\U000e0041l"
SHOWN = ("^[", "^G", "<U+009B>", "^?", "^@", "<U+202E>", "<U+2066>", "<U+200B>", "<U+FEFF>", "<U+E0041>")
MARKS = "z" + "\u0301" * 100_000
EMOJI = "👩‍👩‍👧‍👦 family 🇳🇴 flag ☺️ smile 日本語の題名 ｱ ㎏ नमस्ते עברית عربى"
WORD = "w" * 400_000
BREAKS = "line\n" * 100_000


def quoted(text: str) -> str:
    """Return a TOML string with all characters except plain letters escaped."""
    pieces = []
    for char in text:
        code = ord(char)
        if char.isascii() and char.isprintable() and char not in '"\\':
            pieces.append(char)
        else:
            pieces.append(f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}")
    return '"' + "".join(pieces) + '"'


def hostile(text: str) -> str:
    """Return a chronology with the text in every text field, including the registries."""
    q = quoted(text)
    return f"""
[timeline]
title = {q}
summary = {q}

[[actors]]
id = "a"
name = {q}
aliases = [{q}]
title = {q}
country = {q}

[[locations]]
id = "l"
name = {q}
country = {q}
within = {q}

[[sources]]
id = "s"
title = {q}
publisher = {q}
author = {q}
url = {q}
archived_url = {q}
lang = {q}
parent = {q}

[[events]]
id = {q}
date = 2024-01-05
date_text = {q}
title = {q}
summary = {q}
kind = {q}
status = {q}
tags = [{q}, "tag"]
actors = [{{ actor = "a" }}, {{ actor = {q}, role = {q} }}]
locations = ["l", {{ location = {q}, role = {q} }}]
sources = [{{ source = "s", locator = {q} }}, {q}]
links = [{{ to = {q}, kind = {q} }}]
{q} = {q}
other = {q}
quotes = [{{ speaker = "a", text = {q}, lang = {q}, original_text = {q}, original_lang = {q}, kind = {q},
source = "s" }}]
claims = [{{ by = "a", text = {q}, about = [{q}], quantity = {{ best = 1, unit = {q} }}, x = {q},
  assessments = [{{ stance = "denies", by = {q}, note = {q} }}] }}]

[[events]]
id = "second"
date = {q}
title = {q}
actors = ["a"]
"""


def bulky(text: str) -> str:
    """Return a chronology of one event with the text in its title, names and counted values."""
    q = '"' + text.replace("\n", "\\n") + '"'
    return (
        f'[[events]]\nid = "one"\ndate = 2024-01-05\ntitle = {q}\nsummary = {q}\ntags = [{q}]\nkind = {q}\n'
        f"actors = [{{ actor = {q}, role = {q} }}]\nlocations = [{{ location = {q}, role = {q} }}]\n"
        f"quotes = [{{ speaker = {q}, text = {q}, kind = {q}, lang = {q}, "
        f"original_text = {q}, original_lang = {q} }}]\n"
        f"claims = [{{ text = {q}, quantity = {{ best = 1, unit = {q} }} }}]\n"
        f"links = [{{ to = {q}, kind = {q} }}]\nstatus = {q}\n"
    )


async def walk(pilot: Browser) -> str:
    """Visit every view that shows text from files; return all text shown."""
    found = []

    async def glance() -> None:
        await until(pilot, lambda: len(strips(pilot)) == pilot.app.size.height)  # the new screen is laid out
        assert_tidy(pilot)
        found.append(seen(pilot))

    await glance()
    await pilot.press("tab")
    for _ in range(6):
        await pilot.press("space")
        await glance()
    await pilot.press("l", "n", "escape", "G")
    await glance()
    for keys in (["f"], ["y"], ["exclamation_mark"], ["question_mark"], ["colon"]):
        await pilot.press(*keys)
        await glance()
        await pilot.press("j", "escape")
    await pilot.press("g", "tab", "l", "comma")  # filters by the first actor
    await glance()
    await pilot.press("backslash", "escape", "m", "comma")
    await glance()
    await pilot.press("f", "j", "enter", "escape")
    await glance()
    return "\n".join(found)


@pytest.mark.parametrize("size", [(80, 24), pytest.param((130, 50), marks=pytest.mark.long)])
async def test_markup_is_text(write: Write, size: tuple[int, int]) -> None:
    async with browse(write(hostile(MARKUP)), size=size) as pilot:
        text = await walk(pilot)
        assert "[@click=app.quit]x[/]" in text
        assert "[/nosuch]" in text
        for region in range(pilot.app.size.height):  # every click hits text
            style = pilot.app.screen.get_style_at(10, region)
            assert "@click" not in style.meta
        assert pilot.app.is_running


async def test_controls_are_shown(write: Write) -> None:
    async with browse(write(hostile(CONTROLS)), size=(130, 50)) as pilot:
        text = await walk(pilot)
        for sign in SHOWN:
            assert sign in text, sign


async def test_invalid_addresses_do_not_become_links(write: Write) -> None:
    for text in (
        "javascript:alert(1)",
        "https://x.example/\x1b]8;;y\x07",
        "file:///etc/passwd",
        "https://bücher.example/",
    ):
        async with browse(write(hostile(text)), size=(130, 50)) as pilot:
            await pilot.press("tab", "space")
            links = {style.link for strip in strips(pilot) for _, style, _ in strip if style and style.link}
            assert not links


async def test_stacked_marks_are_clipped(write: Write) -> None:
    async with browse(write(bulky(MARKS)), size=(130, 50)) as pilot:
        assert "marks>" in await walk(pilot)
        assert max(len(strip.text) for strip in strips(pilot)) < 5_000


async def test_wide_and_joined_characters_keep_their_columns(write: Write) -> None:
    for size in ((130, 50), (80, 24), (41, 10), (97, 30)):
        async with browse(write(hostile(EMOJI)), size=size) as pilot:
            assert_tidy(pilot)
            await pilot.press("enter", "space", "space")
            assert_tidy(pilot)
            await pilot.press("escape", "f")
            assert_tidy(pilot)


async def test_a_word_without_end(write: Write) -> None:
    async with browse(write(bulky(WORD)), size=(100, 40)) as pilot:
        await until(pilot, lambda: "wwww" in seen(pilot))
        assert_tidy(pilot)
        assert len(detail_lines(pilot)) < 3_000
        assert "shown in part" in "\n".join(detail_lines(pilot))
        await pilot.press("f")
        assert_tidy(pilot)
        await pilot.press("escape", "y")
        assert_tidy(pilot)
        await pilot.press("escape", "tab", "l", "comma")
        assert_tidy(pilot)


async def test_a_hundred_thousand_line_breaks(write: Write) -> None:
    async with browse(write(bulky(BREAKS)), size=(100, 40)) as pilot:
        await until(pilot, lambda: "line line" in seen(pilot))
        assert_tidy(pilot)
        assert len(detail_lines(pilot)) < 3_000


async def test_ten_thousand_actors(write: Write) -> None:
    names = ", ".join(f'"Actor {n}"' for n in range(10_000))
    text = (
        f'[[events]]\nid = "one"\ndate = 2024-01-05\ntitle = "Many"\nactors = [{names}]\ntags = [{names}]\n'
    )
    async with browse(write(text), size=(100, 40)) as pilot:
        await until(pilot, lambda: "Many" in pane(pilot, "#list"))
        described = detail_lines(pilot)
        assert any("+9,950 more" in line for line in described)
        assert len(described) < 200
        await pilot.press("f")
        assert_tidy(pilot)
        await pilot.press("G")
        assert_tidy(pilot)


async def test_controls_typed_into_the_filter(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("slash")
        paste(pilot, CONTROLS)  # as in a paste
        await pilot.pause()
        assert_tidy(pilot)
        assert session_of(pilot).session.view is not None
        await pilot.press("enter")
        assert_tidy(pilot)


@pytest.mark.parametrize(
    "typed",
    ["(" * 5_000, ")" * 50, "-" * 3_000,
    '"' * 999, "a:" * 500, "(a+)+$" * 100, "date:" + "9" * 5_000, "importance:>=" + "9" * 5_000,
     "\\", "[/x]", "OR OR OR", "actor:(", "日本", "x" * 20_000],
)  # fmt: skip
async def test_hostile_filters(small: str, typed: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("slash")
        paste(pilot, typed)
        await pilot.pause()
        assert_tidy(pilot)
        await pilot.press("enter", "escape", "escape")
        assert len(session_of(pilot).session.view) == 12


@pytest.mark.parametrize(
    "typed", ["9" * 5_000, "2024-" * 999, "\x1b[0m", "[/x]", "-99999999999999d", "y" * 3_000]
)
async def test_hostile_dates(small: str, typed: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("t")
        paste(pilot, typed)
        await pilot.press("enter")
        assert_tidy(pilot)
        assert pilot.app.is_running


async def test_unprintable_keys(small: str) -> None:
    async with browse(small) as pilot:
        await burst(pilot, "\x00\x1bé€日\udcff")
        assert_tidy(pilot)


async def test_the_hostile_filter_is_shown_where_nothing_matches(small: str) -> None:
    async with browse(small, query="xyz[/nosuch]") as pilot:
        assert "xyz[/nosuch]" in pane(pilot, "#detail")
        assert "xyz[/nosuch]" in lines(pilot)[-1]


async def test_hostile_file_names(write: Write) -> None:
    name = write("[[events]]\ndate = 2024-01-01\n", "[@click=app.quit]x\x1b[2J.toml")
    async with browse(name, size=(130, 40)) as pilot:
        text = await walk(pilot)
        assert "[@click=app.quit]x^[[2J.toml" in text
