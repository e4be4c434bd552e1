"""The actions of the main screen's commands, as bindings, hints and clicks name them."""

from __future__ import annotations


def action_of(command_id: str) -> str:
    """Return the action that runs a command of `ui.browser.keys`."""
    return f"screen.run('{command_id}')"
