"""Opening files and asking them: which files are meant, reading them, the query and its mistakes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.cli.output import Refusal, count, say

if TYPE_CHECKING:
    import datetime

    from timeline_tui.config import Config
    from timeline_tui.errors import Problem
    from timeline_tui.store import Store, View

STDIN = "-"
_SHOWN = 40
"""Characters of a query that are shown before, of and after a mistake."""


def configured() -> Config:
    """The user's settings; what is wrong with them is said and otherwise ignored."""
    from timeline_tui.config import load_config

    config, problems = load_config(os.environ)
    for problem in problems:
        say(str(problem))
    return config


def or_default(files: Sequence[str], config: Config | None = None) -> list[str]:
    """The files; without any, that of $TIMELINE_FILE, else the configured one, else the bundled example."""
    if files:
        return list(files)
    named = os.environ.get("TIMELINE_FILE") or (config or configured()).file
    return [named or bundled()]


def bundled() -> str:
    """The example chronology: inside the installed package, or in the source tree it runs from."""
    package = Path(__file__).parent.parent
    installed = package / "data" / "events.toml"
    return str(installed if installed.exists() else package.parent.parent / "data" / "events.toml")


def read_stdin() -> bytes:
    """Everything that standard input holds."""
    if sys.stdin is None:
        raise Refusal("standard input is closed: there is nothing to read for `-`")
    if sys.stdin.isatty():
        say("reading from the terminal: end with Ctrl-D")
    return sys.stdin.buffer.read()


def open_store(files: Sequence[str]) -> Store:
    """Read the files. Raises Refusal where nothing at all could be read."""
    from timeline_tui.errors import LoadError
    from timeline_tui.load import load
    from timeline_tui.store import Store

    stdin = io.BytesIO(read_stdin()) if STDIN in files else None
    try:
        loaded = load(files, stdin=stdin)
    except LoadError as error:
        raise Refusal("nothing could be read", "\n".join(map(str, error.problems))) from None
    return Store(loaded.chronology, loaded.problems)


def ask(store: Store, queries: Sequence[str]) -> View:
    """The events that match every one of the queries. Raises Refusal with a caret under a mistake."""
    from timeline_tui.query import parse

    if not queries:
        return store.view()
    zone = _zone(store)
    for text in queries:
        check_query(text, zone)
    whole = queries[0] if len(queries) == 1 else " ".join([f"({text})" for text in queries])
    return store.view(parse(whole, today=today(), floating=zone, line=zone))


def check_query(text: str, zone: datetime.tzinfo | None = None) -> None:
    """Raises Refusal, with a caret under the mistake, if the query cannot be read."""
    from timeline_tui.errors import QueryError
    from timeline_tui.query import parse

    try:
        parse(text, today=today(), floating=zone, line=zone)
    except QueryError as error:
        raise Refusal(f"query: {error.message}", underlined(text, error.start, error.end)) from None


def underlined(text: str, start: int, end: int) -> str:
    """The text around its characters `start` to `end`, and carets under those."""
    from timeline_tui.cli.cells import cells
    from timeline_tui.text import reveal

    end = min(end, start + _SHOWN)
    before = ("..." if start > _SHOWN else "") + reveal(text[max(0, start - _SHOWN) : start])
    wrong = reveal(text[start:end])
    after = reveal(text[end : end + _SHOWN]) + ("..." if len(text) > end + _SHOWN else "")
    return f"  {before}{wrong}{after}\n  {' ' * cells(before)}{'^' * max(1, cells(wrong))}"


def today() -> datetime.date:
    """The day it is here, that "today" and "-2w" in a query count from."""
    import datetime

    return datetime.date.today()  # noqa: DTZ011 - the user's own calendar


def _zone(store: Store) -> datetime.tzinfo | None:
    name = store.chronology.zone
    if not name:
        return None
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def tell_problems(problems: Sequence[Problem], files: Sequence[str]) -> int:
    """Say what kept files from being read, and how many problems there are besides; 2 if a file was not."""
    whole = [problem for problem in problems if problem.line == 0 and problem.code.startswith("file-")]
    for problem in whole:
        say(str(problem))
    rest = sum(problem.severity != "note" for problem in problems) - len(whole)
    if rest:
        import shlex

        again = " ".join(map(shlex.quote, files))
        say(f"{count(rest, 'problem')}: run `timeline check {again}`")
    return 2 if whole else 0
