"""`timeline axis`: when the events that match are, and with whom, as text or as a picture."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from timeline_tui.cli import opening, output
from timeline_tui.cli.arguments import Asked, files_and_query
from timeline_tui.secure import Feature, allowed, refusal


def run(asked: Asked) -> int:
    """Print or write it; 2 if a file could not be read or written."""
    if asked.svg not in ("", "-") and not allowed(Feature.WRITING):
        raise output.Refusal(f"{refusal(Feature.WRITING)}: --svg - is standard output")
    files, queries = files_and_query(asked)
    files = opening.or_default(files)
    store = opening.open_store(files, words=bool(queries))
    view = opening.ask(store, queries)
    lanes = asked.lanes or "actor"
    from timeline_tui.cli.stats import summary

    if asked.svg:
        from timeline_tui.exchange.picture import picture

        about = summary(view, output.for_programs())
        lines = picture(view, lanes, store.chronology.title, about, " ".join(queries))
        if asked.svg == "-":
            output.for_programs().write(lines)
        else:
            _write(asked.svg, lines, store.chronology.paths)
    else:
        from timeline_tui.cli.drawing import draw

        out = output.for_people()
        drawn = list(draw(view, out, lanes))
        out.write([out.bold(summary(view, out)), *([""] if drawn else []), *drawn])
        out.stream.flush()
    return opening.tell_problems(store, files)


def _write(path: str, lines: Iterable[str], read: Iterable[str]) -> None:
    """Write a file, or over one; Refusal where there is something else, or a chronology, such as those `read`."""
    same = Path(path).exists() and any(Path(each).exists() and Path(path).samefile(each) for each in read)
    if same or Path(os.path.realpath(path)).suffix.lower() == ".toml":
        raise output.Refusal(f"{path}: no chronology is written over: name a file that ends in .svg")
    data = "".join([line + "\n" for line in lines]).encode()  # all of it, before what is there is touched
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NONBLOCK | os.O_CLOEXEC, 0o666)
        with os.fdopen(file, "wb") as stream:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise output.Refusal(f"{path}: this is no regular file: --svg - is standard output")
            os.ftruncate(file, 0)
            stream.write(data)
    except OSError as error:
        raise output.Refusal(f"{path}: this cannot be written: {error.strerror or error}") from None
