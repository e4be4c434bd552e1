"""What a plain word of a query may contain, and how to quote everything else."""

from __future__ import annotations

import re

from timeline_tui.query.fields import named

QUOTES = '"“”„'
"""What opens a phrase: the straight quote, and the typographic quotes of pasted text."""

WORD = re.compile(rf"[^\s(){QUOTES}]+")

# A name, not starting with a digit, with an optional `x.` for user-defined keys; then its marks.
_FIELD = re.compile(r"((?:[xX]\.)?[^\W\d][\w-]*)(!?):(=?)")


def field_at(text: str, at: int = 0) -> re.Match[str] | None:
    """Match `name:`, `name!:` or `name:=` at this index, in groups; neither `12:30` nor `http://`."""
    match = _FIELD.match(text, at)
    if match and text.startswith("//", match.end()) and named(match[1].lower()) is None:
        return None
    return match


def quote(text: str) -> str:
    """Return the text as one value of a query, quoted if it would not be read as a plain word.

    Runs of white space become one blank, as when the query is parsed.
    """
    text = " ".join(text.split())
    # At its start, `-` would exclude; after a field, `=` would match exactly and `<` or `>` compare.
    plain = WORD.fullmatch(text) and not field_at(text) and text[0] not in "-=<>"
    if plain and text not in ("OR", "AND", "NOT"):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Return the text in quotes, so that it is never a number or a comparison."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
