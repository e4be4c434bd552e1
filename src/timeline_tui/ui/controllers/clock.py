"""The clock and the language that events are displayed in. Order and search do not depend on them."""

from __future__ import annotations

import os

from timeline_tui.dates.shown import Times
from timeline_tui.secure import Feature, allowed
from timeline_tui.text import one_line
from timeline_tui.ui.browser.display import Display
from timeline_tui.ui.controllers.filter import FilterController

_OWNERS = {Times.ZONE: ", the chronology's", Times.LOCAL: ", this machine's"}


class ClockController:
    """Chooses clock and language."""

    def __init__(self, display: Display, filter: FilterController) -> None:
        self._display = display
        self._session = display.session
        self._filter = filter

    def next_language(self) -> None:
        """Show titles and summaries in the next available language."""
        session, display = self._session, self._display
        if not session.store.indexes_ready(["translation"]):
            display.message("languages are available after loading")
            return
        known = ["", *session.store.languages]
        if len(known) == 1:
            display.message("no translations in these files (title_uk, summary_uk)")
            return
        at = known.index(session.language) if session.language in known else -1
        session.language = known[(at + 1) % len(known)]
        # `replace` exchanges the store for the same one in the session's language.
        session.replace(session.store, session.view)
        display.detail.forget()
        self._filter.refresh()
        named = f"in {session.language} where translated" if session.language else "as written"
        display.message(one_line(f"titles {named}; search covers all languages"))

    def next_clock(self) -> None:
        """Show times in the next clock."""
        session, error = self._session, ""
        # In secure mode, users connect over SSH: the server's zone is of no use to them, and reading it from the
        # environment (TZ) is not allowed.
        offered = [each for each in Times if each is not Times.LOCAL or allowed(Feature.ENVIRONMENT)]
        session.times = offered[(offered.index(session.times) + 1) % len(offered)]
        if session.times is Times.LOCAL and session.local is None:
            from timeline_tui.dates.local import UnusableZoneError, local_zone

            try:
                session.local = local_zone(os.environ)
            except UnusableZoneError as unusable:
                session.times = offered[(offered.index(Times.LOCAL) + 1) % len(offered)]
                error = f"local time: {unusable}"
        clock = session.shown
        self._display.event_list.show_times(clock)
        self._display.redraw_events()
        whose = _OWNERS.get(session.times, "") if session.times is not Times.ZONE or session.zone else ""
        self._display.message(error or f"{clock.name}{whose}; the order stays", error=bool(error))
