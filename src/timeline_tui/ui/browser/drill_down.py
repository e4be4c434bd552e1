"""Narrow the filter to the value under the cursor."""

from __future__ import annotations

from textual import on

from timeline_tui.export.document import Target
from timeline_tui.text import one_line
from timeline_tui.ui.browser.navigation import Moving
from timeline_tui.ui.browser.opening import Opening
from timeline_tui.ui.widgets.detail import Detail


class Narrowing(Moving, Opening):
    """Adds actions on the target under the cursor."""

    def action_narrow(self) -> None:
        """Narrow the filter to the target under the cursor in the detail, or to the date of the event in the list."""
        target = self.detail.target if self.detail.has_focus else None
        if target is not None:
            self._narrow_to(target)
            return
        event = self.session.event
        if event is not None and event.date is not None:
            self.narrow("date", event.date.text)

    def _narrow_to(self, target: Target) -> None:
        if target.kind == "event":
            self.go_to_event(target.value)
        elif target.kind == "media":
            event = self.session.event
            # Looked up by path or URL: the files may have been reloaded since the detail was drawn.
            media = [each for each in event.media if (each.path or each.url) == target.value] if event else []
            if event and media:
                self.open_media(media[0], event)
            else:
                self.prompt.say(one_line(f"{target.value} is no longer in the event"), error=True)
        else:
            from timeline_tui.aggregate import value

            self.narrow(target.kind, value(self.session.view.store, target.kind, target.value))

    @on(Detail.TargetActivated)
    def _target_activated(self, message: Detail.TargetActivated) -> None:
        self._narrow_to(message.target)
