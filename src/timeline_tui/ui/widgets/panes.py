"""Lay out two panes side by side, one above the other, or one at a time, depending on the size of the screen.

The user navigates in the first pane and reads in the second. If there is room for one only, the second opens over the
first, and `leave` goes back. Zooming does the same on request.

Another pane can replace the first; it has the full width, with the second below.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget

WIDE = 90
"""The fewest columns for panes side by side."""
TALL = 18
"""The fewest lines of a screen without the axis for panes one above the other, on narrower screens."""


class Panes(Container):
    """The container of the panes; its CSS classes (`-wide`, `-stacked`, `-single`, `-second`, ...) set the layout."""

    # The panes cover all of it, so there is nothing to draw.
    BLANK = True

    def __init__(self, first: Widget, second: Widget, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.first = self._usual = first
        """The pane that is shown for navigation."""
        self._second = second

    def compose(self) -> ComposeResult:
        """Yield both panes."""
        yield self.first
        yield self._second

    def on_resize(self, event: Resize) -> None:
        """Choose the layout."""
        self._lay_out(event.size)

    def _lay_out(self, size: Size) -> None:
        replaced = self.first is not self._usual
        wide, tall = size.width >= WIDE and not replaced, size.height >= TALL - 2
        self.set_class(replaced, "-replaced")
        self.set_class(wide, "-wide")
        self.set_class(not wide and tall, "-stacked")
        self.set_class(not wide and not tall, "-single")

    def replace_first(self, first: Widget) -> None:
        """Show another pane of this container in place of the first, and focus it."""
        self.first.add_class("-hidden")
        self.first = first
        first.remove_class("-hidden")
        self._lay_out(self.size)
        self.leave()

    def read(self) -> None:
        """Focus the second pane."""
        self.add_class("-second")
        self._second.focus()

    def leave(self) -> None:
        """Focus the first pane."""
        self.remove_class("-second")
        self.first.focus()

    def switch(self) -> None:
        """Focus the other pane."""
        if self._second.has_focus:
            self.leave()
        else:
            self.read()

    def back(self) -> bool:
        """Leave the second pane, else the zoom; return whether there was anything to leave."""
        if self._second.has_focus:
            self.leave()
        elif self.has_class("-zoomed"):
            self.remove_class("-zoomed")
        else:
            return False
        return True

    def zoom(self) -> None:
        """Show only the focused pane, or both again."""
        self.toggle_class("-zoomed")

    def focus_current(self) -> None:
        """Focus the pane that had the focus last."""
        (self._second if self.has_class("-second") else self.first).focus()
