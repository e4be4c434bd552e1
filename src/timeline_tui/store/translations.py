"""Events with their titles and summaries in another language, read when they are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from timeline_tui import columns
from timeline_tui.columns import Columns
from timeline_tui.model import Event


class TranslatedEvents(Sequence[Event]):
    """The `events` in a language; `own` is what that of their own titles is called."""

    def __init__(self, events: Sequence[Event], lang: str, own: str) -> None:
        self._events = events
        self._lang = lang
        self._own = own

    @property
    def columns(self) -> Columns:
        """What is asked of them all, which is the same in every language."""
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
