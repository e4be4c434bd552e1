"""What a load remembers, so that the next one of the same files reads only what has changed in them.

The stretch of events of a file (`stretch`) was read in parts of a hundred events (`part`). Where the next load comes to
the header of an event and the same bytes follow there, the part is *kept*, provided that what it names still means the
same (`References.agree`). All else - the heads of the files with the registries, events that are new, changed, or could
not be put in a part - is read as the first time. So there is one way of loading, and it may pass by what it has read
before.

A hash has 64 bits, with a key that differs from process to process.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from timeline_tui.load.entries import Registries
from timeline_tui.load.part import HEAD, Part, Zones
from timeline_tui.load.source_context import SourceContext
from timeline_tui.load.stretch import Known
from timeline_tui.model import Source

_HEADER = b"[[events]]"


class Pages(NamedTuple):
    """The parts of a file, in order, each with the number of its first event.

    They are true only of events in these time zones.
    """

    zones: Zones
    parts: Sequence[tuple[Part, int]]


class Finder:
    """Finds the parts of a file in what it is now, in their order, each once."""

    def __init__(self, parts: Sequence[tuple[Part, int]]) -> None:
        self._parts = parts
        self._heads: dict[int, list[int]] = {}
        for n, (part, _) in enumerate(parts):
            self._heads.setdefault(part.head, []).append(n)
        self._next = 0

    def find(self, data: bytes, at: int) -> tuple[Part, int] | None:
        """The part that stands at `at`, where an event begins, and the number of its first event."""
        numbers = self._heads.get(hash(data[at : at + HEAD])) if self._heads else None
        if numbers is None:
            return None
        n = bisect_left(numbers, self._next)
        if n == len(numbers):
            return None
        part = self._parts[numbers[n]][0]
        end = at + part.size
        if not _ends(data, end) or hash(data[at:end]) != part.whole:
            return None
        self._next = numbers[n] + 1
        return self._parts[numbers[n]]


def _ends(data: bytes, end: int) -> bool:
    """Whether what ends at `end` is followed by an event, or by nothing."""
    return end == len(data) or (data.startswith(_HEADER, end) and data[end - 1 : end] == b"\n")


class Memory(NamedTuple):
    """What a load remembers of its files, by their paths; `registered` is what names could mean.

    `order` are the numbers of all events by date, `known` the files with a stretch as they were.
    """

    registered: tuple[Any, ...]
    files: Mapping[str, Pages]
    known: Mapping[str, Known]
    order: Sequence[int]

    def finder(self, context: SourceContext) -> Finder | None:
        """What finds the parts of a file; None where they would not be the same any more."""
        pages = self.files.get(context.path)
        return (
            None if pages is None or pages.zones != (context.floating, context.line) else Finder(pages.parts)
        )


def registered(registries: Registries) -> tuple[Any, ...]:
    """What the registries answer to before any event was read."""
    actors, locations, sources = registries
    return (
        [(entry.id, entry.name, entry.aliases) for entry in actors.by_id.values()],
        [(entry.id, entry.name, entry.aliases) for entry in locations.by_id.values()],
        [_known_as(entry) for entry in sources.by_id.values()],
    )


def _known_as(source: Source) -> tuple[str, ...]:
    return source.id, source.title, source.url, source.archived_url
