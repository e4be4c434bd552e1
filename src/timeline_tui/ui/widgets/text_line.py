"""A text field: Textual's `Input`, but pasting several lines inserts all of them."""

from __future__ import annotations

from rich.highlighter import Highlighter
from textual import events
from textual.geometry import Region
from textual.suggester import Suggester
from textual.widgets import Input

from timeline_tui.text import reveal
from timeline_tui.ui import compat


class TextLine(Input):
    """The base of all text fields."""

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
        # Each blink would be sent to the terminal.
        self.cursor_blink = False
        compat.skip_initial_scroll(self)

    def on_resize(self) -> None:
        """Keep the caret visible when a message on the right takes room."""
        self.scroll_to_region(Region(compat.caret_column(self), 0, 1, 1), force=True, animate=False)

    def validate_value(self, value: str) -> str:
        """Remove invisible characters, which pasted text often contains and no event would match."""
        blank = value.replace("\t", " ")
        return blank if reveal(blank) == blank else "".join([char for char in blank if reveal(char) == char])

    def _on_paste(self, event: events.Paste) -> None:
        """Insert all lines, joined by blanks; Textual inserts only the first."""
        event.prevent_default()
        event.stop()
        text = " ".join([line for line in event.text.splitlines() if line])
        # Of a selection made backwards, the start lies after the end.
        self.replace(text, *sorted(self.selection))
