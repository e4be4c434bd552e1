"""Widths in cells, compared with those of Rich."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from timeline_tui.cli.cell_width import cells, fit, pad


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("Żółć", 4),
        ("Путин", 5),
        ("日本語", 6),
        ("한국", 4),
        ("e\u0301", 1),
        ("한", 2),
        ("👍🏽", 2),
        ("👩\u200d👩\u200d👧", 2),
        ("❤\ufe0f", 2),
        ("🇺🇦", 2),
        ("नमस्ते", 4),
    ],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize("text", ["plain", "日本 and more", "Ünïcödé", "مرحبا", "—…“”"])
def test_widths_match_those_of_rich(text: str) -> None:
    assert cells(text) == cell_len(text)


@pytest.mark.parametrize("text", ["a word or two", "日本語テキスト", "👩\u200d👩\u200d👧 family", "x" * 50])
@pytest.mark.parametrize("width", range(12))
def test_fit_never_takes_more(text: str, width: int) -> None:
    found = fit(text, width)
    assert cells(found) <= width
    assert found == text or not width or found.endswith("…")


def test_pad() -> None:
    assert pad("日本", 6) == "日本  "
    assert pad("too long", 3) == "too long"
