"""The first line of the screen: the chronology's title and facts about what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.ui import styles
from timeline_tui.ui.widgets.hints import on_click
from timeline_tui.ui.widgets.paint import pad_line

# The fewest cells of the title; facts are dropped before it gets shorter.
_TITLE = 8
_GAP = "   "


class HeaderFact(NamedTuple):
    """A fact about what is shown, and the action that a click on it runs ("" for none)."""

    text: str
    action: str = ""


class HeaderLine(Widget):
    """A line with a title on the left and facts on the right; the title is cut if both do not fit."""

    DEFAULT_CSS = """
    HeaderLine { height: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        # No other style under the mouse.
        self.auto_links = False
        self._title = ""
        self._facts: tuple[HeaderFact, ...] = ()

    def show(self, title: str, facts: tuple[HeaderFact, ...]) -> None:
        """Show a title and facts.

        Args:
            title: The title.
            facts: The most important first; the last are dropped if there is no room. One that begins with "!" is
                highlighted.
        """
        if (title, facts) != (self._title, self._facts):
            self._title, self._facts = title, facts
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Render the line."""
        width = self.size.width
        facts = list(self._facts)
        most = width - min(_TITLE, cell_len(self._title)) - 3
        while len(facts) > 1 and cell_len(_joined(facts)) > most:
            facts.pop()
        right = _joined(facts)
        room = max(0, width - cell_len(right) - 3)
        title = self._title
        if cell_len(title) > room:
            title = set_cell_size(title, max(0, room - 1)).rstrip() + "…" if room > 4 else ""
        gap = " " * max(1, width - cell_len(title) - cell_len(right) - 2)
        segments = [Segment(" "), Segment(title, styles.TITLE), Segment(gap)]
        for n, (text, action) in enumerate(facts):
            style = styles.CONTESTED if text.startswith("!") else styles.PLAIN
            if n:
                segments.append(Segment(_GAP))
            segments.append(Segment(text, style + on_click(action).rich_style if action else style))
        return pad_line(self, Strip([*segments, Segment(" ")]), width)


def _joined(facts: Sequence[HeaderFact]) -> str:
    return _GAP.join([fact.text for fact in facts])
