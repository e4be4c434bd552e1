"""Where a clock time stands on the chronology's line.

The line is civil time in one zone. A time with an offset is an instant, shown at the clock time that zone
had then. A time without one is placed as written, unless its file names a zone of its own.

When clocks go back, an hour happens twice. On the line it has the room of one: there instants stand twice as close,
in the order in which they happened, and not at the clock time they were at.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Literal, NamedTuple

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the line is civil time
EPOCH_UTC = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400

# A day inside what datetime can hold, so that no offset leads out of it.
_FIRST = (datetime(1, 1, 2) - EPOCH) // timedelta(seconds=1)  # noqa: DTZ001
_LAST = (datetime(9999, 12, 30) - EPOCH) // timedelta(seconds=1)  # noqa: DTZ001


def same_zone(one: tzinfo | None, other: tzinfo | None) -> bool:
    """Whether both are the same zone; zones of the IANA database compare by their names."""
    if one is other or one == other:
        return True
    key = getattr(one, "key", None)
    return key is not None and key == getattr(other, "key", None)


def _seconds(offset: timedelta | None) -> int:
    return 0 if offset is None else offset.days * 86_400 + offset.seconds


def _standard(moment: datetime) -> int:
    """Seconds east of UTC without summer time, which nobody keeps in the years `datetime` lacks."""
    return _seconds(moment.utcoffset()) - _seconds(moment.dst())


def to_wall(utc: int, zone: tzinfo | None) -> int:
    """What clocks of the zone show at an instant, in civil seconds; the instant is in seconds since the epoch in UTC.

    Years that `datetime` lacks take the nearest.
    """
    if zone is None or zone is UTC:
        return utc
    if _FIRST <= utc <= _LAST:
        return utc + _seconds(datetime.fromtimestamp(utc, zone).utcoffset())
    near = _FIRST if utc < _FIRST else _LAST
    return utc + _standard(datetime.fromtimestamp(near, zone))


_STEADY = 16  # days


class _Turn(NamedTuple):
    """When clocks are set: the instant, and the seconds east of UTC before and after it."""

    at: int
    before: int
    after: int


@lru_cache(maxsize=1 << 13)
def _about(day: int, zone: tzinfo) -> int | _Turn:
    """Seconds east of UTC on a day and its neighbours, or the one turn of the clocks among them."""

    def offset(utc: int) -> int:
        return to_wall(utc, zone) - utc

    low, high = (day - 1) * _DAY, (day + 2) * _DAY
    before, after = offset(low), offset(high)
    if before == after:
        return before
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset(middle) == before else (low, middle)
    return _Turn(high, before, after)


def to_line(utc: int, line: tzinfo | None) -> int:
    """An instant, in seconds since the epoch in UTC, on the line; later ones never stand before earlier ones."""
    if line is None or line is UTC:
        return utc
    found = _about(utc // _DAY, line)
    if isinstance(found, int):
        return utc + found
    at, before, after = found
    twice = before - after  # seconds, where clocks go back
    if -twice <= utc - at < twice:
        return at + after + (utc - at + twice) // 2
    return utc + (before if utc < at else after)


def within_second(utc: int, line: tzinfo | None) -> tuple[int, int]:
    """Which part of its second on the line an instant has: 0 of 1, in an hour that comes twice 0 or 1 of 2."""
    found = None if line is None or line is UTC else _about(utc // _DAY, line)
    if found is None or isinstance(found, int):
        return 0, 1
    twice = found.before - found.after
    inside = -twice <= utc - found.at < twice
    return ((utc - found.at + twice) % 2, 2) if inside else (0, 1)


def comes_twice(wall: int, zone: tzinfo | None) -> bool:
    """Whether clocks of the zone show that, in civil seconds, at two instants."""
    return zone is not None and from_wall(wall, zone) < from_wall(wall, zone, fold=1)


def turns(day: int, zone: tzinfo) -> bool:
    """Whether clocks of the zone are set on a day since 1970-01-01, or on the day before or after it."""
    return not (_is_steady(day // _STEADY, zone) or isinstance(_about(day, zone), int))


@lru_cache(maxsize=1 << 12)
def _is_steady(period: int, zone: tzinfo) -> bool:
    """Whether clocks are not set in a period of `_STEADY` days, nor near its ends; no zone sets them twice in one."""
    first, last = (period * _STEADY - 1) * _DAY, ((period + 1) * _STEADY + 1) * _DAY
    return to_wall(first, zone) - first == to_wall(last, zone) - last


def is_skipped(wall: int, zone: tzinfo) -> bool:
    """Whether clocks of the zone never showed that, in civil seconds: they were put on over it (PEP 495, a gap)."""
    return turns(wall // _DAY, zone) and to_wall(from_wall(wall, zone), zone) != wall


def from_wall(wall: int, zone: tzinfo, *, fold: Literal[0, 1] = 0) -> int:
    """The instant, in seconds since the epoch in UTC, at which clocks of the zone show `wall`.

    Of a clock time that comes twice the first is meant, unless `fold` is 1 (PEP 495).
    """
    near = min(max(wall, _FIRST), _LAST)
    moment = (EPOCH + timedelta(seconds=near)).replace(tzinfo=zone, fold=fold)
    return wall - (_seconds(moment.utcoffset()) if near == wall else _standard(moment))


def place(
    wall: int, width: int, offset: int | None, floating: tzinfo | None, line: tzinfo | None
) -> tuple[int, int]:
    """The half-open span on the line of a clock time as written, in civil seconds, that lasts `width` seconds."""
    if offset is not None:
        return lasting(wall - offset, width, line)
    if floating is None or same_zone(floating, line):
        return wall, wall + width
    return lasting(from_wall(wall, floating), width, line)


def lasting(utc: int, width: int, line: tzinfo | None) -> tuple[int, int]:
    """The span on the line of what begins at an instant and lasts `width` seconds: less in an hour that comes twice."""
    first = to_line(utc, line)
    if line is None or line is UTC or isinstance(_about(utc // _DAY, line), int):
        return first, first + width
    return first, min(first + width, max(first + 1, to_line(utc + width, line)))
