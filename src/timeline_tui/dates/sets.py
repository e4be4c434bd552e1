"""Sets of EDTF level 2: `[1667,1668,1670..1672]` is one of these years, `{1667,1668}` is all of them.

A member is a date, a range of dates of one precision, or, first or last, all that lies before or after a date. A
member has no time of day, as in the standard; its precision, its open digits and its qualifiers are its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from timeline_tui.dates.value import BEYOND, Date, Moment, Span

BRACKETS = {"[": "]", "{": "}"}
LONGEST = 1000
"""Characters that a set may have."""


class Member(NamedTuple):
    """A date (`first` is `last`), a range of dates, or what is not `first` known or not `last` known: open there."""

    first: Moment | None
    last: Moment | None
    span: Span
    mask: str


def read_set(text: str) -> Date | str:
    """The set, or in a few words why the text is none."""
    if len(text) > LONGEST:
        return f"{len(text):,} characters of a set are no date: write the first and the last date with .. between"
    found = _read(text)
    if isinstance(found, str):
        return found
    starts = [member.span[0] for member in found]
    ends = [member.span[1] for member in found]
    moments = [moment for member in found for moment in (member.first, member.last) if moment is not None]
    from timeline_tui.dates.spans import have_several

    return Date(
        text,
        None if None in starts else min([start for start in starts if start is not None]),
        None if None in ends else max([end for end in ends if end is not None]),
        min([moment.precision for moment in moments]),
        any(moment.approximate for moment in moments),
        any(moment.uncertain for moment in moments),
        gaps=have_several(found),
    )


@lru_cache(maxsize=1024)
def members(text: str) -> tuple[Member, ...]:
    """The members of a set as written; none where the text is no set."""
    found = _read(text)
    return () if isinstance(found, str) else found


def edge(date: Date, *, last: bool = False) -> Date:
    """The date of a set that begins first, or the one that ends last; of an open side, that beside it."""
    from timeline_tui.dates.edtf import parse_edtf

    items, found = date.text[1:-1].split(","), members(date.text)
    if last:
        ends = [BEYOND if member.span[1] is None else member.span[1] for member in found]
        before, _, after = items[ends.index(max(ends))].rpartition("..")
        return parse_edtf(after or before)
    starts = [-BEYOND if member.span[0] is None else member.span[0] for member in found]
    before, _, after = items[starts.index(min(starts))].partition("..")
    return parse_edtf(before or after)


def _read(text: str) -> tuple[Member, ...] | str:
    close = BRACKETS[text[0]]
    if len(text) < 2 or text[-1] != close:
        return f"a set that begins with {text[0]} ends with {close}: write it like {_example(text[0])}"
    inner = text[1:-1]
    if not inner:
        return f"a set with nothing in it: leave the date out, or write it like {_example(text[0])}"
    if any(sign in inner for sign in "[]{}"):
        return "a set holds dates, no other set: take the inner brackets out, or make two events of it"
    items = inner.split(",")
    found: list[Member] = []
    for n, item in enumerate(items):
        member = _member(item, first=n == 0, last=n == len(items) - 1)
        if isinstance(member, str):
            return member
        found.append(member)
    return tuple(found)


def _member(item: str, *, first: bool, last: bool) -> Member | str:
    from timeline_tui.dates.edtf import span

    if not item:
        return "there is no date beside a comma of the set: take the comma out"
    if "/" in item:
        return f"{item} in the set: a range has .. between its dates, no slash"
    head, dots, tail = item.partition("..")
    start = _moment(head)
    end = _moment(tail) if dots else start
    for moment in (start, end):
        if isinstance(moment, str):
            return f"{item} in the set: {moment}"
    if not isinstance(start, Moment | None) or not isinstance(end, Moment | None):
        return item
    if start is None and end is None:
        return ".. in the set: it belongs to a date, as in ..1984 or 1984.."
    if (start is None and not first) or (end is None and not last):
        return f"{item} in the set: what is open stands first (..1984) or last (1984..)"
    if start is not None and end is not None and dots:
        if start.precision is not end.precision:
            return f"{item} in the set: both sides of .. have one precision, as in 1670..1672"
        if span(end, None, None)[1] <= span(start, None, None)[0]:
            return f"{item} in the set runs backwards"
    earliest = span(start, None, None)[0] if start is not None else None
    latest = span(end, None, None)[1] if end is not None else None
    return Member(start, end, (earliest, latest), "" if dots or start is None else start.mask)


def _moment(text: str) -> Moment | str | None:
    from timeline_tui.dates.edtf import parse_moment

    if not text:
        return None
    moment = parse_moment(text)
    if isinstance(moment, Moment) and moment.hour is not None:
        return "the dates of a set have no time"
    return moment


def _example(opening: str) -> str:
    return f"{opening}1667,1668{BRACKETS[opening]}"
