"""The time zone a file names, from the IANA database."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline_tui.load.decode import show
from timeline_tui.load.source_context import SourceContext
from timeline_tui.suggest import nearest

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_NO_ZONES = frozenset(["localtime", "posixrules", "Factory"])
"""What stands in the system's folder of zones and is none: the machine's own, a default, and no zone at all."""
_COPIES = ("posix/", "right/")
"""The same zones again, without leap seconds and with them: no names of the IANA database."""

_PATH = ("timezone",)
_NAMES = 'write a name such as "Europe/Kyiv", or "UTC"'
_OFFSET = re.compile("(?:UTC|GMT|Z)?([+-])([0-9]{1,2})(?::?([0-5][0-9]))?", re.IGNORECASE)


def zone(name: str | None, context: SourceContext) -> ZoneInfo | None:
    """The zone that a file names.

    Args:
        name: The value of `timezone`; None where the key is missing.
        where: The table it stands in.

    Returns:
        The zone; None where the key is missing or names none, which was reported.
    """
    if name is None:
        return None
    trimmed = name.strip()
    if not trimmed:
        context.report("unknown-timezone", "`timezone` is empty", _NAMES, _PATH)
        return None
    found = _known(trimmed)
    if found is None:
        context.report(
            "unknown-timezone", f"there is no time zone {show(trimmed)}", _hint(trimmed[:60]), _PATH
        )
    elif trimmed != name:
        message = f"`timezone` has blanks around {show(trimmed)}"
        context.report("padded-timezone", message, f"write timezone = {show(trimmed)}", _PATH)
    return found


def _known(name: str) -> ZoneInfo | None:
    from zoneinfo import ZoneInfo  # nearly no file names one

    if name in _NO_ZONES or name.startswith(_COPIES):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone; no key at all (absolute, "..", NUL); a folder
        return None


def _hint(name: str) -> str:
    """What to write instead: the zone that was probably meant, or how a zone is named."""
    fixed = _OFFSET.fullmatch(name.replace(" ", ""))
    if fixed:
        return _fixed(fixed)
    from zoneinfo import available_timezones

    known = sorted(available_timezones() - _NO_ZONES)
    city = name.rpartition("/")[2]
    near = nearest(name, known) or nearest(city, [zone.rpartition("/")[2] for zone in known])
    if not near:
        return _NAMES
    found = near if near in known else next(zone for zone in known if zone.endswith("/" + near))
    return f"did you mean {show(found)}?"


def _fixed(match: re.Match[str]) -> str:
    """The zone of a fixed offset. Names of the folder Etc have the POSIX sign: Etc/GMT-3 is east of Greenwich."""
    sign, hours, minutes = match[1], int(match[2]), int(match[3] or 0)
    offset = f"{sign}{hours:02}:{minutes:02}"
    if hours == minutes == 0:
        return 'write "UTC"'
    name = f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"
    if minutes or _known(name) is None:
        return f'a zone has a name such as "Europe/Kyiv"; or write the offset in each time, T14:30{offset}'
    side = "ahead of" if sign == "+" else "behind"
    return (
        f"did you mean {show(name)}? Its sign is turned round: it is {hours} h {side} UTC, {offset} in a date"
    )
