"""`timeline schema`: print the JSON Schema of the format, for editors that complete and check TOML."""

from __future__ import annotations

from timeline_tui.cli import output
from timeline_tui.cli.arguments import Args
from timeline_tui.export.json_text import document
from timeline_tui.load.schema import json_schema


def run(args: Args) -> int:  # noqa: ARG001 - as every command
    """Print the schema."""
    output.for_programs().write([document(json_schema())])
    return 0
