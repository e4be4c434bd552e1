"""Open the media and URLs of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.model import Event, Media
from timeline_tui.secure import Feature, allowed, refusal
from timeline_tui.text import one_line
from timeline_tui.ui.browser.base import BrowserBase

if TYPE_CHECKING:
    from timeline_tui.ui.citation import Choice


class Opening(BrowserBase):
    """Adds opening media and URLs in other programs, only on the user's request."""

    def action_open(self) -> None:
        """Open the event's only item, unless it has a content warning; else let the user choose."""
        event = self.session.event
        if event is None:
            return
        if not allowed(Feature.MEDIA):
            self.prompt.say(refusal(Feature.MEDIA), error=True)
            return
        from timeline_tui.ui.citation import openable

        found = openable(event)
        if not found:
            self.prompt.say("this event has no media and no address to open")
        elif len(found) == 1 and not found[0][1].warning:
            self.open_media(found[0][1], event)
        else:
            from timeline_tui.ui.screens.copy import OpenMenu

            def chosen(choice: Choice | None) -> None:
                for each, media in found:
                    if each is choice:
                        # The event as it was when the menu opened: a reload may have changed it since.
                        self.open_media(media, event)

            self.app.push_screen(OpenMenu(tuple([choice for choice, _ in found])), chosen)

    def open_media(self, media: Media, event: Event) -> None:
        """Open a medium or URL of an event, and show the outcome in the prompt.

        Args:
            media: The medium; for a URL, one with only `url`.
            event: The event; media paths are relative to its file.
        """
        from timeline_tui.ui.opener import open_media

        reason = open_media(media, event.origin.path)
        what = media.path or media.url
        self.prompt.say(one_line(reason or f"opening {what}"), error=bool(reason))
