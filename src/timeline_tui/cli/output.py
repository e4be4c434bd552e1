"""Standard output and standard error: what they can show, and the one way out for what is wrong.

Everything for people goes through `reveal` before it gets here. Formats for programs are UTF-8 whatever the
locale says. So is everything that goes to a file or a pipe, where Python takes UTF-8 for the C locale. What an encoding
cannot hold is written as an escape, never as a crash.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from typing import NamedTuple, TextIO

from timeline_tui.text import one_line, reveal


class UsageError(Exception):
    """The command cannot be done: a message for standard error, lines to show below it, and the exit code."""

    def __init__(self, message: str, detail: str = "", code: int = 2) -> None:
        super().__init__(message)
        self.detail = detail
        self.code = code


class StandardOutput(NamedTuple):
    """Standard output. `width` in cells, 0 for no limit: where it is no terminal, nothing is cut."""

    stream: TextIO
    terminal: bool
    width: int
    colour: bool
    ascii: bool

    def write(self, lines: Iterable[str]) -> None:
        """Write lines, each of them ended."""
        for line in lines:
            self.stream.write(line + "\n")

    def dim(self, text: str) -> str:
        """The text, less prominent where there is colour."""
        return f"\x1b[2m{text}\x1b[0m" if self.colour and text else text

    def quoted(self, text: str) -> str:
        """The text in quotation marks."""
        return f'"{text}"' if self.ascii else f"“{text}”"

    def underlined(self, text: str) -> str:
        """The text, underlined where there is colour."""
        return f"\x1b[4m{text}\x1b[0m" if self.colour and text else text

    def bold(self, text: str) -> str:
        """The text, more prominent where there is colour."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour and text else text


def for_people() -> StandardOutput:
    """Standard output for text that people read, in their locale."""
    from timeline_tui.ui.glyphs import for_locale

    stream = _stream(None)
    terminal = stream.isatty()
    width = 0
    if terminal:
        import shutil

        width = max(20, min(shutil.get_terminal_size().columns, 500))
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") not in ("", "dumb")
    return StandardOutput(stream, terminal, width, colour, for_locale(terminal=terminal).ascii)


def for_programs() -> StandardOutput:
    """Standard output for a format that is UTF-8 by its own rules."""
    stream = _stream("utf-8")
    return StandardOutput(stream, stream.isatty(), 0, False, False)


def _stream(encoding: str | None) -> TextIO:
    stream = sys.stdout
    if stream is None:  # started with its output closed
        raise UsageError("standard output is closed")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding or _for_terminal(stream), errors="backslashreplace")
    return stream


def _for_terminal(stream: TextIO) -> str | None:
    """The character set of a terminal; None elsewhere, for that of the stream: a file or a pipe takes whole names."""
    if not stream.isatty():
        return None
    from timeline_tui.ui.glyphs import terminal_encoding

    return terminal_encoding(stream)


def say(message: str, detail: str = "") -> None:
    """A line on standard error, and the lines of `detail` below it; both may hold text from files."""
    if sys.stderr is None:
        return
    lines = [f"timeline: {one_line(message)}", *([reveal(detail, lines=True)] if detail else [])]
    try:
        if isinstance(sys.stderr, io.TextIOWrapper):
            sys.stderr.reconfigure(encoding=_for_terminal(sys.stderr), errors="backslashreplace")
        sys.stderr.write("\n".join(lines) + "\n")
        sys.stderr.flush()
    except OSError:
        pass  # nobody is listening


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 event", "1,200 events"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
