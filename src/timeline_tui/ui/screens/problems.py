"""The problems screen: all problems of the files with their places. Enter opens the editor there."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from timeline_tui.errors import Problem
from timeline_tui.secure import Feature, allowed
from timeline_tui.text import clip, one_line
from timeline_tui.ui import styles
from timeline_tui.ui.screens.overlay import ESCAPE, Overlay
from timeline_tui.ui.widgets.hints import Hint
from timeline_tui.ui.widgets.line_list import LineList


class _ProblemRows(LineList):
    """The list of problems, one per row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,e", "choose", "Open in $EDITOR there", id="problems.edit", show=False)
    ]

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self._problems = problems

    def on_mount(self) -> None:
        """Set the number of rows, and announce the first for the text below."""
        self.set_count(len(self._problems))
        self.post_message(self.Highlighted(self, 0))

    def draw_row(self, row: int, width: int) -> list[Segment]:
        """Draw `file:line error: message`."""
        problem = self._problems[row]
        place = ":".join([problem.path.rpartition("/")[2], *([str(problem.line)] if problem.line else [])])
        place = clip(one_line(place), max(8, width // 3))
        message = clip(one_line(problem.message), max(1, width - len(place) - len(problem.severity) - 5))
        style = {"error": styles.ERROR, "warning": styles.WARNING, "note": styles.DIM}[problem.severity]
        return [
            Segment(f" {place} ", styles.DATE),
            Segment(f"{problem.severity}: ", style),
            Segment(message, styles.PLAIN),
        ]

    def action_choose(self) -> None:
        """Choose the problem under the cursor."""
        self.post_message(self.RowClicked(self, self.cursor))


class Problems(Overlay[tuple[str, int] | None]):
    """The problems screen. Returns the file and line to edit, or None."""

    DEFAULT_CSS = """
    Problems > #box { width: 96%; }
    Problems #whole { height: auto; max-height: 50%; min-height: 3; padding: 0 1; border-top: solid $primary; }
    """

    title_text = "problems"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self._problems = problems
        if allowed(Feature.PROGRAMS):
            self.hints = (Hint("Enter", "opens the editor there"), ESCAPE)

    def body(self) -> ComposeResult:
        """Yield the list, and the full text of the problem under the cursor."""
        yield _ProblemRows(self._problems)
        yield Static("", id="whole", markup=False)

    @on(LineList.Highlighted)
    def _show(self, message: LineList.Highlighted) -> None:
        problem = self._problems[message.row]
        place = ":".join([problem.path, *(str(n) for n in (problem.line, problem.column) if n)])
        lines = [one_line(place), one_line(problem.message), one_line(problem.hint)]
        self.query_one("#whole", Static).update("\n".join([line for line in lines if line]))

    @on(LineList.RowClicked)
    def _chosen(self, message: LineList.RowClicked) -> None:
        problem = self._problems[message.row]
        self.dismiss((problem.path, problem.line))
