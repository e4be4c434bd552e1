"""Lanes: a line of cells for each of the values that most events have, under one another on the same axis.

A lane shows single events where an axis shows how many there are. Every kind has a sign of its own:

| what | Unicode | ASCII |
|---|---|---|
| one event that surely lies in the cell; two to nine; more | ● 2 9 + | o 2 9 + |
| something lasts through it | ━ | = |
| a vague date may lie in it | ⣀ | - |
| both of these | ╍ | ~ |
| only such that the filter leaves out; that lasts | ░ ─ | ' _ |
"""

from __future__ import annotations

from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui.aggregate import counts, having
from timeline_tui.axis.rows import ASCII, UNICODE, Role, Run, columns, runs
from timeline_tui.axis.spread import Cells
from timeline_tui.axis.window import Window
from timeline_tui.store import View

FIELDS = ("actor", "location", "tag", "source", "kind")
"""The fields that there are lanes of."""

MOST = 10
"""Lanes that are drawn, unless more are asked for."""

_MANY = "+"


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
    chosen: tuple[int, int] | None = None,
    picked: tuple[int, int] | None = None,
) -> tuple[Run, ...]:
    """A lane as wide as the window. `everything` are its events without the filter; the spans are those of `draw`."""
    row = []
    for cell in range(window.width):
        sign, role = _sign(cells, cell, ascii)
        if everything is not None and role is Role.EMPTY:
            sign, role = _hidden(everything, cell, ascii)
        row.append((sign, role))
    return runs(row, columns(window, chosen), columns(window, picked))


def _sign(cells: Cells, cell: int, ascii: bool) -> tuple[str, Role]:
    signs = ASCII if ascii else UNICODE
    count = cells.points[cell]
    if count:
        return signs.event if count == 1 else str(count) if count < 10 else _MANY, Role.BAR
    if cells.vague[cell]:
        return signs.both if cells.intervals[cell] else signs.dots[0], Role.VAGUE
    if cells.intervals[cell]:
        return signs.lasting, Role.LASTING
    return " ", Role.EMPTY


def _hidden(everything: Cells, cell: int, ascii: bool) -> tuple[str, Role]:
    signs = ASCII if ascii else UNICODE
    role = _sign(everything, cell, ascii)[1]
    if role is Role.LASTING:
        return signs.hidden_lasting, Role.HIDDEN_LASTING
    return (" ", Role.EMPTY) if role is Role.EMPTY else (signs.hidden, Role.HIDDEN)
