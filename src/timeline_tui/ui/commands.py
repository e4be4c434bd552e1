"""The command palette: the actions of the screen and of the focused widget, with their keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.types import IgnoreReturnCallbackType

from timeline_tui.text import fold
from timeline_tui.ui.browser.keys import SYNONYMS

_WORD = re.compile(r"\w+")
_BEST_FUZZY = 100.0
"""A score above any of Textual's fuzzy search."""


class PaletteCommand(NamedTuple):
    """A command of the palette: its name, its keys, its synonyms, and the function to run."""

    name: str
    keys: str
    synonyms: str
    run: IgnoreReturnCallbackType


class Rank(NamedTuple):
    """A command's score, from 0 (no match) to 1, and the synonym that matched, if any."""

    score: float
    word: str = ""


def rank(typed: str, command: PaletteCommand, fuzzy: float) -> Rank:
    """Rank a command by how its name or synonyms match.

    Names that start with the typed text come first, then keys, words that start with the typed words, synonyms,
    substrings, and fuzzy matches.

    Args:
        typed: The text the user typed.
        command: The command.
        fuzzy: The score of Textual's fuzzy search in the name, which has no upper bound.
    """
    wanted, name = fold(typed.strip()), fold(command.name)
    key = 0.05 if typed.strip() in command.keys.split() else 0.0
    words = _WORD.findall(name)
    if name.startswith(wanted):
        return Rank(0.9 + key)
    if key:
        return Rank(0.85)
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return Rank(0.8)
    for word in command.synonyms.split():
        if word.startswith(wanted):
            return Rank(0.7, word)
    if wanted in name:
        return Rank(0.6)
    return Rank(0.5 * min(1.0, fuzzy / _BEST_FUZZY))


class Commands(Provider):
    """Provides all actions that are currently available, and the choice of theme."""

    def commands(self) -> Iterator[PaletteCommand]:
        """Yield all commands, those of the focused widget first."""
        from timeline_tui.ui.active_keys import active_keys

        for node, keys in active_keys(self.screen).items():
            for key in keys:
                # The palette need not list itself.
                if key.id != "commands":
                    run = partial(self.app.call_next, self.app.run_action, key.action, node)
                    yield PaletteCommand(key.description, key.keys, SYNONYMS.get(key.id, ""), run)
        yield PaletteCommand("Choose the colours (theme)", "", "dark light", self.app.action_change_theme)

    async def discover(self) -> Hits:
        """Yield all commands, while nothing is typed."""
        for command in self.commands():
            yield DiscoveryHit(_line(Content(command.name), command.keys), command.run, text=command.name)

    async def search(self, query: str) -> Hits:
        """Yield the commands whose name, synonyms or keys match the query."""
        matcher = self.matcher(query)
        for command in self.commands():
            score, word = rank(query, command, matcher.match(command.name))
            if score > 0:
                name = matcher.highlight(command.name)
                if word:
                    name = Content.assemble(name, (f" ({word})", "dim"))
                yield Hit(score, _line(name, command.keys), command.run, text=command.name)


def _line(name: Content, keys: str) -> Content:
    return Content.assemble(Content.styled(f"{keys:18.18} ", "bold"), name)
