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


class UnusableZoneError(ValueError):
    """$TZ has an offset of a day or more, as POSIX allows (TZ=AAA-24) and `datetime` does not."""

    def __init__(self) -> None:
        super().__init__("$TZ is a day or more from UTC, which is not supported")


def now() -> datetime:
    """The moment, with the offset of this machine's clock. Raises UnusableZoneError."""
    try:
        return datetime.now(UTC).astimezone()
    except ValueError:
        raise UnusableZoneError from None


def local_zone(environ: Mapping[str, str], localtime: Path = _LOCALTIME) -> tzinfo:
    """Find the zone of this machine.

    Args:
        environ: Where $TZ is looked for.
        localtime: The link that names the zone of the system.

    Returns:
        The zone that $TZ names, else that of the system; what the C library says, where neither is a name.

    Raises:
        UnusableZoneError: Its times cannot be converted.
    """
    from zoneinfo import ZoneInfo

    name = environ.get("TZ", "").lstrip(":") or str(localtime.resolve()).rpartition("zoneinfo/")[2]
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        zone = _System()
    try:
        for month in (1, 7):  # with and without daylight saving time
            zone.utcoffset(datetime(datetime.now(UTC).year, month, 1))  # noqa: DTZ001 - a clock time of this zone
    except ValueError:
        raise UnusableZoneError from None
    return zone
