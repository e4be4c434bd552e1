"""Detect a query that is only a bare date.

Its words are searched for as text, which is rarely what the user meant.
"""

from __future__ import annotations

from timeline_tui.dates import Date, DateContext, read_human
from timeline_tui.errors import DateError
from timeline_tui.query.nodes import Query, Word, leaves


def spelt_date(query: Query | None, dates: DateContext) -> Date | None:
    """Return the date that a query consisting only of bare words spells, such as "7 august".

    Args:
        query: The parsed query; None for none.
        dates: What completes the date.

    Returns:
        The date, or None if the query has other terms or its text is not a date.
    """
    if query is None or query.root is None or not any(char.isdigit() for char in query.text):
        return None
    if not all(isinstance(leaf, Word) for leaf, _ in leaves(query.root)):
        return None
    try:
        return read_human(query.text, dates).date
    except DateError:
        return None


def instead(date: Date) -> str:
    """Return the hint for a user who typed a date as plain words."""
    return f"this searches the text; for the date write date:{date.text}"
