"""Lanes: a line of cells for each of the values that most events have, under one another on the same axis.

A lane shows single events where an axis shows how many there are. Every kind has a sign of its own:

| what | Unicode | ASCII |
|---|---|---|
| one event that surely lies in the cell; two to nine; more | ● 2 9 + | o 2 9 + |
| something lasts through it, begins in it, ends in it, both | ━ ┣ ┫ ╋ | = [ ] H |
| vague dates may lie in it: one, two, three, more | ⣀ ⣤ ⣶ ⣿ | - ^ |
| something lasts through it, and a vague date may lie in it | ╍ | ~ |
| somebody disputes it: one event, or where a line begins | ! | ! |
| only such that the filter leaves out; that lasts | · ─ | ' _ |
"""

from __future__ import annotations

from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui.aggregate import counts, having
from timeline_tui.axis.rows import ASCII, UNICODE, Role, Run, columns, runs
from timeline_tui.axis.spread import NO_ENDS, Cells, Ends
from timeline_tui.axis.window import Window
from timeline_tui.store import View

FIELDS = ("actor", "location", "tag", "source", "kind")
"""The fields that there are lanes of."""

MOST = 10
"""Lanes that are drawn, unless more are asked for."""

_MANY = "+"
_DISPUTED = "!"
_HIDDEN = "─·", "_'"
_DOTS = "⣀⣤⣶⣿", "-^"
_ENDS = ("┣", "┫", "╋"), ("[", "]", "H")


class Lane(NamedTuple):
    """The events `numbers` of a view that have the value `key`, an id or a tag; `label` is what to show, on one line.

    An event stands in the lane of each of its values; a location stands for what lies in it.
    """

    key: str
    label: str
    numbers: BitMap


class Lanes(NamedTuple):
    """Those with the most events first. `more` values have none of their own; `without` are the events in no lane."""

    lanes: list[Lane]
    more: int
    without: BitMap


def lanes_of(view: View, field: str, *, most: int = MOST) -> Lanes:
    """The `most` values of a field, one of `FIELDS`, that most events of a view have."""
    found = counts(view, field)
    chosen = [
        Lane(each.key, each.label, having(view.store, field, each.key) & view.numbers)
        for each in found[:most]
    ]
    drawn = BitMap.union(BitMap(), *[each.numbers for each in chosen])
    return Lanes(chosen, len(found) - len(chosen), view.numbers - drawn)


def lane(
    window: Window,
    cells: Cells,
    ascii: bool = False,
    *,
    everything: Cells | None = None,
    contested: Cells | None = None,
    ends: Ends = NO_ENDS,
    chosen: tuple[int, int] | None = None,
    picked: tuple[int, int] | None = None,
) -> tuple[Run, ...]:
    """A lane as wide as the window. `everything` are its events without the filter, `contested` those of `cells` that
    somebody disputes, `ends` where what lasts begins and ends; the spans are those of `draw`.
    """
    row = _signs(cells, ascii, ends)
    if contested is not None:
        row = _disputed(row, contested, (ASCII if ascii else UNICODE).event)
    if everything is not None:
        row = _with_hidden(row, everything, ascii)
    return runs(row, columns(window, chosen), columns(window, picked))


def _signs(cells: Cells, ascii: bool, ends: Ends) -> list[tuple[str, Role]]:
    signs, dots = ASCII if ascii else UNICODE, _DOTS[ascii]
    counted = [
        ("", Role.BAR),
        (signs.event, Role.BAR),
        *[(str(n), Role.BAR) for n in range(2, 10)],
        (_MANY, Role.BAR),
    ]
    begin, end, both = _ENDS[ascii]
    empty, lasting = (" ", Role.EMPTY), (signs.lasting, Role.LASTING)
    row: list[tuple[str, Role]] = []
    for cell, (count, lasts, vague) in enumerate(
        zip(cells.points, cells.intervals, cells.vague, strict=True)
    ):
        if count:
            row.append(counted[min(count, 10)])
        elif vague:
            row.append((signs.both if lasts else dots[min(vague, len(dots)) - 1], Role.VAGUE))
        elif not lasts:
            row.append(empty)
        elif cell in ends.begins:
            row.append((both if cell in ends.ends else begin, Role.LASTING))
        else:
            row.append((end, Role.LASTING) if cell in ends.ends else lasting)
    return row


def _disputed(row: list[tuple[str, Role]], contested: Cells, event: str) -> list[tuple[str, Role]]:
    """The row with a sign for single events that are disputed, and where a line or dots begin that are."""
    found = []
    before = False
    for (sign, role), here in zip(row, _any(contested), strict=True):
        first = here and (sign == event or (role is not Role.BAR and not before))
        found.append((_DISPUTED if first else sign, Role.CONTESTED if here else role))
        before = here
    return found


def _with_hidden(row: list[tuple[str, Role]], everything: Cells, ascii: bool) -> list[tuple[str, Role]]:
    """The row with light signs where there is nothing but what the filter leaves out."""
    lasting, other = (_HIDDEN[ascii][0], Role.HIDDEN_LASTING), (_HIDDEN[ascii][1], Role.HIDDEN)
    found = []
    for cell, (one, there) in enumerate(zip(row, _any(everything), strict=True)):
        if one[1] is Role.EMPTY and there:
            found.append(other if everything.points[cell] or everything.vague[cell] else lasting)
        else:
            found.append(one)
    return found


def _any(cells: Cells) -> list[bool]:
    """Whether there is something, by cell."""
    return [bool(a or b or c) for a, b, c in zip(cells.points, cells.intervals, cells.vague, strict=True)]
