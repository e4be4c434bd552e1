"""What a plain word of a query is made of, and the quotes for whatever is not one."""

from __future__ import annotations

import re

QUOTES = '"“”„'
"""What opens a phrase: the straight quote, and the typographic ones that pasted text brings."""

WORD = re.compile(rf"[^\s(){QUOTES}]+")

FIELD = re.compile(r"([^\W\d][\w-]*)(!?):(?!//)(=?)")
"""`name:`, `name!:` or `name:=`. Not `http://` and not `12:30`."""


def quote(text: str) -> str:
    """The text as one value of a query, in quotes where it would be read as anything but a plain word.

    White space becomes single blanks, as it does when the query is read.
    """
    text = " ".join(text.split())
    plain = WORD.fullmatch(text) and not FIELD.match(text) and text[0] not in "-="
    if plain and text not in ("OR", "AND", "NOT"):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
