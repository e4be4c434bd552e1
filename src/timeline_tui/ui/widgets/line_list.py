"""A list of any length with a cursor, the base of all lists on the screen.

A subclass draws one row at a time (`draw_row`), and only visible rows are drawn, so a million rows cost as much as
fifty. A cursor step repaints two lines. Between the rows there may be headings, on lines of their own that the cursor
skips (`headed`, `begins_group`, `draw_heading`).
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
from timeline_tui.ui.widgets.paint import pad_line


class LineList(Widget, can_focus=True):
    """Rows with a cursor. Subclasses set their number (`set_count`) and draw each (`draw_row`)."""

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
    """The text of the first line if there are no rows."""

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
        """The row of the cursor was clicked, or chosen by a key of a subclass."""

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
        self._lines_for: tuple[int, int, int] | None = None
        self._rows_in_lines: list[int] = []
        self.top = 0
        """The row of the first line. Scrolling by Textual would lay out the whole screen again."""

    # -- for subclasses -------------------------------------------------------------------------------------

    def draw_row(self, row: int, width: int) -> list[Segment]:
        """Return the row as segments of at most `width` cells; the rest is filled with blanks."""
        raise NotImplementedError

    def empty_line(self) -> str:
        """Return the text of the first line if there are no rows."""
        return self.when_empty

    def can_hold(self, row: int) -> bool:
        """Return whether the cursor may be on this row."""
        return 0 <= row < self._count

    @property
    def headed(self) -> bool:
        """Whether the list has headings."""
        return False

    def begins_group(self, row: int) -> bool:
        """Return whether the row has another heading than the row above; called for visible rows only."""
        raise NotImplementedError

    def draw_heading(self, row: int, width: int) -> list[Segment]:
        """Return the heading above the row as segments of at most `width` cells."""
        raise NotImplementedError

    # -- called by the owner --------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """The number of rows."""
        return self._count

    def set_count(self, count: int, cursor: int = 0) -> None:
        """Set the number of rows, redraw all of them, and put the cursor on a row.

        Args:
            count: The number of rows.
            cursor: The row of the cursor, or of the nearest row that can hold it.
        """
        self._count = count
        # The rows may begin other groups now, even if their number is the same.
        self._lines_for = None
        row = self._nearest(cursor, 1)
        # Without the watcher: all rows are redrawn, and the owner knows the row.
        self.set_reactive(LineList.cursor, row)
        self.show_row(row)
        self.refresh()

    def show_row(self, row: int) -> None:
        """Scroll as little as needed to make the row visible."""
        height = self.size.height
        if height <= 0:
            # Not laid out yet; `on_resize` will call this again.
            return
        wanted = list_layout.top_showing(row, self.top, self._count, height, self._begins)
        if wanted != self.top:
            self.top = wanted
            self.refresh()

    # -- lines ----------------------------------------------------------------------------------------------

    @property
    def _begins(self) -> list_layout.Begins | None:
        """`begins_group` if headings are shown: not where a heading would leave no line for a row."""
        return self.begins_group if self.headed and self._count and self.size.height > 1 else None

    def _line_of(self, row: int) -> int:
        """Return the line of a row; a number outside of the widget if the row is not visible."""
        if self._begins is None:
            return row - self.top
        lines = self._layout_with_headings()
        return lines.index(row) if row in lines else -1

    def _row_at(self, y: int) -> int:
        """Return what a line shows: a row, a number beyond the last row, or `~row` for the heading above a row."""
        if self._begins is None:
            return y + self.top
        lines = self._layout_with_headings()
        return lines[y] if 0 <= y < len(lines) else self._count

    def _layout_with_headings(self) -> list[int]:
        """Return what each line shows, as in `_row_at`; computed once per frame."""
        wanted = self.top, self._count, self.size.height
        if wanted != self._lines_for:
            self._lines_for = wanted
            self._rows_in_lines = list_layout.lines_from(*wanted, self.begins_group)
        return self._rows_in_lines

    # -- the cursor -----------------------------------------------------------------------------------------

    def _nearest(self, row: int, step: int) -> int:
        """Return the row, or the nearest one that can hold the cursor, searching in the direction of `step` first."""
        row = max(0, min(row, self._count - 1))
        for direction in (1 if step > 0 else -1, -1 if step > 0 else 1):
            at = row
            while 0 <= at < self._count:
                if self.can_hold(at):
                    return at
                at += direction
        return row

    def move_to(self, row: int, step: int = 1) -> None:
        """Put the cursor on a row.

        Args:
            row: The row; if it cannot hold the cursor, the nearest one that can.
            step: The direction in which to search first, by its sign.
        """
        if self._count:
            self.cursor = self._nearest(row, step)

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the old and the new row, and report the move."""
        self.show_row(new)
        self._repaint_row(old)
        self._repaint_row(new)
        self.cursor_moved(new)

    def cursor_moved(self, row: int) -> None:
        """Report that the cursor moved."""
        self.post_message(self.Highlighted(self, row))

    def action_move(self, step: int) -> None:
        """Move the cursor by `step` rows."""
        self.move_to(self.cursor + step, step)

    def action_page(self, pages: float) -> None:
        """Move by a number of pages, up if negative; a full page overlaps the last one by two lines."""
        height = self.size.height
        begins, side = self._begins, 1 if pages > 0 else -1
        lines = round(abs(pages) * (height - (begins is not None) - (2 if abs(pages) >= 1 else 0)))
        step = list_layout.rows_in(lines, self.cursor, side, self._count, begins)
        self.move_to(self.cursor + side * step, side)

    def action_end(self, side: int) -> None:
        """Go to the first row (-1) or the last (1)."""
        self.move_to(0 if side < 0 else self._count - 1, -side)

    # -- drawing --------------------------------------------------------------------------------------------

    def _repaint_row(self, row: int) -> None:
        """Repaint a row if it is visible."""
        y = self._line_of(row)
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Render line `y` of the visible part."""
        width = self.size.width
        row = self._row_at(y)
        if not 0 <= row < self._count:
            empty = [Segment(self.empty_line(), styles.DIM)] if row == 0 else []
            return pad_line(self, Strip(self.draw_heading(~row, width) if row < 0 else empty), width)
        strip = Strip(self.draw_row(row, width)).adjust_cell_length(width, styles.PLAIN)
        if row == self.cursor:
            strip = self._as_cursor(strip)
        return pad_line(self, strip, width)

    def _as_cursor(self, strip: Strip) -> Strip:
        style = styles.CURSOR if self.has_focus else styles.CURSOR_AWAY
        # Reversed, the colour of a text would become its background.
        plain = Style(color="default", bgcolor="default", dim=False, italic=False, underline=False)
        if self.has_focus:
            return Strip([Segment(text, (old or plain) + plain + style) for text, old, _ in strip])
        return Strip([Segment(text, (old or plain) + style) for text, old, _ in strip])

    def on_focus(self) -> None:
        """Draw the cursor of a focused list."""
        self._repaint_row(self.cursor)

    def on_blur(self) -> None:
        """Draw the cursor of a list without focus."""
        self._repaint_row(self.cursor)

    def on_resize(self) -> None:
        """Keep the cursor visible."""
        if self._count:
            self.show_row(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked row, or choose the row if the cursor is on it."""
        # None on the border, which contains the title.
        offset = event.get_content_offset(self)
        row = -1 if offset is None else self._row_at(offset.y)
        if not self.can_hold(row):
            return
        if row == self.cursor:
            self.post_message(self.RowClicked(self, row))
        else:
            self.move_to(row)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move the cursor, not only the rows, so that the detail follows."""
        event.stop()
        self.action_move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move the cursor, not only the rows, so that the detail follows."""
        event.stop()
        self.action_move(-3)
