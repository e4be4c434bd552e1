"""Tighten a query from events that may match by their dates to those that certainly do."""

from __future__ import annotations

from msgspec.structs import replace

from timeline_tui.query.nodes import And, DateTerm, Node, Or


def certainly(node: Node | None) -> Node | None:
    """Return the node with `!` added to every date term that is asked for, or None if nothing changes.

    Excluded terms stay as they are: `-date:2024` leaves out whatever may lie in 2024 either way.
    """
    if isinstance(node, DateTerm):
        return None if node.certain else replace(node, certain=True)
    if isinstance(node, And | Or):
        parts = [certainly(part) for part in node.parts]
        if any(part is not None for part in parts):
            kept = [new or old for new, old in zip(parts, node.parts, strict=True)]
            return replace(node, parts=tuple(kept))
    return None
