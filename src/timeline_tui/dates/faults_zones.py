"""What to write instead of a time with the name of its zone: EDTF knows offsets only."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from timeline_tui.dates.edtf import read

_TIMED = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]+([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?) ?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})? ?[\[(]?([A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+|[A-Z]{2,5}|(?:UTC|GMT) ?[+-][0-9:]+)[\])]?"
)


def zone_named(text: str) -> str:
    """The whole answer to a time that names its zone, "" for any other text."""
    match = _TIMED.fullmatch(text.strip())
    if match is None or match[4] in ("AM", "PM"):
        return ""
    bare, offset, name = f"{match[1]}T{'0' * (match[2][1] == ':')}{match[2]}", match[3], match[4]
    fixed = re.fullmatch("(?:UTC|GMT)(?: ?([+-])([0-9]{1,2})(?::?([0-9]{2}))?)?", name)
    if fixed and not offset:
        offset = f"{fixed[1]}{fixed[2]:0>2}:{fixed[3] or '00'}" if fixed[1] else "Z"
    fault = read(f"{bare}{offset or ''}")
    if isinstance(fault, str):
        return fault
    return f"a time has its offset from UTC, not the name of a zone{_way_out(bare, offset, name)}"


def _way_out(bare: str, offset: str | None, name: str) -> str:
    if offset:
        return f": write {bare}{offset}"
    if "/" not in name:
        return f", which {name} may be of several: write {bare}+HH:MM"
    offsets = _offsets(bare, name)
    if offsets is None:
        return f", and there is no zone {name}: write {bare}+HH:MM"
    if not offsets:
        return f", and no clock of {name} showed that: write {bare}+HH:MM"
    inside = f'where the `timezone` of the file is "{name}", {bare}'
    if "" in offsets:
        return f": write, {inside}"
    if len(offsets) == 2:
        return f", and that hour came twice: write {bare}{offsets[0]} or {bare}{offsets[1]}"
    return f": write {bare}{offsets[0]} (or, {inside})"


def _offsets(bare: str, name: str) -> list[str] | None:
    """The offsets that clocks of a zone had: two as they go back, none where they skip the hour; "" for one that EDTF
    does not write, or that nobody knows. None where there is no such zone.
    """
    from zoneinfo import ZoneInfo

    try:
        zone = ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
    if bare.startswith("0000"):  # the one year of four digits that `datetime` lacks
        return [""]
    times = [datetime.fromisoformat(bare).replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    offsets = [time.utcoffset() or timedelta() for time in times]
    if offsets[0] < offsets[1]:
        return []
    return [_text(offset) for offset in dict.fromkeys(offsets)]


def _text(offset: timedelta) -> str:
    """ "+03:00", "" where it has seconds."""
    minutes, seconds = divmod(abs(int(offset.total_seconds())), 60)
    sign = "-" if offset < timedelta() else "+"
    return "" if seconds else f"{sign}{minutes // 60:02}:{minutes % 60:02}"
