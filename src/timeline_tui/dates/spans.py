"""The spans of a date with gaps: the members of a set, or what digits left open may mean.

`Date.earliest` and `Date.latest` are the hull; these are the spans within it, and exact: Christmas of some year in
the 1560s does not lie in June 1565. They are told from the text when they are asked for, and no further than asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from timeline_tui.dates import masks, sets
from timeline_tui.dates.value import BEYOND, Span, bare_mask, overlap

if TYPE_CHECKING:
    from timeline_tui.dates.sets import Member

MOST_STEPS = 12_000
"""The longest walk through a date's open digits: 10,000 Decembers are fine, the 1,200,000 days of `XXXX-XX-1X` are not.

Counted in steps, so that a date means the same on every machine; so many take less than 10 ms.
"""


def too_open(text: str) -> bool:
    """Whether the open digits of a date leave more to walk through than `MOST_STEPS`.

    Its hull is known then, and whether it touches a span (`touches`); its gaps are not told.
    """
    if "X" not in text:
        return False
    if text[0] in sets.BRACKETS:
        return _too_open(sets.members(text))
    mask = bare_mask(text)
    return "/" not in mask and masks.effort(mask) > MOST_STEPS


def _too_open(members: Iterable[Member]) -> bool:
    return sum([masks.effort(each.mask) for each in members if each.mask]) > MOST_STEPS


def spans(text: str) -> Iterator[Span]:
    """The half-open spans of a date with gaps, in order; those that touch are one."""
    if text[0] in sets.BRACKETS:
        return joined(_all(sets.members(text)))
    return joined(masks.members(bare_mask(text)))


def alternatives(text: str) -> list[Iterator[Span]]:
    """The spans of which one is meant; of an "all of" those of each member, which may have open digits of its own.

    A date that is `too_open` has one, its hull.
    """
    if too_open(text):
        from timeline_tui.dates.edtf import parse_edtf

        date = parse_edtf(text)
        return [iter([(date.earliest, date.latest)])]
    if text[0] == "{":
        return [joined(_all([each])) for each in sets.members(text)]
    return [spans(text)]


@lru_cache(maxsize=256)
def have_gaps(mask: str) -> bool:
    """Whether a mask has more than one span."""
    return len(list(islice(spans(mask), 2))) > 1


def touches(text: str, lo: int | None, hi: int | None) -> bool:
    """Whether any span of a date with gaps shares a second with `[lo, hi)`; None is unbounded."""
    if text[0] in sets.BRACKETS:
        near = [each for each in sets.members(text) if overlap(*each.span, lo, hi)]
        return any(not each.mask for each in near) or any(_touches(each.mask, lo, hi) for each in near)
    return _touches(bare_mask(text), lo, hi)


def _touches(mask: str, lo: int | None, hi: int | None) -> bool:
    first = next(masks.members(mask, lo), None)
    return first is not None and (hi is None or first[0] < hi)


def have_several(members: Sequence[Member]) -> bool:
    """Whether the members of a set have more than one span; taken for granted where it is too much to see."""
    return _too_open(members) or len(list(islice(joined(_all(members)), 2))) > 1


def _all(members: Iterable[Member]) -> Iterator[Span]:
    return merge(*[masks.members(each.mask) if each.mask else (each.span,) for each in members], key=_start)


def _start(span: Span) -> int:
    return -BEYOND if span[0] is None else span[0]


def joined(ordered: Iterable[Span]) -> Iterator[Span]:
    """Join spans, in order, that touch or overlap."""
    last: Span | None = None
    for span in ordered:
        if last is None:
            last = span
        elif last[1] is None or (span[0] is None or span[0] <= last[1]):
            last = last[0], None if last[1] is None or span[1] is None else max(last[1], span[1])
        else:
            yield last
            last = span
    if last is not None:
        yield last
