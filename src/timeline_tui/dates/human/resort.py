"""The last resort: dateutil, of whose answers only what it really found in the words is taken."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from timeline_tui.dates.human.reading import Context, Found


def by_dateutil(words: str, context: Context) -> Found | None:
    """What dateutil reads in the words, of which only those parts that do not come from its default."""
    day_first = context.order == "dmy"
    text, other = _read(words, context, day_first), _read(words, context, not day_first)
    if not text:
        return Found(other) if other else None
    if _hour_alone(words):
        return Found(text, "the hour is left out: write it with minutes, 14:00")
    return Found(text, None if text == other or not other else f"write {other} for the other")


def _hour_alone(words: str) -> bool:
    return ":" not in words and re.search(r"[0-9] ?(?:[ap]\.?m\b|h\b|o'clock)", words) is not None


def _read(words: str, context: Context, day_first: bool) -> str:
    from dateutil import parser

    # Both months have 31 days, so that no day is cut to fit one of them.
    defaults = (datetime(2001, 1, 1, 1, 1, 1), datetime(2004, 3, 2, 2, 2, 2))  # noqa: DTZ001
    try:
        one, other = (parser.parse(words, default=default, dayfirst=day_first) for default in defaults)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return ""
    given = {
        name
        for name in ("year", "month", "day", "hour", "minute", "second")
        if getattr(one, name) == getattr(other, name)
    }
    # A year of two digits is dateutil's guess, not what was typed.
    if "month" not in given or ("year" in given and f"{one.year:04}" not in words):
        return ""
    year = one.year if "year" in given else context.year
    if year is None or not 0 <= year <= 9999:
        return ""
    text = f"{year:04}-{one.month:02}"
    if "day" not in given:
        return "" if "hour" in given else text
    text += f"-{one.day:02}"
    if not {"hour", "minute"} <= given:
        return text
    text += f"T{one.hour:02}:{one.minute:02}" + (f":{one.second:02}" if "second" in given else "")
    shift = one.utcoffset()
    if shift is None:
        return text
    minutes = shift // timedelta(minutes=1)
    return f"{text}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
