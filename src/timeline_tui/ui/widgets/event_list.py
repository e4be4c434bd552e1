"""The list of events: the navigator, beside the detail."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType

from timeline_tui.dates.shown import Shown
from timeline_tui.store import View
from timeline_tui.ui import rows
from timeline_tui.ui.glyphs import Glyphs
from timeline_tui.ui.widgets.line_list import LineList


class EventList(LineList):
    """The events of a view, one a row, in date order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read the event", id="list.open", show=False),
    ]

    when_empty = " nothing here: Enter says more"

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
        self._columns = rows.columns_for(view.store, shown)

    def on_mount(self) -> None:
        """The rows are there from the first paint on."""
        self.set_count(len(self._view))

    def show(self, view: View, row: int, marked: AbstractSet[str]) -> None:
        """Show another view, the cursor in `row`."""
        if view.store is not self._view.store:
            self._columns = rows.columns_for(view.store, self._columns.shown)
        self._view = view
        self._marked = marked
        self._terms = view.query.highlights("title") if view.query is not None else ()
        self.set_count(len(view), row)

    def show_times(self, shown: Shown) -> None:
        """Show times by another clock."""
        if shown != self._columns.shown:
            self._columns = rows.columns_for(self._view.store, shown)
            self.set_count(len(self._view), self.cursor)

    def show_marks(self, marked: AbstractSet[str]) -> None:
        """The user's marks changed; the cursor's row is the one that shows it."""
        self._marked = marked
        self._repaint_line(self.cursor - self.top)

    def cursor_moved(self, row: int) -> None:
        """At once, not by message: what follows the cursor is then drawn in the same frame."""
        self._follow(row)

    def action_open(self) -> None:
        """The event under the cursor is to be read; without one, why there is none."""
        self.post_message(self.Chosen(self, self.cursor))

    def draw_row(self, row: int, width: int) -> list[Segment]:
        """The event's row; its date is left out where the row above has the same."""
        event = self._view[row]
        first = row == self.top
        previous = None if row == 0 or first else self._view[row - 1]
        marked = event.id in self._marked
        return rows.event_row(
            event, previous, width, self._columns, self._glyphs, marked=marked, terms=self._terms
        )
