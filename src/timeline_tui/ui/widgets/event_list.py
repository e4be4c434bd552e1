"""The list of events, in which the user navigates."""

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
from timeline_tui.ui.widgets.paint import empty_message

ROOM = 16
"""The fewest lines of a list that shows headings by default."""


class ListDecorations(Enum):
    """The reading aids of a list. `FITTING` shows headings if there is room and they divide the list usefully."""

    FITTING = "fitting"
    HEADINGS = "headings"
    DISTANCES = "headings and distances"
    NONE = "none"


class EventList(LineList):
    """The events of a view, one per row, in date order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open the event", id="list.open", show=False),
    ]

    def __init__(
        self, view: View, glyphs: Glyphs, follow: Callable[[int], None], shown: Shown, *, id: str | None = None
    ) -> None:  # fmt: skip
        """Show a view.

        Args:
            view: The events.
            glyphs: The signs to draw with.
            follow: Called with the row each time the cursor has moved.
            shown: The clock by which times are displayed.
            id: The id of the widget.
        """
        super().__init__(id=id)
        self._follow = follow
        self._glyphs = glyphs
        self._marked: AbstractSet[str] = frozenset()
        self._terms: tuple[str, ...] = ()
        self._view = view
        self._unit: int | None = None
        self._decorations = ListDecorations.FITTING
        self._worth = False
        self._zero: Date | None = None
        self._measured_for: tuple[ref[Store], int] | None = None
        self._columns = rows.columns_for(view.store, shown)

    def on_mount(self) -> None:
        """Set the number of rows before the first paint."""
        self.set_count(len(self._view))

    def show(self, view: View, row: int, marked: AbstractSet[str]) -> None:
        """Show another view.

        Args:
            view: The events.
            row: The row of the cursor.
            marked: The ids of the events that the user has marked.
        """
        other = view.store is not self._view.store
        self._view = view
        # The columns fit the store, not the view, so that they stay in place while a filter changes.
        if other:
            self._compute_columns()
        self._marked = marked
        self._terms = view.query.highlights("title") if view.query is not None else ()
        self.set_count(len(view), row)

    @property
    def shown(self) -> Shown:
        """The clock by which times are displayed, and whether any of them were written by another clock."""
        return self._columns.shown

    @property
    def clock(self) -> str:
        """The name of the clock by which times are displayed, or "" if they cannot be mistaken for another's."""
        shown = self._columns.shown
        return shown.name if self._columns.converted else shown.heading

    def show_times(self, shown: Shown) -> None:
        """Display times by another clock."""
        now = self._columns.shown
        # Both follow from the store (see `fitted`), so they are not compared.
        if shown._replace(mixed=now.mixed, decimals=now.decimals) != now:
            self._columns = self._columns._replace(shown=shown)
            self._compute_columns()
            self.set_count(len(self._view), self.cursor)

    # -- reading aids ---------------------------------------------------------------------------------------

    def show_groups(self, unit: int | None) -> None:
        """Group rows by this unit, that of the time axis; None if no event has a date."""
        self._unit = unit
        self._update_layout()

    def show_decorations(self, decorations: ListDecorations) -> None:
        """Show other reading aids."""
        self._decorations = decorations
        self._update_layout()

    def count_from(self, zero: Date | None) -> None:
        """Show the time since `zero` in each row instead of the time since the row above; None ends that."""
        if zero != self._zero:
            self._zero = zero
            self._compute_columns()
            self.set_count(len(self._view), self.cursor)

    @property
    def decorations(self) -> ListDecorations:
        """The reading aids that are shown now; never `FITTING`."""
        if self._decorations is not ListDecorations.FITTING:
            return self._decorations
        if self._unit is None or self.size.height < ROOM:
            return ListDecorations.NONE
        # A weak reference, so that an older store can be freed.
        measured = ref(self._view.store), self._unit
        if (
            not self._worth and self._measured_for != measured
        ):  # once useful, headings stay while the user zooms in
            self._measured_for, self._worth = measured, rows.worth_headings(self._view.store, self._unit)
        return ListDecorations.HEADINGS if self._worth else ListDecorations.NONE

    @property
    def headed(self) -> bool:
        """Whether headings are shown."""
        return self._columns.unit is not None

    @property
    def distances(self) -> bool:
        """Whether each row shows the time since the row above."""
        return self._columns.apart > 0 and self._zero is None

    def _update_layout(self) -> None:
        """Update headings and columns; redraw only if they change."""
        decorations = self.decorations
        unit = None if decorations is ListDecorations.NONE else self._unit
        wanted = decorations is ListDecorations.DISTANCES or self._zero is not None
        if (unit, wanted) != (self._columns.unit, self._columns.apart > 0):
            self._compute_columns()
            self.set_count(len(self._view), self.cursor)

    def _compute_columns(self) -> None:
        """Compute the columns."""
        decorations = self.decorations
        unit = None if decorations is ListDecorations.NONE else self._unit
        self._columns = rows.columns_for(
            self._view.store,
            self._columns.shown,
            unit,
            distances=decorations is ListDecorations.DISTANCES,
            zero=self._zero,
        )

    def empty_line(self) -> str:
        """Return the message for a view without events."""
        return empty_message(self)

    def on_resize(self) -> None:
        """Show or hide headings, depending on the height."""
        self._update_layout()

    def begins_group(self, row: int) -> bool:
        """Return whether the row has another heading than the row above."""
        one, other = self._view[row - 1], self._view[row]
        return rows.group_in(one, self._columns) != rows.group_in(other, self._columns)

    def draw_heading(self, row: int, width: int) -> list[Segment]:
        """Draw the heading above the row."""
        return rows.heading_row(self._view[row], width, self._columns, self._glyphs)

    def show_marks(self, marked: AbstractSet[str]) -> None:
        """Show changed marks. Only the cursor's row can have changed."""
        self._marked = marked
        self._repaint_row(self.cursor)

    def cursor_moved(self, row: int) -> None:
        """Report the cursor's row by a direct call, not a message, so that the detail is drawn in the same frame."""
        self._follow(row)

    def action_open(self) -> None:
        """Request the event under the cursor or, in an empty list, the explanation."""
        self.post_message(self.RowClicked(self, self.cursor))

    def draw_row(self, row: int, width: int) -> list[Segment]:
        """Draw an event's row, without its date if the row above has the same."""
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
