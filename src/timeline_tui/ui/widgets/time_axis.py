"""The axis above the panes: the events in a window of time, and the position of the cursor's event."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.axis import Run, Viewport
from timeline_tui.model import Event
from timeline_tui.store import View
from timeline_tui.ui import axis_styles
from timeline_tui.ui.widgets.paint import pad_line

LOW, HIGH = 18, 30
"""The fewest lines of the screen for an axis of two rows, and of three."""


class TimeAxis(Widget):
    """Shows a `Viewport`, and reports clicks, drags and turns of the wheel with their cells."""

    DEFAULT_CSS = """
    TimeAxis { height: auto; }
    """

    class CellClicked(Message):
        """A cell was clicked."""

        def __init__(self, cell: int) -> None:
            super().__init__()
            self.cell = cell

    class RangeDragged(Message):
        """A range was dragged, both cells inclusive; `over` is false while the button is held.

        If the pointer returns to the cell where it started, `first` equals `last`, which means no range.
        """

        def __init__(self, first: int, last: int, *, over: bool) -> None:
            super().__init__()
            self.first = first
            self.last = last
            self.over = over

    class WheelTurned(Message):
        """The wheel was turned over a cell: `step` is 1 to zoom in, -1 to zoom out."""

        def __init__(self, step: int, cell: int) -> None:
            super().__init__()
            self.step = step
            self.cell = cell

    def __init__(self, viewport: Viewport, *, ascii: bool, id: str | None = None) -> None:
        super().__init__(id=id)
        self._viewport = viewport
        self._ascii = ascii
        self._rows: Sequence[tuple[Run, ...]] = ()
        self._view: View | None = None
        self._event: Event | None = None
        self._picked: tuple[int, int] | None = None
        self._pressed: int | None = None
        # The cell under the pointer while the button is held.
        self._at: int | None = None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return one row on a small screen, two or three on larger ones."""
        return 1 if viewport.height < LOW else 2 if viewport.height < HIGH else 3

    def show(self, view: View, event: Event | None, picked: tuple[int, int] | None = None) -> None:
        """Show the events of a view.

        Args:
            view: The events.
            event: The cursor's event, to mark its position, or None.
            picked: The selected range, in seconds, or None.
        """
        self._view, self._event, self._picked = view, event, picked
        self._draw()

    def _draw(self) -> None:
        if self._view is None or not self.size.width:
            return
        self._viewport.width = self.size.width
        rows = self._viewport.drawn(
            self._view, self._event, height=self.size.height, ascii=self._ascii, picked=self._picked
        )
        if rows != self._rows:
            self._rows = rows
            self.refresh()

    def on_resize(self) -> None:
        """Set the number of cells to the width."""
        self._viewport.width = self.size.width
        self._viewport.follow(self._event)
        self._draw()

    def render_line(self, y: int) -> Strip:
        """Render a row of the axis."""
        runs = self._rows[y] if y < len(self._rows) else ()
        return pad_line(
            self, Strip([Segment(run.text, axis_styles.of(run)) for run in runs]), self.size.width
        )

    # -- the mouse ------------------------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Start a click or a range."""
        event.stop()
        self._pressed = self._at = self._cell(event.x)
        # So that a drag that leaves the axis, and its release, still arrive here.
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend or shrink the range."""
        if self._pressed is not None and self._cell(event.x) != self._at:
            self._at = self._cell(event.x)
            self.post_message(self.RangeDragged(*sorted((self._pressed, self._at)), over=False))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Finish a click or a range."""
        event.stop()
        pressed, self._pressed = self._pressed, None
        self.release_mouse()
        if pressed is None:
            return
        if self._cell(event.x) == pressed:
            if self._at != pressed:
                # The pointer has come back: no range is shown any more.
                self.post_message(self.RangeDragged(pressed, pressed, over=False))
            self.post_message(self.CellClicked(pressed))
        else:
            self.post_message(self.RangeDragged(*sorted((pressed, self._cell(event.x))), over=True))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Zoom in."""
        event.stop()
        self.post_message(self.WheelTurned(1, event.x))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Zoom out."""
        event.stop()
        self.post_message(self.WheelTurned(-1, event.x))

    def _cell(self, x: int) -> int:
        return max(0, min(x, self.size.width - 1))
