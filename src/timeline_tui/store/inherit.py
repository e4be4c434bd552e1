"""What a store may take over from the one before it, when the files were read again and little has changed.

A change moves all events behind it by one number, or none. So two orders of events are compared from both ends: what
is in between, and what was read anew and says something else, has changed; all else only stands somewhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from timeline_tui.model import Event

T = TypeVar("T")

MOST = 5_000
"""Changed events up to which it pays to look for the others."""


class Heirs(NamedTuple):
    """The first `before` events and the last `after` are those of the earlier store, but for the `changed` ones.

    `changed` are numbers in the new store, those in between among them.
    """

    before: int
    after: int
    changed: Sequence[int]

    def take(self, old: Sequence[T], count: int, make: Callable[[int], T]) -> list[T]:
        """What there was for each event of the earlier store, for each of the `count` of the new one."""
        gap: list[T] = [old[0]] * (count - self.before - self.after) if old else []
        found = [*old[: self.before], *gap, *old[len(old) - self.after :]]
        for number in self.changed:
            found[number] = make(number)
        return found


def heirs(
    old: Sequence[Event],
    old_ids: Sequence[str],
    new: Sequence[Event],
    ids: Sequence[str],
    fresh: Collection[int],
) -> Heirs | None:
    """What the new events have from the old ones; `fresh` are those that were read anew. None where it is little."""
    least = min(len(old), len(new))
    if not least or len(fresh) > MOST:
        return None
    before = _alike(old_ids, ids, range(least))
    after = _alike(old_ids, ids, range(-1, before - least - 1, -1))
    middle = range(before, len(new) - after)
    if len(middle) > MOST:
        return None
    moved = len(new) - len(old)
    changed = [
        number
        for number in fresh
        if number not in middle and not _same(old[number if number < before else number - moved], new[number])
    ]
    return Heirs(before, after, (*middle, *changed))


def _alike(old: Sequence[str], new: Sequence[str], places: range) -> int:
    """How many ids are the same at the first of these places."""
    return next((n for n, place in enumerate(places) if old[place] != new[place]), len(places))


def _same(old: Event, new: Event) -> bool:
    """Whether two events say the same, wherever they stand in the file."""
    return old == (new if old.origin == new.origin else replace(new, origin=old.origin))
