"""Export formats, for programs and for documents: one module per format, imported on first use.

Every writer yields lines without line breaks. None makes a date more precise than it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module

from timeline_tui.model import Event
from timeline_tui.store import Store

_MODULES = {"json": "json_text", "jsonl": "json_text", "csv": "csv_text", "markdown": "markdown"}

FORMATS = tuple(_MODULES)


def write(name: str, store: Store, events: Iterable[Event]) -> Iterator[str]:
    """Export events in a format.

    Args:
        name: One of `FORMATS`.
        store: The store that the events belong to.
        events: The events, written in this order.

    Returns:
        The lines, without line breaks.
    """
    lines: Iterator[str] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), f"write_{name}")(
        store, events
    )
    return lines
