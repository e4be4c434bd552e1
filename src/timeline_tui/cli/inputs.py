"""Choose the input files, load them, and evaluate queries with their error messages."""

from __future__ import annotations

import datetime
import io
import os
import shlex
import stat
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline_tui.cli.arguments import Args, files_and_query
from timeline_tui.cli.output import StandardOutput, UsageError, count, say
from timeline_tui.cli.progress import ProgressLine
from timeline_tui.dates.local import UnusableZoneError, local_zone, now
from timeline_tui.dates.shown import Shown, Times
from timeline_tui.errors import Problem, QueryError, UnknownFieldError, by_severity
from timeline_tui.load import files as load_files
from timeline_tui.load import limits, load
from timeline_tui.secure import Feature, allowed, confined_open, refusal
from timeline_tui.store import Store, View
from timeline_tui.text import one_line, reveal

if TYPE_CHECKING:
    from timeline_tui.config import Config

STDIN = "-"
# Stores stay alive until the process ends: freeing one would take longer than most commands.
_alive: list[Store] = []
_SHOWN = 40
"""Characters of a query that an error message shows before, in and after the fault."""


class Selection(NamedTuple):
    """What a command prints: the events of files that match queries."""

    files: list[str]
    queries: list[str]
    store: Store
    view: View

    def finish(self, out: StandardOutput, empty: str = "") -> int:
        """Flush the output, report problems with the files, and return the exit code.

        Args:
            out: The output.
            empty: What to say on a terminal if no event matches although all files were read.
        """
        out.stream.flush()
        if empty and out.terminal and not self.view and not unread(self.store.problems):
            say(empty)
        return report_problems(self.store, self.files)


def select(args: Args, *, index_text: bool = False) -> Selection:
    """Load the files that the arguments name and evaluate their queries.

    Args:
        args: The arguments.
        index_text: Whether the command reads the text of events even without a query.

    Raises:
        UsageError: A file of the settings does not exist, a query is invalid, or `--lang` is not available.
    """
    named, queries = files_and_query(args)
    files = files_or_default(named)
    store = in_language(open_store(files, words=index_text or bool(queries)), args)
    return Selection(files, queries, store, matching(store, queries))


def configured() -> Config:
    """Return the user's settings; problems with them are printed and otherwise ignored."""
    from timeline_tui.config import Config, load_config

    if not allowed(Feature.SETTINGS):
        return Config()
    config, problems = load_config(os.environ)
    for problem in problems:
        say(str(problem))
    return config


def files_or_default(files: Sequence[str], config: Config | None = None) -> list[str]:
    """Return the files, or a default: $TIMELINE_FILE, else the configured file, else the bundled example.

    In secure mode, reading is restricted to them from now on.

    Args:
        files: The files that the command line names.
        config: The user's settings; None to load them if needed.

    Raises:
        UsageError: The file of the environment or the settings does not exist.
    """
    found = list(files) or [_default_file(config) or bundled()]
    confined_open.confine(found)
    return found


def _default_file(config: Config | None) -> str:
    """Return the file of the environment or the settings, "" if there is none."""
    named, by = os.environ.get("TIMELINE_FILE", ""), "$TIMELINE_FILE"
    if named.startswith("~"):
        named = os.path.expanduser(named)  # noqa: PTH111 - which leaves an unknown ~user as it is
    if not named:
        named, by = (config or configured()).file, "the settings"
    if named and named != STDIN and not os.path.lexists(named):
        raise UsageError(f"{named}: no such file or folder", f"  it is named by {by}")
    if not named and _has_piped_input():
        say("this is the example that comes with timeline: `timeline -` reads standard input")
    return named


def _has_piped_input() -> bool:
    """Return whether standard input is a pipe or a file, and so may be meant as input."""
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


def bundled() -> str:
    """Return the path of the example chronology, in the installed package or the source tree."""
    package = Path(__file__).parent.parent
    installed = package / "data" / "events.toml"
    return str(installed if installed.exists() else package.parent.parent / "data" / "events.toml")


def read_stdin() -> bytes:
    """Read all of standard input.

    Raises:
        UsageError: It is closed, or larger than the limit for a file.
    """
    if sys.stdin is None:
        raise UsageError("standard input is closed: there is nothing to read for `-`")
    if sys.stdin.isatty():
        say("reading from the terminal: end with Ctrl-D")
    most = limits.now().file
    data = load_files.read_stream(sys.stdin.buffer, most)
    if len(data) > most:
        problem = load_files.too_big("standard input", most)
        raise UsageError(f"{problem.path}: {problem.message}", f"  {problem.hint}")
    return data


def open_store(files: Sequence[str], *, words: bool = False) -> Store:
    """Load files into a store, with a `ProgressLine` while that takes long.

    Args:
        files: The files; `-` is standard input.
        words: Whether the text of the events will be searched.

    Returns:
        The store. What is wrong with the files is in its `problems`.
    """
    stdin = io.BytesIO(read_stdin()) if STDIN in files else None
    with ProgressLine() as line:
        loaded = load(files, stdin=stdin, words=words, looked=line.looked, progress=line.read)
    store = Store(loaded.chronology, loaded.problems)
    _alive[:] = [store]
    return store


def matching(store: Store, queries: Sequence[str]) -> View:
    """Return the events that match all queries, with notes on how these were read on standard error.

    Args:
        store: The store to query.
        queries: The queries.

    Raises:
        UsageError: A query is invalid; carets mark the fault.
    """
    if not queries:
        return store.view()
    from timeline_tui.query import instead, parse, spelt_date

    zone = zone_of(store)
    for text in queries:
        check_query(text, zone, store)
    whole = queries[0] if len(queries) == 1 else " ".join([f"({text})" for text in queries])
    # "7 aug" is in a year of the chronology
    context: dict[str, Any] = {"today": today(), "near": store.first_date, "floating": zone, "line": zone}
    own = store.chronology.own_keys
    try:
        query = parse(whole, **context, own=own)
        if query.notes:  # only ambiguous dates depend on the settings, so they are not loaded otherwise
            context["order"] = configured().date_order
            query = parse(whole, **context, own=own)
        for note in query.notes:
            say(note)
        view = store.view(query)
        date = spelt_date(query, **context)
    except QueryError as error:  # each is valid by itself, but not both together
        raise UsageError(f"query: {error.message}") from None
    if date is not None:
        say(instead(date))
    if query.known is not None:
        from timeline_tui.export import as_of

        say(as_of.summary(query.known, len(store) - len(view.store)))
    if view.certain != len(view):
        possible = f"possible matches: {len(view):,}, certain: {view.certain:,}"
        say(f"{possible} (add ! for certain ones: date!:, before!:)")
    return view


def check_query(text: str, zone: datetime.tzinfo | None = None, store: Store | None = None) -> None:
    """Check that a query is valid.

    Args:
        text: The query.
        zone: The time zone of times without an offset.
        store: The chronology. None if it is not loaded yet: it may declare any key that is not a typo of a field.

    Raises:
        UsageError: The query is invalid; carets mark the fault.
    """
    from timeline_tui.query import parse

    declared: dict[str, Any] = {}
    if store is not None:
        declared = {"own": store.chronology.own_keys, "dimensions": lambda: store.dimensions}
    try:
        parse(text, today=today(), floating=zone, line=zone, **declared)
    except QueryError as error:
        if store is None and isinstance(error, UnknownFieldError) and not error.near:
            return
        raise UsageError(f"query: {error.message}", underlined(text, error.start, error.end)) from None


def underlined(text: str, start: int, end: int) -> str:
    """Return the text around the characters from `start` up to `end`, with carets below those."""
    from timeline_tui.cli.cell_width import cells

    end = min(end, start + _SHOWN)
    before = ("..." if start > _SHOWN else "") + reveal(text[max(0, start - _SHOWN) : start])
    wrong = reveal(text[start:end])
    after = reveal(text[end : end + _SHOWN]) + ("..." if len(text) > end + _SHOWN else "")
    return f"  {before}{wrong}{after}\n  {' ' * cells(before)}{'^' * max(1, cells(wrong))}"


def today() -> datetime.datetime:
    """Return the current local time, which "today", "-2w" and "-2h" in a query refer to."""
    try:
        return now()
    except UnusableZoneError as error:
        _say_once(f"{error}: today is that of UTC")
        return datetime.datetime.now(datetime.UTC)


@cache
def _say_once(message: str) -> None:
    say(message)


def in_language(store: Store, args: Args) -> Store:
    """Return the store with titles and summaries in the language of `--lang`, if it is given.

    Args:
        store: The store.
        args: The arguments.

    Raises:
        UsageError: No title or summary has this language, or the output format has all languages anyway.
    """
    if not args.lang:
        return store
    if args.format.startswith("json"):
        raise UsageError(f"--lang does not go with --format {args.format}, which has every language")
    known, lang = store.languages, args.lang.replace("_", "-").lower()
    if not any(lang.partition("-")[0] == tag.lower().partition("-")[0] for tag in known):
        there = f"  there are {' '.join(map(one_line, known))}" if known else "  there is only one language"
        raise UsageError(f"--lang {one_line(args.lang)}: no title and no summary is in this language", there)
    return store.in_language(lang)


def clock(store: Store, args: Args) -> Shown | None:
    """Return the clock that `--times` asks for, and name it on standard error.

    Args:
        store: The store, which knows the chronology's zone.
        args: The arguments.

    Returns:
        The clock, or None if none is asked for.

    Raises:
        UsageError: The clock is not available, or the output format has dates as in the file.
    """
    if not args.times:
        return None
    if args.format != "text":
        raise UsageError(
            f"--times goes with text, not with --format {args.format}, which has dates as the file does"
        )
    times = Times(args.times)
    shown = Shown(times, zone_of(store), _local_zone() if times is Times.LOCAL else None)
    say(f"{shown.name}; the order stays")
    return shown


def _local_zone() -> datetime.tzinfo:
    """Return the time zone of this machine.

    Raises:
        UsageError: It is unknown, or secure mode hides it.
    """
    try:
        reason = "" if allowed(Feature.ENVIRONMENT) else refusal(Feature.ENVIRONMENT)
        if not reason:
            return local_zone(os.environ)
    except UnusableZoneError as error:
        reason = str(error)
    raise UsageError(f"--times local: {reason}", "  --times zone, written or utc")


def zone_of(store: Store) -> datetime.tzinfo | None:
    """Return the time zone of the chronology, None if it names none."""
    if not store.chronology.zone:
        return None
    from zoneinfo import ZoneInfo

    return ZoneInfo(store.chronology.zone)


def unread(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that prevented a whole file or folder from being read."""
    return [problem for problem in problems if problem.code.startswith(("file-", "folder-"))]


def report_unread(store: Store) -> int:
    """Report the files that could not be read, and return the exit code: 2 if there are any, else 0."""
    found = unread(store.problems)
    for problem in found:
        say(str(problem))
    return 2 if found else 0


def report_problems(store: Store, files: Sequence[str]) -> int:
    """Report unreadable files and the number of other problems, and return the exit code as `report_unread` does."""
    code = report_unread(store)
    by = by_severity(store.problems) - by_severity(unread(store.problems))
    rest = by["error"] + by["warning"]
    if rest:
        command = f": run `timeline check {' '.join(map(shlex.quote, files))}`"
        say(f"{count(rest, 'problem')}{command if allowed(Feature.OUTSIDE) else ' in these files'}")
    return code
