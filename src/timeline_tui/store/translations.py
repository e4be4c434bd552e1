"""Events with their titles and summaries in another language, translated when they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from timeline_tui import columns
from timeline_tui.columns import Columns
from timeline_tui.model import Event


class TranslatedEvents(Sequence[Event]):
    """The events in a language.

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

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> list[Event]: ...
    def __getitem__(self, place: int | slice) -> Event | list[Event]:
        if isinstance(place, slice):
            return [event.in_language(self._lang, self._own) for event in self._events[place]]
        return self._events[place].in_language(self._lang, self._own)

    def __iter__(self) -> Iterator[Event]:
        return (event.in_language(self._lang, self._own) for event in self._events)
