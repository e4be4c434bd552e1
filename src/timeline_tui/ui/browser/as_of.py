"""Show the chronology as of a day: `@` adds a `known:` term to the filter, which stays when other terms change."""

from __future__ import annotations

from timeline_tui.errors import QueryError
from timeline_tui.ui.browser.filtering import Filtering


class Knowing(Filtering):
    """Adds the as-of day."""

    def action_as_known(self) -> None:
        """Open the prompt to enter the as-of day."""
        self.prompt.open("known")

    def as_known(self, text: str) -> bool:
        """Show what was known on a day or became known between two; everything for "".

        Returns:
            Whether the text is valid. If not, the prompt shows the error.
        """
        from timeline_tui.query import with_known

        try:
            days = self.session.days(text) if text.strip() else ""
        except QueryError as error:
            self.prompt.fault(error.message, 0, len(text))
            return False
        self.apply(with_known(self.session.text or self.session.off, days))
        return True
