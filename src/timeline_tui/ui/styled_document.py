"""Render the document of an event for the detail pane: styled paragraphs, and the targets that can be acted on.

No widget and no width: `wrapping` fits the paragraphs to the pane. Text from files is only ever appended, never parsed
as markup, and clipped where its length is the file's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from rich.text import Text

from timeline_tui import prose
from timeline_tui.export.document import EventContext, LongText, Paragraph, Role, Span, Target
from timeline_tui.export.phrases import web_address
from timeline_tui.export.sections import document
from timeline_tui.model import Event
from timeline_tui.prose import ProseBlock, TextRun
from timeline_tui.secure import Feature, allowed
from timeline_tui.store import Store
from timeline_tui.text import clip
from timeline_tui.ui import styles
from timeline_tui.ui.glyphs import Glyphs

if TYPE_CHECKING:
    from timeline_tui.knowledge import EventAsOf, KnowledgeDay

LONG = 20_000
"""Maximum number of characters of a text that are shown."""
LINES = 400
"""Maximum number of lines of a text that are shown."""
_LONGEST_NAME, _LONGEST_SPAN = 300, 2_000
"""Maximum number of characters of a target and of any other text on one line, except addresses."""

_STYLES: dict[Role, Style] = {
    "plain": styles.PLAIN, "dim": styles.DIM, "title": styles.TITLE, "heading": styles.HEADING, "date": styles.DATE,
    "name": styles.NAME, "sign": styles.SIGN, "quote": styles.QUOTE, "for": styles.FOR, "against": styles.AGAINST,
    "contested": styles.CONTESTED,
}  # fmt: skip


class StyledParagraph(NamedTuple):
    """A paragraph, indented by `indent` cells, and its continuation lines by `hang` more."""

    text: Text
    indent: int = 0
    hang: int = 0


class Description(NamedTuple):
    """The description of an event. Text whose style has the meta `target` refers to `targets[meta["target"]]`."""

    paragraphs: tuple[StyledParagraph, ...]
    targets: tuple[Target, ...]


def describe(
    event: Event,
    store: Store,
    glyphs: Glyphs,
    day: KnowledgeDay | None = None,
    previous: Event | None = None,
    zero: Event | None = None,
) -> Description:
    """Describe the whole event: what, when, who, where, what was said and claimed, and the sources.

    Args:
        event: The event.
        store: The store that resolves references; with `day`, the store as of that day.
        glyphs: The character set to draw with.
        day: Describe the event as of this day.
        previous: The previous event in the list. If given, the time elapsed since it is included.
        zero: The event that times are counted from. If given, the time relative to it is included.
    """
    as_of = None if day is None else _event_as_of(event, store, day)
    shown = event if as_of is None else as_of.event
    context = EventContext(shown, store, event.links, glyphs.signs, as_of, True, previous, zero)
    paragraphs: list[StyledParagraph] = []
    targets: list[Target] = []
    for paragraph in document(context):
        if paragraph.gap:
            paragraphs.append(StyledParagraph(Text("")))
        line = _line(paragraph, targets)
        indent = 2 * paragraph.level
        if paragraph.long is not None:
            hang = paragraph.hang if paragraph.spans else 0
            paragraphs += long_text(paragraph.long, indent, hang, lead=line)
        else:
            paragraphs.append(StyledParagraph(line, indent, paragraph.hang))
    return Description(tuple(paragraphs), tuple(targets))


def _line(paragraph: Paragraph, targets: list[Target]) -> Text:
    """Return the spans as styled text, and append their targets."""
    runs: list[tuple[str, Style]] = []
    for span in paragraph.spans:
        if not span.text:
            continue
        style = _STYLES[span.role]
        if span.url:
            style += link_style(span.url)
        if span.target is not None:
            style += Style(meta={"target": len(targets)})
            targets.append(span.target)
        runs.append((clip(span.text, _longest(span)), style))
    return Text(no_wrap=False).append_tokens(runs)


def _longest(span: Span) -> int:
    if span.url:
        return LONG
    return _LONGEST_NAME if span.target is not None else _LONGEST_SPAN


def long_text(
    long: LongText, indent: int = 0, hang: int = 0, *, lead: Text | None = None
) -> Iterator[StyledParagraph]:
    """Lay out a text from a file; if it is clipped, a last paragraph says so.

    Args:
        long: The text.
        indent: The indentation in cells.
        hang: Additional indentation, in cells, of continuation lines and of all paragraphs but the first.
        lead: Text to put before the first paragraph, in the same line.
    """
    style = _STYLES[long.role]
    lines = long.text[:LONG].splitlines()
    blocks = prose.enclosed(prose.blocks("\n".join(lines[:LINES])), long.before, clip(long.after, 300))
    for n, block in enumerate(blocks):
        shown = _styled(block, style)
        if n == 0:
            shown = lead.append_text(shown) if lead else shown
            yield StyledParagraph(shown, indent + block.indent, hang or len(block.marker))
            continue
        if block.gap:
            yield StyledParagraph(Text(""))
        yield StyledParagraph(shown, indent + hang + block.indent, len(block.marker))
    if len(long.text) > LONG or len(lines) > LINES:
        omitted = f"… ({len(long.text):,} characters in all: shown in part)"
        yield StyledParagraph(Text(omitted, styles.DIM), indent + hang)


def link_style(address: str) -> Style:
    """Return the style of a hyperlink (OSC 8); plain in secure mode and for URLs that are not http or https."""
    target = web_address(address) if allowed(Feature.LINKS) else ""
    return styles.LINK + Style(link=target) if target else styles.PLAIN


def _styled(block: ProseBlock, style: Style) -> Text:
    shown = Text(block.marker, style)
    for run in block.spans:
        shown.append(run.text, _run_style(run, style))
        if run.url and run.url != run.text:
            shown.append(f" ({run.url})", styles.DIM + link_style(run.url))
    return shown


def _run_style(run: TextRun, style: Style) -> Style:
    if run.strong:
        style += styles.STRONG
    if run.emphasis:
        # Quotes are in italics, where emphasis is upright.
        style += Style(italic=not style.italic)
    if run.code:
        style += styles.CODE
    return style + link_style(run.url) if run.url else style


def _event_as_of(event: Event, store: Store, day: KnowledgeDay) -> EventAsOf | None:
    """Return the event as of the day, derived from the complete event."""
    from timeline_tui.knowledge import annotate

    complete = store.whole.event(event.id)
    return None if complete is None else annotate(complete, day)
