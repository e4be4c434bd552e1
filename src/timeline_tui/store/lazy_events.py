"""Sequences of events that are made when they are read."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import overload

from timeline_tui import columns
from timeline_tui.columns import Columns
from timeline_tui.model import Event


class LazyEvents(Sequence[Event]):
    """Events of which `at(place)` makes one, for a place from 0."""

    @abstractmethod
    def at(self, place: int) -> Event:
        """Return the event at a place."""

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> list[Event]: ...
    def __getitem__(self, place: int | slice) -> Event | list[Event]:
        # A range resolves negative places and slices, and raises IndexError, as a list would.
        places = range(len(self))[place]
        return self.at(places) if isinstance(places, int) else list(map(self.at, places))

    def __iter__(self) -> Iterator[Event]:
        return map(self.at, range(len(self)))


class TranslatedEvents(LazyEvents):
    """The events with titles and summaries in another language.

    Args:
        events: The events in the language of the files.
        lang: The tag of the language.
        own: The tag of the language of the files, or "original".
    """

    def __init__(self, events: Sequence[Event], lang: str, own: str) -> None:
        self._events = events
        self._lang = lang
        self._own = own

    @property
    def columns(self) -> Columns:
        """The columns of the events, which are the same in every language."""
        return columns.of(self._events)

    def __len__(self) -> int:
        return len(self._events)

    def at(self, place: int) -> Event:
        """Return the event at a place in the language."""
        return self._events[place].in_language(self._lang, self._own)
