"""Dicts of what has been looked up: lately, since `References.forget`, and ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from timeline_tui.load.registry import Entry, Registry

Key = TypeVar("Key")
Value = TypeVar("Value")


class Met(dict[Key, Value]):
    """What has been looked up lately, and in `all` what ever was; `added` takes what is new here."""

    def __init__(self, added: Callable[[Key, Value], None]) -> None:
        super().__init__()
        self.all: dict[Key, Value] = {}
        self._added = added

    def __missing__(self, key: Key) -> Value:
        value = self[key] = self.all[key]
        self._added(key, value)
        return value

    def enter(self, key: Key, value: Value) -> Value:
        """Enter a value, unless there is one: says which it is now."""
        value = self[key] = self.all.setdefault(key, value)
        self._added(key, value)
        return value


class Names(dict[str, Entry]):
    """The things of a kind by the texts that have named them lately, in `all` those that ever did."""

    def __init__(self, kind: str, registry: Registry[Entry], make: Callable[[str, str], Entry]) -> None:
        super().__init__()
        self.all: dict[str, Entry] = {}
        self.kind = kind
        self.registry: Registry[Entry] = registry
        self.make: Callable[[str, str], Entry] = make
