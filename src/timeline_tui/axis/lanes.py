"""Draw lanes: below an axis, one row of cells for each of the most frequent values of a field.

An axis shows how many events there are; a lane shows single events. Each kind of mark has a sign of its own:

| what | Unicode | ASCII |
|---|---|---|
| one point; one with an approximate or uncertain date | ● ○ | o ? |
| two to nine points; ten or more; a hundred or more | 2 9 + # | 2 9 + # |
| an interval lasts through the cell, begins in it, ends in it, both | ━ ┣ ┫ ╋ | = [ ] H |
| vague dates may lie in the cell: one, two, three, more | ⣀ ⣤ ⣶ ⣿ | - ^ |
| an interval may last in the cell, may not have begun or may have ended | ╌ | ~ |
| an interval lasts through the cell, and a vague date may lie in it | ╍ | & |
| disputed: a single event, or the beginning of a line | ! | ! |
| events hidden by the filter only: points or vague dates; intervals | · ─ | ' _ |
| a statement about an event; perhaps one; one before or after the lane | ◇ ⠒ ‹ › | " , < > |

The lane of an actor shows an event at the event's own date if the actor took part, spoke or was spoken to on that date.
What the actor said, claimed or assessed on another date is shown at that date. In a cell, points win over vague dates,
and both win over intervals.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from pyroaring import BitMap

from timeline_tui.aggregate import counts, having, nested, query_field
from timeline_tui.axis.density import NO_ENDS, CellCounts, Density, IntervalEnds
from timeline_tui.axis.rows import ASCII, UNICODE, Role, Run, runs, with_statements
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
"""The fields that have lanes. Each dimension of tags is one, too, such as `tag:area`: see `fields_of`."""

MOST = 10
"""The number of lanes drawn by default."""

SEVERAL = "23456789+#"
"""The signs of cells with more than one point."""
DISPUTED = "!"
ENDS = ("┣", "┫", "╋"), ("[", "]", "H")
"""The signs of an interval's beginning, of its end and of both: in Unicode, then in ASCII."""

UNDATED = "no date"
"""The heading over the numbers of events that have no place on the axis."""

_HIDDEN = "─·", "_'"
_DOTS = "⣀⣤⣶⣿", "-^"


class Lane(NamedTuple):
    """The events `numbers` of a view that have the value `key` (an id or a tag); `label` is its text, on one line.

    An event is in the lane of each of its values, and a location includes everything that lies in it. `depth` is the
    number of lanes above this one that are its ancestors.
    """

    key: str
    label: str
    numbers: BitMap
    depth: int = 0


class Lanes(NamedTuple):
    """The lanes of a field, most events first, each followed by those that belong to it.

    `more` is the number of values without a lane, `without` are the events in no lane.
    """

    lanes: list[Lane]
    more: int
    without: BitMap


class LaneEvents(NamedTuple):
    """Where the events of a lane are drawn.

    `numbers` are drawn at their own dates, `stated` at their own dates as claims, `said` at the statements' dates.
    """

    numbers: BitMap
    stated: BitMap
    statements: Statements

    def placed(self, dated: BitMap) -> BitMap:
        """Return the events that have a place on the axis; `dated` are all events with a date."""
        return ((self.numbers | self.stated) & dated) | self.statements.numbers

    def of(self, numbers: BitMap) -> LaneEvents:
        """Return the same for the events `numbers` only."""
        return LaneEvents(self.numbers & numbers, self.stated & numbers, self.statements.among(numbers))


def lane_events(density: Density, store: Store, field: str, key: str) -> LaneEvents:
    """Return where the events with a value are drawn in its lane.

    Args:
        density: The density of the events of `store`, which knows the dated statements of each actor.
        store: The events.
        field: The field of the lane, one of `FIELDS` or a dimension of tags.
        key: The value.
    """
    if NAMED.get(field) != "actor":
        return LaneEvents(having(store, field, key), BitMap(), NO_STATEMENTS)
    present = having(store, "participant", key)
    statements = density.statements_by(store.hierarchy(field).below([key]))
    # Without `present`: an event in which the actor took part is drawn already.
    return LaneEvents(present, having(store, "stated", key) - present, statements)


def statements_by_lane(store: Store, event: Event) -> dict[str, Statements]:
    """Return the statements about one event that have dates of their own, by actor and by what the actor belongs to."""
    found: dict[str, list[Stated]] = {}
    for each in stated([event]):
        if each[2] != UNDATED_STATEMENT:
            for key in store.hierarchies["actor"].above([each[1]]):
                found.setdefault(key, []).append(each)
    return {key: statements(some) for key, some in found.items()}


def indexes_for(field: str) -> tuple[str, ...]:
    """Return the names of the store's indexes that the lanes of a field are made from."""
    return (query_field(field), "is", *(("participant", "stated") if field == "actor" else ()))


def remaining(numbers: BitMap) -> LaneEvents:
    """Return where events that are in no lane are drawn: at their own dates."""
    return LaneEvents(numbers, BitMap(), NO_STATEMENTS)


def lanes_of(view: View, field: str, *, most: int = MOST) -> Lanes:
    """Return the lanes of the `most` most frequent values of a field in a view, as a tree.

    Args:
        view: The events.
        field: One of `FIELDS`, or a dimension of tags.
        most: The largest number of lanes.
    """
    found = counts(view, field)
    chosen = [
        Lane(each.key, each.label, having(view.store, field, each.key) & view.numbers, depth)
        for depth, each in nested(found[:most])  # `counts` sorts a parent before what belongs to it
    ]
    drawn = BitMap.union(BitMap(), *[each.numbers for each in chosen])
    return Lanes(chosen, len(found) - len(chosen), view.numbers - drawn)


def indent(depth: int, room: int) -> str:
    """Return the indentation of a lane's label: two spaces for each level, at most a quarter of `room` cells."""
    return " " * min(2 * depth, room // 4)


def undated(view: View) -> BitMap:
    """Return the events of a view that have no date. They come after all others in the order of events."""
    places = view.store.bounds.places
    first = bisect_right(places, BEYOND)
    return view.numbers & BitMap(range(first, len(places))) if first < len(places) else BitMap()


def lane_of(
    density: Density,
    window: Window,
    view: View,
    stand: LaneEvents,
    of_view: LaneEvents,
    *,
    ascii: bool = False,
    edges: tuple[bool, bool] = (True, True),
) -> tuple[Run, ...]:
    """Draw the lane of a value; events that the filter hides are drawn lighter.

    Args:
        density: The density of the events of the view's store.
        window: The cells to draw.
        view: The events that match the filter.
        stand: Where the events of the lane are drawn, without the filter.
        of_view: The same for the events that match the filter.
        ascii: Draw in ASCII.
        edges: Whether the window begins, and ends, where the axis does: statements beyond such an edge get a sign.

    Returns:
        The row, one sign a cell.
    """
    marked = view.store.index("is")
    everything, shown = stand.numbers, of_view.numbers
    disputed = shown & marked.get("contested", BitMap())
    doubtful = shown & (marked.get("approximate", BitMap()) | marked.get("uncertain", BitMap()))
    return lane(
        density.cells(window, shown),
        ascii,
        everything=density.cells(window, everything) if len(shown) < len(everything) else None,
        contested=density.cells(window, disputed) if disputed else None,
        doubtful=density.point_cells(window, doubtful) if doubtful else frozenset(),
        ends=density.ends(window, shown),
        statements=_statement_cells(density, window, of_view, edges),
        hidden=NOTHING if of_view == stand else _statement_cells(density, window, stand, (False, False)),
    )


def _statement_cells(
    density: Density, window: Window, stand: LaneEvents, edges: tuple[bool, bool]
) -> StatementCells:
    """Return the cells of the statements: those with dates of their own, and claims at the dates of their events."""
    found = stand.statements.cells(window)
    sure, maybe = set(found.sure), set(found.maybe)
    if stand.stated:
        cells = density.cells(window, stand.stated)
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
    statements: StatementCells = NOTHING,
    hidden: StatementCells = NOTHING,
) -> tuple[Run, ...]:
    """Draw a lane from its counts.

    Args:
        cells: The counts of the events that match the filter.
        ascii: Draw in ASCII.
        everything: The counts of all events of the lane; None if the filter hides none of them.
        contested: The counts of those events of `cells` that are disputed; None if there are none.
        doubtful: The cells with a point whose date is approximate or uncertain.
        ends: The cells in which intervals begin and end.
        statements: The cells of statements about events that match the filter.
        hidden: The cells of statements about all events of the lane.
    """
    signs = ASCII if ascii else UNICODE
    row = _draw_row(cells, ascii, doubtful, ends)
    if contested is not None:
        row = _mark_disputed(row, contested, signs.event + signs.doubt)
    row = with_statements(row, statements, signs, over=(Role.VAGUE,))
    if everything is not None:
        row = _add_hidden(row, everything, ascii)
    for cell in hidden.sure | hidden.maybe:
        if row[cell][1] is Role.EMPTY:
            row[cell] = _HIDDEN[ascii][1], Role.HIDDEN
    return runs(row)


def how_many(events: int) -> str:
    """Return the sign for two or more events: a digit, `+` from ten, `#` from a hundred."""
    return str(events) if events < 10 else SEVERAL[-2] if events < 100 else SEVERAL[-1]


def _draw_row(
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


def _mark_disputed(row: list[tuple[str, Role]], contested: CellCounts, single: str) -> list[tuple[str, Role]]:
    """Mark disputed events: a single one by its sign, a line or dots at their beginning.

    A point is not marked as disputed because of a disputed interval or vague date in the same cell.
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


def _add_hidden(row: list[tuple[str, Role]], everything: CellCounts, ascii: bool) -> list[tuple[str, Role]]:
    """Put lighter signs into the empty cells that have events hidden by the filter."""
    lasting, other = (_HIDDEN[ascii][0], Role.HIDDEN_LASTING), (_HIDDEN[ascii][1], Role.HIDDEN)
    found = []
    for cell, (one, there) in enumerate(zip(row, _has_events(everything), strict=True)):
        if one[1] is Role.EMPTY and there:
            found.append(other if everything.points[cell] or everything.vague[cell] else lasting)
        else:
            found.append(one)
    return found


def _has_events(cells: CellCounts) -> list[bool]:
    """Return for each cell whether it has any events."""
    there = zip(cells.points, cells.intervals, cells.vague, cells.maybe, strict=True)
    return [any(counts) for counts in there]
