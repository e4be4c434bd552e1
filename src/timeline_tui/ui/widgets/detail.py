"""The detail pane: one event told whole, with the things in it one can act on.

Lines are wrapped once an event and width, and drawn one at a time. Down and up go from one thing that can be
acted on to the next while it is in reach, and scroll where it is not, as text browsers do.
"""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.text import find_all
from timeline_tui.ui import styles
from timeline_tui.ui.describe import Description, Target
from timeline_tui.ui.widgets.paint import finished


class _Line(NamedTuple):
    strip: Strip
    matches: bool
    targets: tuple[int, ...]


READABLE = 100
"""The longest line that is easy to read; on wider screens the rest stays empty."""

_EMPTY = Description((), ())


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

    class Acted(Message):
        """Enter or a click on something that can be acted on."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._description = _EMPTY
        self._terms: tuple[str, ...] = ()
        self.border_title = "detail"
        self._lines: list[_Line] = []
        self._width = 0
        self._top = 0  # the line at the top; not Textual's scrolling, which lays the whole screen out anew
        self._target: int | None = None
        self._wrapper = Console(width=80, color_system=None, force_terminal=False)

    # -- what the owner does --------------------------------------------------------------------------------

    def show(
        self, description: Description | None, terms: tuple[str, ...] = (), *, keep: bool = False
    ) -> None:
        """Show another description from its top (or from where it stands, with `keep`), `terms` highlighted."""
        self._description = description or _EMPTY
        self._terms = terms
        before = self._visible if self._target is None else None
        if not keep:
            self._target = None
            self._top = 0
        self._lay_out(before)

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
    def _visible(self) -> list[Strip]:
        return [line.strip for line in self._lines[self._top : self._top + self._height]]

    def _lay_out(self, before: list[Strip] | None = None) -> None:
        """Wrap the description anew; repaint all of it, or only the lines that differ from those seen before."""
        self._width = self.size.width
        width = min(self._width, READABLE)
        lines: list[_Line] = []
        if width > 0:
            for paragraph in self._description.paragraphs:
                indent, hang = min(paragraph.indent, width // 4), min(paragraph.hang, width // 4)
                lines += self._wrap(self._with_matches(paragraph.text), indent, hang, width)
        self._lines = lines
        self._top = max(0, min(self._top, len(lines) - self._height))
        self._say_more()
        if before is None:
            self.refresh()
            return
        after = self._visible
        for y in range(max(len(before), len(after))):
            if before[y : y + 1] != after[y : y + 1]:
                self.refresh(Region(0, y, self.size.width, 1))

    def _say_more(self) -> None:
        """Say in the title where there is more to read than is on the screen."""
        above, below = self._top > 0, self._top + self._height < len(self._lines)
        title = "detail" + (" ↑" if above else "") + (" ↓" if below else "")
        if self._ascii:
            title = title.replace("↑", "^").replace("↓", "v")
        if self.border_title != title:
            self.border_title = title

    def _with_matches(self, text: Text) -> Text:
        found = find_all(text.plain, self._terms)
        if found:
            text = text.copy()
            for start, end in found:
                text.stylize(styles.MATCH, start, end)
        return text

    def _wrap(self, text: Text, indent: int, hang: int, width: int) -> list[_Line]:
        if not text.plain:
            return [_Line(Strip([]), False, ())]
        wrapped = text.wrap(self._wrapper, max(8, width - indent - hang), tab_size=4)
        lines: list[_Line] = []
        for n, piece in enumerate(wrapped):
            pad = " " * (indent + (hang if n else 0))
            segments = [Segment(pad)] if pad else []
            segments += [s for s in piece.render(self._wrapper) if s.text != "\n"]
            found = tuple(dict.fromkeys([t for s in segments if (t := _target_of(s.style)) is not None]))
            lines.append(_Line(Strip(segments), any("match" in _meta(s.style) for s in segments), found))
        return lines

    def on_resize(self) -> None:
        """Wrap again at the new width."""
        if self.size.width != self._width:
            self._lay_out()
        else:
            self._say_more()

    def render_line(self, y: int) -> Strip:
        """Line `y` of the visible part."""
        width = self.size.width
        row = y + self._top
        if row >= len(self._lines):
            return finished(self, Strip([]), width)
        line = self._lines[row]
        strip = line.strip
        if self._target is not None and self.has_focus and self._target in line.targets:
            strip = Strip([self._as_target(s) for s in strip])
        return finished(self, strip, width)

    def _as_target(self, segment: Segment) -> Segment:
        if _target_of(segment.style) != self._target:
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
            self.post_message(self.Acted(self.target))

    def on_click(self, event: events.Click) -> None:
        """A click on a thing acts on it."""
        target = _target_of(event.style)
        if target is not None and target < len(self._description.targets):
            self._target = target
            self.refresh()
            self.post_message(self.Acted(self._description.targets[target]))

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


def _meta(style: Style | None) -> dict[str, Any]:
    return {} if style is None else style.meta


def _target_of(style: Style | None) -> int | None:
    target = _meta(style).get("target")
    return target if isinstance(target, int) else None
