"""Keys and what they do, in a line: a click does the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widgets import Static


class Hint(NamedTuple):
    """A key, what it does, and the action that a click on it runs ("" for none)."""

    key: str
    words: str
    action: str = ""

    def __str__(self) -> str:
        return f"{self.key} {self.words}"


class HintLine(Static):
    """Shows hints."""

    def __init__(self, content: Content, *, id: str | None = None) -> None:
        super().__init__(content, id=id, markup=False)
        self.auto_links = False  # they look the same under the mouse


def clickable(hints: Sequence[Hint], style: str) -> Content:
    """The hints in one style, each with its action."""
    return Content.styled("  ", style).join([_clickable(hint, style) for hint in hints])


def _clickable(hint: Hint, style: str) -> Content:
    text = Content.styled(str(hint), style)
    return text.stylize(on_click(hint.action)) if hint.action else text


def on_click(action: str) -> Style:
    """The style of text that runs an action where it is clicked."""
    return Style.from_meta({"@click": action})
