"""Two panes in the room there is: side by side, one above the other, or one at a time.

The first pane is the one to navigate in, the second the one to read. Where there is room for one only, the second
opens over the first and `leave` goes back. Zooming does the same by the user's wish.

Another pane can be put in place of the first; it has the whole width, the second below it.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget

WIDE = 90
"""Columns from which the panes stand side by side."""
TALL = 18
"""Lines from which they stand one above the other on narrower screens."""


class Panes(Container):
    """Holds the two panes; its classes (`-wide`, `-stacked`, `-single`, `-second`, `-zoomed`) do the layout."""

    BLANK = True  # all of it is covered by the two

    def __init__(self, first: Widget, second: Widget, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.first = self._usual = first
        """The pane to navigate in that is shown."""
        self._second = second

    def compose(self) -> ComposeResult:
        """Both."""
        yield self.first
        yield self._second

    def on_resize(self, event: Resize) -> None:
        """Choose the layout by the size."""
        self._lay_out(event.size)

    def _lay_out(self, size: Size) -> None:
        unusual = self.first is not self._usual
        wide, tall = size.width >= WIDE and not unusual, size.height >= TALL - 2
        self.set_class(unusual, "-unusual")
        self.set_class(wide, "-wide")
        self.set_class(not wide and tall, "-stacked")
        self.set_class(not wide and not tall, "-single")

    def put(self, first: Widget) -> None:
        """Show another pane, one of those in here, in place of the first, and go there."""
        self.first.add_class("-put-away")
        self.first = first
        first.remove_class("-put-away")
        self._lay_out(self.size)
        self.leave()

    def read(self) -> None:
        """Go to the second pane."""
        self.add_class("-second")
        self._second.focus()

    def leave(self) -> None:
        """Go to the first pane."""
        self.remove_class("-second")
        self.first.focus()

    def switch(self) -> None:
        """From one to the other."""
        if self._second.has_focus:
            self.leave()
        else:
            self.read()

    def back(self) -> bool:
        """A step back: out of the second pane, then out of the zoom. Says whether there was one."""
        if self._second.has_focus:
            self.leave()
        elif self.has_class("-zoomed"):
            self.remove_class("-zoomed")
        else:
            return False
        return True

    def zoom(self) -> None:
        """The pane with the focus alone, or both again."""
        self.toggle_class("-zoomed")

    def focus_current(self) -> None:
        """Give the focus back to the pane that had it."""
        (self._second if self.has_class("-second") else self.first).focus()
