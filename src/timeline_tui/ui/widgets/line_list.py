"""A list of any length with a cursor, drawn a line at a time.

The base of every list on the screen. It asks its subclass for one row at a time (`draw_row`) and only for the
rows that are visible, so a million rows cost what fifty do; a cursor step repaints two lines. Headings may stand
between the rows, on lines where the cursor never is (`headed`, `begins_group`, `draw_heading`).
"""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.ui import list_layout, styles
from timeline_tui.ui.widgets.paint import finished


class LineList(Widget, can_focus=True):
    """Rows with a cursor. Subclasses say how many (`set_count`) and draw each (`draw_row`)."""

    DEFAULT_CSS = """
    LineList { height: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next", id="list.down", show=False),
        Binding("k,up", "move(-1)", "Previous", id="list.up", show=False),
        Binding("ctrl+d", "page(0.5)", "Half a page down", id="list.half-page-down", show=False),
        Binding("ctrl+u", "page(-0.5)", "Half a page up", id="list.half-page-up", show=False),
        Binding("space,pagedown", "page(1)", "Page down", id="list.page-down", show=False),
        Binding("b,pageup", "page(-1)", "Page up", id="list.page-up", show=False),
        Binding("g,home", "end(-1)", "First", id="list.first", show=False),
        Binding("G,end", "end(1)", "Last", id="list.last", show=False),
    ]

    when_empty = ""
    """What the first line says where there are no rows."""

    cursor: var[int] = var(0, init=False, always_update=False)

    class Highlighted(Message):
        """The cursor moved to `row`."""

        def __init__(self, sender: LineList, row: int) -> None:
            super().__init__()
            self.sender = sender
            self.row = row

        @property
        def control(self) -> LineList:
            """The list whose cursor moved."""
            return self.sender

    class RowClicked(Message):
        """A row was clicked twice, or clicked while the cursor stood on it."""

        def __init__(self, sender: LineList, row: int) -> None:
            super().__init__()
            self.sender = sender
            self.row = row

        @property
        def control(self) -> LineList:
            """The list that was clicked."""
            return self.sender

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._count = 0
        self._laid: tuple[int, int, int] | None = None
        self._held: list[int] = []
        self.top = (
            0  # the row in the first line; not Textual's scrolling, which lays the whole screen out anew
        )

    # -- for subclasses -------------------------------------------------------------------------------------

    def draw_row(self, row: int, width: int) -> list[Segment]:
        """The row as segments, at most `width` cells; the rest is filled with spaces."""
        raise NotImplementedError

    def empty_line(self) -> str:
        """What the first line says where there are no rows."""
        return self.when_empty

    def can_hold(self, row: int) -> bool:
        """Whether the cursor may stand on this row (a heading says no)."""
        return 0 <= row < self._count

    @property
    def headed(self) -> bool:
        """Whether there are headings."""
        return False

    def begins_group(self, row: int) -> bool:
        """Whether the row has another heading than the row above it; asked of visible rows only."""
        raise NotImplementedError

    def draw_heading(self, row: int, width: int) -> list[Segment]:
        """The heading that stands over the row, at most `width` cells."""
        raise NotImplementedError

    # -- what the owner does --------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    def set_count(self, count: int, cursor: int = 0) -> None:
        """There are now `count` rows, and all of them may look different; the cursor goes to row `cursor`."""
        self._count = count
        self._laid = None
        row = self._nearest(cursor, 1)
        self.set_reactive(LineList.cursor, row)
        self.show_row(row)
        self.refresh()

    def show_row(self, row: int) -> None:
        """Scroll as little as needed to have the row on the screen."""
        height = self.size.height
        if height <= 0:
            return  # not laid out yet: `on_resize` comes back
        wanted = list_layout.top_showing(row, self.top, self._count, height, self._begins)
        if wanted != self.top:
            self.top = wanted
            self.refresh()

    # -- lines ----------------------------------------------------------------------------------------------

    @property
    def _begins(self) -> list_layout.Begins | None:
        """What begins a group; nothing where a heading would leave no line for a row."""
        return self.begins_group if self.headed and self._count and self.size.height > 1 else None

    def _line_of(self, row: int) -> int:
        """The line in which a row stands; outside of the list where it is not in sight."""
        if self._begins is None:
            return row - self.top
        lines = self._in_lines()
        return lines.index(row) if row in lines else -1

    def _row_at(self, y: int) -> int:
        """What stands in a line: a row, one beyond the last, or `~row` for the heading over a row."""
        if self._begins is None:
            return y + self.top
        lines = self._in_lines()
        return lines[y] if 0 <= y < len(lines) else self._count

    def _in_lines(self) -> list[int]:
        """What stands in each line, where there are headings: worked out once for a frame."""
        laid = self.top, self._count, self.size.height
        if laid != self._laid:
            self._laid = laid
            self._held = list_layout.lines_from(*laid, self.begins_group)
        return self._held

    # -- the cursor -----------------------------------------------------------------------------------------

    def _nearest(self, row: int, step: int) -> int:
        """The row, or the nearest one that can hold the cursor, looking in the direction of `step` first."""
        row = max(0, min(row, self._count - 1))
        for direction in (1 if step > 0 else -1, -1 if step > 0 else 1):
            at = row
            while 0 <= at < self._count:
                if self.can_hold(at):
                    return at
                at += direction
        return row

    def move_to(self, row: int, step: int = 1) -> None:
        """Put the cursor on the row, or the nearest that can hold it."""
        if self._count:
            self.cursor = self._nearest(row, step)

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two rows, no more, and say so."""
        self.show_row(new)
        self._repaint_row(old)
        self._repaint_row(new)
        self.cursor_moved(new)

    def cursor_moved(self, row: int) -> None:
        """Say so."""
        self.post_message(self.Highlighted(self, row))

    def action_move(self, step: int) -> None:
        """One row on or back."""
        self.move_to(self.cursor + step, step)

    def action_page(self, pages: float) -> None:
        """Pages on or back, keeping two rows of the old page."""
        height = self.size.height
        begins, side = self._begins, 1 if pages > 0 else -1
        lines = round(abs(pages) * (height - (begins is not None) - (2 if abs(pages) >= 1 else 0)))
        step = list_layout.rows_in(lines, self.cursor, side, self._count, begins)
        self.move_to(self.cursor + side * step, side)

    def action_end(self, side: int) -> None:
        """The first row (-1) or the last (1)."""
        self.move_to(0 if side < 0 else self._count - 1, -side)

    # -- drawing --------------------------------------------------------------------------------------------

    def _repaint_row(self, row: int) -> None:
        """Repaint a row, if it is in sight."""
        y = self._line_of(row)
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Line `y` of the visible part, from the top of the widget."""
        width = self.size.width
        row = self._row_at(y)
        if not 0 <= row < self._count:
            said = [Segment(self.empty_line(), styles.DIM)] if row == 0 else []
            return finished(self, Strip(self.draw_heading(~row, width) if row < 0 else said), width)
        strip = Strip(self.draw_row(row, width)).adjust_cell_length(width, styles.PLAIN)
        if row == self.cursor:
            strip = self._as_cursor(strip)
        return finished(self, strip, width)

    def _as_cursor(self, strip: Strip) -> Strip:
        style = styles.CURSOR if self.has_focus else styles.CURSOR_AWAY
        plain = Style(color="default", bgcolor="default", dim=False, italic=False, underline=False)
        if self.has_focus:
            return Strip([Segment(text, (old or plain) + plain + style) for text, old, _ in strip])
        return Strip([Segment(text, (old or plain) + style) for text, old, _ in strip])

    def on_focus(self) -> None:
        """The cursor looks different in a focused list."""
        self._repaint_row(self.cursor)

    def on_blur(self) -> None:
        """The cursor looks different in a list without the focus."""
        self._repaint_row(self.cursor)

    def on_resize(self) -> None:
        """Keep the cursor on the screen."""
        if self._count:
            self.show_row(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a click on the cursor chooses the row."""
        offset = event.get_content_offset(self)  # not the border, which has the list's title
        row = -1 if offset is None else self._row_at(offset.y)
        if not self.can_hold(row):
            return
        if row == self.cursor:
            self.post_message(self.RowClicked(self, row))
        else:
            self.move_to(row)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor, so that the detail follows."""
        event.stop()
        self.action_move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cursor, so that the detail follows."""
        event.stop()
        self.action_move(-3)
