"""The time zone a file names, from the IANA database."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

from timeline_tui.load.decode import show
from timeline_tui.load.where import Where
from timeline_tui.text import nearest


def zone(name: str | None, where: Where) -> ZoneInfo | None:
    """The zone, or None after the problem was reported."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone; no key at all (absolute, "..", NUL); a folder
        known = sorted(available_timezones())
        near = nearest(name[:60], known) or nearest(
            name[:60].rpartition("/")[2], [z.rpartition("/")[2] for z in known]
        )
        if near and near not in known:
            near = next(z for z in known if z.endswith("/" + near))
        hint = f"did you mean {show(near)}?" if near else 'write a name such as "Europe/Kyiv", or "UTC"'
        where.report("unknown-timezone", f"there is no time zone {show(name)}", hint, ("timezone",))
        return None
