"""A line of text to type in: Textual's, but that a paste of several lines is taken whole."""

from __future__ import annotations

from rich.highlighter import Highlighter
from textual import events
from textual.geometry import Region
from textual.suggester import Suggester
from textual.widgets import Input

from timeline_tui.text import reveal


class TextLine(Input):
    """The base of every line of text on the screen."""

    def __init__(
        self,
        *,
        placeholder: str = "",
        highlighter: Highlighter | None = None,
        suggester: Suggester | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(
            placeholder=placeholder,
            highlighter=highlighter,
            suggester=suggester,
            select_on_focus=False,
            id=id,
        )
        self.cursor_blink = False  # each blink would be sent to the terminal
        self._initial_value = False  # Textual does not scroll to the end of the first text

    def on_resize(self) -> None:
        """Keep the caret in sight where a message on the right takes room."""
        self.scroll_to_region(Region(self._cursor_offset, 0, 1, 1), force=True, animate=False)

    def validate_value(self, value: str) -> str:
        """The text without what cannot be seen: pasted text often holds such, and nothing would match it."""
        blank = value.replace("\t", " ")
        return blank if reveal(blank) == blank else "".join([char for char in blank if reveal(char) == char])

    def _on_paste(self, event: events.Paste) -> None:
        """Take all lines, joined by blanks: Textual takes the first one only."""
        event.prevent_default()
        event.stop()
        text = " ".join([line for line in event.text.splitlines() if line])
        self.replace(text, *sorted(self.selection))
