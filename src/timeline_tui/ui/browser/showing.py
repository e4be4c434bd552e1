"""By which clock times are shown: the chronology's, as written, UTC, this machine's. Order and search never change."""

from __future__ import annotations

import os

from timeline_tui.dates.shown import Times
from timeline_tui.secure import Feature, allowed
from timeline_tui.ui.browser.base import BrowserBase

_WHOSE = {Times.ZONE: ", the chronology's", Times.LOCAL: ", this machine's"}


class Showing(BrowserBase):
    """Changes how times are shown."""

    def action_times(self) -> None:
        """Show times by the next clock."""
        session, refused = self.session, ""
        # Whoever comes by SSH to a machine of others has no use for its zone, and a variable would name it.
        offered = [each for each in Times if each is not Times.LOCAL or allowed(Feature.ENVIRONMENT)]
        session.times = offered[(offered.index(session.times) + 1) % len(offered)]
        if session.times is Times.LOCAL and session.local is None:
            from timeline_tui.dates.local import UnusableZoneError, local_zone

            try:
                session.local = local_zone(os.environ)
            except UnusableZoneError as error:
                session.times = offered[(offered.index(Times.LOCAL) + 1) % len(offered)]
                refused = f"local time: {error}"
        shown = session.shown
        self.event_list.show_times(shown)
        self.detail.forget()
        self.show_header()
        self.show_event()
        whose = _WHOSE.get(session.times, "") if session.times is not Times.ZONE or session.zone else ""
        self.prompt.say(refused or f"{shown.name}{whose}; the order stays", error=bool(refused))
