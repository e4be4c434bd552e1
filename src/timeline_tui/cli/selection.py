"""What most commands share: load the files that the arguments name and evaluate the query."""

from __future__ import annotations

import datetime
import os
from typing import NamedTuple

from timeline_tui.cli import inputs, queries
from timeline_tui.cli.arguments import Args, files_and_query
from timeline_tui.cli.output import StandardOutput, UsageError, say
from timeline_tui.dates.local import UnusableZoneError, local_zone
from timeline_tui.dates.shown import Shown, Times
from timeline_tui.secure import Feature, allowed, refusal
from timeline_tui.store import Store, View
from timeline_tui.text import one_line


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
        if empty and out.terminal and not self.view and not inputs.unread(self.store.problems):
            say(empty)
        return inputs.report_problems(self.store, self.files)


def select(args: Args, *, index_text: bool = False) -> Selection:
    """Load the files that the arguments name and evaluate their queries.

    Args:
        args: The arguments.
        index_text: Whether the command reads the text of events even without a query.

    Raises:
        UsageError: A file of the settings does not exist, a query is invalid, or `--lang` is not available.
    """
    named, texts = files_and_query(args)
    files = inputs.files_or_default(named)
    store = in_language(inputs.open_store(files, words=index_text or bool(texts)), args)
    return Selection(files, texts, store, queries.matching(store, texts))


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
    # Locale names have an underscore (uk_UA), language tags a hyphen (RFC 5646).
    known, lang = store.languages, args.lang.replace("_", "-").lower()
    if not any(lang.partition("-")[0] == tag.lower().partition("-")[0] for tag in known):
        there = f"  there are {' '.join(map(one_line, known))}" if known else "  there is only one language"
        raise UsageError(f"--lang {one_line(args.lang)}: no title or summary is in this language", there)
    return store.in_language(lang)


def requested_clock(store: Store, args: Args) -> Shown | None:
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
        raise UsageError(f"--times needs --format text; {args.format} has dates as in the file")
    times = Times(args.times)
    shown = Shown(times, store.zone, _local_zone() if times is Times.LOCAL else None)
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
