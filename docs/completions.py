"""Write what the completion scripts know of commands and fields: python docs/completions.py.

The scripts in `cli/completions/` are written by hand, but for the lines between two marks. Those are made here, from
the table of commands, the export formats and the fields of the query language.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from timeline_tui.cli.argparse_builder import build
from timeline_tui.cli.commands import COMMANDS, SHELLS
from timeline_tui.cli.completion import script
from timeline_tui.load.limits import Limits
from timeline_tui.query import FIELDS

SCRIPTS = Path(__file__).parent.parent / "src" / "timeline_tui" / "cli" / "completions"
BEGIN, END = "# begin: made by docs/completions.py\n", "# end\n"

NAMES = [name for name in COMMANDS if name]
LIMITS = [f"{name}=" for name in Limits._fields]


class Option(NamedTuple):
    """An option as a shell completes it: its spellings, its help, its value ("" for none) and the values' words."""

    flags: list[str]
    help: str
    value: str
    words: list[str]


def options(command: str) -> list[Option]:
    """Return the options of a command; its positional arguments have no flags."""
    return [_option(action) for action in build(command)._actions]


def _option(action: argparse.Action) -> Option:
    value = "" if action.nargs == 0 else str(action.metavar or action.dest)
    words = [str(choice) for choice in action.choices or ()]
    if value.startswith("{"):  # a metavar that lists choices, of which the parser accepts more
        words, value = [word for word in value.strip("{}").split(",") if ":" not in word], action.dest
    if value == "NAME=NUMBER":
        words = LIMITS
    return Option(list(action.option_strings), (action.help or "").split(";")[0], value, words)


def takes_query(command: str) -> bool:
    """Return whether words that are not files are the query."""
    return bool(command) and any("--query" in each.flags for each in options(command))


def _case(function: str, cases: dict[str, list[str]]) -> Iterator[str]:
    yield f"{function}() {{"
    yield "    case $1 in"
    for pattern, words in cases.items():
        yield f"        {pattern}) echo '{' '.join(words)}' ;;"
    yield "    esac"
    yield "}"


def bash() -> Iterator[str]:
    """Yield the lists and functions that `_timeline` looks into."""
    yield f"_timeline_commands='{' '.join(NAMES)}'"
    yield f"_timeline_fields='{' '.join(f'{name}:' for name in FIELDS)}'"
    every = {name: options(name) for name in COMMANDS}
    flags = {name: [flag for each in found for flag in each.flags] for name, found in every.items()}
    yield from _case("_timeline_options", {f"'{name}'": found for name, found in flags.items()})
    values = {
        f"'{name} {flag}'": each.words
        for name, found in every.items()
        for each in found
        for flag in each.flags or [""]
        if each.words and each.words is not LIMITS
    }
    values |= {f"{name}:": list(field.values) for name, field in FIELDS.items() if field.values}
    yield from _case("_timeline_values", values)


def _quoted(text: str, escaped: str = "") -> str:
    """Quote text for a shell, with a backslash before the `escaped` characters."""
    text = re.sub("([" + re.escape(escaped) + "])", r"\\\1", text) if escaped else text
    return "'" + text.replace("'", "'\\''") + "'"


def _zsh_argument(command: str, each: Option) -> str:
    """Return the specification of an argument for `_arguments`."""
    action = f"({' '.join(each.words)})" if each.words else _ZSH_ACTIONS.get(each.value, "")
    if not each.flags:
        words = "'*: :_timeline_words'" if takes_query(command) else "'*: :_timeline_files'"
        return f"'1:{each.value}:{action}'" if each.words else words
    value = f":{each.value.lower()}:{action}" if each.value else ""
    text = _quoted(f"[{each.help}]{value}")
    if len(each.flags) > 1:
        return f"'({' '.join(each.flags)})'{{{','.join(each.flags)}}}{text}"
    return f"{_quoted('*') if each.value == 'NAME=NUMBER' else ''}{each.flags[0]}{text}"


_ZSH_ACTIONS = {"QUERY": "_timeline_fields", "OUT": '_files -g "*.svg(-.)"'}


def zsh() -> Iterator[str]:
    """Yield the lists of commands and fields, and the arguments of each command."""
    for function, found in {
        "commands": {name: COMMANDS[name].summary for name in NAMES},
        "fields": {name: field.description for name, field in FIELDS.items()},
    }.items():
        yield f"_timeline_{function}_described=("
        yield from [f"    {_quoted(name + ':' + text)}" for name, text in found.items()]
        yield ")"
    yield "_timeline_arguments() {"
    yield "    case $1 in"
    for name in (*NAMES, ""):
        yield f"        {name or '*'}) _arguments \\"
        arguments = [_zsh_argument(name, each) for each in options(name)]
        yield from [f"            {text} \\" for text in arguments[:-1]]
        yield f"            {arguments[-1]} ;;"
    yield "    esac"
    yield "}"


def fish() -> Iterator[str]:
    """Yield a line per command, and one per argument of each command."""
    yield f"set -g __timeline_commands {' '.join(NAMES)}"
    yield f"set -g __timeline_fields {' '.join(FIELDS)}"
    for name in NAMES:
        text = _quoted(COMMANDS[name].summary)
        yield f"complete -c timeline -n __timeline_no_command -a {name} -d {text}"
    for name in COMMANDS:
        condition = f"-n '__fish_seen_subcommand_from {name}'" if name else "-n __timeline_no_command"
        for each in options(name):
            for words in _fish_argument(name, each):
                yield f"complete -c timeline {condition} {words}"


def _fish_argument(command: str, each: Option) -> Iterator[str]:
    if not each.flags:
        yield f"-a '{' '.join(each.words)}'" if each.words else "-a '(__timeline_files)'"
        if takes_query(command):
            yield "-a '(__timeline_fields)'"
        return
    flags = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in each.flags)
    words = "(__timeline_fields)" if each.value == "QUERY" else " ".join(each.words)
    value = " -r" if each.value == "OUT" else " -x" if each.value else ""
    yield f"{flags}{value}{f' -a {_quoted(words)}' if words else ''} -d {_quoted(each.help)}"


SHELL_LINES: dict[str, Callable[[], Iterator[str]]] = {"bash": bash, "zsh": zsh, "fish": fish}


def made(shell: str) -> str:
    """Return the script of a shell with the lines between the marks made anew."""
    before, rest = script(shell).split(BEGIN)
    lines = "".join([line + "\n" for line in SHELL_LINES[shell]()])
    return f"{before}{BEGIN}{lines}{END}{rest.split(END, 1)[1]}"


if __name__ == "__main__":
    for shell in SHELLS:
        (SCRIPTS / f"timeline.{shell}").write_text(made(shell), encoding="utf-8")
