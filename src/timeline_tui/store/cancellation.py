"""Give up a long computation as soon as its result is no longer needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

Superseded: TypeAlias = Callable[[], bool]
"""Returns whether a result is no longer needed; called from time to time."""


class QueryCancelled(Exception):  # noqa: N818 - nothing went wrong
    """A newer query has superseded this one."""


def batches(numbers: Sequence[int], size: int, superseded: Superseded) -> Iterator[Sequence[int]]:
    """Yield numbers in batches, with a check for cancellation before each.

    Args:
        numbers: The numbers.
        size: How many to yield at once.
        superseded: Returns whether the result is no longer needed.

    Raises:
        QueryCancelled: If it is not.
    """
    # Polled, because Python cannot interrupt a thread from outside.
    for at in range(0, len(numbers), size):
        if superseded():
            raise QueryCancelled
        yield numbers[at : at + size]
