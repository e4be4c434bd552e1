"""Filter the events: while the user types, by facets, by a value, and as of a day.

Queries on many events run in a thread. A newer query supersedes one that is still running.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from weakref import ref

from textual.worker import get_current_worker

from timeline_tui.errors import QueryError
from timeline_tui.store import QueryCancelled, Store, View
from timeline_tui.ui.browser.display import Display

if TYPE_CHECKING:
    from timeline_tui.query import Query

MANY = 4000
"""Number of events from which queries run in a thread."""
MANY_READ = 400
"""The same for `known:` queries, which may have to parse each event."""
SLOW = 0.3
"""Seconds after which the header shows that a query is running."""


class FilterController:
    """Changes the filter, and shows the view of it."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._session = display.session
        self._pending_query: str | None = None
        """The text of the query that is running."""
        self._previous = ""
        """The filter before the prompt was opened; Escape restores it."""

    def apply(self, text: str) -> None:
        """Set the filter, and show it in the prompt."""
        self._display.prompt.show_filter(text)
        self.filter_by(text)

    def filter_by(self, text: str) -> None:
        """Set the filter and show its view, once a query that runs in a thread is done."""
        session, display = self._session, self._display
        session.off = ""
        query, fault = session.parse(text), session.fault
        if query is None:
            if fault is not None:
                display.prompt.fault(fault.message, fault.start, fault.end)
            return
        many = MANY if query.known is None else MANY_READ
        if len(session.store) < many:
            self._pending_query, display.filtering = None, False
            display.show(session.store.view(query))
            return
        self._pending_query = query.text
        display.screen.set_timer(SLOW, partial(self._show_pending, query.text))
        run = partial(self._run_query, ref(session.store), query)
        display.screen.run_worker(run, thread=True, exclusive=True, group="query")

    def _show_pending(self, text: str) -> None:
        if text == self._pending_query:
            self._display.filtering = True
            self._display.show_header()

    def _run_query(self, kept: ref[Store], query: Query) -> None:
        worker, store = get_current_worker(), kept()
        if store is None:
            return
        try:
            view = store.view(query, lambda: worker.is_cancelled)
        except QueryCancelled:
            return
        # Cached properties: compute them in this thread.
        _ = view.ends, view.certain
        if not worker.is_cancelled:
            self._display.screen.app.call_later(self._query_done, view, query)

    def _query_done(self, view: View, query: Query) -> None:
        session, display = self._session, self._display
        # Filter and store may have changed while the query ran. The store of a `known:` view is one as of a day.
        if display.screen.is_running and query.text == session.text and view.store.whole is session.store:
            self._pending_query, display.filtering = None, False
            display.show(view)

    def refresh(self) -> None:
        """Show the session's view, after its store was replaced; query again if the filter has changed meanwhile."""
        view, text = self._session.view, self._session.text
        self._display.show(view)
        if text != (view.query.text if view.query is not None else ""):
            self.filter_by(text)

    def edit(self) -> None:
        """Open the prompt to edit the filter."""
        # A filter with an error has no view to go back to.
        self._previous = self._session.text if self._session.fault is None else ""
        self._display.prompt.open("filter")

    def restore(self) -> None:
        """Restore the filter from before the prompt was opened."""
        self.apply(self._previous)

    def clear(self) -> None:
        """Clear the filter; if it has a `known:` term, clear the other terms first."""
        self._session.last = self._session.text or self._session.last
        self.apply(self._session.cleared())

    def step_back(self) -> bool:
        """Clear the filter as `clear` does. Returns whether there was one."""
        if not self._session.text:
            return False
        self.clear()
        return True

    def toggle(self) -> None:
        """Switch the filter off, or on again."""
        session = self._session
        if session.off or (session.last and not session.text):
            self.apply(session.off or session.last)
        elif session.text:
            text = session.text
            # Not `apply`: the prompt keeps showing the filter that is off.
            self.filter_by("")
            # After `filter_by`, which resets it.
            session.off = text
            self._display.show_header()

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
        self.apply(with_term(self._session.text, field, value, exclude=exclude, exact=exact))

    def open_facets(self) -> None:
        """Open the facets screen."""
        from timeline_tui.ui.screens.facets import Facets

        self._display.screen.app.push_screen(Facets(self._session, self.apply))

    def edit_day(self) -> None:
        """Open the prompt to enter the as-of day."""
        self._display.prompt.open("known")

    def as_of(self, text: str) -> bool:
        """Show what was known on a day or became known between two; everything for "".

        Returns:
            Whether the text is valid. If not, the prompt shows the error.
        """
        from timeline_tui.query import with_known

        session = self._session
        try:
            days = session.days(text) if text.strip() else ""
        except QueryError as error:
            self._display.prompt.fault(error.message, 0, len(text))
            return False
        # `apply` ends a filter that is off, so its terms are taken over here.
        self.apply(with_known(session.text or session.off, days))
        return True
