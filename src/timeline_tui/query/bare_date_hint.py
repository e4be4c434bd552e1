"""Words of a filter that spell a date: they are looked for in the texts, which is seldom what was meant."""

from __future__ import annotations

from datetime import date as civil_date
from datetime import tzinfo

from timeline_tui.dates import Date, DateOrder, parse_human
from timeline_tui.errors import DateError
from timeline_tui.query.nodes import Query, Word, leaves


def spelt_date(
    query: Query | None,
    *,
    today: civil_date,
    near: Date | None = None,
    floating: tzinfo | None = None,
    line: tzinfo | None = None,
    order: DateOrder = "dmy",
) -> Date | None:
    """The date that a query's words spell, if it is nothing but words: "7 august". See `parse_human`."""
    if query is None or query.root is None or not any(char.isdigit() for char in query.text):
        return None
    if not all(isinstance(leaf, Word) for leaf, _ in leaves(query.root)):
        return None
    try:
        return parse_human(query.text, today=today, near=near, floating=floating, line=line, order=order)
    except DateError:
        return None


def instead(date: Date) -> str:
    """What to say to who has typed a date as words."""
    return f"only where the text says so: date:{date.text} is the date"
