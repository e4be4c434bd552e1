"""Evaluate queries, with notes on how they were read and error messages that mark the fault."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cache
from typing import Any

from timeline_tui.cli.cell_width import cells
from timeline_tui.cli.inputs import configured
from timeline_tui.cli.output import UsageError, say
from timeline_tui.dates import DateContext
from timeline_tui.dates.local import UnusableZoneError, now
from timeline_tui.errors import QueryError, UnknownFieldError
from timeline_tui.store import Store, View
from timeline_tui.text import reveal

_SHOWN = 40
"""Characters of a query that an error message shows before, in and after the fault."""


def matching(store: Store, queries: Sequence[str]) -> View:
    """Return the events that match all queries, with notes on how these were read on standard error.

    Args:
        store: The store to query.
        queries: The queries.

    Raises:
        UsageError: A query is invalid; carets mark the fault.
    """
    if not queries:
        return store.view()
    from timeline_tui.query import instead, parse, spelt_date

    zone = store.zone
    for text in queries:
        check_query(text, zone, store)
    # In brackets, because an OR in one query must not take in terms of the other.
    whole = queries[0] if len(queries) == 1 else " ".join([f"({text})" for text in queries])
    # "7 aug" is in a year of the chronology
    dates = DateContext(today(), store.first_date, zone, zone)
    own = store.chronology.own_keys
    try:
        query = parse(whole, dates, own=own)
        # Only ambiguous dates depend on the settings, so they are not loaded otherwise.
        if query.notes:
            dates = DateContext(dates.today, dates.near, zone, zone, configured().date_order)
            query = parse(whole, dates, own=own)
        for note in query.notes:
            say(note)
        view = store.view(query)
        date = spelt_date(query, dates)
    except QueryError as error:
        # Each is valid by itself, but not both together.
        raise UsageError(f"query: {error.message}") from None
    if date is not None:
        say(instead(date))
    if query.known is not None:
        from timeline_tui.export import as_of

        say(as_of.summary(query.known, len(store) - len(view.store)))
    if view.certain != len(view):
        possible = f"possible matches: {len(view):,}, certain: {view.certain:,}"
        say(f"{possible} (add ! for certain ones: date!:, before!:)")
    return view


def check_query(text: str, zone: datetime.tzinfo | None = None, store: Store | None = None) -> None:
    """Check that a query is valid.

    Args:
        text: The query.
        zone: The time zone of times without an offset.
        store: The chronology. None if it is not loaded yet: it may declare any key that is not a typo of a field.

    Raises:
        UsageError: The query is invalid; carets mark the fault.
    """
    from timeline_tui.query import parse

    declared: dict[str, Any] = {}
    if store is not None:
        declared = {"own": store.chronology.own_keys, "dimensions": lambda: store.dimensions}
    try:
        parse(text, DateContext(today(), floating=zone, line=zone), **declared)
    except QueryError as error:
        if store is None and isinstance(error, UnknownFieldError) and not error.near:
            return
        raise UsageError(f"query: {error.message}", underlined(text, error.start, error.end)) from None


def underlined(text: str, start: int, end: int) -> str:
    """Return the text around the characters from `start` up to `end`, with carets below those."""
    end = min(end, start + _SHOWN)
    before = ("..." if start > _SHOWN else "") + reveal(text[max(0, start - _SHOWN) : start])
    wrong = reveal(text[start:end])
    after = reveal(text[end : end + _SHOWN]) + ("..." if len(text) > end + _SHOWN else "")
    return f"  {before}{wrong}{after}\n  {' ' * cells(before)}{'^' * max(1, cells(wrong))}"


def today() -> datetime.datetime:
    """Return the current local time, which "today", "-2w" and "-2h" in a query refer to."""
    try:
        return now()
    except UnusableZoneError as error:
        _say_once(f"{error}: today is that of UTC")
        return datetime.datetime.now(datetime.UTC)


@cache
def _say_once(message: str) -> None:
    say(message)
