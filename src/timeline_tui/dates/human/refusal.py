"""Why words are no date, and what to write instead. Run only once they have not been understood."""

from __future__ import annotations

import re

from timeline_tui.dates.names import MONTHS
from timeline_tui.suggest import nearest
from timeline_tui.text import clip

_EXAMPLES = "write 2024-08-07, 7 aug 2024, 44 BC, 1990s, last monday or -2w"
_SETS = "write it in EDTF, such as [1667,1668], or {1667,1668} for all of them"
_WORDS = (
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow now day days week weeks month "
    "months year years decade century millennium weekend quarter half spring summer autumn fall winter last this next "
    "an past previous current coming first second third fourth ago in from since until till to between and of the at "
    "about around circa approximately ad bc ce bce utc"
)
_VAGUE = {"early", "mid", "late", "end", "beginning", "start", "middle", "turn"}


def refusal(words: str) -> str:
    """The sentence for these folded words."""
    known = [*_WORDS.split(), *[name.lower() for name in MONTHS if name]]
    examples = _EXAMPLES
    if re.match("(?:one|all) of |both |either |some (?:day|month|year) ", words):
        examples = _SETS
        known += ["one", "all", "both", "either", "some", "day", "days", "or", "unknown", "form", "every"]
    typed = re.findall(r"[^\W\d_]{2,}", words)
    vague = next((word for word in typed if word in _VAGUE), None)
    if vague is not None:
        return f"write what you mean by {vague!r}, such as {_shares(words, vague in ('late', 'end'))}"
    for word in typed:
        if any(name == word or (len(word) > 2 and name.startswith(word)) for name in known):
            continue
        near = nearest(word, known)
        meant = f" (did you mean {near}?)" if near else ""
        return f"{clip(word, 20)!r} is not understood{meant}: {examples}"
    return f"not a date: {examples}"


def _shares(words: str, late: bool) -> str:
    """How to write an early or a late part of the decade, century, month or year that the words name."""
    half = "second half" if late else "first half"
    if decade := re.search("([0-9]{3})0'?s", words):
        first, last = (7, 9) if late else (0, 3)
        return f"{decade[1]}{first}/{decade[1]}{last}, or the {half} of the {decade[1]}0s"
    if century := re.search("[0-9]+(st|nd|rd|th) century", words):
        return f"the {'last' if late else 'first'} quarter of the {century[0]}"
    year = next(iter(re.findall("[0-9]{4}", words)), "2023")
    month = next((name for name in MONTHS if name and re.search(rf"\b{name[:3].lower()}", words)), "")
    if month:
        return f"{'21-28' if late else '1-10'} {month} {year}, or the {half} of {month} {year}"
    months, quarter = (f"{year}-10/{year}-12", "Q4") if late else (f"{year}-01/{year}-03", "Q1")
    return f"{months}, the {half} of {year}, or {quarter} {year}"
