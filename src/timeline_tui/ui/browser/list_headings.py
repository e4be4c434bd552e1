"""Headings over days, months or years in the list, and the time elapsed between events."""

from __future__ import annotations

from textual import events

from timeline_tui.axis.heading_groups import unit_for, unit_name
from timeline_tui.text import clip, one_line
from timeline_tui.ui.browser.base import BrowserBase
from timeline_tui.ui.widgets.event_list import ListDecorations

_NEXT = {
    ListDecorations.HEADINGS: ListDecorations.DISTANCES,
    ListDecorations.DISTANCES: ListDecorations.NONE,
    ListDecorations.NONE: ListDecorations.HEADINGS,
}


class ReadingAids(BrowserBase):
    """Adds headings and elapsed times to the list."""

    def show_groups(self) -> None:
        """Group the list by the unit that suits the axis's window."""
        look = self.look
        self.event_list.show_groups(unit_for(look.window.cell) if look.dated else None)

    def on_resize(self, event: events.Resize) -> None:
        """Update the unit of the headings: it depends on the axis, which is as wide as the screen."""
        if self.panes.first is self.event_list:
            self.look.width = event.size.width
            self.show_groups()

    def action_aids(self) -> None:
        """Cycle through headings, headings with elapsed times, and neither."""
        if self.panes.first is not self.event_list:
            self.prompt.say("headings and distances belong to the list: V goes back to it")
            return
        if not self.look.dated:
            self.prompt.say("no event has a date to stand under")
            return
        aids = _NEXT[self.event_list.aids]
        self.event_list.show_aids(aids)
        self.show_event()
        by = f"headings by {unit_name(unit_for(self.look.window.cell))}"
        self.prompt.say(
            {
                ListDecorations.HEADINGS: by,
                ListDecorations.DISTANCES: f"{by}, and the time between events",
            }.get(aids, "neither headings nor distances")
        )

    def action_zero(self) -> None:
        """Count times from the event under the cursor, or stop if they already are."""
        session = self.session
        event = session.event
        if event is None or event.date is None or event.date.earliest is None:
            self.prompt.say("times are counted from an event whose beginning is known")
            return
        session.zero = "" if session.zero == event.id else event.id
        self._count_from_zero()
        self.show_event()
        title = clip(one_line(event.title), 40)
        counted = f"T+ counts from {title}: Z on it ends that"
        self.prompt.say(counted if session.zero else "times are no longer counted from an event")
