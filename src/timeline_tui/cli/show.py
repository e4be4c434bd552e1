"""`timeline show`: one event, whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from timeline_tui.cli import opening, output
from timeline_tui.cli.arguments import Asked, files_only
from timeline_tui.cli.cells import cells
from timeline_tui.cli.output import Refusal

if TYPE_CHECKING:
    from timeline_tui.dates.shown import Shown
    from timeline_tui.exchange.telling import Paragraph
    from timeline_tui.knowledge import Told
    from timeline_tui.model import Event
    from timeline_tui.store import Store, View

_WIDEST = 100
"""Cells of a line on a terminal: longer ones are hard to read."""


def run(asked: Asked) -> int:
    """Print the event with the id; 1 if there is none."""
    if not asked.words:
        raise Refusal("which event? timeline show [FILES] ID", "  the ids: timeline list [FILES] | cut -f2")
    *words, wanted = asked.words
    files = opening.or_default(files_only(words))
    whole = opening.open_store(files)
    found = whole.event(wanted)
    code = opening.tell_unread(whole)
    if found is None:
        raise Refusal(f"there is no event with the id `{wanted}`", _near(wanted, whole), code or 1)
    view = _as_known(asked.known, whole)
    store, day = view.store, view.day
    event = store.event(wanted)
    if event is None:
        raise Refusal(f"`{wanted}` was not known then", "  without --known all of it is shown", code or 1)
    shown = opening.clock(store, asked)
    if asked.format == "text":
        out = output.for_people()
        told = None
        if day is not None:
            from timeline_tui.knowledge import tell

            told = tell(found, day)
        out.write(_told(event, store, out, told, shown))
    else:
        out = output.for_programs()
        out.write(_json(event) if asked.format == "json" else _markdown(event, store))
    return code


def _as_known(day: str | None, store: Store) -> View:
    """All events as they were known on the day, which is said on standard error; as they are, without one."""
    if day is None:
        return store.view()
    from timeline_tui.query import quote

    return opening.ask(store, [f"known:{quote(day)}"])


def _near(wanted: str, store: Store) -> str:
    """What to do instead."""
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


def _json(event: Event) -> Iterator[str]:
    from timeline_tui.exchange.json_text import document
    from timeline_tui.exchange.record import event_record

    yield document(event_record(event))


def _markdown(event: Event, store: Store) -> Iterator[str]:
    from timeline_tui.exchange.markdown import event_document

    return event_document(store, event)


def _told(
    event: Event, store: Store, out: output.Output, told: Told | None, shown: Shown | None
) -> Iterator[str]:
    from timeline_tui.exchange.telling import tell

    width = min(out.width, _WIDEST)
    for paragraph in tell(event, store, ascii_only=out.ascii, told=told, shown=shown):
        for line in laid_out(paragraph, width):
            yield out.bold(line) if paragraph.heading else line


def laid_out(paragraph: Paragraph, width: int) -> Iterator[str]:
    """The lines of a paragraph, wrapped at `width` cells; 0: not at all."""
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
