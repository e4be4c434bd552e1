"""File formats other than TOML: a reader turns the bytes of a file into tables of the format.

A reader knows nothing but its own format. Decoding, references, checks and messages are the same for all files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Protocol

from timeline_tui.file_types import SUFFIXES
from timeline_tui.load.positions import KeyPath
from timeline_tui.load.toml_blocks import Group, Table

_HEAD = 4096
"""Bytes of a file by which its format is recognised."""


class Finder(Protocol):
    """Finds the values of one table in the text of its file."""

    def find(self, path: KeyPath) -> tuple[int, int]:
        """Return line and column, from 1, of the value at `path`, or of what stands nearest above it."""


class Reader(Protocol):
    """Reads files of one format."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How the names of such files end."""

    @property
    def reports_unknown_keys(self) -> bool:
        """Whether `tables` itself reports keys that the format does not know."""

    def recognises(self, head: bytes) -> bool:
        """Return whether a file of an unknown name is of this format, by its first bytes."""

    def tables(self, data: bytes) -> Iterator[Table]:
        """Yield the tables of a file, with the faults in its text.

        The events come in their order, with the key "events". A table with another key is an entry that events refer to
        by its id; it counts only if no file registers that id. A table with the key "" has faults of the whole file.
        """

    def finder(self, data: bytes, blocks: Group) -> Finder:
        """Return what finds the values of the table that stands in `blocks`."""


def reader_for(path: str, data: bytes) -> Reader | None:
    """Return the reader of a file.

    Args:
        path: The file's name; what it ends in decides if it is one of `SUFFIXES`, `.toml`, or the like.
        data: Its content, which decides otherwise.

    Returns:
        The reader, or None for TOML.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix == ".toml":
        return None
    head = data[:_HEAD]
    if suffix not in SUFFIXES and not head.lstrip().startswith(b"{") and not _is_delimited(head):
        return None
    from timeline_tui.load.formats import csv_rows, json_lines  # which few files need

    readers: Sequence[Reader] = (csv_rows.CsvReader(), json_lines.JsonLinesReader())
    by_name = next((reader for reader in readers if suffix in reader.suffixes), None)
    return by_name or next((reader for reader in readers if reader.recognises(head)), None)


def _is_delimited(head: bytes) -> bool:
    """Return whether the first line could be the header of a CSV file: it is not a statement or header of TOML."""
    line = head.lstrip().partition(b"\n")[0]
    return not line.startswith((b"[", b"#")) and b"=" not in line and b"title" in line.lower()
