"""The same events in the formats of different programs, cached in a folder between runs.

`generate.py` writes the TOML, and the other formats are derived from it, so that every program reads the same events.
They are in date order, since other programs show a file in its own order and sorting them is part of what we compare.
Files are written piecewise, because a million events take some 550 MB per format.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import rtoml

from generate import generate

Form = Literal["toml", "csv", "log"]
Record = dict[str, Any]

COLUMNS = ("date", "id", "title", "status", "tags", "actors", "locations", "sources", "summary")
SEASONS = {"21": "03", "22": "06", "23": "09", "24": "12"}
"""The first month of an EDTF season."""


def stamp(value: dt.date | dt.datetime | str) -> str:
    """Return the first second of a TOML or EDTF date in UTC as ISO 8601; without a zone, UTC is assumed.

    This is for programs that do not support vague dates: 2024~ becomes 2024-01-01T00:00:00Z.
    """
    if isinstance(value, dt.datetime):
        moment = value if value.tzinfo is None else value.astimezone(dt.UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%S}Z"
    if isinstance(value, dt.date):
        return f"{value}T00:00:00Z"
    found = re.match(r"(\d{3}[\dX])(?:-(\d\d))?(?:-(\d\d))?", value)
    if found is None:
        raise ValueError(f"no date that generate.py makes: {value!r}")
    year, month, day = found.groups()
    return f"{year.replace('X', '0')}-{SEASONS.get(month, month or '01')}-{day or '01'}T00:00:00Z"


def flat(event: Record) -> tuple[str, ...]:
    """Return an event as `COLUMNS`; lists are joined with semicolons, and actors lose their roles."""

    def names(key: str) -> str:
        return "; ".join(item["actor"] if isinstance(item, dict) else item for item in event.get(key, ()))

    lists = tuple(names(key) for key in ("tags", "actors", "locations", "sources"))
    return (
        stamp(event["date"]), event["id"], event["title"], event.get("status", ""), *lists, event["summary"]
    )  # fmt: skip


def csv_line(event: Record) -> str:
    """Return an event as a line of CSV."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(flat(event))
    return line.getvalue()


def log_line(event: Record) -> str:
    """Return an event as a log line: timestamp, level, message."""
    moment, *rest = flat(event)
    return f"{moment} INFO {' | '.join(rest)}\n"


def events(toml: Path) -> Iterator[Record]:
    """Yield the events of a file written by generate.py, in file order."""
    piece: list[str] = []
    with toml.open(encoding="utf-8") as lines:
        for line in lines:
            if line == "[[events]]\n":
                yield from rtoml.loads("".join(piece)).get("events", ())
                piece = []
            piece.append(line)
    yield from rtoml.loads("".join(piece)).get("events", ())


def file(folder: Path, count: int, form: Form) -> Path:
    """Return the path of a file with `count` events in a format, written first unless this code wrote it before."""
    code = b"".join(Path(__file__).with_name(name).read_bytes() for name in ("generate.py", "data.py"))
    path = folder / f"{count}-{hashlib.sha256(code).hexdigest()[:8]}.{form}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        if form == "toml":
            with part.open("w", encoding="utf-8", newline="\n") as out:
                out.writelines(generate(count))
        else:
            render = {"csv": csv_line, "log": log_line}[form]
            _write_sorted(
                part, file(folder, count, "toml"), render, ",".join(COLUMNS) if form == "csv" else ""
            )
        part.rename(path)  # atomic, so that an interrupted run leaves nothing that looks like data
    return path


def last_id(log: Path) -> str:
    """Return the id of the last event of a log."""
    with log.open("rb") as lines:
        lines.seek(max(0, log.stat().st_size - 4096))
        last = lines.read().decode("utf-8", "replace").splitlines()[-1]
    return last.split(" ")[2]


def _write_sorted(out: Path, toml: Path, render: Callable[[Record], str], heading: str) -> None:
    """Write a line per event in date order, with sort(1), since a million lines need not fit into memory."""
    with out.open("wb") as target:
        if heading:
            target.write(f"{heading}\n".encode())
            target.flush()
        bytewise = {**os.environ, "LC_ALL": "C"}
        sorting = subprocess.Popen(
            ["sort"], stdin=subprocess.PIPE, stdout=target, env=bytewise, text=True, encoding="utf-8"
        )
        assert sorting.stdin is not None
        with sorting.stdin as pipe:
            pipe.writelines(render(event) for event in events(toml))
        if sorting.wait():
            raise SystemExit(f"sort ended with {sorting.returncode}")
