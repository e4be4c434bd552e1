"""The words for what was known on a day: of a thing, of what is left out, of the day itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.export import phrases
from timeline_tui.export.phrases import TextSigns
from timeline_tui.knowledge import AsOfNote, EventAsOf

if TYPE_CHECKING:
    from timeline_tui.query import AsKnown

NEW = "+ became known later"
"""Said of what was not known on the earlier day."""

CITED = "+ its source became known later"
"""Said of what was known then, without its source."""

_KINDS = ("quote", "claim", "assessment", "source")


def day(known: AsKnown, signs: TextSigns) -> str:
    """The day that is asked of: "as known on 8 Aug 2024"."""
    certainly = "certainly " if known.certain else ""
    text = f"as {certainly}known on {signs.date(known.date, weekday=False)}"
    if known.earlier is not None:
        text += f", changed since {signs.date(known.earlier, weekday=False)}"
    return text


def said(known: AsKnown, hidden: int) -> str:
    """The day, and how many events are left out, for a line of its own."""
    missing = "were not certainly known then" if known.certain else "became known later"
    left = f"{hidden:,} event{'s' * (hidden != 1)} {missing}" if hidden else "no event is left out"
    return f"{day(known, phrases.ASCII)}: {left}"


def notes(mark: AsOfNote, status: str, signs: TextSigns, *, event: bool = False) -> list[str]:
    """What there is to say of a thing, or of an `event`, each a phrase; `status` is how it stands."""
    found = [NEW] if mark.new else [CITED] if mark.cited else []
    if mark.before:
        found.append(turn(mark, status, signs))
    if mark.undated:
        found.append("no dated source" if event else "undated: nothing says since when it was known")
    elif mark.maybe:
        found.append("may have become known later")
    if mark.open:
        found.append(f"{status}: as in the file, no date says since when")
    return found


def turn(mark: AsOfNote, status: str, signs: TextSigns) -> str:
    """How a claim, or an event, stood and stands: "claimed → denied (9 Aug 2024, by the ministry)"."""
    text = f"{mark.before} {signs.arrow} {status}"
    if mark.by is None:
        return text
    date = mark.by.date
    if date is None and mark.by.source is not None:
        date = mark.by.source.source.published
    when = signs.date(date, weekday=False)
    by = f"by {phrases.name(mark.by.by)}"
    return f"{text} ({when}, {by})" if when else f"{text} ({by})"


def later(told: EventAsOf) -> str:
    """How many things are left out: "3 things became known later: 2 claims, 1 source"; "" for none."""
    counted = told.later
    total = sum(counted.values())
    if not total:
        return ""
    each = [f"{counted[kind]:,} {kind}{'s' * (counted[kind] > 1)}" for kind in _KINDS if kind in counted]
    things = "1 thing" if total == 1 else f"{total:,} things"
    missing = "not certainly known then" if told.certain else "became known later"
    return f"{things} {missing}: {', '.join(each)}"
