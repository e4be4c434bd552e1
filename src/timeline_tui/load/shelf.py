"""The events of a chronology, each of which is read when it is shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from threading import RLock
from typing import NamedTuple, overload

from msgspec.structs import replace

from timeline_tui.columns import ColumnChunk, Columns, SearchText, search_text_of
from timeline_tui.load import stretch
from timeline_tui.load.part import Part, Zones
from timeline_tui.load.references import References
from timeline_tui.load.reread import Reread, lines
from timeline_tui.load.toml_blocks import Block
from timeline_tui.model import Event, Origin

_KEPT = 4096


class Section(NamedTuple):
    """Some events, one after the other in a file: a `part` of it that begins at `start`, in `line`; or `events`."""

    sheet: ColumnChunk
    path: str
    part: Part | None = None
    start: int = 0
    line: int = 0
    events: Sequence[Event] = ()

    def origin(self, number: int) -> Origin:
        """Where an event stands."""
        if self.part is None:
            return self.events[number].origin
        return Origin(self.path, self.line + self.part.place(number)[2])


def located(sections: Sequence[Section], firsts: Sequence[int], number: int) -> tuple[Section, int]:
    """The section of the event with this number, and its number there; `firsts` are those of the first of each."""
    n = bisect_right(firsts, number) - 1
    return sections[n], number - firsts[n]


class Shelf(Sequence[Event]):
    """Events in order. `firsts` are the numbers of the first event of each section, in the order of the files.

    `order` are the numbers of all events by date.
    """

    def __init__(
        self,
        sections: Sequence[Section],
        firsts: Sequence[int],
        ids: Sequence[str],
        order: Sequence[int],
        reader: Reader,
    ) -> None:
        self._sections = sections
        self._firsts = firsts
        self._ids = ids
        self.order = order
        self._reader = reader
        self._kept: dict[int, Event] = {}

    @cached_property
    def columns(self) -> Columns:
        """What can be asked of them all without reading them."""
        sheets = [section.sheet for section in self._sections]
        # Nothing in them leads back here: with a circle, the files would stay until the garbage collector runs.
        files = [
            [section.path] if section.part is not None else [event.origin.path for event in section.events]
            for section in self._sections
        ]
        return Columns(sheets, partial(_words, self._sections, self._reader), self._ids, self.order, files)

    def __len__(self) -> int:
        return len(self.order)

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> list[Event]: ...
    def __getitem__(self, place: int | slice) -> Event | list[Event]:
        if isinstance(place, slice):
            return list(map(self.at, self.order[place]))
        return self.at(self.order[place])

    def __iter__(self) -> Iterator[Event]:
        return map(self.at, self.order)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def at(self, number: int) -> Event:
        """The event with this number in the order of the files."""
        event = self._kept.get(number)
        if event is not None:
            return event
        section, inside = located(self._sections, self._firsts, number)
        event = self._reader.event(section, inside) if section.part is not None else section.events[inside]
        if event.id != self._ids[number]:
            event = replace(event, id=self._ids[number])
        if len(self._kept) >= self._reader.most:
            self._kept.clear()
        self._kept[number] = event
        return event


def _words(sections: Sequence[Section], reader: Reader, n: int) -> SearchText:
    """The texts of a section, which is read for them if that has not been done."""
    section = sections[n]
    part = section.part
    if part is None:
        return search_text_of(section.events)
    found = part.words
    if found is None:
        with reader.filling:  # one at a time: what another reads now, it need not read too
            reader.add_words()
            found = part.words or search_text_of(
                [reader.event(section, k) for k in range(len(section.sheet))]
            )
            part.words = found
    return found


class Reader:
    """Reads events of parts again; `data` and `zones` are those of the files, `references` those of the load."""

    def __init__(self, data: Mapping[str, bytes], zones: Mapping[str, Zones], references: References) -> None:
        self._contexts = {path: lines(path, text, zones[path]) for path, text in data.items()}
        self._reread = Reread(references)
        self.most = _KEPT
        """How many events that were looked at are kept."""
        self.filling = RLock()
        """Held while other processes collect the texts of parts, or are stopped."""
        self.others: Callable[[], None] | None = None
        """Makes other processes collect the texts of all parts."""
        self._lock = RLock()  # the screen looks at events while more of them are read

    def add_words(self) -> None:
        """Have other processes collect the texts of all parts, if there are any; every caller waits for that."""
        with self.filling:
            others, self.others = self.others, None
            if others is not None:
                others()

    def event(self, section: Section, number: int) -> Event:
        """An event of a section that is a part."""
        part = section.part
        assert part is not None
        start, end, line = part.place(number)
        block = Block(stretch.EVENTS, True, section.start + start, section.start + end, section.line + line)
        context = self._contexts[section.path]
        ready = stretch.read(context.data, block)
        with self._lock:
            return self._reread.event(context, ready, part.log)
