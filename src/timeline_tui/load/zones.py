"""The time zone a file names, from the IANA database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.load.decode import show
from timeline_tui.load.where import Where
from timeline_tui.suggest import nearest

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_NO_ZONES = frozenset(["localtime", "posixrules", "Factory"])
"""What stands in the system's folder of zones and is none: the machine's own, a default, and no zone at all."""
_COPIES = ("posix/", "right/")
"""The same zones again, without leap seconds and with them: no names of the IANA database."""


def zone(name: str | None, where: Where) -> ZoneInfo | None:
    """The zone, or None after the problem was reported."""
    if not name:
        return None
    from zoneinfo import ZoneInfo  # nearly no file names one

    try:
        if name not in _NO_ZONES and not name.startswith(_COPIES):
            return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone; no key at all (absolute, "..", NUL); a folder
        pass
    where.report("unknown-timezone", f"there is no time zone {show(name)}", _hint(name[:60]), ("timezone",))
    return None


def _hint(name: str) -> str:
    """What to write instead: the zone that was probably meant, or how a zone is named."""
    from zoneinfo import available_timezones

    known = sorted(available_timezones() - _NO_ZONES)
    city = name.rpartition("/")[2]
    near = nearest(name, known) or nearest(city, [zone.rpartition("/")[2] for zone in known])
    if not near:
        return 'write a name such as "Europe/Kyiv", or "UTC"'
    found = near if near in known else next(zone for zone in known if zone.endswith("/" + near))
    return f"did you mean {show(found)}?"
