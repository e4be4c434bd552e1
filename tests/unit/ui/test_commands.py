"""The order in which the palette offers commands."""

from __future__ import annotations

import re

import pytest
from textual.fuzzy import Matcher

from timeline_tui.ui.active_keys import key_name
from timeline_tui.ui.browser.keys import KEYS, SYNONYMS
from timeline_tui.ui.commands import PaletteCommand, rank


def everything() -> list[PaletteCommand]:
    """Return the browser's commands in the palette's form."""
    return [
        PaletteCommand(
            binding.description,
            "  ".join(map(key_name, binding.key.split(","))),
            SYNONYMS.get(binding.id or "", ""),
            lambda: None,
        )
        for binding in KEYS
        if not isinstance(binding, tuple)
    ]


def offered(typed: str) -> list[str]:
    """Return the names in the palette's order."""
    matcher = Matcher(typed)
    ranked = [(rank(typed, each, matcher.match(each.name)).score, each.name) for each in everything()]
    return [name for score, name in sorted(ranked, key=lambda pair: -pair[0]) if score > 0]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("q", "Quit"),
        ("q!", "Quit"),
        ("wq", "Quit"),
        ("exit", "Quit"),
        ("fil", "Filter"),
        ("c", "Commands"),
        ("copy", "Copy citation, id, link, quotes"),
        ("export", "Copy citation, id, link, quotes"),
        ("claim", "Facets: values and counts"),
        ("contest", "Facets: values and counts"),
        ("contested", "Facets: values and counts"),
        ("denied", "Facets: values and counts"),
        ("legend", "Keys"),
        ("date", "Go to a date"),
        ("r", "Reload the files"),
        ("V", "The timeline, or the list again"),
        ("next day", "Next day"),
        ("day next", "Next day"),
        ("zone", "Times: chronology's zone, as written, UTC, local"),
        ("editor", "Open in $EDITOR"),
        ("lanes", "The timeline, or the list again"),
    ],
)
def test_the_best_match_is_first(typed: str, first: str) -> None:
    assert offered(typed)[0] == first


@pytest.mark.parametrize("typed", ["q", "f", "m", "ne", "pr", "axis", "claim", "day", "xyz", "e"])
def test_matches_at_the_start_of_a_name_come_before_words_and_the_rest(typed: str) -> None:
    def order(name: str) -> int:
        name = name.lower()
        if name.startswith(typed):
            return 0
        return 1 if any(word.startswith(typed) for word in re.findall(r"\w+", name)) else 2

    keys = [each.name for each in everything() if typed in each.keys.split()]
    found = [order(name) for name in offered(typed) if name not in keys]
    assert found == sorted(found)


def test_synonyms_are_of_commands_that_exist() -> None:
    ids = {binding.id for binding in KEYS if not isinstance(binding, tuple)}
    assert set(SYNONYMS) <= ids | {"theme"}
