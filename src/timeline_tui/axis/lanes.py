"""Lanes: a line of cells for each of the values that most events have, under one another on the same axis.

A lane shows single events where an axis shows how many there are. Every kind has a sign of its own:

| what | Unicode | ASCII |
|---|---|---|
| one event that surely lies in the cell; of which the date is about, or uncertain | ● ○ | o ? |
| two to nine; ten or more; a hundred or more | 2 9 + # | 2 9 + # |
| something lasts through it, begins in it, ends in it, both | ━ ┣ ┫ ╋ | = [ ] H |
| vague dates may lie in it: one, two, three, more | ⣀ ⣤ ⣶ ⣿ | - ^ |
| something may last in it, or not yet, or no longer | ╌ | ~ |
| something lasts through it, and a vague date may lie in it | ╍ | & |
| somebody disputes it: one event, or where a line begins | ! | ! |
| only such that the filter leaves out; that lasts | · ─ | ' _ |
| it was spoken of, claimed or assessed here; may have been; before or behind the lane | ◇ ⠒ ‹ › | " , < > |

A lane of an actor shows an event at its own date if the actor took part, spoke or was spoken to then. What the actor
said, claimed or assessed stands at the date of that. What surely lies in a cell is told before what may lie there, and
before what lasts through it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui.aggregate import counts, having, nested, query_field
from timeline_tui.axis.density import NO_ENDS, CellCounts, Density, IntervalEnds
from timeline_tui.axis.rows import ASCII, UNICODE, Role, Run, runs, with_said
from timeline_tui.axis.statement_marks import NO_STATEMENTS, NOTHING, StatementCells, Statements, statements
from timeline_tui.axis.window import Window
from timeline_tui.columns.field_keys import NAMED
from timeline_tui.columns.statement_dates import UNDATED as UNDATED_STATEMENT
from timeline_tui.columns.statement_dates import Stated
from timeline_tui.columns.statement_dates import statements as stated
from timeline_tui.dates.value import BEYOND
from timeline_tui.model import Event
from timeline_tui.store import Store, View

FIELDS = ("actor", "location", "tag", "source", "kind")
"""The fields that there are lanes of; and behind `tag` each dimension of tags, `tag:area`: see `fields_of`."""

MOST = 10
"""Lanes that are drawn, unless more are asked for."""

SEVERAL = "23456789+#"
"""How many events surely lie in a cell, where it is more than one."""
DISPUTED = "!"
ENDS = ("┣", "┫", "╋"), ("[", "]", "H")
"""Where something that lasts begins, ends, both: in Unicode, and in ASCII."""

UNDATED = "no date"
"""What stands over the numbers of events that have no place on the axis."""

_HIDDEN = "─·", "_'"
_DOTS = "⣀⣤⣶⣿", "-^"


class Lane(NamedTuple):
    """The events `numbers` of a view that have the value `key`, an id or a tag; `label` is what to show, on one line.

    An event stands in the lane of each of its values; a location stands for what lies in it. `depth` is how many of the
    lanes before it are those of what it belongs to.
    """

    key: str
    label: str
    numbers: BitMap
    depth: int = 0


class Lanes(NamedTuple):
    """Those with the most events first, each followed by those that belong to it. `more` values have none of their own;
    `without` are the events in no lane.
    """

    lanes: list[Lane]
    more: int
    without: BitMap


class LaneEvents(NamedTuple):
    """Where the events of a lane stand: `numbers` at their own dates, `stated` too, but as what was claimed then, and
    `said` at the dates of what was said of them."""

    numbers: BitMap
    stated: BitMap
    said: Statements

    def placed(self, dated: BitMap) -> BitMap:
        """Those that have a place on the axis, where `dated` are the events with a date."""
        return ((self.numbers | self.stated) & dated) | self.said.numbers

    def of(self, numbers: BitMap) -> LaneEvents:
        """Of the events `numbers` alone."""
        return LaneEvents(self.numbers & numbers, self.stated & numbers, self.said.among(numbers))


def standing(spread: Density, store: Store, field: str, key: str) -> LaneEvents:
    """Where the events with a value in a field stand."""
    if NAMED.get(field) != "actor":
        return LaneEvents(having(store, field, key), BitMap(), NO_STATEMENTS)
    present = having(store, "participant", key)
    said = spread.said_by(store.below(field, [key]))
    return LaneEvents(present, having(store, "stated", key) - present, said)


def spoken(store: Store, event: Event) -> dict[str, Statements]:
    """By actor, and by what the actor belongs to: what they said of one event with a date of its own."""
    found: dict[str, list[Stated]] = {}
    for each in stated([event]):
        if each[2] != UNDATED_STATEMENT:
            for key in store.hierarchies["actor"].above([each[1]]):
                found.setdefault(key, []).append(each)
    return {key: statements(some) for key, some in found.items()}


def indexes_for(field: str) -> tuple[str, ...]:
    """The indexes of a store that lanes of a field are made from."""
    return (query_field(field), "is", *(("participant", "stated") if field == "actor" else ()))


def rest(numbers: BitMap) -> LaneEvents:
    """Events in no lane of their own: at their own dates."""
    return LaneEvents(numbers, BitMap(), NO_STATEMENTS)


def lanes_of(view: View, field: str, *, most: int = MOST) -> Lanes:
    """The `most` values of a field, one of `FIELDS`, that most events of a view have, as a tree."""
    found = counts(view, field)
    chosen = [
        Lane(each.key, each.label, having(view.store, field, each.key) & view.numbers, depth)
        for depth, each in nested(found[:most])  # no value is counted before what it belongs to
    ]
    drawn = BitMap.union(BitMap(), *[each.numbers for each in chosen])
    return Lanes(chosen, len(found) - len(chosen), view.numbers - drawn)


def indent(depth: int, room: int) -> str:
    """What stands before the label of a lane: two blanks for each lane it lies under, at most a quarter of `room`."""
    return " " * min(2 * depth, room // 4)


def undated(view: View) -> BitMap:
    """The events of a view that have no place on the axis: those without a date stand behind all others."""
    places = view.store.bounds.places
    first = bisect_right(places, BEYOND)
    return view.numbers & BitMap(range(first, len(places))) if first < len(places) else BitMap()


def lane_of(
    spread: Density,
    window: Window,
    view: View,
    stand: LaneEvents,
    of_view: LaneEvents,
    *,
    ascii: bool = False,
    edges: tuple[bool, bool] = (True, True),
) -> tuple[Run, ...]:
    """The lane of the events of a value, drawn lighter where the view leaves them out.

    Args:
        spread: Where the events of the view's store lie.
        window: The cells to draw.
        view: What the filter leaves.
        stand: Where the events of the lane stand, without the filter.
        of_view: The same of those that the filter leaves.
        ascii: Draw in ASCII.
        edges: Whether the window begins and ends where the axis does, so that what was said beyond gets a sign.
    """
    marked = view.store.index("is")
    everything, shown = stand.numbers, of_view.numbers
    disputed = shown & marked.get("contested", BitMap())
    doubtful = shown & (marked.get("approximate", BitMap()) | marked.get("uncertain", BitMap()))
    return lane(
        spread.cells(window, shown),
        ascii,
        everything=spread.cells(window, everything) if len(shown) < len(everything) else None,
        contested=spread.cells(window, disputed) if disputed else None,
        doubtful=spread.pointed(window, doubtful) if doubtful else frozenset(),
        ends=spread.ends(window, shown),
        said=_said(spread, window, of_view, edges),
        hidden=NOTHING if of_view == stand else _said(spread, window, stand, (False, False)),
    )


def _said(spread: Density, window: Window, stand: LaneEvents, edges: tuple[bool, bool]) -> StatementCells:
    """The cells of what was said and claimed."""
    found = stand.said.cells(window)
    sure, maybe = set(found.sure), set(found.maybe)
    if stand.stated:
        cells = spread.cells(window, stand.stated)
        sure.update([cell for cell, count in enumerate(cells.points) if count])
        for column in (cells.vague, cells.intervals, cells.maybe):
            maybe.update([cell for cell, count in enumerate(column) if count])
    return StatementCells(
        frozenset(sure), frozenset(maybe - sure), found.before and edges[0], found.behind and edges[1]
    )


def lane(
    cells: CellCounts,
    ascii: bool = False,
    *,
    everything: CellCounts | None = None,
    contested: CellCounts | None = None,
    doubtful: AbstractSet[int] = frozenset(),
    ends: IntervalEnds = NO_ENDS,
    said: StatementCells = NOTHING,
    hidden: StatementCells = NOTHING,
) -> tuple[Run, ...]:
    """A lane of so many cells. `everything` are its events without the filter, `contested` those of `cells` that
    somebody disputes, `doubtful` the cells of points whose dates are about or uncertain, `ends` where what lasts begins
    and ends. `said` is what was said, claimed or assessed, `hidden` the same without the filter.
    """
    signs = ASCII if ascii else UNICODE
    row = _signs(cells, ascii, doubtful, ends)
    if contested is not None:
        row = _disputed(row, contested, signs.event + signs.doubt)
    row = with_said(row, said, signs, over=(Role.VAGUE,))
    if everything is not None:
        row = _with_hidden(row, everything, ascii)
    for cell in hidden.sure | hidden.maybe:
        if row[cell][1] is Role.EMPTY:
            row[cell] = _HIDDEN[ascii][1], Role.HIDDEN
    return runs(row)


def how_many(events: int) -> str:
    """The sign of two events or more: a digit, from ten on `+`, from a hundred on `#`."""
    return str(events) if events < 10 else SEVERAL[-2] if events < 100 else SEVERAL[-1]


def _signs(
    cells: CellCounts, ascii: bool, doubtful: AbstractSet[int], ends: IntervalEnds
) -> list[tuple[str, Role]]:
    signs, dots = ASCII if ascii else UNICODE, _DOTS[ascii]
    begin, end, both = ENDS[ascii]
    empty, lasting = (" ", Role.EMPTY), (signs.lasting, Role.LASTING)
    row: list[tuple[str, Role]] = []
    for cell, (count, lasts, vague, maybe) in enumerate(
        zip(cells.points, cells.intervals, cells.vague, cells.maybe, strict=True)
    ):
        if count > 1:
            row.append((how_many(count), Role.BAR))
        elif count:
            row.append((signs.doubt if cell in doubtful else signs.event, Role.BAR))
        elif vague:
            row.append((signs.both if lasts else dots[min(vague, len(dots)) - 1], Role.VAGUE))
        elif not lasts:
            row.append((signs.maybe, Role.LASTING) if maybe else empty)
        elif cell in ends.begins:
            row.append((both if cell in ends.ends else begin, Role.LASTING))
        else:
            row.append((end, Role.LASTING) if cell in ends.ends else lasting)
    return row


def _disputed(row: list[tuple[str, Role]], contested: CellCounts, single: str) -> list[tuple[str, Role]]:
    """The row with a sign for single events that are disputed, and where a line or dots begin that are.

    An event is not disputed because a vague date or something that lasts in the same cell is.
    """
    found = []
    before = False
    for cell, (sign, role) in enumerate(row):
        longer = bool(contested.intervals[cell] or contested.vague[cell] or contested.maybe[cell])
        if role is Role.BAR:
            here = contested.points[cell] > 0
            first, before = here and sign in single, before and longer
        else:
            here = longer
            first, before = here and not before, here
        found.append((DISPUTED if first else sign, Role.CONTESTED if here else role))
    return found


def _with_hidden(row: list[tuple[str, Role]], everything: CellCounts, ascii: bool) -> list[tuple[str, Role]]:
    """The row with light signs where there is nothing but what the filter leaves out."""
    lasting, other = (_HIDDEN[ascii][0], Role.HIDDEN_LASTING), (_HIDDEN[ascii][1], Role.HIDDEN)
    found = []
    for cell, (one, there) in enumerate(zip(row, _any(everything), strict=True)):
        if one[1] is Role.EMPTY and there:
            found.append(other if everything.points[cell] or everything.vague[cell] else lasting)
        else:
            found.append(one)
    return found


def _any(cells: CellCounts) -> list[bool]:
    """Whether there is something, by cell."""
    there = zip(cells.points, cells.intervals, cells.vague, cells.maybe, strict=True)
    return [any(counts) for counts in there]
