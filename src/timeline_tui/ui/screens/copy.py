"""The menus for copying and opening. Each choice has a key; `y` again copies the citation."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from timeline_tui.text import clip, one_line, reveal
from timeline_tui.ui import styles
from timeline_tui.ui.citation import Choice
from timeline_tui.ui.keyboard_layouts import latin_character
from timeline_tui.ui.screens.overlay import ESCAPE, Overlay
from timeline_tui.ui.widgets.hints import Hint
from timeline_tui.ui.widgets.line_list import LineList


class _Choices(LineList):
    """The list of choices, each with the beginning of its text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Copy", id="copy.choose", show=False)]

    DEFAULT_CSS = """
    _Choices { height: auto; max-height: 10; }
    """

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        self._choices = choices
        self.styles.height = len(choices)

    def on_mount(self) -> None:
        """Set the number of rows."""
        self.set_count(len(self._choices))

    def draw_row(self, row: int, width: int) -> list[Segment]:
        """Draw the key, the name and the beginning of the text."""
        choice = self._choices[row]
        head = f" {choice.key}  {choice.name:14}"
        shown = clip(one_line(choice.text[:500]), max(1, width - len(head) - 1))
        return [Segment(head, styles.TITLE), Segment(shown, styles.DIM)]

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        self.post_message(self.RowClicked(self, self.cursor))


class CopyMenu(Overlay[Choice | None]):
    """The copy menu. Returns the choice, or None."""

    DEFAULT_CSS = """
    CopyMenu #whole, OpenMenu #whole { height: auto; max-height: 10; padding: 0 1; border-top: solid $primary; }
    """

    title_text = "copy"
    hints = (Hint("the letter or Enter", "copies"), ESCAPE)
    fit = True

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        self._choices = choices

    def body(self) -> ComposeResult:
        """Yield the choices, and the full text of the one under the cursor."""
        yield _Choices(self._choices)
        yield Static(reveal(self._choices[0].text, lines=True), id="whole", markup=False)

    @on(LineList.Highlighted)
    def _show(self, message: LineList.Highlighted) -> None:
        self.query_one("#whole", Static).update(Content(reveal(self._choices[message.row].text, lines=True)))

    def on_key(self, event: Key) -> None:
        """Dismiss the menu with the choice whose key was pressed."""
        for choice in self._choices:
            if choice.key in (event.character, latin_character(event.character)):
                event.stop()
                self.dismiss(choice)
                return

    @on(LineList.RowClicked)
    def _chosen(self, message: LineList.RowClicked) -> None:
        self.dismiss(self._choices[message.row])


class OpenMenu(CopyMenu):
    """The menu of what can be opened. Returns the choice, or None."""

    title_text = "open"
    hints = (Hint("the number or Enter", "opens"), ESCAPE)
