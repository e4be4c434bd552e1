"""The base of screens that open over the browser: a box with a title, a list and hints. Escape closes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from timeline_tui.ui.frame_scheduler import ScheduledScreen
from timeline_tui.ui.widgets.hints import Hint, HintLine, clickable
from timeline_tui.ui.widgets.line_list import LineList

Result = TypeVar("Result")
Item = TypeVar("Item")

ESCAPE = Hint("Esc", "close", "screen.close")


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

    # Textual calls the `on_mount` and `on_key` of every base class too, so those of subclasses only add to these.

    def on_mount(self) -> None:
        """Focus the list."""
        self.query(LineList).first().focus()

    def show_hints(self) -> None:
        """Show the hints, after they changed or a message replaced them."""
        self._showing_message = False
        # A list may scroll, and report it, before the hints below it are mounted.
        for line in self.query("#hints").results(HintLine):
            line.update(clickable(self.hints, "dim"))

    def show_unbound(self, line: str) -> None:
        """Report an unbound key in place of the hints."""
        if line:
            self.query_one("#hints", HintLine).update(Content.styled(line, "dim"))
            self._showing_message = True

    def on_key(self, event: Key) -> None:  # noqa: ARG002
        """Restore the hints on the next key."""
        if self._showing_message:
            self.show_hints()

    def action_close(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


class ItemList(LineList, Generic[Item]):
    """A list of items; `draw` returns the row of one as segments of at most a number of cells."""

    def __init__(self, items: Sequence[Item], draw: Callable[[Item, int], list[Segment]]) -> None:
        super().__init__()
        self.items = items
        self._draw = draw

    def on_mount(self) -> None:
        """Set the number of rows."""
        self.set_count(len(self.items))

    def draw_row(self, row: int, width: int) -> list[Segment]:
        """Draw the item of a row."""
        return self._draw(self.items[row], width)


class Picker(Overlay[Item | None], Generic[Item]):
    """A list of items, and below it the full text of the one under the cursor. Returns the chosen item, or None."""

    DEFAULT_CSS = """
    Picker #full-text { height: auto; padding: 0 1; border-top: solid $primary; }
    """

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__()
        self.items = items

    def draw_item(self, item: Item, width: int) -> list[Segment]:
        """Return the row of an item as segments of at most `width` cells."""
        raise NotImplementedError

    def full_text(self, item: Item) -> str:
        """Return the text to show below the list."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """Yield the list, and the full text of its first item."""
        yield ItemList(self.items, self.draw_item)
        yield Static(self.full_text(self.items[0]), id="full-text", markup=False)

    @on(LineList.Highlighted)
    def _show_full_text(self, message: LineList.Highlighted) -> None:
        self.query_one("#full-text", Static).update(self.full_text(self.items[message.row]))

    @on(LineList.RowClicked)
    def _choose_row(self, message: LineList.RowClicked) -> None:
        self.dismiss(self.items[message.row])

    def action_choose(self) -> None:
        """Choose the item under the cursor."""
        self.dismiss(self.items[self.query_one(LineList).cursor])
