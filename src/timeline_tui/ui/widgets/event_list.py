"""The list of events: the navigator, beside the detail."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import ClassVar
from weakref import ref

from rich.segment import Segment
from textual.binding import Binding, BindingType

from timeline_tui.dates import Date
from timeline_tui.dates.shown import Shown
from timeline_tui.store import Store, View
from timeline_tui.ui import rows
from timeline_tui.ui.glyphs import Glyphs
from timeline_tui.ui.widgets.line_list import LineList
from timeline_tui.ui.widgets.paint import nothing_to_show

ROOM = 16
"""Lines of a list from which it has headings unless somebody wants none."""


class ListDecorations(Enum):
    """What helps to read a list. `FITTING` are headings, where there is room and they are worth it."""

    FITTING = "fitting"
    HEADINGS = "headings"
    DISTANCES = "headings and distances"
    NONE = "none"


class EventList(LineList):
    """The events of a view, one a row, in date order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read the event", id="list.open", show=False),
    ]

    def __init__(
        self, view: View, glyphs: Glyphs, follow: Callable[[int], None], shown: Shown, *, id: str | None = None
    ) -> None:  # fmt: skip
        """`follow` is called with the row whenever the cursor has moved; `shown` is the clock of its times."""
        super().__init__(id=id)
        self._follow = follow
        self._glyphs = glyphs
        self._marked: AbstractSet[str] = frozenset()
        self._terms: tuple[str, ...] = ()
        self._view = view
        self._unit: int | None = None
        self._aids = ListDecorations.FITTING
        self._worth = False
        self._zero: Date | None = None
        self._asked: tuple[ref[Store], int] | None = None
        self._columns = rows.columns_for(view.store, shown)

    def on_mount(self) -> None:
        """The rows are there from the first paint on."""
        self.set_count(len(self._view))

    def show(self, view: View, row: int, marked: AbstractSet[str]) -> None:
        """Show another view, the cursor in `row`."""
        other = view.store is not self._view.store
        self._view = view
        if other:
            self._lay_out()
        self._marked = marked
        self._terms = view.query.highlights("title") if view.query is not None else ()
        self.set_count(len(view), row)

    @property
    def shown(self) -> Shown:
        """The clock of its times, and whether it shows any that were written by another."""
        return self._columns.shown

    @property
    def clock(self) -> str:
        """By which clock times are shown, where somebody might take them for those of another; else ""."""
        shown = self._columns.shown
        return shown.name if self._columns.converted else shown.heading

    def show_times(self, shown: Shown) -> None:
        """Show times by another clock."""
        now = self._columns.shown
        if shown._replace(mixed=now.mixed, decimals=now.decimals) != now:
            self._columns = self._columns._replace(shown=shown)
            self._lay_out()
            self.set_count(len(self._view), self.cursor)

    # -- reading aids ---------------------------------------------------------------------------------------

    def show_groups(self, unit: int | None) -> None:
        """Groups are of this unit from now on, as the time axis is; None where nothing has a date."""
        self._unit = unit
        self._arrange()

    def show_aids(self, aids: ListDecorations) -> None:
        """Show headings, distances, or neither."""
        self._aids = aids
        self._arrange()

    def count_from(self, zero: Date | None) -> None:
        """Show how long after this date each row is, instead of how long after the row above; None: no longer."""
        if zero != self._zero:
            self._zero = zero
            self._lay_out()
            self.set_count(len(self._view), self.cursor)

    @property
    def aids(self) -> ListDecorations:
        """What is shown now."""
        if self._aids is not ListDecorations.FITTING:
            return self._aids
        if self._unit is None or self.size.height < ROOM:
            return ListDecorations.NONE
        asked = ref(self._view.store), self._unit  # what was read before is let go
        if not self._worth and self._asked != asked:  # whoever looks closer does not lose them
            self._asked, self._worth = asked, rows.worth_headings(self._view.store, self._unit)
        return ListDecorations.HEADINGS if self._worth else ListDecorations.NONE

    @property
    def headed(self) -> bool:
        """Whether there are headings."""
        return self._columns.unit is not None

    @property
    def distances(self) -> bool:
        """Whether each row says how long after the one above it begins."""
        return self._columns.apart > 0 and self._zero is None

    def _arrange(self) -> None:
        """Headings and columns as they are to be now; where they are so already, nothing is drawn."""
        aids = self.aids
        unit = None if aids is ListDecorations.NONE else self._unit
        wanted = aids is ListDecorations.DISTANCES or self._zero is not None
        if (unit, wanted) != (self._columns.unit, self._columns.apart > 0):
            self._lay_out()
            self.set_count(len(self._view), self.cursor)

    def _lay_out(self) -> None:
        """Columns for what is shown."""
        aids = self.aids
        unit = None if aids is ListDecorations.NONE else self._unit
        self._columns = rows.columns_for(
            self._view.store,
            self._columns.shown,
            unit,
            distances=aids is ListDecorations.DISTANCES,
            zero=self._zero,
        )

    def empty_line(self) -> str:
        """Say that there is nothing."""
        return nothing_to_show(self)

    def on_resize(self) -> None:
        """There may be room for headings now, or none."""
        self._arrange()

    def begins_group(self, row: int) -> bool:
        """Whether the row has another heading than the row above it."""
        one, other = self._view[row - 1], self._view[row]
        return rows.group_in(one, self._columns) != rows.group_in(other, self._columns)

    def draw_heading(self, row: int, width: int) -> list[Segment]:
        """The heading over the row."""
        return rows.heading_row(self._view[row], width, self._columns, self._glyphs)

    def show_marks(self, marked: AbstractSet[str]) -> None:
        """The user's marks changed; the cursor's row is the one that shows it."""
        self._marked = marked
        self._repaint_row(self.cursor)

    def cursor_moved(self, row: int) -> None:
        """At once, not by message: what follows the cursor is then drawn in the same frame."""
        self._follow(row)

    def action_open(self) -> None:
        """The event under the cursor is to be read; without one, why there is none."""
        self.post_message(self.RowClicked(self, self.cursor))

    def draw_row(self, row: int, width: int) -> list[Segment]:
        """The event's row; its date is left out where the row above has the same."""
        event = self._view[row]
        before = self._view[row - 1] if row else None
        first = row == self.top or (self.headed and before is not None and self.begins_group(row))
        return rows.event_row(
            event,
            None if first else before,
            width,
            self._columns,
            self._glyphs,
            marked=event.id in self._marked,
            terms=self._terms,
            before=before,
        )
