"""What a plain word of a query is made of, and the quotes for whatever is not one."""

from __future__ import annotations

import re

from timeline_tui.query.fields import named

QUOTES = '"“”„'
"""What opens a phrase: the straight quote, and the typographic ones that pasted text brings."""

WORD = re.compile(rf"[^\s(){QUOTES}]+")

_FIELD = re.compile(r"((?:[xX]\.)?[^\W\d][\w-]*)(!?):(=?)")


def field_at(text: str, at: int = 0) -> re.Match[str] | None:
    """`name:`, `name!:` or `name:=` at this place, in groups; not `12:30`, nor `http://`."""
    match = _FIELD.match(text, at)
    if match and text.startswith("//", match.end()) and named(match[1].lower()) is None:
        return None
    return match


def quote(text: str) -> str:
    """The text as one value of a query, in quotes where it would be read as anything but a plain word.

    White space becomes single blanks, as it does when the query is read.
    """
    text = " ".join(text.split())
    plain = WORD.fullmatch(text) and not field_at(text) and text[0] not in "-=<>"
    if plain and text not in ("OR", "AND", "NOT"):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """The text in quotes, so that it is never a number or a comparison."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
