"""The problems screen: all problems of the files with their places. Enter opens the editor there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType

from timeline_tui.errors import Problem
from timeline_tui.secure import Feature, allowed
from timeline_tui.text import clip, one_line
from timeline_tui.ui import styles
from timeline_tui.ui.screens.overlay import ESCAPE, Picker
from timeline_tui.ui.widgets.hints import Hint

_SEVERITIES = {"error": styles.ERROR, "warning": styles.WARNING, "note": styles.DIM}


class Problems(Picker[Problem]):
    """The problems screen."""

    DEFAULT_CSS = """
    Problems > #box { width: 96%; }
    Problems #full-text { max-height: 50%; min-height: 3; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,e", "choose", "Open in $EDITOR there", id="problems.edit", show=False)
    ]

    title_text = "problems"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        if allowed(Feature.PROGRAMS):
            self.hints = (Hint("Enter", "open in the editor"), ESCAPE)

    def draw_item(self, item: Problem, width: int) -> list[Segment]:
        """Draw `file:line error: message`."""
        # The folders are left out of the row: the full text below has them, and the message needs the room.
        place = item.path.rpartition("/")[2] + (f":{item.line}" if item.line else "")
        place = clip(one_line(place), max(8, width // 3))
        room = max(1, width - len(place) - len(item.severity) - 5)
        return [
            Segment(f" {place} ", styles.DATE),
            Segment(f"{item.severity}: ", _SEVERITIES[item.severity]),
            Segment(clip(one_line(item.message), room), styles.PLAIN),
        ]

    def full_text(self, item: Problem) -> str:
        """Return the place with its full path, the message and the hint, each on a line."""
        return "\n".join([one_line(text) for text in (item.place, item.message, item.hint) if text])
