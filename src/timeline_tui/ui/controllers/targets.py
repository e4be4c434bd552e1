"""Act on what is under the cursor: narrow the filter to it, go to it, open it, copy it or edit its file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from timeline_tui.export.document import Target
from timeline_tui.model import Event, Media
from timeline_tui.secure import Feature, allowed, refusal
from timeline_tui.text import one_line
from timeline_tui.ui.browser.display import Display
from timeline_tui.ui.controllers.filter import FilterController
from timeline_tui.ui.controllers.lanes import LanesController
from timeline_tui.ui.controllers.navigation import NavigationController

if TYPE_CHECKING:
    from timeline_tui.ui.citation import Choice


class TargetController:
    """Acts on the selected event and its targets. Other programs start only on the user's request."""

    def __init__(
        self,
        display: Display,
        filter: FilterController,
        lanes: LanesController,
        navigation: NavigationController,
        edit_file: Callable[[str, int], None],
    ) -> None:
        """Create the controller.

        Args:
            display: The display.
            filter: Narrows the filter.
            lanes: Has the lane under the cursor.
            navigation: Goes to other events.
            edit_file: Opens a file at a line, from 1, in the user's editor.
        """
        self._display = display
        self._session = display.session
        self._filter = filter
        self._lanes = lanes
        self._navigation = navigation
        self._edit_file = edit_file

    def narrow(self) -> None:
        """Narrow the filter to the lane or the target under the cursor, or to the date of the event in the list."""
        detail, event = self._display.detail, self._session.event
        if self._lanes.narrow():
            return
        if detail.has_focus and detail.target is not None:
            self.activate(detail.target)
        elif event is not None and event.date is not None:
            self._filter.narrow("date", event.date.text)

    def activate(self, target: Target) -> None:
        """Go to an event, open a medium, or narrow the filter to anything else."""
        if target.kind == "event":
            self._navigation.go_to_event(target.value)
        elif target.kind == "media":
            event = self._session.event
            # Looked up by path or URL: the files may have been reloaded since the detail was drawn.
            media = [each for each in event.media if (each.path or each.url) == target.value] if event else []
            if event and media:
                self._open(media[0], event)
            else:
                self._display.message(one_line(f"{target.value} is no longer in the event"), error=True)
        else:
            from timeline_tui.aggregate import value

            found = value(self._session.view.store, target.kind, target.value)
            self._filter.narrow(target.kind, found)

    def open(self) -> None:
        """Open the event's only item, unless it has a content warning; else let the user choose."""
        event = self._session.event
        if event is None:
            return
        if not allowed(Feature.MEDIA):
            self._display.message(refusal(Feature.MEDIA), error=True)
            return
        from timeline_tui.ui.citation import openable

        found = openable(event)
        if not found:
            self._display.message("this event has no media and no address to open")
        elif len(found) == 1 and not found[0][1].warning:
            self._open(found[0][1], event)
        else:
            from timeline_tui.ui.screens.copy import OpenMenu

            def chosen(choice: Choice | None) -> None:
                for each, media in found:
                    if each is choice:
                        # The event as it was when the menu opened: a reload may have changed it since.
                        self._open(media, event)

            menu = OpenMenu(tuple([choice for choice, _ in found]))
            self._display.screen.app.push_screen(menu, chosen)

    def _open(self, media: Media, event: Event) -> None:
        """Open a medium or URL, and show the outcome. Media paths are relative to the event's file."""
        from timeline_tui.ui.opener import open_media

        reason = open_media(media, event.origin.path)
        outcome = one_line(reason or f"opening {media.path or media.url}")
        self._display.message(outcome, error=bool(reason))

    def copy(self) -> None:
        """Open the copy menu for the selected event."""
        event = self._session.event
        if event is None:
            return
        if not allowed(Feature.CLIPBOARD):
            self._display.message(refusal(Feature.CLIPBOARD), error=True)
            return
        from timeline_tui.ui.citation import choices
        from timeline_tui.ui.screens.copy import CopyMenu

        app = self._display.screen.app

        def copied(choice: Choice | None) -> None:
            if choice is not None:
                app.copy_to_clipboard(choice.text)
                self._display.message(f"{choice.name}: sent to the terminal's clipboard")

        app.push_screen(CopyMenu(choices(event)), copied)

    def edit(self) -> None:
        """Edit the selected event's file at its line; without an event, the file of the first problem."""
        event, store = self._session.event, self._session.store
        if event is not None:
            self._edit_file(event.origin.path, event.origin.line)
        elif store.problems and store.chronology.paths:
            self._edit_file(store.problems[0].path, store.problems[0].line)
        elif store.chronology.paths:
            self._edit_file(store.chronology.paths[0], 1)
