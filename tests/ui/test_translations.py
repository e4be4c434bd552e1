"""`w` shows titles and summaries in the next language."""

from __future__ import annotations

from collections.abc import Callable

from seen import browse, lines, seen, session_of, until

Write = Callable[[str], str]

TEXT = """
[[events]]
id = "a"
date = 2024-08-06
title = "Crossing"
title_uk = "Перехід"

[[events]]
id = "b"
date = 2024-08-07
title = "Emergency"
"""


async def test_w_shows_the_next_language(write: Write) -> None:
    async with browse(write(TEXT), size=(100, 30)) as pilot:
        await until(pilot, lambda: "uk: Перехід" in seen(pilot))
        await pilot.press("j", "w")
        await until(pilot, lambda: "Перехід" in lines(pilot)[4] or "Перехід" in lines(pilot)[5])
        assert "in uk" in lines(pilot)[0]
        assert session_of(pilot).session.chosen == "b"
        await pilot.press("k")
        await until(pilot, lambda: "original: Crossing" in seen(pilot))
        await pilot.press("slash", *"crossing", "enter")
        await until(pilot, lambda: "1 of 2" in lines(pilot)[0])
        assert "Перехід" in seen(pilot)
        await pilot.press("r")
        await until(pilot, lambda: "reloaded" in lines(pilot)[-1])
        assert "in uk" in lines(pilot)[0]
        assert "original: Crossing" in seen(pilot)
        await pilot.press("w")
        await until(pilot, lambda: "uk: Перехід" in seen(pilot))
        assert "in uk" not in lines(pilot)[0]


async def test_w_without_translations_is_reported(small: str) -> None:
    async with browse(small) as pilot:
        await pilot.press("w")
        await until(pilot, lambda: "no translations" in lines(pilot)[-1])
