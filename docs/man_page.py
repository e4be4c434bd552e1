"""Write `docs/timeline.1` from the table of commands that `--help` is made of: python docs/man_page.py."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from timeline_tui import __version__
from timeline_tui.cli.argparse_builder import build
from timeline_tui.cli.commands import COMMANDS

PAGE = Path(__file__).with_name("timeline.1")

CLI = Path(__file__).with_name("cli.md")


def rows(heading: str) -> Iterator[tuple[str, str]]:
    """The rows of the table below a heading of docs/cli.md, as plain text."""
    text = CLI.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    for row in re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)[1:]:
        if not row[0].startswith("---"):
            yield row[0].replace("`", ""), row[1].replace("`", "")


def escaped(text: str) -> str:
    """Escape text for roff: backslashes, dashes that are typed, and control characters at a line's start."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The arguments of a parser as tagged paragraphs."""
    for action in parser._actions:
        if action.help == argparse.SUPPRESS or "--help" in action.option_strings:
            continue
        value = action.metavar or ("{" + ",".join(map(str, action.choices)) + "}" if action.choices else "")
        names = ", ".join(rf"\fB{escaped(name)}\fR" for name in action.option_strings)
        yield ".TP"
        yield " ".join(part for part in (names, rf"\fI{escaped(str(value))}\fR" if value else "") if part)
        yield escaped((action.help or "").replace("%%", "%"))


def _example(text: str) -> Iterator[str]:
    yield from (".PP", ".EX", escaped(text), ".EE")


def lines() -> Iterator[str]:
    """The page, line by line (roff with man macros; man-pages(7) names the sections and their order)."""
    browser = COMMANDS[""]
    yield f'.TH TIMELINE 1 "" "timeline {__version__}" "User Commands"'
    yield from (".SH NAME", escaped(f"timeline - {browser.summary}"))
    yield ".SH SYNOPSIS"
    yield from (
        ".nf",
        *(escaped(line.strip()) for c in COMMANDS.values() for line in _joined(c.usage)),
        ".fi",
    )
    yield from (
        ".SH DESCRIPTION",
        "Without a command,",
        r".B timeline",
        "opens the browser; ? lists its keys.",
    )
    yield from (".SH OPTIONS", *_options(build("")))
    yield ".SH COMMANDS"
    for name, command in COMMANDS.items():
        if name:
            yield from (
                f".SS {escaped(name)}",
                escaped(command.summary[0].upper() + command.summary[1:] + "."),
            )
            yield from _options(build(name))
            yield from _example(command.examples)
    yield from (".SH ENVIRONMENT", *_tagged(rows("Environment")))
    yield from (".SH EXIT STATUS", *_tagged(rows("Exit codes")))
    yield from (".SH EXAMPLES", *_example(browser.examples))


def _joined(usage: str) -> list[str]:
    """The usages of a command, each on a line."""
    return re.sub(r"\n\s+(?![\s]|timeline)", " ", usage).splitlines()


def _tagged(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, text in pairs:
        yield from (".TP", rf"\fB{escaped(name)}\fR", escaped(text))


def page() -> str:
    """The whole page."""
    return "\n".join(lines()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
