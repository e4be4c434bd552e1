"""The menus for copying and opening. Each choice has a key; `y` again copies the citation."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Key

from timeline_tui.text import clip, one_line, reveal
from timeline_tui.ui import styles
from timeline_tui.ui.citation import Choice
from timeline_tui.ui.keyboard_layouts import latin_character
from timeline_tui.ui.screens.overlay import ESCAPE, Picker
from timeline_tui.ui.widgets.hints import Hint
from timeline_tui.ui.widgets.line_list import LineList

_NAME_WIDTH = 14
_SHOWN = 500
"""Maximum number of characters of a text that are looked at for its row."""


class CopyMenu(Picker[Choice]):
    """The copy menu."""

    DEFAULT_CSS = """
    CopyMenu LineList { max-height: 10; }
    CopyMenu #full-text { max-height: 10; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Copy", id="copy.choose", show=False)]

    title_text = "copy"
    hints = (Hint("the letter or Enter", "copy"), ESCAPE)
    fit = True

    def on_mount(self) -> None:
        """Make the list as high as its rows."""
        self.query_one(LineList).styles.height = len(self.items)

    def draw_item(self, item: Choice, width: int) -> list[Segment]:
        """Draw the key, the name and the beginning of the text."""
        head = f" {item.key:1}  {item.name:{_NAME_WIDTH}}"
        shown = clip(one_line(item.text[:_SHOWN]), max(1, width - len(head) - 1))
        return [Segment(head, styles.TITLE), Segment(shown, styles.DIM)]

    def full_text(self, item: Choice) -> str:
        """Return the text to copy or open."""
        return reveal(item.text, lines=True)

    def on_key(self, event: Key) -> None:
        """Choose the item whose key was pressed."""
        for choice in self.items:
            # Letters count by their place on the keyboard too: "н" is on the key of "y" on a Russian one.
            if choice.key and choice.key in (event.character, latin_character(event.character)):
                event.stop()
                self.dismiss(choice)
                return


class OpenMenu(CopyMenu):
    """The menu of what can be opened."""

    title_text = "open"
    hints = (Hint("the number or Enter", "open"), ESCAPE)
