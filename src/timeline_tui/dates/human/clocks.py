"""Clock times without their day, "14:05", and hours, minutes and seconds counted from now: "-2h", "90 minutes ago".

A clock time is of the day that the context names. A count leads to the minute, one of seconds to the second, in UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, timedelta

from timeline_tui.dates.human.reading import Context, Found

_SECONDS = {"h": 3600, "m": 60, "s": 1}
_TIME = re.compile(
    r"(?:at )?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})((?:[.,][0-9]{1,18})?))?\s*(z|utc|gmt|[+-][0-9]{2}:[0-9]{2})?"
)
_UNIT = r"(h|hrs?|hours?|min|mins|minutes?|s|secs?|seconds?)"
_COUNTED = re.compile(rf"(?:([+-]) ?|(in ))?([0-9]{{1,7}}|an?) ?{_UNIT}( ago| from now)?")


def clock_time(words: str, context: Context) -> Found | None:
    """What the words mean, None where they are no clock time and count no hours.

    Args:
        words: The folded words.
        context: The day and the moment that they are read against.

    Raises:
        ValueError: They need a day or a moment that the context does not have.
    """
    time = _TIME.fullmatch(words)
    if time:
        return _on_a_day(time, context)
    counted = _COUNTED.fullmatch(words)
    return _from_now(counted, context) if counted else None


def _on_a_day(match: re.Match[str], context: Context) -> Found:
    hour, minute, second, fraction, offset = match.groups()
    rest = f":{second}{fraction}" if second else ""
    zone = "Z" if offset in ("z", "utc", "gmt") else offset or ""
    time = f"T{hour:0>2}:{minute}{rest}{zone}"
    if not context.day:
        raise ValueError(f"a time needs its day, and none is near: write it like 2024-08-07{time}")
    return Found(f"{context.day}{time}", f"{context.whose_day}; or add a day")


def _from_now(match: re.Match[str], context: Context) -> Found | None:
    sign, leading, number, unit, trailing = match.groups()
    if sum(map(bool, (sign, leading, trailing))) != 1:
        return None
    if context.now is None:
        raise ValueError("hours are counted from now, and what time it is is not known here: write the time")
    count = 1 if number.startswith("a") else int(number)
    back = sign == "-" or trailing == " ago"
    seconds = (-count if back else count) * _SECONDS[unit[0]]
    try:
        then = context.now.astimezone(UTC) + timedelta(seconds=seconds)
    except OverflowError:
        raise ValueError("that is no year of four digits") from None
    text = then.strftime("T%H:%M:%SZ" if unit[0] == "s" else "T%H:%MZ")
    return Found(f"{then.date().isoformat()}{text}", "counted from now")
