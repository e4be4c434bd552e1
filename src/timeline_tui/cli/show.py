"""`timeline show`: print whole events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from timeline_tui.cli import inputs, output
from timeline_tui.cli.arguments import Args, is_file
from timeline_tui.cli.cell_width import cells
from timeline_tui.cli.output import UsageError

if TYPE_CHECKING:
    from timeline_tui.dates.shown import Shown
    from timeline_tui.export.plain_text import PlainParagraph
    from timeline_tui.knowledge import EventAsOf
    from timeline_tui.model import Event
    from timeline_tui.store import Store, View

_MAX_WIDTH = 100
"""Longest line on a terminal, in cells; longer ones are hard to read."""


def run(args: Args) -> int:
    """Print the events with these ids; return 2 if a file could not be read.

    Raises:
        UsageError: There is no such event, or it was not known on the day; its exit code is 1 if all files were read.
    """
    from timeline_tui.dates.shown import Shown, Times

    files, ids = _files_and_ids(args.words)
    whole = inputs.in_language(inputs.open_store(inputs.or_default(files)), args)
    code = inputs.tell_unread(whole)
    for wanted in ids:
        if whole.event(wanted) is None:
            what = f"`{wanted}` is no file, and no event has this id" if len(ids) > 1 else ""
            message = what or f"there is no event with the id `{wanted}`"
            raise UsageError(message, _near(wanted, whole), code or 1)
    view = _view_as_of(args.known, whole)
    events = []
    for wanted in ids:
        event = view.store.event(wanted)
        if event is None:
            raise UsageError(
                f"`{wanted}` was not known then", "  without --known all of it is shown", code or 1
            )
        events.append(event)
    shown = inputs.clock(view.store, args) or Shown(Times.ZONE, inputs.zone_of(view.store))
    out = output.for_people() if args.format == "text" else output.for_programs()
    if args.format == "json":
        out.write(_json(events))
        return code
    for n, event in enumerate(events):
        out.write([""] * (n > 0))
        if args.format == "text":
            out.write(_text(event, view.store, out, _event_as_of(whole, event, view), shown))
        else:
            out.write(_markdown(event, view.store))
    return code


def _files_and_ids(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split words into files and ids: the last is an id, unless it is a file and another word is an id."""
    if not words:
        raise UsageError(
            "which event? timeline show [FILES] ID", "  the ids: timeline list [FILES] | cut -f2"
        )
    ids = [word for word in words[:-1] if not is_file(word)]
    files = [word for word in words[:-1] if is_file(word)]
    (files if ids and is_file(words[-1]) else ids).append(words[-1])
    return files, list(dict.fromkeys(ids))


def _event_as_of(whole: Store, event: Event, view: View) -> EventAsOf | None:
    """Return an event as of the day of the view, None if the view has no day."""
    found = whole.event(event.id)
    if view.day is None or found is None:
        return None
    from timeline_tui.knowledge import annotate

    return annotate(found, view.day)


def _view_as_of(day: str | None, store: Store) -> View:
    """Return all events as of a day, which is named on standard error; with None, everything known."""
    if day is None:
        return store.view()
    from timeline_tui.query import quote

    return inputs.ask(store, [f"known:{quote(day)}"])


def _near(wanted: str, store: Store) -> str:
    """Return a hint for an unknown id."""
    from timeline_tui.suggest import nearest
    from timeline_tui.text import fold, one_line

    ids = tuple(store.ids)
    if not ids:
        return "  there are no events at all"
    folded = fold(wanted)
    inside = [key for key in ids if folded in fold(key)][:5] if folded else []
    near = nearest(wanted, ids)
    found = list(dict.fromkeys([*([near] if near else []), *inside]))
    if not found:
        return "  the ids: timeline list [FILES] | cut -f2"
    return f"  did you mean {' or '.join([one_line(key) for key in found])}?"


def _json(events: Sequence[Event]) -> Iterator[str]:
    from timeline_tui.export.json_text import document
    from timeline_tui.export.record import event_record

    records = [event_record(event) for event in events]
    yield document(records[0] if len(records) == 1 else records)


def _markdown(event: Event, store: Store) -> Iterator[str]:
    from timeline_tui.export.markdown import event_document

    return event_document(store, event)


def _text(
    event: Event, store: Store, out: output.StandardOutput, as_of: EventAsOf | None, clock: Shown
) -> Iterator[str]:
    """Yield the lines of an event for people."""
    from timeline_tui.export.plain_text import plain_paragraphs
    from timeline_tui.store.clocks import fitted

    clock = fitted(store, clock)
    width = min(out.width, _MAX_WIDTH)
    for paragraph in plain_paragraphs(event, store, ascii_only=out.ascii, as_of=as_of, clock=clock):
        for line in laid_out(paragraph, width):
            yield out.bold(line) if paragraph.heading else line


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
