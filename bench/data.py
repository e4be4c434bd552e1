"""The same events in the forms that different programs read, kept in a folder from run to run.

`generate.py` makes the TOML; the other forms are made from it, so that every program is given the same events. They
are in order of date, since those programs show a file in its own order: sorting is a service to them. All is written
piece by piece, for a million events are some 550 MB a form.
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
"""The month that an EDTF season begins with."""


def stamp(value: dt.date | dt.datetime | str) -> str:
    """The first second of a TOML or EDTF date in UTC, as ISO 8601; what says no zone is taken for UTC.

    For programs that know nothing of vague dates: 2024~ becomes 2024-01-01T00:00:00Z.
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
    """An event as `COLUMNS`; lists are joined by semicolons, of actors with a role the actor is kept."""

    def names(key: str) -> str:
        return "; ".join(item["actor"] if isinstance(item, dict) else item for item in event.get(key, ()))

    lists = tuple(names(key) for key in ("tags", "actors", "locations", "sources"))
    return (
        stamp(event["date"]), event["id"], event["title"], event.get("status", ""), *lists, event["summary"]
    )  # fmt: skip


def csv_line(event: Record) -> str:
    """An event as a line of CSV."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(flat(event))
    return line.getvalue()


def log_line(event: Record) -> str:
    """An event as a line of a log: moment, level, message."""
    moment, *rest = flat(event)
    return f"{moment} INFO {' | '.join(rest)}\n"


def events(toml: Path) -> Iterator[Record]:
    """The events of a file that generate.py made, one at a time, in the order of the file."""
    piece: list[str] = []
    with toml.open(encoding="utf-8") as lines:
        for line in lines:
            if line == "[[events]]\n":
                yield from rtoml.loads("".join(piece)).get("events", ())
                piece = []
            piece.append(line)
    yield from rtoml.loads("".join(piece)).get("events", ())


def file(folder: Path, count: int, form: Form) -> Path:
    """The path of `count` events in a form; written unless it is there already, made by the same code."""
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
        part.rename(path)  # whole or not at all: a broken run leaves nothing that looks like data
    return path


def last_id(log: Path) -> str:
    """The id of the last event of a log."""
    with log.open("rb") as lines:
        lines.seek(max(0, log.stat().st_size - 4096))
        last = lines.read().decode("utf-8", "replace").splitlines()[-1]
    return last.split(" ")[2]


def _write_sorted(out: Path, toml: Path, render: Callable[[Record], str], heading: str) -> None:
    """Write a line an event, in order of date; sort(1), since a million of them need not fit into memory."""
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
