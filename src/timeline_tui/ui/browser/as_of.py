"""Asking what was known on a day: `@` puts the day into the filter, where it stays while other terms come and go."""

from __future__ import annotations

from timeline_tui.errors import QueryError
from timeline_tui.ui.browser.filtering import Filtering


class Knowing(Filtering):
    """Changes of what day the knowledge is."""

    def action_as_known(self) -> None:
        """Type a day: only what was known then is shown."""
        self.prompt.open("known")

    def as_known(self, text: str) -> bool:
        """Show what was known on the day, or became known between two; all there is for "". Says whether it can."""
        from timeline_tui.query import with_known

        try:
            days = self.session.days(text) if text.strip() else ""
        except QueryError as error:
            self.prompt.fault(error.message, 0, len(text))
            return False
        self.apply(with_known(self.session.text or self.session.off, days))
        return True
