"""Phrases for what was known on a day: about one thing, about what is left out, and for the day itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.export import phrases
from timeline_tui.export.phrases import TextSigns
from timeline_tui.knowledge import AsOfNote, EventAsOf

if TYPE_CHECKING:
    from timeline_tui.query import AsKnown

NEW = "+ became known later"
"""Marks what was not known on the earlier day."""

CITED = "+ its source became known later"
"""Marks what was known on the earlier day, but without its source."""

_KINDS = ("quote", "claim", "assessment", "source")


def day(known: AsKnown, signs: TextSigns) -> str:
    """Return the day in words: "as known on 8 Aug 2024"."""
    certainly = "certainly " if known.certain else ""
    text = f"as {certainly}known on {signs.date(known.date, weekday=False)}"
    if known.earlier is not None:
        text += f", changed since {signs.date(known.earlier, weekday=False)}"
    return text


def summary(known: AsKnown, hidden: int) -> str:
    """Return a line with the day and how many events are left out, `hidden`."""
    missing = "were not certainly known then" if known.certain else "became known later"
    left = f"{hidden:,} event{'s' * (hidden != 1)} {missing}" if hidden else "no event is left out"
    return f"{day(known, phrases.ASCII)}: {left}"


def notes(mark: AsOfNote, status: str, signs: TextSigns, *, event: bool = False) -> list[str]:
    """Return the remarks on a thing as phrases.

    Args:
        mark: What was known of the thing.
        status: Its status on the day.
        signs: The signs to write with.
        event: Whether the thing is an event.
    """
    found = [NEW] if mark.new else [CITED] if mark.cited else []
    if mark.before:
        found.append(status_change(mark, status, signs))
    if mark.undated:
        found.append("no dated source" if event else "undated: nothing says since when it was known")
    elif mark.maybe:
        found.append("may have become known later")
    if mark.open:
        found.append(f"{status}: as in the file; no date says since when")
    return found


def status_change(mark: AsOfNote, status: str, signs: TextSigns) -> str:
    """Return the change of a status: "claimed → denied (9 Aug 2024, by the ministry)"."""
    text = f"{mark.before} {signs.arrow} {status}"
    if mark.by is None:
        return text
    date = mark.by.date
    if date is None and mark.by.source is not None:
        date = mark.by.source.source.published
    when = signs.date(date, weekday=False)
    by = f"by {phrases.name(mark.by.by)}"
    return f"{text} ({when}, {by})" if when else f"{text} ({by})"


def later(as_of: EventAsOf) -> str:
    """Return how much is left out: "3 parts became known later: 2 claims, 1 source"; "" for nothing."""
    counted = as_of.later
    total = sum(counted.values())
    if not total:
        return ""
    each = [f"{counted[kind]:,} {kind}{'s' * (counted[kind] > 1)}" for kind in _KINDS if kind in counted]
    parts = "1 part" if total == 1 else f"{total:,} parts"
    missing = "not certainly known then" if as_of.certain else "became known later"
    return f"{parts} {missing}: {', '.join(each)}"
