"""The time zone of this machine, with its history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

_LOCALTIME = Path("/etc/localtime")


class _System(tzinfo):
    """What the C library says, for a zone that has no name in the IANA database: `TZ=CET-1CEST`."""

    def fromutc(self, dt: datetime) -> datetime:
        """The clock time of an instant."""
        there = dt.replace(tzinfo=UTC).astimezone()
        return there.replace(tzinfo=self)

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """The offset of a clock time."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta:  # noqa: ARG002
        """Not told apart."""
        return timedelta(0)

    def tzname(self, dt: datetime | None) -> str | None:
        """Its abbreviation."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()


def local_zone(environ: Mapping[str, str], localtime: Path = _LOCALTIME) -> tzinfo:
    """The zone that $TZ names, else that of the system; what the C library says, where neither is a name."""
    from zoneinfo import ZoneInfo

    name = environ.get("TZ", "").lstrip(":") or str(localtime.resolve()).rpartition("zoneinfo/")[2]
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return _System()
