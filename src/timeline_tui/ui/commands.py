"""The command palette's list: every action of the screen and of what has the focus, with its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.dom import DOMNode
from textual.screen import Screen

from timeline_tui.ui.screens.keys import key_rows_of

HIDDEN = frozenset(("app.command_palette",))
"""The palette does not offer itself."""


def commands(app: App[Any], screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Every action that can be done now, its keys beside it, and the change of theme."""
    for node, actions in key_rows_of(screen).items():
        for action, row in actions.items():
            if action not in HIDDEN:
                yield SystemCommand(row.description, row.keys, _doing(app, node, action))
    yield SystemCommand("Theme", "choose the colours", app.action_change_theme)


def _doing(app: App[Any], node: DOMNode, action: str) -> Callable[[], None]:
    return partial(app.call_next, app.run_action, action, node)
