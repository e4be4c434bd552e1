"""TERM=linux: the font of the Linux console has the lines and blocks of code page 437."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from seen import Browser, browse, lines, seen, until

Write = Callable[..., str]

FONT = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    bytes(range(0x80, 0xFF)).decode("cp437") + "☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼⌂"
)
"""ASCII and code page 437, the characters of the kernel's built-in font."""

MARKS = """
[[events]]
date = "2024-01/2024-03"
title = "“Quoted” – and dashed… isn’t it"
summary = "‘Single’ — long • bullet"

[[events]]
date = "[1600,1700]"
title = "One of two"
actors = [{ actor = "A", role = "speaker" }]
"""


def outside(pilot: Browser) -> set[str]:
    """Return the characters on the screen that the font lacks."""
    return {char for line in lines(pilot) for char in line} - FONT


VIEWS: dict[str, Sequence[str]] = {
    "list": [],
    "detail": ["tab", "j"],
    "lanes": ["V"],
    "lanes by another field": ["V", "b", "plus", "plus"],
    "axis closer": ["plus", "plus", "plus"],
    "axis picked": ["v", "l"],
    "distances": ["d", "d"],
    "facets": ["f"],
    "help": ["question_mark"],
    "help of the lanes": ["V", "question_mark"],
    "copy": ["y"],
    "palette": ["colon"],
    "palette typed": ["colon", "a", "x"],
    "filter": ["slash", "o", "s"],
    "no match": ["slash", "x", "y", "z", "z", "y"],
    "date": ["t"],
    "known": ["at"],
    "filtered": ["slash", "t", "a", "l", "k", "enter", "m"],
    "colours": ["colon", *"theme", "enter"],
}


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 10)], ids=str)
@pytest.mark.parametrize("keys", VIEWS.values(), ids=VIEWS)
async def test_every_view_is_in_the_font(
    small: str, keys: Sequence[str], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with browse(small, size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        if keys[:1] == ["colon"]:
            await until(pilot, lambda: "Search" in seen(pilot) or len(keys) > 1)
        assert outside(pilot) == set(), seen(pilot)


async def test_dates_and_marks_of_typography(
    write: Write, rome: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    for path in (rome, write(MARKS, "marks.toml")):
        async with browse(path, size=(120, 40)) as pilot:
            for key in ("G", "g", "V", "g", "G", "escape", "exclamation_mark"):
                await pilot.press(key)
                assert outside(pilot) == set(), seen(pilot)


async def test_frames_are_lines(small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with browse(small) as pilot:
        assert "─" in lines(pilot)[4]
        await pilot.press("question_mark")
        assert {"┌", "┐", "└", "┘", "│"} <= set(seen(pilot))
