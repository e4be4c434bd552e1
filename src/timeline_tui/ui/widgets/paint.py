"""What all that is drawn line by line has in common."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.ui import styles


def nothing_to_show(pane: Widget) -> str:
    """What a pane without events says; the detail says why, where it is in sight."""
    panes = pane.parent
    alone = isinstance(panes, Widget) and (panes.has_class("-single") or panes.has_class("-zoomed"))
    return " No events. Enter says why" if alone else " No events"


def finished(widget: Widget, strip: Strip, width: int) -> Strip:
    """The strip `width` cells long, in the theme's own colours where the theme has its own.

    In the terminal's colours there is nothing to add: every byte that says "default" would go over the wire.
    """
    strip = strip.adjust_cell_length(width, styles.PLAIN)
    return strip if widget.app.native_ansi_color else strip.apply_style(widget.rich_style)
