"""Export formats, for programs and for documents: one line of a table and one module each, imported on first use.

Every writer takes the store and the events and yields lines without line breaks. None makes a date more precise than
it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from timeline_tui.model import Event
    from timeline_tui.store import Store


class Format(NamedTuple):
    """An export format.

    Attributes:
        writer: The function that writes what `timeline list` prints, as "module:function".
        full_writer: The same for `timeline show`; "" if that does not offer the format.
    """

    writer: str
    full_writer: str = ""


FORMATS: dict[str, Format] = {
    "json": Format("json_text:write_json", "json_text:write_events"),
    "jsonl": Format("json_text:write_jsonl"),
    "csv": Format("csv_text:write_csv"),
    "markdown": Format("markdown:write_markdown", "markdown:write_events"),
}
"""The formats by name, in the order of the help. Parser, completions and man page are made from this table."""


def names(*, full: bool = False) -> list[str]:
    """Return the values of `--format` for `timeline list`, or for `timeline show` if `full`."""
    return ["text", *[name for name, each in FORMATS.items() if each.full_writer or not full]]


def write(name: str, store: Store, events: Iterable[Event], *, full: bool = False) -> Iterator[str]:
    """Export events in a format.

    Args:
        name: One of `FORMATS`.
        store: The store that the events belong to.
        events: The events, written in this order.
        full: Write what `timeline show` prints: the events alone, without the chronology.

    Returns:
        The lines, without line breaks.
    """
    module, _, function = (FORMATS[name].full_writer if full else FORMATS[name].writer).partition(":")
    lines: Iterator[str] = getattr(import_module(f"{__name__}.{module}"), function)(store, events)
    return lines
