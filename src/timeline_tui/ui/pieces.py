"""The building blocks of an event's description: paragraphs, and the targets in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from rich.style import Style
from rich.text import Text

from timeline_tui.export import phrases
from timeline_tui.model import Actor, Event
from timeline_tui.store import Store
from timeline_tui.text import clip, one_line
from timeline_tui.ui import styles
from timeline_tui.ui.glyphs import Glyphs
from timeline_tui.ui.long_text import LONG, Paragraph

if TYPE_CHECKING:
    from timeline_tui.knowledge import EventAsOf, KnowledgeDay

MANY = 50
"""Maximum number of items of one kind (actors, quotes, ...) that are listed before "+9,950 more"."""

TargetKind = Literal["actor", "location", "tag", "source", "event", "status", "media"]

T = TypeVar("T")


class Target(NamedTuple):
    """Something in the text that the user can act on. `value` is an id, a tag, a status, or a medium's path or URL."""

    kind: TargetKind
    value: str


class Description(NamedTuple):
    """The description of an event. Text whose style has the meta `target` refers to `targets[meta["target"]]`."""

    paragraphs: tuple[Paragraph, ...]
    targets: tuple[Target, ...]


class Pieces:
    """Collects the paragraphs and targets of one event. Base class of the detail builder."""

    def __init__(
        self,
        event: Event,
        store: Store,
        glyphs: Glyphs,
        day: KnowledgeDay | None,
        others: tuple[Event | None, Event | None],
    ) -> None:
        self.told = None if day is None else _event_as_of(event, store, day)
        self.event = event if self.told is None else self.told.event
        self.before, self.zero = others
        # Not those of the event as of the day: the store has removed links to events not known on the day.
        self.links = event.links
        self.store = store
        self.signs = glyphs.signs
        self.contested = glyphs.contested
        self.paragraphs: list[Paragraph] = []
        self.targets: list[Target] = []
        self._claim_group: object = None

    def _add(self, *pieces: tuple[str, Style] | Text, indent: int = 0, hang: int = 0) -> None:
        self.paragraphs.append(Paragraph(text_of(*pieces), indent, hang))

    def _gap(self) -> None:
        self.paragraphs.append(Paragraph(Text("")))

    def _target(self, shown: str, style: Style, target: Target, longest: int = 300) -> Text:
        meta = Style(meta={"target": len(self.targets)})
        self.targets.append(target)
        return Text(clip(one_line(shown), longest), style + meta)

    def _actor(self, actor: Actor | None, *, titled: bool = False) -> Text:
        """Return an actor's name as a target, with what tells it from namesakes unless that is the title and shown."""
        if actor is None:
            return Text(phrases.SOMEBODY, styles.DIM)
        shown = self._target(actor.name, styles.NAME, Target("actor", actor.id))
        return self._disambiguated(shown, "actor", actor.id, actor.title if titled else "")

    def _disambiguated(self, shown: Text, kind: str, id_: str, known: str = "") -> Text:
        fact = self.store.distinctions(kind, at_once=True).get(id_, known)
        return shown if fact == known else shown.append(f" ({clip(one_line(fact), 100)})", styles.DIM)

    def _joined(self, things: Sequence[Text]) -> list[tuple[str, Style] | Text]:
        """Join texts with commas."""
        pieces: list[tuple[str, Style] | Text] = []
        for thing in things:
            pieces += [(", ", styles.DIM)] * bool(pieces) + [thing]
        return pieces

    def _section(self, heading: str, items: Sequence[T], tell: Callable[[T], None]) -> None:
        if not items:
            return
        self._gap()
        count = f" {len(items):,}" if len(items) > 1 else ""
        self._add((heading, styles.HEADING), (count, styles.DIM))
        for item in items[:MANY]:
            tell(item)
        if len(items) > MANY:
            self._add((f"+{len(items) - MANY:,} more", styles.DIM), indent=2)

    def _notes(self, thing: object, status: str, indent: int) -> None:
        """Add the notes on a part of the event that apply as of the day."""
        mark = None if self.told is None else self.told.marks.get(id(thing))
        if mark is None:
            return
        from timeline_tui.export import as_of

        for note in as_of.notes(mark, status, self.signs, event=indent == 0):
            self._add(
                (note, styles.FOR if note in (as_of.NEW, as_of.CITED) else styles.DIM),
                indent=indent,
                hang=2,
            )

    def _later_note(self) -> None:
        if self.told is None:
            return
        from timeline_tui.export import as_of

        said = as_of.later(self.told)
        if said:
            self._gap()
            self._add((f"{said}; @ shows all", styles.DIM), hang=2)

    def _tail(self, *facts: str) -> str:
        """Join the facts after a name. The result is clipped, because facts from the file can be of any length."""
        return clip(self.signs.tail(*facts), 1000)


def text_of(*pieces: tuple[str, Style] | Text) -> Text:
    """Concatenate pieces of text."""
    text = Text(no_wrap=False)
    for piece in pieces:
        if isinstance(piece, Text):
            text.append_text(piece)
        else:
            text.append(clip(piece[0], LONG), piece[1])
    return text


def _event_as_of(event: Event, store: Store, day: KnowledgeDay) -> EventAsOf | None:
    """Return the event as of the day, derived from the complete event."""
    from timeline_tui.knowledge import annotate

    whole = store.whole.event(event.id)
    return None if whole is None else annotate(whole, day)
