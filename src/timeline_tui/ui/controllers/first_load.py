"""The first load: more events arrive while the first are on the screen already."""

from __future__ import annotations

from collections.abc import Callable

from timeline_tui.store import Store, View
from timeline_tui.ui.browser.display import Display, counted
from timeline_tui.ui.controllers.filter import FilterController
from timeline_tui.ui.controllers.navigation import NavigationController
from timeline_tui.ui.controllers.reload import ReloadController
from timeline_tui.ui.loading import FileLoader
from timeline_tui.ui.state_saver import StateSaver


class FirstLoadController:
    """Shows what has been loaded so far, with the cursor where the session is to start."""

    def __init__(
        self,
        display: Display,
        filter: FilterController,
        navigation: NavigationController,
        reload: ReloadController,
        loader: FileLoader,
        state: StateSaver,
        *,
        start_date: str,
        cancel: Callable[[], None] | None,
    ) -> None:
        """Create the controller.

        Args:
            display: The display.
            filter: Shows the view after more events have arrived.
            navigation: Goes to the start date.
            reload: Reloads files that changed during the first load.
            loader: Tells whether the files have changed.
            state: Has the position of the cursor at the end of the last session.
            start_date: The date to start at, or "".
            cancel: Cancels the load; None if all events are there.
        """
        self._display = display
        self._session = display.session
        self._filter = filter
        self._navigation = navigation
        self._reload = reload
        self._loader = loader
        self._state = state
        self._start_date = start_date
        self._cancel = cancel
        self._initial_row = 0
        display.progress = None if cancel is None else 0.0
        display.first_load = cancel is not None

    def place_cursor(self) -> str:
        """Place the cursor where the command line says, else where the last session ended, else on the first event.

        Returns:
            How the date of the command line was read, if that is worth saying, or "".
        """
        place, note = self._state.state.place, ""
        if self._start_date:
            reading = self._navigation.go_to_date(self._start_date)
            note = reading.note if reading is not None else ""
        # Row 0 needs no message: the cursor starts there.
        elif place and (row := self._session.view.row_of(place)):
            self._display.event_list.cursor = row
            self._display.message("restored last position (g: first event)")
        self._session.choose(self._display.event_list.cursor)
        self._initial_row = self._display.event_list.cursor
        return note

    def show_progress(self, share: float) -> None:
        """Show the progress of the load, as a fraction, in the header."""
        if self._display.first_load:
            self._display.progress = share
            self._display.show_header()

    def grow(self, store: Store, view: View, whole: bool) -> None:
        """Show more of the chronology.

        Args:
            store: The events loaded so far.
            view: Those that match the filter.
            whole: Whether the load is complete.
        """
        display = self._display
        if not display.first_load:
            return
        if whole:
            display.progress, display.first_load = None, False
        untouched = display.event_list.cursor == self._initial_row
        self._session.replace(store, view)
        # The user has not moved the cursor, and earlier events may have been added.
        if untouched:
            # So that the list stays at its beginning, unless `place_cursor` finds the place to start now.
            self._session.choose(0)
        self._filter.refresh()
        if untouched:
            self.place_cursor()
        if whole:
            # After the frame, so as not to compete with drawing it.
            display.screen.call_after_refresh(self._reload.warm, store)
            if self._reload.pending and self._loader.current_stamp() != self._loader.stamp:
                self._reload.changed()
            self._reload.pending = False

    def stop(self) -> None:
        """Stop the load if it is in progress, and say that the chronology is incomplete."""
        display, store = self._display, self._session.store
        if not display.first_load:
            return
        if self._cancel is not None:
            self._cancel()
        display.progress, display.first_load = None, False
        display.show_header()
        self._reload.incomplete = f"incomplete: {counted(len(store))} loaded (r: load all)"
        display.show_banner(self._reload.incomplete)
        self._reload.warm(store)

    def end(self) -> None:
        """Save the position of the cursor for the next session.

        If the last position has not been loaded yet and the cursor has not moved, it is kept.
        """
        event, before = self._session.event, self._state.state.place
        # The list widget no longer exists at the end, so compare with the session's row.
        untouched = self._display.first_load and self._session.row == self._initial_row
        self._state.end(before if event is None or untouched else event.id)
