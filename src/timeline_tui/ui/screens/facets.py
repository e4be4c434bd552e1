"""The values that the events have, with counts: choose some, and the filter follows.

Including several values of a field asks for any of them; excluding takes away. What is chosen is in the filter's
text, nowhere else, so that it can be read, edited and copied there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input
from textual.worker import get_current_worker

from timeline_tui.aggregate import FACETS, Count, counts
from timeline_tui.aggregate import value as ask_for
from timeline_tui.query import terms_of, with_term, without_term
from timeline_tui.store import Store, View
from timeline_tui.text import fold
from timeline_tui.ui import styles
from timeline_tui.ui.screens.overlay import Overlay
from timeline_tui.ui.session import Session
from timeline_tui.ui.widgets.hints import Hint
from timeline_tui.ui.widgets.line_list import LineList
from timeline_tui.ui.widgets.text_line import TextLine

HEADINGS = {
    "actor": "Actors", "location": "Locations", "tag": "Tags", "source": "Sources", "status": "Status",
    "kind": "Kind",
}  # fmt: skip

NAMED = frozenset(("actor", "location", "source", "tag", "kind"))
"""The fields whose values are asked for whole (`actor:="Russia"`), lest Russia finds Russian forces."""


class _Row(NamedTuple):
    field: str
    value: Count | None  # None: the field's heading


class FacetList(LineList):
    """Headings and values."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space,plus", "choose(False)", "Include, or no longer", id="facets.include", show=False
        ),
        Binding("minus,x", "choose(True)", "Exclude, or no longer", id="facets.exclude", show=False),
        Binding("tab", "group(1)", "Next field", id="facets.next-field", show=False),
        Binding("shift+tab", "group(-1)", "Previous field", id="facets.previous-field", show=False),
    ]

    when_empty = " no value has this in its name"

    class Toggled(Message):
        """A value is to be included or excluded, or no longer."""

        def __init__(self, field: str, value: Count, exclude: bool) -> None:
            super().__init__()
            self.field = field
            self.value = value
            self.exclude = exclude

    def __init__(self) -> None:
        super().__init__(id="facets")
        self._rows: list[_Row] = []
        self._now: dict[tuple[str, str], int] = {}
        self._chosen: dict[tuple[str, str], bool] = {}

    def show(
        self, rows: list[_Row], now: dict[tuple[str, str], int], chosen: dict[tuple[str, str], bool]
    ) -> None:
        """Show these rows, with the counts as they are now, and what is included (False) or excluded (True)."""
        same = rows == self._rows
        self._rows, self._now, self._chosen = rows, now, chosen
        if same:
            self.refresh()
        else:
            self.set_count(len(rows))

    def can_hold(self, row: int) -> bool:
        """Not the headings."""
        return super().can_hold(row) and self._rows[row].value is not None

    def draw_row(self, row: int, width: int) -> list[Segment]:
        """` + Volodymyr Zelenskiy      3`."""
        field, value = self._rows[row]
        if value is None:
            return [Segment(f" {HEADINGS[field]}", styles.HEADING)]
        exclude = self._chosen.get((field, fold(value.label)))
        sign = {None: " ", False: "+", True: "-"}[exclude]
        count = f"{self._now.get((field, value.key), 0):,}"
        room = max(4, width - 6 - len(count))
        text = value.label if cell_len(value.label) <= room else set_cell_size(value.label, room - 1) + "…"
        style = styles.PLAIN if exclude is None else styles.TITLE
        return [
            Segment(f"  {sign} ", styles.MARK),
            Segment(set_cell_size(text, room), style),
            Segment(f" {count}", styles.DIM),
        ]

    def action_choose(self, exclude: bool) -> None:
        """Include or exclude the value under the cursor, or no longer."""
        field, value = self._rows[self.cursor] if self._rows else _Row("", None)
        if value is not None:
            self.post_message(self.Toggled(field, value, exclude))

    def action_group(self, step: int) -> None:
        """The first value of the next or previous field."""
        heads = [row for row, (_, value) in enumerate(self._rows) if value is None]
        here = max([head for head in heads if head <= self.cursor], default=0)
        at = heads.index(here) + step if here in heads else 0
        if heads:
            self.move_to(heads[at % len(heads)] + 1)


class Facets(Overlay[None]):
    """Chooses values; every choice changes the filter at once."""

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
        self._find = ""

    def body(self) -> ComposeResult:
        """The line to find a value, and the values."""
        yield TextLine(placeholder="/ find a value")
        yield FacetList()

    def on_mount(self) -> None:
        """Everything there is."""
        self.query_one(FacetList).focus()
        self.show()

    @work(thread=True, exclusive=True, group="count")
    def _count(self, store: Store) -> None:
        for field in FACETS:
            store.index(field)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.show)

    def show(self) -> None:
        """The values there are, counted in what the filter leaves; a word until they are."""
        if not self.query(FacetList):  # they were counted for nobody
            return
        store, view = self._session.view.store, self._session.view
        if not store.answers_at_once(FACETS):
            self.query_one(FacetList).when_empty = " counting"
            self._count(store)
            return
        self.query_one(FacetList).when_empty = FacetList.when_empty
        wanted = fold(self._find)
        rows: list[_Row] = []
        now: dict[tuple[str, str], int] = {}
        for field in FACETS:
            found = [c for c in counts(store.view(), field) if wanted in fold(c.label)]
            if found:
                rows.append(_Row(field, None))
                rows += [_Row(field, value) for value in found]
            now.update({(field, c.key): c.events for c in counts(self._widened(field), field)})
        chosen = {(t.field, fold(t.value)): t.exclude for t in terms_of(self._session.text) if t.field}
        self.query_one("#box").border_title = f"facets of {len(view):,} event{'s' * (len(view) != 1)}"
        self.query_one(FacetList).show(rows, now, chosen)

    def _widened(self, field: str) -> View:
        """The view without what is already included of the field: one more value widens it by that many."""
        text = self._session.text
        for term in terms_of(text):
            if term.field == field and not term.exclude:
                text = without_term(text, field, term.value)
        return self._session.view if text == self._session.text else self._session.view_of(text)

    def action_clear(self) -> None:
        """Every event again."""
        self._apply(self._session.cleared())

    @on(FacetList.Toggled)
    def _toggled(self, message: FacetList.Toggled) -> None:
        field = message.field
        value = ask_for(self._session.view.store, field, message.value.key)
        text = self._session.text
        chosen = {(t.field, fold(t.value)): t.exclude for t in terms_of(text)}
        if chosen.get((field, fold(value))) is message.exclude:
            text = without_term(text, field, value)
        else:
            either, exact = not message.exclude, field in NAMED
            text = with_term(text, field, value, exclude=message.exclude, exact=exact, either=either)
        self._apply(text)

    def action_find(self) -> None:
        """Type a part of the value's name."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        self._find = message.value
        self.show()

    @on(Input.Submitted)
    def _found(self, message: Input.Submitted) -> None:
        message.stop()
        self.query_one(FacetList).focus()

    def action_close(self) -> None:
        """Out of the finding line first, then out of the facets."""
        if self.query_one(Input).has_focus:
            self.query_one(FacetList).focus()
        else:
            self.dismiss(None)
