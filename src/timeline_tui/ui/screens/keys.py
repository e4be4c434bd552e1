"""The keys that work where the focus is, read off the live bindings, so that a remapped key shows as it is."""

from __future__ import annotations

from typing import NamedTuple

from rich.segment import Segment
from textual.app import ComposeResult
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from timeline_tui.ui import styles
from timeline_tui.ui.screens.overlay import Overlay
from timeline_tui.ui.widgets.line_list import LineList

KEY_NAMES = {
    "left_curly_bracket": "{", "right_curly_bracket": "}", "left_square_bracket": "[",
    "right_square_bracket": "]", "slash": "/", "backslash": "\\", "comma": ",", "question_mark": "?",
    "exclamation_mark": "!", "colon": ":", "escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab",
    "shift+tab": "Shift-Tab", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End",
    "up": "Up", "down": "Down", "left": "Left", "right": "Right", "plus": "+", "minus": "-",
}  # fmt: skip


class KeyRow(NamedTuple):
    """Some keys and what they do; a heading has no keys."""

    keys: str
    description: str


def key_name(key: str) -> str:
    """A key as people write it: "Ctrl-f", "Esc", "{"."""
    if key.startswith("ctrl+"):
        return f"Ctrl-{key[5:]}"
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return KEY_NAMES.get(key, key)


def bindings_of(node: DOMNode) -> dict[str, KeyRow]:
    """Each described action of a widget or screen, with all the keys that do it; keyed by the action."""
    found: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for key, bindings in node._bindings.key_to_bindings.items():
        for binding in bindings:
            if binding.description:
                found.setdefault(binding.action, []).append(key_name(key))
                words[binding.action] = binding.description
    return {action: KeyRow(" ".join(keys), words[action]) for action, keys in found.items()}


def key_rows(focused: Widget | None, screen: Screen[object]) -> list[KeyRow]:
    """The help: the keys of what has the focus, then those that work everywhere."""
    rows: list[KeyRow] = []
    if focused is not None and focused is not screen:
        rows.append(KeyRow("", f"In the {focused.id or 'list'}"))
        rows += bindings_of(focused).values()
        rows.append(KeyRow("", "Everywhere"))
    rows += bindings_of(screen).values()
    return rows


class _Rows(LineList):
    """The keys, then what they do."""

    def __init__(self, rows: list[KeyRow]) -> None:
        super().__init__()
        self._rows = rows

    def on_mount(self) -> None:
        """All of them."""
        self.set_count(len(self._rows))

    def can_hold(self, row: int) -> bool:
        """Not the headings."""
        return super().can_hold(row) and bool(self._rows[row].keys)

    def draw_row(self, row: int, width: int) -> list[Segment]:
        """A heading, or keys and words."""
        keys, description = self._rows[row]
        if not keys:
            return [Segment(f" {description}", styles.HEADING)]
        column = min(26, width // 2)
        return [Segment(f"   {keys:{column - 4}} ", styles.TITLE), Segment(description, styles.PLAIN)]


class KeyHelp(Overlay[None]):
    """The keys of what had the focus."""

    title_text = "keys"
    hints = "j k move   Esc closes   : lists all commands"

    def __init__(self, rows: list[KeyRow]) -> None:
        super().__init__()
        self._rows = rows

    def body(self) -> ComposeResult:
        """The list."""
        yield _Rows(self._rows)

