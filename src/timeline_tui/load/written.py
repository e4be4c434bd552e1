"""Date-times as the file has them: only there do 14:30 and 14:30:00 differ.

The parser gives both as the same value. Where seconds say nothing of their own, the value is looked for in the
text of its table; where it is not found, or stands there in two ways and its place cannot be told, it is taken
as the coarser: a date is never more precise than it was written.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from timeline_tui.load.locate import Way
from timeline_tui.load.patterns import repeated
from timeline_tui.load.where import Where

_LITERAL = (
    rb"(?<![A-Za-z0-9_\-])%b[\"']?[ \t]*+=[ \t]*+"
    rb"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}[0-9:.]*+"
    + repeated(rb"[Zz]|[+-][0-9:]++", "?")
    + rb")"
)


@cache
def _literal(key: str) -> re.Pattern[bytes]:
    return re.compile(_LITERAL % key.encode())


def written(value: datetime, where: Where, path: Way) -> str:
    """The date-time at `path` of the table in EDTF's letters: `2024-08-07 14:30z` is `2024-08-07T14:30Z`."""
    text = value.isoformat()
    if text.endswith("+00:00"):
        text = text[:-6] + "Z"
    if value.second and not value.microsecond and (text[-1] != "Z" or _stands(text, where)):
        return text  # it can have been written in no other way
    found = _literals(value, where, str(path[-1]))
    if len(set(found.values())) > 1:
        here = where.at(path)
        return found.get(here) or min(found.values(), key=len)
    return next(iter(found.values()), text)


def _stands(text: str, where: Where) -> bool:
    """Whether the table has this very text."""
    return where.data.find(text.encode(), where.blocks[0].start, where.blocks[0].end) >= 0


def _literals(value: datetime, where: Where, key: str) -> dict[tuple[int, int], str]:
    """Line, column and EDTF of all that is written for `key` in the table and means `value`."""
    found: dict[tuple[int, int], str] = {}
    if not where.spend():
        return found
    data = where.data
    for block in where.blocks:
        for match in _literal(key).finditer(data, block.start, block.end):
            text = f"{match[1].decode()}T{match[2].decode().upper()}"
            if _means(text, value):
                at = match.start() - (data[match.start() - 1 : match.start()] in (b'"', b"'"))
                line = block.line + data.count(b"\n", block.start, at)
                column = len(data[data.rfind(b"\n", 0, at) + 1 : at].decode("utf-8", "replace")) + 1
                found[line, column] = text
    return found


def _means(text: str, value: datetime) -> bool:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return False
    return read == value and read.utcoffset() == value.utcoffset()
