"""The base of screens that open over the browser: a box with a title, a list and hints. Escape closes it."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen

from timeline_tui.ui.frame_scheduler import ScheduledScreen
from timeline_tui.ui.widgets.hints import Hint, HintLine, clickable
from timeline_tui.ui.widgets.line_list import LineList

Result = TypeVar("Result")


ESCAPE = Hint("Esc", "closes", "screen.close")


class Overlay(ScheduledScreen, ModalScreen[Result], Generic[Result]):
    """A modal box. Subclasses define `body` and `hints`."""

    DEFAULT_CSS = """
    Overlay { align: center middle; background: transparent; }
    Overlay > #box { width: 76; max-width: 100%; height: 80%; min-height: 10; max-height: 100%;
                     border: round $primary; background: $background; }
    Overlay > #box.-fit { height: auto; min-height: 0; }
    Overlay > #box.-ascii { border: ascii $primary; }
    Overlay > #box > #hints { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ctrl+c", "close", "Close", id="overlay.close", show=False),
        Binding("ctrl+l", "app.repaint", "Repaint", id="repaint", show=False),
    ]

    title_text: ClassVar[str] = ""
    hints: tuple[Hint, ...] = (ESCAPE,)
    fit: ClassVar[bool] = False
    _showing_message = False

    def compose(self) -> ComposeResult:
        """Yield the box."""
        with Vertical(id="box", classes="-fit" if self.fit else "") as box:
            box.border_title = self.title_text
            yield from self.body()
            yield HintLine(clickable(self.hints, "dim"), id="hints")

    def body(self) -> ComposeResult:
        """Yield the content of the box."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Focus the list."""
        for found in self.query(LineList):
            found.focus()
            break

    def say_unbound(self, line: str) -> None:
        """Report an unbound key in place of the hints."""
        if line:
            self.query_one("#hints", HintLine).update(Content.styled(line, "dim"))
            self._showing_message = True

    def on_key(self, event: Key) -> None:  # noqa: ARG002
        """Restore the hints on the next key."""
        if self._showing_message:
            self._showing_message = False
            self.query_one("#hints", HintLine).update(clickable(self.hints, "dim"))

    def action_close(self) -> None:
        """Close without a choice."""
        self.dismiss(None)
