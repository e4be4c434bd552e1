"""Events leave in formats for programs and for documents: one module a format, imported when it is asked for.

Every writer gives lines without their line break. None makes a date more precise than it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module

from timeline_tui.model import Event
from timeline_tui.store import Store

_MODULES = {"json": "json_text", "jsonl": "json_text", "csv": "csv_text", "markdown": "markdown"}

FORMATS = tuple(_MODULES)


def write(name: str, store: Store, events: Iterable[Event]) -> Iterator[str]:
    """The events of the store, in their order, as the lines of a format: one of `FORMATS`."""
    lines: Iterator[str] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), f"write_{name}")(
        store, events
    )
    return lines
