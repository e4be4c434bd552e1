"""The help screen: the keys that work at the current focus, the signs, and the essentials of the query language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from timeline_tui.ui import styles
from timeline_tui.ui.active_keys import ActiveKey, active_keys
from timeline_tui.ui.glyphs import for_locale
from timeline_tui.ui.screens.overlay import ESCAPE, ItemList, Overlay
from timeline_tui.ui.widgets.hints import Hint


class HelpRow(NamedTuple):
    """Keys, signs or a part of a query, their description, and the signs in ASCII. A heading has no keys."""

    keys: str
    description: str
    ascii: str = ""


_LIST_SIGNS = (
    HelpRow("~  ?  %", "approximate; uncertain; both"),
    HelpRow("↔  …  -", "interval or several dates; partly open; undated", "=  _  -"),
    HelpRow("–  –?  ?–", "open end; unknown end; unknown start"),
    HelpRow("or  +2", "one of several dates; all of them, two more"),
    HelpRow("!", "the event or one of its claims is disputed"),
    HelpRow("*", "marked by you"),
)
_AXIS_SIGNS = (
    HelpRow("▁  █", "number of events certainly in the cell", ".  #"),
    HelpRow("⣀  ⣿", "possible events, spread over their dates", "-  ^"),
    HelpRow("━  ╌", "an event lasts; an event possibly lasts", "=  ~"),
    HelpRow("░  ─", "only events that the filter hides", "%  _"),
)
_LANE_SIGNS = (
    HelpRow("●  ○", "an event; one approximate or uncertain", "o  ?"),
    HelpRow("2  +  #", "number of events; ten or more; a hundred or more"),
    HelpRow("┣━┫  ╋", "begins, lasts, ends; one ends where one begins", "[=]  H"),
    HelpRow("╌", "possibly lasts: may begin later, or have ended", "~"),
    HelpRow("⣀  ⣤⣶⣿  ╍", "may be in any of these: one; more; and one lasts", "-  ^  &"),
    HelpRow("!", "disputed; of several, their number is underlined"),
    HelpRow("·", "only events that the filter hides", "'"),
    HelpRow("│", "where the event of the cursor begins and ends", "|"),
)
_QUERY = (
    HelpRow("peace force", 'both; "just force" the phrase; -word without it'),
    HelpRow("speaker:name", "who is quoted; by: who claims; actor: anyone"),
    HelpRow("location:  tag:", "where, what about; source: title: quote: claim:"),
    HelpRow("date:2024-08", "possibly then; date!: certainly; since: until:"),
    HelpRow("has:claim", "also quote, source, coordinates; is:contested"),
    HelpRow("a OR b", "either; ( ) groups"),
)
"""The essentials of the query language; docs/query.md describes it in full."""


def help_rows(screen: Screen[Any]) -> list[HelpRow]:
    """Return the keys of the focused widget, the keys of the screen, the signs, and the query syntax."""
    rows: list[HelpRow] = []
    for node, keys in active_keys(screen).items():
        on_axis = [key for key in keys if key.id.startswith("axis.")]
        others = [key for key in keys if key not in on_axis]
        rows += _section("Everywhere" if node is screen else f"In the {node.id or 'list'}", _key_rows(others))
        rows += _section("On the time axis", _key_rows(on_axis))
    if screen.focused is not None and screen.focused.id == "lanes":
        rows += _section("Signs in the lanes", _LANE_SIGNS)
    else:
        rows += _section("Signs on the time axis", _AXIS_SIGNS)
    return [
        *rows,
        *_section("Signs in the list", _LIST_SIGNS),
        *_section("In the filter", _QUERY),
    ]


def _section(heading: str, rows: Sequence[HelpRow]) -> list[HelpRow]:
    ascii = for_locale().ascii
    rows = [row._replace(keys=row.ascii) if ascii and row.ascii else row for row in rows]
    return [HelpRow("", heading), *rows] if rows else []


def _key_rows(keys: Sequence[ActiveKey]) -> list[HelpRow]:
    return [HelpRow(key.keys, key.description) for key in keys]


def _draw_row(row: HelpRow, width: int) -> list[Segment]:
    """Draw a heading, or keys and their description."""
    if not row.keys:
        return [Segment(f" {row.description}", styles.HEADING)]
    column = max(6, min(24, width // 2))
    return [Segment(f"   {row.keys:{column - 4}} ", styles.TITLE), Segment(row.description, styles.PLAIN)]


class _HelpList(ItemList[HelpRow]):
    """The list of rows. When it scrolls, `on_scroll` is called with whether there are more rows below."""

    def __init__(self, rows: Sequence[HelpRow], on_scroll: Callable[[bool], None]) -> None:
        super().__init__(rows, _draw_row)
        self._on_scroll = on_scroll

    def show_row(self, row: int) -> None:
        """Scroll to a row, and report whether there are more rows below."""
        super().show_row(row)
        self._on_scroll(self.top + self.size.height < self.count)

    def can_hold(self, row: int) -> bool:
        """Return whether the row is not a heading."""
        return super().can_hold(row) and bool(self.items[row].keys)


class KeyHelp(Overlay[None]):
    """The help screen, for the widget that had the focus."""

    title_text = "keys"
    hints = (Hint("j k", "move"), ESCAPE, Hint(":", "all commands", "screen.commands"))

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("colon,ctrl+p", "commands", "Commands", show=False),
    ]

    def __init__(self, rows: Sequence[HelpRow]) -> None:
        super().__init__()
        self._rows = rows

    def body(self) -> ComposeResult:
        """Yield the list."""
        yield _HelpList(self._rows, self._show_more)

    def _show_more(self, more: bool) -> None:
        self.hints = (Hint("j k", "move (more below)" if more else "move"), *self.hints[1:])
        self.show_hints()

    def action_commands(self) -> None:
        """Close the help and open the command palette."""
        # The palette lists the commands of the screen on top, so it opens after this one is gone.
        self.dismiss(None)
        self.app.call_later(self.app.run_action, "command_palette")
