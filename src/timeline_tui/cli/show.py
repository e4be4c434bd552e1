"""`timeline show`: print whole events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from timeline_tui import export
from timeline_tui.cli import inputs, output, queries
from timeline_tui.cli.arguments import Args, is_file
from timeline_tui.cli.cell_width import cells
from timeline_tui.cli.output import UsageError
from timeline_tui.cli.selection import in_language, requested_clock
from timeline_tui.dates.shown import Shown, Times
from timeline_tui.export.plain_text import PlainParagraph, plain_paragraphs
from timeline_tui.model import Event
from timeline_tui.store import Store, View
from timeline_tui.store.clocks import fitted
from timeline_tui.suggest import nearest
from timeline_tui.text import fold, one_line

if TYPE_CHECKING:
    from timeline_tui.knowledge import EventAsOf

_MAX_WIDTH = 100
"""Longest line on a terminal, in cells; longer ones are hard to read."""
_LIST_IDS = "  the ids: timeline list [FILES] | cut -f2"


def run(args: Args) -> int:
    """Print the events with these ids; return 2 if a file could not be read.

    Raises:
        UsageError: An event does not exist or was not known on the day; its exit code is 1 if all files were read.
    """
    files, ids = _files_and_ids(args.words)
    whole = in_language(inputs.open_store(inputs.files_or_default(files)), args)
    code = inputs.report_unread(whole)
    for wanted in ids:
        if whole.event(wanted) is None:
            # One of several words may have been meant as a file.
            what = "no such file or event id" if len(ids) > 1 else "no such event id"
            raise UsageError(f"`{wanted}`: {what}", _near(wanted, whole), code or 1)
    view = _view_as_of(args.known, whole)
    events = [event for event in map(view.store.event, ids) if event is not None]
    if len(events) < len(ids):
        wanted = next(wanted for wanted in ids if view.store.event(wanted) is None)
        hint = "  without --known all of it is shown"
        raise UsageError(f"`{wanted}` was not known on that day", hint, code or 1)
    clock = requested_clock(view.store, args) or Shown(Times.ZONE, view.store.zone)
    if args.format == "text":
        out = output.for_people()
        out.write(_text(events, view, out, fitted(view.store, clock)))
    else:
        output.for_programs().write(export.write(args.format, view.store, events, full=True))
    return code


def _files_and_ids(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split words into files and ids: the last is an id, unless it is a file and another word is an id."""
    if not words:
        raise UsageError("which event? timeline show [FILES] ID", _LIST_IDS)
    ids = [word for word in words[:-1] if not is_file(word)]
    files = [word for word in words[:-1] if is_file(word)]
    (files if ids and is_file(words[-1]) else ids).append(words[-1])
    return files, list(dict.fromkeys(ids))


def _view_as_of(day: str | None, store: Store) -> View:
    """Return all events as of a day, which is named on standard error; with None, everything known."""
    if day is None:
        return store.view()
    from timeline_tui.query import quote

    return queries.matching(store, [f"known:{quote(day)}"])


def _near(wanted: str, store: Store) -> str:
    """Return a hint for an unknown id."""
    ids = tuple(store.ids)
    if not ids:
        return "  there are no events at all"
    folded = fold(wanted)
    inside = [key for key in ids if folded in fold(key)][:5] if folded else []
    near = nearest(wanted, ids)
    found = list(dict.fromkeys([*([near] if near else []), *inside]))
    return f"  did you mean {' or '.join(map(one_line, found))}?" if found else _LIST_IDS


def _text(events: Sequence[Event], view: View, out: output.StandardOutput, clock: Shown) -> Iterator[str]:
    """Yield the lines of events for people, with an empty line between two events."""
    width = min(out.width, _MAX_WIDTH)
    for n, event in enumerate(events):
        if n:
            yield ""
        as_of = _event_as_of(event, view)
        for paragraph in plain_paragraphs(event, view.store, ascii_only=out.ascii, as_of=as_of, clock=clock):
            for line in laid_out(paragraph, width):
                yield out.bold(line) if paragraph.heading else line


def _event_as_of(event: Event, view: View) -> EventAsOf | None:
    """Return an event as of the day of the view, None if the view has no day."""
    whole = view.store.whole.event(event.id)
    if view.day is None or whole is None:
        return None
    from timeline_tui.knowledge import annotate

    return annotate(whole, view.day)


def laid_out(paragraph: PlainParagraph, width: int) -> Iterator[str]:
    """Yield the lines of a paragraph, wrapped to `width` cells; 0 for no wrapping."""
    indent = " " * paragraph.indent
    for line in paragraph.text.split("\n"):
        if not width or cells(line) + paragraph.indent <= width:
            yield (indent + line).rstrip()
            continue
        begun = ""
        for word in line.split(" "):
            if begun and cells(begun) + 1 + cells(word) + len(indent) > width:
                yield indent + begun
                begun = word
                indent = " " * (paragraph.indent + paragraph.hang)
            else:
                begun = f"{begun} {word}" if begun else word
        yield indent + begun
        indent = " " * paragraph.indent
