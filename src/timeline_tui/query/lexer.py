"""Split a query into tokens with their positions.

The lexer never fails: the parser reports faults.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from timeline_tui.query.quoting import QUOTES, WORD, field_at

Kind: TypeAlias = Literal["open", "close", "minus", "or", "and", "not", "field", "word", "phrase", "end"]

_SPACE = re.compile(r"\s*")
_KEYWORDS: dict[str, Kind] = {"OR": "or", "AND": "and", "NOT": "not"}
_BRACKETS: dict[str, Kind] = {"(": "open", ")": "close"}


class Token(NamedTuple):
    """A piece of the text from `start` up to `end`.

    `text` is the word, the phrase without quotes and escapes, or the field name in lower case. A field token includes
    its colon and marks (`date!:` is certain, `tag:=` exact); its value is the token that touches it.
    """

    kind: Kind
    start: int
    end: int
    text: str = ""
    certain: bool = False
    exact: bool = False
    closed: bool = True


def tokens(text: str) -> list[Token]:
    """Return the tokens of the text in order; the last is always an empty "end"."""
    found: list[Token] = []
    at = 0
    while (start := _skip_space(text, at)) < len(text):
        after_field = bool(found) and found[-1].kind == "field" and found[-1].end == start
        token = _read_token(text, start, value=after_field)
        found.append(token)
        at = token.end
    found.append(Token("end", len(text), len(text)))
    return found


def _skip_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _read_token(text: str, at: int, *, value: bool) -> Token:
    """Return the token at `at`. In a `value`, after a field, minus signs, keywords and colons are plain text."""
    char = text[at]
    if char in _BRACKETS:
        return Token(_BRACKETS[char], at, at + 1)
    if char in QUOTES:
        return _read_phrase(text, at)
    if not value:
        if char == "-":
            return Token("minus", at, at + 1)
        field = field_at(text, at)
        if field:
            return Token(
                "field", at, field.end(), field[1].lower(), certain=bool(field[2]), exact=bool(field[3])
            )
    word = WORD.match(text, at)
    end = word.end() if word else at + 1
    kind: Kind = "word" if value else _KEYWORDS.get(text[at:end], "word")
    return Token(kind, at, end, text[at:end])


def _read_phrase(text: str, at: int) -> Token:
    """Return the quoted phrase at `at`.

    A straight quote is closed by a straight one, a typographic one by any quote. A backslash escapes a quote or
    another backslash; before any other character it is literal.
    """
    ends = '"' if text[at] == '"' else QUOTES
    kept: list[str] = []
    i = at + 1
    while i < len(text):
        char = text[i]
        if char == "\\" and i + 1 < len(text) and (text[i + 1] in QUOTES or text[i + 1] == "\\"):
            i += 1
            char = text[i]
        elif char in ends:
            return Token("phrase", at, i + 1, " ".join("".join(kept).split()))
        kept.append(char)
        i += 1
    return Token("phrase", at, len(text), " ".join("".join(kept).split()), closed=False)
