"""Long texts as paragraphs of the detail pane: `prose` with styles, cut where there is too much of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.style import Style
from rich.text import Text

from timeline_tui import prose
from timeline_tui.export.phrases import web_address
from timeline_tui.prose import ProseBlock, TextRun
from timeline_tui.secure import Feature, allowed
from timeline_tui.ui import styles

LONG = 20_000
"""How many characters of one text are shown before it is clipped, and marked so."""
LINES = 400
"""How many of its lines."""


class Paragraph(NamedTuple):
    """One paragraph, `indent` cells in; its continuation lines `hang` cells further."""

    text: Text
    indent: int = 0
    hang: int = 0


def paragraphs(
    text: str,
    style: Style,
    indent: int = 0,
    hang: int = 0,
    *,
    marks: tuple[str, str] = ("", ""),
    lead: Text | None = None,
) -> Iterator[Paragraph]:
    """Lay out a text of a file.

    Args:
        text: The text as the file has it; too much of it is clipped, which is said in a last paragraph.
        style: What unmarked text looks like.
        indent: Where it stands, in cells.
        hang: How much further lines stand that continue the first paragraph, and all others.
        marks: What stands before its first word and behind its last: quotation marks.
        lead: What stands before it in the same line.
    """
    lines = text[:LONG].splitlines()
    for n, block in enumerate(prose.enclosed(prose.blocks("\n".join(lines[:LINES])), *marks)):
        shown = _styled(block, style)
        if n == 0:
            shown = lead.append_text(shown) if lead else shown
            yield Paragraph(shown, indent + block.indent, hang or len(block.marker))
            continue
        if block.gap:
            yield Paragraph(Text(""))
        yield Paragraph(shown, indent + hang + block.indent, len(block.marker))
    if len(text) > LONG or len(lines) > LINES:
        yield Paragraph(
            Text(f"… ({len(text):,} characters in all: shown in part)", styles.DIM), indent + hang
        )


def link_style(address: str) -> Style:
    """The style of a link to an address, which secure mode and addresses that cannot be sent leave plain."""
    target = web_address(address) if allowed(Feature.LINKS) else ""
    return styles.LINK + Style(link=target) if target else styles.PLAIN


def _styled(block: ProseBlock, style: Style) -> Text:
    shown = Text(block.marker, style)
    for span in block.spans:
        shown.append(span.text, _style(span, style))
        if span.url and span.url != span.text:
            shown.append(f" ({span.url})", styles.DIM + link_style(span.url))
    return shown


def _style(span: TextRun, style: Style) -> Style:
    if span.strong:
        style += styles.STRONG
    if span.emphasis:
        # Within italics, as of quotes, upright letters stand out.
        style += Style(italic=not style.italic)
    if span.code:
        style += styles.CODE
    return style + link_style(span.url) if span.url else style
