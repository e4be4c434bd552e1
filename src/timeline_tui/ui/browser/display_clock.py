"""The clock and the language that events are displayed in. Order and search do not depend on them."""

from __future__ import annotations

import os

from timeline_tui.dates.shown import Times
from timeline_tui.secure import Feature, allowed
from timeline_tui.text import one_line
from timeline_tui.ui.browser.filtering import Filtering

_OWNERS = {Times.ZONE: ", the chronology's", Times.LOCAL: ", this machine's"}


class Showing(Filtering):
    """Adds the choice of clock and language."""

    def action_language(self) -> None:
        """Show titles and summaries in the next available language."""
        session = self.session
        if not session.store.indexes_ready(["translation"]):
            self.prompt.say("languages are available after loading")
            return
        known = ["", *session.store.languages]
        if len(known) == 1:
            self.prompt.say("no translations in these files (title_uk, summary_uk)")
            return
        at = known.index(session.language) if session.language in known else -1
        session.language = known[(at + 1) % len(known)]
        session.replace(session.store, session.view)
        self.detail.forget()
        self.take_again()
        named = f"in {session.language} where translated" if session.language else "as written"
        self.prompt.say(one_line(f"titles {named}; search covers all languages"))

    def action_times(self) -> None:
        """Show times in the next clock."""
        session, refused = self.session, ""
        # In secure mode, users connect over SSH: the server's zone is of no use to them, and reading it from the
        # environment (TZ) is not allowed.
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
        whose = _OWNERS.get(session.times, "") if session.times is not Times.ZONE or session.zone else ""
        self.prompt.say(refused or f"{shown.name}{whose}; the order stays", error=bool(refused))
