"""Where a clock time stands on the chronology's line.

The line is civil time in one zone. A time with an offset is an instant, shown at the clock time that zone
had then. A time without one is placed as written, unless its file names a zone of its own. When clocks go
back an hour happens twice on the line, and instants in it may meet: the price of an axis people can read.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the line is civil time
EPOCH_UTC = datetime(1970, 1, 1, tzinfo=UTC)

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


def to_line(utc: int, line: tzinfo | None) -> int:
    """An instant, in seconds since the epoch in UTC, on the line. Years `datetime` lacks take the nearest."""
    if line is None or line is UTC:
        return utc
    if _FIRST <= utc <= _LAST:
        return utc + _seconds(datetime.fromtimestamp(utc, line).utcoffset())
    near = _FIRST if utc < _FIRST else _LAST
    return utc + _standard(datetime.fromtimestamp(near, line))


def from_wall(wall: int, zone: tzinfo, *, fold: Literal[0, 1] = 0) -> int:
    """The instant, in seconds since the epoch in UTC, at which clocks of the zone show `wall`.

    Of a clock time that comes twice the first is meant, unless `fold` is 1 (PEP 495).
    """
    near = min(max(wall, _FIRST), _LAST)
    moment = (EPOCH + timedelta(seconds=near)).replace(tzinfo=zone, fold=fold)
    return wall - (_seconds(moment.utcoffset()) if near == wall else _standard(moment))


def place(wall: int, offset: int | None, floating: tzinfo | None, line: tzinfo | None) -> int:
    """A clock time as written, in civil seconds, on the line."""
    if offset is not None:
        return to_line(wall - offset, line)
    if floating is None or same_zone(floating, line):
        return wall
    return to_line(from_wall(wall, floating), line)
