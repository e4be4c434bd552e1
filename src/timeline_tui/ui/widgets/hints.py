"""Clickable hints: keys with what they do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widgets import Static


class Hint(NamedTuple):
    """A key, what it does, and the action that a click runs ("" for none)."""

    key: str
    words: str
    action: str = ""

    def __str__(self) -> str:
        return f"{self.key} {self.words}"


class HintLine(Static):
    """A line of hints."""

    def __init__(self, content: Content, *, id: str | None = None) -> None:
        super().__init__(content, id=id, markup=False)
        # No other style under the mouse.
        self.auto_links = False


def clickable(hints: Sequence[Hint], style: str) -> Content:
    """Return the hints in one style, each with its action."""
    return Content.styled("  ", style).join([_clickable(hint, style) for hint in hints])


def _clickable(hint: Hint, style: str) -> Content:
    text = Content.styled(str(hint), style)
    return text.stylize(on_click(hint.action)) if hint.action else text


def on_click(action: str) -> Style:
    """Return a style for text that runs an action when it is clicked."""
    return Style.from_meta({"@click": action})
