"""The facets screen: the values of the events with counts, to include in the filter or exclude from it.

Included values of the same field are combined with OR. The filter's text is the only record of the choices, so that
they can be read, edited and copied there. Values without matching events are not shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input
from textual.worker import get_current_worker

from timeline_tui.aggregate import FACETS, Count
from timeline_tui.query import Term
from timeline_tui.store import Store
from timeline_tui.text import counted, flat, fold
from timeline_tui.ui import facet_rows, styles
from timeline_tui.ui.facet_rows import FacetRow, Key
from timeline_tui.ui.screens.overlay import Overlay
from timeline_tui.ui.session import Session
from timeline_tui.ui.widgets.hints import Hint
from timeline_tui.ui.widgets.line_list import LineList
from timeline_tui.ui.widgets.text_line import TextLine

_MAX_INDENT = 6
"""Maximum levels of indentation. Narrow lists have fewer: one for every 12 columns."""


class FacetList(LineList):
    """The list of values under the headings of their fields."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,plus", "choose(False)", "Toggle include", id="facets.include", show=False),
        Binding("minus,x", "choose(True)", "Toggle exclude", id="facets.exclude", show=False),
        # Not Textual's Tab, which would move the focus to the search line.
        Binding("tab", "group(1)", "Next field", id="facets.next-field", show=False),
        Binding("shift+tab", "group(-1)", "Previous field", id="facets.previous-field", show=False),
        Binding("h,left", "fold(True)", "Collapse, or go to the parent", id="facets.fold", show=False),
        Binding("l,right", "fold(False)", "Expand", id="facets.unfold", show=False),
    ]

    when_empty = " no matching value"

    @dataclass
    class ValueToggled(Message):
        """Posted to include or exclude a value, or to undo that."""

        row: FacetRow
        exclude: bool

    @dataclass
    class BranchToggled(Message):
        """Posted to fold or unfold the branch of a value."""

        key: Key

    def __init__(self) -> None:
        super().__init__(id="facets")
        self._rows: list[FacetRow] = []
        self._chosen: dict[Key, Term] = {}

    def show(self, rows: list[FacetRow], chosen: dict[Key, Term]) -> None:
        """Show rows; the cursor stays on its value and, if possible, on its line.

        Args:
            rows: The headings and values.
            chosen: The filter's terms by the value they include or exclude.
        """
        cursor, line = self.cursor, self.cursor - self.top
        before = (self._rows[cursor].field, self._rows[cursor].key) if self._rows else None
        self._rows, self._chosen = rows, chosen
        same = (n for n, row in enumerate(rows) if (row.field, row.key) == before)
        self.set_count(len(rows), next(same, cursor))
        if before is not None and self.cursor != cursor:
            # Rows were added or removed above it: a value must not jump when it is included or excluded.
            self.top = max(0, min(self.cursor - line, len(rows) - self.size.height))
            self.show_row(self.cursor)

    def can_hold(self, row: int) -> bool:
        """Return whether the cursor can be on a row, which excludes headings."""
        return super().can_hold(row) and self._rows[row].value is not None

    def draw_row(self, row: int, width: int) -> list[Segment]:
        """Draw ` + Volodymyr Zelenskiy      3`, or a heading with its number of values."""
        shown = self._rows[row]
        if shown.value is None:
            heading = facet_rows.heading_of(shown.field)
            return [Segment(f" {heading} ", styles.HEADING), Segment(f"{shown.values:,}", styles.DIM)]
        term = self._chosen.get(shown.key)
        sign = " " if term is None else "-" if term.exclude else "+"
        count = f"{shown.value.events:,}"
        room = max(4, width - 6 - len(count))
        indent = "  " * min(shown.depth, _MAX_INDENT, width // 12)
        text = f"{indent}{'> ' * shown.folded}{shown.value.label}"
        text = text if cell_len(text) <= room else set_cell_size(text, room - 1) + "…"
        return [
            Segment(f"  {sign} ", styles.MARK),
            Segment(set_cell_size(text, room), styles.PLAIN if term is None else styles.TITLE),
            Segment(f" {count}", styles.DIM),
        ]

    def action_choose(self, exclude: bool) -> None:
        """Include or exclude the value under the cursor, or undo that."""
        if self._rows and self._rows[self.cursor].value is not None:
            self.post_message(self.ValueToggled(self._rows[self.cursor], exclude))

    def action_fold(self, fold: bool) -> None:
        """Fold or unfold the branch under the cursor; where there is nothing to fold, go to the parent."""
        if not self._rows:
            return
        row = self._rows[self.cursor]
        if row.branch and row.folded is not fold:
            self.post_message(self.BranchToggled(row.key))
        elif fold:
            self.move_to(facet_rows.parent_of(self._rows, self.cursor))

    def action_group(self, step: int) -> None:
        """Go to the first value of the next or previous field."""
        headings = [n for n, row in enumerate(self._rows) if row.value is None]
        if headings:
            current = bisect_right(headings, self.cursor) - 1
            self.move_to(headings[(current + step) % len(headings)] + 1)


class Facets(Overlay[None]):
    """The facets screen. Every choice changes the filter at once."""

    DEFAULT_CSS = """
    Facets { align: right middle; }
    Facets > #box { width: 55%; min-width: 50; max-width: 100%; height: 100%; }
    Facets Input, Facets Input:focus { height: 1; border: none; padding: 0 1; background: transparent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "close", "Close", show=False),
        Binding("slash", "find", "Find a value", id="facets.find", show=False),
        Binding("backslash", "clear", "Clear the filter", id="facets.clear", show=False),
    ]

    title_text = "facets"
    hints = (
        Hint("Enter", "include"),
        Hint("-", "exclude"),
        Hint("Tab", "field"),
        Hint("Esc", "done", "screen.close"),
    )

    def __init__(self, session: Session, apply: Callable[[str], None]) -> None:
        super().__init__()
        self._session = session
        self._apply = apply
        self._folded: set[Key] = set()
        self._counts: tuple[object, str, dict[str, list[Count]]] | None = None

    def body(self) -> ComposeResult:
        """Yield the search line and the list."""
        yield TextLine(placeholder="/ find a value")
        yield FacetList()

    def on_mount(self) -> None:
        """Show all values."""
        self.show()

    @work(thread=True, exclusive=True, group="count")
    def _build_indexes(self, store: Store) -> None:
        for field in ("actor", *FACETS):
            store.index(field)
        if not get_current_worker().is_cancelled:
            # Not call_from_thread, which waits: if the browser is exiting, it waits for this thread (deadlock).
            self.app.call_later(self.show)

    def show(self) -> None:
        """Show the values with their counts in the view; "counting" until the indexes are built."""
        # The screen may have been closed while the thread was counting.
        if not self.query(FacetList):
            return
        view, text = self._session.view, self._session.text
        if not view.store.indexes_ready(("actor", *FACETS)):
            self.query_one(FacetList).when_empty = " counting"
            self._build_indexes(view.store)
            return
        self.query_one(FacetList).when_empty = FacetList.when_empty
        if self._counts is None or self._counts[:2] != (view, text):
            self._counts = view, text, facet_rows.count_fields(view, text, self._session.view_of)
        rows = facet_rows.rows_of(
            view.store, self._counts[2], flat(fold(self.query_one(Input).value)), self._folded
        )
        self.query_one("#box").border_title = f"facets of {counted(len(view), 'event')}"
        self.query_one(FacetList).show(rows, facet_rows.chosen_terms(view.store, text))

    def action_clear(self) -> None:
        """Clear the filter."""
        self._apply(self._session.cleared())

    @on(FacetList.ValueToggled)
    def _toggle_value(self, message: FacetList.ValueToggled) -> None:
        session = self._session
        self._apply(
            facet_rows.toggled(session.view.store, session.text, message.row, exclude=message.exclude)
        )

    @on(FacetList.BranchToggled)
    def _toggle_branch(self, message: FacetList.BranchToggled) -> None:
        self._folded ^= {message.key}
        self.show()

    def action_find(self) -> None:
        """Focus the search line."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _find_values(self, message: Input.Changed) -> None:
        message.stop()
        self.show()

    @on(Input.Submitted)
    def _focus_list(self, message: Input.Submitted) -> None:
        message.stop()
        self.query_one(FacetList).focus()

    def action_close(self) -> None:
        """Leave the search line, or else close the screen."""
        if self.query_one(Input).has_focus:
            self.query_one(FacetList).focus()
        else:
            self.dismiss(None)
