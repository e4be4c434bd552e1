"""Feeds the loader, the query language and the dates with whatever libFuzzer comes up with: see fuzz/README.md.

    pip install atheris && python fuzz/loader.py -max_total_time=600 fuzz/corpus

What counts as found: an exception, a load that takes longer than libFuzzer's -timeout, memory above its -rss_limit_mb;
and a law that does not hold.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date

import atheris

with atheris.instrument_imports(include=["timeline_tui"]):
    from timeline_tui.dates import DateContext, parse_edtf, read_human
    from timeline_tui.errors import DateError, QueryError
    from timeline_tui.load import load_bytes
    from timeline_tui.query import parse
    from timeline_tui.store import Store
    from timeline_tui.text import fold, one_line, reveal

TODAY = date(2024, 8, 8)


def a_file(data: bytes) -> None:
    """Every event that seems to begin is there, and everything can be asked of it."""
    loaded = load_bytes(data)
    store = Store(*loaded)
    for event in store.events:
        assert event.title
        assert event.id
    assert len(set(store.ids)) == len(store.ids)
    for problem in loaded.problems:
        assert problem.line <= data.count(b"\n") + 1
        assert reveal(one_line(str(problem))) == one_line(str(problem))
    store.warm()


def a_query(data: bytes) -> None:
    """It is a query, or a mistake within its text."""
    text = data.decode("utf-8", "replace")
    try:
        query = parse(text, DateContext(TODAY))
    except QueryError as error:
        if not 0 <= error.start <= error.end <= max(len(text), 1):
            raise ValueError("the mistake lies outside of the query") from error
        return
    Store(load_bytes(b"[[events]]\ndate = 2024-08-07\ntitle = 'x'").chronology).view(query)


def a_date(data: bytes) -> None:
    """It is a date that says the same when it is read again, or none."""
    text = data.decode("utf-8", "replace")
    with suppress(DateError):
        found = parse_edtf(text)
        assert parse_edtf(found.text) == found
    with suppress(DateError):
        read_human(text, DateContext(TODAY))
    fold(text)


def test(data: bytes) -> None:
    """One input: its first byte says what it is."""
    (a_file, a_file, a_query, a_date)[data[0] % 4 if data else 0](data[1:])


if __name__ == "__main__":
    atheris.Setup(sys.argv, test)
    atheris.Fuzz()
