"""A query asked more strictly: what its dates may match against what they certainly match."""

from __future__ import annotations

from msgspec.structs import replace

from timeline_tui.query.nodes import And, DateTerm, Node, Or


def certainly(node: Node | None) -> Node | None:
    """The node with every date that is asked for asked with `!`; None where that makes no difference.

    What is excluded stays as it is: `-date:2024` leaves out what may lie in 2024 either way.
    """
    if isinstance(node, DateTerm):
        return None if node.certain else replace(node, certain=True)
    if isinstance(node, And | Or):
        parts = [certainly(part) for part in node.parts]
        if any(part is not None for part in parts):
            kept = [new or old for new, old in zip(parts, node.parts, strict=True)]
            return replace(node, parts=tuple(kept))
    return None
