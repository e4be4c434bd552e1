"""The last touch to a drawn line."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.ui import styles


def finished(widget: Widget, strip: Strip, width: int) -> Strip:
    """The strip `width` cells long, in the theme's own colours where the theme has its own.

    In the terminal's colours there is nothing to add: every byte that says "default" would go over the wire.
    """
    strip = strip.adjust_cell_length(width, styles.PLAIN)
    return strip if widget.app.native_ansi_color else strip.apply_style(widget.rich_style)
