"""Standard output and standard error: their capabilities, and the one function for messages.

Text for people has passed `reveal` before it arrives here. Formats for programs are UTF-8 in any locale. So is all
output to a file or pipe in the C locale, for which Python uses UTF-8 too (PEP 538, PEP 540). Characters that an
encoding lacks are written as escapes, never as errors.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from typing import NamedTuple, TextIO

from timeline_tui.text import one_line, reveal


class UsageError(Exception):
    """The command cannot run: a message for standard error, lines to show below it, and the exit code."""

    def __init__(self, message: str, detail: str = "", code: int = 2) -> None:
        super().__init__(message)
        self.detail = detail
        self.code = code


class StandardOutput(NamedTuple):
    """Standard output. `width` is in cells, 0 for unlimited: only a terminal truncates lines."""

    stream: TextIO
    terminal: bool
    width: int
    colour: bool
    ascii: bool

    def write(self, lines: Iterable[str]) -> None:
        """Write lines, adding their line breaks."""
        for line in lines:
            self.stream.write(line + "\n")

    @property
    def ellipsis(self) -> str:
        """The sign for text that is left out."""
        return "..." if self.ascii else "…"

    def quoted(self, text: str) -> str:
        """Return the text in quotation marks."""
        return f'"{text}"' if self.ascii else f"“{text}”"

    def bold(self, text: str) -> str:
        """Return the text in bold, if colours are used."""
        return self._styled(text, 1)

    def dim(self, text: str) -> str:
        """Return the text dimmed, if colours are used."""
        return self._styled(text, 2)

    def underlined(self, text: str) -> str:
        """Return the text underlined, if colours are used."""
        return self._styled(text, 4)

    def _styled(self, text: str, code: int) -> str:
        # Select graphic rendition (SGR, ECMA-48 8.3.117)
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def for_people() -> StandardOutput:
    """Return standard output for people, in the encoding of their locale."""
    from timeline_tui.ui.glyphs import for_locale

    stream = _stream(None)
    terminal = stream.isatty()
    width = 0
    if terminal:
        import shutil

        # A terminal may report any size, and an axis fills it.
        width = max(20, min(shutil.get_terminal_size().columns, 500))
    # NO_COLOR counts unless it is empty (https://no-color.org).
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") not in ("", "dumb")
    return StandardOutput(stream, terminal, width, colour, for_locale(terminal=terminal).ascii)


def for_programs() -> StandardOutput:
    """Return standard output for a format that is UTF-8 by definition."""
    stream = _stream("utf-8")
    return StandardOutput(stream, stream.isatty(), 0, False, False)


def _stream(encoding: str | None) -> TextIO:
    stream = sys.stdout
    # Started with standard output closed.
    if stream is None:
        raise UsageError("standard output is closed")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding or _for_terminal(stream), errors="backslashreplace")
    return stream


def _for_terminal(stream: TextIO) -> str | None:
    """Return the encoding of a terminal; None for a file or a pipe, whose own encoding is kept."""
    if not stream.isatty():
        return None
    from timeline_tui.ui.glyphs import terminal_encoding

    return terminal_encoding(stream)


def say(message: str, detail: str = "") -> None:
    """Print a message to standard error, with the lines of `detail` below it; both may contain text from files."""
    if sys.stderr is None:
        return
    lines = [f"timeline: {one_line(message)}", *([reveal(detail, lines=True)] if detail else [])]
    try:
        if isinstance(sys.stderr, io.TextIOWrapper):
            sys.stderr.reconfigure(encoding=_for_terminal(sys.stderr), errors="backslashreplace")
        sys.stderr.write("\n".join(lines) + "\n")
        sys.stderr.flush()
    except OSError:
        # Standard error is gone.
        pass


def count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 event", "1,200 events"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
