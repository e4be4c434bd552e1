"""What of the browser secure mode leaves out, by the names of its actions."""

from __future__ import annotations

from timeline_tui.secure import Feature, allowed

ACTIONS = {
    "edit": Feature.PROGRAMS,
    "open": Feature.MEDIA,
    "copy": Feature.CLIPBOARD,
    "app.suspend_process": Feature.SUSPENSION,
}
"""The actions that ask the gate, and what for. Their keys say why they do nothing; no list offers them."""


def is_offered(action: str) -> bool:
    """Whether the action can be done here."""
    feature = ACTIONS.get(action)
    return feature is None or allowed(feature)
