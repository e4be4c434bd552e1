"""Build the argparse parser of a command from the table in `commands`."""

from __future__ import annotations

import argparse
from typing import NoReturn

from timeline_tui.cli.commands import COMMANDS


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors say how to get help."""

    def error(self, message: str) -> NoReturn:
        """Print the error and the usage, and exit with 2."""
        from timeline_tui.text import reveal

        hint = ""
        if message.startswith("unrecognized arguments: -"):
            hint = f" (see {self.prog} --help; a query that begins with a dash goes after -q or after --)"
        # The message quotes arguments, and these may contain control characters.
        self.exit(2, f"{self.format_usage()}{self.prog}: {reveal(message)}{hint}\n")


def build(name: str) -> Parser:
    """Return the parser of a command; "" is the browser."""
    command = COMMANDS[name]
    epilog = f"examples:\n{command.examples}"
    if not name:
        listed = [f"  {key:<11} {other.summary}" for key, other in COMMANDS.items() if key]
        own = "A command's own help: timeline COMMAND --help"
        epilog = "\n".join(["commands:", *listed, "", epilog, "", own])
    parser = Parser(
        prog=f"timeline {name}".strip(),
        usage=command.usage,
        description=command.summary[0].upper() + command.summary[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        # An abbreviation in a script would break when an option with the same beginning is added.
        allow_abbrev=False,
    )
    for option in command.options():
        parser.add_argument(*option.names, **option.settings)
    return parser
