"""The detail pane: one event told whole, with the things in it one can act on.

An event is told and wrapped when it is drawn, and kept for a while. Down and up go from one thing that can be
acted on to the next while it is in reach, and scroll where it is not, as text browsers do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.ui import styles
from timeline_tui.ui.pieces import Description, Target
from timeline_tui.ui.widgets.paint import finished
from timeline_tui.ui.wrapping import Line, lines_of, target_of

READABLE = 100
"""The longest line that is easy to read; on wider screens the rest stays empty."""

KEPT = 64
"""Events that are kept in lines, for whoever goes back and forth."""

_EMPTY = Description((), ())
_NOTHING = Strip([], 0)


class _DetailView(NamedTuple):
    description: Description
    lines: list[Line]


class Detail(Widget, can_focus=True):
    """Shows a `Description`. Posts what was acted on."""

    DEFAULT_CSS = """
    Detail { height: 1fr; padding: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Next item", id="detail.down", show=False),
        Binding("k,up", "step(-1)", "Previous item", id="detail.up", show=False),
        Binding("l,right", "target(1)", "Item to the right", id="detail.right", show=False),
        Binding("h,left", "target(-1)", "Item to the left", id="detail.left", show=False),
        Binding("ctrl+d", "page(0.5)", "Half a page down", id="detail.half-page-down", show=False),
        Binding("ctrl+u", "page(-0.5)", "Half a page up", id="detail.half-page-up", show=False),
        Binding("space,pagedown", "page(1)", "Page down", id="detail.page-down", show=False),
        Binding("b,pageup", "page(-1)", "Page up", id="detail.page-up", show=False),
        Binding("g,home", "end(-1)", "Top", id="detail.top", show=False),
        Binding("G,end", "end(1)", "Bottom", id="detail.bottom", show=False),
        Binding("enter", "act", "Narrow to it, or go to it", id="detail.act", show=False),
    ]

    class TargetActivated(Message):
        """Enter or a click on something that can be acted on."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._of: object = None
        self._tell: Callable[[], Description] = lambda: _EMPTY
        self._terms: tuple[str, ...] = ()
        self.border_title = "detail"
        self._told: _DetailView | None = None  # made when it is looked at
        self._kept: dict[tuple[object, tuple[str, ...]], _DetailView] = {}
        self._width = 0
        self._top = 0  # the line at the top; not Textual's scrolling, which lays the whole screen out anew
        self._target: int | None = None

    # -- what the owner does --------------------------------------------------------------------------------

    def show(
        self,
        of: object,
        tell: Callable[[], Description],
        terms: tuple[str, ...] = (),
        *,
        keep: bool = False,
    ) -> None:
        """Show what `tell` tells from its top (or from where it stands, with `keep`), `terms` highlighted.

        It is asked when the next frame is drawn, not for what is only passed by; and not again for the same `of`,
        until `forget`.
        """
        if keep and of == self._of and terms == self._terms:
            return
        self._of, self._tell, self._terms = of, tell, terms
        self._told = None
        if not keep:
            self._target = None
            self._top = 0
        self.refresh()

    def forget(self) -> None:
        """What was told may be told in another way now."""
        self._of = None
        self._kept.clear()

    @property
    def target(self) -> Target | None:
        """What Enter would act on, or None."""
        return None if self._target is None else self._description.targets[self._target]

    @property
    def plain_lines(self) -> list[str]:
        """The wrapped lines as text, for copying and for tests."""
        return [line.strip.text.rstrip() for line in self._lines]

    # -- layout ---------------------------------------------------------------------------------------------

    @property
    def _lines(self) -> list[Line]:
        return self._now().lines

    @property
    def _description(self) -> Description:
        return self._now().description

    def _now(self) -> _DetailView:
        """What is to be shown, in lines of the present width."""
        if self.size.width != self._width:
            self._width = self.size.width
            self._told = None
            self._kept.clear()
        if self._told is None:
            key = self._of, self._terms
            told = self._kept.pop(key, None)
            if told is None:
                description = self._tell()
                told = _DetailView(
                    description, lines_of(description, min(self._width, READABLE), self._terms)
                )
            self._told = told
            if self._of is not None:
                self._kept[key] = told  # the last again
                if len(self._kept) > KEPT:
                    del self._kept[next(iter(self._kept))]
            self._top = max(0, min(self._top, len(told.lines) - self._height))
            if self._target is not None and self._target >= len(told.description.targets):
                self._target = None
        return self._told

    def prepare(self) -> None:
        """A frame is about to be drawn: what has not been told yet is told, for the title depends on it."""
        self._now()
        self._say_more()

    def _say_more(self) -> None:
        """Say in the title where there is more to read than is on the screen."""
        above, below = self._top > 0, self._top + self._height < len(self._lines)
        title = "detail" + (" ↑" if above else "") + (" ↓" if below else "")
        if self._ascii:
            title = title.replace("↑", "^").replace("↓", "v")
        if self.border_title != title:
            self.border_title = title

    def on_resize(self) -> None:
        """Wrap again at the new width."""
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the widget; Textual draws the border, and the first line for what stands beside all of them."""
        self.prepare()
        width, height = self.outer_size
        above, right, _, left = self.gutter
        first, last = crop.line_range.start, crop.line_range.stop
        if not self.size or first < 0 or last > height or self.gutter.bottom:
            return super().render_lines(crop)
        drawn = super().render_lines(Region(0, 0, width, above + 1))
        before, after = drawn[above].crop(0, left), drawn[above].crop(width - right, width)
        inner, own = self.size.width, None if self.app.native_ansi_color else self.rich_style
        filters, background = self.get_line_filters(), self.background_colors[1]
        found = drawn[first:above]
        for y in range(max(first, above), last):
            strip = self._line_at(y - above)
            if strip.cell_length > inner:
                strip = strip.crop(0, inner)
            blank = Segment(" " * (inner - strip.cell_length), styles.PLAIN)
            if own is not None:
                strip, blank = strip.apply_style(own), Segment(blank.text, own)
            strip = Strip([*before, *strip, blank, *after], width)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, background)
            found.append(strip)
        if crop.column_span != (0, width):
            found = [strip.crop(*crop.column_span) for strip in found]
        return found

    def render_line(self, y: int) -> Strip:
        """Line `y` of the visible part."""
        return finished(self, self._line_at(y), self.size.width)

    def _line_at(self, y: int) -> Strip:
        lines = self._told.lines if self._told is not None else self._lines
        row = y + self._top
        if row >= len(lines):
            return _NOTHING
        line = lines[row]
        if self._target is None or self._target not in line.targets or not self.has_focus:
            return line.strip
        return Strip([self._as_target(s) for s in line.strip])

    def _as_target(self, segment: Segment) -> Segment:
        if target_of(segment.style) != self._target:
            return segment
        return Segment(segment.text, (segment.style or styles.PLAIN) + styles.CURSOR)

    # -- moving ---------------------------------------------------------------------------------------------

    @property
    def _height(self) -> int:
        return max(1, self.size.height)

    def _scroll_top(self, row: int) -> None:
        last = max(0, len(self._lines) - self._height)
        row = max(0, min(row, last))
        if row != self._top:
            self._top = row
            self._say_more()
            self.refresh()

    def _row_of(self, target: int) -> int:
        return next((row for row, line in enumerate(self._lines) if target in line.targets), 0)

    def _show_row(self, row: int) -> None:
        if row < self._top:
            self._scroll_top(row)
        elif row >= self._top + self._height:
            self._scroll_top(row - self._height + 1)

    def action_step(self, step: int) -> None:
        """To the next thing below or above, if it is on the screen or the next line; else scroll a line."""
        reach = range(self._top - (step < 0), self._top + self._height + (step > 0))
        at = self._row_of(self._target) if self._target is not None else None
        if at is not None and at not in reach:
            at = None
        start = at if at is not None else (self._top - 1 if step > 0 else self._top + self._height)
        row = start + step
        while row in reach and 0 <= row < len(self._lines):
            for target in self._lines[row].targets:
                if target != self._target:
                    self._target = target
                    self._show_row(row)
                    self.refresh()
                    return
            row += step
        self._scroll_top(self._top + step)

    def action_target(self, step: int) -> None:
        """To the next or previous thing, wherever it stands."""
        count = len(self._description.targets)
        if not count:
            return
        at = -1 if self._target is None and step > 0 else (count if self._target is None else self._target)
        self._target = max(0, min(count - 1, at + step))
        self._show_row(self._row_of(self._target))
        self.refresh()

    def action_page(self, pages: float) -> None:
        """Pages down or up."""
        step = max(1, round(abs(pages) * (self._height - (1 if abs(pages) >= 1 else 0))))
        self._scroll_top(self._top + (step if pages > 0 else -step))

    def action_end(self, side: int) -> None:
        """The top (-1) or the bottom (1)."""
        self._scroll_top(0 if side < 0 else len(self._lines))

    def find(self, step: int) -> bool:
        """Scroll to the next or previous line with a match, round the end; says whether there is one."""
        rows = [row for row, line in enumerate(self._lines) if line.matches]
        if not rows:
            return False
        ahead = [row for row in rows if (row > self._top if step > 0 else row < self._top)] or rows
        self._scroll_top(ahead[0] if step > 0 else ahead[-1])
        return True

    def action_act(self) -> None:
        """Narrow to the thing under the cursor, or go to it."""
        if self.target is not None:
            self.post_message(self.TargetActivated(self.target))

    def on_click(self, event: events.Click) -> None:
        """A click on a thing acts on it."""
        target = target_of(event.style)
        if target is not None and target < len(self._description.targets):
            self._target = target
            self.refresh()
            self.post_message(self.TargetActivated(self._description.targets[target]))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines down."""
        event.stop()
        self._scroll_top(self._top + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines up."""
        event.stop()
        self._scroll_top(self._top - 3)

    def on_focus(self) -> None:
        """The focused thing shows only in a focused pane."""
        self.refresh()

    def on_blur(self) -> None:
        """The focused thing shows only in a focused pane."""
        self.refresh()
