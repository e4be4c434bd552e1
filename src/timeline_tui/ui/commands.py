"""The command palette: every action of the screen and of what has the focus, with its keys, a line each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.types import IgnoreReturnCallbackType

HIDDEN = frozenset(("app.command_palette",))
"""The palette does not offer itself."""


class Command(NamedTuple):
    """What it does, the keys that do it too, and the doing."""

    name: str
    keys: str
    run: IgnoreReturnCallbackType


class Commands(Provider):
    """Offers every action that can be done now, and the change of colours."""

    def commands(self) -> Iterator[Command]:
        """All of them, those of the focused pane first."""
        from timeline_tui.ui.screens.keys import key_rows_of

        for node, actions in key_rows_of(self.screen).items():
            for action, row in actions.items():
                if action not in HIDDEN:
                    run = partial(self.app.call_next, self.app.run_action, action, node)
                    yield Command(row.description, row.keys, run)
        yield Command("Choose the colours (theme)", "", self.app.action_change_theme)

    async def discover(self) -> Hits:
        """Everything, while nothing is typed."""
        for name, keys, run in self.commands():
            yield DiscoveryHit(_line(Content(name), keys), run, text=name)

    async def search(self, query: str) -> Hits:
        """What has the typed letters in its name or is their key."""
        matcher = self.matcher(query)
        for name, keys, run in self.commands():
            score = 1.0 if query.strip() in keys.split() else matcher.match(name)
            if score > 0:
                yield Hit(score, _line(matcher.highlight(name), keys), run, text=name)


def _line(name: Content, keys: str) -> Content:
    return Content.assemble(Content.styled(f"{keys:18.18} ", "bold"), name)
