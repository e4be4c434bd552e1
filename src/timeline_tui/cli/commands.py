"""The commands and their options: one table for the parser, the help, the completions and `docs/cli.md`.

A test fails if a command or option is missing on the page; `docs/completions.py` makes the completions.
`argparse_builder` makes a parser, on demand, since most command lines are files and words and need none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from timeline_tui import __version__, export
from timeline_tui.text import fold

SHELLS = ("bash", "zsh", "fish")
TIMES = ("zone", "written", "utc", "local")
LANES = ("actor", "location", "tag", "source", "kind", "none")

_FILES = "a file, a folder (every *.toml below it), or - for standard input"


class Option(NamedTuple):
    """An option or the positional arguments: the names and the settings for `ArgumentParser.add_argument`."""

    names: tuple[str, ...]
    settings: dict[str, Any]


class Command(NamedTuple):
    """A command: the module of this package that runs it, its help, and a function that returns its options."""

    module: str
    usage: str
    summary: str
    examples: str
    options: Callable[[], tuple[Option, ...]]


def _option(*names: str, **settings: Any) -> Option:
    return Option(names, settings)


def _words(text: str, metavar: str = "FILES") -> Option:
    return _option("words", nargs="*", metavar=metavar, help=text)


def _format(*formats: str) -> Option:
    return _option("--format", choices=formats, default="text", help="how to print it (default: text)")


def _lanes(default: str) -> Option:
    text = f"lanes for the most frequent values of this field (default: {default})"
    metavar = f"{{{','.join(LANES)},tag:NAME}}"
    return _option("--lanes", type=_lane_field, metavar=metavar, default=default, help=text)


def _lane_field(text: str) -> str:
    """Return the field of `--lanes`, with the dimension of `tag:` folded.

    Raises:
        argparse.ArgumentTypeError: There are no such lanes.
    """
    from argparse import ArgumentTypeError

    head, _, name = text.partition(":")
    if text in LANES or (head == "tag" and name):
        return f"tag:{fold(name)}" if name else text
    raise ArgumentTypeError(f"invalid choice: {text!r} (choose from {', '.join(LANES)}, tag:NAME)")


def _minutes(text: str) -> float:
    from argparse import ArgumentTypeError

    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", text):
        raise ArgumentTypeError("write a number of minutes, such as 30")
    return float(text)


_FILES_AND_QUERY = _words(f"{_FILES}; all other words are the query")
_QUERY = _option(
    "-q", "--query", metavar="QUERY", default="",
    help="only the events that match, in the query language: actor:putin since:2024-08-07",
)  # fmt: skip
_LIMITS = (
    _option(
        "--limit", metavar="NAME=NUMBER", action="append", default=[],
        help="change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M; may be repeated",
    ),
    # For the help only: `cli.main` removes it from the arguments beforehand.
    _option(
        "--secure", action="store_true",
        help="for restricted accounts: read only these files; start and write nothing",
    ),
)  # fmt: skip
_TIMES = _option(
    "--times", choices=TIMES, default="",
    help="the zone for times: the chronology's, as written, UTC, this machine's; the order stays",
)  # fmt: skip
_LANG = _option(
    "--lang", metavar="TAG", default="", help="titles and summaries in a language, such as uk"
)  # fmt: skip


def _browse() -> tuple[Option, ...]:
    return (
        _words(f"{_FILES}; without any: $TIMELINE_FILE, else the configured file, else an example", "FILE"),
        _QUERY,
        _option("--at", metavar="DATE", default="", help='begin at a date: 2024-08-07, "7 aug", 44BC, -2w'),
        _option(
            "--idle", metavar="MINUTES", type=_minutes,
            help="quit after this many minutes without a key; 0: never (default: 60 with --secure, else 0)",
        ),
        *_LIMITS,
        _option("--version", action="version", version=f"timeline {__version__}"),
    )  # fmt: skip


def _list() -> tuple[Option, ...]:
    guard = "with csv: put an apostrophe before cells that a spreadsheet would take for formulas"
    drawn = "draw a time axis above the events, with those that the query leaves out"
    return (
        _FILES_AND_QUERY,
        *_LIMITS,
        _QUERY,
        _format(*export.names()),
        _option("--spreadsheet", action="store_true", help=guard),
        _option("--axis", action="store_true", help=drawn),
        _lanes("none"),
        _TIMES,
        _LANG,
    )


def _show() -> tuple[Option, ...]:
    known = "as known on a day: without what was published, said or assessed later; as known: in a query"
    return (
        _words(f"{_FILES}; the other words, and the last, are ids of events"),
        *_LIMITS,
        _format(*export.names(full=True)),
        _option("--known", metavar="DAY", help=known),
        _TIMES,
        _LANG,
    )


def _check() -> tuple[Option, ...]:
    notes = "also print notes (advice, such as an unused actor)"
    return (
        _words(_FILES),
        *_LIMITS,
        _format("text", "json", "github"),
        _option("--strict", action="store_true", help="exit with 1 for warnings too"),
        _option("--notes", action="store_true", help=notes),
    )


def _axis() -> tuple[Option, ...]:
    picture = "write it as a picture to this file; - for standard output"
    svg = _option("--svg", metavar="OUT", default="", help=picture)
    return (_FILES_AND_QUERY, *_LIMITS, _QUERY, _lanes("actor"), svg)


COMMANDS: dict[str, Command] = {
    "": Command(
        "browse",
        "timeline [FILE ...] [-q QUERY] [--at DATE] [--idle MINUTES] [--secure]\n       timeline COMMAND ...",
        "browse chronologies in the terminal: who said what, when, where; who denies it; how do we know",
        """  timeline                                     the example that comes with it
  timeline kursk.toml                          a file
  timeline notes/ -q 'actor:putin'             all files of a folder, filtered
  timeline kursk.toml --at '7 aug 2024'        begin at a date
  curl -s https://example.org/k.toml | timeline -""",
        _browse,
    ),
    "list": Command(
        "listing",
        "timeline list [FILES] [QUERY] [-q QUERY] [--format FORMAT] [--spreadsheet]\n"
        "                     [--axis] [--lanes FIELD] [--times CLOCK] [--lang TAG]",
        "print the events that match",
        """  timeline list kursk.toml actor:putin since:2024-08-07
  timeline list kursk.toml -tag:drone            without a tag
  timeline list kursk.toml '"just force"'        a phrase
  timeline list kursk.toml actor:putin --axis    with an axis above
  timeline list kursk.toml --format json | jq -r '.events[].title'
  timeline list kursk.toml --times utc           times with their offset, in UTC
  timeline list kursk.toml | fzf | cut -f2       date, id and title, with tabs between""",
        _list,
    ),
    "show": Command(
        "show",
        "timeline show [FILES] ID... [--format FORMAT] [--known DAY] [--times CLOCK] [--lang TAG]",
        "print events in full",
        """  timeline show kursk.toml kursk-emergency
  timeline show kursk.toml kursk-emergency --format markdown
  timeline show kursk.toml air-defence-claims --known 2024-08-08""",
        _show,
    ),
    "check": Command(
        "check",
        "timeline check [FILES] [--format FORMAT] [--strict] [--notes]",
        "report problems in the files, as file:line:column: message; exit with 1 on an error",
        """  timeline check notes/
  timeline check --strict kursk.toml             warnings count too
  timeline check --format github notes/          in a workflow: annotations""",
        _check,
    ),
    "stats": Command(
        "stats",
        "timeline stats [FILES] [QUERY] [-q QUERY] [--format FORMAT] [--lanes FIELD]",
        "count the events that match: by time, actor, location, tag, source and status",
        """  timeline stats kursk.toml
  timeline stats kursk.toml actor:putin
  timeline stats kursk.toml --lanes location     when, by place
  timeline stats kursk.toml --format json | jq '.actors[0]'""",
        lambda: (_FILES_AND_QUERY, *_LIMITS, _QUERY, _format("text", "json"), _lanes("none")),
    ),
    "axis": Command(
        "axis",
        "timeline axis [FILES] [QUERY] [-q QUERY] [--lanes FIELD] [--svg OUT]",
        "draw the matching events on a time axis, as text or SVG",
        """  timeline axis kursk.toml
  timeline axis kursk.toml since:2024-08-07 --lanes location
  timeline axis kursk.toml --svg kursk.svg       a picture for a page or for print
  timeline axis kursk.toml --svg - | rsvg-convert -o kursk.png""",
        _axis,
    ),
    "changes": Command(
        "changes",
        "timeline changes [FILES] known:DAY..DAY [QUERY] [-q QUERY]",
        "print what became known between two days: events, claims, denials, sources",
        """  timeline changes kursk.toml known:2024-08-07..2024-08-09
  timeline changes kursk.toml known:2024-08-07..2024-08-09 claim:drones""",
        lambda: (
            _words(f"{_FILES}; all other words are the query, with known: and two days"),
            *_LIMITS,
            _QUERY,
        ),
    ),
    "schema": Command(
        "schema",
        "timeline schema",
        "print the JSON Schema of the format, for editors",
        """  timeline schema > timeline.schema.json""",
        lambda: (),
    ),
    "completion": Command(
        "completion",
        "timeline completion {bash,zsh,fish}",
        "print the completion script for a shell",
        """  timeline completion bash > ~/.local/share/bash-completion/completions/timeline
  timeline completion zsh > ~/.zfunc/_timeline
  timeline completion fish > ~/.config/fish/completions/timeline.fish""",
        lambda: (_option("shell", choices=SHELLS, help="the shell that the script is for"),),
    ),
}
"""Every command by its name; "" is the browser."""
