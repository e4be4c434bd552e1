"""`timeline axis`: draw the axis and lanes of the matching events as text or SVG."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from timeline_tui.cli import output
from timeline_tui.cli.arguments import Args
from timeline_tui.cli.selection import select
from timeline_tui.cli.stats import summary
from timeline_tui.cli.text_axis import draw
from timeline_tui.file_types import SUFFIXES
from timeline_tui.secure import Feature, allowed, refusal

_HEADER_SIZE = 1000
"""Bytes to inspect of a file before overwriting it."""
_SVG_STARTS = (b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")
"""What an SVG file starts with; no chronology does."""


def run(args: Args) -> int:
    """Print or write the axis; return 2 if a file could not be read."""
    if args.svg not in ("", "-") and not allowed(Feature.WRITING):
        raise output.UsageError(f"{refusal(Feature.WRITING)}: for standard output write --svg -")
    selected = select(args)
    view = selected.view
    lanes = args.lanes or "actor"
    out = output.for_programs() if args.svg else output.for_people()
    if args.svg:
        from timeline_tui.export.svg_timeline import picture

        about = summary(view, out)
        lines = picture(view, lanes, selected.store.chronology.title, about, " ".join(selected.queries))
        if args.svg == "-":
            out.write(lines)
        else:
            _write_svg(args.svg, lines)
    else:
        drawn = list(draw(view, out, lanes))
        out.write([out.bold(summary(view, out)), *([""] if drawn else []), *drawn])
    return selected.finish(out)


def _write_svg(path: str, lines: Iterable[str]) -> None:
    """Write an SVG to a new file, or over an existing SVG.

    Any other file is left alone. The content is checked, not only the name: a hard link to a chronology looks like
    any other file.

    Args:
        path: The file.
        lines: The SVG.

    Raises:
        UsageError: The file is something else, or cannot be written.
    """
    # Of the real path, because a link to a chronology may have any name.
    suffix = Path(os.path.realpath(path)).suffix.lower()
    if suffix in SUFFIXES:
        raise output.UsageError(
            f"{path}: a picture is not written to a {suffix} file: name one that ends in .svg"
        )
    # Complete before the old content is touched.
    data = "".join([line + "\n" for line in lines]).encode()
    try:
        # Without O_TRUNC, to check the old content first. O_NONBLOCK: a FIFO must not block. The umask applies to the
        # mode, as with a redirection.
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NONBLOCK | os.O_CLOEXEC, 0o666)
        with os.fdopen(file, "r+b") as stream:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise output.UsageError(f"{path}: not a regular file: for standard output write --svg -")
            begins = stream.read(_HEADER_SIZE).lstrip()
            if begins and not begins.startswith(_SVG_STARTS):
                hint = "  delete it first, or name another file"
                raise output.UsageError(f"{path}: not an SVG picture; not overwritten", hint)
            stream.seek(0)
            stream.truncate()
            stream.write(data)
    except OSError as error:
        raise output.UsageError(f"{path}: write error: {error.strerror or error}") from None
