"""`timeline completion`: print a shell script that completes commands, options, files and query fields."""

from __future__ import annotations

from importlib.resources import files

from timeline_tui.cli import output
from timeline_tui.cli.arguments import Args


def run(args: Args) -> int:
    """Print the script for the shell."""
    output.for_programs().write([script(args.shell).rstrip("\n")])
    return 0


def script(shell: str) -> str:
    """Return the script for one of `commands.SHELLS`."""
    return files("timeline_tui.cli").joinpath("completions", f"timeline.{shell}").read_text(encoding="utf-8")
