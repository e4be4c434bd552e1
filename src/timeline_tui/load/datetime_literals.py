"""Date-times as the file has them: only there do 14:30 and 14:30:00 differ.

The parser gives both as the same value. Where seconds say nothing of their own, the value is looked for in the
text of its table; where it is not found, or stands there in two ways and its place is not known, it is taken
as the coarser: a date is never more precise than it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from typing import TypeAlias

from timeline_tui.load.positions import KeyPath
from timeline_tui.load.source_context import SourceContext
from timeline_tui.patterns import repeated

_LONG = 65_536  # bytes of a table that is not looked through again for every value

_Key: TypeAlias = tuple[datetime, timedelta | None]
"""A clock time, and its offset from UTC: two that are the same instant are not the same here."""
_Found: TypeAlias = tuple[set[str], dict[tuple[int, int], str]]
"""What is written in EDTF's letters; and by line and column what stands there."""

_LITERAL = (
    rb"(?<![A-Za-z0-9_\-])%b[\"']?[ \t]*+=[ \t]*+"
    rb"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}[0-9:.]*+"
    + repeated(rb"[Zz]|[+-][0-9:]++", "?")
    + rb")"
)


@cache
def _literal(key: str) -> re.Pattern[bytes]:
    return re.compile(_LITERAL % key.encode())


def written(value: datetime, context: SourceContext, path: KeyPath) -> str:
    """The date-time at `path` of the table in EDTF's letters: `2024-08-07 14:30z` is `2024-08-07T14:30Z`."""
    text = value.isoformat()
    if text.endswith("+00:00"):
        text = text[:-6] + "Z"
    if value.second and not value.microsecond and (text[-1] != "Z" or _stands(text, context)):
        return text  # it can have been written in no other way
    texts, places = _literals(context, str(path[-1])).get(_key(value), (set(), {}))
    if len(texts) > 1:
        return places.get(context.at(path)) or min(texts, key=len)
    return next(iter(texts), text)


def _stands(text: str, context: SourceContext) -> bool:
    """Whether the table has this very text; False where it is too long to look through for every value."""
    block = context.blocks[0]
    return block.end - block.start <= _LONG and context.data.find(text.encode(), block.start, block.end) >= 0


def _key(value: datetime) -> _Key:
    return value.replace(tzinfo=None), value.utcoffset()


def _literals(context: SourceContext, key: str) -> Mapping[_Key, _Found]:
    """Everything that is written for `key` in the table, by the date-time it means. Looked through once."""
    kept: Mapping[_Key, _Found] | None = context.literals.get(key)
    if kept is not None:
        return kept
    found: dict[_Key, _Found] = {}
    context.literals[key] = found
    data = context.data
    for block in context.blocks:
        line, before = block.line, block.start
        for match in _literal(key).finditer(data, block.start, block.end):
            text = f"{match[1].decode()}T{match[2].decode().upper()}"
            at = match.start() - (data[match.start() - 1 : match.start()] in (b'"', b"'"))
            line, before = line + data.count(b"\n", before, at), at
            with suppress(ValueError):
                column = len(data[data.rfind(b"\n", 0, at) + 1 : at].decode("utf-8", "replace")) + 1
                texts, places = found.setdefault(_key(datetime.fromisoformat(text)), (set(), {}))
                texts.add(text)
                places[line, column] = text
    return found
