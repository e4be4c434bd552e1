"""Filtering: while typing, and by facets.

Filters over many events are worked out in a thread, and an answer that another key has overtaken is dropped.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from weakref import ref

from textual import on, work
from textual.worker import get_current_worker

from timeline_tui.store import QueryCancelled, Store, View
from timeline_tui.ui.browser.base import BrowserBase
from timeline_tui.ui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from timeline_tui.query import Query

MANY = 4000
"""Events from which filters are worked out in a thread."""
MANY_READ = 400
"""The same, where each of them may have to be read: as known on a day."""
SLOW = 0.3
"""Seconds of that after which the header says so."""


class Filtering(BrowserBase):
    """Changes which events are shown."""

    _asked_for: str | None = None  # what is being worked out
    _before = ""
    """The filter there was when typing began: Escape goes back to it."""

    def apply(self, text: str) -> None:
        """Filter by this text from now on."""
        self.prompt.show_filter(text)
        self.filter_by(text)

    def filter_by(self, text: str) -> None:
        self.session.off = ""
        query = self.session.parse(text)
        fault = self.session.fault
        if query is None:
            if fault is not None:
                self.prompt.fault(fault.message, fault.start, fault.end)
            return
        many = MANY if query.known is None else MANY_READ
        if len(self.session.store) < many:
            self._asked_for, self.filtering = None, False
            self.take(self.session.store.view(query))
        else:
            self._asked_for = query.text
            self.set_timer(SLOW, partial(self._still_asked, query.text))
            self._answer(ref(self.session.store), query)

    def _still_asked(self, text: str) -> None:
        if text == self._asked_for:
            self.filtering = True
            self.show_header()

    @work(thread=True, exclusive=True, group="query", exit_on_error=True)
    def _answer(self, kept: ref[Store], query: Query) -> None:
        worker, store = get_current_worker(), kept()
        if store is None:
            return
        try:
            view = store.view(query, lambda: worker.is_cancelled)
        except QueryCancelled:
            return
        _ = view.ends, view.certain  # worked out here, not on the screen's time
        if not worker.is_cancelled:
            self.app.call_later(self._answered, view, query)

    def take_again(self) -> None:
        """Show another store, and ask it what has been typed meanwhile."""
        view = self.session.view
        self.take(view)
        if self.session.text != (view.query.text if view.query is not None else ""):
            self.filter_by(self.session.text)

    def _answered(self, view: View, query: Query) -> None:
        if self.is_running and query.text == self.session.text and view.store.whole is self.session.store:
            self._asked_for, self.filtering = None, False
            self.take(view)

    @on(Prompt.FilterChanged)
    def _typed(self, message: Prompt.FilterChanged) -> None:
        self.filter_by(message.text)

    @on(Prompt.ListKeyPressed)
    def _moved(self, message: Prompt.ListKeyPressed) -> None:
        if message.action == "page":
            self.event_list.action_page(message.amount)
        else:
            self.event_list.action_move(message.amount)

    @on(Prompt.PromptCancelled)
    def _cancelled(self, message: Prompt.PromptCancelled) -> None:
        self.prompt.fault("", 0, 0)
        if message.mode == "filter":
            self.apply(self._before)
        self.close_prompt()

    def action_filter(self) -> None:
        """Type a filter."""
        self._before = self.session.text if self.session.fault is None else ""
        self.prompt.open("filter")

    def action_clear_filter(self) -> None:
        """Every event again: first of those that were known on the day, if there is one."""
        self.session.last = self.session.text or self.session.last
        self.apply(self.session.cleared())

    def action_toggle_filter(self) -> None:
        """The filter off, or on again."""
        if self.session.off or (self.session.last and not self.session.text):
            self.apply(self.session.off or self.session.last)
        elif self.session.text:
            text = self.session.text
            self.filter_by("")
            self.session.off = text
            self.show_header()

    def narrow(self, field: str, value: str, *, exclude: bool = False) -> None:
        """Add a term to the filter."""
        from timeline_tui.query import with_term
        from timeline_tui.ui.screens.facets import NAMED

        exact = field in NAMED
        self.apply(with_term(self.session.text, field, value, exclude=exclude, exact=exact))

    def action_facets(self) -> None:
        """Values and counts to choose from; the filter changes as they are chosen."""
        from timeline_tui.ui.screens.facets import Facets

        self.app.push_screen(Facets(self.session, self.apply))
