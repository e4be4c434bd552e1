"""The keys that work at the current focus, read from the active bindings, remapped keys included, and their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode
from textual.events import Key
from textual.screen import Screen

from timeline_tui.text import reveal
from timeline_tui.ui.browser.keys import is_offered

KEY_NAMES = {
    "left_curly_bracket": "{", "right_curly_bracket": "}", "left_square_bracket": "[", "right_square_bracket": "]",
    "slash": "/", "backslash": "\\", "comma": ",", "question_mark": "?", "exclamation_mark": "!", "at": "@",
    "colon": ":", "plus": "+", "minus": "-", "equals_sign": "=", "dollar_sign": "$", "circumflex_accent": "^",
    "escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab", "pageup": "PgUp", "pagedown": "PgDn",
    "home": "Home", "end": "End", "up": "Up", "down": "Down", "left": "Left", "right": "Right",
    "insert": "Insert", "delete": "Delete", "backspace": "Backspace",
}  # fmt: skip
_CHORD = re.compile(r"((?:(?:ctrl|alt|shift|super|hyper|meta)\+)*)(\w+)")
_FUNCTION_KEY = re.compile(r"f[0-9]+")


def key_name(key: str) -> str:
    """Return the usual notation of a Textual key name: "Ctrl-f", "Esc", "{"."""
    chord = _CHORD.fullmatch(key)
    if chord is None:
        return key
    modifiers, base = chord.groups()
    name = base.upper() if _FUNCTION_KEY.fullmatch(base) else KEY_NAMES.get(base, base)
    return modifiers.title().replace("+", "-") + name


def pressed_name(key: str, character: str | None) -> str:
    """Return the usual notation of a pressed key, or "" for a modifier, lock or media key.

    Args:
        key: Textual's name of the key.
        character: The character it types, if any.
    """
    if character and character != " " and reveal(character) == character:
        return character
    # Textual names a character without a name by itself, be it invisible or half a surrogate pair: not to be shown.
    chord = _CHORD.fullmatch(key)
    base = chord[2] if chord is not None else ""
    return key_name(key) if len(base) == 1 or base in KEY_NAMES or _FUNCTION_KEY.fullmatch(base) else ""


def unbound_message(screen: Screen[Any], event: Key) -> str:
    """Return the message for a key without a binding; "" for modifier, lock and media keys."""
    name = pressed_name(event.key, event.character)
    helps = [key_name(key) for key, active in screen.active_bindings.items() if active.binding.id == "help"]
    return name and f"{name}: not bound" + (f" ({helps[0]} help)" if helps else "")


class ActiveKey(NamedTuple):
    """The keys of a binding, with its id, action and description."""

    keys: str
    id: str
    action: str
    description: str


def active_keys(screen: Screen[Any]) -> dict[DOMNode, list[ActiveKey]]:
    """Return the active keys of each node with bindings, in the order in which its bindings are written.

    Only bindings of this program are included; all of them have an id. The focused widget comes first, the screen last.
    """
    names: dict[DOMNode, dict[str, list[str]]] = {}
    for key, active in screen.active_bindings.items():
        names.setdefault(active.node, {}).setdefault(active.binding.id or "", []).append(key_name(key))
    found = {
        node: list(_keys_of(node, names[node])) for node in sorted(names, key=lambda node: node is screen)
    }
    return {node: keys for node, keys in found.items() if keys}


def _keys_of(node: DOMNode, names: dict[str, list[str]]) -> Iterator[ActiveKey]:
    """Yield the active keys of a node, given the names of the keys of each binding id."""
    bindings: dict[str, Binding] = {}
    for base in type(node).__mro__:
        for binding in vars(base).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id in names and is_offered(binding.id):
                # Subclasses come first: their description of an id replaces the one of their base.
                bindings.setdefault(binding.id, binding)
    for id, binding in bindings.items():
        keys = sorted(names[id], key=lambda name: (len(name) > 1, "Ctrl" in name))
        yield ActiveKey("  ".join(keys), id, binding.action, binding.description)
