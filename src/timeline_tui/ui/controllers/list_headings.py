"""Headings over days, months or years in the list, and the time elapsed between events."""

from __future__ import annotations

from timeline_tui.axis.heading_groups import unit_for, unit_name
from timeline_tui.text import clip, one_line
from timeline_tui.ui.browser.display import Display
from timeline_tui.ui.widgets.event_list import ListDecorations

_NEXT = {
    ListDecorations.HEADINGS: ListDecorations.DISTANCES,
    ListDecorations.DISTANCES: ListDecorations.NONE,
    ListDecorations.NONE: ListDecorations.HEADINGS,
}


class ListHeadingsController:
    """Adds headings and elapsed times to the list."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._session = display.session

    def next_decorations(self) -> None:
        """Cycle through headings, headings with elapsed times, and neither."""
        display = self._display
        if not display.in_list:
            display.message("headings and distances belong to the list: V goes back to it")
            return
        if not display.viewport.dated:
            display.message("no dated events")
            return
        decorations = _NEXT[display.event_list.decorations]
        display.event_list.show_decorations(decorations)
        display.show_event()
        by = f"headings by {unit_name(unit_for(display.viewport.window.cell))}"
        words = {
            ListDecorations.HEADINGS: by,
            ListDecorations.DISTANCES: f"{by}, and the time between events",
            ListDecorations.NONE: "neither headings nor distances",
        }
        display.message(words[decorations])

    def toggle_zero(self) -> None:
        """Count times from the event under the cursor, or stop if they already are."""
        session, display = self._session, self._display
        event = session.event
        if event is None or event.date is None or event.date.earliest is None:
            display.message("times are counted from an event whose beginning is known")
            return
        session.zero = "" if session.zero == event.id else event.id
        display.count_from_zero()
        display.show_event()
        title = clip(one_line(event.title), 40)
        relative = f"T+ relative to {title} (Z on it: off)"
        display.message(relative if session.zero else "times are no longer counted from an event")
