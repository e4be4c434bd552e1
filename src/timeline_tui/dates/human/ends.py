"""Intervals in words: "6 - 10 august 2024", "from 1914 to 1918", "since 2022", "from 2024, end unknown"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from timeline_tui.dates.edtf import read
from timeline_tui.dates.human.absolute import SEASONS, clock, month_number, offset
from timeline_tui.dates.human.reading import Context, Found

End = Callable[[str, Context], "Found | None"]
"""Reads one end of an interval."""

_OPEN = {"open end": "..", "end unknown": "", "open start": "..", "start unknown": ""}
_BETWEEN = (
    r" - | to | until | till | through |(?<=[0-9])-(?=[0-9]+ [a-z])|(?<=[a-z])-(?=[a-z]+ [0-9])"
    r"|(?<=^[0-9]{4})-(?=[0-9]{4}$)"
)
_CLOCK = r"([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,18})?)?)\s*(z|utc|gmt|[+-][0-9]{2}:[0-9]{2})?"


def interval(words: str, context: Context, end: End) -> Found | None:
    """What the words mean as an interval, None where they are none. `ValueError` says what is wrong with it."""
    backwards = words.endswith(" (reversed)")
    words = words.removesuffix(" (reversed)")
    if backwards:
        return _both(words, context, end, backwards=True)
    return _neither(words) or _one(words, context, end) or _both(words, context, end)


def _neither(words: str) -> Found | None:
    start, _, last = words.partition(", ")
    if start not in ("open start", "start unknown") or last not in ("open end", "end unknown"):
        return None
    return Found(f"{_OPEN[start]}/{_OPEN[last]}")


def _one(words: str, context: Context, end: End) -> Found | None:
    match = re.fullmatch(r"(?:from|since) (.+?)(?: on(?:wards?)?|, (open end|end unknown))?", words)
    if match and (found := end(match[1], context)) and "/" not in found.edtf:
        return found._replace(edtf=f"{found.edtf}/{_OPEN[match[2] or 'open end']}")
    match = re.fullmatch(r"(?:until|till|up to) (.+?)(?:, (open start|start unknown))?", words)
    if match and (found := end(match[1], context)) and "/" not in found.edtf:
        return found._replace(edtf=f"{_OPEN[match[2] or 'open start']}/{found.edtf}")
    return None


def _both(words: str, context: Context, end: End, *, backwards: bool = False) -> Found | None:
    between = re.fullmatch("between (.+) and (.+)", words)
    pairs = [between.groups()] if between else list(_splits(words.removeprefix("from ")))
    for first, last in pairs:
        found = _pair(first, last, context, end)
        if found is None:
            continue
        if re.match("some (day|month) ", words):
            raise ValueError(
                f"one day between the two, or from one to the other? Write from {first} to {last}, "
                "or the first and the last day, [2024-08-06..2024-08-10]"
            )
        date = read(found.edtf)
        if not isinstance(date, str) and date.reversed and not backwards:
            raise ValueError("it ends before it begins: write both ends with their years")
        return found
    return None


def _splits(words: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(_BETWEEN, words):
        yield words[: match.start()], words[match.end() :]


def without_year(words: str) -> bool:
    """Whether the words name a month or a season and no year, so that the year comes from elsewhere."""
    if re.search(
        r"[0-9]{3}|[0-9] ?(?:bc|ad|ce)|\bad\b|'[0-9]|\b(?:last|this|next|past|previous|coming|current)\b",
        words,
    ):
        return False
    return any(name in SEASONS or month_number(name) for name in re.findall("[a-z]{3,9}", words))


def _pair(first: str, last: str, context: Context, end: End) -> Found | None:
    """Both ends, what they share taken from the one that has it."""
    time = re.fullmatch(_CLOCK, last)
    if time:
        start = end(first, context)
        if start is None or "T" not in start.edtf or start.edtf[-1] in "~?%":
            return None
        zone = time[2] or ""
        begun = start.edtf if re.search("T.*[Z+-]", start.edtf) else start.edtf + offset(zone)
        return start._replace(edtf=f"{begun}/{start.edtf.partition('T')[0]}{clock(time[1], zone)}")
    stop = end(last, context)
    if stop is None:
        return None
    if re.fullmatch("(?:about )?[0-9]{3,}", first) and without_year(last):
        raise ValueError(f"of which year is {last}? Write both ends with their years")
    ending = stop.edtf.rpartition("/")[2]
    parts = re.fullmatch(r"(Y?-?[0-9]{4,})(?:-([0-9]{2}))?(?:-[0-9]{2})?(?:T.*?)?([~?%]?)", ending)
    if parts is None and not re.match("[~?%]?Y?-?[0-9X]{4,}", ending):
        return None
    day = re.fullmatch(r"(?:about )?([0-9]{1,2})(?:st|nd|rd|th)?\.?", first)
    if day and parts and parts[2] and ending[10:11] != "T" and len(ending) > 8:
        mark = "~" if first.startswith("about ") and not parts[3] else parts[3]
        ending = ending if parts[3] or not mark else ending + mark
        return stop._replace(edtf=f"{parts[1]}-{parts[2]}-{int(day[1]):02}{mark}/{ending}")
    inherited = context._replace(year=int(parts[1].lstrip("Y")), elsewhere=False) if parts else context
    start = end(first, inherited)
    if start is None:
        return None
    return Found(f"{start.edtf.partition('/')[0]}/{ending}", stop.guess).guessed(start.guess)
