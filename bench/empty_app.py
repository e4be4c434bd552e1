"""The least that Textual does: an application with one line of text. What a first paint is compared with."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """One line."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("an empty application")


if __name__ == "__main__":
    EmptyApp().run()
