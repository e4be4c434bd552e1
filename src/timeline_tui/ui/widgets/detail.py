"""The detail pane: the full description of one event, with targets such as actors, tags and sources.

A description is made and wrapped when it is first drawn, and cached. Down and up go to the next target if it is on the
screen or on the next line, and scroll by a line otherwise, as text browsers do.
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

from timeline_tui.export.document import Target
from timeline_tui.ui import styles
from timeline_tui.ui.styled_document import Description
from timeline_tui.ui.widgets.paint import pad_line
from timeline_tui.ui.wrapping import Line, lines_of, target_of

READABLE = 100
"""The most cells of a line that is easy to read; on wider screens the rest stays empty."""

KEPT = 64
"""Wrapped descriptions to cache, for moving back and forth in the list."""

_EMPTY = Description((), ())
_NOTHING = Strip([], 0)


class _DetailView(NamedTuple):
    description: Description
    lines: list[Line]


class Detail(Widget, can_focus=True):
    """Shows a `Description` and posts the target that the user activates."""

    DEFAULT_CSS = """
    Detail { height: 1fr; padding: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Next item", id="detail.down", show=False),
        Binding("k,up", "step(-1)", "Previous item", id="detail.up", show=False),
        Binding("l,right", "target(1)", "Next item anywhere", id="detail.right", show=False),
        Binding("h,left", "target(-1)", "Previous item anywhere", id="detail.left", show=False),
        Binding("ctrl+d", "page(0.5)", "Half a page down", id="detail.half-page-down", show=False),
        Binding("ctrl+u", "page(-0.5)", "Half a page up", id="detail.half-page-up", show=False),
        Binding("space,pagedown", "page(1)", "Page down", id="detail.page-down", show=False),
        Binding("b,pageup", "page(-1)", "Page up", id="detail.page-up", show=False),
        Binding("g,home", "end(-1)", "Top", id="detail.top", show=False),
        Binding("G,end", "end(1)", "Bottom", id="detail.bottom", show=False),
        Binding("enter", "act", "Filter by the item, or open it", id="detail.act", show=False),
    ]

    class TargetActivated(Message):
        """A target was activated by Enter or a click."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._key: object = None
        self._describe: Callable[[], Description] = lambda: _EMPTY
        self._terms: tuple[str, ...] = ()
        self.border_title = "detail"
        # Made when it is needed.
        self._shown: _DetailView | None = None
        self._cache: dict[tuple[object, tuple[str, ...]], _DetailView] = {}
        self._width = 0
        # The first visible line; scrolling by Textual would lay out the whole screen again.
        self._top = 0
        self._target: int | None = None

    # -- called by the owner --------------------------------------------------------------------------------

    def show(
        self,
        key: object,
        describe: Callable[[], Description],
        terms: tuple[str, ...] = (),
        *,
        keep: bool = False,
    ) -> None:
        """Show a description.

        Args:
            key: Identifies the description for the cache, or None not to cache it.
            describe: Makes the description. It is called when the next frame is drawn, not for events that are only
                passed on the way, and once per `key` until `forget`.
            terms: Words to highlight.
            keep: Keep the scroll position and the selected target.
        """
        if keep and key == self._key and terms == self._terms:
            return
        self._key, self._describe, self._terms = key, describe, terms
        self._shown = None
        if not keep:
            self._target = None
            self._top = 0
        self.refresh()

    def forget(self) -> None:
        """Clear the cache, because descriptions may have changed."""
        # So that `show` does not take the same event for unchanged.
        self._key = None
        self._cache.clear()

    @property
    def target(self) -> Target | None:
        """The selected target, which Enter activates, or None."""
        return None if self._target is None else self._description.targets[self._target]

    # -- layout ---------------------------------------------------------------------------------------------

    @property
    def _lines(self) -> list[Line]:
        return self._current().lines

    @property
    def _description(self) -> Description:
        return self._current().description

    def _current(self) -> _DetailView:
        """Return the description wrapped at the current width."""
        if self.size.width != self._width:
            self._width = self.size.width
            self._shown = None
            self._cache.clear()
        if self._shown is None:
            key = self._key, self._terms
            shown = self._cache.pop(key, None)
            if shown is None:
                description = self._describe()
                shown = _DetailView(
                    description, lines_of(description, min(self._width, READABLE), self._terms)
                )
            self._shown = shown
            if self._key is not None:
                # The most recently used is at the end.
                self._cache[key] = shown
                if len(self._cache) > KEPT:
                    del self._cache[next(iter(self._cache))]
            self._top = max(0, min(self._top, len(shown.lines) - self._height))
            if self._target is not None and self._target >= len(shown.description.targets):
                self._target = None
        return self._shown

    def prepare(self) -> None:
        """Make the description before a frame is drawn, because the title of the pane depends on its length."""
        self._current()
        self._update_title()

    def _update_title(self) -> None:
        """Mark in the title whether there is more text above or below."""
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
        """Render the lines of the widget.

        Textual renders only the border and the first line, whose edges are copied to the other lines.
        """
        self.prepare()
        width, height = self.outer_size
        above, right, _, left = self.gutter
        first, last = crop.line_range.start, crop.line_range.stop
        # A bottom border would need edges of its own.
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
        """Render line `y` of the visible part."""
        return pad_line(self, self._line_at(y), self.size.width)

    def _line_at(self, y: int) -> Strip:
        lines = self._shown.lines if self._shown is not None else self._lines
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
            self._update_title()
            self.refresh()

    def _row_of(self, target: int) -> int:
        return next((row for row, line in enumerate(self._lines) if target in line.targets), 0)

    def _show_row(self, row: int) -> None:
        if row < self._top:
            self._scroll_top(row)
        elif row >= self._top + self._height:
            self._scroll_top(row - self._height + 1)

    def action_step(self, step: int) -> None:
        """Select the next target below or above if it is on the screen or the next line; else scroll by a line."""
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
        """Select the next or previous target, wherever it is."""
        count = len(self._description.targets)
        if not count:
            return
        at = -1 if self._target is None and step > 0 else (count if self._target is None else self._target)
        self._target = max(0, min(count - 1, at + step))
        self._show_row(self._row_of(self._target))
        self.refresh()

    def action_page(self, pages: float) -> None:
        """Scroll by a number of pages, up if negative."""
        step = max(1, round(abs(pages) * (self._height - (1 if abs(pages) >= 1 else 0))))
        self._scroll_top(self._top + (step if pages > 0 else -step))

    def action_end(self, side: int) -> None:
        """Scroll to the top (-1) or the bottom (1)."""
        self._scroll_top(0 if side < 0 else len(self._lines))

    def find(self, step: int) -> bool:
        """Scroll to the next or previous line with a match, wrapping around; return whether there is one."""
        rows = [row for row, line in enumerate(self._lines) if line.matches]
        if not rows:
            return False
        ahead = [row for row in rows if (row > self._top if step > 0 else row < self._top)] or rows
        self._scroll_top(ahead[0] if step > 0 else ahead[-1])
        return True

    def action_act(self) -> None:
        """Activate the selected target."""
        if self.target is not None:
            self.post_message(self.TargetActivated(self.target))

    def on_click(self, event: events.Click) -> None:
        """Select and activate the clicked target."""
        target = target_of(event.style)
        if target is not None and target < len(self._description.targets):
            self._target = target
            self.refresh()
            self.post_message(self.TargetActivated(self._description.targets[target]))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll three lines down."""
        event.stop()
        self._scroll_top(self._top + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll three lines up."""
        event.stop()
        self._scroll_top(self._top - 3)

    def on_focus(self) -> None:
        """Show the selected target, which is visible only in a focused pane."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the selected target, which is visible only in a focused pane."""
        self.refresh()
