"""The commands and their options: one table for the parser, the help, the completions and `docs/cli.md`.

A test fails if a command or option is missing on the page; `docs/completions.py` makes the completions.
`argparse_builder` makes a parser, on demand, since most command lines are files and words and need none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui import __version__, export

if TYPE_CHECKING:
    import argparse

SHELLS = ("bash", "zsh", "fish")
TIMES = ("zone", "written", "utc", "local")
LANES = ("actor", "location", "tag", "source", "kind", "none")

_QUERY = "only the events that match, in the query language: actor:putin since:2024-08-07"
_FILES = "a file, a folder (every *.toml below it), or - for standard input"


class Command(NamedTuple):
    """A command: the module of this package that runs it, its help, and a function that adds its arguments."""

    module: str
    usage: str
    summary: str
    examples: str
    options: Callable[[argparse.ArgumentParser], None]


def _browse(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="*", metavar="FILE",
        help=f"{_FILES}; without any: $TIMELINE_FILE, else the configured file, else an example",
    )  # fmt: skip
    _query(parser)
    at = 'begin at a date: 2024-08-07, "7 aug", 44BC, -2w'
    parser.add_argument("--at", metavar="DATE", default="", help=at)
    idle = "quit after this many minutes without a key; 0: never (default: 60 with --secure, else 0)"
    parser.add_argument("--idle", metavar="MINUTES", type=_minutes, help=idle)
    _secure(parser)
    parser.add_argument("--version", action="version", version=f"timeline {__version__}")


def _minutes(text: str) -> float:
    import argparse

    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", text):
        raise argparse.ArgumentTypeError("write a number of minutes, such as 30")
    return float(text)


def _secure(parser: argparse.ArgumentParser) -> None:
    limit = "change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M; may be repeated"
    parser.add_argument("--limit", metavar="NAME=NUMBER", action="append", default=[], help=limit)
    # For the help only: `cli.main` removes it from the arguments beforehand.
    parser.add_argument(
        "--secure",
        action="store_true",
        help="for restricted accounts: read only these files; start and write nothing",
    )


def _query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-q", "--query", metavar="QUERY", default="", help=_QUERY)


def _format(parser: argparse.ArgumentParser, *formats: str) -> None:
    parser.add_argument("--format", choices=formats, default="text", help="how to print it (default: text)")


def _lanes(parser: argparse.ArgumentParser, default: str) -> None:
    of = f"lanes for the most frequent values of this field (default: {default})"
    shown = f"{{{','.join(LANES)},tag:NAME}}"
    parser.add_argument("--lanes", type=_lane_field, metavar=shown, default=default, help=of)


def _lane_field(text: str) -> str:
    """Return the field of `--lanes`, with the dimension of `tag:` folded.

    Raises:
        argparse.ArgumentTypeError: There are no such lanes.
    """
    import argparse

    from timeline_tui.text import fold

    head, _, name = text.partition(":")
    if text in LANES or (head == "tag" and name):
        return f"tag:{fold(name)}" if name else text
    raise argparse.ArgumentTypeError(f"invalid choice: {text!r} (choose from {', '.join(LANES)}, tag:NAME)")


def _lang(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang", metavar="TAG", default="", help="titles and summaries in a language, such as uk"
    )


def _times(parser: argparse.ArgumentParser) -> None:
    by = "the zone for times: the chronology's, as written, UTC, this machine's; the order stays"
    parser.add_argument("--times", choices=TIMES, default="", help=by)


def _words(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("words", nargs="*", metavar="FILES", help=text)
    _secure(parser)


def _list(parser: argparse.ArgumentParser) -> None:
    _words(parser, f"{_FILES}; all other words are the query")
    _query(parser)
    _format(parser, *export.names())
    guard = "with csv: put an apostrophe before cells that a spreadsheet would take for formulas"
    parser.add_argument("--spreadsheet", action="store_true", help=guard)
    drawn = "draw on an axis when they are, and what the query leaves out, before the events"
    parser.add_argument("--axis", action="store_true", help=drawn)
    _lanes(parser, "none")
    _times(parser)
    _lang(parser)


def _show(parser: argparse.ArgumentParser) -> None:
    _words(parser, f"{_FILES}; the other words, and the last, are ids of events")
    _format(parser, *export.names(full=True))
    known = "as known on a day: without what was published, said or assessed later; as known: in a query"
    parser.add_argument("--known", metavar="DAY", help=known)
    _times(parser)
    _lang(parser)


def _check(parser: argparse.ArgumentParser) -> None:
    _words(parser, _FILES)
    _format(parser, "text", "json", "github")
    parser.add_argument("--strict", action="store_true", help="exit with 1 for warnings too")
    parser.add_argument(
        "--notes", action="store_true", help="also print notes (advice, such as an unused actor)"
    )


def _stats(parser: argparse.ArgumentParser) -> None:
    _words(parser, f"{_FILES}; all other words are the query")
    _query(parser)
    _format(parser, "text", "json")
    _lanes(parser, "none")


def _axis(parser: argparse.ArgumentParser) -> None:
    _words(parser, f"{_FILES}; all other words are the query")
    _query(parser)
    _lanes(parser, "actor")
    picture = "write it as a picture to this file; - is standard output"
    parser.add_argument("--svg", metavar="OUT", default="", help=picture)


def _changes(parser: argparse.ArgumentParser) -> None:
    _words(parser, f"{_FILES}; all other words are the query, with known: and two days")
    _query(parser)


def _schema(_: argparse.ArgumentParser) -> None:
    pass


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help="the shell that the script is for")


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
        _stats,
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
        _changes,
    ),
    "schema": Command(
        "schema",
        "timeline schema",
        "print the JSON Schema of the format, for editors",
        """  timeline schema > timeline.schema.json""",
        _schema,
    ),
    "completion": Command(
        "completion",
        "timeline completion {bash,zsh,fish}",
        "print the completion script for a shell",
        """  timeline completion bash > ~/.local/share/bash-completion/completions/timeline
  timeline completion zsh > ~/.zfunc/_timeline
  timeline completion fish > ~/.config/fish/completions/timeline.fish""",
        _completion,
    ),
}
"""Every command by its name; "" is the browser."""
