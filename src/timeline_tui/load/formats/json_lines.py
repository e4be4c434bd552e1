"""JSON Lines (https://jsonlines.org): a line is an event, an object with the keys of the format.

The layout of `timeline list --format jsonl` is read, too: dates as objects, references as objects with a name, null for
what is missing, and keys of the user's own under `extra`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from timeline_tui.load.positions import KeyPath
from timeline_tui.load.toml_blocks import Block, Group, Table
from timeline_tui.load.toml_errors import encoding, record_too_long
from timeline_tui.load.toml_syntax import Fault
from timeline_tui.text import clip, one_line

_SHOWN = 120
"""Characters of a line that a message shows."""
_WHOLE = 64 << 20
"""Bytes up to which a file is tried as one JSON value, for the hint."""
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_WHERE = re.compile(r"(?P<reason>.*): line \d+ column \d+ \(char (?P<at>\d+)\)")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s"{}\[\],:]+')

_DATES = frozenset(["date", "published", "accessed"])
_REGISTRIES = {"actor": ("actors", "name"), "location": ("locations", "name"), "source": ("sources", "title")}
"""The keys by which an object is a reference, each with its registry and the key of the name."""
_LANGUAGES = {"titles": "title", "summaries": "summary"}
_OF_THE_EXPORT = ("file", "line")
"""Keys of an exported event that say where it stood."""


class _Entries:
    """What stands beside the ids of references; `new` has what is named for the first time, by registry."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()
        self.new: list[tuple[str, dict[str, str]]] = []

    def add(self, registry: str, id_: str, name_key: str, value: dict[str, Any]) -> None:
        """Add the entry of a reference, unless its id is known."""
        if (registry, id_) not in self._seen:
            self._seen.add((registry, id_))
            url = value.get("url")
            entry = {"id": id_, name_key: value[name_key], "url": url if isinstance(url, str) else ""}
            self.new.append((registry, entry))


class _DuplicateKeyError(ValueError):
    """An object has a key twice."""


class JsonLinesReader:
    """Reads lines of JSON."""

    suffixes = (".jsonl", ".ndjson")
    reports_unknown_keys = False

    def recognises(self, head: bytes) -> bool:
        """Return whether the text begins with an object, as no TOML does."""
        return head.lstrip().startswith(b"{")

    def tables(self, data: bytes) -> Iterator[Table]:
        """Yield an event for each line, and an entry for each name that stands beside its id."""
        entries = _Entries()
        for n, (start, end, line) in enumerate(_lines(data)):
            group: Group = (Block(("events",), True, start, end, line),)
            fault = record_too_long(data, start, end, line)
            if fault is not None:
                yield Table("events", True, None, line, group, (fault,))
                continue
            try:
                value = _decoded(data[start:end])
            except UnicodeDecodeError as error:
                fault = encoding(data, start + error.start, line)._replace(code="text-encoding")
                text = data[start:end].decode("utf-8", "backslashreplace")
                yield Table("events", True, None, line, group, (fault._replace(text=text),))
                continue
            except (ValueError, RecursionError) as error:
                if n == 0 and (whole := _whole(data, line, end)) is not None:
                    yield whole
                    return
                text = data[start:end].decode()
                yield Table("events", True, None, line, group, (_fault(error, text, line),))
                continue
            event = _event(value, entries)
            for key, entry in entries.new:
                yield Table(key, True, entry, line, (), ())
            entries.new.clear()
            yield Table("events", True, event, line, group, ())

    def finder(self, data: bytes, blocks: Group) -> PointerFinder:
        """Return what finds the values of a line."""
        return PointerFinder(data, blocks[0])


class PointerFinder:
    """Finds the values of an object by their keys and positions."""

    def __init__(self, data: bytes, block: Block) -> None:
        self._line = block.line
        self._places: dict[KeyPath, int] = {}
        self._index(data[block.start : block.end].decode("utf-8", "backslashreplace"))

    def find(self, path: KeyPath) -> tuple[int, int]:
        """Return line and column of a value, or of what stands nearest above it.

        Args:
            path: The way from the top of the file: "events", a number, then keys and positions.
        """
        way = path[2:]
        while way and way not in self._places:
            way = way[:-1]
        return self._line, self._places.get(way, 0) + 1

    def _index(self, text: str) -> None:
        """Note where each key and item begins."""
        way: list[str | int] = []
        key = False
        for token in _TOKEN.finditer(text):
            word = token.group()
            if word in ("}", "]"):
                del way[-1:]
            elif word == ",":
                if way and isinstance(way[-1], int):
                    way[-1] += 1
                key = bool(way) and isinstance(way[-1], str)
            elif word != ":":
                if key or not way or isinstance(way[-1], int):
                    if key:
                        way[-1] = _unquoted(word)
                    self._places.setdefault(tuple(way), token.start())
                    key = False
                if word == "{":
                    way.append("")
                    key = True
                elif word == "[":
                    way.append(0)


def _unquoted(word: str) -> str:
    try:
        return str(json.loads(word))
    except ValueError:
        return word


def _lines(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield where each line that is not blank begins and ends, in bytes, and its number."""
    start = line = 0
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        line += 1
        if data[start:end].strip():
            yield start, end, line
        start = end


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        repeated = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _DuplicateKeyError(repeated)
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON: line 1 column 1 (char 0)")


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_no_number)


def _decoded(line: bytes) -> dict[str, Any]:
    """Decode a line.

    Raises:
        UnicodeDecodeError: It is not UTF-8.
        ValueError: It is not JSON, or not an object, or an object has a key twice.
        RecursionError: It is nested too deeply.
    """
    value = _DECODER.decode(line.decode())
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return _sound(value) if _SURROGATE.search(line) else value


def _sound(value: Any) -> Any:
    """Return a value without lone surrogates, which no output can have: they become what the file has, `\\ud800`."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, list):
        return [_sound(item) for item in value]
    if isinstance(value, dict):
        return {_sound(key): _sound(item) for key, item in value.items()}
    return value


def _fault(error: ValueError | RecursionError, text: str, line: int) -> Fault:
    """Return the fault of a line that is not an object of JSON."""
    column, hint = 1, 'a line is one event: {"date": "2024-08-07", "title": "..."}'
    if isinstance(error, RecursionError):
        message = "nested too deeply"
    elif isinstance(error, _DuplicateKeyError):
        message, hint = (
            f"the key {one_line(clip(str(error), 60))!r} stands twice in an object",
            "keep one of the two",
        )
    elif str(error) == "not an object":
        message = f"not an object: {clip(one_line(text.strip()), 40)}"
    else:
        match = _WHERE.fullmatch(str(error))
        reason = match["reason"] if match else str(error)
        message = f"not JSON: {reason[:1].lower()}{reason[1:]}" if "not JSON" not in reason else reason
        column = int(match["at"]) + 1 if match else 1
    text = text.rstrip("\r\n")
    return Fault(line, column, "json-syntax", message, hint, clip(one_line(text), _SHOWN), text)


def _whole(data: bytes, line: int, end: int) -> Table | None:
    """Return the table of a file that is one JSON value over several lines, of which the first ends at `end`."""
    if len(data) > _WHOLE or not data[end:].strip():
        return None
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return None
    message = "this is one JSON value over several lines, not an event in each line"
    hint = "make lines of its events: jq -c '.events[]'"
    return Table("", False, None, line, (), (Fault(line, 1, "json-syntax", message, hint, ""),))


# -- from the layout of the export to the format ------------------------------------------------------------


def _event(record: dict[str, Any], entries: _Entries) -> dict[str, Any]:
    """Return the table of an event, and add to `entries` what stands beside the ids of references."""
    event = _table(record, entries)
    if _is_exported(record):
        for key in _OF_THE_EXPORT:
            event.pop(key, None)
    for key, name in _LANGUAGES.items():
        texts = event.get(key)
        if isinstance(texts, dict):
            del event[key]
            event |= {f"{name}_{lang}": text for lang, text in texts.items()}
    return event


def _is_exported(record: dict[str, Any]) -> bool:
    return isinstance(record.get("date"), dict) or {"titles", "summaries", "extra"} <= record.keys()


def _table(table: dict[str, Any], entries: _Entries) -> dict[str, Any]:
    """Return a table with the keys of the format; what is null or empty is left out."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            if key in _DATES and isinstance(value.get("edtf"), str):
                found[key] = value["edtf"]
            elif value and key != "extra":
                found[key] = value if key == "ids" else _object(value, entries)
        elif isinstance(value, list):
            if value:
                found[key] = [_object(item, entries) if isinstance(item, dict) else item for item in value]
        elif value is not None:
            found[key] = value
    # What the file had, in place of what was made of it: a title that was a list is there again, and reported again.
    return found | extra if isinstance(extra := table.get("extra"), dict) else found


def _object(value: dict[str, Any], entries: _Entries) -> Any:
    """Return a table within an event; a reference with nothing but its id and name becomes a string."""
    for kind, (registry, name_key) in _REGISTRIES.items():
        if isinstance(value.get(kind), str) and isinstance(value.get(name_key), str):
            entries.add(registry, value[kind], name_key, value)
            found = _table(
                {key: item for key, item in value.items() if key not in (name_key, "url")}, entries
            )
            return found[kind] if len(found) == 1 else found
    return _table(value, entries)
