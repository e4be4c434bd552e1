"""Helpers for widgets that are drawn line by line."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.ui import styles


def empty_message(pane: Widget) -> str:
    """Return the message of a pane without events; the detail pane explains it if it is visible."""
    panes = pane.parent
    alone = isinstance(panes, Widget) and (panes.has_class("-single") or panes.has_class("-zoomed"))
    return " No events. Enter for details" if alone else " No events"


def pad_line(widget: Widget, strip: Strip, width: int) -> Strip:
    """Return a strip of exactly `width` cells, with the widget's style if the theme has colours of its own.

    With the terminal's own colours the style is not applied, because resets to the default colour cost bytes.

    Args:
        widget: The widget that is drawn.
        strip: The drawn line; it is padded or cropped.
        width: The width in cells.
    """
    strip = strip.adjust_cell_length(width, styles.PLAIN)
    return strip if widget.app.native_ansi_color else strip.apply_style(widget.rich_style)
