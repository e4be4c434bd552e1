"""Filter the events, while the user types and by facets.

Queries on many events run in a thread. A newer query supersedes one that is still running.
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
"""Number of events from which queries run in a thread."""
MANY_READ = 400
"""The same for `known:` queries, which may have to parse each event."""
SLOW = 0.3
"""Seconds after which the header shows that a query is running."""


class Filtering(BrowserBase):
    """Adds the filter."""

    _pending_query: str | None = None  # the text of the query that is running
    _previous_filter = ""
    """The filter before the prompt was opened; Escape restores it."""

    def apply(self, text: str) -> None:
        """Set the filter, and show it in the prompt."""
        self.prompt.show_filter(text)
        self.filter_by(text)

    def filter_by(self, text: str) -> None:
        """Set the filter and show its view, once a query that runs in a thread is done."""
        self.session.off = ""
        query = self.session.parse(text)
        fault = self.session.fault
        if query is None:
            if fault is not None:
                self.prompt.fault(fault.message, fault.start, fault.end)
            return
        many = MANY if query.known is None else MANY_READ
        if len(self.session.store) < many:
            self._pending_query, self.filtering = None, False
            self.take(self.session.store.view(query))
        else:
            self._pending_query = query.text
            self.set_timer(SLOW, partial(self._show_pending, query.text))
            self._run_query(ref(self.session.store), query)

    def _show_pending(self, text: str) -> None:
        if text == self._pending_query:
            self.filtering = True
            self.show_header()

    @work(thread=True, exclusive=True, group="query", exit_on_error=True)
    def _run_query(self, kept: ref[Store], query: Query) -> None:
        worker, store = get_current_worker(), kept()
        if store is None:
            return
        try:
            view = store.view(query, lambda: worker.is_cancelled)
        except QueryCancelled:
            return
        _ = view.ends, view.certain  # cached properties: compute them in this thread
        if not worker.is_cancelled:
            self.app.call_later(self._query_done, view, query)

    def take_again(self) -> None:
        """Show the session's view, after its store was replaced; query again if the filter has changed meanwhile."""
        view = self.session.view
        self.take(view)
        if self.session.text != (view.query.text if view.query is not None else ""):
            self.filter_by(self.session.text)

    def _query_done(self, view: View, query: Query) -> None:
        if self.is_running and query.text == self.session.text and view.store.whole is self.session.store:
            self._pending_query, self.filtering = None, False
            self.take(view)

    @on(Prompt.FilterChanged)
    def _filter_changed(self, message: Prompt.FilterChanged) -> None:
        self.filter_by(message.text)

    @on(Prompt.ListKeyPressed)
    def _list_key_pressed(self, message: Prompt.ListKeyPressed) -> None:
        if message.action == "page":
            self.event_list.action_page(message.amount)
        else:
            self.event_list.action_move(message.amount)

    @on(Prompt.PromptCancelled)
    def _prompt_cancelled(self, message: Prompt.PromptCancelled) -> None:
        self.prompt.fault("", 0, 0)
        if message.mode == "filter":
            self.apply(self._previous_filter)
        self.close_prompt()

    def action_filter(self) -> None:
        """Open the prompt to edit the filter."""
        self._previous_filter = self.session.text if self.session.fault is None else ""
        self.prompt.open("filter")

    def action_clear_filter(self) -> None:
        """Clear the filter; if it has a `known:` term, clear the other terms first."""
        self.session.last = self.session.text or self.session.last
        self.apply(self.session.cleared())

    def action_toggle_filter(self) -> None:
        """Switch the filter off, or on again."""
        if self.session.off or (self.session.last and not self.session.text):
            self.apply(self.session.off or self.session.last)
        elif self.session.text:
            text = self.session.text
            self.filter_by("")
            self.session.off = text
            self.show_header()

    def narrow(self, field: str, value: str, *, exclude: bool = False) -> None:
        """Add a term to the filter.

        Args:
            field: The field of the query language.
            value: The value to match.
            exclude: Whether to exclude the value.
        """
        from timeline_tui.query import with_term
        from timeline_tui.ui.facet_rows import EXACT_FIELDS

        exact = field in EXACT_FIELDS
        self.apply(with_term(self.session.text, field, value, exclude=exclude, exact=exact))

    def action_facets(self) -> None:
        """Open the facets screen."""
        from timeline_tui.ui.screens.facets import Facets

        self.app.push_screen(Facets(self.session, self.apply))
