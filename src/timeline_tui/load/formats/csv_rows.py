"""CSV (RFC 4180): a row is an event, and the header names the keys of the format.

Comma, semicolon or tab separates cells, whichever the header has most of. Several values in a cell are separated by
"; ". The columns are those of the format, and those of `timeline list --format csv`. Other columns are kept as keys of
the user's own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from timeline_tui.load import limits
from timeline_tui.load.positions import KeyPath
from timeline_tui.load.registry import is_url
from timeline_tui.load.tables import TRANSLATED, EventTable, keys
from timeline_tui.load.toml_blocks import Block, Group, Table
from timeline_tui.load.toml_errors import encoding, record_too_long, written
from timeline_tui.load.toml_syntax import Fault
from timeline_tui.text import clip, one_line

_DELIMITERS = (",", ";", "\t")
_RESTARTS = 8
"""How often reading starts again behind a quote that is never closed; after that, every line is a row."""
_SHOWN = 120
"""Characters of a row that a message shows."""

_REFERENCES = {"actors": "actor_ids", "locations": "location_ids", "sources": "source_ids"}
"""The columns of names, each with the column of the ids that belong to them."""
_DERIVED = ("earliest", "before", "file", "line")
"""Columns of an exported table that follow from others, or say where the event stood."""
_COUNTS = ("quotes", "claims")
"""Columns of an exported table that only say how many there were."""
_KEYS = tuple(key for key in keys(EventTable) if key not in (*_COUNTS, "quantities"))


_Entry: TypeAlias = tuple[str, dict[str, str]]
"""An entry that an id refers to, with the key of its registry."""


class _Row(NamedTuple):
    """A row: where it stands, its cells, and what is wrong with it."""

    start: int
    end: int
    line: int
    cells: list[str]
    faults: tuple[Fault, ...]


class CsvReader:
    """Reads tables of events."""

    suffixes = (".csv", ".tsv")
    reports_unknown_keys = True

    def recognises(self, head: bytes) -> bool:
        """Return whether the first line has a delimiter, and the column `title`."""
        names = _names(head)
        return len(names) > 1 and "title" in names

    def tables(self, data: bytes) -> Iterator[Table]:
        """Yield an event for each row, and an entry for each name that stands beside its id."""
        delimiter = _delimiter(data)
        rows = _rows(data, delimiter)
        header = next(rows, None)
        if header is None:
            return
        columns = _Columns(header.cells)
        faults = (*header.faults, *columns.faults())
        if faults:
            yield Table("", False, None, header.line, _group(header, ()), faults)
        left_out = dict.fromkeys(_COUNTS, 0)
        for row in rows:
            value, entries, more = columns.event(row)
            for key, entry in entries:
                yield Table(key, True, entry, row.line, (), ())
            for key in _COUNTS if columns.exported else ():
                count = value.pop(key, "")
                left_out[key] += int(count) if count.isdecimal() else 0
            yield Table("events", True, value, row.line, _group(row, ("events",)), (*row.faults, *more))
        if any(left_out.values()):
            counted = f"{left_out['quotes']:,} quotes and {left_out['claims']:,} claims"
            message = f"the table counts {counted}, but does not have them"
            hint = "export with --format jsonl, which has them"
            yield Table("", False, None, 1, (), (Fault(1, 1, "csv-incomplete", message, hint, ""),))

    def finder(self, data: bytes, blocks: Group) -> CellFinder:
        """Return what finds the cells of a row."""
        return CellFinder(data, blocks[0])


class CellFinder:
    """Finds the cells of a row by the names of their columns."""

    def __init__(self, data: bytes, block: Block) -> None:
        self._block = block
        self._delimiter = _delimiter(data)
        self._names = _names(data)
        self._text = data[block.start : block.end].decode("utf-8", "backslashreplace")

    def find(self, path: KeyPath) -> tuple[int, int]:
        """Return line and column of the cell of the first key in `path` that is a column; of the row if there is none.

        Args:
            path: The way from the top of the file: "events", a number, the key.
        """
        name = next((step for step in path[2:] if step in self._names), None)
        return self.cell(self._names.index(name)) if name is not None else (self._block.line, 1)

    def cell(self, number: int) -> tuple[int, int]:
        """Return line and column of a cell by its number, from 0."""
        quoted = False
        at = 0
        while number and at < len(self._text):
            if self._text[at] == '"':
                quoted = not quoted  # a doubled quote within quotes changes it twice
            elif self._text[at] == self._delimiter and not quoted:
                number -= 1
            at += 1
        before = self._text[:at]
        return self._block.line + before.count("\n"), at - (before.rfind("\n") + 1) + 1


class _Columns:
    """The columns of a table."""

    def __init__(self, header: Sequence[str]) -> None:
        self._header = header
        self._names = [_name(cell) for cell in header]
        self.exported = {"date", "earliest", "before"} <= set(self._names)
        """Whether `timeline list` wrote the table."""
        self._at = {name: n for n, name in reversed(list(enumerate(self._names)))}
        self._ids = {key: self._at[ids] for key, ids in _REFERENCES.items() if ids in self._at}
        self._seen: set[tuple[str, str]] = set()
        self._readers: list[tuple[str, Callable[[str], Any] | None]] = []
        seen: set[str] = set()
        for n, name in enumerate(self._names):
            first = name not in seen
            seen.add(name)
            self._readers.append(self._reader(name, n, first))

    def _reader(self, name: str, number: int, first: bool) -> tuple[str, Callable[[str], Any] | None]:
        """Return the key for a column, and what reads its cells; None if they are kept as they are, as an own key."""
        if name in _REFERENCES.values() or (self.exported and name in _DERIVED):
            return "", None
        if self.exported and name == "quantities":
            return "quantity_text", None
        if not first or not name:
            return f"{name or 'column'} {number + 1}", None
        if name in _CELLS:
            return name, _CELLS[name]
        if (
            name in _KEYS
            or re.fullmatch(TRANSLATED, name, re.IGNORECASE)
            or (self.exported and name in _COUNTS)
        ):
            return name if name in _KEYS else one_line(self._header[number].strip()), str
        return one_line(self._header[number].strip()), None

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the header."""
        excerpt = clip(one_line(",".join(self._header)), _SHOWN)
        if not {"date", "title"} & set(self._names):
            hint = f"name the columns: {', '.join(_KEYS[:6])}, ..."
            yield Fault(1, 1, "csv-header", "no column is named `date` or `title`", hint, excerpt)
        repeated = [name for n, name in enumerate(self._names) if name and name in self._names[:n]]
        for name in dict.fromkeys(repeated):
            message = f"two columns are named {one_line(clip(name, 60))!r}"
            yield Fault(
                1, 1, "csv-header", message, "rename one: the second is kept as a key of your own", excerpt
            )
        own = [key for key, read in self._readers if key and read is None]
        if own and not self.exported:
            listed = ", ".join([f"`{clip(key, 40)}`" for key in own[:9]]) + (", ..." if len(own) > 9 else "")
            message = f"unknown column{'s' * (len(own) > 1)} {listed}"
            hint = "kept and shown last; declare your own keys in [schema.events] of a TOML file"
            yield Fault(1, 1, "unknown-column", message, hint, excerpt)

    def event(self, row: _Row) -> tuple[dict[str, Any], list[_Entry], tuple[Fault, ...]]:
        """Return the table of a row, the entries that it is the first to name, and what is wrong with it."""
        value: dict[str, Any] = {}
        for (key, read), cell in zip(self._readers, row.cells, strict=False):
            if not key or not cell or cell.isspace():
                continue
            value[key] = cell if read is None else read(cell)
        entries = self._refer(row, value)
        _locate(value)
        more = row.cells[len(self._readers) :]
        if not any(more):
            return value, entries, ()
        text = "; ".join(more)
        message = f"{len(row.cells)} cells, but {len(self._readers)} columns"
        hint = "put a cell that contains the delimiter in double quotes"
        excerpt = clip(one_line(text), _SHOWN)
        return value, entries, (Fault(row.line, 1, "csv-cells", message, hint, excerpt, text),)

    def _refer(self, row: _Row, value: dict[str, Any]) -> list[_Entry]:
        """Put the ids in place of the names beside them, and return the entries that are named for the first time."""
        entries: list[_Entry] = []
        for key, column in self._ids.items():
            ids = _items(row.cells[column]) if column < len(row.cells) else []
            if not ids:
                continue
            at = self._at.get(key, -1)
            cell = row.cells[at].strip() if 0 <= at < len(row.cells) else ""
            # A name that contains the separator looks like two names, except where it is the only one.
            names = [cell] if len(ids) == 1 and cell else value.get(key, ())
            if len(names) == len(ids):
                for id_, name in zip(ids, names, strict=True):
                    if (key, id_) not in self._seen:
                        self._seen.add((key, id_))
                        entries.append((key, {"id": id_, "title" if key == "sources" else "name": name}))
            elif cell:
                value[f"{key[:-1]}_names"] = cell
            value[key] = ids
        return entries


def _locate(value: dict[str, Any]) -> None:
    """Put coordinates into the locations, if there are as many; else keep them as they are."""
    text = value.pop("coordinates", None)
    if text is None:
        return
    pairs = [re.fullmatch(r"(-?[0-9.]+),\s*(-?[0-9.]+)", item) for item in _items(text)]
    places = value.get("locations", [])
    if len(pairs) != len(places) or not all(pairs):
        value["coordinates"] = text
        return
    try:
        value["locations"] = [
            {"location": place, "lat": float(pair[1]), "lon": float(pair[2])}
            for place, pair in zip(places, filter(None, pairs), strict=True)
        ]
    except ValueError:  # 1.2.3
        value["coordinates"] = text


def _items(cell: str) -> list[str]:
    if ";" not in cell:  # as in most cells; blank ones are not read
        return [cell.strip()] if cell else []
    return [item.strip() for item in cell.split(";") if item and not item.isspace()]


def _number(cell: str) -> int | str:
    """Return a whole number; what is not one stays text, which the decoder reports."""
    return int(cell) if re.fullmatch(r"\s*-?[0-9]{1,9}\s*", cell) else cell


def _boolean(cell: str) -> bool | str:
    return {"true": True, "false": False}.get(cell.strip().lower(), cell)


def _pairs(cell: str) -> dict[str, str]:
    """Return `wikidata:Q42; doi:10.1/x` as a table."""
    return {name.strip(): id_.strip() for name, _, id_ in [item.partition(":") for item in _items(cell)]}


def _media(cell: str) -> list[dict[str, str]]:
    return [{"url" if is_url(item) else "path": item} for item in _items(cell)]


_CELLS: dict[str, Callable[[str], Any]] = {
    "importance": _number, "undated": _boolean, "tags": _items, "actors": _items, "locations": _items,
    "sources": _items, "links": _items, "ids": _pairs, "media": _media, "coordinates": str,
}  # fmt: skip
"""What reads the cells of a column that is not plain text."""


# -- the text -----------------------------------------------------------------------------------------------


def _rows(data: bytes, delimiter: str) -> Iterator[_Row]:
    """Yield the rows that are not blank. A row that cannot be read comes with its fault, and costs no other."""
    lines = _Lines(data)
    restarts, most = 0, limits.now().table
    while lines.at < len(data):
        start, line, end = lines.at, lines.line, lines.end()
        cells = _plain(data[start:end], delimiter, most)
        if cells is not None:
            lines.go(end, line + 1)
            if any(cells):
                yield _Row(start, end, line, cells, ())
            continue
        fault = record_too_long(data, start, end, line)
        if fault is not None:
            lines.skip()
            yield _Row(start, lines.at, line, [], (fault,))
            continue
        one_by_one = restarts >= _RESTARTS
        faults: tuple[Fault, ...] = ()
        try:
            cells = next(
                csv.reader(lines.one() if one_by_one else lines, delimiter=delimiter, strict=True), []
            )
        except csv.Error as error:
            # A quote that is closed by the next row's, or never: only the line that opens it is lost.
            restarts += "unexpected end" in str(error)
            if lines.line > line + 1:
                lines.go(start, line)
                next(lines)
            text = written(data, start, lines.at)
            faults = (_fault(error, text, line),)
            cells = _sloppy(text, delimiter)
        if lines.bad is not None:
            faults = (*faults, encoding(data, lines.bad, lines.bad_line)._replace(code="text-encoding"))
            lines.bad = None
        if any(cells) or faults:
            yield _Row(start, lines.at, line, cells, faults)


def _plain(line: bytes, delimiter: str, most: int) -> list[str] | None:
    """Return the cells of a line without quotes, faster than `csv` does; None for any other line."""
    if b'"' in line or len(line) > most:
        return None
    try:
        return line.decode().rstrip("\r\n").split(delimiter)
    except UnicodeDecodeError:
        return None


def _sloppy(text: str, delimiter: str) -> list[str]:
    """Return the cells of a row that is not CSV, as far as they can be separated."""
    try:
        return next(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), [])
    except csv.Error:  # a carriage return between other characters, or a very long cell
        return text.split(delimiter)


class _Lines(Iterator[str]):
    """The lines of a file, for `csv.reader`, which reads as many as a row has."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._end = b"\n" if b"\n" in data else b"\r"
        self.at = 0
        self.line = 1
        self.bad: int | None = None
        """The offset of a byte that is not UTF-8."""
        self.bad_line = 0
        csv.field_size_limit(limits.now().table)

    def go(self, at: int, line: int) -> None:
        """Go back to the beginning of a line."""
        self.at, self.line = at, line

    def end(self) -> int:
        """Return where the next line ends."""
        return self._data.find(self._end, self.at) + 1 or len(self._data)

    def skip(self) -> None:
        """Leave the next line out."""
        self.go(self.end(), self.line + 1)

    def one(self) -> Iterator[str]:
        """Yield the next line only."""
        yield next(self)

    def __next__(self) -> str:
        if self.at >= len(self._data):
            raise StopIteration
        end = self.end()
        raw = self._data[self.at : end]
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            text = raw.decode("utf-8", "backslashreplace")
            self.bad, self.bad_line = self.at + error.start, self.line
        self.at, self.line = end, self.line + 1
        return text.rstrip("\r\n") + "\n"


def _fault(error: csv.Error, text: str, line: int) -> Fault:
    """Return the fault of a row that is not CSV."""
    reason = str(error)
    if "unexpected end" in reason:
        message, hint = "a double quote is never closed", 'close it; write "" for a quote within quotes'
    elif "expected after" in reason:
        message, hint = "text after a closing double quote", 'write "" for a quote within quotes'
    elif "field limit" in reason:
        message, hint = "a cell is too long", "raise the limit with --limit table=64M"
    else:
        message, hint = "this row cannot be read", "put cells with line breaks in double quotes"
    return Fault(line, 1, "csv-syntax", message, hint, clip(one_line(text), _SHOWN), text)


def _group(row: _Row, path: tuple[str, ...]) -> Group:
    return (Block(path, bool(path), row.start, row.end, row.line),)


def _first_line(data: bytes) -> str:
    return re.split(rb"[\r\n]", data.lstrip(b"\r\n"), maxsplit=1)[0].decode("utf-8", "backslashreplace")


def _delimiter(data: bytes) -> str:
    """Return the delimiter that the first line has most of, outside of quotes."""
    line = re.sub('"[^"]*"', "", _first_line(data[:65_536]))
    return max(_DELIMITERS, key=line.count)


def _names(data: bytes) -> list[str]:
    """Return the names of the columns."""
    row = next(_rows(data, _delimiter(data)), None)
    return [_name(cell) for cell in row.cells] if row is not None else []


def _name(cell: str) -> str:
    return cell.strip().lower()
