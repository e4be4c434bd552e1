"""The actions that secure mode disables."""

from __future__ import annotations

from timeline_tui.secure import Feature, allowed

ACTIONS = {
    "edit": Feature.PROGRAMS,
    "open": Feature.MEDIA,
    "copy": Feature.CLIPBOARD,
    "app.suspend_process": Feature.SUSPENSION,
}
"""The feature that each restricted action needs. If it is not allowed, the key shows the reason; lists omit it."""


def is_offered(action: str) -> bool:
    """Return whether an action is allowed, so that the help and the palette list it."""
    feature = ACTIONS.get(action)
    return feature is None or allowed(feature)
