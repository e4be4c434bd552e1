"""One document of an event: paragraphs of spans with roles, which the renderers lay out.

The sections in `timeline_tui.export.sections` decide what is said and in which order. There are three renderers:
`export.plain_text`, `export.markdown`, and `ui.styled_document` for the detail pane. A span is text on one line with
its hidden characters revealed, but not escaped: renderers of markup have to escape it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from msgspec import Struct

from timeline_tui.export import phrases, registry_facts
from timeline_tui.export.phrases import TextSigns
from timeline_tui.model import Actor, Citation, Event, Extra, Link, Location, Source
from timeline_tui.store import Store
from timeline_tui.text import clip, one_line

if TYPE_CHECKING:
    from timeline_tui.knowledge import EventAsOf

Role = Literal[
    "plain", "dim", "title", "heading", "date", "name", "sign", "quote", "for", "against", "contested"
]
"""What a span is, from which a renderer derives its style."""

TargetKind = Literal["actor", "location", "tag", "source", "event", "status", "media"]

MANY = 50
"""Maximum number of items of one kind in a brief document, before "+9,950 more"."""
SHORT = 36
"""Maximum length, in characters, of a source's title beside a quote or claim of a brief document."""

T = TypeVar("T")


class Target(NamedTuple):
    """Something in the text that the user can act on. `value` is an id, a tag, a status, or a medium's path or URL."""

    kind: TargetKind
    value: str


class Span(NamedTuple):
    """A run of text with one role; `url` is set if it is an address."""

    text: str
    role: Role = "plain"
    target: Target | None = None
    url: str = ""


class LongText(NamedTuple):
    """A text of several lines as the file has it, and what encloses it, such as quotation marks."""

    text: str
    role: Role = "plain"
    before: str = ""
    after: str = ""


class Paragraph(NamedTuple):
    """Spans on one line, followed by a long text if there is one.

    Attributes:
        spans: The text.
        level: 0 for the event, 1 for an item of a section, 2 for details of the item, and so on.
        hang: Additional indentation of wrapped lines, in cells.
        long: A long text, which begins on the same line.
        gap: Whether a blank line precedes it.
    """

    spans: Sequence[Span]
    level: int = 0
    hang: int = 2
    long: LongText | None = None
    gap: bool = False

    @property
    def text(self) -> str:
        """The text of the spans."""
        return "".join([span.text for span in self.spans])


class EventContext(Struct, frozen=True, gc=False):
    """An event, what its references resolve to, and how to write it.

    Attributes:
        event: The event; as of a day, what was known of it.
        store: Resolves references; as of a day, the store as of that day.
        links: The links to show: the store as of a day lacks those to events not known then.
        signs: The signs to write with.
        as_of: The event as of a day with the notes on its parts, or None.
        brief: Whether to limit lists and names to what fits a pane. Registry details are then in a section of their
            own, and the only source of an event is not named again below each quote and claim.
        previous: The previous event in a list; the time elapsed since it is included.
        zero: The event that times are counted from.
    """

    event: Event
    store: Store
    links: Sequence[Link]
    signs: TextSigns
    as_of: EventAsOf | None = None
    brief: bool = False
    previous: Event | None = None
    zero: Event | None = None

    def section(
        self,
        heading: str,
        items: Sequence[T],
        write: Callable[[EventContext, T], Iterator[Paragraph]],
        *,
        counted: bool = True,
    ) -> Iterator[Paragraph]:
        """Yield a heading and the paragraphs of each item; nothing if there are no items.

        Args:
            heading: The heading, followed by the number of items if there are several.
            items: The items. A brief document has the first `MANY`.
            write: Yields the paragraphs of an item.
            counted: Whether the heading has the number.
        """
        if not items:
            return
        count = f" {len(items):,}" if counted and len(items) > 1 else ""
        yield Paragraph((Span(heading, "heading"), Span(count, "dim")), hang=0, gap=True)
        for item in self.first(items):
            yield from write(self, item)
        yield from self.omitted(len(items))

    def first(self, items: Sequence[T]) -> Sequence[T]:
        """Return the items to show: in a brief document, the first `MANY`."""
        return items[:MANY] if self.brief else items

    def omitted(self, count: int, level: int = 1) -> Iterator[Paragraph]:
        """Yield how many of the items are not shown."""
        if self.brief and count > MANY:
            yield Paragraph((Span(f"+{count - MANY:,} more", "dim"),), level)

    def name(self, entry: Actor | Location | Source | None, *beside: str) -> list[Span]:
        """Return a name as a target, with what distinguishes it from others of the same name.

        Args:
            entry: The actor, location or source; None for an unknown actor.
            beside: Texts shown next to the name, which are not repeated.
        """
        if entry is None:
            return [Span(phrases.UNKNOWN, "dim")]
        kind = registry_facts.kind_of(entry)
        text = entry.title if isinstance(entry, Source) else entry.name
        url = text if isinstance(entry, Source) and text == entry.url else ""
        spans = [Span(one_line(text), "name", Target(kind, entry.id), url)]
        # The pane must not wait for an index over the registry.
        fact = self.store.distinctions(kind, at_once=self.brief).get(entry.id, "")
        if fact and fact not in beside:
            spans.append(Span(f" ({clip(one_line(fact), 100)})", "dim"))
        return spans

    def event_name(self, event: Event) -> list[Span]:
        """Return the title of another event as a target, with its date, and its id unless the document is brief."""
        tail = self.tail(self.signs.date(event.date, weekday=False), "" if self.brief else event.id)
        return [Span(one_line(event.title), "name", Target("event", event.id)), tail]

    def tail(self, *facts: str) -> Span:
        """Return the facts after a name, each after a dot; empty ones are left out."""
        return Span(self.signs.tail(*facts), "dim")

    def extra(self, *extras: Extra, level: int) -> Iterator[Paragraph]:
        """Yield a paragraph for each unknown key."""
        pairs = registry_facts.extra_pairs(*extras)
        for key, value in islice(pairs, MANY) if self.brief else pairs:
            yield Paragraph((Span(f"{key} ", "dim"), Span(value)), level)

    def as_of_notes(self, part: object, status: str, level: int) -> Iterator[Paragraph]:
        """Yield the notes on the event or a part of it that apply as of the day."""
        mark = None if self.as_of is None else self.as_of.marks.get(id(part))
        if mark is None:
            return
        from timeline_tui.export import as_of

        for note in as_of.notes(mark, status, self.signs, event=part is self.event):
            yield Paragraph((Span(note, "for" if note in (as_of.NEW, as_of.CITED) else "dim"),), level)

    def cited(self, citation: Citation | None, level: int) -> Iterator[Paragraph]:
        """Yield the source of a quote, claim or assessment."""
        if citation is None:
            return
        name = self.name(citation.source)
        facts = [citation.locator, phrases.grade(citation)]
        if self.brief:
            listed, target = self.event.sources, Target("source", citation.source.id)
            name = [Span(clip(one_line(citation.source.title), SHORT), "dim", target)]
            # With a single source, the section of sources names it; here the locator is enough.
            if len(listed) == 1 and listed[0].source is citation.source:
                facts = [phrases.credibility(citation)]
                if citation.locator:
                    name = [Span(one_line(citation.locator), "dim", target)]
                elif not facts[0] and not citation.note and not citation.extra:
                    return
        yield Paragraph((Span(phrases.SOURCE, "dim"), *name, self.tail(*facts)), level)
        yield from self.citation_note(citation, level + 1)
        yield from self.extra(citation.extra, level=level + 1)

    def citation_note(self, citation: Citation, level: int) -> Iterator[Paragraph]:
        """Yield the note of a citation."""
        if citation.note:
            yield Paragraph((Span(phrases.NOTE, "dim"),), level, long=LongText(citation.note))


def joined(names: Sequence[Sequence[Span]]) -> Iterator[Span]:
    """Yield the spans of several names, with commas between them."""
    for n, name in enumerate(names):
        if n:
            yield Span(", ", "dim")
        yield from name
