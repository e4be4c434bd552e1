"""The help screen: the keys that work at the current focus, read from the active bindings, remapped keys included."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.events import Key
from textual.screen import Screen

from timeline_tui.text import reveal
from timeline_tui.ui import styles
from timeline_tui.ui.glyphs import for_locale
from timeline_tui.ui.restricted_actions import is_offered
from timeline_tui.ui.screens.overlay import ESCAPE, Overlay
from timeline_tui.ui.widgets.hints import Hint, HintLine, clickable
from timeline_tui.ui.widgets.line_list import LineList

KEY_NAMES = {
    "left_curly_bracket": "{", "right_curly_bracket": "}", "left_square_bracket": "[",
    "right_square_bracket": "]", "slash": "/", "backslash": "\\", "comma": ",", "question_mark": "?",
    "exclamation_mark": "!", "at": "@", "colon": ":", "escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab",
    "shift+tab": "Shift-Tab", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End",
    "up": "Up", "down": "Down", "left": "Left", "right": "Right", "plus": "+", "minus": "-", "equals_sign": "=",
    "dollar_sign": "$", "circumflex_accent": "^",
}  # fmt: skip


class KeyRow(NamedTuple):
    """The keys of an action and its description. A heading has no keys."""

    keys: str
    description: str


SIGNS = (
    KeyRow("~  ?  %", "the date is about, uncertain, both"),
    KeyRow("↔  …  -", "an interval or several dates; a part open; no date"),
    KeyRow("–  –?  ?–", "the end is open; it is unknown; so is the start"),
    KeyRow("or  +2", "one of several dates; all of them, two more"),
    KeyRow("!", "the event or one of its claims is disputed"),
    KeyRow("*", "marked by you"),
)
ASCII_SIGNS = tuple([row._replace(keys=row.keys.replace("↔", "=").replace("…", "_")) for row in SIGNS])
AXIS_SIGNS = (
    KeyRow("▁  █", "how many events are surely in the cell"),
    KeyRow("⣀  ⣿", "what may be there, spread over its dates"),
    KeyRow("━  ╌", "something lasts; it may last"),
    KeyRow("░  ─", "only what the filter hides"),
)
ASCII_AXIS_SIGNS = tuple(
    [
        KeyRow(keys, row.description)
        for keys, row in zip((".  #", "-  ^", "=  ~", "%  _"), AXIS_SIGNS, strict=True)
    ]
)
LANE_SIGNS = (
    KeyRow("●  ○", "an event in this cell; one about or uncertain"),
    KeyRow("2  +  #", "so many in a cell; ten or more; a hundred"),
    KeyRow("┣━┫  ╋", "begins, lasts, ends; one ends where one begins"),
    KeyRow("╌", "may last: it may begin later, or have ended"),
    KeyRow("⣀  ⣤⣶⣿", "may be in any of these: one event, more; with ━: ╍"),
    KeyRow("!", "disputed; of several, their number is underlined"),
    KeyRow("·", "only events that the filter hides"),
    KeyRow("│", "where the event of the cursor begins and ends"),
)
ASCII_LANE_SIGNS = tuple(
    [
        KeyRow(keys, row.description.replace("━: ╍", "=: &"))
        for keys, row in zip(
            ("o  ?", "2  +  #", "[=]  H", "~", "-  ^", "!", "'", "|"), LANE_SIGNS, strict=True
        )
    ]
)
FILTER = (
    KeyRow("peace force", 'both; "just force" the phrase; -word without it'),
    KeyRow("speaker:name", "who is quoted; by: who claims; actor: anybody"),
    KeyRow("location:  tag:", "where, what about; source: title: quote: claim:"),
    KeyRow("date:2024-08", "may lie then; date!: certainly; since: until:"),
    KeyRow("has:claim", "also quote, source, coordinates; is:contested"),
    KeyRow("a OR b", "either; ( ) groups"),
)
"""The essentials of the query language; docs/query.md describes it in full."""


def key_name(key: str) -> str:
    """Return the usual notation of a Textual key name: "Ctrl-f", "Esc", "{"."""
    if key.startswith("ctrl+"):
        return f"Ctrl-{key[5:]}"
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return KEY_NAMES.get(key, key)


_CHORD = re.compile(r"((?:(?:ctrl|alt|shift|super|hyper|meta)\+)*)(\w+)")
_PRESSED_NAMES = {
    **KEY_NAMES,
    "insert": "Insert",
    "delete": "Delete",
    "backspace": "Backspace",
}


def pressed_name(key: str, character: str | None) -> str:
    """Return the usual notation of a pressed key, or "" for a modifier, lock or media key.

    Args:
        key: Textual's name of the key.
        character: The character it types, if any.
    """
    if character and character != " " and reveal(character) == character:
        return character
    chord = _CHORD.fullmatch(key)
    if chord is None:
        return ""
    modifiers, base = chord.groups()
    if len(base) > 1 and base not in _PRESSED_NAMES and not re.fullmatch(r"f\d+", base):
        return ""  # Shift, Caps Lock, volume keys
    name = _PRESSED_NAMES.get(base) or (base.upper() if len(base) > 1 else base)
    return "-".join([*(part.capitalize() for part in modifiers.split("+") if part), name])


def unbound(screen: Screen[Any], event: Key) -> str:
    """Return the message for a key without a binding; "" for modifier, lock and media keys."""
    name = pressed_name(event.key, event.character)
    helps = [key_name(key) for key, active in screen.active_bindings.items() if active.binding.id == "help"]
    return name and f"{name}: no such key" + (f" ({helps[0]} shows keys)" if helps else "")


def key_rows_of(screen: Screen[Any]) -> dict[DOMNode, dict[str, KeyRow]]:
    """Return the active keys: for each node with bindings, the keys and description of each action.

    Only bindings of this program are included; all of them have an id. Remapped keys appear as remapped. The focused
    widget comes first, the screen last.
    """
    keys: dict[tuple[DOMNode, str], list[str]] = {}
    words: dict[tuple[DOMNode, str], tuple[int, str]] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        order = _binding_order(active.node)
        if binding.id in order and binding.description and is_offered(binding.action):
            keys.setdefault((active.node, binding.action), []).append(key_name(key))
            words[(active.node, binding.action)] = (order[binding.id], binding.description)
    found: dict[DOMNode, dict[str, KeyRow]] = {}
    for node, action in sorted(words, key=lambda place: (place[0] is screen, words[place][0])):
        names = sorted(keys[(node, action)], key=lambda name: (len(name) > 1, "Ctrl" in name))
        found.setdefault(node, {})[action] = KeyRow("  ".join(names), words[(node, action)][1])
    return found


def _binding_order(node: DOMNode) -> dict[str, int]:
    """Return the position of each binding id in the `BINDINGS` of the node's classes."""
    written = [binding for base in type(node).__mro__ for binding in vars(base).get("BINDINGS", ())]
    ids = [binding.id for binding in written if isinstance(binding, Binding) and binding.id]
    return {key: order for order, key in enumerate(dict.fromkeys(ids))}


def key_rows(screen: Screen[Any]) -> list[KeyRow]:
    """Return the rows of the help: keys of the focused widget, keys of the screen, the signs, and query syntax."""
    rows: list[KeyRow] = []
    for node, actions in key_rows_of(screen).items():
        rows.append(KeyRow("", "Everywhere" if node is screen else f"In the {node.id or 'list'}"))
        on_axis = [row for action, row in actions.items() if action.startswith("axis")]
        rows += [row for row in actions.values() if row not in on_axis]
        if on_axis:
            rows += [KeyRow("", "On the time axis"), *on_axis]
    ascii = for_locale().ascii
    if screen.focused is not None and screen.focused.id == "lanes":
        rows += [KeyRow("", "Signs in the lanes"), *(ASCII_LANE_SIGNS if ascii else LANE_SIGNS)]
    else:
        rows += [KeyRow("", "Signs on the time axis"), *(ASCII_AXIS_SIGNS if ascii else AXIS_SIGNS)]
    rows += [KeyRow("", "Signs in the list"), *(ASCII_SIGNS if ascii else SIGNS)]
    return [*rows, KeyRow("", "In the filter"), *FILTER]


class _KeyRows(LineList):
    """The list of keys and descriptions."""

    def __init__(self, rows: list[KeyRow], tell: Callable[[bool], None]) -> None:
        super().__init__()
        self._rows = rows
        self._show_more = tell

    def show_row(self, row: int) -> None:
        """Scroll to a row, and report whether there are more rows below."""
        super().show_row(row)
        self._show_more(self.top + self.size.height < self.count)

    def on_mount(self) -> None:
        """Set the number of rows."""
        self.set_count(len(self._rows))

    def can_hold(self, row: int) -> bool:
        """Return whether the cursor can be on a row, which excludes headings."""
        return super().can_hold(row) and bool(self._rows[row].keys)

    def draw_row(self, row: int, width: int) -> list[Segment]:
        """Draw a heading, or keys and their description."""
        keys, description = self._rows[row]
        if not keys:
            return [Segment(f" {description}", styles.HEADING)]
        column = max(6, min(24, width // 2))
        return [Segment(f"   {keys:{column - 4}} ", styles.TITLE), Segment(description, styles.PLAIN)]


class KeyHelp(Overlay[None]):
    """The help screen, for the widget that had the focus."""

    title_text = "keys"
    hints = (Hint("j k", "move"), ESCAPE, Hint(":", "lists all commands", "screen.commands"))

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("colon,ctrl+p", "commands", "Commands", show=False),
    ]

    def __init__(self, rows: list[KeyRow]) -> None:
        super().__init__()
        self._rows = rows

    def body(self) -> ComposeResult:
        """Yield the list."""
        yield _KeyRows(self._rows, self._show_more)

    def _show_more(self, more: bool) -> None:
        move = Hint("j k", f"move{', there is more below' if more else ''}")
        for hints in self.query("#hints").results(HintLine):
            hints.update(clickable((move, *self.hints[1:]), "dim"))

    def action_commands(self) -> None:
        """Close the help and open the command palette."""
        self.dismiss(None)
        self.app.call_later(self.app.run_action, "command_palette")
