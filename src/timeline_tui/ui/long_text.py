"""Lay out long texts for the detail pane: blocks from `prose` with styles, clipped if too long."""

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
"""Maximum number of characters of a text that are shown."""
LINES = 400
"""Maximum number of lines of a text that are shown."""


class Paragraph(NamedTuple):
    """A paragraph, indented by `indent` cells, and its continuation lines by `hang` more."""

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
    """Lay out a text from a file.

    Args:
        text: The text; if it is clipped, a last paragraph says so.
        style: The style of unmarked text.
        indent: The indentation in cells.
        hang: Additional indentation, in cells, of continuation lines and of all paragraphs but the first.
        marks: Quotation marks to put before the first word and after the last.
        lead: Text to put before the first paragraph, in the same line.
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
    """Return the style of a hyperlink (OSC 8); plain in secure mode and for URLs that are not http or https."""
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
        # Quotes are in italics, where emphasis is upright.
        style += Style(italic=not style.italic)
    if span.code:
        style += styles.CODE
    return style + link_style(span.url) if span.url else style
