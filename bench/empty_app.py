"""A minimal Textual application with one line of text, as the baseline for the first paint."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """An application with one line of text."""

    def compose(self) -> ComposeResult:
        """Yield the line."""
        yield Static("an empty application")


if __name__ == "__main__":
    EmptyApp().run()
