"""What the parser says, in plain words: what is wrong with the file, and what to write instead."""

from __future__ import annotations

import re
from functools import lru_cache, partial

from timeline_tui.dates.edtf import parse_edtf
from timeline_tui.errors import DateError, Hint
from timeline_tui.load import limits
from timeline_tui.load.toml_syntax import DEEPEST, Fault, line_end, value_start
from timeline_tui.text import clip, one_line, reveal

_SHOWN = 120
"""Characters of a line over the limit that a message shows."""

_AT = re.compile(r"(?P<reason>.*?)(?: at line (?P<line>\d+) column (?P<column>\d+))?\Z", re.DOTALL)
# What the parser finds missing at the end, and the byte that opened it: people look for the beginning.
_UNCLOSED = (
    ('invalid multi-line basic string, expected `"`', b'"'),
    ("invalid multi-line literal string, expected `'`", b"'"),
    ('invalid basic string, expected `"`', b'"'),
    ("invalid literal string, expected `'`", b"'"),
    ("unclosed array, ", b"["),
    ("unclosed inline", b"{"),
)
_CURLY = "“”„‟‘’‚‛«»‹›〝〞〟＂＇"
_QUOTED = re.compile(f"[\"'{_CURLY}]([^\"'{_CURLY}]*)[\"'{_CURLY}]?")
_WORD = re.compile(r"[^\s,\]}#]*")

# What the parser says begins with, our message, our hint. `{}` is the word at fault.
_MESSAGES: tuple[tuple[str, str, str], ...] = (
    ("invalid date, expected day", "there is no such day: {}", "for a month alone leave the day out"),
    ("invalid date, expected month", "there is no such month: {}", "months go from 01 to 12"),
    ("invalid date, expected a four-digit", "invalid TOML date {}", "years have four digits: 2024-08-07"),
    ("ValueError: year 0", "TOML has no year 0: {}", 'write it as a string: "{}"'),
    ("ValueError: second", "TOML's clock has no second 60: {}", "write :59"),
    ("invalid datetime", "invalid TOML date {}", 'write it as a string: "{}"'),
    ("invalid date", "invalid TOML date {}", "put it between quotes, or write the whole day"),
    ("invalid time, expected hour", "hours go from 00 to 23: {}", "midnight is 00:00 of the next day"),
    ("invalid time", "invalid time {}", "write hours, minutes and seconds: 14:30:00"),
    ("invalid offset", "there is no such offset from UTC: {}", "write Z or an offset such as +03:00"),
    ("unexpected leading zero", "a number cannot begin with 0: {}", 'write it as a string: "{}"'),
    ("integer number overflowed", "the number is too large: {}", "write it as a string, in quotes"),
    ("floating-point number overflowed", "the number is too large: {}", "numbers go up to 1.7e308"),
    ("invalid multi-line basic string, expected `\"`", "this string is not closed", 'end it with """'),
    ("invalid multi-line literal string, expected `'`", "this string is not closed", "end it with '''"),
    ("invalid basic string, expected `\"`", "this string is not closed", 'end it with "; for lines use """'),
    ("invalid literal string, expected `'`", "this string is not closed", "end it with '; for lines use '''"),
    ("carriage return", "a carriage return without a newline", "end lines with LF or CR LF"),
    ("invalid value, expected unicode", "this \\u stands for no character", "\\ud800 to \\udfff are none"),
    ("missing escaped value", "no such escape", "write \\\\ for a backslash, or use single quotes"),
    ("missing table open", "this is neither a key nor a header", 'write key = "value", or [[name]]'),
    ("unclosed array table", "this header is not closed", "write [[name]], two brackets on each side"),
    ("unclosed table", "this header is not closed", "write [name]"),
    ("unclosed array", "this list is not closed", "end it with ]"),
    ("missing comma between array", "this list lacks a comma, or its end", "end it with ]"),
    ("unclosed inline table", "this { is not closed", "end it with } on the same line"),
    ("cannot recurse", "brackets nested too deep", f"at most {DEEPEST} levels are read"),
    ("recursion limit", "this key has too many parts", f"at most {DEEPEST} are read"),
    ("string values must be quoted", "invalid value: {}", "put text between quotes"),
    ("invalid boolean", "invalid value: {}", "put text between quotes"),
    ("key with no value", "there is no = after the key", 'write key = "value"'),
    ("unquoted keys cannot be empty", "the key is missing", 'write key = "value"'),
    ("invalid unquoted key", "this cannot be a key: {}", "put the key between quotes"),
    ("unexpected key or value", "something is left over after the value: {}", "one key and value to a line"),
    ("duplicate key", "this is given twice", "keep one"),
    ("cannot extend value", "this adds to a value that is not a table", "keep one of the two"),
)  # fmt: skip

_DATES = (
    "invalid date",
    "string values must be quoted",
    "unexpected key or value",
)
"""What the parser says of an unquoted value that may be meant as a date."""
_UNQUOTED = re.compile(r"[^#\"'\[\]{}=]*")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(?:-|$)")


class Lines:
    """Line numbers of offsets that mostly grow, without counting from the start each time."""

    def __init__(self, data: bytes, start: int, line: int) -> None:
        self._data, self._start, self._line = data, start, line

    def at(self, offset: int) -> int:
        """The line, from 1, of the byte at `offset`."""
        if offset < self._start:
            return self._line - self._data.count(b"\n", offset, self._start)
        self._line += self._data.count(b"\n", self._start, offset)
        self._start = offset
        return self._line


def fault(data: bytes, at: int, line: int, code: str, message: str, hint: Hint) -> Fault:
    """A fault at the byte `at`, which is in `line`."""
    start = data.rfind(b"\n", 0, at) + 1
    column = len(data[start:at].decode("utf-8", "replace")) + 1
    excerpt = data[start : min(line_end(data, start, len(data)), start + 400)].decode("utf-8", "replace")
    return Fault(line, column, code, message, hint, clip(excerpt.rstrip("\r\n"), 120))


def written(data: bytes, start: int, end: int) -> str:
    """What the file says between two bytes, without the last newline, even where it is not UTF-8."""
    return data[start:end].decode("utf-8", "backslashreplace").replace("\r\n", "\n").rstrip("\n")


def encoding(data: bytes, at: int, line: int) -> Fault:
    """The byte at `at` is not UTF-8."""
    from timeline_tui.load.encodings import advice

    message = f"byte 0x{data[at]:02X} is not UTF-8"
    return fault(data, at, line, "toml-encoding", message, partial(advice, data, at))


def record_too_long(data: bytes, start: int, end: int, line: int) -> Fault | None:
    """Return the fault of a row or line that is longer than the limit of a table, None for any other."""
    most = limits.now().table
    if end - start <= most:
        return None
    message = f"a line of {end - start:,} bytes is too long: at most {most:,} are read"
    text = written(data, start, start + _SHOWN)
    hint = f"raise the limit with --limit table={2 * (end - start)}"
    return Fault(line, 1, "record-too-long", message, hint, one_line(text), text)


def syntax_fault(data: bytes, start: int, end: int, line: int, reason: str) -> Fault:
    """What the parser says of `data[start:end]`, which begins in `line`, as a fault at its place."""
    match = _AT.match(reason)
    assert match is not None
    down, column = int(match["line"] or 1) - 1, int(match["column"] or 1)
    curly = _typographic(data, start, end, line, down, column)
    if curly is not None:
        return curly
    opener = next((quote for beginning, quote in _UNCLOSED if reason.startswith(beginning)), None)
    value = value_start(data, start, end) if opener else -1
    if value >= 0 and data[value : value + 1] == opener:
        message, hint = _explain(match["reason"], "", 1)
        return fault(data, value, line, "toml-syntax", message, hint)
    at = start
    for _ in range(down):
        at = line_end(data, at, end)
    text = data[at : line_end(data, at, end)].decode("utf-8", "replace").rstrip("\r\n")
    message, hint = _explain(match["reason"], text, column)
    excerpt = clip(text, 120)
    return Fault(line + down, column, "toml-syntax", message, hint, excerpt)


def _typographic(data: bytes, start: int, end: int, line: int, down: int, column: int) -> Fault | None:
    """The fault of quotes as a word processor makes them: at `column`, `down` lines below `start`, or at the end."""
    at = start
    for _ in range(down):
        at = line_end(data, at, end)
    text = data[at : line_end(data, at, end)].decode("utf-8", "replace").rstrip("\r\n")
    if text[column - 1 : column] not in _CURLY or column > len(text):
        # A straight quote in the beginning only: then the parser complains of the end.
        value = text.partition("=")[2].strip()
        if value[:1] not in ("'", '"') or value[:1] in value[1:] or value[-1] not in _CURLY:
            return None
        column = text.index(value) + 1
    match = _QUOTED.match(text, column - 1)
    shown = clip(reveal(match[1]), 40) if match and match[1] else "..."
    message = f"these are typographic quotes: {clip(reveal(match[0]), 40) if match else ''}"
    hint = f'write "{shown}", with straight quotes'
    return Fault(line + down, column, "toml-syntax", message.removesuffix(": "), hint, clip(text, 120))


def _explain(reason: str, text: str, column: int) -> tuple[str, Hint]:
    """Our message and hint for what the parser says of `column` of the line `text`."""
    char = text[column - 1 : column]
    if char == "\x7f" or ("" < char < " " and char not in "\t\r"):
        return f"a control character in the file: {reveal(char)}", f"write it as \\u{ord(char):04X}"
    value = text.partition("=")[2].strip() if reason.startswith("unexpected leading") else text[column - 1 :]
    word = _WORD.match(value)
    shown = clip(reveal(word.group() if word else ""), 40)
    if not shown and reason.startswith("string values"):
        return "the value is missing", 'write key = "value"'
    message, hint = _message_for(reason)
    hint = hint.replace("{}", shown)
    if not reason.startswith(_DATES):
        return message.replace("{}", shown).removesuffix(": "), hint
    return message.replace("{}", shown).removesuffix(": "), lambda: _as_date(reason, text) or hint


@lru_cache(maxsize=64)
def _message_for(reason: str) -> tuple[str, str]:
    """Our message and hint for what the parser says."""
    for beginning, message, hint in _MESSAGES:
        if reason.startswith(beginning):
            return message, hint
    return clip(reveal(reason), 200), 'write key = "value", a header such as [[events]], or # and a comment'


def _as_date(reason: str, text: str) -> str:
    """What to write where the unquoted value of the line `text` is a date to people; "" where it is none."""
    match = _UNQUOTED.match(text.partition("=")[2])
    value = match.group().strip() if match else ""
    if not 0 < len(value) <= 60:
        return ""
    month = _MONTH.match(value)
    if reason.startswith("invalid date, expected day"):
        return f'for a month alone write "{month[1]}-{month[2]}"' if month else ""
    year = re.match("[0-9]{5,11}", value)
    if reason.startswith("invalid date, expected a four-digit"):
        return f'put such a year in a string: "Y{year.group()}"' if year else ""  # 24-08-07 is of any century
    if re.search("[0-9]{4}|[A-Za-z]{2}", value) is None:
        return ""  # `5?` and `12 30` are not years
    better = _edtf(value)
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", better):
        return f"write {better}"
    return f'write it as a string: "{better}"' if better else ""


def _edtf(value: str) -> str:
    """The EDTF that a date in a file's words or digits stands for, or ""."""
    from timeline_tui.dates.human import in_edtf

    for text in (value, in_edtf(value)):
        try:
            return parse_edtf(text).text
        except DateError as error:
            rewritten = re.search(r": write ([0-9][0-9-]*)\Z", error.reason)
            if rewritten:
                return rewritten[1]
    return ""
