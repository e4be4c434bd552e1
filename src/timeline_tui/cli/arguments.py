"""Parse the command line.

argparse takes every word that starts with a dash for an option, but queries may start with one: `-tag:drone`, `-44`,
`-2w`. Such words are prefixed with a NUL, which no real argument can contain, until argparse has run.

Words are files or parts of the query. Files are `-`, existing paths, and words that end in `.toml`, `.csv` or the like
or contain a `/`, except words that start with a field, such as `date:2024-08-06/2024-08-10`. All other words, joined
with blanks, are the query.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from timeline_tui.cli.commands import COMMANDS
from timeline_tui.cli.output import UsageError
from timeline_tui.file_types import SUFFIXES

_SHIELD = "\0"
_RAW_OPTIONS = ("-q", "--query", "--at", "--svg", "--known")
"""The options whose value may start with a dash."""
_WORD_COMMANDS = ("", "list", "show", "check", "stats", "axis", "changes")
"""The commands that take only words if there are no options."""
_FIELD = re.compile(r"[-(]*(?:[xX]\.)?[^\W\d][\w-]*!?:(?!//)")


class Args:
    """The parsed arguments. `command` is "" for the browser; `module` is the module of this package that runs it."""

    command: str
    module: str
    words: list[str]
    query: str = ""
    at: str = ""
    format: str = "text"
    idle: float | None = None
    limit: list[str]
    strict: bool = False
    notes: bool = False
    axis: bool = False
    spreadsheet: bool = False
    lanes: str = ""
    times: str = ""
    lang: str = ""
    known: str | None = None
    svg: str = ""
    shell: str

    def __init__(self) -> None:
        self.limit = []


def parse(argv: Sequence[str]) -> Args:
    """Parse arguments.

    Args:
        argv: The arguments, without the program name.

    Returns:
        The parsed arguments.

    Raises:
        SystemExit: argparse exits after --help and after errors.
    """
    name = argv[0] if argv and argv[0] in COMMANDS else ""
    words = list(argv[1:] if name else argv)
    if name in _WORD_COMMANDS and all(words) and not any(w.startswith("-") and w != "-" for w in words):
        # Without options, as usual, no parser is needed.
        args = Args()
        args.words = words
    else:
        args = _parse_options(name, words)
    args.command, args.module = name, COMMANDS[name].module
    return args


def _parse_options(name: str, argv: Sequence[str]) -> Args:
    """Parse the arguments of a command with argparse."""
    from timeline_tui.cli.argparse_builder import build

    parser = build(name)
    # `parse_args` rejects words on both sides of an option.
    args = parser.parse_intermixed_args(list(_shield(argv)), Args())
    args.words = [_unshield(word) for word in getattr(args, "words", ())]
    args.query, args.at, args.svg = _unshield(args.query), _unshield(args.at), _unshield(args.svg)
    if args.known is not None:
        args.known = _unshield(args.known)
    if "" in args.words or args.known == "":
        parser.error("an empty argument: is a variable of your shell not set?")
    return args


def _shield(argv: Sequence[str]) -> Iterator[str]:
    """Yield the words, with a NUL before those that argparse must not take for options."""
    literal = False
    before = ""
    for word in argv:
        if literal or before in _RAW_OPTIONS or (word.startswith("-") and _FIELD.match(word)):
            yield _SHIELD + word
            before = ""
        elif word == "--":
            literal = True
        else:
            yield word
            before = word


def _unshield(word: str) -> str:
    return word.removeprefix(_SHIELD)


def is_file(word: str) -> bool:
    """Return whether a word means a file or folder; see the module's docstring."""
    # A dangling link is a file, too: reading it reports what is wrong.
    if word == "-" or os.path.lexists(word):
        return True
    if _FIELD.match(word):
        return False
    return word.endswith(SUFFIXES) or os.sep in word


def files_and_query(args: Args) -> tuple[list[str], list[str]]:
    """Return the files, and the queries: the other words, joined, and the value of -q."""
    files = [word for word in args.words if is_file(word)]
    query = " ".join([word for word in args.words if not is_file(word)])
    return files, [text for text in (query, args.query) if text.strip()]


def files_only(words: Sequence[str]) -> list[str]:
    """Return the words, all of which must be files.

    Raises:
        UsageError: A word is not a file; the message names the first.
    """
    for word in words:
        if not is_file(word):
            from timeline_tui.suggest import nearest

            near = nearest(word, tuple(filter(None, COMMANDS)))
            hint = f"did you mean the command `{near}`?" if near else "write a query after -q"
            raise UsageError(f"{word}: no such file or folder ({hint})")
    return list(words)
