"""The last steps of loading: ids for events, and their order.

Ids that are written come first, so that a derived one never takes them: adding an event without an id further
up changes no written id, and derived ids change only with the event's own date and title.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from timeline_tui.dates.value import Parts, SortKey, places, sort_key
from timeline_tui.load.check import Report
from timeline_tui.load.decode import show
from timeline_tui.load.registry import Ids, slug
from timeline_tui.load.toml_syntax import Fault
from timeline_tui.model import Event, Origin
from timeline_tui.patterns import late

_TITLE_WORDS = 5
_KEPT = 20_000  # characters of a statement that cannot be read
_FEW = 2000  # events that are put among those in order one by one
# The first date in an EDTF text: sign and digits of its year (`XXXX` in one of any year), its exponent, month and day.
_DAY = late(r"Y?(-?)([0-9X]+)(?:E([0-9]+))?((?:-[0-9X]{2}){0,2})")


def identify(
    given: Sequence[str], derive: Callable[[int], str], origin: Callable[[int], Origin], report: Report
) -> Sequence[str]:
    """An id of its own for every event, of which `given` are those that the files have, "" for none, in their order.

    `derive` makes an id for the event with a number, `origin` says where it stands.
    """
    known = set(given)
    if len(known) == len(given) and "" not in known:
        return given
    first: dict[str, int] = {}
    repeated = [n for n, id_ in enumerate(given) if first.setdefault(id_, n) != n and id_]
    first.pop("", None)
    found = list(given)
    ids = Ids(first)
    for n in repeated:
        other = origin(first[given[n]])
        new = found[n] = ids.unique(given[n])
        message = f"the id {show(given[n])} is already taken at {other.path}:{other.line}"
        hint = f"it is shown as {show(new)} here: write another id"
        report(origin(n), "duplicate-id", message, hint, ("id",))
    for n, id_ in enumerate(given):
        if not id_:
            found[n] = ids.unique(derive(n))
    return found


def derived(event: Event) -> str:
    """Derive an id from the date's first part and the title's first words: `2024-08-07-state-of-emergency-in-kursk`."""
    written = _DAY.search(event.date.text) if event.date is not None else None
    if written is None:
        date = "undated"
    elif written[1] or written[2] == "0000":
        date = f"{_before_christ(written[2], written[3])}{written[4].lower()}"
    else:
        date = slug(written.group())
    title = slug(event.title, _TITLE_WORDS, 48)
    return f"{date}-{title}" if title else date


def _before_christ(digits: str, exponent: str | None) -> str:
    """Name an astronomical year before 1 as people count it: `0043` is `44-bc`, `004X` is `50-41-bc`."""
    first, last = (int(digits.replace("X", digit)) * 10 ** int(exponent or 0) + 1 for digit in "90")
    return f"{first}-bc" if first == last else f"{first}-{last}-bc"


def salvaged(event: Event, faults: Sequence[Fault], nothing: bool) -> Event:
    """The event with the statements that cannot be read as `extra`; `nothing` could be read of it."""
    lines = tuple(map(kept, faults))
    title = f"(unreadable: line {event.origin.line})" if nothing else event.title
    return replace(event, title=title, extra=(*event.extra, *lines))


def kept(fault: Fault) -> tuple[str, str]:
    """What the file says where it cannot be read, as a key and value of `extra`; very long text is cut."""
    text = (fault.text or fault.excerpt).strip("\n")
    if len(text) > _KEPT:
        text = f"{text[:_KEPT]}… ({len(text) - _KEPT:,} more characters)"
    return f"line {fault.line}", text


class Order:
    """Puts events in order: by date, then as they stand in the files; those without a date last.

    The columns are those of `columns.Sheet`; the order is that of `Date.sort_key`.
    """

    def __init__(
        self,
        earliest: Sequence[int],
        latest: Sequence[int],
        precisions: Sequence[int],
        parts: Mapping[int, Parts],
    ) -> None:
        self._earliest = earliest
        self._latest = latest
        self._precisions = precisions
        self._parts = parts

    def _key(self, number: int) -> tuple[SortKey, int]:
        start, end, parts = self._earliest[number], self._latest[number], self._parts.get(number)
        return sort_key(start, end, self._precisions[number], parts), number

    def numbers(self) -> list[int]:
        """The numbers of all events."""
        # Floats first: they compare several times as fast as numbers of this size, and those as whole keys.
        floats = list(map(float, places(self._earliest, self._latest)))
        numbers = sorted(range(len(floats)), key=floats.__getitem__)
        floats.sort()
        done = 0  # before which all are in order
        for n in [n for n, (one, next_) in enumerate(pairwise(floats)) if one == next_]:
            if n >= done:
                done = bisect_right(floats, floats[n], n)
                numbers[n:done] = sorted(numbers[n:done], key=self._key)
        return numbers

    def insert(self, numbers: list[int], more: Sequence[int]) -> list[int]:
        """The numbers of all events, of which these `numbers` are in order already, and these `more` are not."""
        if len(more) > _FEW:
            return self.numbers()
        for number in more:
            insort(numbers, number, key=self._key)
        return numbers
