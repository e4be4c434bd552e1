"""The last line of the screen: a text field for filters and dates, and messages or hints.

Without the focus it shows the current filter and the most important keys. While the user types, the part that cannot
be parsed is underlined, with the reason on the right. A message stays until the next key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from timeline_tui.ui import compat, styles
from timeline_tui.ui.completion import QuerySuggester
from timeline_tui.ui.widgets.hints import Hint, HintLine, clickable
from timeline_tui.ui.widgets.text_line import TextLine

_ROOMY = 60
"""The fewest columns for placeholders and hints while typing."""
_ENTER = Hint("Enter", "apply", "leave('done')")
_ESCAPE = Hint("Esc", "cancel", "leave('cancel')")
_EARLIER = Hint("Ctrl-p", "earlier", "recall(-1)")
Mode = Literal["filter", "date", "known"]

SIGNS: dict[Mode, str] = {"filter": "/", "date": "go to", "known": "as known on"}
PLACEHOLDERS: dict[Mode, str] = {
    "filter": "words, actor:name, since:2024-08-07, -tag:x",
    "date": "7 aug, 2024-08, 44 BC, -2w",
    "known": "8 aug, 7 aug..9 aug; Enter: all",
}


class _Underlined(Highlighter):
    """Underlines the part of the text that cannot be parsed."""

    def __init__(self) -> None:
        self.fault: tuple[int, int] | None = None

    def highlight(self, text: Text) -> None:
        if self.fault is not None:
            start, end = self.fault
            text.stylize(styles.ERROR + styles.LINK, start, max(end, start + 1))


class _FilterInput(TextLine):
    """The text field. Keys that move in the list are forwarded."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave('cancel')", "Cancel", id="prompt.cancel", show=False),
        Binding("enter", "leave('done')", "Apply", id="prompt.done", show=False),
        Binding("ctrl+c", "leave('cancel')", "Cancel", show=False, priority=True),
        Binding("tab", "complete", "Complete", id="prompt.complete", show=False),
        Binding("down", "pass('move', 1)", "Next event", show=False),
        Binding("up", "pass('move', -1)", "Previous event", show=False),
        Binding("pagedown", "pass('page', 1)", "Page down", show=False),
        Binding("pageup", "pass('page', -1)", "Page up", show=False),
        Binding("ctrl+p", "recall(-1)", "Previous filter", id="prompt.earlier", show=False),
        Binding("ctrl+n", "recall(1)", "Next filter", id="prompt.later", show=False),
        Binding("ctrl+u", "delete_left_all", "Delete to the start", show=False),
    ]

    class PromptClosed(Message):
        """Enter ("done") or Escape ("cancel") was pressed."""

        def __init__(self, how: str) -> None:
            super().__init__()
            self.how = how

    class ListKeyForwarded(Message):
        """A key that moves in the list was pressed."""

        def __init__(self, action: str, amount: int) -> None:
            super().__init__()
            self.action = action
            self.amount = amount

    class HistoryRequested(Message):
        """The user wants the previous filter (-1) or the next (1)."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def action_leave(self, how: str) -> None:
        self.post_message(self.PromptClosed(how))

    def action_pass(self, action: str, amount: int) -> None:
        self.post_message(self.ListKeyForwarded(action, amount))

    def action_recall(self, step: int) -> None:
        self.post_message(self.HistoryRequested(step))

    def action_complete(self) -> None:
        """Accept the completion that is shown, or else the first one; a name with blanks is quoted."""
        known, value = self.suggester, self.value
        completed = (
            known.completed(value)
            if isinstance(known, QuerySuggester) and not compat.suggestion_of(self)
            else None
        )
        if completed is not None and self.cursor_position == len(value):
            self.value = completed
            self.cursor_position = len(completed)
        else:
            self.action_cursor_right()


class _MessageLine(HintLine):
    """The message or the hints on the right, with the actions of the hints that are shown while typing."""

    def action_leave(self, how: str) -> None:
        self.post_message(_FilterInput.PromptClosed(how))

    def action_recall(self, step: int) -> None:
        self.post_message(_FilterInput.HistoryRequested(step))


def _content(shown: str | tuple[Hint, ...], style: str) -> Content:
    return Content.styled(shown, style) if isinstance(shown, str) else clickable(shown, style)


class Prompt(Horizontal):
    """A sign for what is being typed, the text field, and a message or hints on the right."""

    DEFAULT_CSS = """
    Prompt { height: 1; padding: 0 1; }
    Prompt > #prompt-sign { width: auto; padding: 0 1 0 0; text-style: bold; }
    Prompt > _FilterInput, Prompt > _FilterInput:focus {
        width: 1fr; min-width: 8; border: none; padding: 0; height: 1; background: transparent;
    }
    Prompt > #prompt-words {
        width: auto; max-width: 75%; padding: 0 0 0 2; text-wrap: nowrap; text-overflow: ellipsis;
    }
    Prompt.-long > _FilterInput { display: none; }
    Prompt.-long > #prompt-words { width: 1fr; max-width: 100%; padding: 0; }
    """

    class FilterChanged(Message):
        """The text of the filter changed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Submitted(Message):
        """Enter was pressed; `text` is final."""

        def __init__(self, mode: Mode, text: str) -> None:
            super().__init__()
            self.mode = mode
            self.text = text

    class PromptCancelled(Message):
        """Escape was pressed."""

        def __init__(self, mode: Mode) -> None:
            super().__init__()
            self.mode = mode

    class ListKeyPressed(Message):
        """A key for the list was pressed; `action` is "move" or "page"."""

        def __init__(self, action: str, amount: int) -> None:
            super().__init__()
            self.action = action
            self.amount = amount

    def __init__(
        self,
        hints: Callable[[int], tuple[Hint, ...]],
        suggester: QuerySuggester,
        filters: Sequence[str] = (),
        *,
        id: str | None = None,
    ) -> None:
        """Start with an empty filter.

        Args:
            hints: Returns the hints to show without the focus, for a width in cells.
            suggester: Completes filters.
            filters: Previous filters, the most recent last.
            id: The id of the widget.
        """
        super().__init__(id=id)
        self._filters = list(filters)
        # How many filters back in the history.
        self._recalled = 0
        # The text before the history was used.
        self._typed = ""
        self._hints = hints
        self._suggester = suggester
        self._mode: Mode = "filter"
        self._filter = ""
        self._fault = _Underlined()
        self._message = ""
        self._open = False
        self._shown: tuple[str | tuple[Hint, ...], str] = ("", "")

    def compose(self) -> ComposeResult:
        """Yield the sign, the text field, and the message line."""
        yield Static(SIGNS["filter"], id="prompt-sign", markup=False)
        line = _FilterInput(id="prompt-line", highlighter=self._fault, suggester=self._suggester)
        # Only `open` gives it the focus: neither a click nor Tab may, as long as keys are commands.
        line.can_focus = False
        yield line
        self._shown = (self._hints(self.app.size.width - cell_len(self._filter)), "dim")
        yield _MessageLine(_content(*self._shown), id="prompt-words")

    @property
    def _line(self) -> _FilterInput:
        return self.query_one("#prompt-line", _FilterInput)

    @property
    def typing(self) -> bool:
        """Whether the text field has the focus."""
        return self._line.has_focus

    def on_resize(self) -> None:
        """Choose hints for the new width."""
        self._update_message()

    # -- called by the owner --------------------------------------------------------------------------------

    def open(self, mode: Mode, text: str = "") -> None:
        """Take the focus.

        Args:
            mode: What to type: a filter, a date to go to, or a day for `known`.
            text: The initial text, except for a filter, which starts from the current one.
        """
        self._mode = mode
        self._open = True
        self._recalled = 0
        line = self._line
        # The text is not typed, so it must not be taken for a new filter.
        with self.prevent(Input.Changed):
            line.value = self._filter if mode == "filter" else text
        self._sign(SIGNS[mode])
        line.placeholder = PLACEHOLDERS[mode] if self.size.width >= _ROOMY else ""
        line.suggester = self._suggester if mode == "filter" else None
        line.can_focus = True
        line.focus()
        line.cursor_position = len(line.value)
        self.show_message("")

    def close(self) -> None:
        """Show the filter again. The owner moves the focus."""
        self._open = False
        line = self._line
        line.can_focus = False
        self._mode = "filter"
        self._sign(SIGNS["filter"])
        line.placeholder = ""
        with self.prevent(Input.Changed):
            line.value = self._filter
        self._update_message()

    def show_filter(self, text: str) -> None:
        """Show a filter that was set elsewhere."""
        self._filter = text
        if self._mode == "filter" and self._line.value != text:
            with self.prevent(Input.Changed):
                self._line.value = text
                self._line.cursor_position = len(text)
            self._update_message()

    def fault(self, reason: str, start: int, end: int) -> None:
        """Underline a part of the text that cannot be parsed.

        Args:
            reason: Why, to show on the right; "" removes the line and the message.
            start: The first character.
            end: The character after the last.
        """
        self._fault.fault = (start, end) if reason else None
        self._line.refresh()
        self.show_message(reason, error=bool(reason))

    def show_message(self, message: str, *, error: bool = False) -> None:
        """Show a message on the right.

        Args:
            message: The message; "" shows the hints again.
            error: Whether to highlight it.
        """
        self._message = message
        self._update_message(error=error)

    @property
    def message(self) -> str:
        """The message that is shown, or ""."""
        return self._message

    # -- inside ---------------------------------------------------------------------------------------------

    def _sign(self, text: str) -> None:
        self.query_one("#prompt-sign", Static).update(Content(text))

    def _typing_hints(self) -> tuple[Hint, ...]:
        """Return the hints for the keys of the text field, in which the browser's keys are text."""
        if self.size.width < _ROOMY:
            return ()
        earlier = self._mode == "filter" and self._filters
        return _ENTER, _ESCAPE, *((_EARLIER,) if earlier else ())

    def _update_message(self, *, error: bool = False) -> None:
        # The filter has precedence over hints.
        room = self.size.width - cell_len(self._filter)
        shown = self._message or (self._typing_hints() if self._open else self._hints(room))
        # A long message takes the whole line until the next key, because its end may matter.
        self.set_class(
            bool(self._message) and not self._open and cell_len(self._message) > self.size.width // 2, "-long"
        )
        style = "bold" if error else ("" if self._message else "dim")
        if (shown, style) != self._shown:
            self._shown = (shown, style)
            self.query_one("#prompt-words", Static).update(_content(shown, style))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Apply the filter while the user types."""
        event.stop()
        if self._mode == "filter":
            self._filter = event.value
            self.post_message(self.FilterChanged(event.value))

    # Textual derives the names of these handlers from `_FilterInput`, hence two underscores.
    def on__filter_input_prompt_closed(self, event: _FilterInput.PromptClosed) -> None:
        """Report Enter or Escape; keep a filter that was entered in the history."""
        event.stop()
        mode, text = self._mode, self._line.value
        if mode == "filter" and event.how == "done" and text.strip():
            self._filters = [*[each for each in self._filters if each != text], text]
        self.post_message(self.Submitted(mode, text) if event.how == "done" else self.PromptCancelled(mode))

    def on__filter_input_history_requested(self, event: _FilterInput.HistoryRequested) -> None:
        """Replace the text by an earlier filter; stepping past the most recent one restores the typed text."""
        event.stop()
        back = self._recalled - event.step
        if self._mode != "filter" or not 0 <= back <= len(self._filters):
            return
        if not self._recalled:
            self._typed = self._line.value
        self._recalled = back
        self._line.value = self._filters[-back] if back else self._typed
        self._line.cursor_position = len(self._line.value)

    def on__filter_input_list_key_forwarded(self, event: _FilterInput.ListKeyForwarded) -> None:
        """Report a key for the list."""
        event.stop()
        self.post_message(self.ListKeyPressed(event.action, event.amount))

    def on_click(self, event: events.Click) -> None:
        """Open the prompt for a filter."""
        event.stop()
        if not self.typing:
            self.open("filter")
