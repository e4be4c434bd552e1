"""The first line of the screen: the chronology's title, and what of it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.ui import styles
from timeline_tui.ui.widgets.hints import on_click
from timeline_tui.ui.widgets.paint import finished

_TITLE = 8  # cells of the title that facts leave
_GAP = "   "


class HeaderFact(NamedTuple):
    """What is said of the chronology, and the action that a click on it runs ("" for none)."""

    text: str
    action: str = ""


class HeaderLine(Widget):
    """One line: a title on the left, facts on the right; the title is cut where both do not fit."""

    DEFAULT_CSS = """
    HeaderLine { height: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False  # a link looks the same under the mouse
        self._title = ""
        self._facts: tuple[HeaderFact, ...] = ()

    def show(self, title: str, facts: tuple[HeaderFact, ...]) -> None:
        """Show `title` and as many of `facts`, the most important first, as there is room for.

        A fact that begins with "!" stands out.
        """
        if (title, facts) != (self._title, self._facts):
            self._title, self._facts = title, facts
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The line, padded to the width."""
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
        return finished(self, Strip([*segments, Segment(" ")]), width)


def _joined(facts: Sequence[HeaderFact]) -> str:
    return _GAP.join([fact.text for fact in facts])
